import { randomUUID } from 'node:crypto'
import t from 'tap'
import { postgresError } from '../../src/database/errors.js'
import { startAdal } from '../support/app.js'

type Leg = readonly [account: number, side: 'D' | 'C', amount: number]

const adal = await startAdal(t)
const ledger = 'a-ledger'
/** Numbers of accounts: three that the ledger has, one that another ledger alone has, and one that nobody has. */
const [bank, cash, dollars, elsewhere, nowhere] = [1, 2, 3, 4, 99]
const refused = 'a transaction does not balance, or its account is not there'

/** What the database says of transactions of these legs in one statement. They, and the accounts, are taken back in any case. */
async function said(...transactions: readonly (readonly Leg[])[]): Promise<string> {
  const ids = transactions.map(() => randomUUID())
  const legs = transactions.flatMap((all, i) =>
    all.map((leg, number) => [i + 1, number + 1, ...leg] as const),
  )
  try {
    await adal.owner.begin(async (sql) => {
      await sql`SELECT account_of(l, c, 'asset', NULL, NULL, m) FROM (VALUES (${ledger}, 'bank', 'KZT'), (${ledger}, 'cash', 'KZT'),
        (${ledger}, 'bank', 'USD'), ('x', 'a', 'KZT'), ('x', 'b', 'KZT'), ('x', 'c', 'KZT'), ('x', 'd', 'KZT')) AS a (l, c, m)`
      await sql`SELECT post_transactions(${ids.map(() => ledger)}, ${ids}::uuid[], ${ids.map(() => 'test')},
        array_fill(NULL::uuid, ARRAY[${ids.length}::integer]), ${ids.map(() => '2026-03-15')}::text[]::date[], '2026-03-15T06:00:00Z',
        array_fill(NULL::uuid, ARRAY[${ids.length}::integer]), ${legs.map(([item]) => item)}::integer[],
        ${legs.map(([, number]) => number)}::smallint[], ${legs.map(([, , account]) => account)}::integer[],
        ${legs.map(([, , , side]) => side)}, ${legs.map(([, , , , amount]) => String(amount))}::bigint[])`
      throw new Error('it was taken')
    })
  } catch (error) {
    return postgresError(error)?.message ?? (error as Error).message
  }
  return 'it was kept'
}

const balanced: readonly Leg[] = [
  [bank, 'D', 100],
  [cash, 'C', 100],
]
const books: Record<string, readonly [outcome: string, ...legs: Leg[]]> = {
  'two legs': ['it was taken', ...balanced],
  'legs that balance in each of two currencies': [
    ...(['it was taken', ...balanced] as const),
    ...([
      [dollars, 'D', 7],
      [dollars, 'C', 7],
    ] as const),
  ],
  'a tiyn too little': [refused, [bank, 'D', 100], [cash, 'C', 99]],
  'one side alone': [refused, [bank, 'D', 100]],
  'two debits': [refused, [bank, 'D', 100], [cash, 'D', 100]],
  'tenge against as many dollars': [refused, [bank, 'D', 100], [dollars, 'C', 100]],
  'legs that balance over two currencies alone': [
    ...([refused, [bank, 'D', 100], [cash, 'C', 50], [dollars, 'C', 50]] as const),
  ],
  'an account that nobody has': [refused, ...balanced, [nowhere, 'D', 100], [nowhere, 'C', 100]],
  'an account that another ledger alone has': [refused, [elsewhere, 'D', 100], [elsewhere, 'C', 100]],
}

for (const [what, [outcome, ...legs]] of Object.entries(books))
  t.test(`the database, asked for ${what}: ${outcome}`, async (t) => {
    t.equal(await said(legs), outcome)
    t.equal(await said(balanced, legs), outcome, 'also beside one that balances')
  })

t.test('of the transactions of one statement none leans on another', async (t) => {
  t.equal(
    await said(
      [
        [bank, 'D', 100],
        [cash, 'C', 99],
      ],
      [
        [bank, 'D', 99],
        [cash, 'C', 100],
      ],
    ),
    refused,
  )
})
