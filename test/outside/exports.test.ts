import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { makeAdministrator, playStory } from '../../src/demo/play.js'
import { fridaysRates } from '../exchange/stories.js'
import { charityWithBox, moveOwn, openBox } from '../giving/box-stories.js'
import { foreignBooks } from '../giving/currency-stories.js'
import { pay, refund, reverse } from '../giving/stories.js'
import { bookkeeping, exported } from '../reports/stories.js'
import { owe, payInvoice } from '../spending/invoice-stories.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { donation, give } from '../support/stories.js'

const run = (command: string, ...given: string[]): string =>
  execFileSync(command, given, { encoding: 'utf8', maxBuffer: 2 ** 28 })

/** Balances by account and currency, in minor units; accounts that are even are left out. */
type Balances = Record<string, string>

function balancesOf(lines: readonly { account: string; amount: string }[]): Balances {
  // An account in two currencies has both of them in one cell.
  const all = lines.flatMap(({ account, amount }) =>
    amount.split(',').map((part) => {
      const [number = '', currency = ''] = part.trim().split(/\s+/)
      return [`${account} ${currency}`, number.replace('.', '')] as const
    }),
  )
  return Object.fromEntries(all.filter(([, units]) => BigInt(units || '0') !== 0n).sort())
}

/** What hledger says after its strict checks: each account and currency declared, each transaction balanced. */
function hledgerBalances(file: string): Balances {
  run('hledger', '-f', file, 'check', '--strict')
  const csv = run('hledger', '-f', file, 'balance', '--flat', '--no-total', '-O', 'csv')
  const rows: { account: string; balance: string }[] = parse(csv, { columns: true })
  return balancesOf(rows.map(({ account, balance }) => ({ account, amount: balance })))
}

function beancountBalances(file: string): Balances {
  run('bean-check', file)
  const query = 'SELECT account, sum(position) AS amount GROUP BY account ORDER BY account'
  const rows: { account: string; amount: string }[] = parse(run('bean-query', '-f', 'csv', file, query), {
    columns: true,
    trim: true,
  })
  return balancesOf(rows)
}

/** What our own trial balance says, with the names that the exports use. */
async function ownBalances(adal: Adal, as: Session, ledger: string) {
  const { body } = await adal.call('GET', `/v1/ledgers/${ledger}/accounts`, { as })
  const drives = new Map(
    (await adal.owner<{ id: string; number: string }[]>`SELECT id, number FROM collections`).map((row) => [
      row.id,
      row.number,
    ]),
  )
  const roots: Record<string, string> = {
    asset: 'Assets',
    liability: 'Liabilities',
    income: 'Income',
    expense: 'Expenses',
  }
  const [hledger, beancount]: [Balances, Balances] = [{}, {}]
  for (const { account, type, currency, debit, credit } of body.items) {
    const units = BigInt(debit) - BigInt(credit)
    if (units === 0n) continue
    const name = account.replace(/[0-9a-f-]{36}/, (fund: string) => drives.get(fund) ?? fund)
    hledger[`${name} ${currency}`] = `${units}`
    const parts = name.split(':').map((part: string) => part.slice(0, 1).toUpperCase() + part.slice(1))
    const below = parts[0] === roots[type] ? parts.slice(1) : parts
    beancount[`${[roots[type], ...below].join(':')} ${currency}`] = `${units}`
  }
  const sorted = (balances: Balances) => Object.fromEntries(Object.entries(balances).sort())
  return { hledger: sorted(hledger), beancount: sorted(beancount) }
}

async function compare(t: Test, adal: Adal, as: Session, ledger: string) {
  const folder = t.testdir()
  const own = await ownBalances(adal, as, ledger)
  t.ok(Object.keys(own.hledger).length > 1, `${Object.keys(own.hledger).length} accounts`)
  for (const [form, balances] of [
    ['hledger', hledgerBalances],
    ['beancount', beancountBalances],
  ] as const) {
    const file = join(folder, `journal.${form}`)
    writeFileSync(file, (await exported(adal, as, { bin: ledger }, form)).bytes)
    t.strictSame(balances(file), own[form], `${form} says the same of ${ledger}, to the tiyn`)
  }
}

t.test('every ledger of the demo story passes hledger and beancount with our balances', async (t) => {
  const adal = await startAdal(t, { now: '2026-11-20T06:00:00Z' })
  const address = await adal.app.listen({ port: 0, host: '127.0.0.1' })
  await playStory(await makeAdministrator(adal.house), address, { tell: () => {}, now: adal.clock() })
  const auditor = await adal.signInAs('auditor')
  const ledgers = await adal.owner<{ ledger: string }[]>`
    SELECT DISTINCT ledger FROM transactions ORDER BY ledger`
  t.ok(ledgers.length > 1)
  for (const { ledger } of ledgers) await compare(t, adal, auditor, ledger)
})

t.test('so does a ledger of some hundreds of transactions made at random', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number, other } = await bookkeeping(adal)
  const done: string[] = []
  const step = fc.record({
    what: fc.constantFrom('give', 'give', 'pay', 'refund', 'reverse'),
    drive: fc.constantFrom(number, other),
    category: fc.constantFrom('housing', 'food-2', 'collecting-costs'),
    tiyn: fc.integer({ min: 1, max: 99_999_999 }),
    which: fc.nat(),
  })
  for (const { what, drive, category, tiyn, which } of fc.sample(step, { numRuns: 400, seed: 20_260_315 })) {
    const amount = { amount: String(what === 'give' ? tiyn : Math.ceil(tiyn / 9)), currency: 'KZT' }
    const target = done[which % Math.max(1, done.length)] ?? ''
    const takes = {
      give: () => give(adal, session, drive, donation(0, { amount })),
      pay: () => pay(adal, session, drive, 0, { amount, category }),
      refund: () => refund(adal, session, drive, target, 1),
      reverse: () => reverse(adal, session, target),
    }
    // What the books do not allow is refused, and no part of them.
    const { status, body } = await takes[what as keyof typeof takes]()
    if (status === 201) done.push(body.refund ?? body.donation ?? body.disbursement ?? body.reversal)
  }
  t.ok(done.length > 250, `${done.length} transactions`)
  await compare(t, adal, session, bin)
})

t.test('so does a ledger of boxes, and of what is owed', async (t) => {
  const adal = await startAdal(t)
  const at = await charityWithBox(adal)
  const { session, bin, number } = at
  await openBox(adal, at, 84_000)
  await moveOwn(adal, session, bin, 80_000)
  const { invoice } = (await owe(adal, session, number, 30_000)).body
  await payInvoice(adal, session, invoice)
  await owe(adal, session, number, 500, { category: 'collecting-costs' })
  await compare(t, adal, session, bin)
})

t.test('so does a ledger in three currencies, and hledger values it by our prices', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await foreignBooks(adal, fridaysRates)
  await compare(t, adal, session, bin)
  const file = join(t.testdir(), 'journal.hledger')
  writeFileSync(file, (await exported(adal, session, { bin }, 'hledger')).bytes)
  // 20.33 USD × 450.27 + 4,900.02 RUB × 5.63
  const valued = run(
    'hledger',
    '-f',
    file,
    'balance',
    'assets:bank',
    'cur:USD|RUB',
    '-X',
    'KZT',
    '--no-total',
  )
  t.match(valued, /36741\.10 KZT/)
})
