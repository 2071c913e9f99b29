import t from 'tap'
import { startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { confirmedCharity, donation, openDrive, tenge } from '../support/stories.js'
import { somebody } from './people.js'

const payment = (amount: number, category: string, paidOn: string) => ({
  ...{ amount: tenge(amount), category, paidOn },
  beneficiary: { kind: 'organization', name: 'Азық-түлік қоймасы' },
})

t.test('an auditor follows the money through the books, as of any pair of days', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const charity = somebody(adal, session)
  const number = await openDrive(adal, session, bin)
  const auditor = await adal.signInAs('auditor')
  const given = await charity.succeeds(`/v1/collections/${number}/donations`, donation(40_000))
  const food = `/v1/collections/${number}/disbursements`
  const wrong = await charity.succeeds(food, payment(9_000, 'food', '2026-03-12'))

  adal.clock.set('2026-03-20T06:00:00Z')
  const [later, auditing] = [await charity.signsInAgain(), await somebody(adal, auditor).signsInAgain()]
  const reversal = { reason: 'Paid twice by mistake.', effectiveOn: '2026-03-12' }
  await later.succeeds(`/v1/transactions/${wrong.disbursement}/reversal`, reversal)
  t.equal((await later.does(`/v1/transactions/${wrong.disbursement}/reversal`, reversal)).status, 409, 'once')
  await later.succeeds(food, payment(6_000, 'food', '2026-03-14'))

  const books = (query: string) => ledgerTable(adal, auditing.session, bin, query)
  t.equal(
    await books('?on=2026-03-15&asOf=2026-03-16T00:00:00Z'),
    table(`
      account             debit  credit
      assets:bank        40 000   9 000
      fund 1:raised           0  40 000
      fund 1:spent:food   9 000       0
      ---------------------------------
      KZT                49 000  49 000`),
    'as it was known on the 16th',
  )
  t.equal(
    await books('?on=2026-03-13'),
    table(`
      account             debit  credit
      assets:bank        49 000   9 000
      fund 1:raised           0  40 000
      fund 1:spent:food   9 000   9 000
      ---------------------------------
      KZT                58 000  58 000`),
    'the same days as they are known now: the reversal stands beside what it reverses',
  )
  const { items } = await auditing.sees(`/v1/ledgers/${bin}/transactions`)
  t.match(items, [
    {
      id: given.donation,
      kind: 'donation',
      entries: [{ account: 'assets:bank', side: 'debit', amount: '4000000' }, {}],
    },
    { id: wrong.disbursement, kind: 'disbursement' },
    { kind: 'reversal', reverses: wrong.disbursement, effectiveOn: '2026-03-12', recordedAt: /^2026-03-20/ },
    { kind: 'disbursement' },
  ])
})

t.test('the books are for auditors and for their own people', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const strangers = [
    undefined,
    await adal.signUp(),
    await adal.signInAs('akimat'),
    await adal.signInAs('administrator'),
  ]
  for (const path of [
    `/v1/ledgers/${bin}/trial-balance`,
    `/v1/ledgers/${bin}/transactions`,
    '/v1/audit-entries',
  ])
    for (const as of strangers) {
      const { status } = await adal.call('GET', path, { ...(as && { as }) })
      t.equal(status, as === undefined ? 401 : 403, path)
    }
  t.ok(await somebody(adal, session).sees(`/v1/ledgers/${bin}/trial-balance`))
  t.equal((await adal.call('GET', '/v1/audit-entries', { as: session })).status, 403)
})

t.test('every look at personal data is an entry that the auditor finds', async (t) => {
  const adal = await startAdal(t)
  const { registrar, bin } = await confirmedCharity(adal)
  await somebody(adal, registrar).sees(`/v1/organizations/${bin}/claims`)
  const auditor = somebody(adal, await adal.signInAs('auditor'))
  const looks = await auditor.sees('/v1/audit-entries?action=organization.look')
  t.match(looks.items, [
    { log: 'internal', subject: `organization:${bin}`, actor: `person:${registrar.personId}` },
  ])
  const published = await adal.call('GET', '/log/internal/checkpoint')
  t.equal(published.status, 404, 'and that log is never published')
})

t.test('an account that was changed behind the back of the service is found', async (t) => {
  const adal = await startAdal(t, { tampered: true })
  await confirmedCharity(adal)
  t.strictSame((await adal.verify()).findings, [])
  const change = `UPDATE organization_accounts SET iban = 'KZ33999KZT0000000002'`
  await t.rejects(adal.behindTheBack(change), 'the database itself refuses a change without an entry')
  await adal.behindTheBack(`SET session_replication_role = replica; ${change}`)
  t.match((await adal.verify()).findings, [{ where: /organization_accounts/ }])
})
