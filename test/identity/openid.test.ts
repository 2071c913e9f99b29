import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import t from 'tap'
import { openHome } from './home.js'

/** A provider as small as one can be: discovery, one key, and tokens for the asking. */
async function openProvider() {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const other = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }
  let away = true
  const server = createServer((request, response) => {
    if (away) return response.writeHead(500).end()
    const documents: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/keys` },
      '/keys': { keys: [jwk] },
    }
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify(documents[request.url ?? ''] ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const tokenFor = (
    sub: string,
    claims: object,
    { audience = 'adal', key = privateKey, from = issuer } = {},
  ) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setIssuer(from)
      .setAudience(audience)
      .setSubject(sub)
      .setIssuedAt(new Date('2026-03-15T05:59:00Z'))
      .setExpirationTime(new Date('2026-03-15T06:10:00Z'))
      .sign(key)
  const comesBack = () => {
    away = false
  }
  return { issuer, tokenFor, stranger: other.privateKey, comesBack }
}

const provider = await openProvider()
const { issuer, tokenFor } = provider
const home = await openHome(t, { oidc: { issuer, audience: 'adal', roleClaim: 'realm_access.roles' } })
const me = (token: string) => home.call('GET', '/v1/people/me', { as: { token } })
const claims = (...roles: string[]) => ({ realm_access: { roles } })

t.test('while the provider is away, nobody is told that her token is bad', async (t) => {
  const answer = await me(await tokenFor('900101350013', claims('auditor')))
  t.equal(answer.status, 503)
  t.equal(answer.body.type, '/problems/identity-provider-away')
  provider.comesBack()
})

t.test(
  'who comes from the provider for the first time becomes a person, with the roles of its claim',
  async (t) => {
    const token = await tokenFor('900101350013', {
      ...claims('auditor', 'offline_access'),
      name: 'Дәурен',
      locale: 'kk-KZ',
    })
    const first = await me(token)
    t.equal(first.status, 200)
    t.match(first.body, {
      name: 'Дәурен',
      language: 'kk',
      roles: ['auditor'],
      organizations: [],
      hasIin: false,
    })
    t.notOk('login' in first.body)
    const later = await me(await tokenFor('900101350013', claims('registrar')))
    t.equal(later.body.id, first.body.id, 'she is the same person with the next token')
    t.strictSame(later.body.roles, ['registrar'])
    const rows = JSON.stringify(await home.sql`SELECT to_jsonb(people) AS kept FROM people`)
    t.notMatch(rows, '900101350013', 'the subject may be an IIN, and is not kept')
  },
)

t.test('many first requests at once make one person', async (t) => {
  const token = await tokenFor('at-once', claims())
  const answers = await Promise.all(Array.from({ length: 5 }, () => me(token)))
  t.strictSame(
    answers.map(({ status }) => status),
    [200, 200, 200, 200, 200],
  )
  t.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
})

t.test('an akimat official needs a region that exists, and an administrator decides no case', async (t) => {
  const official = await me(await tokenFor('official', { ...claims('akimat'), region: '270000000' }))
  t.match(official.body, { roles: ['akimat'], region: '270000000' })
  t.strictSame((await me(await tokenFor('official-2', claims('akimat')))).body.roles, [])
  t.strictSame(
    (await me(await tokenFor('official-3', { ...claims('akimat'), region: '990000000' }))).body.roles,
    [],
  )
  const both = await me(await tokenFor('both', claims('administrator', 'registrar')))
  t.strictSame(both.body.roles, ['administrator'])
})

t.test('a role that was granted here counts beside those of the provider', async (t) => {
  const token = await tokenFor('collector', claims('analyst'))
  const stated = await home.call('POST', '/v1/people/me/identity', {
    as: { token },
    body: { iin: '061211600012' },
  })
  t.equal(stated.status, 200)
  t.strictSame((await me(token)).body.roles, ['collector', 'analyst'])
})

t.test(
  'a token for another audience, of another signer or issuer, or that has ended is nobody',
  async (t) => {
    const before = await home.leaves()
    const bad = [
      await tokenFor('x', claims('auditor'), { audience: 'another' }),
      await tokenFor('x', claims('auditor'), { key: provider.stranger }),
      await tokenFor('x', claims('auditor'), { from: 'https://elsewhere.example' }),
      await tokenFor('x', claims('auditor'), { from: 'adal' }),
    ]
    for (const token of bad) t.equal((await me(token)).status, 401)
    t.strictSame(await home.leaves(), before)
    const good = await tokenFor('900101350013', claims('auditor'))
    t.equal((await me(good)).status, 200)
    home.clock.set('2026-03-15T06:10:00Z')
    t.equal((await me(good)).status, 401)
    home.clock.set('2026-03-15T06:00:00Z')
  },
)

t.test('a session of the provider is not ended here', async (t) => {
  const token = await tokenFor('900101350013', claims())
  t.equal((await home.call('DELETE', '/v1/sessions/current', { as: { token } })).status, 404)
})
