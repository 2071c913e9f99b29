import { addDays } from '../kernel/days.js'
import type { PreparedVariant } from './evaluate.js'
import { regimesOf } from './questionnaire.js'
import { closedBefore, type Question } from './questions.js'
import { daysToOverdue } from './sanctions.js'
import { turnsOf } from './transitions.js'

/**
 * What must be asked beside the questions of the rules, so that cases with the same answers have the same sanctions in MCI:
 * whether the conduct was over before a change. Every questionnaire asks whether `startsOn` and `on` were. None where nothing
 * is dated.
 */
export function sanctionQuestions(variants: readonly PreparedVariant[]): Question[] {
  const ready = variants.flatMap(regimesOf).flatMap((regime) => regime.rules)
  return ready.flatMap(({ rule, setting, timeline }) => {
    if (!rule.liable || rule.conduct === 'start') return []
    const days = rule.conduct === 'report-overdue' ? daysToOverdue(setting) : 0
    return timeline.flatMap(turnsOf).map((turn) => closedBefore(addDays(turn, -days)))
  })
}
