import t from 'tap'
import { createAdministrator } from '../../src/identity/actions.js'
import { openHome, password } from './home.js'

const home = await openHome(t)
const { call } = home
const newcomer = { login: 'aigerim@example.kz', password, name: 'Айгерім Сәрсенова', language: 'kk' }

t.test('whoever signs up may sign in, and is nobody in particular yet', async (t) => {
  const signedUp = await call('POST', '/v1/people', { body: newcomer })
  t.equal(signedUp.status, 201)
  t.strictSame(Object.keys(signedUp.body), ['id', 'login'])
  const session = await home.signIn('AIGERIM@example.kz')
  const me = await call('GET', '/v1/people/me', { as: session })
  t.strictSame(me.body, {
    id: signedUp.body.id,
    login: 'aigerim@example.kz',
    name: 'Айгерім Сәрсенова',
    language: 'kk',
    roles: [],
    organizations: [],
    hasIin: false,
  })
})

t.test('the same sign-up with the same key is answered the same', async (t) => {
  const body = { ...newcomer, login: 'twice@example.kz' }
  const first = await call('POST', '/v1/people', { body, key: 'k-1' })
  const second = await call('POST', '/v1/people', { body, key: 'k-1' })
  t.equal(second.status, 201)
  t.strictSame(second.body, first.body)
  const other = await call('POST', '/v1/people', { body: { ...body, name: 'Other' }, key: 'k-1' })
  t.equal(other.status, 422)
})

t.test('a login is taken once, whatever its capitals', async (t) => {
  const before = await home.leaves()
  const again = await call('POST', '/v1/people', { body: { ...newcomer, login: 'Aigerim@Example.KZ' } })
  t.equal(again.status, 409)
  t.equal(again.body.type, '/problems/login-taken')
  t.strictSame(await home.leaves(), before)
})

t.test('of two sign-ups with one login at the same moment one succeeds', async (t) => {
  const body = { ...newcomer, login: 'at-once' }
  const answers = await Promise.all([
    call('POST', '/v1/people', { body }),
    call('POST', '/v1/people', { body }),
  ])
  t.strictSame(answers.map(({ status }) => status).sort(), [201, 409])
})

t.test('a sign-up with wrong fields is refused field by field, and changes nothing', async (t) => {
  const before = await home.leaves()
  const pointers = async (wrong: object) => {
    const { status, body } = await call('POST', '/v1/people', {
      body: { ...newcomer, login: 'somebody-else', ...wrong },
    })
    t.equal(status, 422)
    return body.errors.map(({ pointer }: { pointer: string }) => pointer)
  }
  t.strictSame(await pointers({ password: 'short' }), ['/password'])
  t.strictSame(await pointers({ password: 'Somebody-Else' }), ['/password'], 'the login is no password')
  t.strictSame(await pointers({ login: 'no spaces please' }), ['/login'])
  t.strictSame(await pointers({ language: 'de' }), ['/language'])
  t.strictSame(await pointers({ name: ' ' }), ['/name'])
  t.strictSame(await pointers({ roles: ['administrator'] }), ['/roles'], 'nobody signs up as something')
  t.strictSame(await home.leaves(), before)
})

t.test('the passwords of the demo are good enough', async (t) => {
  for (const part of ['charity', 'akimat', 'akimat2', 'auditor']) {
    const body = { login: `${part}@demo`, password: `demo-${part}`, name: part, language: 'ru' }
    t.equal((await call('POST', '/v1/people', { body })).status, 201)
  }
})

t.test('an administrator finds a person by login, and the look is written down', async (t) => {
  const administrator = await home.administrator()
  const found = await call('GET', '/v1/people?login=AIGERIM@example.kz', { as: administrator })
  t.equal(found.status, 200)
  t.match(found.body, {
    items: [{ login: 'aigerim@example.kz', name: 'Айгерім Сәрсенова', roles: [] }],
    next: null,
  })
  const look = JSON.parse((await home.leaves()).at(-1) ?? '')
  t.match(look, {
    action: 'person.look',
    actor: `person:${administrator.id}`,
    subject: `person:${found.body.items[0].id}`,
  })
  const nobody = await call('GET', '/v1/people?login=nobody', { as: administrator })
  t.strictSame(nobody.body, { items: [], next: null })
  t.equal((await call('GET', '/v1/people?login=%00', { as: administrator })).status, 422)
})

t.test('nobody else finds people, and strangers have no self', async (t) => {
  const person = await home.signUp()
  t.equal((await call('GET', '/v1/people?login=aigerim@example.kz', { as: person })).status, 403)
  t.equal((await call('GET', '/v1/people?login=aigerim@example.kz')).status, 401)
  t.equal((await call('GET', '/v1/people/me')).status, 401)
})

t.test('the first administrator is made once, with a good password', async (t) => {
  const input = { login: 'root@adal', password: 'a good password', name: 'Root' }
  t.match(await createAdministrator(home.house, input), { login: 'root@adal' })
  t.match(await createAdministrator(home.house, input), { refused: 'login-taken', status: 409 })
  t.match(await createAdministrator(home.house, { ...input, login: 'root-2', password: 'short' }), {
    refused: 'invalid-request',
    errors: [{ pointer: '/password' }],
  })
  const session = await home.signIn('root@adal', 'a good password')
  t.strictSame((await call('GET', '/v1/people/me', { as: session })).body.roles, ['administrator'])
})
