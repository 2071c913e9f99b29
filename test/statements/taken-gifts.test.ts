import t from 'tap'
import { donations } from '../../src/giving/donate.js'
import { permitByLaw } from '../../src/giving/permits.js'
import { isRefusal } from '../../src/kernel/problems.js'
import { keepStatement } from '../../src/statements/importing.js'
import { postGifts } from '../../src/statements/posting.js'
import { problemOf, reverse } from '../giving/stories.js'
import { startAdal } from '../support/app.js'
import { iins } from '../support/stories.js'
import { actorOf, imported, statementLine, statementOf } from './stories.js'
import { charityOfTwo } from './undoing-stories.js'

t.test(
  'a gift that a death left without its line is that line’s, and no other line of the same payer gets it',
  async (t) => {
    const adal = await startAdal(t)
    const { first, bin, number, ...charity } = await charityOfTwo(adal)
    const from = { binOrIin: iins[0], name: 'Айгүл' }
    const { house } = adal
    const by = { actor: actorOf(first, bin) }
    const read = statementOf([statementLine(1, 100, { reference: number, from })])
    const kept = await keepStatement(house, by, bin, read)
    if (isRefusal(kept)) throw new Error(kept.refused)
    const donate = donations(house, permitByLaw(house))
    await postGifts(house, donate, by.actor, { ledger: bin, currency: 'KZT', ...kept }, new Set()).next()
    const next = await charity.statement(
      statementLine(1, 100, { bookedOn: '2026-03-12', from, purpose: number }),
    )
    t.match(next, { linked: 0, posted: 1, unmatched: 0 }, 'a second payment is a second gift')
    t.match(await imported(adal, first, bin, read), { posted: 1, unmatched: 0 })
    const lines = await charity.linesOf()
    t.equal(new Set(lines.map((line: { transaction: string }) => line.transaction)).size, 2)
    t.strictSame([...(await adal.owner`SELECT FROM statements_in_work`)], [], 'nothing is left undone')
  },
)

t.test('a line whose gift turned out to be another line becomes a gift of its own', async (t) => {
  const adal = await startAdal(t)
  const { first, bin, number, ...charity } = await charityOfTwo(adal)
  const statement = await charity.statement(
    statementLine(1, 100, { reference: number }),
    statementLine(2, 100, { documentNumber: '2' }),
  )
  const [{ transaction }] = await charity.linesOf()
  await charity.undo(statement, 1)
  const link = { decision: 'link', transaction }
  t.equal((await charity.decide(statement, 2, link)).status, 201)
  t.equal(problemOf(await charity.decide(statement, 1, link)), '422 not-the-same-payment')
  const post = { decision: 'post', collection: number }
  const posted = await charity.decide(statement, 1, post)
  t.equal(posted.status, 201, JSON.stringify(posted.body))
  t.not(posted.body.transaction, transaction)
  t.match(await charity.reconciled(), { explained: [], unexplained: '0' })
  t.match((await charity.undo(statement, 1)).body, { giftStands: true })
  t.equal((await charity.decide(statement, 1, post)).status, 201, 'it is linked with it again')
  t.equal((await charity.undo(statement, 1)).status, 201)
  t.equal((await reverse(adal, first, posted.body.transaction)).status, 201)
  const aside = { decision: 'set-aside', reason: 'Of another account.' }
  t.equal((await charity.decide(statement, 1, aside)).status, 201)
})
