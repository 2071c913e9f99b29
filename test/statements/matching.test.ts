import { equal } from 'node:assert/strict'
import t from 'tap'
import { giveByCard, payout } from '../giving/payout-stories.js'
import { pay, problemOf, reverse } from '../giving/stories.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import {
  confirmedCharity,
  donation,
  give,
  ibans,
  iins,
  newKey,
  openDrive,
  tenge,
} from '../support/stories.js'
import { imported, statementLine, statementOf } from './stories.js'

const linesOf = async (adal: Adal, as: Session, bin: string, query = '') =>
  (await adal.call('GET', `/v1/ledgers/${bin}/statement-lines?${query}`, { as })).body.items

const reconciled = async (adal: Adal, as: Session, bin: string, more = '') => {
  const path = `/v1/ledgers/${bin}/reconciliation?from=2026-03-01&to=2026-03-14${more}`
  const { status, body } = await adal.call('GET', path, { as })
  equal(status, 200, JSON.stringify(body))
  return body
}

t.test('a line is linked with the entry that is the same payment, and the reason is told', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const individual = { kind: 'individual', iin: iins[0], name: 'Сәрсенова Айгүл' }
  await give(adal, session, number, donation(500, { reference: 'INV-77' }))
  await give(adal, session, number, donation(700, { donor: individual }))
  await give(adal, session, number, donation(900, { donor: { kind: 'individual', name: 'Ерлан Қалиев' } }))
  await pay(adal, session, number, 300, { paidOn: '2026-03-12' })
  const statement = await imported(
    adal,
    session,
    bin,
    statementOf([
      statementLine(1, 500, { reference: 'INV-77', bookedOn: '2026-03-12' }),
      statementLine(2, 700, { from: { binOrIin: iins[0] }, bookedOn: '2026-03-11' }),
      statementLine(3, 900, { from: { name: 'ҚАЛИЕВ Е.' } }),
      statementLine(4, -300, { from: { name: 'Сейткали Ерлан' }, bookedOn: '2026-03-12' }),
      statementLine(5, 40, { from: { name: 'Неизвестный' } }),
    ]),
  )
  t.match(statement, { linked: 4, posted: 0, unmatched: 1, duplicates: 0, lines: 5 })
  const lines = await linesOf(adal, session, bin)
  t.strictSame(
    lines.map(({ reason }: { reason: string }) => reason),
    ['own-reference', 'amount-day-and-identifier', 'amount-day-and-name', 'amount-day-and-name', null],
  )
  const { bank, books, explained, unexplained } = await reconciled(adal, session, bin)
  t.equal(BigInt(bank.closing) - BigInt(books.closing), 4_000n)
  t.strictSame(explained, [{ what: 'lines-unmatched-in', count: 1, amount: '4000' }])
  t.equal(unexplained, '0', 'the report foots')
})

t.test('a gift that names its collection is taken once, whatever statement holds it', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const gift = statementLine(1, 1_000, {
    purpose: `на помощь ${number.toLowerCase().replaceAll('-', ' ')}, спасибо`,
    from: { name: 'Сәрсенова Айгүл', binOrIin: iins[0] },
  })
  const first = await imported(adal, session, bin, statementOf([gift]))
  t.match(first, { posted: 1, unmatched: 0 })
  const other = statementLine(2, 60, { reference: number })
  const second = await imported(adal, session, bin, statementOf([gift, other]))
  t.match(second, { posted: 1, duplicates: 1, unmatched: 0 })
  const [fund] = await adal.opened.reading<{ raised: string }[]>`SELECT raised::text FROM funds`
  t.equal(fund?.raised, '106000')
  const [entry] = await linesOf(adal, session, bin, 'status=posted')
  const { body } = await adal.call('GET', `/v1/ledgers/${bin}/transactions`, { as: session })
  t.equal(body.items[0].id, entry.transaction, 'the round trip from the line to its entry')
  t.equal(body.items[0].effectiveOn, entry.bookedOn)
  t.equal(entry.reason, 'collection-number')
})

