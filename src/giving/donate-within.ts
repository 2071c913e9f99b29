import type { Work } from '../audit/act.js'
import type { House } from '../audit/house.js'
import { keepAnswer } from '../audit/idempotency.js'
import { notFound } from '../http/problems.js'
import { dayOf } from '../kernel/days.js'
import { tenge } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { RecordedDonation } from './contract.js'
import { decideDonation } from './decisions.js'
import type { DonationRequest } from './donate.js'
import { giveForeignWithin } from './foreign-gifts.js'
import type { PermitOf } from './permits.js'
import { lockDrive, recordOne } from './recording.js'

/** One donation inside an action of another room. The caller has claimed its key. */
export type DonateWithin = (work: Work, request: DonationRequest) => Promise<RecordedDonation | Refusal>

/**
 * All of it by the caller's transaction: an action that waited for a second connection of its pool would hold the first one
 * meanwhile, and enough of them would wait for each other.
 */
export const donationsWithin =
  (house: House, permitOf: PermitOf): DonateWithin =>
  async (work, request) => {
    const { tx, now } = work
    const { by, collection, donation } = request
    if (donation.amount.currency !== tenge) {
      const given = await giveForeignWithin(house, permitOf, work, request)
      if (!isRefusal(given)) await keepAnswer(tx, by.idempotency, given, now)
      return given
    }
    const locked = await lockDrive(tx, collection)
    if (locked === undefined) return notFound()
    const permit = await permitOf(locked.drive, dayOf(now))
    const decided = decideDonation(locked.drive, permit, by.actor, donation, now)
    if (isRefusal(decided)) return decided
    return recordOne(tx, house, { locked, permit, ...by, donation, ...decided }, now)
  }
