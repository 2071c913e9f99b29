import t from 'tap'
import { startAdal } from '../support/app.js'
import { anotherProcess, ask } from './stories.js'

const adal = await startAdal(t)
const session = await adal.signUp()

t.test('a stranger is told how much is left, and to wait when nothing is', async (t) => {
  const { app } = await anotherProcess(t, adal, { strangersPerMinute: 3 })
  for (const left of [2, 1, 0]) {
    const { status, headers } = await ask(app, '/v1/variants')
    t.equal(status, 200)
    t.equal(headers['ratelimit-policy'], '"strangers";q=3;w=60')
    t.match(headers.ratelimit, new RegExp(`^"strangers";r=${left};t=\\d+$`))
  }
  const refused = await ask(app, '/v1/variants')
  t.match(refused, { status: 429, body: { type: '/problems/too-many-requests' } })
  t.match(refused.headers, { 'retry-after': /^\d+$/, ratelimit: /^"strangers";r=0;t=\d+$/ })
  t.equal((await ask(app, '/v1/variants', { from: '192.0.2.2' })).status, 200, 'another address has its own')
  t.equal((await ask(app, '/health/live')).status, 200, 'whoever watches over the service is not counted')
  const known = await ask(app, '/v1/people/me', { as: session })
  t.equal(known.status, 200, 'nor is who has signed in')
  t.notOk('ratelimit' in known.headers)
})

t.test('guessing tokens and addresses counts too', async (t) => {
  const { app } = await anotherProcess(t, adal, { strangersPerMinute: 2 })
  const guess = { ...session, token: 'adal_guess' }
  const from = '192.0.2.3'
  t.equal((await ask(app, '/v1/people/me', { as: guess, from })).status, 401)
  t.equal((await ask(app, '/v1/nothing', { from })).status, 404)
  t.equal((await ask(app, '/v1/people/me', { as: guess, from })).status, 429)
  t.equal((await ask(app, '/v1/nothing', { from })).status, 429)
  t.equal((await ask(app, '/v1/people', { from, body: {} })).status, 429)
})
