import { inFuture } from '../collections/problems.js'
import { coversAll } from '../emergencies/decisions.js'
import { notAllowed } from '../http/problems.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import type { Refusal } from '../kernel/problems.js'
import type { NewDecision } from './contract.js'
import { alreadyDecided, anotherOfficialNeeded, conflictDeclared, outOfTurn, ownDrive } from './problems.js'
import type { Application, Decision } from './store.js'

/** What is asked for, and what has been said of it already. */
export interface Case {
  readonly application: Application
  readonly decisions: readonly Decision[]
  /** How many officials have to approve under the law in force. */
  readonly approversNeeded: number
  /** The official belongs to the organization that collects, or to its host. */
  readonly belongs: boolean
}

export type Step =
  | {
      readonly step: 'approve' | 'refuse' | 'request-information'
      readonly status: Application['status']
      readonly approvers: number
    }
  | { readonly step: 'conflict-of-interest' }

/**
 * The places that the code of a deciding official has to cover: the whole territory of the emergency; of one that no akimat
 * covers (global scale) the region of the collection.
 */
export const placesToCover = (
  emergency: { readonly scale: string; readonly territory: readonly string[] },
  collection: { readonly region: string },
): string[] => (emergency.scale === 'global' ? [collection.region] : [...emergency.territory])

const mayDecide = (actor: Actor, { territory }: Pick<Application, 'territory'>): boolean =>
  hasRole(actor, 'akimat') && actor.region !== undefined && coversAll(actor.region, territory)

function outsideTerritory(): Refusal {
  const detail = {
    kk: 'Төтенше жағдайдың аумағы сіздің әкімдігіңізге толық кірмейді.',
    ru: 'Территория чрезвычайной ситуации не входит целиком в ведение вашего акимата.',
    en: 'The territory of the emergency does not lie wholly within that of your akimat.',
  }
  return notAllowed({ detail, errors: [{ pointer: '/path/id', detail }] })
}

/** What an official's decision makes of an application, or why it makes nothing of it. */
export function decide(actor: Actor, about: Case, input: NewDecision): Step | Refusal {
  const { application, decisions, approversNeeded } = about
  if (!mayDecide(actor, application)) return outsideTerritory()
  const own = decisions.filter(({ official }) => official === actor.id).map(({ decision }) => decision)
  if (own.includes('conflict-of-interest')) return conflictDeclared()
  if (about.belongs) return ownDrive()
  if (isDecided(about)) {
    const errors = [{ pointer: '/path/id', detail: alreadyDecided.title }]
    return alreadyDecided({ errors, more: { ...lastWord(decisions) } })
  }
  if (input.conflictOfInterest.declared) return { step: 'conflict-of-interest' }
  // Who has approved has had his say: the rest is for somebody else.
  if (own.includes('approve')) return anotherOfficialNeeded()
  const { approvers } = application
  if (input.decision === 'refuse') return { step: 'refuse', status: 'refused', approvers }
  if (input.decision === 'request-information')
    return { step: 'request-information', status: 'information-requested', approvers }
  const now = approvers + 1
  return { step: 'approve', status: now >= approversNeeded ? 'approved' : 'pending', approvers: now }
}

/** What is recorded later than it happened comes, by its own day, after all that it follows. */
export function decideDay(
  pointer: string,
  day: Day,
  { today, after }: { readonly today: Day; readonly after: readonly Day[] },
): Refusal | undefined {
  if (day > today) return inFuture(pointer)
  const earliest = after.reduce((latest, one) => (one > latest ? one : latest), '')
  return day < earliest ? outOfTurn(pointer, earliest) : undefined
}

/** An approval by too few officials for the law in force can still be completed. */
const isDecided = ({ application: { status, approvers }, approversNeeded }: Case): boolean =>
  status === 'refused' || (status === 'approved' && approvers >= approversNeeded)

/** Who decided last and when: by the official's identifier and region, never by name. */
function lastWord(decisions: readonly Decision[]) {
  const last = decisions.findLast(({ decision }) => decision === 'approve' || decision === 'refuse')
  return (
    last && {
      decision: last.decision,
      official: last.official,
      region: last.officialRegion,
      decidedAt: last.recordedAt.toISOString(),
    }
  )
}
