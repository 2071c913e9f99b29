import t from 'tap'
import { authenticator } from '../../src/identity/bearers.js'
import { ledgerOf } from '../../src/identity/queries.js'
import { forget } from '../../src/identity/standings.js'
import type { MemberRole } from '../../src/kernel/actor.js'
import { openHome, type Signed } from './home.js'

const home = await openHome(t)
const { call } = home
const bin = '240340000128'
const row = '01952c2e-0000-7000-8000-000000000001'
const membershipsOf = async (id: string) => home.memberships.get(id) ?? []
const authenticate = authenticator(home.house, { tokenSecret: Buffer.alloc(32), membershipsOf })

async function memberOf(organization: string, role: MemberRole, id = row): Promise<Signed> {
  const person = await home.signUp()
  home.memberships.set(person.id, [{ id, bin: organization, role }])
  forget(person.id)
  return person
}
const make = (as: Signed, body: object = { name: 'till', ledger: bin }) =>
  call('POST', '/v1/api-keys', { as, body })

t.test('the first person and the treasurer make keys for their organization; others do not', async (t) => {
  for (const role of ['first-person', 'treasurer'] as const)
    t.equal((await make(await memberOf(bin, role))).status, 201)
  const before = await home.leaves()
  for (const role of ['second-signatory', 'member'] as const)
    t.equal((await make(await memberOf(bin, role))).status, 403)
  const refused = await make(await memberOf('150640000112', 'treasurer'))
  t.match(refused, { status: 403, body: { detail: /its ledger/, errors: [{ pointer: '/ledger' }] } })
  t.equal((await make(await home.signUp(), { name: 'till' })).status, 403, 'who collects nothing has no till')
  t.equal((await call('POST', '/v1/api-keys', { body: { name: 'till' } })).status, 401)
  t.equal((await make(await memberOf(bin, 'treasurer'), { name: 'till', ledger: 'x' })).status, 422)
  t.notMatch((await home.leaves()).slice(before.length).join(), /api-key\.make/)
})

t.test('a key acts for its ledger alone, as a key and never as its maker', async (t) => {
  const treasurer = await memberOf(bin, 'treasurer')
  const { body } = await make(treasurer)
  t.match(body.key, new RegExp(`^adal_${body.id}_[\\w-]{43}$`))
  t.strictSame(await authenticate(body.key), {
    kind: 'api-key',
    id: body.id,
    roles: [],
    organizations: [{ id: row, bin, role: 'member' }],
    ledger: bin,
  })
  const asKey = { token: body.key }
  t.equal((await call('GET', '/v1/people/me', { as: asKey })).status, 403)
  t.equal((await call('POST', '/v1/api-keys', { as: asKey, body: { name: 'another' } })).status, 403)
  t.equal(await authenticate(`${body.key.slice(0, -1)}~`), undefined)
  t.equal(await authenticate(`adal_${body.id}_${'x'.repeat(43)}`), undefined)
  t.equal(await authenticate(`adal_${row}_${'x'.repeat(43)}`), undefined)
})

t.test('a collector makes keys for her own ledger', async (t) => {
  const collector = await home.signUp()
  await call('POST', '/v1/people/me/identity', { as: collector, body: { iin: '900101350013' } })
  const { status, body } = await make(collector, { name: 'card reader' })
  t.equal(status, 201)
  const ledger = await ledgerOf(home.house.read, collector.id)
  t.equal(body.ledger, ledger)
  t.match(await authenticate(body.key), { kind: 'api-key', ledger, organizations: [] })
  const list = await call('GET', '/v1/api-keys', { as: collector })
  t.match(list.body, { items: [{ id: body.id, ledger, name: 'card reader' }], next: null })
  t.notMatch(JSON.stringify(list.body), body.key)
})

t.test('a key that is ended is no longer good, whoever of the ledger ends it', async (t) => {
  const maker = await memberOf(bin, 'first-person')
  const treasurer = await memberOf(bin, 'treasurer')
  const { body } = await make(maker)
  t.ok(await authenticate(body.key))
  // She claims the same BIN for another row of the register.
  const stranger = await memberOf(bin, 'first-person', '01952c2e-0000-7000-8000-000000000002')
  t.equal((await call('DELETE', `/v1/api-keys/${body.id}`, { as: stranger })).status, 403)
  t.strictSame((await call('GET', `/v1/api-keys?ledger=${bin}`, { as: stranger })).body.items, [])
  t.equal((await call('GET', '/v1/api-keys?ledger=150640000112', { as: stranger })).status, 403)
  t.equal((await call('DELETE', `/v1/api-keys/${body.id}`)).status, 401)
  t.ok(await authenticate(body.key))
  t.equal((await call('DELETE', `/v1/api-keys/${body.id}`, { as: treasurer })).status, 204)
  t.equal(await authenticate(body.key), undefined)
  t.equal((await call('DELETE', `/v1/api-keys/${body.id}`, { as: treasurer })).status, 404)
  const { body: list } = await call('GET', `/v1/api-keys?ledger=${bin}`, { as: treasurer })
  t.notOk(list.items.some(({ id }: { id: string }) => id === body.id))
})

t.test('a key ends with the right of its maker to make it, within a second', async (t) => {
  const claimant = await memberOf('150640000112', 'first-person')
  const { body } = await make(claimant, { name: 'till', ledger: '150640000112' })
  t.ok(await authenticate(body.key))
  home.memberships.delete(claimant.id)
  await new Promise((resolve) => setTimeout(resolve, 1050))
  t.equal(await authenticate(body.key), undefined)
})
