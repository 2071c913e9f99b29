import { sql } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import { sameWords, wordsOfName } from '../kernel/same-name.js'
import { openLine } from './lines-store.js'
import { daysApart, type Link, openEntries, openLines } from './matching.js'

// So many lines are opened at once, to be read.
const atOnce = 1_000
// Of more pairs of names with a word in common a person decides.
const mostCompared = 2_000_000

/** A line or an entry; those of equal sides and sums are of one group. */
interface Candidate {
  readonly [column: string]: unknown
  readonly line: number | null
  readonly id: string | null
  readonly group: string
  /** So manieth since the first days of the statement. */
  readonly day: number
  readonly counterparty: string | null
  readonly donor: Buffer | null
  readonly beneficiary: Buffer | null
  readonly freed: boolean
}

type Named = Candidate & { readonly words: ReadonlySet<string> }

interface Fit {
  readonly line: number
  readonly entry: Named
}

/**
 * Lines and entries of equal sums on days near each other whose names may be the same. Where just one of each fits they are the
 * same payment; of others a person decides.
 */
export async function linksByName(
  house: House,
  ledger: string,
  statement: string,
): Promise<{ readonly links: Link[]; readonly unsure: number[] }> {
  const candidates = await candidatesOf(house, ledger, statement)
  const { fits, uncompared } = await fitting(house, ledger, statement, candidates)
  const times = new Map<unknown, number>()
  for (const { line, entry } of fits)
    for (const one of [line, entry.id]) times.set(one, (times.get(one) ?? 0) + 1)
  const isSure = ({ line, entry }: Fit) =>
    times.get(line) === 1 && times.get(entry.id) === 1 && !entry.freed && uncompared.length === 0
  return {
    links: fits.filter(isSure).map(({ line, entry }) => ({
      ...{ line, transaction: entry.id!, reason: 'amount-day-and-name' },
    })),
    unsure: [...uncompared, ...fits.filter((fit) => !isSure(fit)).map(({ line }) => line)],
  }
}

/** Every line with every entry that has its name, and the lines for which there are too many to compare. */
async function fitting(
  house: House,
  ledger: string,
  statement: string,
  candidates: readonly Candidate[],
): Promise<{ readonly fits: readonly Fit[]; readonly uncompared: readonly number[] }> {
  const byWord = entriesByWord(house, candidates)
  const lines = candidates.flatMap(({ line }) => (line === null ? [] : [line]))
  const ofLine = new Map(candidates.map((candidate) => [candidate.line, candidate]))
  const fits: Fit[] = []
  const uncompared: number[] = []
  let compared = 0
  for (let start = 0; start < lines.length; start += atOnce)
    for (const [line, name] of await namesOf(house, ledger, statement, lines.slice(start, start + atOnce))) {
      const words = wordsOfName(name)
      const beside = entriesBeside(byWord, { ...ofLine.get(line)!, words })
      compared += beside.length
      if (compared > mostCompared) uncompared.push(...(beside.length > 0 ? [line] : []))
      else
        for (const entry of new Set(beside.filter((entry) => sameWords(words, entry.words))))
          fits.push({ line, entry })
    }
  return { fits, uncompared }
}

const candidatesOf = async ({ read }: House, ledger: string, statement: string) =>
  // Beside each other, never joined; see `pairs`.
  read.execute<Candidate>(sql`
    WITH known AS MATERIALIZED (
      SELECT * FROM (${openEntries(ledger, statement)}) AS e WHERE coalesce(donor, beneficiary) IS NOT NULL
    )
    SELECT line, id, side || amount AS group, day - min(day) OVER () AS day, encode(counterparty, 'base64') AS counterparty, donor, beneficiary, freed FROM (
      SELECT *, count(line) OVER near AS lines, count(id) OVER near AS entries FROM (
        SELECT line, NULL::uuid AS id, side, amount, booked_on AS day, counterparty, NULL::bytea AS donor, NULL::bytea AS beneficiary,
          false AS freed
        FROM (${openLines(ledger, statement)}) AS l WHERE EXISTS (SELECT FROM known)
        UNION ALL
        SELECT NULL, id, side, amount, day, counterparty, donor, beneficiary, freed FROM known
      ) AS both_sides WINDOW near AS (PARTITION BY side, amount ORDER BY day
        RANGE BETWEEN ${`${daysApart} days`}::interval PRECEDING AND ${`${daysApart} days`}::interval FOLLOWING)
    ) AS counted WHERE lines > 0 AND entries > 0 ORDER BY line, id`)

/** By their group and each word of their names, for only names with a word in common can be the same. */
function entriesByWord(
  house: House,
  candidates: readonly Candidate[],
): ReadonlyMap<string, readonly Named[]> {
  const byWord = new Map<string, Named[]>()
  for (const candidate of candidates) {
    const words = wordsOfName(nameIn(house, candidate) ?? '')
    const entry = { ...candidate, words }
    for (const word of words) {
      const key = `${candidate.group} ${word}`
      const sharing = byWord.get(key)
      if (sharing === undefined) byWord.set(key, [entry])
      else sharing.push(entry)
    }
  }
  return byWord
}

/** Entries that have a word of the name of a line, on days near it, and are not known to be of somebody else. */
const entriesBeside = (byWord: ReadonlyMap<string, readonly Named[]>, line: Named): readonly Named[] =>
  [...line.words].flatMap((word) =>
    (byWord.get(`${line.group} ${word}`) ?? []).filter(
      ({ day, counterparty }) =>
        Math.abs(day - line.day) <= daysApart &&
        (counterparty === null || line.counterparty === null || counterparty === line.counterparty),
    ),
  )

async function namesOf(
  house: House,
  ledger: string,
  statement: string,
  lines: readonly number[],
): Promise<[number, string][]> {
  const rows = await house.read.execute<{ line: number; sealed: Buffer }>(sql`
    SELECT line, sealed FROM statement_lines
    WHERE ledger = ${ledger} AND statement = ${statement} AND line = ANY (${`{${lines.join(',')}}`}::integer[])`)
  return rows.flatMap(({ line, sealed }) => {
    const { name } = openLine(house, sealed)
    return name === null ? [] : [[line, name]]
  })
}

function nameIn({ sealer }: House, { donor, beneficiary }: Candidate): string | undefined {
  if (donor !== null) return (JSON.parse(sealer.open(donor, 'donors.sealed')) as { name?: string }).name
  if (beneficiary === null) return undefined
  const opened = JSON.parse(sealer.open(beneficiary, 'disbursements.beneficiary_sealed'))
  return (opened as { beneficiary: { name: string } }).beneficiary.name
}
