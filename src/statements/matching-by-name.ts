import { sql } from 'drizzle-orm'
import type { House, Reader } from '../audit/house.js'
import { type Day, daysBetween } from '../kernel/days.js'
import { sameName } from '../kernel/same-name.js'
import { openLine } from './lines-store.js'
import { daysApart, type Link, openEntries, openLines } from './matching.js'

// Each has to be opened to be read; of more, a person decides.
const mostCandidates = 20_000

/** A line or an entry; those of equal sides and sums are of one group. */
interface Candidate {
  readonly [column: string]: unknown
  readonly line: number | null
  readonly id: string | null
  readonly group: string
  readonly day: Day
  readonly sealed: Buffer | null
  readonly donor: Buffer | null
  readonly beneficiary: Buffer | null
}

/** Lines and entries of equal sums on days near each other whose names may be the same, where just one of each fits. */
export async function linksByName(
  house: House,
  reader: Reader,
  ledger: string,
  statement: string,
): Promise<Link[]> {
  // Beside each other, never joined; see `pairs`.
  const rows = await reader.execute<Candidate>(sql`
    SELECT line, id, side || amount AS group, day::text, sealed, donor, beneficiary FROM (
      SELECT *, count(line) OVER equal AS lines, count(id) OVER equal AS entries FROM (
        SELECT line, NULL::uuid AS id, side, amount, booked_on AS day, sealed, NULL::bytea AS donor, NULL::bytea AS beneficiary
        FROM (${openLines(ledger, statement)}) AS l
        UNION ALL
        SELECT NULL, id, side, amount, day, NULL, donor, beneficiary FROM (${openEntries(ledger, statement)}) AS e
        WHERE coalesce(donor, beneficiary) IS NOT NULL AND NOT freed
      ) AS both_sides WINDOW equal AS (PARTITION BY side, amount)
    ) AS counted WHERE lines > 0 AND entries > 0 ORDER BY line, id LIMIT ${mostCandidates + 1}`)
  if (rows.length > mostCandidates) return []
  const fits = fitting(house, rows)
  if (fits === undefined) return []
  const count = (by: 'line' | 'transaction') => {
    const counts = new Map<number | string, number>()
    for (const fit of fits) counts.set(fit[by], (counts.get(fit[by]) ?? 0) + 1)
    return counts
  }
  const [ofLine, ofEntry] = [count('line'), count('transaction')]
  return fits.filter(({ line, transaction }) => ofLine.get(line) === 1 && ofEntry.get(transaction) === 1)
}

/** Every line with every entry that has its name; undefined if too many would have to be compared. */
function fitting(house: House, rows: readonly Candidate[]): Link[] | undefined {
  const entries = new Map<string, { id: string; day: Day; name: string | undefined }[]>()
  for (const row of rows)
    if (row.id !== null) {
      const group = entries.get(row.group) ?? []
      group.push({ id: row.id, day: row.day, name: nameIn(house, row) })
      entries.set(row.group, group)
    }
  const fits: Link[] = []
  let compared = 0
  for (const { line, group, day, sealed } of rows) {
    if (line === null || sealed === null) continue
    const theirs = openLine(house, sealed).name
    for (const { id, day: other, name } of entries.get(group) ?? []) {
      if (Math.abs(daysBetween(day, other)) > daysApart) continue
      compared += 1
      if (compared > mostCandidates) return undefined
      if (theirs !== null && name !== undefined && sameName(theirs, name))
        fits.push({ line, transaction: id, reason: 'amount-day-and-name' })
    }
  }
  return fits
}

function nameIn({ sealer }: House, { donor, beneficiary }: Candidate): string | undefined {
  if (donor !== null) return (JSON.parse(sealer.open(donor, 'donors.sealed')) as { name?: string }).name
  if (beneficiary === null) return undefined
  const opened = JSON.parse(sealer.open(beneficiary, 'disbursements.beneficiary_sealed'))
  return (opened as { beneficiary: { name: string } }).beneficiary.name
}
