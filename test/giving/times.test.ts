import t from 'tap'
import { later } from '../collections/stories.js'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive } from '../support/stories.js'
import { reverse } from './stories.js'

const adal = await startAdal(t)
const { session, bin } = await confirmedCharity(adal)
const number = await openDrive(adal, session, bin)
const anAuditor = await adal.signInAs('auditor')

interface Entry {
  readonly kind: string
  readonly effectiveOn: string
  readonly recordedAt: string
}

t.test(
  'when money moved and when that was recorded are two things, and any pair can be asked for',
  async (t) => {
    // Past midnight in Almaty, though not yet by UTC.
    const early = donation(100, { receivedAt: '2026-03-04T20:00:00Z' })
    const first = await give(adal, session, number, early)
    const as = await later(adal, '2026-03-20T06:00:00Z', session)
    await give(adal, as, number, donation(20, { receivedAt: '2026-03-06T10:00:00Z' }))
    const reversed = await reverse(adal, as, first.body.donation, { effectiveOn: '2026-03-18' })
    t.equal(reversed.status, 201, JSON.stringify(reversed.body))

    const path = `/v1/ledgers/${bin}`
    const { body } = await adal.call('GET', `${path}/transactions`, { as })
    t.strictSame(
      body.items.map(({ kind, effectiveOn, recordedAt }: Entry) => [kind, effectiveOn, recordedAt]),
      [
        ['donation', '2026-03-05', '2026-03-15T06:00:00.000Z'],
        ['donation', '2026-03-06', '2026-03-20T06:00:00.000Z'],
        ['reversal', '2026-03-18', '2026-03-20T06:00:00.000Z'],
      ],
    )

    const credited = async (query: string) => {
      const { body } = await adal.call('GET', `${path}/trial-balance?${query}`, { as })
      const rows = body.accounts as { account: string; credit: string; debit: string }[]
      const raised = rows.find(({ account }) => account.endsWith(':raised'))
      return raised === undefined ? 0 : Number(raised.credit) - Number(raised.debit)
    }
    t.equal(await credited('on=2026-03-04'), 0, 'before anything took effect')
    t.equal(await credited('on=2026-03-05'), 10_000)
    t.equal(await credited('on=2026-03-06'), 12_000, 'as we know today')
    t.equal(await credited('on=2026-03-06&asOf=2026-03-15T06:00:00Z'), 10_000, 'as we knew then')
    t.equal(await credited('on=2026-03-18'), 2_000, 'the reversal has taken effect')
    t.equal(await credited('on=2026-03-18&asOf=2026-03-20T05:59:59Z'), 10_000)
    t.equal(await credited('asOf=2026-03-15T05:59:59Z'), 0, 'before anything was recorded')
  },
)

t.test('transactions are listed a page at a time, filtered by day', async (t) => {
  const as = await later(adal, '2026-03-20T06:00:00Z', session)
  const page = async (query: string) =>
    (await adal.call('GET', `/v1/ledgers/${bin}/transactions?${query}`, { as })).body
  const first = await page('limit=2')
  t.equal(first.items.length, 2)
  const second = await page(`limit=2&after=${first.next}`)
  t.match(second, { items: [{ kind: 'reversal' }], next: null })
  t.equal((await page('from=2026-03-06&to=2026-03-17')).items.length, 1)
  t.match(await page('from=yesterday'), { status: 422, errors: [{ pointer: '/query/from' }] })
  const absurd = await adal.call('GET', `/v1/ledgers/${bin}/trial-balance?asOf=0000-01-01T00:00:00Z`, { as })
  t.match(absurd, { status: 422, body: { errors: [{ pointer: '/query/asOf' }] } })
})

t.test('a ledger is read by its own people and by auditors', async (t) => {
  const as = await later(adal, '2026-03-20T06:00:00Z', session)
  const auditor = await later(adal, '2026-03-20T06:00:00Z', anAuditor)
  const stranger = await adal.signUp()
  for (const what of ['accounts', 'transactions', 'trial-balance']) {
    const statusAs = async (reader?: typeof as) =>
      (await adal.call('GET', `/v1/ledgers/${bin}/${what}`, reader && { as: reader })).status
    t.strictSame(
      [await statusAs(as), await statusAs(auditor), await statusAs(stranger), await statusAs()],
      [200, 200, 403, 401],
      what,
    )
  }
})
