import t from 'tap'
import { claimed, confirmed, freshIban, joined } from '../organizations/stories.js'
import { startAdal } from '../support/app.js'
import { iins, tenge } from '../support/stories.js'
import { act, codesOf, drive, enact, later, newFund, pageOf, register, registered } from './stories.js'

const adal = await startAdal(t)
const fund = await newFund(adal)
const shelter = await adal.signInAs('collector', { iin: iins[0] })

const animals = (more: object = {}) =>
  drive('self', {
    purpose: { kk: 'Баспанадағы жануарларға', ru: 'Животным приюта', category: 'animals' },
    startsOn: '2026-04-01',
    account: 'KZ86125KZT5004100100',
    ...more,
  })

t.test(
  'a fund registers a drive, judged by the law in force and by every other published variant',
  async (t) => {
    const { status, body } = await register(
      adal,
      fund.by,
      drive(fund.bin, { account: fund.iban, target: tenge(80_000_000) }),
    )
    t.equal(status, 201, JSON.stringify(body))
    t.match(body, {
      number: /^C-/,
      status: 'planned',
      evaluation: { variant: 'kz-current', outcome: 'lawful', on: '2026-02-28' },
    })
    const outcomes = Object.fromEntries(
      body.shadow.map((cell: { variant: string; outcome: string }) => [cell.variant, cell.outcome]),
    )
    t.match(outcomes, { 'kz-draft-ban-2024': 'not-yet', 'kz-voluntary': 'lawful', 'ref-cz': 'not-yet' })
    t.notOk('kz-current' in outcomes)
    const page = await pageOf(adal, body.number)
    t.match(page, {
      account: fund.iban,
      target: tenge(80_000_000),
      collector: { organization: { bin: fund.bin, confirmed: true } },
    })
  },
)

t.test('today the shelter may collect; under the draft ban it never could, and she sees both', async (t) => {
  const { status, body } = await register(adal, shelter, animals())
  t.equal(status, 201)
  t.match(body, { status: 'planned', evaluation: { outcome: 'lawful', on: '2026-03-15' } })
  const ban = body.shadow.find((cell: { variant: string }) => cell.variant === 'kz-draft-ban-2024')
  t.equal(ban.outcome, 'barred')
  t.match(codesOf(ban.findings), ['individual-banned'])
})

t.test('a private collector is named only where she consents, and her account never', async (t) => {
  const silent = await register(adal, shelter, animals())
  const page = await pageOf(adal, silent.body.number)
  t.strictSame([page.collector, page.account], [{ kind: 'individual' }, null])
  const named = await register(adal, shelter, animals({ consent: true }))
  t.match((await pageOf(adal, named.body.number)).collector, { kind: 'individual', name: 'Айгүл Сәрсенова' })
  t.notMatch(
    JSON.stringify(await pageOf(adal, named.body.number)),
    new RegExp(`${iins[0]}|KZ86125KZT5004100100`),
  )
})

t.test('a drive of a claim that nobody has confirmed may be planned, but not opened', async (t) => {
  const claim = await claimed(adal)
  const early = await registered(adal, claim, { account: claim.iban })
  t.match(await pageOf(adal, early), { account: null, collector: { organization: { confirmed: false } } })
  t.match(await act(adal, claim.by, early, 'open'), {
    status: 409,
    body: { type: '/problems/organization-not-confirmed' },
  })
})

t.test('an account that nobody has confirmed may be planned with, but takes no money', async (t) => {
  const number = await registered(adal, fund, { account: fund.iban })
  t.equal((await act(adal, fund.by, number, 'open')).status, 200)
  const unconfirmed = freshIban()
  await adal.call('POST', `/v1/organizations/${fund.bin}/accounts`, {
    as: fund.by,
    body: { iban: unconfirmed },
  })
  const waiting = await registered(adal, fund, { account: unconfirmed })
  t.equal((await pageOf(adal, waiting)).account, null, 'nor is it shown to donors')
  t.match(await act(adal, fund.by, waiting, 'open'), {
    status: 409,
    body: { type: '/problems/account-not-confirmed' },
  })
})

t.test('nobody registers for others than his own', async (t) => {
  const leaves = await adal.leaves()
  const other = await adal.signUp()
  const since = await adal.leaves()
  t.ok(since > leaves)
  t.equal((await register(adal, undefined, drive(fund.bin))).status, 401)
  t.equal((await register(adal, other, drive(fund.bin))).status, 403)
  t.equal((await register(adal, other, drive('self'))).status, 403, 'without the role of a collector')
  t.equal(await adal.leaves(), since, 'nothing was written')
  t.equal((await register(adal, await joined(adal, fund, 'treasurer'), drive(fund.bin))).status, 201)
  t.equal((await register(adal, await joined(adal, fund, 'second-signatory'), drive(fund.bin))).status, 403)
  const nobody = await adal.signInAs('collector')
  t.match(await register(adal, nobody, drive('self')), {
    status: 409,
    body: { type: '/problems/identity-not-stated' },
  })
})

