import t from 'tap'
import { donations } from '../../src/giving/donate.js'
import { permitByLaw } from '../../src/giving/permits.js'
import { isRefusal } from '../../src/kernel/problems.js'
import { keepStatement } from '../../src/statements/importing.js'
import { postGifts } from '../../src/statements/posting.js'
import { problemOf, reverse } from '../giving/stories.js'
import { joined } from '../organizations/stories.js'
import { startAdal } from '../support/app.js'
import { donation, give, openDrive } from '../support/stories.js'
import { actorOf, imported, statementLine, statementOf } from './stories.js'
import { charityOfTwo } from './undoing-stories.js'

t.test(
  'a match that was wrong is undone by two people; the line waits again, and its entry may be reversed',
  async (t) => {
    const adal = await startAdal(t)
    const { first, second, bin, number, ...charity } = await charityOfTwo(adal)
    const gift = async () =>
      (await give(adal, first, number, donation(500, { reference: 'INV-77' }))).body.donation
    const wrong = await gift()
    const line = statementLine(1, 500, { reference: 'INV-77' })
    const statement = await charity.statement(line)
    t.match(statement, { linked: 1, unmatched: 0 })
    const asked = await charity.ask(statement, 1)
    t.match(asked, {
      status: 201,
      body: {
        status: 'asked',
        line: 1,
        transaction: wrong,
        matchedBecause: 'own-reference',
        giftStands: false,
      },
    })
    t.equal(problemOf(await charity.answer(asked, first)), '409 another-person-confirms')
    t.equal(problemOf(await charity.answer(asked, await adal.signUp())), '403 not-allowed')
    t.equal(problemOf(await reverse(adal, first, wrong)), '409 on-a-bank-line', 'until then it proves')
    adal.clock.set('2026-03-15T06:05:00Z')
    const confirmed = await charity.answer(asked)
    t.match(confirmed, {
      status: 201,
      body: { status: 'confirmed', askedBy: first.personId, decidedBy: second.personId },
    })
    t.ok(confirmed.body.askedAt < confirmed.body.decidedAt, 'both times are told')
    t.match(await charity.linesOf(), [{ status: 'unmatched', transaction: null, reason: null }])
    t.match(await charity.reconciled(), {
      unexplained: '0',
      undone: [{ statement: statement.id, line: 1, amount: '50000', transaction: wrong }],
    })
    const right = await gift()
    t.equal((await reverse(adal, first, wrong)).status, 201)
    t.equal((await charity.decide(statement, 1, { decision: 'link', transaction: wrong })).status, 422)
    t.equal((await charity.decide(statement, 1, { decision: 'link', transaction: right })).status, 201)
    t.match(await charity.linesOf(), [{ status: 'linked', transaction: right, reason: 'by-hand' }])
    t.match(await charity.reconciled(), { unexplained: '0', undone: [{ line: 1 }] })
    const { body } = await adal.call('GET', `/v1/ledgers/${bin}/match-undoings?status=confirmed`, {
      as: await adal.signInAs('auditor'),
    })
    t.match(body.items, [{ id: asked.body.id, transaction: wrong, reason: 'Another payment.' }])
    const leaves =
      await adal.owner`SELECT action FROM audit_entries WHERE log = ${bin} AND action LIKE '%undo%'
      AND leaf LIKE ${`%${wrong}%`} ORDER BY index`
    t.strictSame(
      leaves.map(({ action }) => action),
      ['statement.ask-to-undo', 'statement.decide-on-undoing'],
    )
  },
)

