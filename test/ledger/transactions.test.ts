import t from 'tap'
import { bookkeeping } from '../reports/stories.js'
import { startAdal } from '../support/app.js'
import { donation, give } from '../support/stories.js'

const adal = await startAdal(t)
const { session, bin, number } = await bookkeeping(adal)

/** What a search of the ledger finds: kind, and the amount of the first leg in tenge. */
async function found(query: string): Promise<string[]> {
  const { status, body } = await adal.call('GET', `/v1/ledgers/${bin}/transactions?${query}`, { as: session })
  if (status !== 200) return [`${status} ${body.errors[0].pointer}`]
  return body.items.map(
    (item: { kind: string; entries: { amount: string }[] }) =>
      `${item.kind} ${Number(item.entries[0]?.amount) / 100}`,
  )
}

t.test('a transaction is found by its amount, or by a range with both ends', async (t) => {
  t.strictSame(await found('amount=25000'), ['refund 250'])
  t.strictSame(await found('amount=500..700'), ['donation 5', 'donation 6', 'donation 7'])
  t.strictSame(await found('amount=30000..'), ['donation 1000', 'disbursement 300', 'reversal 300'])
  t.strictSame(await found('amount=..200'), ['donation 1', 'donation 2'])
  t.strictSame(await found('amount=..'), ['422 /query/amount'])
  t.strictSame(await found('amount=-5'), ['422 /query/amount'])
})

t.test('by what it is, by an account of it, and by several of these at once', async (t) => {
  t.strictSame(await found('kind=disbursement'), ['disbursement 300', 'disbursement 50'])
  const { body } = await adal.call('GET', `/v1/ledgers/${bin}/accounts`, { as: session })
  const codes: string[] = body.items.map(({ account }: { account: string }) => account)
  const housing = codes.find((code) => code.endsWith(':spent:housing')) ?? ''
  t.strictSame(await found(`account=${housing}`), ['disbursement 300', 'reversal 300'])
  t.strictSame(await found(`account=${housing}&kind=reversal&amount=30000`), ['reversal 300'])
  t.strictSame(await found(`account=${housing}&amount=1`), [])
})

t.test('as it was recorded by a moment', async (t) => {
  const known = (await found('kind=donation')).length
  adal.clock.set('2026-03-15T06:10:00Z')
  await give(adal, session, number, donation(9))
  t.equal((await found('kind=donation')).length, known + 1)
  t.equal((await found('kind=donation&asOf=2026-03-15T06:00:00Z')).length, known)
})

t.test('the pages of a fund hold each of its transactions once, as they were recorded', async (t) => {
  const page = async (query: string) =>
    (await adal.call('GET', `/v1/ledgers/${bin}/transactions?${query}`, { as: session })).body
  const { items } = await page('limit=100')
  const { fund } = items[0]
  const ids: string[] = []
  for (let after = ''; ; ) {
    const body = await page(`fund=${fund}&limit=2${after}`)
    ids.push(...body.items.map(({ id }: { id: string }) => id))
    if (body.next === null || body.next === undefined) break
    after = `&after=${body.next}`
  }
  const ofFund = items.filter((item: { fund: string }) => item.fund === fund)
  t.ok(ids.length > 5)
  t.strictSame(
    ids,
    ofFund.map(({ id }: { id: string }) => id),
  )
})
