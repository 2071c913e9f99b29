import t from 'tap'
import { membershipsOf } from '../../src/organizations/queries.js'
import { startAdal } from '../support/app.js'
import { claimed, confirmed, joined, newOrganization } from './stories.js'

const adal = await startAdal(t)
const registrar = await adal.signInAs('registrar')
const fund = await confirmed(adal, registrar)
const members = `/v1/organizations/${fund.bin}/members`
const invite = (body: unknown, as = fund.by) => adal.call('POST', members, { as, body })
const end = (personId: string, as = fund.by) => adal.call('POST', `${members}/${personId}/end`, { as })

t.test('who is invited acts for the organization from the moment she accepts', async (t) => {
  const person = await adal.signUp()
  t.equal((await invite({ login: person.login, role: 'treasurer' })).status, 202)
  t.strictSame(await membershipsOf(adal.house.read, person.personId), [])
  const { body } = await adal.call('GET', '/v1/invitations', { as: person })
  t.match(body.items, [{ bin: fund.bin, role: 'treasurer', status: 'confirmed' }])
  const path = `/v1/invitations/${body.items[0].id}/accept`
  t.equal((await adal.call('POST', path, { as: fund.by })).status, 404, 'nobody accepts for her')
  t.equal((await adal.call('POST', path, { as: person })).status, 200)
  const me = await adal.call('GET', '/v1/people/me', { as: person })
  t.match(me.body.organizations, [{ bin: fund.bin, role: 'treasurer' }])
  t.equal((await adal.call('POST', path, { as: person })).status, 404, 'once')
})

t.test('an invitation tells nobody who has signed up', async (t) => {
  const person = await adal.signUp()
  const known = await invite({ login: person.login, role: 'member' })
  const again = await invite({ login: person.login, role: 'member' })
  const unknown = await invite({ login: 'nobody-has-this-login', role: 'member' })
  const unknownId = await invite({ personId: '01890a5d-ac96-774b-bcce-b302099a8057', role: 'member' })
  for (const answer of [known, again, unknown, unknownId]) {
    t.equal(answer.status, 202)
    t.strictSame(answer.body, { role: 'member' })
  }
  const { body } = await adal.call('GET', `/v1/organizations/${fund.bin}`, { as: fund.by })
  t.notMatch(JSON.stringify(body.members), person.personId, 'not even afterwards')
  t.match(await invite({ role: 'member' }), { status: 422 })
  t.match(await end('01890a5d-ac96-774b-bcce-b302099a8057'), { status: 200 })
})

t.test('only the first person invites', async (t) => {
  const treasurer = await joined(adal, fund, 'treasurer')
  t.equal((await invite({ login: 'whoever', role: 'member' }, treasurer)).status, 403)
  t.equal((await invite({ login: 'whoever', role: 'member' }, await adal.signUp())).status, 403)
})

t.test('an invitation may be declined, and made again', async (t) => {
  const person = await adal.signUp()
  await invite({ login: person.login, role: 'member' })
  const { body } = await adal.call('GET', '/v1/invitations', { as: person })
  const path = `/v1/invitations/${body.items[0].id}/decline`
  t.equal((await adal.call('POST', path, { as: person })).status, 200)
  t.equal((await adal.call('POST', path, { as: person })).status, 404)
  await invite({ login: person.login, role: 'member' })
  t.equal((await adal.call('GET', '/v1/invitations', { as: person })).body.items.length, 1)
})

t.test('a membership ends at once; the last first person stays', async (t) => {
  const person = await joined(adal, fund, 'second-signatory')
  const other = await joined(adal, fund, 'member')
  t.equal((await end(person.personId, other)).status, 403)
  t.equal((await end(person.personId)).status, 200)
  t.strictSame((await adal.call('GET', '/v1/people/me', { as: person })).body.organizations, [])
  t.equal((await end(other.personId, other)).status, 200, 'everybody may go')
  t.match(await end(fund.by.personId), { status: 409, body: { type: '/problems/last-first-person' } })
  const second = await joined(adal, fund, 'first-person')
  t.equal((await end(fund.by.personId, second)).status, 200, 'where another first person stays')
})

t.test('nobody is drawn into a forged claim on her own organization', async (t) => {
  const real = await confirmed(adal, registrar)
  const forged = await claimed(adal, real.bin)
  const body = { login: real.by.login, role: 'treasurer' }
  await adal.call('POST', `/v1/organizations/${real.bin}/members`, { as: forged.by, body })
  const { items } = (await adal.call('GET', '/v1/invitations', { as: real.by })).body
  t.match(items, [{ bin: real.bin, status: 'claimed' }])
  const answer = await adal.call('POST', `/v1/invitations/${items[0].id}/accept`, { as: real.by })
  t.match(answer, { status: 409, body: { type: '/problems/already-member' } })
  t.match(await membershipsOf(adal.house.read, real.by.personId), [{ id: real.id }])
})

t.test('who belongs to a claim does not claim the BIN once more', async (t) => {
  const claim = await claimed(adal)
  const member = await joined(adal, claim, 'member')
  const body = newOrganization(claim.bin)
  t.match(await adal.call('POST', '/v1/organizations', { as: member, body }), { status: 409 })
})

t.test('an invitation does not make a registrar party to a case', async (t) => {
  const claim = await claimed(adal)
  const body = { personId: registrar.personId, role: 'member' }
  await adal.call('POST', `/v1/organizations/${claim.bin}/members`, { as: claim.by, body })
  const confirm = { as: registrar, body: { reasons: 'Checked.' } }
  t.equal((await adal.call('POST', `/v1/organizations/${claim.bin}/confirm`, confirm)).status, 200)
})
