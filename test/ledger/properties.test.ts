import { deepEqual, equal, ok } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { brokenInvariants } from '../../src/ledger/invariants.js'
import { pay, refund, reverse } from '../giving/stories.js'
import { type Answer, startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive } from '../support/stories.js'
import { type Model, mayBeTaken, newModel, picked, raised, type Step, spent, take } from './model.js'

const adal = await startAdal(t)
const { session, bin } = await confirmedCharity(adal)

const amount = fc.integer({ min: 1, max: 100 })
const which = fc.nat(20)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('give' as const), amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pay' as const), amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refund' as const), which, amount }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('reverse' as const),
      what: fc.constantFrom('donations' as const, 'refunds' as const, 'payments' as const),
      which,
    }),
  },
)
/** Steps of a round are taken by as many clients at once. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 6 })

async function attempt(number: string, taken: Step, at: string | undefined): Promise<Answer | undefined> {
  if (taken.do === 'give') return give(adal, session, number, donation(taken.amount))
  if (taken.do === 'pay') return pay(adal, session, number, taken.amount)
  if (at === undefined) return undefined
  return taken.do === 'refund' ? refund(adal, session, number, at, taken.amount) : reverse(adal, session, at)
}

async function play(number: string, model: Model, steps: readonly Step[]): Promise<void> {
  const expected = steps.map((one) => mayBeTaken(model, one))
  const targets = steps.map((one) => picked(model, one)?.id)
  const answers = await Promise.all(steps.map((one, i) => attempt(number, one, targets[i])))
  for (const [i, answer] of answers.entries()) {
    if (answer === undefined) continue
    const { status, body } = answer
    ok([201, 409, 422].includes(status), JSON.stringify(body))
    // Of steps taken at once only the ledger knows the order; alone, each must end as the model says.
    if (steps.length === 1) equal(status === 201, expected[0], JSON.stringify(body))
    if (status !== 201) continue
    const id = body.donation !== undefined && body.refund === undefined ? body.donation : undefined
    take(model, steps[i] as Step, targets[i], id ?? body.refund ?? body.disbursement ?? body.reversal)
  }
}

async function compare(number: string, model: Model): Promise<void> {
  deepEqual(await brokenInvariants(adal.opened.reading), [])
  const [fund] = await adal.opened.reading<{ raised: bigint; spent: bigint }[]>`
    SELECT f.raised, f.spent FROM funds AS f JOIN collections AS c ON c.id = f.id WHERE c.number = ${number}`
  deepEqual(
    [Number(fund?.raised), Number(fund?.spent)],
    [raised(model) * 100, spent(model) * 100],
    'the ledger agrees with the model',
  )
  ok(raised(model) >= spent(model), 'nothing was spent that was not there')
  ok(model.donations.every((one) => one.refunded <= one.amount))
}

t.test('whatever several people do at once, the books stay right', async (t) => {
  let expectedInBank = 0
  await fc.assert(
    fc.asyncProperty(rounds, async (played) => {
      const number = await openDrive(adal, session, bin)
      const model = newModel()
      for (const steps of played) {
        await play(number, model, steps)
        await compare(number, model)
      }
      expectedInBank += raised(model) - spent(model)
    }),
    { numRuns: 30, endOnFailure: true },
  )
  const { body } = await adal.call('GET', `/v1/ledgers/${bin}/accounts`, { as: session })
  const bank = body.items.find(({ account }: { account: string }) => account === 'assets:bank')
  t.equal(
    Number(bank.debit) - Number(bank.credit),
    expectedInBank * 100,
    'the bank holds what the drives hold',
  )
  t.strictSame((await adal.verify()).findings, [], 'and the log agrees')
})
