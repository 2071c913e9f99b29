import { addDays, type Day, daysBetween, earlierOf, laterOf } from '../../kernel/days.js'
import type { Facts } from '../facts.js'
import { leadOf, noticeBefore, startAfter } from '../lead-time.js'
import { noticeDay, reportDay } from '../questions.js'
import { progressOf } from '../situation.js'
import { numberOf } from '../variant.js'
import { type Patch, still } from './patch.js'

/** So long we suppose a collection still runs whose end was not stated. */
const daysToRun = 30

/** It starts, and ends, so much later. */
function startingOn(facts: Facts, startsOn: Day): Facts {
  const later = daysBetween(facts.startsOn, startsOn)
  return { ...facts, startsOn, endsOn: facts.endsOn && addDays(facts.endsOn, later) }
}

/** When it starts and ends, and what is told to the authority and to people. Each stands after those that make room for it. */
export const timePatches: readonly Patch[] = [
  {
    code: 'postpone-start',
    by: 'collector',
    effort: 2,
    apply: (facts, { settings, legislation }) => {
      const notified = noticeDay(facts) ?? facts.on
      const startsOn = startAfter(notified, leadOf(settings), legislation.calendar)
      if (startsOn === null || startsOn <= facts.startsOn || facts.closedOn !== null) return null
      return { facts: startingOn(facts, startsOn), hindsight: progressOf(facts).started }
    },
  },
  {
    code: 'close-collection',
    by: 'collector',
    // Done in a day, but dear: nothing more is collected.
    effort: 2,
    apply: (facts) => {
      const { started, closed } = progressOf(facts)
      return started && !closed ? still({ ...facts, closedOn: facts.on }) : null
    },
  },
  {
    code: 'state-end-date',
    by: 'collector',
    effort: 1,
    apply: (facts) => {
      const { notice, on, startsOn } = facts
      if (facts.endsOn !== null && notice?.endDateGiven !== false) return null
      return still({
        ...facts,
        endsOn: facts.endsOn ?? addDays(laterOf(on, startsOn), daysToRun),
        notice: notice && { ...notice, endDateGiven: true },
      })
    },
  },
  {
    code: 'give-notice',
    by: 'collector',
    effort: 2,
    apply: (facts, { settings, legislation }) => {
      const last = noticeBefore(facts.startsOn, leadOf(settings), legislation.calendar)
      const given = noticeDay(facts)
      if (last === null || (given !== null && given <= last)) return null
      const givenOn = earlierOf(last, facts.on)
      // It names the end that is set.
      const notice = { givenOn, endDateGiven: facts.notice?.endDateGiven || facts.endsOn !== null }
      return { facts: { ...facts, notice }, hindsight: givenOn < facts.on }
    },
  },
  {
    code: 'publish-report',
    by: 'collector',
    effort: 1,
    apply: (facts, { settings: { 'closing-report': setting } }) => {
      if (!progressOf(facts).closed) return null
      const days = setting === undefined ? null : numberOf(setting, 'days')
      const due = days === null ? facts.on : earlierOf(facts.on, addDays(facts.closedOn!, days))
      const published = reportDay(facts)
      if (published !== null && published <= due) return null
      return { facts: { ...facts, report: { publishedOn: due } }, hindsight: due < facts.on }
    },
  },
]
