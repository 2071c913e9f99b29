import { notAllowed } from '../http/problems.js'
import type { Actor, MemberRole } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import { addDays, earlierOf } from '../kernel/days.js'
import type { Refusal } from '../kernel/problems.js'
import type { Effect, Evaluation, Finding, Outcome } from '../law/evaluation.js'
import type { Amendment, Status } from './contract.js'
import {
  alreadyPast,
  beforeClosing,
  beforeOpening,
  beforeStart,
  belowRaised,
  hasMoney,
  inFuture,
  purposeIsBound,
  wrongStatus,
} from './problems.js'
import type { Collection } from './store.js'

const mayCollect: readonly MemberRole[] = ['first-person', 'treasurer']

/** Who registers and keeps the drives of an organization (a row of the register): its first person and its treasurer. */
export const speaksFor = (actor: Actor, organizationId: string | null): boolean =>
  actor.organizations.some(({ id, role }) => id === organizationId && mayCollect.includes(role))

/** Whether somebody may act for a drive: its collector, or the host under whose roof it is. */
export const isTheirs = (actor: Actor, row: Collection): boolean =>
  (row.personId !== null && row.personId === actor.id) ||
  speaksFor(actor, row.organizationId) ||
  speaksFor(actor, row.hostId)

/**
 * The day for which a registration is judged: today, or the eve of the start where it began earlier. What happened before
 * the registration can still be entered after it, and the rules of the start speak of the time before it.
 */
export const dayOfJudgement = (today: Day, startsOn: Day): Day => earlierOf(today, addDays(startsOn, -1))

/** Before the start a precondition can still be met; a bar never, nor a breach that is there already. */
const incurable: readonly Effect[] = ['bar', 'breach']
/** Once started, whatever had to be met first must have been met. */
const unmet: readonly Effect[] = ['precondition', 'bar', 'breach']

/** The findings that stand against registering or opening; none if the law allows it. */
export const findingsAgainst = ({ findings }: Evaluation, kind: 'register' | 'open'): readonly Finding[] =>
  findings.filter(({ effect }) => (kind === 'register' ? incurable : unmet).includes(effect))

/** The same told from an outcome alone, for counting: what stands against it decides the outcome. */
export const stoppingOutcomes: Readonly<Record<'register' | 'open', readonly Outcome[]>> = {
  register: ['barred', 'unlawful'],
  open: ['not-yet', 'barred', 'unlawful'],
}

export const inStatus = (row: Collection, ...allowed: readonly Status[]): Refusal | undefined =>
  allowed.includes(row.status) ? undefined : wrongStatus({ more: { collectionStatus: row.status } })

export function decideOpening(row: Collection, openedOn: Day, today: Day): Refusal | undefined {
  const refusal = inStatus(row, 'planned')
  if (refusal !== undefined) return refusal
  if (openedOn > today) return inFuture('/openedOn')
  return openedOn < row.startsOn ? beforeStart('/openedOn') : undefined
}

export function decideClosing(row: Collection, closedOn: Day, today: Day): Refusal | undefined {
  const refusal = inStatus(row, 'open')
  if (refusal !== undefined) return refusal
  if (closedOn > today) return inFuture('/closedOn')
  return row.openedOn !== null && closedOn < row.openedOn ? beforeOpening('/closedOn') : undefined
}

export function decideReport(row: Collection, publishedOn: Day, today: Day): Refusal | undefined {
  const refusal = inStatus(row, 'closed')
  if (refusal !== undefined) return refusal
  if (publishedOn > today) return inFuture('/publishedOn')
  return row.closedOn !== null && publishedOn < row.closedOn ? beforeClosing('/publishedOn') : undefined
}

/** What was said of a drive changes from today on; what donors have already relied on does not change. */
export function decideAmendment(
  row: Collection,
  { endsOn, target, purpose, spending }: Amendment,
  raisedTiyn: bigint,
  today: Day,
): Refusal | undefined {
  const refusal = inStatus(row, 'planned', 'open')
  if (refusal !== undefined) return refusal
  if (endsOn !== undefined && endsOn < row.startsOn) return beforeStart('/endsOn')
  if (endsOn !== undefined && endsOn < today && row.status === 'open') return alreadyPast('/endsOn')
  if (target !== undefined && target.amount < raisedTiyn) return belowRaised('/target')
  if (raisedTiyn === 0n) return undefined
  if (purpose !== undefined) return purposeIsBound()
  // A first declaration binds what was free; another one would free what was bound.
  return spending !== undefined && row.spending !== null ? purposeIsBound() : undefined
}

interface CancellationQuestion {
  /** The people of the drive ask. */
  readonly theirs: boolean
  /** Misuse of the money is said to be established. */
  readonly misuse: boolean
  readonly holdsMoney: boolean
}

/** Its own people give up a drive that holds no money; the registrar ends one for breach, whatever it holds. */
export function decideCancellation(
  row: Collection,
  { theirs, misuse, holdsMoney }: CancellationQuestion,
): Refusal | undefined {
  if (!theirs) return inStatus(row, 'planned', 'open', 'closed', 'reported')
  if (misuse) return notAllowed()
  return inStatus(row, 'planned', 'open') ?? (holdsMoney ? hasMoney() : undefined)
}
