import type { Because } from '../evaluation.js'
import {
  accredited,
  approvalApproved,
  approvalAsked,
  approvalPending,
  approvalRefused,
  fewerApproversThan,
  inEmergency,
  no,
  organization,
  uncoveredDays,
  yes,
} from '../questions.js'
import { always, barOrBreach, preconditionOrBreach, type Rule, waysForIndividuals } from '../rule.js'
import type { Situation } from '../situation.js'
import { numberOf } from '../variant.js'

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
  'approval.status': situation.facts.approval?.status ?? null,
})

/** Who may collect at all: accreditation and the gate of an emergency. */
export const admissionRules: readonly Rule[] = [
  {
    provision: 'accreditation',
    setting: 'mandatory',
    code: 'not-accredited',
    conditions: always([yes(organization), no(accredited)]),
    effect: preconditionOrBreach,
    liable: true,
    because: ({ facts }) => ({
      'collector.kind': facts.collector.kind,
      'collector.accreditation': facts.collector.accreditation,
      ...Object.fromEntries(uncoveredDays(facts).map((name) => [name, facts[name]])),
    }),
    remedies: always(['apply-for-accreditation', 'collect-under-host']),
  },
  {
    ...gate,
    code: 'emergency-individual',
    conditions: always([no(organization), yes(inEmergency)]),
    effect: barOrBreach,
    because: gateFacts,
    remedies: waysForIndividuals,
  },
  {
    ...gate,
    code: 'emergency-not-approved',
    conditions: always([yes(organization), yes(inEmergency), no(approvalAsked)]),
    effect: preconditionOrBreach,
    because: becauseOfApproval,
    remedies: always(['apply-for-approval']),
  },
  {
    ...gate,
    code: 'emergency-pending',
    conditions: always([yes(organization), yes(inEmergency), yes(approvalPending)]),
    effect: preconditionOrBreach,
    because: becauseOfApproval,
    remedies: always(['await-decision']),
  },
  {
    ...gate,
    code: 'emergency-refused',
    conditions: always([yes(organization), yes(inEmergency), yes(approvalRefused)]),
    effect: barOrBreach,
    because: becauseOfApproval,
    remedies: always(['appeal-refusal', 'collect-under-host']),
  },
  {
    provision: 'two-person-approval',
    setting: 'on',
    code: 'emergency-one-approver',
    // Without the gate nobody approves, so nobody can be missing.
    conditions: (setting, settings) =>
      settings['emergency-gate']?.setting === gate.setting
        ? [
            yes(organization),
            yes(inEmergency),
            yes(approvalApproved),
            yes(fewerApproversThan(numberOf(setting, 'approvers')!)),
          ]
        : null,
    effect: preconditionOrBreach,
    liable: false,
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
