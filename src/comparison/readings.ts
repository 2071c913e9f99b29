import { addDays, earlierOf, laterOf } from '../kernel/days.js'
import type { PreparedVariant } from '../law/evaluate.js'
import type { Facts } from '../law/facts.js'
import { regimesOf } from '../law/questionnaire.js'
import { numberOf } from '../law/variant.js'

/** How a replay reads its cases; the second is the headline, because it shows whom the law itself stops. */
export const readings = ['as-it-stood', 'duties-met'] as const
export type Reading = (typeof readings)[number]

const collectingDays = 60
/** Enough calendar days for some working days, with the longest holidays between. */
const calendarDaysFor = (workingDays: number): number => workingDays * 2 + 20

/** The calendar days of notice with which every lead time of these variants is kept. */
function longestLead(variants: readonly PreparedVariant[]): number {
  const leads = variants.flatMap((variant) =>
    regimesOf(variant).flatMap(({ settings }) => {
      const lead = settings['lead-time']
      const days = lead === undefined ? null : numberOf(lead, 'days')
      if (lead === undefined || days === null) return []
      return [lead.parameters.count === 'working' ? calendarDaysFor(days) : days]
    }),
  )
  return Math.max(0, ...leads)
}

/**
 * The same collection with every duty met that its collector can meet alone: notice given so many days before, an end date
 * named and kept, boxes numbered and sealed, an account opened for the collection that is not her personal one, no gift
 * taken past the target (nor its part of the costs), the collection closed in time and reported on the day it was closed.
 * What others decide (accreditation, approval), who collects, and what became of the money stay as they stood.
 */
export function withDutiesMet(facts: Facts, leadDays = 0): Facts {
  const { on, startsOn, target, raised, costs, account } = facts
  const closedBefore = facts.closedOn !== null && facts.closedOn <= on ? facts.closedOn : null
  const endsOn = facts.endsOn ?? laterOf(addDays(startsOn, collectingDays), closedBefore ?? on)
  const closedOn = closedBefore ?? (endsOn < on ? endsOn : facts.closedOn)
  const isClosed = closedOn !== null && closedOn <= on
  const isOver = target !== null && raised > target
  return {
    ...facts,
    endsOn,
    closedOn,
    notice: { givenOn: earlierOf(addDays(startsOn, -leadDays), on), endDateGiven: true },
    boxes: { numbered: true, sealed: true },
    account: { kind: account.kind === 'personal' ? 'none' : account.kind, dedicated: true },
    raised: isOver ? target : raised,
    costs: isOver ? (costs * target) / raised : costs,
    report: isClosed ? { publishedOn: closedOn } : facts.report,
  }
}

/** Each reading for cases that these variants judge. */
export function readAs(
  variants: readonly PreparedVariant[],
): Readonly<Record<Reading, (facts: Facts) => Facts>> {
  const leadDays = longestLead(variants)
  return {
    'as-it-stood': (facts) => facts,
    'duties-met': (facts) => withDutiesMet(facts, leadDays),
  }
}
