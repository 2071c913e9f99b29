import { addDays, type Day, earlierOf } from '../kernel/days.js'

/** An act that changes what holds: what the history is computed from. */
export interface DatedAct {
  readonly kind: string
  readonly fromOn: Day | null
  readonly toOn: Day | null
  readonly voluntary: boolean
}

interface Period {
  readonly from: Day
  readonly to: Day | null
}

/** The accreditation as the law is asked about it: it covers a day from `from` to `to` on which no suspension holds. */
export interface AccreditationFacts extends Period {
  readonly suspensions: readonly Period[]
}

export type AccreditationState = 'none' | 'not-yet' | 'in-force' | 'suspended' | 'revoked' | 'expired'

interface Account {
  periods: Period[]
  suspensions: Period[]
  /** Where a revocation cut the last period short, its end before that. */
  revoked?: { readonly wouldEnd: Day | null }
  voluntary: boolean
}

/** Every grant is a period; what lies between two of them is told as a suspension, so that one fact holds all history. */
export function accreditationFactsFrom(acts: readonly DatedAct[]): AccreditationFacts | null {
  const { periods, suspensions } = accountOf(acts)
  const [first] = periods
  if (first === undefined) return null
  const gaps = periods.slice(1).flatMap((period, i) => gapBetween(periods[i], period))
  return {
    from: first.from,
    to: periods.at(-1)?.to ?? null,
    suspensions: [...suspensions, ...gaps].sort(byFrom),
  }
}

/** What holds on a day. */
export function stateOn(acts: readonly DatedAct[], on: Day): AccreditationState {
  const { periods, suspensions, revoked } = accountOf(acts)
  const last = periods.at(-1)
  if (last === undefined) return 'none'
  if (periods.some((period) => holds(period, on)))
    return suspensions.some((suspension) => holds(suspension, on)) ? 'suspended' : 'in-force'
  if (on < last.from) return 'not-yet'
  return revoked === undefined ? 'expired' : 'revoked'
}

/** Until when the latest period may be restored: its end as granted; undefined if no suspension or revocation is to be lifted. */
export function restorableUntil(acts: readonly DatedAct[], on: Day): Day | null | undefined {
  const { periods, suspensions, revoked } = accountOf(acts)
  if (revoked !== undefined) return revoked.wouldEnd
  const suspended = suspensions.some(({ to }) => to === null || to >= on)
  return suspended ? periods.at(-1)?.to : undefined
}

/** Whether the latest grant was made while the law knew no mandatory accreditation. */
export const isVoluntary = (acts: readonly DatedAct[]): boolean => accountOf(acts).voluntary

/** Whether a new grant from this day would meet a period that is already granted. */
export const isGrantedFrom = (acts: readonly DatedAct[], from: Day, to: Day | null): boolean =>
  accountOf(acts).periods.some(
    (period) =>
      !isEmpty(period) && (period.to === null || period.to >= from) && (to === null || period.from <= to),
  )

const holds = ({ from, to }: Period, on: Day): boolean => from <= on && (to === null || to >= on)
const isEmpty = ({ from, to }: Period): boolean => to !== null && to < from
const byFrom = (a: Period, b: Period): number => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)

/** Plays the acts in the order in which they were recorded. */
function accountOf(acts: readonly DatedAct[]): Account {
  const account: Account = { periods: [], suspensions: [], voluntary: false }
  for (const { kind, fromOn, toOn, voluntary } of acts) {
    if (fromOn === null) continue
    if (kind === 'grant') grant(account, { from: fromOn, to: toOn }, voluntary)
    if (kind === 'suspend') account.suspensions.push({ from: fromOn, to: toOn })
    if (kind === 'revoke') revoke(account, fromOn)
    if (kind === 'restore') restore(account, fromOn)
  }
  return account
}

/** Whoever is accredited anew is no longer suspended. */
function grant(account: Account, period: Period, voluntary: boolean): void {
  endSuspensions(account, period.from)
  account.periods = [...account.periods, period].sort(byFrom)
  account.revoked = undefined
  account.voluntary = voluntary
}

/** It held to the day before. */
function revoke(account: Account, from: Day): void {
  const last = account.periods.at(-1)
  if (last === undefined) return
  const to = addDays(from, -1)
  account.revoked = { wouldEnd: last.to }
  account.periods[account.periods.length - 1] = {
    from: last.from,
    to: last.to === null ? to : earlierOf(last.to, to),
  }
}

/** Ends what suspends; after a revocation, the rest of the period begins again. */
function restore(account: Account, from: Day): void {
  endSuspensions(account, from)
  if (account.revoked === undefined) return
  account.periods.push({ from, to: account.revoked.wouldEnd })
  account.revoked = undefined
}

function endSuspensions(account: Account, from: Day): void {
  const before = addDays(from, -1)
  account.suspensions = account.suspensions
    .map((period) => (period.to === null || period.to >= from ? { from: period.from, to: before } : period))
    .filter((period) => !isEmpty(period))
}

function gapBetween(earlier: Period | undefined, later: Period): Period[] {
  if (earlier?.to == null) return []
  const gap = { from: addDays(earlier.to, 1), to: addDays(later.from, -1) }
  return isEmpty(gap) ? [] : [gap]
}
