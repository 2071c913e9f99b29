import type { ISql } from 'postgres'
import { retrying } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { keyInUse, keyIsUnique, keyReused } from '../audit/idempotency.js'
import { postgresError, violatedConstraint } from '../database/errors.js'
import { notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { tenge } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { inBatches } from './batches.js'
import { beginBatch, type KnownAnswers } from './begin.js'
import type { NewDonation, RecordedDonation } from './contract.js'
import { type Drive, decideDonation, type Permit } from './decisions.js'
import { type DonationItem, itemsLiteral } from './donation-items.js'
import { donationRow, keyRow } from './donation-rows.js'
import { foreignGifts } from './foreign-gifts.js'
import { type KnownDrives, rememberedDrives } from './known-drives.js'
import type { PermitOf } from './permits.js'

/** One donation to a drive, by its number, under an idempotency key. */
export interface DonationRequest {
  readonly by: By & { readonly idempotency: NonNullable<By['idempotency']> }
  readonly collection: string
  readonly donation: NewDonation
}

type Answer = RecordedDonation | Refusal
export type Donate = (request: DonationRequest) => Promise<Answer>

// More do not fit the buffer of a socket: the database would wait until the process, busy deciding the next, sends the rest.
const mostInBatch = 250

/**
 * Donations are gathered into batches: one SQL call for many, one log leaf and one answer for each. The call says by which
 * versions of the drives and of the law it was decided; if these have moved on, or a key was used before, the batch is
 * played again the careful way, under locks.
 */
export function donations(house: House, permitOf: PermitOf): Donate {
  const underway = new Set<string>()
  const remembered = rememberedDrives(permitOf)
  const give = inBatches<DonationRequest, Answer>(mostInBatch, async (requests) => {
    const known = remembered.all(requests, dayOf(house.clock()))
    if (known !== undefined) {
      try {
        return await house.door.actAtOnce((sql, now) =>
          record(sql, decideAll(house, requests, known, {}, now), known, now),
        )
      } catch (error) {
        if (!needsAnotherLook(error)) throw error
      }
    }
    return lookingAgain(() => underLocks(requests))
  })

  function underLocks(requests: readonly DonationRequest[]): Promise<readonly Answer[]> {
    return house.door.actMany(async (sql, now) => {
      const { drives, answers, law } = await beginBatch(sql, requests)
      const known = await remembered.remember(drives, law, dayOf(now))
      return record(sql, decideAll(house, requests, known, answers, now), known, now)
    })
  }

  const giveForeign = foreignGifts(house, permitOf)
  return async (request) => {
    const key = keyName(request)
    if (underway.has(key)) return keyInUse()
    underway.add(key)
    try {
      return await (request.donation.amount.currency === tenge ? give : giveForeign)(request)
    } finally {
      underway.delete(key)
    }
  }
}

/** A version has moved on (AD001), a sum has grown past what can be kept (22003), a key was claimed or a month was sealed. */
const needsAnotherLook = (error: unknown): boolean =>
  ['AD001', '22003'].includes(postgresError(error)?.code ?? '') ||
  [keyIsUnique, 'period_is_open'].includes(violatedConstraint(error) ?? '')

/** Plays again what was decided on a drive, a law or books that had moved on meanwhile. */
export const lookingAgain = <T>(run: () => Promise<T>): Promise<T> => retrying(run, needsAnotherLook)

const keyName = ({ by: { idempotency } }: DonationRequest): string =>
  `${idempotency.principal} ${idempotency.key}`

/** A drive whose totals count on within the batch. */
interface Counting {
  readonly drive: Omit<Drive, 'raised' | 'held'> & { raised: bigint; held: bigint }
  readonly permit: Permit
}

interface Decided {
  readonly answers: readonly Answer[]
  readonly accepted: readonly DonationItem[]
  readonly refused: readonly object[]
}

/** Decides each request in its turn, so that those before it count against a target. */
function decideAll(
  house: House,
  requests: readonly DonationRequest[],
  { drives }: KnownDrives,
  earlier: KnownAnswers,
  now: Date,
): Decided {
  const accepted: DonationItem[] = []
  const refused: object[] = []
  const counting = new Map<string, Counting>()
  const answers = requests.map((request): Answer => {
    const before = earlier[keyName(request)]
    if (before !== undefined) return earlierAnswer(before, request)
    const known = countingOf(request.collection)
    const decision =
      known === undefined
        ? notFound()
        : decideDonation(known.drive, known.permit, request.by.actor, request.donation, now)
    if (known === undefined || isRefusal(decision)) {
      if (!request.by.idempotency.forgetsRefusals)
        refused.push({ ...keyRow(request), answer: JSON.stringify(decision) })
      return decision as Refusal
    }
    const { drive, permit } = known
    drive[decision.held ? 'held' : 'raised'] += request.donation.amount.amount
    const { row, receipt } = donationRow(house, request, drive, permit, decision, now)
    accepted.push(row)
    return receipt
  })
  return { answers, accepted, refused }

  function countingOf(collection: string): Counting | undefined {
    const known = drives.get(collection)
    const before = counting.get(collection)
    if (before !== undefined || known === undefined) return before
    const fresh = { drive: { ...known.drive }, permit: known.permit }
    counting.set(collection, fresh)
    return fresh
  }
}

function earlierAnswer(before: { hash: string; answer: string }, { by }: DonationRequest): Answer {
  return before.hash === by.idempotency.requestHash.toString('base64')
    ? JSON.parse(before.answer)
    : keyReused()
}

async function record(
  sql: ISql,
  decided: Decided,
  { drives, law }: KnownDrives,
  now: Date,
): Promise<readonly Answer[]> {
  const { answers, accepted, refused } = decided
  const known = [...drives.values()].map(({ drive }) => drive)
  await sql`SELECT record_donations(${now.toISOString()}::timestamptz, ${itemsLiteral(accepted)}::text::donation_item[],
    ${JSON.stringify(refused)}::text::jsonb, ${`{${known.map(({ number }) => number).join(',')}}`}::text::text[],
    ${`{${known.map(({ version }) => version).join(',')}}`}::text::integer[], ${law.toString()}::bigint)`
  return answers
}