t.test(
  'equal gifts of one day are paired one to one; where they are not as many, a person decides',
  async (t) => {
    const adal = await startAdal(t)
    const { session, bin } = await confirmedCharity(adal)
    const number = await openDrive(adal, session, bin)
    const same = { donor: { kind: 'individual', iin: iins[0], name: 'Айгүл' } }
    for (let i = 0; i < 2; i++) await give(adal, session, number, donation(100, same))
    await give(adal, session, number, donation(200, same))
    const from = { binOrIin: iins[0] }
    const lines = [
      statementLine(1, 100, { from, documentNumber: '1' }),
      statementLine(2, 100, { from, documentNumber: '2' }),
      statementLine(3, 200, { from, documentNumber: '3' }),
      statementLine(4, 200, { from, documentNumber: '4' }),
    ]
    t.match(await imported(adal, session, bin, statementOf(lines)), { linked: 2, unmatched: 2 })
    const linked = (await linesOf(adal, session, bin, 'status=linked')).map(
      ({ transaction }: { transaction: string }) => transaction,
    )
    t.equal(new Set(linked).size, 2, 'no entry stands on two lines')
  },
)

t.test('what waits is worked off by a person: linked, taken or set aside, once', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const given = await give(adal, session, number, donation(250))
  const lines = [
    statementLine(1, 250, { from: { name: 'Somebody' } }),
    statementLine(2, 80),
    statementLine(3, -15, { purpose: 'Комиссия банка' }),
    statementLine(4, 30),
  ]
  const { id } = await imported(adal, session, bin, statementOf(lines))
  const decide = (line: number, body: object, as = session) =>
    adal.call('POST', `/v1/ledgers/${bin}/statements/${id}/lines/${line}/decisions`, { as, body })
  const transaction = given.body.donation
  t.equal(
    problemOf(await decide(2, { decision: 'link', transaction })),
    '422 not-the-same-payment',
    'another sum',
  )
  t.equal((await decide(1, { decision: 'link', transaction })).status, 201)
  t.equal(problemOf(await decide(1, { decision: 'set-aside', reason: 'x' })), '409 statement-line-decided')
  const twice = await Promise.all([1, 2].map(() => decide(2, { decision: 'post', collection: number })))
  t.strictSame(twice.map(({ status }) => status).sort(), [201, 409], 'two people at once take it once')
  t.equal(problemOf(await decide(3, { decision: 'post', collection: number })), '422 only-money-that-came-in')
  t.equal((await decide(3, { decision: 'set-aside', reason: 'A fee, not of this account.' })).status, 201)
  t.equal((await decide(9, { decision: 'set-aside', reason: 'x' })).status, 404)
  t.equal((await decide(4, { decision: 'set-aside', reason: 'x' }, await adal.signUp())).status, 403)
  const report = await reconciled(adal, session, bin)
  t.strictSame(report.explained, [
    { what: 'lines-set-aside-out', count: 1, amount: '-1500' },
    { what: 'lines-unmatched-in', count: 1, amount: '3000' },
  ])
  t.equal(report.unexplained, '0')
})

t.test('a gift that its collection does not take waits, and says why', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin, { startsOn: '2026-03-09' })
  const lines = [statementLine(1, 100, { reference: number, bookedOn: '2026-03-02' })]
  t.match(await imported(adal, session, bin, statementOf(lines)), { posted: 0, unmatched: 1 })
  const [line] = await linesOf(adal, session, bin, 'status=unmatched')
  t.match(line, { refusedBy: 'day-out-of-order', collection: number })
})

