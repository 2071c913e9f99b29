import t from 'tap'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, iins, openDrive } from '../support/stories.js'
import { imported, statementLine, statementOf } from './stories.js'

const linesOf = async (adal: Adal, as: Session, bin: string) =>
  (await adal.call('GET', `/v1/ledgers/${bin}/statement-lines`, { as })).body.items

const donationsIn = async ({ owner }: Adal): Promise<number> => {
  const [counted] = await owner<{ count: number }[]>`SELECT count(*)::int AS count FROM donations`
  return counted?.count ?? -1
}

t.test('a payment with its own reference is one gift, however many days the bank took', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const known = { receivedAt: '2026-03-02T06:00:00Z', reference: `INV-77 ${number}` }
  const { body } = await give(adal, session, number, donation(500, known))
  const read = statementOf([
    statementLine(1, 500, { reference: known.reference, bookedOn: '2026-03-12' }),
    statementLine(2, 501, { reference: known.reference, bookedOn: '2026-03-12' }),
  ])
  t.match(await imported(adal, session, bin, read), { linked: 1, posted: 1, unmatched: 0 })
  t.match(await linesOf(adal, session, bin), [
    { reason: 'own-reference-other-day', transaction: body.donation },
    { reason: 'collection-number', amount: { amount: '50100' } },
  ])
  t.equal(await donationsIn(adal), 2)
})

t.test(
  'where several have one reference and one sum a person decides, and none is taken again',
  async (t) => {
    const adal = await startAdal(t)
    const { session, bin } = await confirmedCharity(adal)
    const number = await openDrive(adal, session, bin)
    const monthly = (day: string) =>
      give(adal, session, number, donation(500, { receivedAt: `${day}T06:00:00Z`, reference: number }))
    const first = await monthly('2026-03-02')
    const line = (at: number, bookedOn: string) => statementLine(at, 500, { reference: number, bookedOn })
    const statement = await imported(
      adal,
      session,
      bin,
      statementOf([line(1, '2026-03-10'), line(2, '2026-03-11')]),
    )
    t.match(statement, { linked: 0, posted: 0, unmatched: 2 })
    for (const waiting of await linesOf(adal, session, bin))
      t.match(waiting, { status: 'unmatched', refusedBy: 'payment-may-be-known' })
    const decide = (line: number, body: object) =>
      adal.call('POST', `/v1/ledgers/${bin}/statements/${statement.id}/lines/${line}/decisions`, {
        ...{ as: session, body },
      })
    t.equal((await decide(1, { decision: 'link', transaction: first.body.donation })).status, 201)
    t.equal((await decide(2, { decision: 'post', collection: number })).status, 201)
    t.equal(await donationsIn(adal), 2)
  },
)

t.test(
  'a gift beside one of the same payer and sum that the books have may be that one, and waits',
  async (t) => {
    const adal = await startAdal(t)
    const { session, bin } = await confirmedCharity(adal)
    const number = await openDrive(adal, session, bin)
    const donor = { kind: 'individual', iin: iins[0], name: 'Айгүл' }
    await give(adal, session, number, donation(100, { donor, receivedAt: '2026-03-10T06:00:00Z' }))
    const line = (at: number, bookedOn: string) =>
      statementLine(at, 100, { purpose: number, from: { binOrIin: iins[0] }, bookedOn })
    const statement = await imported(
      adal,
      session,
      bin,
      statementOf([line(1, '2026-03-10'), line(2, '2026-03-13'), line(3, '2026-03-14')]),
    )
    t.match(statement, { linked: 0, posted: 1, unmatched: 2 })
  },
)
