import t from 'tap'
import { openHome } from './home.js'

const home = await openHome(t)
const { call } = home
const administrator = await home.administrator()
const nobody = '01952c2e-0000-7000-8000-000000000000'

const grant = (id: string, body: object, as = administrator) =>
  call('POST', `/v1/people/${id}/roles`, { as, body })
const end = (id: string, role: string, as = administrator) =>
  call('POST', `/v1/people/${id}/roles/end`, { as, body: { role } })
const me = async (as: { token: string }) => (await call('GET', '/v1/people/me', { as })).body

t.test('a role that an administrator grants counts at once, and so does its end', async (t) => {
  const person = await home.signUp()
  t.strictSame((await me(person)).roles, [])
  const granted = await grant(person.id, { role: 'registrar' })
  t.equal(granted.status, 201)
  t.strictSame(granted.body, { id: person.id, roles: ['registrar'] })
  t.strictSame((await me(person)).roles, ['registrar'])
  t.match(JSON.parse((await home.leaves()).at(-1) ?? ''), {
    action: 'role.grant',
    actor: `person:${administrator.id}`,
    subject: `person:${person.id}`,
    facts: { role: 'registrar' },
  })
  const ended = await end(person.id, 'registrar')
  t.equal(ended.status, 200)
  t.strictSame(ended.body, { id: person.id, roles: [] })
  t.strictSame((await me(person)).roles, [])
})

t.test('an akimat official is bound to a region', async (t) => {
  const person = await home.signUp()
  const before = await home.leaves()
  const unbound = await grant(person.id, { role: 'akimat' })
  t.equal(unbound.status, 422)
  t.equal(unbound.body.errors[0].pointer, '/region')
  t.equal((await grant(person.id, { role: 'akimat', region: '990000000' })).body.errors[0].pointer, '/region')
  t.equal(
    (await grant(person.id, { role: 'auditor', region: '270000000' })).body.errors[0].pointer,
    '/region',
  )
  t.equal((await grant(person.id, { role: 'king' })).body.errors[0].pointer, '/role')
  t.strictSame(await home.leaves(), before)
  t.match((await grant(person.id, { role: 'akimat', region: '270000000' })).body, {
    roles: ['akimat'],
    region: '270000000',
  })
  t.match(await me(person), { roles: ['akimat'], region: '270000000' })
})

t.test(
  'who grants roles decides no case: no administrator becomes akimat or registrar, nor the other way round',
  async (t) => {
    for (const body of [{ role: 'akimat', region: '270000000' }, { role: 'registrar' }]) {
      const own = await grant(administrator.id, body)
      t.equal(own.status, 409)
      t.equal(own.body.type, '/problems/roles-conflict')
      const official = await home.signUp()
      await grant(official.id, body)
      t.equal((await grant(official.id, { role: 'administrator' })).body.type, '/problems/roles-conflict')
    }
    const other = await home.signUp()
    t.equal((await grant(other.id, { role: 'administrator' })).status, 201)
  },
)

t.test('of two opposed roles granted at the same moment one is held', async (t) => {
  const person = await home.signUp()
  const answers = await Promise.all([
    grant(person.id, { role: 'administrator' }),
    grant(person.id, { role: 'registrar' }),
  ])
  t.strictSame(answers.map(({ status }) => status).sort(), [201, 409])
})

t.test('a role is held once, and ends only for who holds it', async (t) => {
  const person = await home.signUp()
  t.equal((await end(person.id, 'auditor')).body.type, '/problems/role-not-held')
  t.equal((await grant(person.id, { role: 'auditor' })).status, 201)
  t.equal((await grant(person.id, { role: 'auditor' })).body.type, '/problems/role-held')
  t.equal((await end(person.id, 'auditor')).status, 200)
  t.equal((await grant(person.id, { role: 'auditor' })).status, 201, 'and may be granted again')
})

t.test('a role of nobody is not found', async (t) => {
  t.equal((await grant(nobody, { role: 'auditor' })).status, 404)
  t.equal((await end(nobody, 'auditor')).status, 404)
  t.equal((await grant('not-an-id', { role: 'auditor' })).body.errors[0].pointer, '/path/id')
})

t.test('only an administrator grants and ends roles', async (t) => {
  const person = await home.signUp()
  const registrar = await home.signUp()
  await grant(registrar.id, { role: 'registrar' })
  const before = await home.leaves()
  for (const as of [person, registrar]) {
    t.equal((await grant(person.id, { role: 'administrator' }, as)).status, 403)
    t.equal((await end(administrator.id, 'administrator', as)).status, 403)
  }
  t.equal((await call('POST', `/v1/people/${person.id}/roles`, { body: { role: 'auditor' } })).status, 401)
  t.strictSame(await home.leaves(), before)
})
