import t from 'tap'
import { donations } from '../../src/giving/donate.js'
import { permitByLaw } from '../../src/giving/permits.js'
import { isRefusal } from '../../src/kernel/problems.js'
import { keepStatement } from '../../src/statements/importing.js'
import { postGifts } from '../../src/statements/posting.js'
import { workThrough } from '../../src/statements/working.js'
import { fridaysRates } from '../exchange/stories.js'
import { problemOf } from '../giving/stories.js'
import { type Adal, startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive } from '../support/stories.js'
import { actorOf, statementLine, statementOf } from './stories.js'

type Read = ReturnType<typeof statementOf>

/** A charity with a drive and a statement that was kept, and not worked through yet. */
async function stage(adal: Adal, linesFor: (number: string) => Read['lines'], currency = 'KZT') {
  const { session, bin, registrar } = await confirmedCharity(adal)
  if (currency !== 'KZT') await fridaysRates(adal, registrar)
  const number = await openDrive(adal, session, bin)
  const by = { actor: actorOf(session, bin) }
  const read = statementOf(linesFor(number))
  const inCurrency = { ...read, statement: { ...read.statement, currency: currency as 'KZT' } }
  const kept = await keepStatement(adal.house, by, bin, inCurrency)
  if (isRefusal(kept)) throw new Error(kept.refused)
  // As if its file came again: something may have been begun with its lines.
  const statement = { ledger: bin, currency: 'KZT' as const, ...kept }
  const donate = donations(adal.house, permitByLaw(adal.house))
  const decide = (line: number, body: object) =>
    adal.call('POST', `/v1/ledgers/${bin}/statements/${kept.id}/lines/${line}/decisions`, {
      ...{ as: session, body },
    })
  const work = (taking = donate) => workThrough(adal.house, taking, by, statement)
  return { session, bin, number, by, statement, donate, decide, work }
}

const countOf = async ({ owner }: Adal) => {
  const [counted] = await owner<{ donations: number; matched: number; raised: string }[]>`
    SELECT (SELECT count(*)::int FROM donations) AS donations, (SELECT coalesce(sum(raised), 0)::text FROM funds) AS raised,
      (SELECT count(*)::int FROM statement_matches AS m JOIN donations AS d ON d.id = m.transaction_id) AS matched`
  return { ...counted }
}

const many = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, i) => statementLine(i + 1, 100, { documentNumber: String(i), ...more }))

t.test(
  'more people than the database has connections post lines to a drive that nobody remembers',
  async (t) => {
    const adal = await startAdal(t)
    const { number, decide } = await stage(adal, () => many(14))
    const posted = await Promise.all(
      many(14).map(({ line }) => decide(line, { decision: 'post', collection: number })),
    )
    t.strictSame([...new Set(posted.map(({ status }) => status))], [201])
    t.strictSame(await countOf(adal), { donations: 14, matched: 14, raised: '140000' })
  },
)

t.test('lines in dollars are posted by many people at once, each with its rate in the log', async (t) => {
  const adal = await startAdal(t)
  const { number, decide } = await stage(adal, () => many(12, { bookedOn: '2026-03-14' }), 'USD')
  const posted = await Promise.all(
    many(12).map(({ line }) => decide(line, { decision: 'post', collection: number })),
  )
  t.strictSame([...new Set(posted.map(({ status }) => status))], [201])
  t.match(await countOf(adal), { donations: 12, matched: 12 })
  const leaves = await adal.owner`SELECT FROM audit_entries
    WHERE action = 'statement.work-off' AND leaf LIKE '%"decision":"post"%' AND leaf LIKE '%"rate":%'`
  t.equal(leaves.length, 12)
})

