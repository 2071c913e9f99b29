import { invalidRequest, notAllowed } from '../http/problems.js'
import type { Day } from '../kernel/days.js'
import type { Refusal } from '../kernel/problems.js'
import { notConfirmed, ownCase } from '../organizations/problems.js'
import {
  alreadyAccredited,
  applicationDecided,
  notAccredited,
  nothingRequested,
  nothingToAnswer,
  nothingToRestore,
} from './problems.js'
import { type DatedAct, isGrantedFrom, restorableUntil, stateOn } from './standing.js'

interface OpenCase {
  /** The registrar belongs to the organization, or to a rival claim on its BIN. */
  readonly belongs: boolean
  readonly confirmed: boolean
  readonly acts: readonly DatedAct[]
}

interface ApplicationState {
  readonly status: 'submitted' | 'information-requested' | 'granted' | 'refused'
  readonly decidedBy: string | null
  readonly decidedAt: Date | null
}

type Verdict = 'grant' | 'refuse' | 'request-information'

const statusAfter = {
  grant: 'granted',
  refuse: 'refused',
  'request-information': 'information-requested',
} as const

/** What becomes of an application; who decided it before and when, if somebody has. */
export function decideApplication(
  application: ApplicationState,
  { belongs, confirmed, acts }: OpenCase,
  { decision, from, to }: { decision: Verdict; from?: Day; to: Day | null },
): (typeof statusAfter)[Verdict] | Refusal {
  if (belongs) return ownCase()
  const { decidedBy: by, decidedAt } = application
  if (decidedAt !== null) return applicationDecided({ more: { by, at: decidedAt.toISOString() } })
  if (!confirmed && decision === 'grant') return notConfirmed()
  if (from !== undefined && isGrantedFrom(acts, from, to)) return alreadyAccredited()
  return statusAfter[decision]
}

export const decideInformation = (application: ApplicationState, belongs: boolean): 'submitted' | Refusal => {
  if (!belongs) return notAllowed()
  return application.status === 'information-requested' ? 'submitted' : nothingRequested()
}

export type Change = 'suspend' | 'revoke' | 'restore'

/** From which day a change holds. Nobody loses an accreditation for days that have passed. */
export function decideChange(
  verb: Change,
  { belongs, confirmed, acts }: OpenCase,
  today: Day,
  wanted: Day = today,
): Day | Refusal {
  if (belongs) return ownCase()
  if (wanted < today) return invalidRequest({ errors: [{ pointer: '/from', detail: notEarlier }] })
  if (verb === 'restore') return confirmed ? decideRestore(acts, wanted) : notConfirmed()
  const state = stateOn(acts, wanted)
  const concerned = verb === 'suspend' ? ['in-force'] : ['in-force', 'suspended', 'not-yet']
  return concerned.includes(state) ? wanted : notAccredited()
}

function decideRestore(acts: readonly DatedAct[], from: Day): Day | Refusal {
  const until = restorableUntil(acts, from)
  return until === undefined || (until !== null && until < from) ? nothingToRestore() : from
}

const notEarlier = {
  kk: 'Бұл күн бүгіннен бұрын бола алмайды.',
  ru: 'Этот день не может быть раньше сегодняшнего.',
  en: 'This day cannot be before today.',
}

export type Answer = 'reply' | 'appeal'

const answerable = {
  reply: ['grant', 'refuse', 'suspend', 'restore', 'revoke'],
  appeal: ['refuse', 'suspend', 'revoke'],
} as const

/** To which act an organization replies, or against which it appeals: the latest that can be answered. */
export function chooseAnswered<Act extends { readonly kind: string }>(
  verb: Answer,
  acts: readonly Act[],
): Act | Refusal {
  const kinds: readonly string[] = answerable[verb]
  return acts.findLast((act) => kinds.includes(act.kind)) ?? nothingToAnswer()
}
