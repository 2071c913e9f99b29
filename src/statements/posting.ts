import { sql } from 'drizzle-orm'
import type { House } from '../audit/house.js'
import type { NewDonation } from '../giving/contract.js'
import type { Donate, DonationRequest } from '../giving/donate.js'
import { refusalOf } from '../http/errors.js'
import type { Actor } from '../kernel/actor.js'
import { type Day, startOf } from '../kernel/days.js'
import { isBin, isIin } from '../kernel/identifiers.js'
import type { Currency } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { keyOfLine } from './line-keys.js'
import { itselfAs, openLine, type SealedPart } from './lines-store.js'
import type { Match } from './matches-store.js'
import { openLines } from './matching.js'

// So many gifts are under way at once: enough to fill batches.
const atOnce = 1_000

interface GiftLine {
  readonly [column: string]: unknown
  readonly line: number
  readonly content: string
  readonly day: Day
  readonly amount: string
  readonly kod: string | null
  readonly reference: string | null
  readonly drive: string
  readonly named: boolean
  readonly sealed: Buffer
}

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
}

/**
 * Takes the gifts that name a collection, or came to an account that serves one alone, a thousand at a time, and yields what
 * became of them. A line is known by its content, so that it is taken once, however often a statement holds it and whoever
 * imports it; what was taken before a death of the process answers the same again. What the organization pays in itself, as
 * what its boxes held, is no gift by itself: a person says what it is.
 */
export async function* postGifts(
  house: House,
  donate: Donate,
  actor: Actor,
  statement: OfStatement,
): AsyncGenerator<Posted> {
  for (let reading = giftLines(house, statement, 0); ; ) {
    const lines = await reading
    if (lines.length === 0) return
    // What is read ahead is awaited in the next turn; if this one fails, nobody hears of it.
    reading = giftLines(house, statement, lines.at(-1)!.line)
    reading.catch(() => {})
    const outcomes = await Promise.all(
      lines.map((line) => donate(giftOf(house, actor, statement, line)).catch(refusalOf)),
    )
    yield {
      matches: outcomes.flatMap((outcome, i) =>
        isRefusal(outcome)
          ? []
          : [
              {
                line: lines[i]!.line,
                transaction: outcome.donation,
                reason: lines[i]!.named ? ('collection-number' as const) : ('dedicated-account' as const),
              },
            ],
      ),
      refused: outcomes.flatMap((refusal, i) =>
        isRefusal(refusal) ? [{ line: lines[i]!.line, refusal }] : [],
      ),
    }
  }
}

const giftLines = async (
  house: House,
  { ledger, id, dedicatedTo }: OfStatement,
  after: number,
): Promise<readonly GiftLine[]> =>
  house.read.execute<GiftLine>(sql`
    SELECT line, encode(content_hash, 'hex') AS content, booked_on::text AS day, amount::text, kod, reference,
      coalesce(drive, ${dedicatedTo}) AS drive, drive IS NOT NULL AS named, sealed
    FROM (${openLines(ledger, id)}) AS l
    WHERE side = 'C' AND NOT reversal AND counterparty IS DISTINCT FROM ${itselfAs(house, ledger, 'credit')} AND coalesce(drive, ${dedicatedTo}) IS NOT NULL AND line > ${after}
    ORDER BY line LIMIT ${atOnce}`)

/** A line as a gift to a collection, as if it had been recorded by hand. */
export function giftOf(
  house: House,
  actor: Actor,
  { ledger, currency }: Pick<OfStatement, 'ledger' | 'currency'>,
  line: Pick<GiftLine, 'content' | 'day' | 'amount' | 'kod' | 'reference' | 'drive' | 'sealed'>,
): DonationRequest {
  const donation: NewDonation = {
    amount: { amount: BigInt(line.amount), currency },
    channel: 'transfer',
    // A bank says the day alone.
    receivedAt: startOf(line.day),
    donor: donorOf(openLine(house, line.sealed), line.kod),
    ...(line.reference !== null && { reference: line.reference.slice(0, 140) }),
  }
  return {
    by: { actor, idempotency: keyOfLine(ledger, line.content, line.drive) },
    collection: line.drive,
    donation,
  }
}

/** Who gave, as the bank says it: by the number, else by the sector of the payer (КОд: 9 is a person). */
function donorOf({ name, binOrIin }: SealedPart, kod: string | null): NewDonation['donor'] {
  const named = name === null ? {} : { name: name.slice(0, 200) }
  const hidden = { visibility: 'hidden' } as const
  if (binOrIin !== null && isIin(binOrIin)) return { kind: 'individual', iin: binOrIin, ...named, ...hidden }
  if (binOrIin !== null && isBin(binOrIin))
    return { kind: 'organization', bin: binOrIin, ...named, ...hidden }
  if (name === null) return { kind: 'anonymous', ...hidden }
  return kod !== null && !kod.endsWith('9')
    ? { kind: 'organization', ...named, ...hidden }
    : { kind: 'individual', ...named, ...hidden }
}
