import { addDays, earlierOf, laterOf } from '../kernel/days.js'
import type { Facts } from '../law/facts.js'

/** How a replay reads its cases; the second is the headline, because it shows whom the law itself stops. */
export const readings = ['as-it-stood', 'duties-met'] as const
export type Reading = (typeof readings)[number]

// Longer than any lead time that a variant may set, so that no variant finds the notice short.
const leadDays = 400
const collectingDays = 60

/**
 * The same collection with every duty met that its collector can meet alone: notice given long enough before, an end date
 * named and kept, boxes numbered and sealed, an account opened for the collection that is not her personal one, no gift
 * taken past the target, the collection closed in time and reported on the day it was closed. What others decide
 * (accreditation, approval), who collects, and what became of the money stay as they stood.
 */
export function withDutiesMet(facts: Facts): Facts {
  const { on, startsOn, target, raised, account } = facts
  const endsOn = facts.endsOn ?? laterOf(addDays(startsOn, collectingDays), facts.closedOn ?? on)
  const closedOn = facts.closedOn ?? (endsOn < on ? endsOn : null)
  const isClosed = closedOn !== null && closedOn <= on
  return {
    ...facts,
    endsOn,
    closedOn,
    notice: { givenOn: earlierOf(addDays(startsOn, -leadDays), on), endDateGiven: true },
    boxes: { numbered: true, sealed: true },
    account: { kind: account.kind === 'personal' ? 'none' : account.kind, dedicated: true },
    raised: target !== null && raised > target ? target : raised,
    report: isClosed ? { publishedOn: closedOn } : facts.report,
  }
}

export const readAs: Readonly<Record<Reading, (facts: Facts) => Facts>> = {
  'as-it-stood': (facts) => facts,
  'duties-met': withDutiesMet,
}
