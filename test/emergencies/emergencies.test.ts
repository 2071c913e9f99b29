import t from 'tap'
import { startAdal } from '../support/app.js'
import { declaration, declare, declared, ruralDistricts, terekti } from './stories.js'

const adal = await startAdal(t)
const district = await adal.signInAs('akimat', { region: terekti })
const region = await adal.signInAs('akimat', { region: '270000000' })
const neighbour = await adal.signInAs('akimat', { region: '150000000' })
const administrator = await adal.signInAs('administrator')
const registrar = await adal.signInAs('registrar')

t.test('a district declares an emergency that reaches back, and both days are kept apart', async (t) => {
  const { status, body } = await declare(adal, district)
  t.equal(status, 201, JSON.stringify(body))
  t.match(body, {
    act: { date: '2026-02-27' },
    effectiveFrom: '2026-02-25',
    endsOn: null,
    territory: ruralDistricts,
    history: [{ says: 'declared', officialRegion: terekti }],
  })
  const page = await adal.call('GET', `/v1/register/emergencies/${body.id}`)
  t.strictSame(page.body, body)
})

t.test('an official declares nothing outside his own place', async (t) => {
  const leaves = await adal.leaves()
  t.match(await declare(adal, neighbour), { status: 403, body: { type: '/problems/not-allowed' } })
  const partly = await declare(adal, district, { territory: [...ruralDistricts, '270000000'] })
  t.equal(partly.status, 403, 'not even partly')
  t.equal((await declare(adal, undefined)).status, 401)
  t.equal((await declare(adal, registrar)).status, 403)
  t.equal(await adal.leaves(), leaves)
})

t.test('what the Government declares an administrator records, and nothing else', async (t) => {
  const everywhere = { scale: 'global', territory: ['270000000', '150000000'] }
  const global = await declare(adal, region, { ...everywhere, territory: ['270000000'] })
  t.match(global, { status: 403, body: { detail: /recorded by an administrator/ } })
  t.equal((await declare(adal, administrator)).status, 403)
  const { status, body } = await declare(adal, administrator, everywhere)
  t.equal(status, 201)
  t.match(body.history, [{ says: 'declared', officialRegion: null }])
})

t.test('days that cannot be are refused with their pointer', async (t) => {
  const leaves = await adal.leaves()
  const wrong = async (more: object, pointer: string) => {
    const { status, body } = await declare(adal, region, more)
    t.strictSame([status, body.errors?.[0]?.pointer], [422, pointer])
  }
  await wrong({ act: { number: '1', date: '2026-03-16' } }, '/act/date')
  await wrong({ endsOn: '2026-02-24' }, '/endsOn')
  await wrong({ effectiveFrom: '2026-02-30' }, '/effectiveFrom')
  await wrong({ territory: [] }, '/territory')
  await wrong({ territory: ['990000000'] }, '/territory/0')
  t.equal(await adal.leaves(), leaves)
})

t.test('the same act is recorded once', async (t) => {
  const body = declaration()
  t.equal((await adal.call('POST', '/v1/emergencies', { as: region, body })).status, 201)
  const again = await adal.call('POST', '/v1/emergencies', { as: region, body })
  t.match(again, { status: 409, body: { type: '/problems/emergency-already-declared' } })
})

const change = (id: string, verb: string, endsOn: string, date = '2026-03-10', as = region) =>
  adal.call('POST', `/v1/emergencies/${id}/${verb}`, { as, body: { act: { number: '7-р', date }, endsOn } })

t.test('an emergency is extended, then ended, and every act stays in its history', async (t) => {
  const id = await declared(adal, region, { endsOn: '2026-03-20' })
  t.match(await change(id, 'extend', '2026-04-30'), { status: 200, body: { endsOn: '2026-04-30' } })
  const { status, body } = await change(id, 'end', '2026-03-31', '2026-03-15')
  t.equal(status, 200)
  t.strictSame(
    body.history.map((act: { says: string; endsOn: string }) => [act.says, act.endsOn]),
    [
      ['declared', '2026-03-20'],
      ['extended', '2026-04-30'],
      ['ended', '2026-03-31'],
    ],
  )
})

t.test('an act that changes nothing it may change is refused', async (t) => {
  const id = await declared(adal, region, { endsOn: '2026-03-12' })
  const pointerOf = async (answer: ReturnType<typeof change>) => (await answer).body.errors?.[0]?.pointer
  t.equal(await pointerOf(change(id, 'extend', '2026-03-12')), '/endsOn')
  t.equal(await pointerOf(change(id, 'end', '2026-03-13')), '/endsOn')
  t.equal(await pointerOf(change(id, 'end', '2026-02-01')), '/endsOn')
  t.equal(await pointerOf(change(id, 'end', '2026-03-11', '2026-02-26')), '/act/date')
  t.equal(await pointerOf(change(id, 'end', '2026-03-11', '2026-03-16')), '/act/date')
  t.match(await change(id, 'extend', '2026-04-01', '2026-03-13'), {
    body: { type: '/problems/emergency-over' },
  })
  t.equal((await change(id, 'extend', '2026-04-01', '2026-03-10', neighbour)).status, 403)
  const endless = await declared(adal, region)
  t.match(await change(endless, 'extend', '2026-04-01'), { body: { type: '/problems/emergency-has-no-end' } })
  const nobody = '01890a5d-ac96-774b-bcce-b302099a8057'
  t.equal((await change(nobody, 'end', '2026-04-01')).status, 404)
  t.equal((await adal.call('GET', `/v1/register/emergencies/${nobody}`)).status, 404)
})

t.test('the register is read page by page, by place and by day', async (t) => {
  const seen: string[] = []
  for (let after = ''; ; ) {
    const { body } = await adal.call('GET', `/v1/register/emergencies?limit=2${after}`)
    seen.push(...body.items.map((item: { id: string }) => item.id))
    if (body.next === null) break
    after = `&after=${body.next}`
  }
  t.equal(new Set(seen).size, seen.length)
  const aktobe = await adal.call('GET', '/v1/register/emergencies?region=150000000')
  t.equal(aktobe.body.items.length, 1, 'only the one of the Government')
  const before = await adal.call('GET', '/v1/register/emergencies?on=2026-02-24')
  t.strictSame(before.body.items, [])
  t.equal((await adal.call('GET', '/v1/register/emergencies?on=yesterday')).status, 422)
})