t.test(
  'a gift that was taken from a line is reversed before the line becomes another, or is linked again',
  async (t) => {
    const adal = await startAdal(t)
    const { first, bin, number, ...charity } = await charityOfTwo(adal)
    const other = await openDrive(adal, first, bin)
    const statement = await charity.statement(
      statementLine(1, 100, { reference: number }),
      statementLine(2, 200, { reference: number }),
    )
    const [one, two] = (await charity.linesOf()).map((line: { transaction: string }) => line.transaction)
    for (const line of [1, 2]) t.match((await charity.undo(statement, line)).body, { giftStands: true })
    const post = (line: number) => charity.decide(statement, line, { decision: 'post', collection: other })
    const early = await post(1)
    t.match(early, { status: 409, body: { type: '/problems/statement-line-decided', transaction: one } })
    t.match(early.body.errors, [{ pointer: '/decision', detail: /reverse it first/ }])
    const aside = { decision: 'set-aside', reason: 'Of another account.' }
    t.equal(problemOf(await charity.decide(statement, 1, aside)), '409 statement-line-decided')
    t.match(
      await charity.reconciled(),
      {
        unexplained: '0',
        explained: [
          { what: 'entries-without-line-in', count: 2, amount: '-30000' },
          { what: 'lines-unmatched-in', count: 2, amount: '30000' },
        ],
      },
      'what is left to do is told',
    )
    t.equal((await reverse(adal, first, one)).status, 201)
    t.equal((await post(1)).status, 201)
    t.equal((await charity.decide(statement, 2, { decision: 'link', transaction: two })).status, 201)
    t.match(await charity.linesOf(), [
      { status: 'posted', reason: 'posted-by-hand' },
      { status: 'posted', transaction: two },
    ])
    const raised =
      await adal.owner`SELECT c.number, f.raised::text FROM funds AS f JOIN collections AS c USING (id)`
    t.strictSame(Object.fromEntries(raised.map((fund) => [fund.number, fund.raised])), {
      ...{ [number]: '20000', [other]: '10000' },
    })
    for (let again = 0; again < 2; again++) {
      t.equal((await charity.undo(statement, 1)).status, 201)
      const [line] = await charity.linesOf()
      const [gift] =
        await adal.owner`SELECT transaction_id AS id FROM statement_matches WHERE line = 1 ORDER BY round DESC LIMIT 1`
      t.equal(line.status, 'unmatched')
      t.equal((await reverse(adal, first, gift?.id)).status, 201)
      t.equal((await post(1)).status, 201, 'as often as it was wrong')
    }
  },
)

t.test('what was set aside waits again; what nobody has decided of cannot be undone', async (t) => {
  const adal = await startAdal(t)
  const { first, number, ...charity } = await charityOfTwo(adal)
  const statement = await charity.statement(statementLine(1, 100), statementLine(2, 200))
  await charity.decide(statement, 1, { decision: 'set-aside', reason: 'Of another account.' })
  t.equal(problemOf(await charity.ask(statement, 2)), '409 no-match-stands')
  t.equal((await charity.ask(statement, 9)).status, 404)
  t.equal((await charity.undo(statement, 1)).status, 201)
  t.equal(problemOf(await charity.ask(statement, 1)), '409 no-match-stands', 'it is undone once')
  t.equal((await charity.decide(statement, 1, { decision: 'post', collection: number })).status, 201)
})

t.test('who asked may take it back, and then it may be asked again', async (t) => {
  const adal = await startAdal(t)
  const { first, second, number, ...charity } = await charityOfTwo(adal)
  const statement = await charity.statement(statementLine(1, 100, { reference: number }))
  t.equal(problemOf(await charity.ask(statement, 1, second)), '403 not-allowed', 'she disposes of no money')
  const asked = await charity.ask(statement, 1)
  t.match(await charity.ask(statement, 1), {
    status: 409,
    body: { type: '/problems/match-undoing-asked', undoing: asked.body.id },
  })
  t.match(await charity.answer(asked, first, 'refuse'), { status: 201, body: { status: 'refused' } })
  t.equal(problemOf(await charity.answer(asked)), '409 match-undoing-decided')
  t.match(await charity.linesOf(), [{ status: 'posted' }])
  t.equal((await charity.undo(statement, 1)).status, 201)
})

t.test(
  'the machine decides anew neither of a line whose match people have undone, nor of its entry',
  async (t) => {
    const adal = await startAdal(t)
    const { first, bin, number, ...charity } = await charityOfTwo(adal)
    const given = (await give(adal, first, number, donation(500, { reference: 'INV-77' }))).body.donation
    const read = statementOf([statementLine(1, 500, { reference: 'INV-77' })])
    const statement = await imported(adal, first, bin, read)
    await charity.undo(statement, 1)
    t.match(await imported(adal, first, bin, read), { id: statement.id, linked: 0, unmatched: 1 })
    const other = await charity.statement(
      statementLine(1, 500, { reference: 'INV-77', bookedOn: '2026-03-11', purpose: number }),
    )
    t.match(other, { linked: 0, unmatched: 1 })
    t.match((await charity.linesOf())[1], { refusedBy: 'payment-may-be-known' })
    t.equal((await charity.decide(other, 1, { decision: 'link', transaction: given })).status, 201)
    t.match(
      await charity.linesOf('status=linked'),
      [{ transaction: given }],
      'a person finds another line for it',
    )
  },
)

