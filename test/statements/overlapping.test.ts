import t from 'tap'
import { isRefusal } from '../../src/kernel/problems.js'
import { keepStatement } from '../../src/statements/importing.js'
import { startAdal } from '../support/app.js'
import { donation, give, iins } from '../support/stories.js'
import { actorOf, imported, statementLine, statementOf } from './stories.js'
import { charityOfTwo } from './undoing-stories.js'

const from = { binOrIin: iins[0] as string, name: 'Айгүл Серікқызы' }

t.test(
  'the same days in another format count no gift twice, and the report says that they contradict',
  async (t) => {
    const adal = await startAdal(t)
    const { first, bin, number, ...charity } = await charityOfTwo(adal)
    const told = (format: string) =>
      charity.statement(
        statementLine(1, 100, { purpose: number, from, documentNumber: format }),
        statementLine(2, 200, { purpose: number, from, documentNumber: format }),
      )
    t.match(await told('camt'), { posted: 2, unmatched: 0 })
    await give(adal, first, number, donation(200, { donor: { kind: 'individual', iin: iins[0] } }))
    const again = await told('xlsx')
    t.match(again, { linked: 0, posted: 0, duplicates: 0, unmatched: 2 }, 'nor is it another entry')
    for (const line of await charity.linesOf('status=unmatched'))
      t.match(line, { refusedBy: 'payment-may-be-known' })
    for (const line of [1, 2])
      await charity.decide(again, line, { decision: 'set-aside', reason: 'Told before, in another format.' })
    const { bank, books, explained, unexplained } = await charity.reconciled()
    t.match([bank.closing, books.closing, unexplained], ['30000', '50000', '0'])
    t.strictSame(explained, [
      { what: 'entries-without-line-in', count: 1, amount: '-20000' },
      { what: 'lines-set-aside-in', count: 2, amount: '30000' },
      { what: 'statements-contradict', count: 1, amount: '-30000' },
    ])
    const path = `/v1/ledgers/${bin}/reconciliation?from=2026-03-15&to=2026-03-31`
    const { body } = await adal.call('GET', path, { as: first })
    t.match(body, { bank: { opening: '30000', closing: '30000' }, unexplained: '0' })
    t.notMatch(body.explained, [{ what: 'statements-contradict' }], 'what was opened with was stated')
  },
)

t.test('of a statement that was left undone each line counts unless a later one has taken it', async (t) => {
  const adal = await startAdal(t)
  const { first, bin, number, ...charity } = await charityOfTwo(adal)
  const lines = (documentNumber: string) =>
    [100, 200].map((amount, i) => statementLine(i + 1, amount, { purpose: number, from, documentNumber }))
  const undone = statementOf(lines('camt'))
  const kept = await keepStatement(adal.house, { actor: actorOf(first, bin) }, bin, undone)
  t.notOk(isRefusal(kept))
  const later = await charity.statement(...lines('xlsx'))
  t.match(later, { posted: 0, unmatched: 2 })
  t.equal((await charity.decide(later, 1, { decision: 'post', collection: number })).status, 201)
  t.match(await imported(adal, first, bin, undone), { posted: 1, unmatched: 1 })
  const [line] = await charity.linesOf('status=unmatched')
  t.match(line, { line: 1, refusedBy: 'payment-may-be-known' })
})

t.test('a statement that goes on from within the day of another adds what is new in it', async (t) => {
  const adal = await startAdal(t)
  const { first, bin, number, ...charity } = await charityOfTwo(adal)
  const gift = (line: number, documentNumber: string) =>
    statementLine(line, 100, { purpose: number, from, documentNumber })
  t.match(await charity.statement(gift(1, '1')), { posted: 1 })
  t.match(await charity.statement(gift(1, '1'), gift(2, '2')), { posted: 1, duplicates: 1, unmatched: 0 })
  t.match(await charity.reconciled(), { bank: { closing: '20000' }, explained: [], unexplained: '0' })
})

t.test('days that no statement tells are a sum that the statements do not tell', async (t) => {
  const adal = await startAdal(t)
  const { first, bin, number, ...charity } = await charityOfTwo(adal)
  const days = (from: string, to: string, line: ReturnType<typeof statementLine>, opening: number) => {
    const read = statementOf([{ ...line, bookedOn: to }], opening)
    return imported(adal, first, bin, { ...read, statement: { ...read.statement, from, to } })
  }
  await days('2026-03-01', '2026-03-03', statementLine(1, 100, { purpose: number }), 0)
  await days('2026-03-06', '2026-03-14', statementLine(1, 200, { purpose: number }), 150)
  t.match(await charity.reconciled(), {
    ...{ bank: { opening: '0', credits: '30000', closing: '35000' }, books: { closing: '30000' } },
    ...{ explained: [{ what: 'statements-contradict', amount: '5000' }], unexplained: '0' },
    gaps: [{ from: '2026-03-03', to: '2026-03-06' }],
  })
})

t.test('a statement of days within those of a longer one opens no gap after it', async (t) => {
  const adal = await startAdal(t)
  const { first, bin, number, ...charity } = await charityOfTwo(adal)
  const days = (from: string, to: string, opening: number, ...lines: ReturnType<typeof statementLine>[]) => {
    const read = statementOf(lines, opening)
    return imported(adal, first, bin, { ...read, statement: { ...read.statement, from, to } })
  }
  const gift = statementLine(1, 100, { purpose: number, bookedOn: '2026-03-05' })
  await days('2026-03-01', '2026-03-10', 0, gift, { ...gift, line: 2, bookedOn: '2026-03-09' })
  await days('2026-03-04', '2026-03-05', 0, gift)
  await days('2026-03-11', '2026-03-14', 200, { ...gift, bookedOn: '2026-03-12' })
  t.match(await charity.reconciled(), { bank: { closing: '30000' }, unexplained: '0' })
  t.strictSame((await charity.reconciled()).gaps, [])
})
