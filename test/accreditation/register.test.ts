import t from 'tap'
import { claimed, confirmed, freshBin, newOrganization, secretsOfPeople } from '../organizations/stories.js'
import { startAdal } from '../support/app.js'

const adal = await startAdal(t)
const registrar = await adal.signInAs('registrar')
const register = (query = '') => adal.call('GET', `/v1/register/organizations${query}`)
const binsOf = ({ body }: { body: { items: { bin: string }[] } }) => body.items.map(({ bin }) => bin)

t.test(
  'everyone sees a confirmed organization: accounts and who controls it, but nothing personal',
  async (t) => {
    const fund = await confirmed(adal, registrar)
    const { status, body, headers } = await register(`/${fund.bin}`)
    t.equal(status, 200)
    t.match(headers.etag, /^"\d+"$/)
    t.equal(headers.etag, body.etag)
    t.match(body, {
      bin: fund.bin,
      orgId: `KZ-BIN-${fund.bin}`,
      status: 'confirmed',
      accounts: [{ iban: fund.iban }],
      controllers: [{ fullName: secretsOfPeople[1], role: 'director' }],
      accreditation: { state: 'none', period: null, history: [] },
    })
    const [iin, , email, phone] = secretsOfPeople
    for (const secret of [iin, email, phone]) t.notOk(JSON.stringify(body).includes(secret), secret)
  },
)

t.test('of a claim everyone sees that it is one, and neither account nor name', async (t) => {
  const claim = await claimed(adal)
  const { body } = await register(`/${claim.bin}`)
  t.match(body, { status: 'claimed', accounts: [], controllers: [] })
  t.notOk(JSON.stringify(body).includes(claim.iban))
})

t.test('a forged claim changes nothing that is public of the confirmed organization', async (t) => {
  const real = await confirmed(adal, registrar)
  const before = (await register(`/${real.bin}`)).body
  await claimed(adal, real.bin)
  t.strictSame((await register(`/${real.bin}`)).body, before)
})

t.test('what was withdrawn stays in the history when another claim is confirmed', async (t) => {
  const forged = await confirmed(adal, registrar)
  const body = { reasons: 'The signatures were forged.' }
  await adal.call('POST', `/v1/organizations/${forged.bin}/withdraw`, { as: registrar, body })
  t.match((await register(`/${forged.bin}`)).body, { status: 'withdrawn', accounts: [], controllers: [] })
  await confirmed(adal, registrar, forged.bin)
  const { history } = (await register(`/${forged.bin}`)).body
  t.strictSame(
    history.map(({ status }: { status: string }) => status),
    ['confirmed', 'claimed', 'withdrawn', 'confirmed'],
  )
})

t.test('an unknown BIN is not in the register, and a wrong one says why', async (t) => {
  t.equal((await register(`/${freshBin()}`)).status, 404)
  t.match(await register('/240340000129'), { status: 422, body: { errors: [{ pointer: '/path/bin' }] } })
  t.equal((await register('?region=999')).status, 422)
  t.equal((await register('?after=nonsense')).status, 422)
  t.equal((await register('?status=rejected')).status, 422)
})

t.test('the register is searched by name, number, place and status, one entry a BIN', async (t) => {
  const bin = freshBin()
  const as = await adal.signUp()
  const name = { kk: '100% адал_қор', ru: 'Фонд «Сто процентов»' }
  await adal.call('POST', '/v1/organizations', {
    as,
    body: { ...newOrganization(bin), name, region: '750000000' },
  })
  await claimed(adal, bin)
  t.strictSame(binsOf(await register(`?query=${encodeURIComponent('СТО ПРОЦ')}`)), [bin])
  t.strictSame(binsOf(await register(`?query=${encodeURIComponent('0% адал_')}`)), [bin])
  t.strictSame(binsOf(await register(`?query=${encodeURIComponent('0%адал')}`)), [], 'signs are no wildcards')
  t.strictSame(binsOf(await register(`?query=KZ-BIN-${bin}`)), [bin])
  t.strictSame(binsOf(await register('?region=750000000')), [bin])
  t.ok(binsOf(await register('?region=270000000&limit=200')).length > 3)
  t.ok(
    (await register('?status=confirmed')).body.items.every(
      (entry: { status: string }) => entry.status === 'confirmed',
    ),
  )
})

t.test('the register is read page by page', async (t) => {
  const all = binsOf(await register('?limit=200'))
  const seen: string[] = []
  for (let after = ''; ; ) {
    const page = await register(`?limit=2${after && `&after=${after}`}`)
    seen.push(...binsOf(page))
    if (page.body.next === null) break
    after = page.body.next
  }
  t.strictSame(seen, all)
})
