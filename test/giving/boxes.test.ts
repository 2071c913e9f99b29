import t from 'tap'
import { enact, later } from '../collections/stories.js'
import { upload } from '../documents/stories.js'
import { boundOf } from '../spending/bound-stories.js'
import { type Answer, startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { donation, give, iins, openDrive, tenge } from '../support/stories.js'
import { boxDrive, charityWithBox, listedBox, moveOwn, openBox, protocol, witnesses } from './box-stories.js'
import { pay, problemOf, reverse } from './stories.js'

const first = ({ status, body }: Answer): string =>
  `${status} ${String(body.type).split('/').at(-1)} ${body.errors?.[0]?.pointer}`

t.test('what was counted is raised and lies apart, until it is in the bank', async (t) => {
  const adal = await startAdal(t)
  const at = await charityWithBox(adal)
  const { session, bin, number, box } = at
  const denominations = [
    { tenge: 10_000, count: 8 },
    { tenge: 200, count: 20 },
  ]
  const opened = await openBox(adal, at, 84_000, { denominations })
  t.equal(opened.status, 201, JSON.stringify(opened.body))
  t.match(opened.body, { box, counted: tenge(84_000), heldForReturn: tenge(0), transaction: /^0/ })
  await give(adal, session, number, donation(500, { channel: 'box' }))
  t.equal((await moveOwn(adal, session, bin, 80_000)).status, 201)
  t.equal((await moveOwn(adal, session, bin, 1_000, { to: 'cash' })).status, 201)
  t.equal(
    await ledgerTable(adal, session, bin),
    table(`
      account          debit   credit
      assets:bank     80 000        0
      assets:boxes    84 000   81 000
      assets:cash      1 500        0
      fund 1:raised        0   84 500
      -------------------------------
      KZT            165 500  165 500`),
    'a gift by this channel that is recorded by itself is cash, as it was',
  )
  t.match(await boundOf(adal, number), {
    figures: { raised: tenge(84_500) },
    purposeBound: {
      boxes: {
        ...{ count: 1, sum: tenge(84_000), brokenSeals: 0 },
        each: [{ box, count: 1, sum: tenge(84_000), lastOpenedOn: '2026-03-10' }],
      },
    },
  })
})

t.test(
  'who was there is sealed: the drive’s own people and auditors read it, and that they looked is written down',
  async (t) => {
    const adal = await startAdal(t)
    const at = await charityWithBox(adal)
    const { session, bin, number, box } = at
    const scan = await upload(adal, session, { type: 'text/plain', content: 'the signed protocol' }, bin)
    const foreignNotes = [{ amount: '500', currency: 'USD' }]
    const opened = await openBox(adal, at, 100, {
      document: scan.body.id,
      foreignNotes,
      place: 'Орал, кеңсе',
    })
    t.equal(opened.status, 201, JSON.stringify(opened.body))
    const path = `/v1/collections/${number}/boxes/${box}/openings`
    const auditor = await adal.signInAs('auditor')
    for (const as of [session, auditor])
      t.match(await adal.call('GET', path, { as }), {
        status: 200,
        body: {
          items: [
            {
              ...{ opening: opened.body.opening, box, present: witnesses, counted: tenge(100), foreignNotes },
              ...{ place: 'Орал, кеңсе', newSeal: '000118', document: scan.body.sha256, reversed: false },
            },
          ],
          next: null,
        },
      })
    t.equal((await adal.call('GET', path, { as: await adal.signUp() })).status, 403)
    const looks = await adal.call('GET', '/v1/audit-entries?action=box-protocol.look', { as: auditor })
    t.equal(looks.body.items.length, 2)
    const kept = await adal.owner<{ said: string }[]>`
    SELECT leaf AS said FROM log_entries UNION ALL SELECT o::text FROM box_openings AS o UNION ALL SELECT answer::text FROM idempotency_keys`
    t.notMatch(kept.map(({ said }) => said).join('\n'), /Смағұлова|Қалиев/)
    t.equal(
      (await openBox(adal, at, 5, { openedAt: '2026-03-11T09:00:00Z', document: scan.body.sha256 })).status,
      422,
    )
  },
)

t.test('a broken seal is seen by everybody, and whoever asks about the box is told', async (t) => {
  const adal = await startAdal(t)
  const at = await charityWithBox(adal)
  const asked = async () => (await adal.call('POST', '/v1/verifications', { body: { subject: at.box } })).body
  const page = async (path: string) => String((await adal.call('GET', path)).body).replace(/\s+/g, ' ')
  t.match(await page(`/collections/${at.number}?lang=en`), /Орал, базар.*not opened yet/)
  t.match(await asked(), {
    verdict: 'verified',
    subjects: [{ box: { openings: 0, lastOpenedOn: null, place: 'Орал, базар' } }],
  })
  await openBox(adal, at, 1_000)
  t.match(await asked(), {
    verdict: 'verified',
    subjects: [{ box: { openings: 1, lastOpenedOn: '2026-03-10', sealBroken: false } }],
  })

  const openedAt = '2026-03-12T20:30:00Z'
  const replaced = await openBox(adal, at, 0, { openedAt, seal: { number: '999999', state: 'intact' } })
  t.equal(first(replaced), '422 box-seal-is-another /seal/number')
  const empty = await openBox(adal, at, 0, {
    openedAt,
    seal: { number: '999999', state: 'broken' },
    newSeal: '000119',
  })
  t.match(empty, { status: 201, body: { counted: tenge(0), transaction: null } })
  const warned = await asked()
  t.match(warned, {
    verdict: 'caution',
    subjects: [{ box: { openings: 2, lastOpenedOn: '2026-03-13', sealBroken: true } }],
  })
  t.ok(warned.reasons.some(({ code }: { code: string }) => code === 'box-seal-broken'))
  t.match(await boundOf(adal, at.number), {
    purposeBound: {
      boxes: {
        count: 2,
        sum: tenge(1_000),
        brokenSeals: 1,
        each: [{ brokenSeals: 1, lastOpenedOn: '2026-03-13' }],
      },
    },
  })
  t.match(
    await page(`/collections/${at.number}?lang=en`),
    /Donation boxes.*Орал, базар.*Seal broken: 1.*nobody can say/,
  )
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const answered = await adal.call('POST', '/verify?lang=ru', { headers: form, body: `subject=${at.box}` })
  t.match(String(answered.body).replace(/\s+/g, ' '), /Последний раз вскрыт.*13 марта 2026/)

  await openBox(adal, at, 7, {
    openedAt: '2026-03-14T09:00:00Z',
    seal: { number: '000119', state: 'intact' },
  })
  t.match(await asked(), { verdict: 'verified' }, 'it has a seal again')
})

t.test('one opening is recorded once, whoever sends it, and again only after it was reversed', async (t) => {
  const adal = await startAdal(t)
  const at = await charityWithBox(adal)
  const { session, bin, number } = at
  const key = 'the-tenth-of-march'
  const [once, again] = [await openBox(adal, at, 900, {}, key), await openBox(adal, at, 900, {}, key)]
  t.strictSame(again.body, once.body)
  t.equal(first(await openBox(adal, at, 901, {}, key)), '422 idempotency-key-reused /header/idempotency-key')
  t.equal(first(await openBox(adal, at, 900)), '409 box-opened-already /openedAt')
  const other = { ...at, box: await listedBox(adal, session, number) }
  const many = await Promise.all([1, 2, 3, 4].map((sum) => openBox(adal, other, sum)))
  t.strictSame(many.map(({ status }) => status).sort(), [201, 409, 409, 409])

  const { transaction } = once.body
  const moved = await moveOwn(adal, session, bin, 900)
  t.equal(first(await moveOwn(adal, session, bin, 11)), '422 transfer-above-account /amount/amount')
  t.equal(
    first(await reverse(adal, session, transaction)),
    '422 payment-above-cash /path/id',
    'it has left the box',
  )
  t.equal((await reverse(adal, session, moved.body.transaction)).status, 201)
  const spent = await pay(adal, session, number, 900)
  t.equal(first(await reverse(adal, session, transaction)), '422 disbursement-above-fund /path/id')
  t.equal((await reverse(adal, session, spent.body.disbursement)).status, 201)
  t.equal((await reverse(adal, session, transaction)).status, 201)
  t.equal(problemOf(await reverse(adal, session, transaction)), '409 already-reversed')
  t.match((await boundOf(adal, number)).purposeBound.boxes.each, [{ box: other.box }], 'it counts no more')
  t.equal((await openBox(adal, at, 800)).status, 201, 'counted anew')
  t.equal(first(await openBox(adal, at, 800)), '409 box-opened-already /openedAt')
})

t.test(
  'an opening is refused with its field where the box, the day or the drive does not allow it',
  async (t) => {
    const adal = await startAdal(t)
    const at = await charityWithBox(adal)
    const { session, bin, number } = at
    const refused = async (more: object, expected: string, where: object = {}) =>
      t.equal(first(await openBox(adal, { ...at, ...where }, 100, more)), expected)
    const elsewhere = await boxDrive(adal, at)
    await refused({}, '404 box-not-of-collection /path/box', {
      box: await listedBox(adal, session, elsewhere),
    })
    await refused({}, '404 box-not-of-collection /path/box', { box: 'B-0000-0000-0000' })
    const late = await listedBox(adal, session, number, { setUpOn: '2026-03-11' })
    await refused({}, '422 day-out-of-order /openedAt', { box: late })
    await refused({ openedAt: '2026-03-15T07:00:00Z' }, '422 day-out-of-order /openedAt')
    await refused({ openedAt: '2026-02-28T07:00:00Z' }, '422 day-out-of-order /openedAt')
    await refused({ present: ['Айгүл Смағұлова'] }, '422 invalid-request /present')
    await refused({ present: ['Айгүл Смағұлова', 'Смагулова Айгуль'] }, '422 invalid-request /present')
    await refused({ denominations: [{ tenge: 50, count: 1 }] }, '422 invalid-request /counted/amount')
    await refused({ denominations: [{ tenge: 3, count: 1 }] }, '422 invalid-request /denominations/0/tenge')
    await refused({ counted: { amount: '100', currency: 'USD' } }, '422 currency-not-held /counted/currency')
    await refused({ foreignNotes: [tenge(5)] }, '422 invalid-request /foreignNotes/0/currency')
    await refused({ document: '01890a5d-ac96-774b-bcce-b302099a8057' }, '422 invalid-request /document')
    await refused({ seal: { number: '1', state: 'gone' } }, '422 invalid-request /seal/state')
    const without = await openDrive(adal, session, bin)
    await refused({}, '404 box-not-of-collection /path/box', { number: without })
    t.equal((await openBox(adal, { ...at, session: await adal.signUp() }, 1)).status, 403)
    const nobody = { key: 'k', body: protocol(1) }
    t.equal(
      (await adal.call('POST', `/v1/collections/${number}/boxes/${at.box}/openings`, nobody)).status,
      401,
    )
  },
)

t.test('a closed drive still counts what was given before, until it has reported', async (t) => {
  const adal = await startAdal(t)
  const at = await charityWithBox(adal)
  const { session, number } = at
  const said = (verb: string, body: object) =>
    adal.call('POST', `/v1/collections/${number}/${verb}`, { as: session, body })
  t.equal((await said('close', { closedOn: '2026-03-09' })).status, 200)
  t.equal((await openBox(adal, at, 300)).status, 201)
  t.equal(
    problemOf(await give(adal, session, number, donation(1, { channel: 'box' }))),
    '409 collection-not-open',
  )
  await said('report', {})
  const { body } = await adal.call('GET', `/v1/register/collections/${number}`)
  t.match(body.report, { raised: tenge(300) })
  const late = await openBox(adal, at, 5, { openedAt: '2026-03-14T09:00:00Z' })
  t.equal(first(late), '409 collection-not-open /path/number')
})

t.test(
  'of a box what fits under a target that must not be passed is raised, and the rest is held',
  async (t) => {
    const adal = await startAdal(t)
    const at = await charityWithBox(adal, { target: tenge(1_000) })
    await openBox(adal, at, 700)
    await enact(adal, 'kz-draft-ban-2024', '2026-03-15')
    const past = await openBox(adal, at, 500, {
      openedAt: '2026-03-14T09:00:00Z',
      seal: { number: '000118', state: 'intact' },
    })
    t.match(past.body, { counted: tenge(500), heldForReturn: tenge(200) })
    t.match((await boundOf(adal, at.number)).figures, { raised: tenge(1_000), heldForReturn: tenge(200) })
    t.equal((await reverse(adal, at.session, past.body.transaction)).status, 201)
    t.match((await boundOf(adal, at.number)).figures, { raised: tenge(700), heldForReturn: tenge(0) })
  },
)

t.test('a private collector brings what her box held to the bank, in her own books alone', async (t) => {
  const adal = await startAdal(t)
  const session = await adal.signInAs('collector', { iin: iins[0] })
  const number = await boxDrive(adal, { session, bin: 'self' })
  const at = { session, number, box: await listedBox(adal, session, number) }
  t.equal((await openBox(adal, at, 50)).status, 201)
  const [{ ledger } = { ledger: '' }] = await adal.owner<
    { ledger: string }[]
  >`SELECT ledger FROM box_openings`
  t.equal((await moveOwn(adal, session, ledger, 50)).status, 201)
  const another = await adal.signInAs('collector', { iin: iins[2] })
  t.equal((await moveOwn(adal, another, ledger, 1)).status, 403)
})

t.test('a month that is sealed takes no opening', async (t) => {
  const adal = await startAdal(t)
  const at = await charityWithBox(adal)
  const session = await later(adal, '2026-04-03T06:00:00Z', at.session)
  t.equal(
    (await adal.call('POST', `/v1/ledgers/${at.bin}/seals`, { as: session, body: { month: '2026-03' } }))
      .status,
    201,
  )
  t.equal(first(await openBox(adal, { ...at, session }, 5)), '409 period-sealed /openedAt')
})
