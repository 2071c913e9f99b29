import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { problemOf } from '../giving/stories.js'
import { joined } from '../organizations/stories.js'
import { startAdal } from '../support/app.js'
import { bins } from '../support/stories.js'
import { bookkeeping, exported, sign } from './stories.js'

const adal = await startAdal(t)
const books = await bookkeeping(adal)
const { session, bin } = books
const auditor = await adal.signInAs('auditor')
const path = (form: string, ledger = bin) => `/v1/ledgers/${ledger}/exports/${form}`
const forms = ['hledger', 'beancount', 'csv', 'kit']

t.test('a kit has to wait for the first signed head of the log', async (t) => {
  const early = await adal.call('GET', path('kit'), { as: session })
  t.match([problemOf(early), early.headers['retry-after']], ['503 log-not-signed', '2'])
  await sign(adal)
  t.equal((await adal.call('GET', path('kit'), { as: session })).status, 200)
})

t.test('an auditor and the own people take an export with them, each is written down', async (t) => {
  const member = await joined(adal, { bin, by: session }, 'member')
  for (const as of [session, member, auditor])
    for (const form of forms) {
      const before = await adal.leaves()
      t.equal((await adal.call('GET', path(form), { as })).status, 200)
      t.equal(await adal.leaves(), before + 1)
    }
  const looks = await adal.call('GET', `/v1/audit-entries?action=ledger.export&limit=1`, { as: auditor })
  t.match(looks.body.items, [
    {
      log: 'internal',
      actor: `person:${auditor.personId}`,
      subject: `ledger:${bin}`,
      leaf: { facts: { form: 'kit' } },
    },
  ])
})

t.test('nobody else does, and what is refused is not written down', async (t) => {
  const before = await adal.leaves()
  for (const form of forms) {
    t.equal(problemOf(await adal.call('GET', path(form))), '401 not-signed-in')
    t.equal(problemOf(await adal.call('GET', path(form, bins[1]), { as: session })), '403 not-allowed')
    t.equal(problemOf(await adal.call('GET', path(form, bins[1]), { as: auditor })), '404 not-found')
  }
  const turned = await adal.call('GET', path('kit?from=2026-03-02&to=2026-03-01'), { as: session })
  t.match(turned, { status: 422, body: { errors: [{ pointer: '/query/to' }] } })
  t.equal((await adal.call('GET', path('csv?from=2026-03-02'), { as: session })).status, 422)
  t.equal((await adal.call('GET', path('pdf'), { as: session })).status, 404)
  t.equal(await adal.leaves(), before)
})

t.test('CSV is a line a leg, and no text in it is a formula', async (t) => {
  const { bytes, headers } = await exported(adal, session, books, 'csv')
  t.match(headers, {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': `attachment; filename="${bin}-journal.csv"`,
  })
  const text = bytes.toString('utf8')
  t.ok(text.startsWith('\ufeff'), 'a spreadsheet sees that it is UTF-8')
  const rows: Record<string, string>[] = parse(text, { bom: true, columns: true })
  t.equal(rows.length, 28)
  t.match(rows.at(0), {
    leg: '1',
    kind: 'donation',
    code: /^R-/,
    effective_on: '2026-03-10',
    recorded_at: '2026-03-15T06:00:00.000000Z',
    drive: books.number,
    account: 'assets:bank',
    side: 'debit',
    amount: '1000.00',
    currency: 'KZT',
  })
  t.match(rows.at(1), { account: `funds:${books.number}:raised`, type: 'income', side: 'credit' })
  t.match(rows.at(-1)?.reverses, /^[0-9a-f-]{36}$/)
  t.notOk(rows.some((row) => Object.values(row).some((cell) => /^[=+@\t\r-]/.test(cell))))
})

t.test('who goes away in the middle leaves no view of the database open', async (t) => {
  await adal.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = adal.app.server.address() as AddressInfo
  const headers = { authorization: `Bearer ${session.token}` }
  const open = async () => {
    const [row] = await adal.owner<{ open: number }[]>`SELECT count(*)::int AS open FROM pg_stat_activity
      WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`
    return row?.open
  }
  for (let i = 0; i < 6; i++) {
    const leaving = request(`http://127.0.0.1:${port}${path('kit')}`, { headers })
    leaving.on('error', () => {})
    leaving.end()
    const [answer] = (await once(leaving, 'response')) as [IncomingMessage]
    t.equal(answer.statusCode, 200)
    leaving.destroy()
  }
  for (let i = 0; i < 100 && (await open()) !== 0; i++) await sleep(50)
  t.equal(await open(), 0)
})

t.test('of more exports at once than there are views the last is asked to come again', async (t) => {
  const views = []
  for (let i = 0; i < 4; i++) views.push(await adal.house.snapshot())
  const refused = await adal.call('GET', path('csv'), { as: session })
  t.match([problemOf(refused), refused.headers['retry-after']], ['503 too-many-exports', '2'])
  await views.pop()?.close()
  t.equal((await adal.call('GET', path('csv'), { as: session })).status, 200)
  for (const view of views) await view?.close()
})
