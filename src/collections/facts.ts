import type { Day } from '../kernel/days.js'
import type { Facts } from '../law/facts.js'
import type { History } from './histories.js'
import type { Approval, Box, Collection, Notice } from './store.js'

/** What other rooms know of a drive as of a day. */
export interface Surroundings {
  readonly collector: Facts['collector']
  readonly emergency: Facts['emergency']
  readonly raisedTiyn: bigint
  readonly costsTiyn: bigint
}

/** The latest of rows that are in the order of their days, as of a day; before the first day there is the first. */
export const latestAsOf = <Row>(rows: readonly Row[], dayOf: (row: Row) => Day, on: Day): Row | undefined =>
  rows.findLast((row) => dayOf(row) <= on) ?? rows[0]

/**
 * The first notice; a later one may add the last day, but only until the start. What was not given yet on the day does not
 * exist yet.
 */
export function noticeAsOf(notices: readonly Notice[], startsOn: Day, on: Day): Facts['notice'] {
  const given = notices.filter((notice) => notice.givenOn <= on)
  const [first] = given
  if (first === undefined) return null
  const inTime = given.filter((notice) => notice === first || notice.givenOn <= startsOn)
  return { givenOn: first.givenOn, endDateGiven: inTime.some((notice) => notice.endDateGiven) }
}

export function approvalAsOf(approvals: readonly Approval[], on: Day): Facts['approval'] {
  const latest = approvals.findLast((approval) => approval.holdsFrom <= on)
  return latest === undefined ? null : { status: latest.status, approvers: latest.approvers }
}

/** All boxes that stand somewhere on the day; each has a number of its own, so any box at all is a numbered one. */
export function boxesAsOf(boxes: readonly Box[], on: Day): Facts['boxes'] {
  const standing = boxes.filter((box) => box.setUpOn <= on)
  return {
    numbered: standing.length > 0,
    sealed: standing.length > 0 && standing.every((box) => box.sealedOn !== null && box.sealedOn <= on),
  }
}

/** The facts of a drive on a day, as the law asks for them. Transfers to a personal account are not known here. */
export function factsAsOf(row: Collection, history: History, around: Surroundings, on: Day): Facts {
  const terms = latestAsOf(history.terms, ({ holdsFrom }) => holdsFrom, on) ?? row
  return {
    on,
    collector: around.collector,
    forOthers: row.forOthers,
    account: { kind: row.accountKind, dedicated: row.accountDedicated },
    channels: row.channels,
    boxes: boxesAsOf(history.boxes, on),
    region: row.region,
    startsOn: row.startsOn,
    endsOn: terms.endsOn,
    closedOn: row.closedOn,
    notice: noticeAsOf(history.notices, row.startsOn, on),
    emergency: around.emergency,
    approval: approvalAsOf(history.approvals, on),
    target: terms.targetTiyn,
    raised: around.raisedTiyn,
    costs: around.costsTiyn,
    report: history.report === undefined ? null : { publishedOn: history.report.publishedOn },
    misuse: row.misuseOn !== null && row.misuseOn <= on,
    transfers: [],
  }
}
