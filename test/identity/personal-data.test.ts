import t from 'tap'
import { lookAtIdentity } from '../../src/identity/actions.js'
import { ledgerOf, personByIin, personOfLedger } from '../../src/identity/queries.js'
import { isRefusal } from '../../src/kernel/problems.js'
import { openHome, password } from './home.js'

const home = await openHome(t)
const { call } = home
const iin = '900101350013'
const fullName = 'Сәрсенова Айгерім Болатқызы'
const state = (as: { token: string }, body: object, key?: string) =>
  call('POST', '/v1/people/me/identity', { as, body, key })

t.test('who states her own IIN may collect, under an opaque ledger of her own', async (t) => {
  const person = await home.signUp('collector@example.kz')
  const stated = await state(person, { iin, fullName }, 'k-1')
  t.equal(stated.status, 200)
  t.strictSame(stated.body, { id: person.id, roles: ['collector'] })
  t.strictSame(
    (await state(person, { iin, fullName }, 'k-1')).body,
    stated.body,
    'asked again with the same key',
  )
  t.match((await call('GET', '/v1/people/me', { as: person })).body, { roles: ['collector'], hasIin: true })
  const found = await personByIin(home.house, iin)
  t.equal(found?.id, person.id)
  t.match(found?.ledger, /^p-[0-9a-f]{20}$/)
  t.equal(await ledgerOf(home.house.read, person.id), found?.ledger)
  t.equal(await personOfLedger(home.house.read, found?.ledger ?? ''), person.id)
  t.equal(await personByIin(home.house, '061211600012'), undefined)
})

t.test('an IIN is stated once by a person, and by one person', async (t) => {
  const owner = await home.signIn('collector@example.kz')
  const other = await home.signUp()
  const before = await home.leaves()
  t.equal((await state(owner, { iin: '061211600012' })).body.type, '/problems/identity-already-stated')
  t.equal((await state(other, { iin })).body.type, '/problems/iin-taken')
  t.strictSame(await home.leaves(), before)
  t.strictSame((await call('GET', '/v1/people/me', { as: other })).body.roles, [])
})

t.test('a number that is no IIN is refused by its field', async (t) => {
  const person = await home.signUp()
  for (const wrong of ['900101350014', '900101300800', '240340000128', '900231350013']) {
    const refused = await state(person, { iin: wrong })
    t.equal(refused.status, 422)
    t.equal(refused.body.errors[0].pointer, '/iin')
    t.notMatch(JSON.stringify(refused.body), wrong, 'and is not repeated')
  }
  t.equal((await call('POST', '/v1/people/me/identity', { body: { iin } })).status, 401)
})

t.test('each look at an identity is an entry of the internal log', async (t) => {
  const person = await home.signIn('collector@example.kz')
  const auditor = await home.signUp()
  const actor = { kind: 'person', id: auditor.id, roles: ['auditor'], organizations: [] } as const
  const seen = await lookAtIdentity(home.house, { actor }, person.id, 'a complaint')
  t.strictSame(seen, { name: 'Айгерім', iin, fullName })
  t.match(JSON.parse((await home.leaves()).at(-1) ?? ''), {
    action: 'person.look',
    actor: `person:${auditor.id}`,
    subject: `person:${person.id}`,
    reason: 'a complaint',
  })
  const empty = await lookAtIdentity(home.house, { actor }, auditor.id, 'a complaint')
  t.match(empty, { iin: null, fullName: null })
  const nobody = await lookAtIdentity(
    home.house,
    { actor },
    '01952c2e-0000-7000-8000-000000000000',
    'a complaint',
  )
  t.ok(isRefusal(nobody))
})

t.test('nothing personal is readable in the database, in the log or in a log line', async (t) => {
  const name = 'Name Of Somebody'
  const body = { login: 'secretive', password: 'a password to find', name, language: 'en' }
  await call('POST', '/v1/people', { body, key: 'k-2' })
  const session = await home.signIn('secretive', body.password)
  await state(session, { iin: '061211600012', fullName })
  await call('POST', '/v1/people/me/identity', { as: session, body: { iin: 'not an IIN 900101350013' } })
  await call('POST', '/v1/sessions', { body: { login: 'secretive', password: 'a password to find?' } })
  const { body: next } = await call('POST', '/v1/sessions/refresh', {
    body: { refreshToken: session.refreshToken },
  })
  const { body: apiKey } = await call('POST', '/v1/api-keys', { as: session, body: { name: 'till' } })
  await call('DELETE', `/v1/api-keys/${apiKey.id}`, { as: next })

  const kept = await Promise.all(
    [
      'people',
      'role_grants',
      'sessions',
      'refresh_tokens',
      'api_keys',
      'audit_entries',
      'idempotency_keys',
    ].map(async (table) =>
      JSON.stringify(await home.sql`SELECT to_jsonb(kept) AS kept FROM ${home.sql(table)} AS kept`),
    ),
  )
  const key = apiKey.key.slice(-43)
  const secrets = { iin, second: '061211600012', fullName, name, password, other: body.password, key }
  const tokens = {
    token: session.token,
    refresh: session.refreshToken,
    next: next.token,
    nextRefresh: next.refreshToken,
  }
  t.ok(home.lines.length > 20, 'the log has lines')
  for (const [what, secret] of Object.entries({ ...secrets, ...tokens })) {
    const asBytes = Buffer.from(secret).toString('hex')
    t.notOk(
      home.lines.some((line) => line.includes(secret)),
      `${what} is in no log line`,
    )
    t.notOk(
      kept.some((rows) => rows.includes(secret) || rows.includes(asBytes)),
      `${what} is in no row`,
    )
  }
})
