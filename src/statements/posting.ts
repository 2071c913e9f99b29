import { sql } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import type { Donate } from '../giving/donate.js'
import { refusalOf } from '../http/errors.js'
import type { Actor } from '../kernel/actor.js'
import type { Currency } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { type GiftLine, giftOf, type Payer } from './gifts-of-lines.js'
import { itselfAs, openLine } from './lines-store.js'
import type { Match } from './matches-store.js'
import { openLines } from './matching.js'
import type { Party } from './statement.js'

// So many gifts are under way at once: enough to fill batches.
const atOnce = 1_000

export interface Posted {
  readonly matches: readonly Match[]
  readonly refused: readonly { readonly line: number; readonly refusal: Refusal }[]
}

/** The statement a line stands in. */
export interface OfStatement {
  readonly ledger: string
  readonly id: string
  readonly currency: Currency
  /** The collection to which the account is dedicated. */
  readonly dedicatedTo: string | null
  /** Who paid each line, of a statement that has just come in: nothing was begun with its lines, and none need be opened. */
  readonly payers?: ReadonlyMap<number, Party> | undefined
}

/**
 * Takes the gifts that name a collection, or came to an account that serves one alone, a thousand at a time, and yields what
 * became of them. While one thousand is given the next is on its way, so that the database never waits for us. A line is known
 * by its content, so that it is taken once, however often a statement holds it and whoever imports it. Lines of which a person
 * must decide are left out.
 */
export async function* postGifts(
  house: House,
  donate: Donate,
  actor: Actor,
  statement: OfStatement,
  waiting: ReadonlySet<number>,
): AsyncGenerator<Posted> {
  let giving: Promise<Posted> | undefined
  for (let reading = giftLines(house, statement, 0); ; ) {
    const read = await reading
    const last = read.at(-1)
    if (last === undefined) break
    reading = giftLines(house, statement, last.line)
    const before = giving
    giving = give(read.filter(({ line }) => !waiting.has(line)))
    // What is begun ahead is awaited in the next turn; if this one fails, nobody hears of it.
    for (const ahead of [reading, giving]) ahead.catch(() => {})
    if (before !== undefined) yield await before
  }
  if (giving !== undefined) yield await giving

  function payerOf({ line, sealed }: GiftLine): Payer {
    return statement.payers?.get(line) ?? openLine(house, sealed as Buffer)
  }

  async function give(lines: readonly GiftLine[]): Promise<Posted> {
    const outcomes = await Promise.all(
      lines.map((line) => donate(giftOf(actor, statement, line, payerOf(line))).catch(refusalOf)),
    )
    const [matches, refused]: [Match[], Posted['refused'][number][]] = [[], []]
    for (const [i, outcome] of outcomes.entries()) {
      const { line, named } = lines[i]!
      if (isRefusal(outcome)) refused.push({ line, refusal: outcome })
      else
        matches.push({
          line,
          transaction: outcome.donation,
          reason: named ? 'collection-number' : 'dedicated-account',
        })
    }
    return { matches, refused }
  }
}

const giftLines = async (
  house: House,
  { ledger, id, dedicatedTo, payers }: OfStatement,
  after: number,
): Promise<readonly GiftLine[]> =>
  house.read.execute<GiftLine>(sql`
    SELECT line, encode(content_hash, 'hex') AS content, booked_on::text AS day, amount::text, kod, reference,
      coalesce(drive, ${dedicatedTo}) AS drive, drive IS NOT NULL AS named,
      ${payers === undefined ? sql`sealed` : null} AS sealed
    FROM (${openLines(ledger, id)}) AS l
    WHERE side = 'C' AND NOT reversal AND counterparty IS DISTINCT FROM ${itselfAs(house, ledger, 'credit')}
      AND coalesce(drive, ${dedicatedTo}) IS NOT NULL AND line > ${after}
    ORDER BY line LIMIT ${atOnce}`)