t.test('the gap between what was announced and what came is a line of its own', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const announced = { announced: { amount: '8080000000', currency: 'KZT' } }
  const number = await openDrive(adal, session, bin, announced)
  const sums = [63_000_000, 226_000, 12_000_000, 5_000_000]
  const lines = sums.map((sum, i) => statementLine(i + 1, sum, { reference: number }))
  t.match(await imported(adal, session, bin, statementOf(lines)), { posted: 4 })
  const report = await reconciled(adal, session, bin)
  t.strictSame(report.announced, [
    { collection: number, announced: '8080000000', raised: '8022600000', gap: '57400000' },
  ])
  t.strictSame([report.explained, report.unexplained], [[], '0'], 'bank and books agree all the same')
})

t.test('what a bank says of people is kept sealed and told to no log', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const lines = [
    statementLine(1, 100, { purpose: 'үшін рахмет', from: { name: 'Сәрсенова Айгүл', binOrIin: iins[0] } }),
  ]
  await imported(adal, session, bin, statementOf(lines))
  const kept =
    await adal.owner`SELECT to_jsonb(l)::text AS row FROM statement_lines AS l UNION ALL SELECT leaf FROM audit_entries`
  t.notOk(kept.some(({ row }) => /Сәрсенова|900101350013|рахмет/.test(row)))
  const [looked] = await linesOf(adal, session, bin)
  t.equal(looked.counterparty.name, 'Сәрсенова Айгүл', 'its people see it')
  const looks = await adal.opened.reading`SELECT 1 FROM audit_entries WHERE action = 'statement.look'`
  t.equal(looks.length, 1, 'and each look is written down')
})

t.test('a line or a match that was changed behind the service is found', async (t) => {
  const changes = {
    statements: `UPDATE statement_lines SET amount = amount + 1`,
    statement_match_batches: `UPDATE statement_matches SET reason = 'by-hand'`,
  }
  for (const [table, statement] of Object.entries(changes)) {
    const adal = await startAdal(t, { tampered: true })
    const { session, bin } = await confirmedCharity(adal)
    const number = await openDrive(adal, session, bin)
    await imported(adal, session, bin, statementOf([statementLine(1, 100, { reference: number })]))
    t.strictSame((await adal.verify()).findings, [], 'all is well before')
    await adal.behindTheBack(
      `SET session_replication_role = replica; ${statement}; RESET session_replication_role`,
    )
    const { findings } = await adal.verify()
    t.ok(
      findings.some(({ where }) => where.startsWith(`${table} `)),
      JSON.stringify(findings),
    )
  }
})

t.test('what a payment system pays out is one line of the bank, found by its reference', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  for (const amount of [1_000, 2_000])
    await giveByCard(adal, session, number, amount, { channel: 'qr', reference: 'KASPI-12' })
  const { status } = await payout(adal, session, bin, [3_000, 45], { reference: 'KASPI-12' })
  t.equal(status, 201)
  const lines = [statementLine(1, 2_955, { reference: 'KASPI-12', bookedOn: '2026-03-13' })]
  t.match(await imported(adal, session, bin, statementOf(lines)), { linked: 1, posted: 0, unmatched: 0 })
  t.match(await linesOf(adal, session, bin), [{ status: 'linked', reason: 'own-reference' }])
  t.match(await reconciled(adal, session, bin), { explained: [], unexplained: '0' })
})

