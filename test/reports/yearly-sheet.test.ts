import fc from 'fast-check'
import t from 'tap'
import { sheetOf } from '../../src/reports/decisions.js'
import type { YearSum } from '../../src/reports/figures.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { donation, give } from '../support/stories.js'
import { aYear, inSpring } from './sheet-stories.js'

interface Line {
  readonly id: string
  readonly of: string | null
  readonly collection: string | null
  readonly amount: string
  readonly side: string
  readonly entries: string
  readonly included: boolean
}
interface Section {
  readonly id: string
  readonly lines: readonly Line[]
  readonly total: string | null
}

const adal = await startAdal(t)
const { session, bin, houses, fodder, shelter } = await aYear(adal)
const auditor = await adal.signInAs('auditor')

const sheetFor = (as: Session | undefined, query: string, ledger = bin) =>
  adal.call('GET', `/v1/ledgers/${ledger}/yearly-sheet?${query}`, { ...(as && { as }) })
const { body: sheet } = await sheetFor(auditor, 'year=2026')
const linesIn = (id: string, { sections }: { sections: Section[] } = sheet) =>
  sections.find((section) => section.id === id)?.lines ?? []

/** What a section says, in tenge. */
const said = (id: string) =>
  linesIn(id).map(
    ({ id: line, of, amount }) => `${[line, of].filter(Boolean).join(' ')} ${Number(amount) / 100}`,
  )

/** The sum of the entries at an address, of one side less the other, by all pages. */
async function sumAt(adal: Adal, as: Session, { entries, side }: Line): Promise<bigint> {
  let sum = 0n
  for (let after = ''; ; ) {
    const { status, body } = await adal.call('GET', `${entries}&limit=3${after}`, { as })
    if (status !== 200) throw new Error(`${entries}: ${JSON.stringify(body)}`)
    for (const entry of body.items) sum += BigInt(entry.amount) * (entry.side === side ? 1n : -1n)
    if (body.next === null) return sum
    after = `&after=${body.next}`
  }
}

t.test('the sheet says where the money came from and went, out of the entries alone', async (t) => {
  t.strictSame(said('income'), [
    'individual 70000',
    'organization 90000',
    'anonymous 11000',
    'abroad 90000',
    'account income:host-fees 1400',
  ])
  t.strictSame(said('given-back'), ['raised refund 10000', 'held refund 0'])
  t.strictSame(said('spending'), [
    'spent disbursement fodder 1000',
    'spent disbursement food 0',
    'spent disbursement housing 60000',
    'costs disbursement 2000',
    'costs host-fee 1400',
  ])
  const totals = Object.fromEntries(sheet.sections.map(({ id, total }: Section) => [id, total]))
  t.match(totals, { income: '17240000', 'given-back': '1000000', spending: '6440000', funds: null })
  t.strictSame(
    sheet.collections.map(({ number }: { number: string }) => number).sort(),
    [houses, fodder, shelter].sort(),
  )
})

t.test('every figure leads to exactly the entries that sum to it', async (t) => {
  const lines: Line[] = sheet.sections.flatMap((section: Section) => section.lines)
  t.ok(lines.length > 25, `${lines.length} figures`)
  for (const line of lines)
    t.equal(
      String(await sumAt(adal, auditor, line)),
      line.amount,
      `${line.id} ${line.collection}: ${line.entries}`,
    )
})

t.test(
  'each fund and each account goes from its opening to its closing, and next year begins there',
  async (t) => {
    const { body: next } = await sheetFor(session, 'year=2027')
    for (const number of [houses, fodder, shelter]) {
      const own = linesIn('funds').filter(({ collection }) => collection === number)
      const amountOf = (id: string) => BigInt(own.find((line) => line.id === id)?.amount ?? -1)
      const moved = own.filter(({ id }) => !['opening', 'closing', 'held', 'in-kind'].includes(id))
      const movements = moved.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
      t.equal(amountOf('opening') + movements, amountOf('closing'), number)
      const opening = linesIn('funds', next).find(
        (line) => line.collection === number && line.id === 'opening',
      )
      t.equal(opening?.amount, String(amountOf('closing')), 'next year')
      t.equal(String(await sumAt(adal, session, opening as Line)), opening?.amount)
    }
    t.strictSame(said('accounts').slice(0, 4), [
      'opening assets:bank 0',
      'in assets:bank 172700',
      'out assets:bank -81700',
      'closing assets:bank 91000',
    ])
  },
)

