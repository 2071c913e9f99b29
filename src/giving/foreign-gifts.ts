import type { Transaction, Work } from '../audit/act.js'
import type { House } from '../audit/house.js'
import { type ExchangeRate, valueInTiyn } from '../exchange/decisions.js'
import { rateOn } from '../exchange/queries.js'
import { notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { publicNumber, uuidv7 } from '../kernel/ids.js'
import { type ForeignCurrency, tenge, toMoneyView } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import { openPocket, pocketAccounts, pocketOf } from '../ledger/pockets.js'
import { fundAccounts, type Leg, post } from '../ledger/posting.js'
import { driveForBooks } from './books.js'
import type { RecordedDonation } from './contract.js'
import { type Drive, decideDonation } from './decisions.js'
import type { Donate, DonationRequest } from './donate.js'
import { placeOf, sealDonor } from './donation-rows.js'
import { notForTransit } from './payout-problems.js'
import type { PermitOf } from './permits.js'
import { belowOneTiyn } from './problems.js'
import { lockDrive } from './recording.js'
import { keepForeignGift } from './store.js'

/** A gift as it was decided on; `value` in tiyn, at the rate of the day. */
interface Valued {
  readonly id: string
  readonly receipt: string
  readonly given: { readonly amount: bigint; readonly currency: ForeignCurrency }
  readonly value: bigint
  readonly rate: ExchangeRate
  readonly day: string
  readonly held: boolean
}

/**
 * Gifts in another currency than tenge: each an act of its own, with the money in its currency and its value in tenge. They are
 * few, and taken one after another, so that a file of them leaves the connections to others.
 */
export function foreignGifts(house: House, permitOf: PermitOf): Donate {
  let last: Promise<unknown> = Promise.resolve()
  return (request) => {
    const next = last.then(() => give(house, permitOf, request))
    last = next.catch(() => {})
    return next
  }
}

async function give(
  house: House,
  permitOf: PermitOf,
  request: DonationRequest,
): Promise<RecordedDonation | Refusal> {
  const { by, collection } = request
  const { ledger } = (await driveForBooks(house.read, collection)) ?? {}
  if (ledger === undefined) return notFound()
  const command = { ...by, action: 'donation.record', log: ledger, subject: `collection:${collection}` }
  return house.door.act<RecordedDonation>(command, (work) =>
    giveForeignWithin(house, permitOf, work, request),
  )
}

/** A gift in another currency inside an action. */
export async function giveForeignWithin(
  house: House,
  permitOf: PermitOf,
  { tx, now, say }: Work,
  request: DonationRequest,
): Promise<RecordedDonation | Refusal> {
  const locked = await lockDrive(tx, request.collection)
  if (locked === undefined) return notFound()
  const { drive } = locked
  const permit = await permitOf(drive, dayOf(now))
  const valued = await value(tx, drive, permit, request, now)
  if (isRefusal(valued)) return valued
  const { id, receipt, given, rate, day, held } = valued
  const donor = sealDonor(house, request.donation)
  await postGift(tx, drive, valued, request, now)
  await keepForeignGift(tx, { ...valued, drive, donation: request.donation, donor })
  const at = { rate: rate.rate, units: rate.units, day: rate.day, origin: rate.origin }
  say({
    variant: permit.variantHash,
    facts: {
      ...{
        donation: id,
        amount: given.amount,
        currency: given.currency,
        value: valued.value,
        rate: at,
        day,
      },
      ...{ channel: request.donation.channel, donor: donor?.commitment, held },
    },
  })
  const shown = { value: toMoneyView(valued.value), rate: { currency: given.currency, ...at } }
  return { donation: id, receipt: { number: receipt }, heldForReturn: held, ...shown }
}

const onlyTenge: Text = {
  kk: 'Жолда тек теңге болады',
  ru: 'В пути бывают только тенге',
  en: 'Only tenge are in transit',
}

/** What the gift is worth on its day, and whether the drive takes so much; everything else is decided before the rate is asked. */
async function value(
  tx: Transaction,
  drive: Drive,
  permit: Awaited<ReturnType<PermitOf>>,
  { by: { actor }, donation }: DonationRequest,
  now: Date,
): Promise<Valued | Refusal> {
  if (donation.settlement !== undefined)
    return notForTransit({ errors: [{ pointer: '/settlement', detail: onlyTenge }] })
  const worth = (amount: bigint) => ({ ...donation, amount: { amount, currency: tenge } as const })
  const first = decideDonation(drive, permit, actor, worth(0n), now)
  if (isRefusal(first)) return first
  const given = { amount: donation.amount.amount, currency: donation.amount.currency as ForeignCurrency }
  const rate = await rateOn(tx, given.currency, first.day)
  if (isRefusal(rate)) return rate
  const value = valueInTiyn(given.amount, rate)
  if (value === 0n) return belowOneTiyn()
  const decided = decideDonation(drive, permit, actor, worth(value), now)
  if (isRefusal(decided)) return decided
  return { id: uuidv7(now), receipt: publicNumber('R'), given, value, rate, ...decided }
}

/** The money as it came; into the fund with its value, or held beside it. */
async function postGift(
  tx: Transaction,
  drive: Drive,
  { id, given: { amount, currency }, value, day, held }: Valued,
  { donation }: DonationRequest,
  now: Date,
): Promise<void> {
  const fund = [tx, drive.ledger, drive.id, currency] as const
  const pocket = (await pocketOf(...fund)) ?? (await openPocket(...fund, now))
  const accounts = pocketAccounts(pocket)
  const came: Leg = { account: placeOf(donation), side: 'D', amount, currency }
  const legs: Leg[] = held
    ? [came, { account: accounts.held, side: 'C', amount, currency }]
    : [
        came,
        { account: accounts.amount, side: 'C', amount, currency },
        { account: accounts.value, side: 'D', amount: value },
        { account: fundAccounts(drive.id).raised, side: 'C', amount: value },
      ]
  const about = { ledger: drive.ledger, id, kind: 'donation', fund: drive.id, currency: tenge }
  await post(tx, { ...about, effectiveOn: day, legs }, now)
}
