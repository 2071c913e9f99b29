import type { House } from '../audit/house.js'
import { actorName } from '../kernel/actor.js'
import { canonicalJson, saltedCommitment } from '../kernel/canonical-json.js'
import { publicNumber, uuidv7 } from '../kernel/ids.js'
import { randomOf } from '../kernel/random.js'
import { bank, cash, fundAccounts, inKind, inTransit } from '../ledger/posting.js'
import type { RecordedDonation } from './contract.js'
import type { Drive, Given, Permit } from './decisions.js'
import type { DonationRequest } from './donate.js'
import type { DonationItem } from './donation-items.js'

const donorContext = 'donors.sealed'

/** The key of a request as the database keeps it. */
export const keyRow = ({ by: { idempotency } }: Pick<DonationRequest, 'by'>) => ({
  principal: idempotency.principal,
  key: idempotency.key,
  hash: idempotency.requestHash.toString('base64'),
})

/** The donation as `record_donations` takes it (type `donation_item`), and its receipt. */
export function donationRow(
  house: House,
  request: Omit<DonationRequest, 'donation'> & { readonly donation: Given },
  drive: Drive,
  permit: Permit,
  { held, day }: { held: boolean; day: string },
  now: Date,
) {
  const { donation, by } = request
  const id = uuidv7(now)
  const receipt: RecordedDonation = {
    donation: id,
    receipt: { number: publicNumber('R') },
    heldForReturn: held,
  }
  const donor = sealDonor(house, donation)
  const fund = fundAccounts(drive.id)
  const row: DonationItem = {
    ledger: drive.ledger,
    id,
    collection: drive.id,
    receipt: receipt.receipt.number,
    amount: donation.amount.amount,
    channel: donation.channel,
    receivedAt: donation.receivedAt,
    held,
    donorKind: donation.donor.kind,
    visibility: donation.donor.visibility,
    donorCommitment: donor?.commitment,
    reference: donation.reference,
    day,
    debit: drive.accounts[placeOf(donation).code],
    credit: drive.accounts[(isGoods(donation) ? fund.inKind : held ? fund.held : fund.raised).code],
    ...keyRow(request),
    ...donor?.columns,
    actor: actorName(by.actor),
    number: drive.number,
    currency: drive.currency,
    variant: permit.variantHash,
  }
  return { row, receipt }
}

const isGoods = ({ channel }: Given): boolean => channel === 'in-kind'

/** Where it came to lie. */
export function placeOf({ channel, settlement }: Given) {
  if (settlement !== undefined) return inTransit
  if (channel === 'in-kind') return inKind
  return channel === 'cash' || channel === 'box' ? cash : bank
}

export type SealedDonor = NonNullable<ReturnType<typeof sealDonor>>

/** The log gets a salted commitment alone; erasing salt and donor leaves nothing of the person. */
export function sealDonor(house: House, { donor }: Given) {
  if (donor.kind === 'anonymous') return undefined
  const salt = randomOf(16)
  const identifier = donor.kind === 'individual' ? donor.iin : donor.bin
  const plain = canonicalJson(donor)
  return {
    commitment: saltedCommitment(salt, plain),
    columns: {
      salt: salt.toString('base64'),
      sealed: house.sealer.seal(plain, donorContext).toString('base64'),
      lookup: identifier && house.sealer.lookup(identifier, donorContext).toString('base64'),
    },
  }
}