t.test('what came later, or by another currency, changes no figure of the year', async (t) => {
  const as = await inSpring(adal, session)
  await give(adal, as, fodder, donation(1, { receivedAt: '2027-01-10T10:00:00Z' }))
  t.strictSame((await sheetFor(as, 'year=2026')).body.sections, sheet.sections)
  const { body: dollars } = await sheetFor(as, 'year=2026&currency=USD')
  t.strictSame(dollars.otherCurrencies, ['KZT'])
  t.ok(linesIn('income', dollars).every(({ amount }) => amount === '0'))
})

t.test('the law behind it is cited, with how sure Adal is of it', async (t) => {
  t.match(sheet.duties, [
    { id: 'npo-yearly-data', due: '2027-03-31', citation: { article: '41(5)', confidence: 'secondary' } },
    { id: 'money-from-abroad', due: null, citation: { article: '460-1', confidence: 'verified' } },
  ])
})

t.test('as CSV it holds the same figures', async (t) => {
  const as = await inSpring(adal, session)
  const { status, body, headers } = await adal.call('GET', `/v1/ledgers/${bin}/yearly-sheet.csv?year=2026`, {
    as,
  })
  t.equal(status, 200)
  t.match(headers, { 'content-type': /^text\/csv/, 'content-disposition': /240340000128-2026-KZT\.csv/ })
  const rows: string[] = body.trim().split('\r\n')
  const totals = sheet.sections.filter(({ total }: Section) => total !== null).length
  t.equal(rows.length, 1 + sheet.sections.flatMap(({ lines }: Section) => lines).length + totals)
  t.match(rows[1], /^income,individual,,,Жеке тұлғалардан,От физических лиц,From individuals,70000\.00,KZT,/)
})

t.test('as a page to print it speaks three languages, and each sum leads to its entries', async (t) => {
  const as = await inSpring(adal, session)
  const titles = {
    kk: 'Жылдық мәлімет: 2026',
    ru: 'Сведения за год: 2026',
    en: 'The yearly sheet: 2026',
  } as const
  for (const language of ['kk', 'ru', 'en'] as const) {
    const path = `/v1/ledgers/${bin}/yearly-sheet.html?year=2026`
    const { status, body, headers } = await adal.call('GET', path, { as, language })
    t.equal(status, 200)
    t.match(headers, { 'content-type': /^text\/html/, 'content-language': language })
    t.match(body, `<h1>${titles[language]}</h1>`)
    t.match(body, '41(5)')
    t.match(body, /<base href="http:\/\/[^/"]+\/">/, 'its links lead to the service also from a disk')
    const links = [...body.matchAll(/<a href="(\/v1\/ledgers[^"]+)">/g)].map(([, link]) =>
      link?.replaceAll('&amp;', '&'),
    )
    t.strictSame(
      links,
      sheet.sections.flatMap(({ lines }: Section) => lines.map(({ entries }) => entries)),
    )
  }
})

t.test('it is for auditors and for the own people of the ledger; a year is a year', async (t) => {
  const as = await inSpring(adal, session)
  t.equal((await sheetFor(undefined, 'year=2026')).status, 401)
  for (const form of ['csv', 'html']) {
    const path = `/v1/ledgers/${bin}/yearly-sheet.${form}?year=2026`
    t.equal((await adal.call('GET', path, { as: await adal.signUp() })).status, 403, form)
  }
  t.equal((await sheetFor(await adal.signUp(), 'year=2026')).status, 403)
  for (const query of ['', 'year=abc', 'year=20260', 'year=2026&currency=XXX', 'year=2026&x=1'])
    t.equal((await sheetFor(as, query)).status, 422, query)
  const entries = (query: string) => adal.call('GET', `/v1/ledgers/${bin}/entries?${query}`, { as })
  for (const query of [
    'role=x',
    'role=raised,,held',
    'fund=1',
    'donor=nobody',
    'counterparty=12',
    'actor=x',
    'abroad=1',
  ])
    t.equal((await entries(query)).status, 422, query)
})

