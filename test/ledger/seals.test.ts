import { createHash } from 'node:crypto'
import t from 'tap'
import { canonicalJson } from '../../src/kernel/canonical-json.js'
import { later } from '../collections/stories.js'
import { pay, problemOf, refund, reverse } from '../giving/stories.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive } from '../support/stories.js'

const march = { amount: 1_000, receivedAt: '2026-03-10T10:00:00Z' }
const april = { amount: 400, receivedAt: '2026-04-02T10:00:00Z' }
const gift = ({ amount, receivedAt }: typeof march) => donation(amount, { receivedAt })

const sealing = (adal: Adal, as: Session, ledger: string, month: string) =>
  adal.call('POST', `/v1/ledgers/${ledger}/seals`, { as, body: { month } })

/** A charity in April with a gift of March in its books. */
async function inApril(t: Parameters<typeof startAdal>[0]) {
  const adal = await startAdal(t)
  const { session: before, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, before, bin)
  const { body } = await give(adal, before, number, gift(march))
  const anAuditor = await adal.signInAs('auditor')
  const session = await later(adal, '2026-04-03T06:00:00Z', before)
  const auditor = await later(adal, '2026-04-03T06:00:00Z', anAuditor)
  return { adal, session, auditor, bin, number, given: body.donation as string }
}

t.test('a sealed month holds the trial balance, the head of the log and the seal before it', async (t) => {
  const { adal, session, bin, number } = await inApril(t)
  const first = await sealing(adal, session, bin, '2026-03')
  t.equal(first.status, 201, JSON.stringify(first.body))
  const { hash, sealedAt: _, ...content } = first.body
  const again = `sha256:${createHash('sha256').update(canonicalJson(content)).digest('hex')}`
  t.equal(hash, again, 'anybody can compute the hash again')
  t.equal(content.log.size, 1, 'the one gift in the log')
  t.equal(content.previous, null)
  const bank = content.trialBalance.find(({ account }: { account: string }) => account === 'assets:bank')
  t.match(bank, { opening: '0', debit: '100000', credit: '0', closing: '100000' })

  await give(adal, session, number, gift(april))
  const as = await later(adal, '2026-05-02T06:00:00Z', session)
  const second = await sealing(adal, as, bin, '2026-04')
  t.match(second.body, { from: '2026-04-01', through: '2026-04-30', previous: hash })
  const next = second.body.trialBalance.find(({ account }: { account: string }) => account === 'assets:bank')
  t.match(next, { opening: '100000', debit: '40000', closing: '140000' }, 'opening + movements = closing')
  const { body } = await adal.call('GET', `/v1/ledgers/${bin}/seals`, { as })
  t.strictSame(
    body.items.map((seal: { hash: string }) => seal.hash),
    [second.body.hash, hash],
  )
  const entries = await adal.opened.reading<{ leaf: string }[]>`
    SELECT leaf FROM audit_entries WHERE log = ${bin} AND action = 'period.seal' ORDER BY index`
  t.strictSame(
    entries.map(({ leaf }) => JSON.parse(leaf).facts.hash),
    [hash, second.body.hash],
    'the log publishes each seal',
  )
})

t.test('a sealed month takes nothing any more; a mistake of it is reversed later', async (t) => {
  const { adal, session, bin, number, given } = await inApril(t)
  await sealing(adal, session, bin, '2026-03')
  const before = await adal.leaves()
  const refused = await Promise.all([
    give(adal, session, number, gift(march)),
    pay(adal, session, number, 10, { paidOn: '2026-03-20' }),
    refund(adal, session, number, given, 10),
    reverse(adal, session, given, { effectiveOn: '2026-03-31' }),
  ])
  for (const answer of refused) t.equal(problemOf(answer), '409 period-sealed')
  t.match(refused[0]?.body.errors, [{ pointer: '/receivedAt', detail: /2026-03-31/ }])
  t.equal(await adal.leaves(), before, 'nothing was changed')
  const reversed = await reverse(adal, session, given, { effectiveOn: '2026-04-01' })
  t.equal(reversed.status, 201, JSON.stringify(reversed.body))
})

