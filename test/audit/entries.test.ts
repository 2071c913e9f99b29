import t from 'tap'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive } from '../support/stories.js'

const adal = await startAdal(t)
const { session, bin } = await confirmedCharity(adal)
const number = await openDrive(adal, session, bin)
await give(adal, session, number, donation(1))
const auditor = await adal.signInAs('auditor')
const search = (query: string) => adal.call('GET', `/v1/audit-entries?${query}`, { as: auditor })

t.test('an auditor reads the logs page by page, and misses nothing', async (t) => {
  const { body: all } = await search('limit=200')
  const read: unknown[] = []
  for (let after = ''; ; ) {
    const { status, body } = await search(`limit=3${after}`)
    t.equal(status, 200, JSON.stringify(body))
    read.push(...body.items)
    if (body.next === null) break
    after = `&after=${encodeURIComponent(body.next)}`
  }
  t.strictSame(read, all.items)
})

t.test('the logs are searched by who, what, to what, where and when', async (t) => {
  const found = async (query: string) => (await search(query)).body.items.length
  t.equal(await found(`log=${bin}&action=donation.record`), 1)
  t.equal(await found(`subject=collection:${number}&actor=person:${session.personId}`), 3)
  t.equal(await found('from=2026-03-15T06:00:01Z'), 0)
  t.equal(await found('to=2026-03-15T05:59:59Z'), 0)
})

t.test('a place or a moment that cannot be is refused', async (t) => {
  for (const [query, pointer] of [
    ['after=x~register~1', '/query/after'],
    ['after=2026-03-15T06:00:00.000000Z~register~99999999999999999999', '/query/after'],
    ['after=2026-02-30T06:00:00.000000Z~register~1', '/query/after'],
    ['from=0000-01-01T00:00:00Z', '/query/from'],
    ['to=yesterday', '/query/to'],
    ['limit=0', '/query/limit'],
    ['whom=me', '/query/whom'],
  ] as const)
    t.match(await search(query), { status: 422, body: { errors: [{ pointer }] } }, query)
})
