import t from 'tap'
import { openHome, password } from './home.js'

const home = await openHome(t)
const { call, clock } = home
const begin = new Date('2026-03-15T06:00:00Z').getTime()
const minutes = (count: number) => clock.set(new Date(begin + count * 60_000).toISOString())
const status = async (as: { token: string }) => (await call('GET', '/v1/people/me', { as })).status
const refresh = (refreshToken: string) => call('POST', '/v1/sessions/refresh', { body: { refreshToken } })

t.beforeEach(() => minutes(0))

t.test('a session says until when, and ends fifteen minutes later by the clock', async (t) => {
  const { login } = await home.signUp()
  const { status: created, body, headers } = await call('POST', '/v1/sessions', { body: { login, password } })
  t.equal(created, 201)
  t.strictSame(Object.keys(body).sort(), ['expiresAt', 'refreshToken', 'roles', 'token'])
  t.equal(body.expiresAt, '2026-03-15T06:15:00.000Z')
  t.equal(headers['cache-control'], 'no-store')
  t.equal(await status(body), 200)
  minutes(14.9)
  t.equal(await status(body), 200)
  minutes(15)
  t.equal(await status(body), 401)
})

t.test('a wrong password and an unknown login are answered alike', async (t) => {
  const { login } = await home.signUp()
  const before = await home.leaves()
  const wrong = await call('POST', '/v1/sessions', { body: { login, password: 'something else' } })
  const unknown = await call('POST', '/v1/sessions', { body: { login: 'nobody-here', password } })
  t.equal(wrong.status, 401)
  t.strictSame({ ...wrong.body, instance: '' }, { ...unknown.body, instance: '' })
  t.strictSame(await home.leaves(), before)
  t.equal((await call('POST', '/v1/sessions', { body: { login } })).body.errors[0].pointer, '/password')
})

t.test('an unknown login costs the work of a known one', async (t) => {
  const { login } = await home.signUp()
  const time = async (name: string, from: string) => {
    const started = performance.now()
    for (let i = 0; i < 8; i++)
      await call('POST', '/v1/sessions', { body: { login: name, password: 'wrong one' }, from })
    return performance.now() - started
  }
  const known = await time(login, '192.0.2.10')
  const unknown = await time('nobody-at-all', '192.0.2.10')
  t.ok(unknown > known / 3, `${unknown} ms against ${known} ms`)
})

t.test('after ten failures a login has to wait a quarter of an hour, from that address', async (t) => {
  const { login } = await home.signUp()
  const guess = (secret: string, from: string) =>
    call('POST', '/v1/sessions', { body: { login, password: secret }, from })
  const guesses = await Promise.all(Array.from({ length: 12 }, () => guess('wrong', '192.0.2.66')))
  t.equal(guesses.filter((answer) => answer.status === 401).length, 10)
  const refused = guesses.find((answer) => answer.status === 429)
  t.equal(refused?.body.type, '/problems/too-many-attempts')
  t.equal(refused?.headers['retry-after'], '900')
  t.equal((await guess(password, '192.0.2.66')).status, 429, 'also with the right password')
  t.equal((await guess(password, '192.0.2.67')).status, 201, 'she herself comes from elsewhere')
  minutes(15)
  t.equal((await guess(password, '192.0.2.66')).status, 201)
})

t.test('who signs in in between is not slowed down', async (t) => {
  const { login } = await home.signUp()
  const attempt = (secret: string) => call('POST', '/v1/sessions', { body: { login, password: secret } })
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 6; i++) t.equal((await attempt('wrong')).status, 401)
    t.equal((await attempt(password)).status, 201)
  }
})

t.test('a refresh token gives the next token, once', async (t) => {
  const session = await home.signUp()
  minutes(20)
  t.equal(await status(session), 401)
  const next = await refresh(session.refreshToken)
  t.equal(next.status, 201)
  t.equal(next.body.expiresAt, '2026-03-15T06:35:00.000Z')
  t.equal(await status(next.body), 200)
})

t.test('a refresh token that comes twice was stolen, and ends the session', async (t) => {
  const session = await home.signUp()
  const other = await home.signIn(session.login)
  const next = await refresh(session.refreshToken)
  t.equal(await status(next.body), 200)
  const again = await refresh(session.refreshToken)
  t.equal(again.status, 401)
  t.equal(again.body.type, '/problems/session-over')
  t.match(JSON.parse((await home.leaves()).at(-1) ?? ''), { action: 'session.refresh', reason: /twice/ })
  t.equal(await status(next.body), 401, 'the token of whoever came first is not good any more')
  t.equal((await refresh(next.body.refreshToken)).status, 401, 'nor is the refresh token')
  t.equal(await status(other), 200, 'her other sessions go on')
})

t.test('of two refreshes at the same moment at most one is answered', async (t) => {
  const session = await home.signUp()
  const answers = await Promise.all([refresh(session.refreshToken), refresh(session.refreshToken)])
  t.strictSame(answers.map((answer) => answer.status).sort(), [201, 401])
})

t.test('a session lasts thirty days at most, however often it is refreshed', async (t) => {
  const session = await home.signUp()
  minutes(30 * 24 * 60 - 5)
  const late = await refresh(session.refreshToken)
  t.equal(late.body.expiresAt, '2026-04-14T06:00:00.000Z')
  minutes(30 * 24 * 60)
  t.equal((await refresh(late.body.refreshToken)).status, 401)
})

t.test('an invented refresh token is refused, and changes nothing', async (t) => {
  const before = await home.leaves()
  t.equal((await refresh('invented')).status, 401)
  t.equal((await call('POST', '/v1/sessions/refresh', { body: {} })).status, 422)
  t.strictSame(await home.leaves(), before)
})

t.test('who signs out is out, in this session only', async (t) => {
  const session = await home.signUp()
  const other = await home.signIn(session.login)
  t.equal(await status(session), 200)
  const out = await call('DELETE', '/v1/sessions/current', { as: session })
  t.equal(out.status, 204)
  t.equal(out.body, null)
  t.equal(await status(session), 401)
  t.equal((await refresh(session.refreshToken)).status, 401)
  t.equal(await status(other), 200)
  t.equal((await call('DELETE', '/v1/sessions/current')).status, 401)
})

t.test('a token that was tampered with, unsigned or signed by another is nobody', async (t) => {
  const session = await home.signUp()
  const [header, claims = '', signature] = session.token.split('.')
  const forged = Buffer.from(
    JSON.stringify({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'somebody-else' }),
  ).toString('base64url')
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  t.equal(await status({ token: `${header}.${forged}.${signature}` }), 401)
  t.equal(await status({ token: `${unsigned}.${claims}.` }), 401)
  t.equal(await status({ token: 'nonsense' }), 401)
})