t.test('of people who ask, confirm and refuse at once each match is undone once', async (t) => {
  const adal = await startAdal(t)
  const { first, second, bin, number, ...charity } = await charityOfTwo(adal)
  const treasurer = await joined(adal, { by: first, bin }, 'treasurer')
  const lines = Array.from({ length: 6 }, (_, i) => statementLine(i + 1, 10 + i, { reference: number }))
  const statement = await charity.statement(...lines)
  const statusesOf = (answers: { status: number }[]) => answers.map(({ status }) => status).sort()
  await Promise.all(
    lines.map(async ({ line }) => {
      const asked = await Promise.all([first, treasurer].map((as) => charity.ask(statement, line, as)))
      t.strictSame(statusesOf(asked), [201, 409])
      const request = asked.find(({ status }) => status === 201)!
      const by = request.body.askedBy === first.personId ? treasurer : first
      const decided = await Promise.all([
        charity.answer(request, second),
        charity.answer(request, by, line % 2 === 0 ? 'confirm' : 'refuse'),
        charity.answer(request, second),
      ])
      t.strictSame(statusesOf(decided), [201, 409, 409])
    }),
  )
  const [counted] =
    await adal.owner`SELECT count(*)::int AS words, count(DISTINCT undoing)::int AS undoings FROM match_undoing_decisions`
  t.same(counted, { words: 6, undoings: 6 })
})

t.test('of an undone line and its entry each becomes one thing, whoever comes first', async (t) => {
  const adal = await startAdal(t)
  const { first, bin, number, ...charity } = await charityOfTwo(adal)
  const races = Array.from({ length: 5 }, async (_, i) => {
    const given = (await give(adal, first, number, donation(10 + i))).body.donation
    const statement = await charity.statement(statementLine(1, 10 + i), statementLine(2, 10 + i))
    const link = (line: number) => charity.decide(statement, line, { decision: 'link', transaction: given })
    t.equal((await link(1)).status, 201)
    const asked = await charity.ask(statement, 1)
    const answers = await Promise.all([
      charity.answer(asked),
      link(2),
      reverse(adal, first, given),
      link(1),
      charity.decide(statement, 1, { decision: 'set-aside', reason: 'x' }),
    ])
    t.equal(answers[0]?.status, 201)
    const statuses = answers.map(({ status }) => status)
    t.ok(
      statuses.every((status) => [201, 409, 422].includes(status)),
      String(statuses),
    )
    const [standing] = await adal.owner`
      SELECT count(*) FILTER (WHERE transaction_id IS NOT NULL)::int AS linked, count(*) FILTER (WHERE line = 1)::int AS line,
        is_reversed(${bin}, ${given}) AS reversed FROM standing_matches WHERE statement = ${statement.id}`
    t.ok(standing?.line <= 1 && standing?.linked + Number(standing?.reversed) <= 1, JSON.stringify(standing))
  })
  await Promise.all(races)
})

t.test('what a death of the process left without its match is matched before it can be undone', async (t) => {
  const adal = await startAdal(t)
  const { first, bin, number, ...charity } = await charityOfTwo(adal)
  const read = statementOf([statementLine(1, 100, { reference: number })])
  const by = { actor: actorOf(first, bin) }
  const kept = await keepStatement(adal.house, by, bin, read)
  if (isRefusal(kept)) throw new Error(kept.refused)
  const donate = donations(adal.house, permitByLaw(adal.house))
  await postGifts(adal.house, donate, by.actor, { ledger: bin, currency: 'KZT', ...kept }, new Set()).next()
  t.equal(problemOf(await charity.ask(kept, 1)), '409 no-match-stands')
  t.match(await imported(adal, first, bin, read), { posted: 1 })
  t.match(await charity.undo(kept, 1), { status: 201, body: { giftStands: true } })
})

t.test('the database itself keeps a second person and one match at a time, and edits nothing', async (t) => {
  const adal = await startAdal(t)
  const { first, bin, number, ...charity } = await charityOfTwo(adal)
  const statement = await charity.statement(
    statementLine(1, 100, { reference: number }),
    statementLine(2, 200, { reference: number }),
  )
  const asked = await charity.ask(statement, 1)
  const decide = (decision: string) => `INSERT INTO match_undoing_decisions
    SELECT id, ledger, statement, line, round, asked_by, '${decision}', 'x', asked_by, now() FROM match_undoings`
  await t.rejects(adal.behindTheBack(decide('confirm')), /another_person_confirms/)
  await t.rejects(
    adal.behindTheBack(`INSERT INTO statement_matches (ledger, statement, line, transaction_id, reason, batch, round, entry_round)
      SELECT ledger, statement, line, transaction_id, reason, batch, 1, 1 FROM statement_matches WHERE line = 1`),
    /has not been undone/,
  )
  await t.rejects(
    adal.behindTheBack(`INSERT INTO statement_matches (ledger, statement, line, transaction_id, reason, batch, entry_round)
      SELECT ledger, statement, 2, transaction_id, reason, batch, 1 FROM statement_matches WHERE line = 1`),
    /has not been undone/,
  )
  await charity.answer(asked)
  for (const table of ['match_undoings', 'match_undoing_decisions', 'statement_matches'])
    for (const change of [`UPDATE ${table} SET line = 3`, `DELETE FROM ${table}`])
      await t.rejects(adal.behindTheBack(change), /append-only/)
})
