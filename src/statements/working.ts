import type { By, House } from '../audit/house.js'
import type { Donate } from '../giving/donate.js'
import { actorName } from '../kernel/actor.js'
import { linesToldBefore } from './lines-told-before.js'
import { keepMatches, type Match } from './matches-store.js'
import { sureLinks } from './matching.js'
import { linksByName } from './matching-by-name.js'
import { linksByReference, unsureByDay } from './matching-by-reference.js'
import { linesOfPayouts } from './payout-lines.js'
import { type OfStatement, type Posted, postGifts } from './posting.js'
import { mayBeKnown, mayBePayout } from './problems.js'
import { endWork, giftsTakenBefore, statementsInWork } from './taken-gifts.js'

const matchesAtOnce = 5_000

/**
 * Finds what the lines of a statement are: entries of the books that are the same payment are linked, gifts that name their
 * collection are taken unless the books may have them already, the rest waits for a person. May be done again at any time: what
 * is done stays.
 */
export async function workThrough(
  house: House,
  donate: Donate,
  by: By,
  statement: OfStatement,
): Promise<void> {
  await keepTakenBefore(house, by, statement)
  const waiting = await keepLinks(house, by, statement)
  // While the next gifts are taken, what became of the last is kept.
  let keeping: Promise<unknown> = Promise.resolve()
  let posted: Posted = { matches: [], refused: [] }
  for await (const { matches, refused } of postGifts(house, donate, by.actor, statement, waiting)) {
    posted = { matches: [...posted.matches, ...matches], refused: [...posted.refused, ...refused] }
    if (posted.matches.length + posted.refused.length < matchesAtOnce) continue
    await keeping
    keeping = keepPosted(house, by, statement, posted)
    // Heard at the next turn, or never if that fails itself.
    keeping.catch(() => {})
    posted = { matches: [], refused: [] }
  }
  await keeping
  await keepPosted(house, by, statement, posted)
  await endWork(house, statement.ledger)
}

async function keepPosted(
  house: House,
  by: By,
  statement: OfStatement,
  { matches, refused }: Posted,
): Promise<void> {
  await Promise.all([keep(house, by, statement, matches), keepRefusals(house, statement, refused)])
}

/** Gifts whose lines a death left without their match get it first, whichever statement they are of: none is offered to another line. */
async function keepTakenBefore(house: House, by: By, { ledger, id, payers }: OfStatement): Promise<void> {
  for (const begun of await statementsInWork(house.read, ledger))
    if (begun !== id || payers === undefined)
      await keep(house, by, { ledger, id: begun }, await giftsTakenBefore(house.read, ledger, begun))
}

/** Links lines with what the books have of them, from the surest reason, and answers those of which a person must decide. */
async function keepLinks(house: House, by: By, statement: OfStatement): Promise<ReadonlySet<number>> {
  const { ledger, id } = statement
  const told = await linesToldBefore(house.read, ledger, id)
  const untold = (links: readonly Match[]) => links.filter(({ line }) => !told.has(line))
  await keep(house, by, statement, untold(await sureLinks(house, ledger, id)))
  const byReference = await linksByReference(house.read, ledger, id)
  await keep(house, by, statement, untold(byReference.links))
  const byName = await linksByName(house, ledger, id)
  await keep(house, by, statement, untold(byName.links))
  const byDay = await unsureByDay(house.read, ledger, id)
  const doubts = [
    ...[...told, ...byReference.unsure, ...byName.unsure, ...byDay].map((line) => ({
      ...{ line, refusal: mayBeKnown() },
    })),
    ...(await linesOfPayouts(house, statement)).map((line) => ({ line, refusal: mayBePayout() })),
  ]
  const byLine = new Map(doubts.map((doubt) => [doubt.line, doubt]))
  await keepRefusals(house, statement, [...byLine.values()])
  return new Set(byLine.keys())
}

async function keepRefusals(
  house: House,
  { ledger, id }: OfStatement,
  refused: Posted['refused'],
): Promise<void> {
  if (refused.length === 0) return
  const problems = JSON.stringify(refused.map(({ line, refusal }) => ({ line, problem: refusal.refused })))
  await house.door.actMany(
    (tx, now) => tx`
      INSERT INTO statement_refusals (ledger, statement, line, problem, at)
      SELECT ${ledger}, ${id}, r.line, r.problem, ${now.toISOString()}::timestamptz
      FROM jsonb_to_recordset(${problems}::text::jsonb) AS r (line integer, problem text)
      ON CONFLICT (ledger, statement, line) DO UPDATE SET problem = excluded.problem, at = excluded.at`,
  )
}

/** Keeps matches, some thousands in an act. */
async function keep(
  house: House,
  by: By,
  { ledger, id }: Pick<OfStatement, 'ledger' | 'id'>,
  matches: readonly Match[],
): Promise<void> {
  for (let start = 0; start < matches.length; start += matchesAtOnce) {
    const some = matches.slice(start, start + matchesAtOnce)
    const command = { actor: by.actor, action: 'statement.match', log: ledger, subject: `statement:${id}` }
    await house.door.act(command, async ({ tx, now, say }) => {
      const of = { ledger, statement: id, by: actorName(by.actor), at: now }
      const matched = await keepMatches(tx, of, some)
      say({ facts: { matched } })
      return matched
    })
  }
}
