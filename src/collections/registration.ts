import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { emergencyOf } from '../emergencies/queries.js'
import { dayOf } from '../kernel/days.js'
import { publicNumber, uuidv7 } from '../kernel/ids.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { openFund } from '../ledger/posting.js'
import { type Collector, collectorFrom } from './collectors.js'
import type { NewCollection, Status } from './contract.js'
import { dayOfJudgement } from './decisions.js'
import { type Judgement, judgeDrive, keepJudgement, refusalOf, remarksOn } from './judging.js'
import { accountIsDedicated, beforeStart, noSuchEmergency } from './problems.js'
import { factsOf } from './queries.js'
import { takeStep } from './steps.js'
import { accountPlace, type Collection, insertCollection, termsOf } from './store.js'

export interface Registered {
  readonly number: string
  readonly status: Status
  readonly evaluation: Judgement['evaluation']
  readonly shadow: Judgement['shadow']
}

/**
 * Registers a drive as planned, or keeps the refusal by the law in force. It is judged as not yet started; what is still
 * missing then stands in the evaluation as preconditions.
 */
export function register(house: House, by: By, input: NewCollection): Promise<Registered | Refusal> {
  const command = {
    ...by,
    action: 'collection.register',
    log: 'register',
    conflicts: { dedicated_account_serves_one: () => accountIsDedicated() },
  }
  return house.door.act(command, async ({ tx, now, say }): Promise<Registered | Refusal> => {
    const collector = await collectorFrom(tx, by.actor, input, now)
    if (isRefusal(collector)) return collector
    const wrong = await whatIsWrong(tx, input)
    if (wrong !== undefined) return wrong
    const planned = rowFrom(house, by.actor.id, input, collector, now)
    const on = dayOfJudgement(dayOf(now), input.startsOn)
    const facts = await factsOf(tx, planned, on, nothingYet)
    const judgement = await judgeDrive(tx, house, 'register', facts)
    if (isRefusal(judgement)) return judgement
    const refusal = refusalOf(planned.number, judgement)
    const status = refusal === undefined ? 'planned' : 'refused'
    await keep(tx, { ...planned, status }, judgement, now)
    const { facts: judged, ...remarks } = remarksOn(judgement)
    say({ subject: `collection:${planned.number}`, ...remarks, facts: { ...judged, status } })
    const { evaluation, shadow } = judgement
    return refusal ?? { number: planned.number, status, evaluation, shadow }
  })
}

const nothingYet = { terms: [], steps: [], notices: [], approvals: [], boxes: [], report: undefined }

async function whatIsWrong(
  tx: Transaction,
  { startsOn, endsOn, emergency }: NewCollection,
): Promise<Refusal | undefined> {
  if (endsOn !== undefined && endsOn < startsOn) return beforeStart('/endsOn')
  if (emergency !== undefined && (await emergencyOf(tx, emergency)) === undefined) return noSuchEmergency()
  return undefined
}

function rowFrom(
  house: House,
  actorId: string,
  input: NewCollection,
  collector: Collector,
  now: Date,
): Collection {
  const { category, ...purpose } = input.purpose
  const { account, ...who } = collector
  const { region, channels, startsOn, forOthers, consent } = input
  const { sealer } = house
  return {
    ...who,
    ...{ id: uuidv7(now), number: publicNumber('C'), version: 1, status: 'planned' as const },
    ...{ purpose, category, region, channels, startsOn, forOthers, consent },
    ...{ endsOn: input.endsOn ?? null, openedOn: null, closedOn: null },
    ...{ cancelledOn: null, cancelledForBreach: false, misuseOn: null },
    targetTiyn: input.target?.amount ?? null,
    announcedTiyn: input.announced?.amount ?? null,
    accountKind: account.kind,
    accountSealed: account.iban === null ? null : sealer.seal(account.iban, accountPlace),
    accountLookup: account.iban === null ? null : sealer.lookup(account.iban, accountPlace),
    accountDedicated: account.dedicated,
    emergencyId: input.emergency ?? null,
    ...{ spending: input.spending ?? null, hostFeePercent: input.hostFeePercent ?? null },
    ...{ recordedBy: actorId, recordedAt: now },
  }
}

async function keep(tx: Transaction, row: Collection, judgement: Judgement, now: Date): Promise<void> {
  const heldOn = judgement.evaluation.on
  await insertCollection(tx, row, termsOf(row, heldOn, row.recordedBy, now))
  await takeStep(tx, row, { status: row.status, heldOn }, row.recordedBy, now)
  await keepJudgement(tx, row.id, judgement, now)
  // A refused drive never holds money.
  if (row.status === 'planned') await openFund(tx, { id: row.id, ledger: row.ledger, currency: 'KZT' })
}