t.test('what cannot be is refused with its pointer, and nothing is written', async (t) => {
  const other = await confirmed(adal, fund.registrar)
  const leaves = await adal.leaves()
  const wrong = async (pointer: string, more: object, as = fund.by, collector = fund.bin) => {
    const { status, body } = await register(adal, as, drive(collector, more))
    t.strictSame([status, body.errors?.[0]?.pointer], [422, pointer])
  }
  await wrong('/endsOn', { endsOn: '2026-02-27' })
  await wrong('/emergency', { emergency: '01890a5d-ac96-774b-bcce-b302099a8057' })
  await wrong('/account', { account: other.iban })
  await wrong('/account', { account: other.iban }, shelter, 'self')
  await wrong('/host', { host: '240340001811' })
  await wrong('/host', { host: fund.bin })
  await wrong('/channels', { channels: ['cash', 'cash'] })
  await wrong('/target/currency', { target: { amount: '100', currency: 'USD' } })
  await wrong('/target/amount', { target: { amount: '0', currency: 'KZT' } })
  await wrong('/collector', {}, fund.by, '240340000127')
  await wrong('/secret', { secret: 1 })
  t.equal(await adal.leaves(), leaves)
})

t.test(
  'a drive under the roof of a fund is judged as the fund, and opens when the fund agrees',
  async (t) => {
    const { status, body } = await register(
      adal,
      shelter,
      animals({ host: fund.bin, account: fund.iban, startsOn: '2026-03-10' }),
    )
    t.equal(status, 201, JSON.stringify(body))
    const ban = body.shadow.find((cell: { variant: string }) => cell.variant === 'kz-draft-ban-2024')
    t.notMatch(codesOf(ban.findings), ['individual-banned'])
    const open = () => act(adal, shelter, body.number, 'open')
    t.match(await open(), { status: 409, body: { type: '/problems/host-has-not-accepted' } })
    t.equal((await act(adal, await adal.signUp(), body.number, 'host')).status, 403)
    t.equal((await act(adal, shelter, body.number, 'host')).status, 409, 'nobody agrees for somebody else')
    t.equal((await act(adal, fund.by, body.number, 'host')).status, 200)
    t.equal((await open()).status, 200)
    t.match((await pageOf(adal, body.number)).collector, {
      kind: 'individual',
      host: { bin: fund.bin, accepted: true },
    })
  },
)

t.test('a dedicated account serves one drive at a time', async (t) => {
  const dedicated = { account: freshIban(), dedicatedAccount: true }
  const first = await register(adal, shelter, animals(dedicated))
  t.equal(first.status, 201)
  t.match(await register(adal, shelter, animals(dedicated)), {
    status: 409,
    body: { type: '/problems/account-is-dedicated' },
  })
  await act(adal, shelter, first.body.number, 'cancel', { reasons: 'Another one instead.' })
  t.equal((await register(adal, shelter, animals(dedicated))).status, 201)
})

t.test('the same key registers once', async (t) => {
  const call = () => adal.call('POST', '/v1/collections', { as: fund.by, body: drive(fund.bin), key: 'once' })
  const [first, again] = [await call(), await call()]
  t.equal(first.status, 201)
  t.strictSame(again.body, first.body)
})

t.test('a shadow that cannot be computed stops nothing', async (t) => {
  const long = drive('self', { startsOn: '2027-02-01', endsOn: '2027-03-01', channels: ['cash'] })
  const as = await later(adal, '2027-01-15T06:00:00Z', shelter)
  const { status, body } = await register(adal, as, long)
  t.equal(status, 201, JSON.stringify(body))
  t.match(body.evaluation, { variant: 'kz-current', outcome: 'lawful' })
  const ban = body.shadow.find((cell: { variant: string }) => cell.variant === 'kz-draft-ban-2024')
  t.match(ban, {
    error: { type: '/problems/no-index-value', title: 'No value of the index is known for this day' },
  })
  adal.clock.set('2026-03-15T06:00:00Z')
})

t.test('once the draft ban is the law, the shelter is refused, which is kept with the shadows', async (t) => {
  await enact(adal, 'kz-draft-ban-2024', '2026-03-15')
  const { status, body } = await register(adal, shelter, animals())
  t.equal(status, 422)
  t.match(body, { type: '/problems/collection-refused', citation: { status: 'proposed' }, number: /^C-/ })
  t.match(codesOf(body.findings), ['individual-banned'])
  t.match(body.findings[0].sanction, { mci: 80, kzt: 346_000 })
  const shadow = body.shadow.find((cell: { variant: string }) => cell.variant === 'kz-current')
  t.equal(shadow.outcome, 'lawful')
  const kept = await pageOf(adal, body.number)
  t.match(kept, { status: 'refused', history: [{ status: 'refused' }] })
  t.equal((await act(adal, shelter, body.number, 'open')).status, 409)
  const found = await adal.call('GET', '/v1/register/collections?status=refused')
  t.strictSame(
    found.body.items.map((item: { number: string }) => item.number),
    [body.number],
  )
})

t.test('where the law in force itself cannot be computed nothing changes', async (t) => {
  const as = await later(adal, '2027-01-15T06:00:00Z', shelter)
  const leaves = await adal.leaves()
  const { status, body } = await register(adal, as, animals({ startsOn: '2027-02-01', endsOn: undefined }))
  t.match([status, body.type, body.cause], [409, '/problems/law-not-computable', '/problems/no-index-value'])
  t.equal(await adal.leaves(), leaves)
  adal.clock.set('2026-03-15T06:00:00Z')
})
