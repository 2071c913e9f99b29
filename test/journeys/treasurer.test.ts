import t from 'tap'
import { pay } from '../giving/stories.js'
import { joined } from '../organizations/stories.js'
import { exported, sign, unpacked, verified } from '../reports/stories.js'
import { nobodysNumber, sample } from '../statements/files.js'
import { uploadStatement } from '../statements/uploads.js'
import { startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { confirmedCharity, donation, ibans, openDrive } from '../support/stories.js'
import { somebody } from './people.js'

t.test('a treasurer brings the file of her bank, and by the evening bank and books agree', async (t) => {
  const adal = await startAdal(t)
  const { session: director, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, director, bin)
  // The director has told the press 35,000.
  const telling = somebody(adal, director)
  await telling.succeeds(`/v1/collections/${number}/amend`, {
    announced: { amount: '3500000', currency: 'KZT' },
  })
  const auditor = somebody(adal, await adal.signInAs('auditor'))
  const as = await joined(adal, { bin, by: director }, 'treasurer')
  const treasurer = somebody(adal, as)
  const file = sample('1c-windows.txt', [nobodysNumber, number])

  const { status, body: statement } = await uploadStatement(adal, as, bin, file)
  t.equal(status, 201)
  t.match(statement, { account: ibans[0], lines: 8, posted: 6, unmatched: 2 })
  t.equal(
    await ledgerTable(adal, as, bin),
    table(`
      account            debit     credit
      assets:bank    30 500.50          0
      fund 1:raised          0  30 500.50
      -----------------------------------
      KZT            30 500.50  30 500.50`),
    'six gifts, and nothing was typed',
  )

  // Two lines wait: what the bank took, and an old bill that no collection pays.
  const lines = `/v1/ledgers/${bin}/statement-lines`
  const { items: waiting } = await treasurer.sees(`${lines}?status=unmatched`)
  t.match(waiting, [
    { side: 'debit', amount: { amount: '10000000' }, purpose: /договору № 7/ },
    { side: 'debit', amount: { amount: '35000' }, purpose: /Комиссия/ },
  ])
  const decide = (line: { line: number }, decision: object) =>
    treasurer.succeeds(`/v1/ledgers/${bin}/statements/${statement.id}/lines/${line.line}/decisions`, decision)
  const fee = await pay(adal, as, number, 350, {
    ...{ category: 'collecting-costs', paidOn: '2026-03-10' },
    beneficiary: { kind: 'organization', bin: '150640000112', name: 'АО «Банк 999»' },
  })
  t.match(fee, { status: 201, body: { status: 'posted' } })
  await decide(waiting[1], { decision: 'link', transaction: fee.body.disbursement })
  await decide(waiting[0], { decision: 'set-aside', reason: 'Shop rent of 2025, paid from our own means' })
  t.strictSame((await treasurer.sees(`${lines}?status=unmatched`)).items, [])

  const report = await treasurer.sees(`/v1/ledgers/${bin}/reconciliation?from=2026-03-01&to=2026-03-14`)
  t.match(report, {
    bank: { opening: '100000000', credits: '3050050', debits: '10035000', closing: '93015050' },
    books: { opening: '0', credits: '3050050', debits: '35000', closing: '3015050' },
    explained: [
      { what: 'opening-difference', amount: '100000000' },
      { what: 'lines-set-aside-out', count: 1, amount: '-10000000' },
    ],
    unexplained: '0',
    announced: [{ collection: number, announced: '3500000', raised: '3050050', gap: '449950' }],
  })

  // The month is over, and sealed; what comes late is dated after it.
  adal.clock.set('2026-04-02T06:00:00Z')
  const april = await treasurer.signsInAgain()
  await april.succeeds(`/v1/ledgers/${bin}/seals`, { month: '2026-03' })
  const late = donation(100, { receivedAt: '2026-03-30T06:00:00Z' })
  t.match(await april.does(`/v1/collections/${number}/donations`, late), {
    status: 409,
    body: { type: '/problems/period-sealed' },
  })
  await april.succeeds(
    `/v1/collections/${number}/donations`,
    donation(100, { receivedAt: '2026-04-01T06:00:00Z' }),
  )

  // The file is brought once more, by mistake: nothing is new. An auditor takes all of it home.
  const again = await uploadStatement(adal, april.session, bin, file)
  t.match(again, { status: 201, body: { id: statement.id, posted: 6, linked: 1, setAside: 1, unmatched: 0 } })
  await sign(adal)
  const { session: signedIn = as } = await auditor.signsInAgain()
  const kit = await unpacked((await exported(adal, signedIn, { bin }, 'kit')).bytes)
  const { code, said } = await verified(t, kit, adal.opened.signers(bin).verifierKey)
  t.equal(code, 0, said)
})