t.test(
  'what is entered late, in a month still open, is in the seal of its month and changes no earlier one',
  async (t) => {
    const { adal, session, bin, number } = await inApril(t)
    const first = await sealing(adal, session, bin, '2026-03')
    const inMay = await later(adal, '2026-05-05T06:00:00Z', session)
    await give(adal, inMay, number, donation(70, { receivedAt: '2026-05-04T10:00:00Z' }))
    t.equal((await give(adal, inMay, number, gift(april))).status, 201, 'in May, for April')
    const inJune = await later(adal, '2026-06-02T06:00:00Z', session)
    await sealing(adal, inJune, bin, '2026-04')
    await sealing(adal, inJune, bin, '2026-05')
    const { body } = await adal.call('GET', `/v1/ledgers/${bin}/seals`, { as: inJune })
    const seals = body.items.toReversed()
    t.equal(JSON.stringify(seals[0]), JSON.stringify(first.body), 'March is as it was, byte by byte')
    const bank = seals.map((seal: { trialBalance: { account: string }[] }) =>
      seal.trialBalance.find(({ account }) => account === 'assets:bank'),
    )
    t.match(bank, [
      { opening: '0', debit: '100000', closing: '100000' },
      { opening: '100000', debit: '40000', closing: '140000' },
      { opening: '140000', debit: '7000', closing: '147000' },
    ])
  },
)

t.test('of a batch only what belongs to a sealed month is refused', async (t) => {
  const { adal, session, bin, number } = await inApril(t)
  // The drive is remembered from here on as it was before the seal.
  await give(adal, session, number, gift(april))
  await sealing(adal, session, bin, '2026-03')
  const gifts = [april, march, april, march].map(gift)
  const answers = await Promise.all(gifts.map((one) => give(adal, session, number, one)))
  t.strictSame(
    answers.map(({ status }) => status),
    [201, 409, 201, 409],
  )
})

t.test('a seal sees every gift that was taken while it was made', async (t) => {
  const { adal, session, bin, number } = await inApril(t)
  const giving = Array.from({ length: 40 }, () => give(adal, session, number, gift(march)))
  const [sealed, ...given] = await Promise.all([sealing(adal, session, bin, '2026-03'), ...giving])
  t.equal(sealed.status, 201, JSON.stringify(sealed.body))
  const taken = given.filter(({ status }) => status === 201).length
  t.ok(given.every(({ status }) => status === 201 || status === 409))
  const bank = sealed.body.trialBalance.find(({ account }: { account: string }) => account === 'assets:bank')
  t.equal(bank.closing, String((taken + 1) * 100_000), 'those that were answered, and no other')
})

t.test('a month is sealed by who keeps the books, when it is over, and once', async (t) => {
  const { adal, session, auditor, bin } = await inApril(t)
  const stranger = await adal.signUp()
  t.equal((await sealing(adal, auditor, bin, '2026-03')).status, 403, 'an auditor reads')
  t.equal((await sealing(adal, stranger, bin, '2026-03')).status, 403)
  t.equal(problemOf(await sealing(adal, session, bin, '2026-04')), '409 month-not-over')
  t.equal((await sealing(adal, session, bin, '2026-13')).status, 422)
  const twice = await Promise.all([1, 2].map(() => sealing(adal, session, bin, '2026-03')))
  t.strictSame(twice.map(({ status }) => status).sort(), [201, 409])
  t.equal(problemOf(await sealing(adal, session, bin, '2026-02')), '409 period-sealed')
})

t.test(
  "a private collector's months are hers to seal, and no log is opened under a name of no ledger",
  async (t) => {
    const adal = await startAdal(t)
    const { session, bin } = await confirmedCharity(adal)
    const signedIn = await adal.signInAs('collector', { iin: '900101300811' })
    const number = await openDrive(adal, signedIn, 'self')
    const [drive] = await adal.owner<
      { ledger: string }[]
    >`SELECT ledger FROM collections WHERE number = ${number}`
    const her = drive!.ledger
    for (const [role, as] of Object.entries({
      ...{ auditor: await adal.signInAs('auditor'), charity: session, stranger: await adal.signUp() },
      ...{ registrar: await adal.signInAs('registrar'), akimat: await adal.signInAs('akimat') },
      administrator: await adal.signInAs('administrator'),
    }))
      for (const ledger of [her, 'register', 'some-ledger'])
        t.equal(
          problemOf(await sealing(adal, as, ledger, '2026-02')),
          '403 not-allowed',
          `${role}: ${ledger}`,
        )
    const logs = await adal.owner`SELECT FROM audit_entries WHERE action = 'period.seal'`
    t.equal(logs.length, 0)
    t.equal((await sealing(adal, signedIn, her, '2026-02')).status, 201)
    t.equal(problemOf(await sealing(adal, signedIn, bin, '2026-02')), '403 not-allowed')
  },
)
