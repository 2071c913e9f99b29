import { type Day, laterOf } from '../../kernel/days.js'
import type { Because } from '../evaluation.js'
import { always, barOrBreach, preconditionOrBreach, type Rule, waysForIndividuals } from '../rule.js'
import { isIndividual, isOrganization, numberOf, type Situation } from '../situation.js'

type Period = { readonly from: Day | null; readonly to: Day | null }

const contains = ({ from, to }: Period, day: Day): boolean =>
  from !== null && from <= day && (to === null || to >= day)

/** Which of the days that accreditation must cover it does not: the start and, while collecting, today. */
function uncoveredDays({ facts, started, closed }: Situation): ('startsOn' | 'on')[] {
  const { accreditation } = facts.collector
  const covers = (day: Day): boolean =>
    accreditation !== null &&
    contains(accreditation, day) &&
    !accreditation.suspensions.some((suspension) => contains(suspension, day))
  const days: ('startsOn' | 'on')[] = started && !closed ? ['startsOn', 'on'] : ['startsOn']
  return days.filter((name) => !covers(facts[name]))
}

/** Whether the drive starts within the emergency; a declaration that reaches back gates nobody who had begun before it. */
function isGated({ facts: { emergency, startsOn } }: Situation): boolean {
  if (emergency === null || emergency.effectiveFrom === null) return false
  const { effectiveFrom, declaredOn, endsOn } = emergency
  return contains({ from: laterOf(effectiveFrom, declaredOn ?? effectiveFrom), to: endsOn }, startsOn)
}

const statusOf = ({ facts }: Situation) => facts.approval?.status ?? null

const gateFacts = ({ facts: { emergency, collector, startsOn } }: Situation): Because => ({
  'collector.kind': collector.kind,
  startsOn,
  'emergency.declaredOn': emergency?.declaredOn ?? null,
  'emergency.effectiveFrom': emergency?.effectiveFrom ?? null,
  'emergency.endsOn': emergency?.endsOn ?? null,
})

const gate = { provision: 'emergency-gate', setting: 'akimat-approval', liable: true } as const
const becauseOfApproval = (situation: Situation): Because => ({
  ...gateFacts(situation),
  'approval.status': statusOf(situation),
})

/** Who may collect at all: accreditation and the gate of an emergency. */
export const admissionRules: readonly Rule[] = [
  {
    provision: 'accreditation',
    setting: 'mandatory',
    code: 'not-accredited',
    effect: preconditionOrBreach,
    liable: true,
    applies: (s) => isOrganization(s) && uncoveredDays(s).length > 0,
    because: (s) => ({
      'collector.kind': s.facts.collector.kind,
      'collector.accreditation': s.facts.collector.accreditation,
      ...Object.fromEntries(uncoveredDays(s).map((name) => [name, s.facts[name]])),
    }),
    remedies: always(['apply-for-accreditation', 'collect-under-host']),
  },
  {
    ...gate,
    code: 'emergency-individual',
    effect: barOrBreach,
    applies: (s) => isIndividual(s) && isGated(s),
    because: gateFacts,
    remedies: waysForIndividuals,
  },
  {
    ...gate,
    code: 'emergency-not-approved',
    effect: preconditionOrBreach,
    applies: (s) => isOrganization(s) && isGated(s) && statusOf(s) === null,
    because: becauseOfApproval,
    remedies: always(['apply-for-approval']),
  },
  {
    ...gate,
    code: 'emergency-pending',
    effect: preconditionOrBreach,
    applies: (s) => isOrganization(s) && isGated(s) && statusOf(s) === 'pending',
    because: becauseOfApproval,
    remedies: always(['await-decision']),
  },
  {
    ...gate,
    code: 'emergency-refused',
    effect: barOrBreach,
    applies: (s) => isOrganization(s) && isGated(s) && statusOf(s) === 'refused',
    because: becauseOfApproval,
    remedies: always(['appeal-refusal', 'collect-under-host']),
  },
  {
    provision: 'two-person-approval',
    setting: 'on',
    code: 'emergency-one-approver',
    effect: preconditionOrBreach,
    liable: false,
    applies: (s, setting) =>
      s.settings['emergency-gate']?.setting === gate.setting &&
      isOrganization(s) &&
      isGated(s) &&
      statusOf(s) === 'approved' &&
      s.facts.approval!.approvers < numberOf(setting, 'approvers')!,
    because: (s, setting) => {
      const approvers = s.facts.approval!.approvers
      const needed = numberOf(setting, 'approvers')!
      return {
        ...becauseOfApproval(s),
        'approval.approvers': approvers,
        'two-person-approval.approvers': needed,
        margin: approvers - needed,
      }
    },
    remedies: always(['get-second-approval']),
  },
]
