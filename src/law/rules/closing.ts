import { addDays, type Day, daysBetween } from '../../kernel/days.js'
import { always, preconditionOrBreach, type Rule } from '../rule.js'
import { numberOf, reportDay, type Situation } from '../situation.js'
import type { Setting } from '../variant.js'

/** The last day for the report; null where no number of days is published. Asked only of closed collections. */
function reportDueOn({ facts }: Situation, setting: Setting): Day | null {
  const days = numberOf(setting, 'days')
  return days === null ? null : addDays(facts.closedOn!, days)
}

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
    applies: ({ facts: { raised, target } }) => target !== null && raised > target,
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
    applies: ({ facts, closed }) => !closed && facts.endsOn === null,
    because: ({ facts: { on, endsOn, closedOn } }) => ({ on, endsOn, closedOn }),
    remedies: always(['state-end-date']),
  },
  {
    provision: 'closing-deadline',
    setting: 'on',
    code: 'not-closed',
    effect: always('breach'),
    liable: true,
    applies: ({ facts, closed }) => !closed && facts.endsOn !== null && facts.endsOn < facts.on,
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
    applies: (s, setting) =>
      s.closed && reportDay(s) === null && s.facts.on <= (reportDueOn(s, setting) ?? s.facts.on),
    because: becauseOfReport,
    dueOn: reportDueOn,
  },
  {
    ...report,
    code: 'closing-report-overdue',
    effect: always('breach'),
    liable: true,
    applies: (s, setting) =>
      s.closed && reportDay(s) === null && s.facts.on > (reportDueOn(s, setting) ?? s.facts.on),
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
    applies: (s, setting) => {
      const published = s.closed ? reportDay(s) : null
      return published !== null && published > (reportDueOn(s, setting) ?? published)
    },
    because: (s, setting) => ({
      ...becauseOfReport(s, setting),
      margin: daysBetween(reportDueOn(s, setting)!, reportDay(s)!),
    }),
  },
]
