import t from 'tap'
import { inBatches } from '../../src/giving/batches.js'
import { startAdal } from '../support/app.js'
import { bins, confirmedCharity, donation, give, ibans, openDrive } from '../support/stories.js'

const adal = await startAdal(t)
const one = await confirmedCharity(adal)
const other = await confirmedCharity(adal, bins[1], ibans[1])
const drives = [
  { ...one, number: await openDrive(adal, one.session, one.bin) },
  { ...other, number: await openDrive(adal, other.session, other.bin) },
  { ...one, number: await openDrive(adal, one.session, one.bin) },
]

t.test(
  'gifts to the drives of several charities at once each have their place in the log of their books',
  async (t) => {
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, i) => {
        const { session, number } = drives[i % 3]!
        return give(adal, session, number, donation(i + 1))
      }),
    )
    t.strictSame(new Set(answers.map(({ status }) => status)), new Set([201]))
    for (const [bin, gifts] of [
      [one.bin, 80],
      [other.bin, 40],
    ] as const) {
      const places = await adal.owner<{ place: bigint; recorded: string }[]>`
      SELECT log_index AS place, id AS recorded FROM donations WHERE ledger = ${bin} ORDER BY id`
      t.equal(places.length, gifts)
      const first = places[0]!.place
      t.strictSame(
        places.map(({ place }) => place),
        places.map((_, i) => first + BigInt(i)),
        'one after the other, in the order in which they came',
      )
    }
    t.strictSame((await adal.verify()).findings, [])
  },
)

t.test('a gift waits for a change of its drive that is under way, and is decided by it', async (t) => {
  // The change is made in SQL, so that the test can hold it.
  const adal = await startAdal(t, { tampered: true })
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  t.equal((await give(adal, session, number, donation(1))).status, 201, 'the drive is known')
  let given: ReturnType<typeof give> | undefined
  await adal.owner.begin(async (sql) => {
    await sql`UPDATE collections SET status = 'closed', closed_on = '2026-03-10' WHERE number = ${number}`
    await sql`SELECT set_config('adal.rows', '', true)`
    given = give(adal, session, number, donation(2))
    const early = await Promise.race([given, new Promise((resolve) => setTimeout(resolve, 300, 'waits'))])
    t.equal(early, 'waits')
  })
  t.match(await given, { status: 409, body: { type: '/problems/collection-not-open' } })
})

t.test('words with quotes, commas and backslashes arrive as they were sent', async (t) => {
  const { session, number } = drives[2]!
  const words = ['a"b', 'a\\b', 'a,b', '(a)', '{a}', '"', '\\"', ' a ', 'NULL', 'жазба — №7']
  for (const [i, reference] of words.entries())
    t.equal((await give(adal, session, number, donation(5, { reference }), `k"${i}\\,`)).status, 201)
  const kept = await adal.owner<{ reference: string }[]>`
    SELECT reference FROM donations WHERE reference IS NOT NULL ORDER BY id`
  t.strictSame(
    kept.map(({ reference }) => reference),
    words,
  )
})

t.test(
  'of the requests that are here a batch takes half, two are under way, and all are answered',
  async (t) => {
    const begun: { items: readonly number[]; end: () => void }[] = []
    const ask = inBatches<number, string>(
      40,
      (items) =>
        new Promise((resolve) =>
          begun.push({ items, end: () => resolve(items.map((item) => `answer ${item}`)) }),
        ),
    )
    const asked = Array.from({ length: 150 }, (_, i) => i)
    const answers = Promise.all(asked.slice(0, 65).map(ask))
    await new Promise(setImmediate)
    t.strictSame(
      begun.map(({ items }) => items.length),
      [33, 32],
    )
    const later = Promise.all(asked.slice(65).map(ask))
    await new Promise(setImmediate)
    t.equal(begun.length, 2, 'the rest waits')
    for (let i = 0; i < begun.length; i++) {
      begun[i]!.end()
      await new Promise(setImmediate)
    }
    const sizes = begun.map(({ items }) => items.length)
    t.strictSame(sizes.slice(2), [40, 40, 5], 'never more than a batch may hold')
    t.strictSame(
      begun.flatMap(({ items }) => items),
      asked,
      'in the order in which they came',
    )
    t.strictSame(
      [...(await answers), ...(await later)],
      asked.map((item) => `answer ${item}`),
    )
  },
)
