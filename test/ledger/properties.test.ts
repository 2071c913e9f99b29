import { deepEqual, equal, ok } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { brokenInvariants } from '../../src/ledger/invariants.js'
import { authorize, capture, voided } from '../giving/authorization-stories.js'
import { listedBox, openBox } from '../giving/box-stories.js'
import { giveInKind, giveOut } from '../giving/gift-stories.js'
import { pay, refund, reverse } from '../giving/stories.js'
import { owe, payInvoice } from '../spending/invoice-stories.js'
import { askForTransfer, decideOnTransfer } from '../spending/transfer-stories.js'
import { type Answer, startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive, tenge } from '../support/stories.js'
import {
  available,
  counted,
  goodsGiven,
  goodsLeft,
  type Model,
  mayBeTaken,
  moved,
  newModel,
  owed,
  pending,
  picked,
  raised,
  type Step,
  spent,
  take,
} from './model.js'

const adal = await startAdal(t)
const { session, registrar, bin } = await confirmedCharity(adal)
/** The drive beside each, to which its money may be transferred. */
const beside = await openDrive(adal, session, bin)

const amount = fc.integer({ min: 1, max: 100 })
const which = fc.nat(20)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('give' as const), amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pay' as const), amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('owe' as const), amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pay-invoice' as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open-box' as const), amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), which, amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('authorize' as const), amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('capture' as const), which, amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('void' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('transfer' as const), amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('give-goods' as const), amount }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('give-out' as const),
      which,
      pieces: fc.integer({ min: 1, max: 10 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('reverse' as const),
      what: fc.constantFrom(...(['donations', 'refunds', 'payments', 'invoices', 'openings'] as const)),
      which,
    }),
  },
)
/** Steps of a round are taken by as many clients at once. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 6 })

interface Place {
  readonly number: string
  readonly box: string
}

let openings = 0
/** Each at a moment of its own. */
function openAgain(place: Place, amount: number): Promise<Answer> {
  const openedAt = new Date(Date.UTC(2026, 2, 10, 0, 0, ++openings)).toISOString()
  return openBox(adal, { session, ...place }, amount, { openedAt, newSeal: undefined })
}

async function attempt(place: Place, taken: Step, at: string | undefined): Promise<Answer | undefined> {
  const { number } = place
  if (taken.do === 'open-box') return openAgain(place, taken.amount)
  if (taken.do === 'owe') return owe(adal, session, number, taken.amount)
  if (taken.do === 'give') return give(adal, session, number, donation(taken.amount))
  if (taken.do === 'pay') return pay(adal, session, number, taken.amount)
  if (taken.do === 'authorize') return authorize(adal, session, number, taken.amount)
  if (taken.do === 'transfer') return transfer(number, taken.amount)
  if (taken.do === 'give-goods') return giveInKind(adal, session, number, taken.amount * 10)
  if (at === undefined) return undefined
  if (taken.do === 'give-out') return giveOut(adal, session, at, String(taken.pieces))
  if (taken.do === 'refund') return refund(adal, session, number, at, taken.amount)
  if (taken.do === 'pay-invoice') return payInvoice(adal, session, at)
  if (taken.do === 'capture') return capture(adal, session, at, taken.amount)
  return taken.do === 'void' ? voided(adal, session, at) : reverse(adal, session, at)
}

/** What was asked for is reserved, so the registrar can always approve it. */
async function transfer(number: string, amount: number): Promise<Answer> {
  const asked = await askForTransfer(adal, session, number, beside, amount)
  return asked.status === 201 ? decideOnTransfer(adal, registrar, asked.body.id) : asked
}

async function play(place: Place, model: Model, steps: readonly Step[]): Promise<void> {
  const expected = steps.map((one) => mayBeTaken(model, one))
  const targets = steps.map((one) => picked(model, one)?.id)
  const answers = await Promise.all(steps.map((one, i) => attempt(place, one, targets[i])))
  for (const [i, answer] of answers.entries()) {
    if (answer === undefined) continue
    const { status, body } = answer
    ok([201, 409, 422].includes(status), JSON.stringify(body))
    // Of steps taken at once only the ledger knows the order; alone, each must end as the model says.
    if (steps.length === 1) equal(status === 201, expected[0], JSON.stringify(body))
    if (status !== 201) continue
    const { refund, donation, disbursement, reversal, transaction, invoice, id } = body
    const made = refund ?? donation ?? disbursement ?? reversal ?? transaction ?? invoice ?? id
    take(model, steps[i] as Step, targets[i], made)
  }
}

const inKindOf = (model: Model) => ({
  received: tenge(goodsGiven(model)),
  givenOut: tenge(goodsGiven(model) - goodsLeft(model)),
  left: tenge(goodsLeft(model)),
})

async function compare(number: string, model: Model): Promise<void> {
  deepEqual(await brokenInvariants(adal.opened.reading), [])
  const { figures, purposeBound } = (await adal.call('GET', `/v1/register/collections/${number}`)).body
  const [gifts] = await adal.opened.reading<{ count: bigint }[]>`
    SELECT count(*) FROM donations AS d JOIN collections AS c ON c.id = d.collection WHERE c.number = ${number}`
  deepEqual(
    { ...figures, gifts: Number(gifts?.count), owed: purposeBound.owed.sum, counted: purposeBound.boxes.sum },
    {
      ...figures,
      ...{ raised: tenge(raised(model)), spent: tenge(spent(model)), left: tenge(available(model)) },
      ...{ transferredOut: tenge(moved(model)), pendingIn: tenge(pending(model)), pendingOut: tenge(0) },
      ...{ inKind: inKindOf(model), gifts: model.donations.length + model.goods.length },
      ...{ owed: tenge(owed(model)), counted: tenge(counted(model)) },
    },
    'the ledger agrees with the model, and nothing is counted twice',
  )
  ok(available(model) >= 0, 'nothing was spent that was not there')
  ok(model.goods.every(({ left }) => left >= 0))
  ok(model.donations.every((one) => one.refunded <= one.amount))
}

t.test('whatever several people do at once, the books stay right', async (t) => {
  let [expectedInBank, expectedBeside] = [0, 0]
  await fc.assert(
    fc.asyncProperty(rounds, async (played) => {
      const number = await openDrive(adal, session, bin, { channels: ['transfer', 'qr', 'in-kind', 'box'] })
      const place = { number, box: await listedBox(adal, session, number) }
      const model = newModel()
      for (const steps of played) {
        await play(place, model, steps)
        await compare(number, model)
      }
      expectedInBank += raised(model) - counted(model) - spent(model) + owed(model)
      expectedBeside += moved(model)
    }),
    { numRuns: 30, endOnFailure: true },
  )
  const { body } = await adal.call('GET', `/v1/ledgers/${bin}/accounts`, { as: session })
  const bank = body.items.find(({ account }: { account: string }) => account === 'assets:bank')
  t.equal(
    Number(bank.debit) - Number(bank.credit),
    expectedInBank * 100,
    'the bank holds what the drives hold and owe, less what lies in boxes',
  )
  const { figures } = (await adal.call('GET', `/v1/register/collections/${beside}`)).body
  t.match(figures, { transferredIn: tenge(expectedBeside), left: tenge(expectedBeside), raised: tenge(0) })
  t.strictSame((await adal.verify()).findings, [], 'and the log agrees')
})
