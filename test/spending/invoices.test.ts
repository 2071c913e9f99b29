import t from 'tap'
import { pay, problemOf, refund, reverse } from '../giving/stories.js'
import { exported, sign, unpacked, verified } from '../reports/stories.js'
import { imported, statementLine, statementOf } from '../statements/stories.js'
import { type Answer, startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { bins, donation, give, iins, newKey, openDrive, tenge } from '../support/stories.js'
import { boundOf, codesOfGrounds, decideOn, fundOfTwo, spend } from './bound-stories.js'
import { owe, payInvoice } from './invoice-stories.js'

const first = ({ status, body }: Answer): string =>
  `${status} ${String(body.type).split('/').at(-1)} ${body.errors?.[0]?.pointer}`

t.test('what is owed is spent when it is invoiced, and leaves the bank when it is paid', async (t) => {
  const adal = await startAdal(t)
  const fund = await fundOfTwo(adal)
  const number = await fund.drive(1_000)
  const owed = await owe(adal, fund.first, number, 700, { dueOn: '2026-03-31' })
  t.match(owed, {
    status: 201,
    body: {
      status: 'owed',
      amount: tenge(700),
      available: tenge(300),
      invoicedOn: '2026-03-12',
      dueOn: '2026-03-31',
    },
  })
  t.equal(
    await ledgerTable(adal, fund.first, fund.bin),
    table(`
      account               debit  credit
      assets:bank           1 000       0
      fund 1:raised             0   1 000
      fund 1:spent:housing    700       0
      liabilities:payables      0     700
      -----------------------------------
      KZT                   1 700   1 700`),
  )
  t.match(await boundOf(adal, number), {
    figures: { spent: tenge(700), left: tenge(300) },
    purposeBound: { owed: { count: 1, sum: tenge(700) }, paidOut: tenge(0), paidOutPercent: 0 },
  })
  const above = await pay(adal, fund.first, number, 301)
  t.match(above, { status: 422, body: { available: tenge(300) } }, 'what is owed is not free')
  t.equal(first(await owe(adal, fund.first, number, 301)), '422 disbursement-above-fund /amount/amount')

  const listed = async () =>
    (await adal.call('GET', `/v1/collections/${number}/disbursements`, { as: fund.first })).body.items
  t.match(await listed(), [{ status: 'owed', dueOn: '2026-03-31', paidOn: '2026-03-12' }])
  const paid = await payInvoice(adal, fund.first, owed.body.invoice)
  t.match(paid, {
    status: 201,
    body: { invoice: owed.body.invoice, amount: tenge(700), paidOn: '2026-03-14' },
  })
  t.equal(
    await ledgerTable(adal, fund.first, fund.bin),
    table(`
      account               debit  credit
      assets:bank           1 000     700
      fund 1:raised             0   1 000
      fund 1:spent:housing    700       0
      liabilities:payables    700     700
      -----------------------------------
      KZT                   2 400   2 400`),
  )
  t.match(await listed(), [{ status: 'posted', dueOn: '2026-03-31' }])
  const shown = await boundOf(adal, number)
  t.match(shown, {
    figures: { spent: tenge(700) },
    purposeBound: { owed: { count: 0, sum: tenge(0) }, paidOut: tenge(700), paidOutPercent: 70 },
  })
  const before = (await adal.call('GET', `/v1/register/collections/${number}?on=2026-03-13`)).body
  t.match(before.purposeBound.owed, { count: 1 }, 'on the day before it was owed still')
})

t.test(
  'an invoice is paid once, and it and its payment are each reversed once, the payment first',
  async (t) => {
    const adal = await startAdal(t)
    const fund = await fundOfTwo(adal)
    const number = await fund.drive(1_000)
    const { invoice } = (await owe(adal, fund.first, number, 400)).body
    const many = await Promise.all([1, 2, 3].map(() => payInvoice(adal, fund.first, invoice)))
    t.strictSame(many.map(({ status }) => status).sort(), [201, 409, 409])
    const payment = many.find(({ status }) => status === 201)?.body.payment
    t.equal(first(await payInvoice(adal, fund.first, invoice)), '409 invoice-is-paid /path/id')
    const early = await reverse(adal, fund.first, invoice)
    t.match(early, { status: 409, body: { detail: /reverse its payment first/ } })
    t.equal((await reverse(adal, fund.first, payment)).status, 201)
    t.match((await boundOf(adal, number)).purposeBound.owed, { count: 1 }, 'owed again')
    const again = await payInvoice(adal, fund.first, invoice)
    t.equal(again.status, 201)
    t.equal((await reverse(adal, fund.first, again.body.payment)).status, 201)
    t.equal(problemOf(await reverse(adal, fund.first, again.body.payment)), '409 already-reversed')
    t.equal((await reverse(adal, fund.first, invoice)).status, 201)
    t.match((await boundOf(adal, number)).figures, { spent: tenge(0), left: tenge(1_000) })
    t.equal(first(await payInvoice(adal, fund.first, invoice)), '409 already-reversed /path/id')
  },
)

t.test(
  'an invoice is refused with its field where the day, the sum or the means do not allow it',
  async (t) => {
    const adal = await startAdal(t)
    const fund = await fundOfTwo(adal)
    const number = await fund.drive(1_000)
    const refused = async (more: object, expected: string) =>
      t.equal(first(await owe(adal, fund.first, number, 10, more)), expected)
    await refused({ invoicedOn: '2026-03-16' }, '422 day-out-of-order /invoicedOn')
    await refused({ invoicedOn: '2026-02-01' }, '422 day-out-of-order /invoicedOn')
    await refused({ dueOn: '2026-03-11' }, '422 invalid-request /dueOn')
    await refused({ amount: { amount: '10', currency: 'USD' } }, '422 currency-not-held /amount/currency')
    await refused({ category: 'Дом' }, '422 invalid-request /category')
    await refused({ evidence: ['01890a5d-ac96-774b-bcce-b302099a8057'] }, '422 invalid-request /evidence/0')
    await refused({ account: 'KZ60999KZT0000000001' }, '422 invalid-request /account')
    const { invoice } = (await owe(adal, fund.first, number, 10)).body
    const unpaid = async (more: object, expected: string, id = invoice) =>
      t.equal(first(await payInvoice(adal, fund.first, id, more)), expected)
    await unpaid({ paidOn: '2026-03-11' }, '422 day-out-of-order /paidOn')
    await unpaid({ paidOn: '2026-03-16' }, '422 day-out-of-order /paidOn')
    await unpaid({ account: 'KZ06999KZT0000000003' }, '422 not-own-account /account')
    t.equal((await payInvoice(adal, await adal.signUp(), invoice)).status, 404)
    const inCash = (await owe(adal, fund.first, number, 10, { channel: 'cash' })).body.invoice
    await unpaid({}, '422 payment-above-cash /amount/amount', inCash)
    const paid = (await pay(adal, fund.first, number, 10)).body.disbursement
    t.equal((await payInvoice(adal, fund.first, paid)).status, 404, 'what was paid at once is no invoice')
    const path = `/v1/collections/${number}/invoices`
    t.equal((await adal.call('POST', path, { as: await adal.signUp(), key: newKey(), body: {} })).status, 422)
    t.equal((await owe(adal, await adal.signUp(), number, 10)).status, 403)
  },
)

t.test(
  'a second person is asked once, when it is invoiced, and reverses what she has approved',
  async (t) => {
    const adal = await startAdal(t)
    const fund = await fundOfTwo(adal)
    const million = 1_000_000
    const number = await fund.drive(10 * million)
    const held = await owe(adal, fund.first, number, 6 * million)
    t.match(held, { status: 202, body: { status: 'held', available: tenge(4 * million) } })
    t.strictSame(codesOfGrounds(held), ['second-person'])
    const pending = await adal.call('GET', `/v1/ledgers/${fund.bin}/accounts`, { as: fund.first })
    t.match(
      pending.body.pending.find(({ credit }: { credit: string }) => credit !== '0'),
      { account: 'liabilities:payables' },
    )
    const approved = await decideOn(adal, fund.second, held)
    t.equal(approved.status, 201, JSON.stringify(approved.body))
    const invoice = approved.body.disbursement
    t.match((await boundOf(adal, number)).purposeBound.owed, { count: 1, sum: tenge(6 * million) })
    t.equal(problemOf(await reverse(adal, fund.first, invoice)), '409 approver-reverses')
    const paid = await payInvoice(adal, fund.first, invoice, { paidOn: '2026-03-15' })
    t.equal(paid.status, 201, JSON.stringify(paid.body))
    const outside = await owe(adal, fund.first, number, 10, { category: 'vehicles' })
    t.strictSame(codesOfGrounds(outside), ['outside-purpose'])
  },
)

t.test(
  'nothing passes the limits by being owed: what is split, and what is paid on one day, counts together',
  async (t) => {
    const adal = await startAdal(t)
    const fund = await fundOfTwo(adal)
    const million = 1_000_000
    const number = await openDrive(adal, fund.first, fund.bin, {
      channels: ['transfer', 'cash'],
      startsOn: '2026-01-01',
    })
    await give(
      adal,
      fund.first,
      number,
      donation(20 * million, { channel: 'cash', receivedAt: '2026-01-02T10:00:00Z' }),
    )

    t.equal((await owe(adal, fund.first, number, 4 * million)).status, 201)
    t.match(
      await spend(adal, fund.first, number, 2 * million),
      { status: 202 },
      'an invoice counts for a payment',
    )
    t.match(await owe(adal, fund.first, number, 2 * million), { status: 202 }, 'and for an invoice')

    // Three bills a month apart, each within the limit of cash by itself.
    const miller = {
      beneficiary: { kind: 'organization', bin: bins[1], name: 'Астық' },
      channel: 'cash',
    }
    const bills = []
    for (const invoicedOn of ['2026-01-05', '2026-02-08', '2026-03-14']) {
      const { status, body } = await owe(adal, fund.first, number, 600_000, { ...miller, invoicedOn })
      t.equal(status, 201, JSON.stringify(body))
      bills.push(body.invoice)
    }
    t.equal(
      (await payInvoice(adal, fund.first, bills[0], { paidOn: '2026-03-14' })).status,
      422,
      'near the bill of March',
    )
    t.equal((await reverse(adal, fund.first, bills[2])).status, 201)
    t.equal((await payInvoice(adal, fund.first, bills[0], { paidOn: '2026-03-14' })).status, 201)
    const together = await payInvoice(adal, fund.first, bills[1], { paidOn: '2026-03-14' })
    t.equal(first(together), '422 invoice-meets-limit-now /path/id')
    t.strictSame(together.body.grounds, ['cash'])
    t.match(await owe(adal, fund.first, number, 600_000, { ...miller, invoicedOn: '2026-03-15' }), {
      status: 202,
    })
    t.match(
      await pay(adal, fund.first, number, 600_000, { ...miller, paidOn: '2026-03-15' }),
      { status: 202 },
      'and a payment in cash counts what an invoice of January has paid in March',
    )
  },
)

t.test('a cost within the cap when it was invoiced is paid, whatever was given back since', async (t) => {
  const adal = await startAdal(t)
  const fund = await fundOfTwo(adal)
  const spending = { categories: ['flood-relief'], costCapPercent: 10 }
  const number = await openDrive(adal, fund.first, fund.bin, { spending })
  const gift = (await give(adal, fund.first, number, donation(1_000))).body.donation
  const costs = { category: 'collecting-costs' }
  t.equal(
    first(await owe(adal, fund.first, number, 101, costs)),
    '422 payment-against-purpose /amount/amount',
  )
  const { invoice } = (await owe(adal, fund.first, number, 100, costs)).body
  t.equal(problemOf(await owe(adal, fund.first, number, 1, costs)), '422 payment-against-purpose')
  t.equal((await refund(adal, fund.first, number, gift, 500)).status, 201)
  t.equal((await payInvoice(adal, fund.first, invoice)).status, 201)
})

t.test('a private collector owes and pays within the limits, and has no second person', async (t) => {
  const adal = await startAdal(t)
  const her = await adal.signInAs('collector', { iin: iins[0] })
  const number = await openDrive(adal, her, 'self')
  await give(adal, her, number, donation(7_000_000))
  const { status, body } = await owe(adal, her, number, 1_000)
  t.equal(status, 201, JSON.stringify(body))
  t.equal((await payInvoice(adal, her, body.invoice)).status, 201)
  t.equal(problemOf(await owe(adal, her, number, 6_000_000)), '422 no-second-person')
})

t.test('the line of the bank that pays an invoice finds it, and the kit proves all of it', async (t) => {
  const adal = await startAdal(t)
  const fund = await fundOfTwo(adal)
  const number = await fund.drive(1_000)
  const { invoice } = (await owe(adal, fund.first, number, 400, { purpose: 'Тақтай, № 17 шот' })).body
  const { payment } = (await payInvoice(adal, fund.first, invoice)).body
  await owe(adal, fund.first, number, 50)
  const held = await owe(adal, fund.first, number, 20, { category: 'vehicles' })
  t.equal((await decideOn(adal, fund.second, held, 'refuse')).status, 201)
  await owe(adal, fund.first, number, 10, { category: 'vehicles', dueOn: '2026-04-01' })
  const line = statementLine(1, -400, {
    from: { name: 'Құрылыс базасы', binOrIin: '180340000015' },
    bookedOn: '2026-03-14',
  })
  const statement = await imported(
    adal,
    fund.first,
    fund.bin,
    withAccount(statementOf([line], 1_000), fund.iban),
  )
  t.match(statement, { linked: 1, unmatched: 0 })
  t.equal(problemOf(await reverse(adal, fund.first, payment)), '409 on-a-bank-line')

  const path = `/v1/ledgers/${fund.bin}/transactions?counterparty=180340000015`
  const { items } = (await adal.call('GET', path, { as: fund.first })).body
  t.strictSame(
    items.map(({ kind }: { kind: string }) => kind),
    ['disbursement', 'invoice-payment', 'disbursement'],
  )
  await sign(adal)
  const kit = await unpacked((await exported(adal, fund.first, fund, 'kit')).bytes)
  const { code, said } = await verified(t, kit, adal.opened.signers(fund.bin).verifierKey)
  t.equal(code, 0, said)
  t.match(kit.get('invoice-payments.csv'), `${payment},${invoice},400.00,2026-03-14,0,`)
  t.match(kit.get('journal.beancount'), /Liabilities:Payables {2}400\.00 KZT/)
  const sheet = await adal.call('GET', `/v1/ledgers/${fund.bin}/yearly-sheet?year=2026`, { as: fund.first })
  const lines = sheet.body.sections.flatMap(({ lines }: { lines: object[] }) => lines)
  t.match(
    lines.find(({ id, of }: Record<string, string>) => id === 'closing' && of === 'liabilities:payables'),
    { amount: '-5000', title: { en: 'At the end of the year: unpaid invoices' } },
  )
})

const withAccount = (read: ReturnType<typeof statementOf>, account: string) => ({
  ...read,
  statement: { ...read.statement, account },
})