const account = fc.constantFrom(
  ...(['raised', 'held', 'costs', 'in-kind'] as const).flatMap((role) =>
    ['f1', 'f2'].map((fund) => ({ account: `funds:${fund}:${role}`, type: 'income' as const, fund, role })),
  ),
  ...['food', 'housing'].map((category) => ({
    ...{
      account: `funds:f1:spent:${category}`,
      type: 'expense' as const,
      fund: 'f1',
      role: 'spent' as const,
    },
  })),
  { account: 'funds:f1:transfer-out', type: 'expense' as const, fund: 'f1', role: 'spent' as const },
  { account: 'assets:bank', type: 'asset' as const, fund: null, role: null },
)
const sum = fc.bigInt(0n, 2n ** 60n)
const movement = fc.record({
  at: account,
  origin: fc.constantFrom('donation', 'refund', 'disbursement', 'fund-transfer', 'host-fee', 'something-new'),
  ...{
    donor: fc.constantFrom('individual', 'organization', 'anonymous'),
    abroad: fc.boolean(),
    debit: sum,
    credit: sum,
  },
})

/** What a fund holds by these sums: credits less debits, and less what was opened with, which is the other way round. */
const standing = (rows: readonly YearSum[]) =>
  rows.reduce((all, { opening, debit, credit }) => all - opening + credit - debit, 0n)

const sumsOf = fc
  .tuple(
    fc.array(movement, { maxLength: 30 }),
    fc.array(fc.record({ at: account, opening: sum }), { maxLength: 9 }),
  )
  .map(([moved, before]): YearSum[] => [
    ...moved.map(({ at, origin, donor, ...rest }) => ({
      ...{ ...at, ...rest, origin, donor: origin === 'donation' ? donor : null, opening: 0n },
    })),
    ...before.map(({ at, opening }) => ({
      ...{ ...at, opening, origin: null, donor: null, abroad: false, debit: 0n, credit: 0n },
    })),
  ])

t.test('whatever was posted, also what nobody foresaw: funds foot, and no entry is left out', async (t) => {
  const year = { ledger: 'x', currency: 'KZT', from: '2026-01-01', to: '2026-12-31' }
  const collections = ['f1', 'f2'].map((id) => ({ id, number: id }) as never)
  const property = fc.property(sumsOf, (sums) => {
    const sections = sheetOf(year, sums, collections)
    const sectionOf = (id: string) => sections.find((section) => section.id === id)
    const moved = sums.filter(({ origin }) => origin !== null)
    const received = moved.filter(({ role, origin }) =>
      role === 'raised'
        ? origin !== 'fund-transfer'
        : role === 'in-kind' || (role === 'held' && origin === 'refund'),
    )
    const isWhole =
      (sectionOf('income')?.total ?? 0n) - (sectionOf('given-back')?.total ?? 0n) === standing(received)
    return (
      isWhole &&
      ['f1', 'f2'].every((fund) => {
        const lines = sectionOf('funds')?.lines.filter(({ collection }) => collection === fund) ?? []
        const amountOf = (id: string) => lines.find((line) => line.id === id)?.amount ?? 0n
        const between = lines.filter(({ id }) => !['opening', 'closing', 'held', 'in-kind'].includes(id))
        const closing = between.reduce((all, { amount }) => all + amount, amountOf('opening'))
        const own = sums.filter((row) => row.fund === fund && row.role !== 'held' && row.role !== 'in-kind')
        return closing === amountOf('closing') && closing === standing(own)
      })
    )
  })
  t.doesNotThrow(() => fc.assert(property))
})
