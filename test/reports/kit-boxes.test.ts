import t from 'tap'
import { uploaded } from '../documents/stories.js'
import { charityWithBox, moveOwn, openBox, witnesses } from '../giving/box-stories.js'
import { reverse } from '../giving/stories.js'
import { startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { tenge } from '../support/stories.js'
import { exported, sign, signedAnew, unpacked, verified } from './stories.js'

t.test('a kit holds the protocols of boxes, and says nothing of who was there', async (t) => {
  const adal = await startAdal(t)
  const at = await charityWithBox(adal)
  const { session, bin, number, box } = at
  const denominations = [{ tenge: 5_000, count: 2 }]
  const foreignNotes = [{ amount: '500', currency: 'USD' }]
  const document = await uploaded(adal, session, bin)
  await openBox(adal, at, 10_000, { denominations, foreignNotes, document, place: 'Орал, "Базар"' })
  const seal = { number: '000118', state: 'broken' }
  await openBox(adal, at, 0, { openedAt: '2026-03-11T09:00:00Z', seal })
  const wrong = await openBox(adal, at, 7, { openedAt: '2026-03-12T09:00:00.500Z', seal })
  await reverse(adal, session, wrong.body.transaction)
  await moveOwn(adal, session, bin, 4_000)
  t.equal(
    await ledgerTable(adal, session, bin),
    table(`
      account         debit  credit
      assets:bank     4 000       0
      assets:boxes   10 007   4 007
      fund 1:raised       7  10 007
      -----------------------------
      KZT            14 014  14 014`),
  )
  await sign(adal)
  const kit = await unpacked((await exported(adal, session, { bin }, 'kit')).bytes)
  const { verifierKey } = adal.opened.signers(bin)
  const { code, said } = await verified(t, kit, verifierKey)
  t.equal(code, 0, said)
  t.match(said, 'docs   1 documents are packed, each under its hash')
  t.match(kit.get('box-openings.csv'), new RegExp(`${number},[-0-9a-f]+,${box}`))
  t.match(kit.get('journal.hledger'), /box-opening.*\n {4}assets:boxes {2}10000\.00 KZT/)
  t.match(kit.get('journal.beancount'), /Assets:Boxes {2}10000\.00 KZT/)
  const all = [...kit].filter(([name]) => name !== 'verify.mjs').map(([, content]) => content)
  for (const name of witnesses) t.notMatch(all.join('\n'), name)

  const sheet = await adal.call('GET', `/v1/ledgers/${bin}/yearly-sheet?year=2026`, { as: session })
  const lines = sheet.body.sections.flatMap(({ lines }: { lines: object[] }) => lines)
  t.match(
    lines.find(({ id }: { id: string }) => id === 'raised box-opening'),
    { title: { en: 'From donation boxes' }, amount: tenge(10_000).amount },
  )

  const forged = new Map(kit)
  forged.set('box-openings.csv', String(kit.get('box-openings.csv')).replace('000118', '000119'))
  const found = await verified(t, signedAnew(forged, adal.opened.signers(bin)), verifierKey)
  t.equal(found.code, 1)
  t.match(found.said, /box-openings\.csv, line 2: the row is not what the log committed to/)
})
