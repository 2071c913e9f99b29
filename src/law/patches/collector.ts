import { earlierOf } from '../../kernel/days.js'
import type { Facts } from '../facts.js'
import { uncoveredDays } from '../questions.js'
import { progressOf, type Settings } from '../situation.js'
import { numberOf } from '../variant.js'
import { type Patch, still } from './patch.js'

const accreditedFrom = (facts: Facts) => ({
  from: earlierOf(facts.on, facts.startsOn),
  to: null,
  suspensions: [],
})

/** Somebody else collects, on an account of an organization; what the authority had said to the former collector is theirs. */
const by = (facts: Facts, accreditation: Facts['collector']['accreditation']): Facts => ({
  ...facts,
  collector: { kind: 'organization', legalForm: null, accreditation },
  account: { ...facts.account, kind: 'organization' },
  approval: null,
})

/** The approval as the law demands it: by as many officials as have to approve. */
const approvedBy = (facts: Facts, settings: Settings): Facts['approval'] => {
  const two = settings['two-person-approval']
  const needed = (two && numberOf(two, 'approvers')) ?? 1
  return { status: 'approved', approvers: Math.max(needed, facts.approval?.approvers ?? 0) }
}

const approvalFrom = (
  code: 'apply-for-approval' | 'await-decision' | 'appeal-refusal',
  status: 'pending' | 'refused' | null,
  effort: number,
): Patch => ({
  code,
  by: 'authority',
  effort,
  apply: (facts, { settings }) =>
    facts.collector.kind === 'organization' &&
    facts.emergency !== null &&
    (facts.approval?.status ?? null) === status
      ? still({ ...facts, approval: approvedBy(facts, settings) })
      : null,
})

/** Who collects, and who let them. */
export const collectorPatches: readonly Patch[] = [
  {
    code: 'collect-under-host',
    by: 'host',
    effort: 3,
    // The host is an organization that was accredited in time.
    apply: (facts) =>
      facts.collector.kind === 'individual' ||
      uncoveredDays(facts).length > 0 ||
      facts.approval?.status === 'refused'
        ? still(by(facts, accreditedFrom(facts)))
        : null,
  },
  {
    code: 'register-organization',
    by: 'authority',
    effort: 5,
    // Who is registered after the start cannot have begun it.
    apply: (facts) =>
      facts.collector.kind === 'individual'
        ? { facts: by(facts, null), hindsight: progressOf(facts).started }
        : null,
  },
  {
    code: 'apply-for-accreditation',
    by: 'authority',
    effort: 4,
    apply: (facts) => {
      const { collector } = facts
      if (collector.kind !== 'organization' || uncoveredDays(facts).length === 0) return null
      return {
        facts: { ...facts, collector: { ...collector, accreditation: accreditedFrom(facts) } },
        hindsight: progressOf(facts).started,
      }
    },
  },
  approvalFrom('await-decision', 'pending', 3),
  approvalFrom('apply-for-approval', null, 4),
  approvalFrom('appeal-refusal', 'refused', 5),
  {
    code: 'get-second-approval',
    by: 'authority',
    effort: 3,
    apply: (facts, { settings }) => {
      if (facts.approval?.status !== 'approved') return null
      const approval = approvedBy(facts, settings)
      return approval!.approvers > facts.approval.approvers ? still({ ...facts, approval }) : null
    },
  },
]