t.test('a line whose gift was taken, and that has no match yet, becomes no other gift', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number, by, statement, donate, decide, work } = await stage(adal, (number) =>
    many(3, { reference: number }),
  )
  const other = await openDrive(adal, session, bin)
  const taken = (await postGifts(adal.house, donate, by.actor, statement, new Set()).next()).value
  t.equal((await countOf(adal)).matched, 0, 'the gifts are posted, and no line knows of it')
  const same = await decide(1, { decision: 'post', collection: number })
  t.match(same, { status: 201, body: { transaction: taken.matches[0].transaction } }, 'the gift that it is')
  t.equal(problemOf(await decide(2, { decision: 'post', collection: other })), '409 statement-line-decided')
  t.equal(problemOf(await decide(3, { decision: 'set-aside', reason: 'x' })), '409 statement-line-decided')
  await work()
  t.strictSame(await countOf(adal), { donations: 3, matched: 3, raised: '30000' })
})

t.test(
  'a line of which a person decides while its statement is worked through is not posted as well',
  async (t) => {
    const adal = await startAdal(t)
    const { session, bin, number, donate, decide, work } = await stage(adal, (number) =>
      many(3, { reference: number }),
    )
    const other = await openDrive(adal, session, bin)
    const decided = ['set-aside', 'other', 'same'].map(
      (how, i) => async () =>
        how === 'set-aside'
          ? decide(i + 1, { decision: how, reason: 'Of another account.' })
          : decide(i + 1, { decision: 'post', collection: how === 'other' ? other : number }),
    )
    let deciding: Promise<unknown> | undefined
    // The lines have been read; before the first is taken, the person is heard.
    await work(async (request) => {
      deciding ??= Promise.all(decided.map((decide) => decide())).then((answers) =>
        t.strictSame(
          answers.map(({ status }) => status),
          [201, 201, 201],
        ),
      )
      await deciding
      return donate(request)
    })
    t.strictSame(await countOf(adal), { donations: 2, matched: 2, raised: '20000' })
  },
)

t.test('what one collection refused may be posted to it later, or to another', async (t) => {
  const adal = await startAdal(t)
  const { session, bin, number, decide, work } = await stage(adal, (number) =>
    many(2, { reference: number, bookedOn: '2026-03-14' }),
  )
  const other = await openDrive(adal, session, bin)
  const refusing = donations(adal.house, async (drive, day) => {
    const permit = await permitByLaw(adal.house)(drive, day)
    return { ...permit, refusal: { refused: 'gate', status: 422 } as never }
  })
  await work(refusing)
  t.strictSame(await countOf(adal), { donations: 0, matched: 0, raised: '0' })
  t.equal((await decide(1, { decision: 'post', collection: other })).status, 201)
  t.equal((await decide(2, { decision: 'post', collection: number })).status, 201)
})

t.test(
  'a statement is worked through while people work off its lines, and each is counted once',
  async (t) => {
    const adal = await startAdal(t)
    const { number, decide, work } = await stage(adal, (number) => many(1_500, { reference: number }))
    const byHand = many(40).map(async (_, i) => {
      const { status } = await decide(1_500 - i * 30, { decision: 'post', collection: number })
      t.ok([201, 409].includes(status), `answered ${status}`)
    })
    await Promise.all([work(), ...byHand])
    t.strictSame(await countOf(adal), { donations: 1_500, matched: 1_500, raised: '15000000' })
  },
)

t.test('a line is linked in its own currency', async (t) => {
  const adal = await startAdal(t)
  const { session, number, decide } = await stage(adal, () => [statementLine(1, 101)], 'USD')
  const given = await give(adal, session, number, donation(101))
  const { status, body } = await decide(1, { decision: 'link', transaction: given.body.donation })
  t.strictSame([status, body.type], [422, '/problems/not-the-same-payment'], 'dollars are no tenge')
})

t.test('the key of a line is never forgotten', async (t) => {
  const adal = await startAdal(t)
  const { work } = await stage(adal, (number) => many(1, { reference: number }))
  await work()
  await t.rejects(adal.owner`DELETE FROM idempotency_keys WHERE principal LIKE 'statements:%'`, /append-only/)
})
