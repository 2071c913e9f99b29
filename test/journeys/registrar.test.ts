import t from 'tap'
import { startAdal } from '../support/app.js'
import { bins, ibans, organization } from '../support/stories.js'
import { somebody } from './people.js'

const [bin] = bins
const [iban, otherIban] = ibans

t.test(
  'of two claims on one BIN the registrar confirms the real one, and the other never counts',
  async (t) => {
    const adal = await startAdal(t)
    const registrar = somebody(adal, await adal.signInAs('registrar'))
    const charity = somebody(adal, await adal.signUp())
    const forger = somebody(adal, await adal.signUp())
    const { id } = await charity.succeeds('/v1/organizations', organization(bin, iban))
    await forger.succeeds('/v1/organizations', organization(bin, otherIban))

    const { items } = await registrar.sees('/v1/organizations')
    t.equal(items.length, 2, 'both wait')
    const claims = await registrar.sees(`/v1/organizations/${bin}/claims`)
    t.match(
      claims.items[0].controllers,
      [{ fullName: /./, role: 'director' }],
      'the registrar sees the people',
    )
    const confirm = `/v1/organizations/${bin}/confirm`
    const which = await registrar.does(confirm, { reasons: 'The papers are right.' })
    t.match(which, { status: 422, body: { type: '/problems/claim-needed', errors: [{ pointer: '/claim' }] } })
    t.equal((await charity.does(confirm, { reasons: 'We are real.' })).status, 403, 'nobody confirms himself')
    await registrar.succeeds(confirm, { reasons: 'The papers are right.', claim: id })

    t.equal(await somebody(adal).asksAbout(iban), 'verified')
    t.equal(await somebody(adal).asksAbout(otherIban), 'caution')
    const entry = await somebody(adal).sees(`/v1/register/organizations/${bin}`)
    t.match(entry, { status: 'confirmed', accounts: [{ iban }] })
    t.equal(entry.accounts.length, 1)
  },
)

t.test('an accreditation is asked for, granted, suspended with reasons, answered and restored', async (t) => {
  const adal = await startAdal(t)
  const registrar = somebody(adal, await adal.signInAs('registrar'))
  const charity = somebody(adal, await adal.signUp())
  await charity.succeeds('/v1/organizations', organization(bin, iban))
  const applications = `/v1/organizations/${bin}/accreditation-applications`
  t.match(await charity.does(applications), {
    status: 409,
    body: { type: '/problems/organization-not-confirmed' },
  })
  await registrar.succeeds(`/v1/organizations/${bin}/confirm`, { reasons: 'The papers are right.' })

  const { id, voluntary } = await charity.succeeds(applications)
  t.equal(voluntary, true, 'the law in force knows no accreditation')
  const decisions = `/v1/accreditation-applications/${id}/decisions`
  await registrar.succeeds(decisions, {
    decision: 'request-information',
    reasons: 'The report of 2025 is missing.',
  })
  await charity.succeeds(`/v1/accreditation-applications/${id}/information`, { text: 'Here it is.' })
  await registrar.succeeds(decisions, { decision: 'grant', reasons: 'Complete.', from: '2026-03-15' })
  const again = await registrar.does(decisions, { decision: 'refuse', reasons: 'On second thoughts.' })
  t.match(again, { status: 409, body: { type: '/problems/application-decided', at: /^2026-03-15/ } })

  const accreditation = `/v1/organizations/${bin}/accreditation`
  await registrar.succeeds(`${accreditation}/suspend`, { reasons: 'Two reports are overdue.' })
  t.equal(await somebody(adal).asksAbout(bin), 'warning')
  await charity.succeeds(`${accreditation}/reply`, { reasons: 'We have sent them today.' })
  const suspended = await somebody(adal).sees(`/v1/register/organizations/${bin}`)
  t.match(suspended.accreditation, {
    state: 'suspended',
    history: [
      { kind: 'reply', reasons: 'We have sent them today.' },
      { kind: 'suspend', reasons: 'Two reports are overdue.' },
    ],
  })
  adal.clock.set('2026-03-20T06:00:00Z')
  const later = await registrar.signsInAgain()
  await later.succeeds(`${accreditation}/restore`, { reasons: 'They have come.' })
  t.equal(await somebody(adal).asksAbout(bin), 'verified')
  const restored = await somebody(adal).sees(`/v1/register/organizations/${bin}`)
  t.equal(restored.accreditation.state, 'in-force')
  const kinds = restored.accreditation.history.map(({ kind }: { kind: string }) => kind)
  t.strictSame(kinds, ['restore', 'reply', 'suspend', 'grant'], 'nothing of it is forgotten')
})
