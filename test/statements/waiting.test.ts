import t, { type Test } from 'tap'
import { cardDrive, giveByCard, payout } from '../giving/payout-stories.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { bins, confirmedCharity, donation, give, ibans, iins } from '../support/stories.js'
import { charityWithDrive, imported, statementLine, statementOf } from './stories.js'

const linesOf = async (adal: Adal, as: Session, bin: string) =>
  (await adal.call('GET', `/v1/ledgers/${bin}/statement-lines`, { as })).body.items

const donationsIn = async ({ owner }: Adal): Promise<number> => {
  const [counted] = await owner<{ count: number }[]>`SELECT count(*)::int AS count FROM donations`
  return counted?.count ?? -1
}

t.test('a payment with its own reference is one gift, however many days the bank took', async (t) => {
  const { adal, session, bin, number } = await charityWithDrive(t)
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
    const { adal, session, bin, number } = await charityWithDrive(t)
    const reference = `INV-77 ${number}`
    const monthly = (day: string) =>
      give(adal, session, number, donation(500, { receivedAt: `${day}T06:00:00Z`, reference }))
    const first = await monthly('2026-03-02')
    const line = (at: number, bookedOn: string) => statementLine(at, 500, { reference, bookedOn })
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
    const { adal, session, bin, number } = await charityWithDrive(t)
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

t.test('payments of two people with one reference are not merged, whatever the days', async (t) => {
  const { adal, session, bin, number } = await charityWithDrive(t)
  const of = (person: number) => ({ binOrIin: iins[person] as string, name: `Айгүл ${person}` })
  for (const [amount, receivedAt, person] of [
    [50, '2026-03-02T06:00:00Z', 0],
    [60, '2026-03-12T06:00:00Z', 0],
    [70, '2026-03-02T06:00:00Z', 1],
  ] as const) {
    const donor = { kind: 'individual', iin: iins[person], name: 'Айгүл Серік' }
    await give(adal, session, number, donation(amount, { donor, receivedAt, reference: '1' }))
  }
  const more = { reference: '1', purpose: number, bookedOn: '2026-03-12', from: of(1) }
  const lines = [50, 60, 70].map((amount, i) => statementLine(i + 1, amount, more))
  t.match(await imported(adal, session, bin, statementOf(lines)), { linked: 1, posted: 0, unmatched: 2 })
  t.match(await linesOf(adal, session, bin), [
    { refusedBy: 'payment-may-be-known' },
    { refusedBy: 'payment-may-be-known' },
    { reason: 'own-reference-other-day' },
  ])
})

t.test(
  'the number of a collection is nobody’s own reference: it links no payment with another',
  async (t) => {
    const { adal, session, bin, number } = await charityWithDrive(t)
    for (const day of ['2026-03-02', '2026-03-10'])
      await give(adal, session, number, donation(50, { receivedAt: `${day}T06:00:00Z`, reference: number }))
    const line = (at: number, bookedOn: string) => statementLine(at, 50, { reference: number, bookedOn })
    const read = statementOf([line(1, '2026-03-06'), line(2, '2026-03-11')])
    t.match(await imported(adal, session, bin, read), { linked: 0, posted: 1, unmatched: 1 })
    t.match(await linesOf(adal, session, bin), [
      { reason: 'collection-number' },
      { refusedBy: 'payment-may-be-known' },
    ])
  },
)

t.test(
  'a gift that was recorded by hand is found by its name, also where its line names the collection',
  async (t) => {
    const { adal, session, bin, number } = await charityWithDrive(t)
    const receivedAt = '2026-03-10T06:00:00Z'
    const given = (amount: number, iin?: string) =>
      give(
        adal,
        session,
        number,
        donation(amount, { receivedAt, donor: { kind: 'individual', iin, name: 'Айгүл Серікқызы' } }),
      )
    for (const amount of [100, 300, 400]) await given(amount, iins[0])
    await given(200)
    const line = (at: number, amount: number, more: object = {}) =>
      statementLine(at, amount, {
        purpose: number,
        from: { name: 'СЕРІКҚЫЗЫ АЙГҮЛ', ...more },
        documentNumber: String(at),
      })
    const read = statementOf([
      line(1, 100),
      line(2, 200, { binOrIin: iins[1] }),
      ...[line(3, 300), line(4, 300)],
      line(5, 400, { binOrIin: iins[1] }),
      { ...line(6, 100), bookedOn: '2026-03-14' },
      line(7, 100, { name: 'Серікқызы Болат' }),
    ])
    t.match(await imported(adal, session, bin, read), { linked: 2, posted: 3, unmatched: 2 })
    const [one, two, ...others] = await linesOf(adal, session, bin)
    for (const linked of [one, two]) t.match(linked, { reason: 'amount-day-and-name' })
    const [three, four, ...posted] = others
    for (const waiting of [three, four]) t.match(waiting, { refusedBy: 'payment-may-be-known' }, 'one of two')
    for (const gift of posted) t.match(gift, { status: 'posted' }, 'another person, or another day')
  },
)

/** A charity with a drive on an account of its own, to which cards give. */
async function stageOfCards(t: Test) {
  const adal = await startAdal(t)
  const charity = await confirmedCharity(adal)
  const { session, registrar, bin } = charity
  const number = await cardDrive(adal, charity)
  const dedicated = ibans[1] as string
  const accounts = `/v1/organizations/${bin}/accounts`
  await adal.call('POST', accounts, { as: session, body: { iban: dedicated, dedicatedTo: number } })
  const confirmation = { as: registrar, body: { reasons: 'The bank confirms it.' } }
  await adal.call('POST', `${accounts}/${dedicated}/confirm`, confirmation)
  const take = (...lines: ReturnType<typeof statementLine>[]) => {
    const read = statementOf(lines)
    return { ...read, statement: { ...read.statement, account: dedicated } }
  }
  return { adal, session, bin, number, take }
}

const system = { from: { name: 'ТОО «Төлем»', binOrIin: bins[1] } }

t.test(
  'a payout that nobody has entered yet is no gift: its line waits, and is found once it is',
  async (t) => {
    const { adal, session, bin, number, take } = await stageOfCards(t)
    for (const amount of [1_000, 2_000]) await giveByCard(adal, session, number, amount)
    const person = { name: 'Айгүл', binOrIin: iins[0] }
    const read = take(
      statementLine(1, 2_955, { reference: 'P-12', bookedOn: '2026-03-13', ...system }),
      statementLine(2, 100, { from: person }),
      statementLine(3, 5_000, { from: { name: 'ТОО «Дос»', binOrIin: bins[2] } }),
    )
    t.match(await imported(adal, session, bin, read), { posted: 2, unmatched: 1 })
    t.match(await linesOf(adal, session, bin), [
      { status: 'unmatched', refusedBy: 'payment-may-be-a-payout' },
      { status: 'posted', reason: 'dedicated-account' },
      { status: 'posted' },
    ])
    t.equal((await payout(adal, session, bin, [3_000, 45], { reference: 'P-12' })).status, 201)
    t.match(await imported(adal, session, bin, read), { linked: 1, posted: 2, unmatched: 0 })
    t.equal(await donationsIn(adal), 4)
  },
)

t.test(
  'a line of who has paid out before waits while as much is in transit, whatever it names',
  async (t) => {
    const { adal, session, bin, number, take } = await stageOfCards(t)
    await giveByCard(adal, session, number, 1_000)
    await payout(adal, session, bin, [1_000, 10], { reference: 'P-1' })
    const known = take(statementLine(1, 990, { reference: 'P-1', bookedOn: '2026-03-12', ...system }))
    t.match(await imported(adal, session, bin, known), { linked: 1 })
    await giveByCard(adal, session, number, 400)
    const named = { purpose: `за пожертвования ${number}`, ...system }
    const other = take(
      statementLine(1, 396, { documentNumber: '2', ...named }),
      statementLine(2, 500, { documentNumber: '3', ...named }),
    )
    t.match(
      await imported(adal, session, bin, other),
      { posted: 1, unmatched: 1 },
      'more than was in transit is a gift',
    )
    t.equal((await payout(adal, session, bin, [400, 4], { paidOutOn: '2026-03-14' })).status, 201)
    t.match(
      await imported(adal, session, bin, other),
      { posted: 1, unmatched: 1 },
      'the payout has no line yet',
    )
    const [, waiting] = await linesOf(adal, session, bin)
    t.match(waiting, { status: 'unmatched', refusedBy: 'payment-may-be-a-payout' })
  },
)
