import { randomBytes } from 'node:crypto'
import { Writable } from 'node:stream'
import pino from 'pino'
import t from 'tap'
import { buildApp } from '../../src/app.js'
import { openHouse } from '../../src/house.js'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, iins, openDrive } from '../support/stories.js'
import { pay } from './stories.js'

const adal = await startAdal(t)
const { session, bin } = await confirmedCharity(adal)
const number = await openDrive(adal, session, bin)

const name = 'Гүлнар Тестбаева'
const beneficiary = 'Ерлан Сейтқали'
const secrets = [name, 'Тестбаева', iins[2], beneficiary, 'Сейтқали', iins[1]]
const giftBy = (donor: object) =>
  donation(100, { donor: { kind: 'individual', iin: iins[2], name, ...donor } })

t.test('the donor chooses who sees the name', async (t) => {
  const shown = async (donor: object) => {
    const { status, body } = await give(adal, session, number, giftBy(donor))
    t.equal(status, 201, JSON.stringify(body))
    return (await adal.call('GET', `/v1/receipts/${body.receipt.number}`)).body.donor
  }
  t.strictSame(await shown({}), { kind: 'individual' }, 'nobody, unless she says otherwise')
  t.strictSame(await shown({ visibility: 'hidden' }), { kind: 'individual' })
  t.strictSame(await shown({ visibility: 'first-name' }), { kind: 'individual', name: 'Гүлнар' })
  t.strictSame(await shown({ visibility: 'full' }), { kind: 'individual', name })
  t.strictSame(await shown({ name: undefined, visibility: 'full' }), { kind: 'individual' })
})

t.test('a receipt is found as people write its number, and another one is not', async (t) => {
  const { body } = await give(adal, session, number, donation(5))
  const written = body.receipt.number.toLowerCase().replaceAll('-', ' ')
  const found = await adal.call('GET', `/v1/receipts/${encodeURIComponent(written)}`)
  t.match(found, { status: 200, body: { number: body.receipt.number, donor: { kind: 'anonymous' } } })
  t.equal((await adal.call('GET', '/v1/receipts/R-0000-0000-0000')).status, 404)
})

t.test('no donor and no beneficiary can be read in any table, nor in any leaf', async (t) => {
  await give(adal, session, number, giftBy({ visibility: 'full' }))
  const paid = await pay(adal, session, number, 1, {
    beneficiary: { kind: 'individual', iin: iins[2], name: beneficiary },
  })
  t.equal(paid.status, 201)
  const sql = adal.opened.reading
  const columns = await sql<{ table: string; column: string; type: string }[]>`
    SELECT format('%I.%I', c.table_schema, c.table_name) AS table, c.column_name AS column, c.data_type AS type
    FROM information_schema.columns AS c JOIN information_schema.tables AS t USING (table_schema, table_name)
    WHERE t.table_type = 'BASE TABLE' AND c.table_schema NOT IN ('pg_catalog', 'information_schema')`
  t.ok(columns.length > 100)
  for (const { table, column, type } of columns) {
    const bytes = type === 'bytea' ? `"${column}"` : `convert_to("${column}"::text, 'UTF8')`
    for (const secret of secrets) {
      const found = await sql.unsafe(
        `SELECT FROM ${table} WHERE position(convert_to($1, 'UTF8') IN ${bytes}) > 0`,
        [secret],
      )
      if (found.length > 0) t.fail(`${secret} stands in ${table}.${column}`)
    }
  }
})

t.test('nothing that is written while the service works or fails names anybody', async (t) => {
  const written: string[] = []
  const stream = new Writable({
    write: (line, _, done) => {
      written.push(String(line))
      done()
    },
  })
  const own = { token: randomBytes(32), log: randomBytes(32), field: randomBytes(32) }
  const opened = await openHouse({
    ...{
      target: adal.target,
      documents: adal.documents,
      secrets: own,
      logName: 'adal.test/log',
      clock: adal.clock,
    },
    ...{ onError: (error: unknown) => written.push(String(error)), migrated: true, integrator: 'off' },
  })
  const { house, signers, readiness } = opened
  const app = await buildApp({
    house,
    signers,
    secrets: own,
    readiness,
    logger: pino({ level: 'trace' }, stream),
  })
  t.teardown(() => app.close())
  const post = (url: string, payload: object | string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } })
  const signedIn = await post('/v1/sessions', { login: session.login, password: session.password })
  const headers = { authorization: `Bearer ${signedIn.json().token}`, 'idempotency-key': 'of-its-own' }
  const path = `/v1/collections/${number}/donations`
  t.equal((await post(path, giftBy({ visibility: 'full' }), headers)).statusCode, 201)
  t.equal(
    (await post(path, giftBy({ visibility: name }), { ...headers, 'idempotency-key': '2' })).statusCode,
    422,
  )
  t.equal((await post(path, `{"donor": ${name}`, { ...headers, 'idempotency-key': '3' })).statusCode, 400)
  const receipts = await app.inject(`/v1/receipts/${encodeURIComponent(name)}?iin=${iins[2]}`)
  t.equal(receipts.statusCode, 404)

  await opened.close()
  const away = await app.inject({
    method: 'GET',
    url: `/v1/verifications?subject=${iins[2]}`,
  })
  t.equal(away.statusCode, 503)
  t.ok(written.length > 0, 'that it failed is written')
  for (const secret of [...secrets, 'Гүлнар']) t.notMatch(written.join(''), secret)
})
