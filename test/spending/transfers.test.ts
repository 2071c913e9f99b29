import t from 'tap'
import { decide, filed, flood } from '../approvals/stories.js'
import { enact } from '../collections/stories.js'
import { problemOf, reverse } from '../giving/stories.js'
import { startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { donation, drive, give, tenge } from '../support/stories.js'
import { boundOf, fundOfTwo, spend } from './bound-stories.js'
import { askForTransfer, decideOnTransfer } from './transfer-stories.js'

t.test(
  'money goes to another fund by decision of the registrar, and is neither given nor spent',
  async (t) => {
    const adal = await startAdal(t)
    const fund = await fundOfTwo(adal)
    const [houses, fodder] = [await fund.drive(10_000), await fund.drive(2_000)]
    const asked = await askForTransfer(adal, fund.first, houses, fodder, 4_000)
    t.match(asked, { status: 201, body: { status: 'pending', authority: 'registrar', article: null } })
    t.match(
      (await spend(adal, fund.first, houses, 6_001)).body,
      { available: tenge(6_000) },
      'it is reserved',
    )
    t.equal((await decideOnTransfer(adal, fund.first, asked.body.id)).status, 403, 'nobody decides his own')
    t.match((await decideOnTransfer(adal, fund.registrar, asked.body.id)).body, { status: 'approved' })
    t.equal(
      problemOf(await decideOnTransfer(adal, fund.registrar, asked.body.id)),
      '409 fund-transfer-decided',
    )
    t.equal(
      await ledgerTable(adal, fund.first, fund.bin),
      table(`
      account               debit  credit
      assets:bank          16 000   4 000
      fund 1:raised             0  10 000
      fund 1:transfer-out   4 000       0
      fund 2:raised             0   2 000
      fund 2:transfer-in        0   4 000
      -----------------------------------
      KZT                  20 000  20 000`),
    )
    const [from, to] = [await boundOf(adal, houses), await boundOf(adal, fodder)]
    t.match(from.figures, {
      raised: tenge(10_000),
      spent: tenge(0),
      transferredOut: tenge(4_000),
      left: tenge(6_000),
    })
    t.match(from.purposeBound, {
      paidOutPercent: 0,
      transfers: [{ direction: 'out', other: fodder, status: 'approved' }],
    })
    t.match(to.figures, { raised: tenge(2_000), transferredIn: tenge(4_000), left: tenge(6_000) })
    t.match(to.purposeBound.transfers, [{ direction: 'in', other: houses, reasons: /fodder is short/ }])
    const shown = await adal.call('GET', `/collections/${fodder}?language=en`)
    t.match(shown.body, /the law in force names no authority/, 'the page says by whose default')
  },
)

t.test('a transfer that was refused leaves the money where it is, and stays published', async (t) => {
  const adal = await startAdal(t)
  const fund = await fundOfTwo(adal)
  const [houses, fodder] = [await fund.drive(10_000), await fund.drive(2_000)]
  const { body } = await askForTransfer(adal, fund.first, houses, fodder, 10_000)
  t.equal(problemOf(await askForTransfer(adal, fund.first, houses, fodder, 1)), '422 disbursement-above-fund')
  t.match((await decideOnTransfer(adal, fund.registrar, body.id, 'refuse')).body, { status: 'refused' })
  const page = await boundOf(adal, houses)
  t.match(page.figures, { left: tenge(10_000), transferredOut: tenge(0) })
  t.match(page.purposeBound.transfers, [{ status: 'refused', decisionReasons: /close enough/ }])
})

t.test('a transfer is not reversed, but asked for the other way round', async (t) => {
  const adal = await startAdal(t)
  const fund = await fundOfTwo(adal)
  const [houses, fodder] = [await fund.drive(10_000), await fund.drive(2_000)]
  const { body } = await askForTransfer(adal, fund.first, houses, fodder, 4_000)
  await decideOnTransfer(adal, fund.registrar, body.id)
  const { items } = (await adal.call('GET', `/v1/ledgers/${fund.bin}/transactions`, { as: fund.first })).body
  const { id } = items.find(({ kind }: { kind: string }) => kind === 'fund-transfer')
  t.equal(problemOf(await reverse(adal, fund.first, id)), '409 not-reversible')
  t.equal((await askForTransfer(adal, fund.first, fodder, houses, 4_000)).status, 201)
})

t.test('what was promised of the rest binds it, and other books are no other fund', async (t) => {
  const adal = await startAdal(t)
  const fund = await fundOfTwo(adal)
  const stranger = await fundOfTwo(adal)
  const spending = (leftOver: string) => ({ spending: { categories: ['housing'], leftOver } })
  const animals = { purpose: { ...drive('').purpose, category: 'animals' } }
  const refunding = await fund.drive(1_000, spending('refund'))
  const bound = await fund.drive(1_000, spending('same-purpose'))
  const [same, other, foreign] = [await fund.drive(1), await fund.drive(1, animals), await stranger.drive(1)]
  t.equal(problemOf(await askForTransfer(adal, fund.first, refunding, same, 500)), '409 left-over-is-bound')
  t.equal(problemOf(await askForTransfer(adal, fund.first, bound, other, 500)), '409 left-over-is-bound')
  t.equal(problemOf(await askForTransfer(adal, fund.first, bound, foreign, 500)), '422 fund-of-other-books')
  t.equal(problemOf(await askForTransfer(adal, fund.first, bound, bound, 500)), '422 invalid-request')
  t.equal((await askForTransfer(adal, fund.first, bound, same, 500)).status, 201)
})

t.test(
  'where the law has the akimat decide who collects for an emergency, it decides on that money',
  async (t) => {
    const adal = await startAdal(t)
    const story = await flood(adal)
    const { fund, emergency, akimat } = story
    const open = async (more: object) => {
      const registered = await adal.call('POST', '/v1/collections', {
        as: fund.by,
        body: drive(fund.bin, more),
      })
      const { number } = registered.body
      if ('emergency' in more) await decide(adal, akimat, await filed(adal, story, number), 'approve')
      await adal.call('POST', `/v1/collections/${number}/open`, {
        as: fund.by,
        body: { openedOn: '2026-03-01' },
      })
      await give(adal, fund.by, number, donation(1_000))
      return number as string
    }
    const [floods, others] = [await open({ emergency }), await open({})]
    await enact(adal, 'kz-draft-ban-2024', '2026-03-15')
    const asked = await askForTransfer(adal, fund.by, floods, others, 500)
    t.match(asked, { status: 201, body: { authority: 'akimat', article: /./ } })
    t.equal((await decideOnTransfer(adal, fund.registrar, asked.body.id)).status, 403)
    const elsewhere = await adal.signInAs('akimat', { region: '750000000' })
    t.equal((await decideOnTransfer(adal, elsewhere, asked.body.id)).status, 403)
    t.match((await decideOnTransfer(adal, akimat, asked.body.id)).body, { status: 'approved' })
  },
)

t.test(
  'two transfers that cross each other at once are both decided, and no fund falls below zero',
  async (t) => {
    const adal = await startAdal(t)
    const fund = await fundOfTwo(adal)
    const [one, other] = [await fund.drive(1_000), await fund.drive(1_000)]
    const asked = [
      await askForTransfer(adal, fund.first, one, other, 1_000),
      await askForTransfer(adal, fund.first, other, one, 1_000),
    ]
    const decided = await Promise.all(
      asked.map(({ body }) => decideOnTransfer(adal, fund.registrar, body.id)),
    )
    t.strictSame(
      decided.map(({ status }) => status),
      [201, 201],
    )
    for (const number of [one, other]) t.match((await boundOf(adal, number)).figures, { left: tenge(1_000) })
  },
)
