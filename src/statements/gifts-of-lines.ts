import type { NewDonation } from '../giving/contract.js'
import type { DonationRequest } from '../giving/donate.js'
import type { Actor } from '../kernel/actor.js'
import { type Day, startOf } from '../kernel/days.js'
import { isBin, isIin } from '../kernel/identifiers.js'
import type { Currency } from '../kernel/money.js'
import { keyOfLine } from './line-keys.js'
import type { Party } from './statement.js'

/** A line that is to become a gift. */
export interface GiftLine {
  readonly [column: string]: unknown
  readonly line: number
  readonly content: string
  readonly day: Day
  readonly amount: string
  readonly kod: string | null
  readonly reference: string | null
  readonly drive: string
  readonly named: boolean
  /** Null where it is known who paid. */
  readonly sealed: Buffer | null
}

export type Payer = Pick<Party, 'name' | 'binOrIin'>

/** A line as a gift to a collection, as if it had been recorded by hand. */
export function giftOf(
  actor: Actor,
  { ledger, currency }: { readonly ledger: string; readonly currency: Currency },
  line: Pick<GiftLine, 'content' | 'day' | 'amount' | 'kod' | 'reference' | 'drive'>,
  payer: Payer,
): DonationRequest {
  const donation: NewDonation = {
    amount: { amount: BigInt(line.amount), currency },
    channel: 'transfer',
    // A bank says the day alone.
    receivedAt: startOf(line.day),
    donor: donorOf(payer, line.kod),
    ...(line.reference !== null && { reference: line.reference.slice(0, 140) }),
  }
  return {
    by: { actor, idempotency: keyOfLine(ledger, line.content, line.drive) },
    collection: line.drive,
    donation,
  }
}

/** Who gave, as the bank says it: by the number, else by the sector of the payer (КОд: 9 is a person). */
export function donorOf({ name, binOrIin }: Payer, kod: string | null): NewDonation['donor'] {
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