t.test(
  'a transfer between own accounts is a line of each of their statements, and each account foots',
  async (t) => {
    const adal = await startAdal(t)
    const { session, registrar, bin } = await confirmedCharity(adal)
    const [first, second] = ibans
    const accounts = `/v1/organizations/${bin}/accounts`
    await adal.call('POST', accounts, { as: session, body: { iban: second } })
    const confirmation = { as: registrar, body: { reasons: 'The bank confirms it.' } }
    await adal.call('POST', `${accounts}/${second}/confirm`, confirmation)
    const number = await openDrive(adal, session, bin, { account: first })
    await give(adal, session, number, donation(500, { reference: 'INV-1' }))
    const body = { from: first, to: second, amount: tenge(200), movedOn: '2026-03-12' }
    const moved = await adal.call('POST', `/v1/ledgers/${bin}/own-transfers`, {
      as: session,
      key: newKey(),
      body,
    })
    t.equal(moved.status, 201, JSON.stringify(moved.body))
    const of = (account: string, lines: ReturnType<typeof statementLine>[]) => {
      const read = statementOf(lines)
      return imported(adal, session, bin, { ...read, statement: { ...read.statement, account } })
    }
    const out = await of(first, [statementLine(1, 500, { reference: 'INV-1' }), statementLine(2, -200)])
    const into = await of(second, [statementLine(1, 200)])
    const link = (statement: { id: string }, line: number) =>
      adal.call('POST', `/v1/ledgers/${bin}/statements/${statement.id}/lines/${line}/decisions`, {
        ...{ as: session, body: { decision: 'link', transaction: moved.body.transaction } },
      })
    t.match(out, { linked: 1, unmatched: 1 })
    t.match(
      await reconciled(adal, session, bin),
      { unexplained: '0' },
      'it foots before the lines are linked',
    )
    t.equal((await link(out, 2)).status, 201)
    t.equal((await link(into, 1)).status, 201)
    t.match(await reconciled(adal, session, bin), { explained: [], unexplained: '0' })
    for (const [account, closing] of [
      [first, '30000'],
      [second, '20000'],
    ])
      t.match(await reconciled(adal, session, bin, `&account=${account}`), {
        ...{ account, explained: [], unexplained: '0', bank: { closing }, books: { closing } },
      })
  },
)

t.test('neither a reversal nor what it took back is the payment of a line', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  await give(adal, session, number, donation(1_000))
  const paid = (await pay(adal, session, number, 100)).body.disbursement
  const { reversal } = (await reverse(adal, session, paid)).body
  const lines = [statementLine(1, 100), statementLine(2, -100)]
  const { id } = await imported(adal, session, bin, statementOf(lines))
  for (const [line, transaction] of [
    [1, reversal],
    [2, paid],
  ]) {
    const path = `/v1/ledgers/${bin}/statements/${id}/lines/${line}/decisions`
    const linked = await adal.call('POST', path, { as: session, body: { decision: 'link', transaction } })
    t.match(linked, { status: 422, body: { errors: [{ pointer: '/transaction' }] } })
  }
})

t.test(
  'what a line of the bank stands for is not reversed, and what was reversed stands on no line',
  async (t) => {
    const adal = await startAdal(t)
    const { session, bin } = await confirmedCharity(adal)
    const number = await openDrive(adal, session, bin)
    const proven = (await give(adal, session, number, donation(500, { reference: 'INV-77' }))).body.donation
    const { id } = await imported(
      adal,
      session,
      bin,
      statementOf([statementLine(1, 500, { reference: 'INV-77' })]),
    )
    const refused = await reverse(adal, session, proven)
    t.match(refused, { status: 409, body: { type: '/problems/on-a-bank-line', statement: id, line: 1 } })
    t.match(refused.body.errors, [
      { pointer: '/path/id', detail: new RegExp(`Line 1 of the statement ${id}`) },
    ])
    await t.rejects(
      adal.behindTheBack(`INSERT INTO transactions (ledger, id, kind, effective_on, recorded_at, reverses)
      VALUES ('${bin}', gen_random_uuid(), 'reversal', '2026-03-15', now(), '${proven}')`),
      /stands for/,
      'nor behind the back of the service',
    )

    const races = Array.from({ length: 6 }, async (_, i) => {
      const given = (await give(adal, session, number, donation(10 + i))).body.donation
      const read = await imported(adal, session, bin, statementOf([statementLine(1, 10 + i)]))
      const path = `/v1/ledgers/${bin}/statements/${read.id}/lines/1/decisions`
      const both = await Promise.all([
        adal.call('POST', path, { as: session, body: { decision: 'link', transaction: given } }),
        reverse(adal, session, given),
      ])
      return both.map(({ status }) => status).filter((status) => status === 201).length
    })
    t.strictSame(await Promise.all(races), [1, 1, 1, 1, 1, 1], 'linked or reversed, never both')
  },
)
