import t from 'tap'
import { startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { bins, donation, drive, ibans, organization, tenge } from '../support/stories.js'
import { somebody } from './people.js'

const [bin] = bins
const [iban] = ibans

t.test('a charity comes into the register, collects, pays and reports', async (t) => {
  const adal = await startAdal(t)
  const charity = somebody(adal, await adal.signUp())
  const registrar = somebody(adal, await adal.signInAs('registrar'))
  const donor = somebody(adal)

  t.match(await charity.does('/v1/organizations', organization(bin, iban)), {
    status: 201,
    body: { status: 'claimed' },
  })
  t.equal(await donor.asksAbout(bin), 'caution', 'nobody has checked it yet')
  const { number, evaluation } = await charity.succeeds(
    '/v1/collections',
    drive(bin, { account: iban, channels: ['transfer', 'qr', 'cash'] }),
  )
  t.equal(evaluation.outcome, 'lawful')
  const tooEarly = await charity.does(`/v1/collections/${number}/open`)
  t.match(tooEarly, { status: 409, body: { type: '/problems/organization-not-confirmed' } })
  await registrar.succeeds(`/v1/organizations/${bin}/confirm`, { reasons: 'The papers are right.' })
  t.equal(await donor.asksAbout(bin), 'verified')
  t.equal(await donor.asksAbout(number), 'caution', 'it is not open')
  await charity.succeeds(`/v1/collections/${number}/open`, { openedOn: '2026-03-01' })
  t.equal(await donor.asksAbout(number), 'verified')

  const donations = `/v1/collections/${number}/donations`
  await charity.succeeds(donations, donation(500_000))
  const { donation: second } = await charity.succeeds(donations, donation(120_000, { channel: 'qr' }))
  await charity.succeeds(donations, donation(7_500, { channel: 'cash' }))
  const refund = {
    donation: second,
    amount: tenge(20_000),
    refundedOn: '2026-03-12',
    reason: 'She paid too much.',
  }
  await charity.succeeds(`/v1/collections/${number}/refunds`, refund)

  const payment = (amount: number, category: string) => ({
    amount: tenge(amount),
    beneficiary: { kind: 'organization', name: 'Құрылыс базасы' },
    category,
    paidOn: '2026-03-14',
  })
  const disbursements = `/v1/collections/${number}/disbursements`
  await charity.succeeds(disbursements, payment(450_000, 'housing'))
  await charity.succeeds(disbursements, payment(10_000, 'collecting-costs'))
  const tooMuch = await charity.does(disbursements, payment(150_000, 'food'))
  t.match(tooMuch, {
    status: 422,
    body: { type: '/problems/disbursement-above-fund', available: tenge(147_500) },
  })

  t.equal(
    await ledgerTable(adal, charity.session, bin),
    table(`
      account                               debit     credit
      assets:bank:KZ60999KZT0000000001    620 000    480 000
      assets:cash                           7 500          0
      fund 1:costs                         10 000          0
      fund 1:raised                        20 000    627 500
      fund 1:spent:housing                450 000          0
      ------------------------------------------------------
      KZT                               1 107 500  1 107 500`),
  )

  await charity.succeeds(`/v1/collections/${number}/close`)
  const late = await charity.does(donations, donation(1_000))
  t.match(late, { status: 409, body: { type: '/problems/collection-not-open' } })
  await charity.succeeds(`/v1/collections/${number}/report`, { text: 'Барлығы халыққа жеткізілді.' })
  const page = await donor.sees(`/v1/register/collections/${number}`)
  t.match(page, {
    status: 'reported',
    figures: { raised: tenge(607_500), spent: tenge(450_000), costs: tenge(10_000), left: tenge(147_500) },
    report: { raised: tenge(607_500) },
  })
  t.equal(await donor.asksAbout(number), 'verified', 'properly closed')
})

t.test('a stranger does nothing in the name of a charity', async (t) => {
  const adal = await startAdal(t)
  const charity = somebody(adal, await adal.signUp())
  const stranger = somebody(adal, await adal.signUp())
  await charity.succeeds('/v1/organizations', organization(bin, iban))
  const { number } = await charity.succeeds('/v1/collections', drive(bin))
  const leaves = await adal.leaves()
  for (const verb of ['open', 'amend', 'close', 'report', 'donations', 'disbursements']) {
    const body = { amend: { endsOn: '2026-05-01' }, donations: donation(1), disbursements: undefined }[verb]
    const { status } = await stranger.does(`/v1/collections/${number}/${verb}`, body)
    t.ok(status === 403 || (verb === 'disbursements' && status === 422), `${verb}: ${status}`)
  }
  t.equal((await stranger.does('/v1/collections', drive(bin))).status, 403)
  t.equal(await adal.leaves(), leaves, 'and nothing of it is in the log')
})
