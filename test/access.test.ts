import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Role } from '../src/kernel/actor.js'
import { roles } from '../src/kernel/actor.js'
import { startAdal } from './support/app.js'
import { iins } from './support/stories.js'

/**
 * Who may call what, written down a second time: a line a route, `everybody`, `signed-in` (whose it is decides the rest), or
 * the roles. Whoever adds a route adds its line.
 */
const lines = readFileSync('test/access.txt', 'utf8').trim().split('\n')
const table = new Map(lines.map((line) => line.split(' · ') as [string, string]))

const written = (access: unknown): string =>
  access === 'public' ? 'everybody' : Array.isArray(access) ? access.join(', ') : String(access)

t.test('the routes are those of the table, and each says what the table says', async (t) => {
  const adal = await startAdal(t)
  const routes = [...adal.app.accessOf]
    .filter(
      ([route]) => !route.startsWith('HEAD ') && !route.startsWith('OPTIONS ') && !route.includes(' /docs'),
    )
    .map(([route, access]) => `${route} · ${written(access)}`)
  t.strictSame(routes.sort(), [...lines].sort())
})

t.test('each role gets through just where the table lets it', async (t) => {
  const adal = await startAdal(t)
  const sessions = new Map<Role, Awaited<ReturnType<typeof adal.signInAs>>>()
  for (const role of roles)
    sessions.set(role, await adal.signInAs(role, role === 'collector' ? { iin: iins[0] } : {}))
  const stranger = await adal.signUp()
  for (const [route, access] of table) {
    const [method = '', pattern = ''] = route.split(' ')
    if (route === 'DELETE /v1/sessions/current') continue
    const path = pattern
      .replace(/:iban/, 'KZ60999KZT0000000001')
      .replace(/:bin/, '240340000128')
      .replace(/:kato/, '270000000')
      .replace(/:\w+/g, '01890a5d-ac96-774b-bcce-b302099a8057')
    const statusAs = async (as?: { token: string }) =>
      (await adal.call(method, path, { as, key: 'k', ...(method !== 'GET' && { body: {} }) })).status
    const anonymous = await statusAs()
    if (access === 'everybody') {
      t.notMatch([401, 403].includes(anonymous), true, `${route}: everybody`)
      continue
    }
    t.equal(anonymous, 401, `${route}: nobody without signing in`)
    if (access === 'signed-in') {
      t.not(await statusAs(stranger), 401, `${route}: whoever has signed in is heard`)
      continue
    }
    const allowed = (access ?? '').split(', ')
    t.equal(await statusAs(stranger), 403, `${route}: not without a role`)
    for (const [role, session] of sessions) {
      const status = await statusAs(session)
      // An allowed role may still be refused for what is not its own, but never for its role on an empty request.
      if (!allowed.includes(role)) t.equal(status, 403, `${route}: not as ${role}`)
      else t.notMatch([401].includes(status), true, `${route}: as ${role}`)
    }
  }
})

t.test('a payment system with a key of one ledger may give, and nothing else', async (t) => {
  const adal = await startAdal(t)
  const collector = await adal.signInAs('collector', { iin: iins[0] })
  const made = await adal.call('POST', '/v1/api-keys', { as: collector, body: { name: 'pay' } })
  t.equal(made.status, 201)
  const as = { token: made.body.key }
  for (const [route, access] of table) {
    if (access === 'everybody') continue
    const [method = '', pattern = ''] = route.split(' ')
    const path = pattern.replace(/:\w+/g, '01890a5d-ac96-774b-bcce-b302099a8057')
    const { status } = await adal.call(method, path, { as, key: 'k', ...(method !== 'GET' && { body: {} }) })
    const mayGive = /\/(donations(\/bulk)?|payouts|authorizations(\/:id\/(capture|void))?)$/.test(pattern)
    t.equal(status === 403, !mayGive, `${route}: ${mayGive ? 'may' : 'may not'}`)
  }
})
