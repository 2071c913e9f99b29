import t from 'tap'
import { charityWithBox, moveOwn, openBox } from '../giving/box-stories.js'
import { exported, sign, unpacked, verified } from '../reports/stories.js'
import { startAdal } from '../support/app.js'
import { ibans, tenge } from '../support/stories.js'
import { imported, statementLine, statementOf } from './stories.js'

const [iban] = ibans

t.test('what boxes held finds its line at the bank, and is never taken for a gift', async (t) => {
  const adal = await startAdal(t)
  const at = await charityWithBox(adal, { account: iban })
  const { session, bin, number } = at
  await openBox(adal, at, 84_000)
  const banked = await moveOwn(adal, session, bin, 80_000, { to: iban, movedOn: '2026-03-11' })
  const itself = { from: { name: 'Фонд', binOrIin: bin }, purpose: `Жәшіктен, ${number}` }
  const lines = [
    statementLine(1, 80_000, { ...itself, bookedOn: '2026-03-12' }),
    statementLine(2, 4_000, { ...itself, bookedOn: '2026-03-13' }),
    statementLine(3, 500, { from: { name: 'Айгүл' }, purpose: number }),
  ]
  const statement = await imported(adal, session, bin, statementOf(lines))
  t.match(statement, { linked: 1, posted: 1, unmatched: 1 })
  const path = `/v1/ledgers/${bin}/statement-lines?status=linked`
  const { body } = await adal.call('GET', path, { as: session })
  const reason = 'amount-day-and-identifier'
  t.match(body.items, [{ line: 1, transaction: banked.body.transaction, reason }])
  const shown = await adal.call('GET', `/v1/register/collections/${number}`)
  t.match(shown.body.raised, tenge(84_500), 'the box once, and the gift')

  // The rest is found once it is in the books.
  const rest = await moveOwn(adal, session, bin, 4_000, { to: iban, movedOn: '2026-03-13' })
  const decision = { decision: 'link', transaction: rest.body.transaction }
  const decided = await adal.call('POST', `/v1/ledgers/${bin}/statements/${statement.id}/lines/2/decisions`, {
    ...{ as: session, body: decision },
  })
  t.equal(decided.status, 201, JSON.stringify(decided.body))
  const query = 'from=2026-03-01&to=2026-03-14'
  const reconciled = await adal.call('GET', `/v1/ledgers/${bin}/reconciliation?${query}`, { as: session })
  t.match(reconciled.body, { explained: [], unexplained: '0', books: { closing: tenge(84_500).amount } })
})

t.test('money that an organization moves between two banks finds its line at each of them', async (t) => {
  const adal = await startAdal(t)
  const at = await charityWithBox(adal, { account: iban })
  const { session, registrar, bin } = at
  const second = ibans[1]
  const accounts = `/v1/organizations/${bin}/accounts`
  await adal.call('POST', accounts, { as: session, body: { iban: second } })
  const confirmation = { as: registrar, body: { reasons: 'The bank confirms it.' } }
  await adal.call('POST', `${accounts}/${second}/confirm`, confirmation)
  await openBox(adal, at, 900)
  await moveOwn(adal, session, bin, 900, { to: iban })
  t.equal((await moveOwn(adal, session, bin, 200, { from: iban, to: second })).status, 201)
  const itself = { from: { binOrIin: bin }, bookedOn: '2026-03-12' }
  const of = (account: string | undefined, ...lines: ReturnType<typeof statementLine>[]) => {
    const read = statementOf(lines)
    return imported(adal, session, bin, {
      ...read,
      statement: { ...read.statement, account: String(account) },
    })
  }
  t.match(await of(iban, statementLine(1, 900, itself), statementLine(2, -200, itself)), { linked: 2 })
  t.match(await of(second, statementLine(1, 200, itself)), { linked: 1 })
  await sign(adal)
  const kit = await unpacked((await exported(adal, session, { bin }, 'kit')).bytes)
  const { code, said } = await verified(t, kit, adal.opened.signers(bin).verifierKey)
  t.equal(code, 0, said)
})
