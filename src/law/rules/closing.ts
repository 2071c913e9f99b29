import { addDays, type Day, daysBetween } from '../../kernel/days.js'
import {
  closed,
  closedLongerThan,
  endHasPassed,
  hasEndDate,
  no,
  overTarget,
  reportDay,
  reported,
  reportedLaterThan,
  yes,
} from '../questions.js'
import { always, preconditionOrBreach, type Rule } from '../rule.js'
import type { Situation } from '../situation.js'
import { numberOf, type Setting } from '../variant.js'

/** The last day for the report; null where no number of days is published. Asked only of closed collections. */
function reportDueOn({ facts }: Situation, setting: Setting): Day | null {
  const days = numberOf(setting, 'days')
  return days === null ? null : addDays(facts.closedOn!, days)
}

const daysOf = (setting: Setting): number | null => numberOf(setting, 'days')

const becauseOfReport = (s: Situation, setting: Setting) => ({
  on: s.facts.on,
  closedOn: s.facts.closedOn,
  'report.publishedOn': s.facts.report?.publishedOn ?? null,
  'closing-report.days': numberOf(setting, 'days'),
})
const report: Pick<Rule, 'provision' | 'setting' | 'remedies'> = {
  provision: 'closing-report',
  setting: 'on',
  remedies: always(['publish-report']),
}

/** How a collection stops and what follows. */
export const closingRules: readonly Rule[] = [
  {
    provision: 'stop-at-target',
    setting: 'on',
    code: 'over-target',
    effect: always('breach'),
    liable: false,
    conditions: always([yes(overTarget)]),
    because: ({ facts: { raised, target } }) => ({
      raised: String(raised),
      target: String(target),
      margin: String(raised - target!),
    }),
    remedies: always(['stop-taking-donations', 'return-excess']),
  },
  {
    provision: 'closing-deadline',
    setting: 'on',
    code: 'closing-date-missing',
    effect: preconditionOrBreach,
    liable: true,
    conditions: always([no(closed), no(hasEndDate)]),
    because: ({ facts: { on, endsOn, closedOn } }) => ({ on, endsOn, closedOn }),
    remedies: always(['state-end-date']),
  },
  {
    provision: 'closing-deadline',
    setting: 'on',
    code: 'not-closed',
    effect: always('breach'),
    liable: true,
    conditions: always([no(closed), yes(endHasPassed)]),
    because: ({ facts: { on, endsOn, closedOn } }) => ({
      on,
      endsOn,
      closedOn,
      margin: daysBetween(endsOn!, on),
    }),
    remedies: always(['close-collection']),
  },
  {
    ...report,
    code: 'closing-report-due',
    effect: always('duty'),
    liable: false,
    conditions: (setting) => {
      const days = daysOf(setting)
      return [yes(closed), no(reported), ...(days === null ? [] : [no(closedLongerThan(days))])]
    },
    because: becauseOfReport,
    dueOn: reportDueOn,
  },
  {
    ...report,
    code: 'closing-report-overdue',
    effect: always('breach'),
    liable: true,
    conduct: 'report-overdue',
    conditions: (setting) => {
      const days = daysOf(setting)
      return days === null ? null : [yes(closed), no(reported), yes(closedLongerThan(days))]
    },
    because: (s, setting) => ({
      ...becauseOfReport(s, setting),
      margin: daysBetween(reportDueOn(s, setting)!, s.facts.on),
    }),
  },
  {
    ...report,
    code: 'closing-report-late',
    effect: always('breach'),
    liable: true,
    conduct: 'report-overdue',
    conditions: (setting) => {
      const days = daysOf(setting)
      return days === null ? null : [yes(closed), yes(reportedLaterThan(days))]
    },
    because: (s, setting) => ({
      ...becauseOfReport(s, setting),
      margin: daysBetween(reportDueOn(s, setting)!, reportDay(s.facts)!),
    }),
  },
]
