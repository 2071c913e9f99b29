import type { By, House } from '../audit/house.js'
import { addDays, dayOf } from '../kernel/days.js'
import { uuidv7 } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import { lockFund } from '../ledger/posting.js'
import { fundTotals, transactionsOf } from '../ledger/queries.js'
import { type Change, changeDrive } from './changes.js'
import type { Amendment, Cancellation, Closing, ClosingReport, Notice, Status } from './contract.js'
import {
  decideAmendment,
  decideCancellation,
  decideClosing,
  decideReport,
  inStatus,
  speaksFor,
} from './decisions.js'
import { beforeLastDonation, inFuture, noHostAsked } from './problems.js'
import { takeStep } from './steps.js'
import {
  type Collection,
  insertNotice,
  insertReport,
  insertTerms,
  termsOf,
  updateCollection,
} from './store.js'

interface Done {
  readonly number: string
  readonly status: Status
}

const done = ({ number, status }: Collection): Done => ({ number, status })

/** Records the notice to the local authorised body; a second one may add the last day. */
export const giveNotice = (house: House, by: By, number: string, input: Notice): Promise<Done | Refusal> =>
  changeDrive(house, by, 'collection.notice', number, async ({ tx, now, say, row, actor }) => {
    const { givenOn = dayOf(now), endDateGiven = row.endsOn !== null } = input
    const refusal = inStatus(row, 'planned', 'open')
    if (refusal !== undefined) return refusal
    if (givenOn > dayOf(now)) return inFuture('/givenOn')
    const notice = { id: uuidv7(now), collectionId: row.id, givenOn, endDateGiven }
    await insertNotice(tx, { ...notice, recordedBy: actor.id, recordedAt: now })
    await updateCollection(tx, row.id)
    say({ facts: { givenOn, endDateGiven } })
    return done(row)
  })

/** Changes from today on what was said of the drive; what was said before is kept. */
export const amend = (house: House, by: By, number: string, input: Amendment): Promise<Done | Refusal> =>
  changeDrive(house, by, 'collection.amend', number, async ({ tx, now, say, row, actor }) => {
    const refusal = decideAmendment(row, input, await raisedSoFar({ tx, row }), dayOf(now))
    if (refusal !== undefined) return refusal
    const { category, ...purpose } = input.purpose ?? { ...row.purpose, category: row.category }
    const changes = {
      ...{ category, purpose },
      endsOn: input.endsOn ?? row.endsOn,
      targetTiyn: input.target?.amount ?? row.targetTiyn,
      announcedTiyn: input.announced?.amount ?? row.announcedTiyn,
      spending: input.spending ?? row.spending,
    }
    await insertTerms(tx, termsOf({ ...row, ...changes }, dayOf(now), actor.id, now))
    await updateCollection(tx, row.id, changes)
    const { endsOn, targetTiyn, announcedTiyn, spending } = changes
    say({ facts: { category, endsOn, targetTiyn, announcedTiyn, spending } })
    return done(row)
  })

async function raisedSoFar({ tx, row }: Pick<Change, 'tx' | 'row'>): Promise<bigint> {
  // A refused drive has no fund.
  return row.status === 'refused' ? 0n : (await lockFund(tx, row.ledger, row.id)).raised
}

/** The host agrees that the drive is under its roof, for the fee that was offered: without that anybody could borrow a good name. */
export const acceptAsHost = (house: House, by: By, number: string): Promise<Done | Refusal> =>
  changeDrive(house, by, 'collection.host', number, async ({ tx, now, say, row, actor }) => {
    if (!speaksFor(actor, row.hostId)) return noHostAsked()
    const refusal = inStatus(row, 'planned')
    if (refusal !== undefined) return refusal
    await updateCollection(tx, row.id, { hostAcceptedOn: row.hostAcceptedOn ?? dayOf(now) })
    if (row.hostFeePercent !== null) say({ facts: { hostFeePercent: row.hostFeePercent } })
    return done(row)
  })

/** Closes an open drive, as of today or of an earlier day after which nothing was given. */
export const close = (house: House, by: By, number: string, input: Closing): Promise<Done | Refusal> =>
  changeDrive(house, by, 'collection.close', number, async ({ tx, now, say, row, actor }) => {
    const { closedOn = dayOf(now) } = input
    const refusal = decideClosing(row, closedOn, dayOf(now))
    if (refusal !== undefined) return refusal
    const later = await transactionsOf(tx, row.ledger, {
      fund: row.id,
      from: addDays(closedOn, 1),
      limit: 1000,
    })
    if (later.some(({ kind }) => kind === 'donation')) return beforeLastDonation('/closedOn')
    await updateCollection(tx, row.id, { status: 'closed', closedOn })
    await takeStep(tx, row, { status: 'closed', heldOn: closedOn }, actor.id, now)
    say({ facts: { closedOn } })
    return { ...done(row), status: 'closed' }
  })

/** Publishes the closing report; its figures are those of the ledger on that day. */
export const report = (house: House, by: By, number: string, input: ClosingReport): Promise<Done | Refusal> =>
  changeDrive(house, by, 'collection.report', number, async ({ tx, now, say, row, actor }) => {
    const { publishedOn = dayOf(now), text = null } = input
    const refusal = decideReport(row, publishedOn, dayOf(now))
    if (refusal !== undefined) return refusal
    const totals = await fundTotals(tx, row.ledger, row.id, publishedOn)
    const { raisedTiyn, spentTiyn, costsTiyn, inKindTiyn, inKindOutTiyn } = totals
    const figures = { raisedTiyn, spentTiyn, costsTiyn, inKindTiyn, inKindOutTiyn }
    const kept = { id: uuidv7(now), collectionId: row.id, publishedOn, text, ...figures }
    await insertReport(tx, { ...kept, recordedBy: actor.id, recordedAt: now })
    await updateCollection(tx, row.id, { status: 'reported' })
    await takeStep(tx, row, { status: 'reported', heldOn: publishedOn }, actor.id, now)
    say({ facts: { publishedOn, ...figures } })
    return { ...done(row), status: 'reported' }
  })

/** Ends a drive: its own people one that holds no money, the registrar any for breach. */
export const cancel = (house: House, by: By, number: string, input: Cancellation): Promise<Done | Refusal> =>
  changeDrive(
    house,
    by,
    'collection.cancel',
    number,
    (change) => cancelDrive(change, input),
    'also by the registrar',
  )

async function cancelDrive(
  { tx, now, say, row, actor, theirs }: Change,
  input: Cancellation,
): Promise<Done | Refusal> {
  const { raised, held } =
    row.status === 'refused' ? { raised: 0n, held: 0n } : await lockFund(tx, row.ledger, row.id)
  const refusal = decideCancellation(row, { theirs, misuse: input.misuse, holdsMoney: raised + held > 0n })
  if (refusal !== undefined) return refusal
  const cancelledOn = dayOf(now)
  const { misuse } = input
  const breach = { cancelledForBreach: !theirs, ...(misuse && { misuseOn: cancelledOn }) }
  await updateCollection(tx, row.id, { status: 'cancelled', cancelledOn, ...breach })
  await takeStep(tx, row, { status: 'cancelled', heldOn: cancelledOn, reasons: input.reasons }, actor.id, now)
  say({ reason: input.reasons, facts: { cancelledOn, forBreach: !theirs, misuse } })
  return { ...done(row), status: 'cancelled' }
}
