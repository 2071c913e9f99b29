import { randomBytes } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import type { By, House } from '../audit/house.js'
import { keyInUse, keyReused } from '../audit/idempotency.js'
import { notFound } from '../http/problems.js'
import { actorName } from '../kernel/actor.js'
import { canonicalJson, sha256 } from '../kernel/canonical-json.js'
import { publicNumber, uuidv7 } from '../kernel/ids.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { bank, cash, fundAccounts } from '../ledger/posting.js'
import { inBatches } from './batches.js'
import type { DonationReceipt, NewDonation } from './contract.js'
import { type Drive, decideDonation, type Permit } from './decisions.js'
import { type DonationItem, itemsLiteral } from './donation-items.js'

/** One donation to a drive, by its number, under an idempotency key. */
export interface DonationRequest {
  readonly by: By & { readonly idempotency: NonNullable<By['idempotency']> }
  readonly collection: string
  readonly donation: NewDonation
}

export type Donate = (request: DonationRequest) => Promise<DonationReceipt | Refusal>

/** What the law in force says of drives that take money, by number; asked once a batch. */
export type PermitsOf = (
  drives: readonly Drive[],
  lawVersion: bigint,
  now: Date,
) => Promise<ReadonlyMap<string, Permit>>

interface Begun {
  drives: Record<string, Drive & { raised: string; held: string; target: string | null }> | null
  known: Record<string, { hash: string; answer: string }> | null
  law: bigint
}

const batches = { most: 500, atOnce: 2 }
const donorContext = 'donors.sealed'

/** Donations are gathered into batches: two SQL calls for many, one log leaf and one answer for each. */
export function donations(house: House, permitsOf: PermitsOf): Donate {
  const underway = new Set<string>()
  const give = inBatches<DonationRequest, DonationReceipt | Refusal>(batches, (requests) =>
    house.door.actMany((sql, now) => recordBatch(house, permitsOf, sql, requests, now)),
  )
  return async (request) => {
    const key = keyName(request)
    if (underway.has(key)) return keyInUse()
    underway.add(key)
    try {
      return await give(request)
    } finally {
      underway.delete(key)
    }
  }
}

const keyName = ({ by: { idempotency } }: DonationRequest): string =>
  `${idempotency.principal} ${idempotency.key}`

async function recordBatch(
  house: House,
  permitsOf: PermitsOf,
  sql: TransactionSql,
  requests: readonly DonationRequest[],
  now: Date,
): Promise<(DonationReceipt | Refusal)[]> {
  const { drives, known, law } = await begin(sql, requests)
  const permits = await permitsOf([...drives.values()], law, now)
  const accepted: DonationItem[] = []
  const refused: object[] = []
  const answers = requests.map((request) => {
    const before = known[keyName(request)]
    if (before !== undefined) return earlierAnswer(before, request)
    const drive = drives.get(request.collection)
    const decision =
      drive === undefined
        ? notFound()
        : decideDonation(drive, permitOf(permits, drive), request.by.actor, request.donation, now)
    if (isRefusal(decision)) {
      refused.push({ ...keyRow(request), answer: JSON.stringify(decision) })
      return decision
    }
    const taken = drive as Drive
    const total = decision.held ? 'held' : 'raised'
    drives.set(taken.number, { ...taken, [total]: taken[total] + request.donation.amount.amount })
    const { row, receipt } = donationRow(house, request, taken, permitOf(permits, taken), decision, now)
    accepted.push(row)
    return receipt
  })
  await sql`SELECT record_donations(${now.toISOString()}::timestamptz, ${itemsLiteral(accepted)}::text::donation_item[],
    ${JSON.stringify(refused)}::text::jsonb)`
  return answers
}

async function begin(sql: TransactionSql, requests: readonly DonationRequest[]) {
  const numbers = [...new Set(requests.map((request) => request.collection))]
  const keys = requests.map(({ by: { idempotency } }) => idempotency)
  const [begun] = await sql<Begun[]>`SELECT * FROM begin_donations(
    ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(numbers)}::text::jsonb)),
    ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(keys.map((key) => key.principal))}::text::jsonb)),
    ARRAY(SELECT jsonb_array_elements_text(${JSON.stringify(keys.map((key) => key.key))}::text::jsonb)))`
  const rows = Object.values(begun?.drives ?? {})
  const drives = rows.map(
    (row): Drive => ({
      ...row,
      raised: BigInt(row.raised),
      held: BigInt(row.held),
      target: row.target === null ? null : BigInt(row.target),
    }),
  )
  return {
    drives: new Map(drives.map((drive) => [drive.number, drive])),
    known: begun?.known ?? {},
    law: begun?.law ?? 0n,
  }
}

function permitOf(permits: ReadonlyMap<string, Permit>, drive: Drive): Permit {
  const permit = permits.get(drive.number)
  if (permit === undefined) throw new Error(`no permit was asked for ${drive.number}`)
  return permit
}

function earlierAnswer(
  before: { hash: string; answer: string },
  { by }: DonationRequest,
): DonationReceipt | Refusal {
  return before.hash === by.idempotency.requestHash.toString('base64')
    ? JSON.parse(before.answer)
    : keyReused()
}

const keyRow = ({ by: { idempotency } }: DonationRequest) => ({
  principal: idempotency.principal,
  key: idempotency.key,
  hash: idempotency.requestHash.toString('base64'),
})

/** The donation as `record_donations` takes it (type `donation_item`), and its receipt. */
function donationRow(
  house: House,
  request: DonationRequest,
  drive: Drive,
  permit: Permit,
  { held, day }: { held: boolean; day: string },
  now: Date,
) {
  const { donation, by } = request
  const id = uuidv7(now)
  const receipt: DonationReceipt = {
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
    amount: donation.amount.amount.toString(),
    channel: donation.channel,
    received_at: donation.receivedAt.toISOString(),
    held,
    donor_kind: donation.donor.kind,
    visibility: donation.donor.visibility,
    donor_commitment: donor?.commitment,
    reference: donation.reference,
    day,
    debit: drive.accounts[isCash(donation) ? cash.code : bank.code],
    credit: drive.accounts[held ? fund.held.code : fund.raised.code],
    ...keyRow(request),
    ...donor?.columns,
    actor: actorName(by.actor),
    number: drive.number,
    currency: drive.currency,
    variant: permit.variantHash,
  }
  return { row, receipt }
}

const isCash = ({ channel }: NewDonation): boolean => channel === 'cash' || channel === 'box'

/** The log gets a salted commitment alone; erasing salt and donor leaves nothing of the person. */
function sealDonor(house: House, { donor }: NewDonation) {
  if (donor.kind === 'anonymous') return undefined
  const salt = randomBytes(16)
  const identifier = donor.kind === 'individual' ? donor.iin : donor.bin
  const plain = canonicalJson(donor)
  return {
    commitment: sha256(Buffer.concat([salt, Buffer.from(plain)])).toString('base64'),
    columns: {
      salt: salt.toString('base64'),
      sealed: house.sealer.seal(plain, donorContext).toString('base64'),
      lookup: identifier && house.sealer.lookup(identifier, donorContext).toString('base64'),
    },
  }
}
