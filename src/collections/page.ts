import type { House } from '../audit/house.js'
import { notFound } from '../http/problems.js'
import { etagOf } from '../http/versions.js'
import { type Day, dayOf } from '../kernel/days.js'
import { toMoneyView } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import type { Language } from '../kernel/texts.js'
import { pendingOfFund } from '../ledger/pending.js'
import { fundTotals } from '../ledger/queries.js'
import { cellView } from '../legislation/cells.js'
import { judge } from '../legislation/queries.js'
import type { CollectionView } from './answers.js'
import { boxView } from './boxes.js'
import { unconfirmed } from './collectors.js'
import { latestAsOf } from './facts.js'
import { entriesOfFigures } from './figure-entries.js'
import { type History, loadHistory } from './histories.js'
import type { PurposeFigures } from './purpose-figures.js'
import { collectionByNumber, factsOf } from './queries.js'
import { moneyOrNull, summaryOf } from './register.js'
import { accountPlace, type Collection, type Terms } from './store.js'

type Cells = { evaluation: ReturnType<typeof cellView>; shadow: ReturnType<typeof cellView>[] }
type Page = Omit<CollectionView, keyof Cells> & Cells

/** How the money kept to its purpose; payments are known above, so this is handed in. */
export type PurposeFiguresOf = (drive: Collection, on: Day) => Promise<PurposeFigures>

/** One drive as everybody may see it, as of a day: what was said, what was decided, and what the books show. */
export async function collectionView(
  house: House,
  purposeFiguresOf: PurposeFiguresOf,
  number: string,
  asOf: Day | undefined,
  language: Language,
): Promise<Page | Refusal> {
  const { read } = house
  const row = await collectionByNumber(read, number)
  if (row === undefined) return notFound()
  const on = asOf ?? dayOf(house.clock())
  const history = await loadHistory(read, row.id)
  const terms = latestAsOf(history.terms, ({ holdsFrom }) => holdsFrom, on)
  const said = { ...row, ...(terms && whatIsSaid(terms)) }
  const { evaluation, shadow } = await judge(read, house.law, await factsOf(read, row, on, history))
  return {
    ...(await summaryOf(house, said, on)),
    status: latestAsOf(history.steps, ({ heldOn }) => heldOn, on)?.status ?? row.status,
    on,
    etag: etagOf(row.version),
    openedOn: row.openedOn,
    closedOn: row.closedOn,
    account: await accountShown(house, row),
    figures: await figuresOf(house, said, on),
    entries: entriesOfFigures(row, on),
    spending: said.spending,
    purposeBound: await purposeFiguresOf(said, on),
    ...pastOf(row, history, on),
    evaluation: cellView(evaluation, language),
    shadow: shadow.map((cell) => cellView(cell, language)),
  }
}

const whatIsSaid = ({ purpose, category, endsOn, targetTiyn, announcedTiyn, spending }: Terms) => ({
  purpose,
  category,
  endsOn,
  targetTiyn,
  announcedTiyn,
  spending,
})

/** Donors need the account of an organization, once the register has confirmed it; a personal one they have from her. */
async function accountShown({ read, sealer }: House, row: Collection): Promise<string | null> {
  if (row.accountKind !== 'organization' || row.accountSealed === null) return null
  const iban = sealer.open(row.accountSealed, accountPlace)
  const missing = await unconfirmed(read, row.hostId ?? row.organizationId, iban)
  return missing === undefined ? iban : null
}

async function figuresOf(house: House, row: Collection, on: Day): Promise<CollectionView['figures']> {
  const totals = await fundTotals(house.read, row.ledger, row.id, on)
  const { raisedTiyn, spentTiyn, costsTiyn, heldTiyn, spentByCategory } = totals
  const { transferredInTiyn, transferredOutTiyn, exchangeTiyn, inCurrenciesTiyn } = totals
  const came = raisedTiyn + transferredInTiyn + exchangeTiyn
  const pending = await pendingOfFund(house.read, row.ledger, row.id, on)
  return {
    raised: toMoneyView(raisedTiyn),
    spent: toMoneyView(spentTiyn),
    costs: toMoneyView(costsTiyn),
    left: toMoneyView(came - spentTiyn - costsTiyn - transferredOutTiyn),
    exchange: toMoneyView(exchangeTiyn),
    inCurrencies: toMoneyView(inCurrenciesTiyn),
    heldForReturn: toMoneyView(heldTiyn),
    transferredIn: toMoneyView(transferredInTiyn),
    transferredOut: toMoneyView(transferredOutTiyn),
    spentByCategory: Object.fromEntries(
      Object.entries(spentByCategory).map(([name, sum]) => [name, toMoneyView(sum)]),
    ),
    pendingIn: toMoneyView(pending.inTiyn),
    pendingOut: toMoneyView(pending.outTiyn),
    inKind: inKindView(totals.inKindTiyn, totals.inKindOutTiyn),
    gap: row.announcedTiyn === null ? null : toMoneyView(row.announcedTiyn - raisedTiyn),
  }
}

const inKindView = (received: bigint, givenOut: bigint): CollectionView['figures']['inKind'] => ({
  received: toMoneyView(received),
  givenOut: toMoneyView(givenOut),
  left: toMoneyView(received - givenOut),
})

function pastOf(
  row: Collection,
  history: History,
  on: Day,
): Pick<CollectionView, 'approval' | 'notices' | 'boxes' | 'report' | 'history' | 'terms'> {
  const { approvals, notices, boxes, report, steps, terms } = history
  const approval = approvals.findLast(({ holdsFrom }) => holdsFrom <= on)
  return {
    approval:
      approval === undefined
        ? null
        : { status: approval.status, approvers: approval.approvers, since: approval.holdsFrom },
    notices: notices.map(({ givenOn, endDateGiven, recordedAt }) => ({
      givenOn,
      endDateGiven,
      recordedAt: recordedAt.toISOString(),
    })),
    boxes: boxes.map(boxView),
    report:
      report === undefined
        ? null
        : {
            ...{ publishedOn: report.publishedOn, text: report.text, raised: toMoneyView(report.raisedTiyn) },
            ...{ spent: toMoneyView(report.spentTiyn), costs: toMoneyView(report.costsTiyn) },
            entries: entriesOfFigures(row, report.publishedOn, report.recordedAt),
            inKind:
              report.inKindTiyn === null ? null : inKindView(report.inKindTiyn, report.inKindOutTiyn ?? 0n),
            recordedAt: report.recordedAt.toISOString(),
          },
    history: steps.map(({ status, heldOn, reasons, recordedAt }) => ({
      status,
      on: heldOn,
      reasons,
      recordedAt: recordedAt.toISOString(),
    })),
    terms: terms.map(({ holdsFrom, recordedAt, ...said }) => ({
      from: holdsFrom,
      purpose: { ...said.purpose, category: said.category },
      endsOn: said.endsOn,
      target: moneyOrNull(said.targetTiyn),
      announced: moneyOrNull(said.announcedTiyn),
      spending: said.spending,
      recordedAt: recordedAt.toISOString(),
    })),
  }
}
