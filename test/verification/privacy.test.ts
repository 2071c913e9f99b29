import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import { buildApp } from '../../src/app.js'
import { startAdal } from '../support/app.js'

t.test('what a donor asks is in no log of the service, also when the question fails', async (t) => {
  const adal = await startAdal(t)
  const lines: string[] = []
  const stream = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line))
      done()
    },
  })
  const { house, signers, readiness } = adal.opened
  const secrets = { token: randomBytes(32), log: randomBytes(32), field: randomBytes(32) }
  const app = await buildApp({ house, signers, readiness, secrets, logger: pino({ level: 'trace' }, stream) })
  t.teardown(() => app.close())
  const subjects = ['240340000128', 'KZ60999KZT0000000001', '900101350013', '77012345678']

  async function askAll(): Promise<number[]> {
    const statuses: number[] = []
    for (const subject of subjects) {
      const asked = await app.inject({ url: `/v1/verifications?subject=${subject}` })
      const posted = await app.inject({ method: 'POST', url: '/v1/verifications', payload: { subject } })
      const form = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' }
      const page = await app.inject({
        method: 'POST',
        url: '/verify',
        headers: form,
        payload: `subject=${subject}`,
      })
      statuses.push(asked.statusCode, posted.statusCode, page.statusCode)
    }
    return statuses
  }

  t.strictSame(new Set(await askAll()), new Set([200]))
  const tables = ['organizations', 'organization_accounts', 'people']
  for (const table of tables) await adal.behindTheBack(`ALTER TABLE ${table} RENAME TO ${table}_gone`)
  t.ok((await askAll()).includes(500))
  for (const table of tables) await adal.behindTheBack(`ALTER TABLE ${table}_gone RENAME TO ${table}`)
  t.match(lines.join(''), /failed/, 'that it failed is in the log')
  for (const subject of subjects) t.notOk(lines.join('').includes(subject), 'but not what was asked')
})
