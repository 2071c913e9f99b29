import t from 'tap'
import { accreditationFactsOf } from '../../src/accreditation/queries.js'
import { uploaded } from '../documents/stories.js'
import type { Claim } from '../organizations/stories.js'
import {
  claimed,
  confirmed,
  freshBin,
  joined,
  newOrganization,
  secretsOfPeople,
} from '../organizations/stories.js'
import type { Session } from '../support/app.js'
import { startAdal } from '../support/app.js'

const adal = await startAdal(t)
const registrar = await adal.signInAs('registrar')
const reasons = 'The papers agree with the state register.'

const apply = (fund: Claim, as: Session = fund.by) =>
  adal.call('POST', `/v1/organizations/${fund.bin}/accreditation-applications`, { as, body: {} })
const decide = (id: string, body: object, as: Session = registrar) =>
  adal.call('POST', `/v1/accreditation-applications/${id}/decisions`, { as, body: { reasons, ...body } })
const act = (fund: Claim, verb: string, body: object = {}, as: Session = registrar) =>
  adal.call('POST', `/v1/organizations/${fund.bin}/accreditation/${verb}`, { as, body: { reasons, ...body } })
const entryOf = async (fund: Claim) => (await adal.call('GET', `/v1/register/organizations/${fund.bin}`)).body

async function accredited(days: object = { from: '2026-01-10', to: '2027-01-09' }): Promise<Claim> {
  const fund = await confirmed(adal, registrar)
  const { body } = await apply(fund)
  const { status } = await decide(body.id, { decision: 'grant', ...days })
  if (status !== 201) throw new Error('not granted')
  return fund
}

t.test('a confirmed organization applies, and the registrar accredits it', async (t) => {
  const fund = await confirmed(adal, registrar)
  t.equal(await accreditationFactsOf(adal.house.read, fund.id), null)
  const applied = await apply(fund)
  t.equal(applied.status, 201)
  t.match(applied.body, { bin: fund.bin, status: 'submitted', voluntary: true }, 'no law makes it mandatory')
  t.match(await apply(fund), { status: 409, body: { type: '/problems/application-open' } })
  const granted = await decide(applied.body.id, { decision: 'grant', from: '2026-01-10', to: '2027-01-09' })
  t.equal(granted.status, 201)
  t.match(granted.body, {
    status: 'granted',
    decidedBy: registrar.personId,
    acts: [{ kind: 'grant', reasons }],
  })
  t.strictSame(await accreditationFactsOf(adal.house.read, fund.id), {
    from: '2026-01-10',
    to: '2027-01-09',
    suspensions: [],
  })
  t.equal(
    await accreditationFactsOf(adal.house.read, fund.id, '2026-03-14'),
    null,
    'the day before nobody knew',
  )
  t.match((await entryOf(fund)).accreditation, {
    state: 'in-force',
    voluntary: true,
    history: [{ kind: 'grant' }],
  })
})

t.test('a claim applies for nothing, and a stranger not for another', async (t) => {
  const claim = await claimed(adal)
  t.match(await apply(claim), { status: 409, body: { type: '/problems/organization-not-confirmed' } })
  const fund = await confirmed(adal, registrar)
  t.equal((await apply(fund, claim.by)).status, 403)
  const { body } = await apply(fund, await joined(adal, fund, 'treasurer'))
  t.equal((await decide(body.id, { decision: 'grant', from: '2026-01-10' }, fund.by)).status, 403)
  const list = await adal.call('GET', `/v1/organizations/${fund.bin}/accreditation-applications`, {
    as: fund.by,
  })
  t.match(list.body.items, [{ id: body.id }])
  const queue = '/v1/accreditation-applications?status=submitted'
  t.match((await adal.call('GET', queue, { as: registrar })).body.items, [{ id: body.id }])
  t.equal((await adal.call('GET', queue, { as: fund.by })).status, 403)
})

t.test('a decided application stays decided, and says by whom and when', async (t) => {
  const fund = await confirmed(adal, registrar)
  const { id } = (await apply(fund)).body
  const first = await decide(id, { decision: 'refuse' })
  t.match(first, { status: 201, body: { status: 'refused' } })
  const colleague = await adal.signInAs('registrar')
  const second = await decide(id, { decision: 'grant', from: '2026-01-10' }, colleague)
  t.equal(second.status, 409)
  t.match(second.body, {
    type: '/problems/application-decided',
    by: registrar.personId,
    at: first.body.decidedAt,
  })
  t.equal((await decide('01890a5d-ac96-774b-bcce-b302099a8057', { decision: 'refuse' })).status, 404)
})

t.test('two registrars decide at once: exactly one decides', async (t) => {
  const fund = await confirmed(adal, registrar)
  const { id } = (await apply(fund)).body
  const colleague = await adal.signInAs('registrar')
  const answers = await Promise.all([
    decide(id, { decision: 'refuse' }),
    decide(id, { decision: 'grant', from: '2026-01-10' }, colleague),
  ])
  t.strictSame(answers.map(({ status }) => status).sort(), [201, 409])
})

t.test('the registrar asks for more, and decides on the answer', async (t) => {
  const fund = await confirmed(adal, registrar)
  const { id } = (await apply(fund)).body
  const path = `/v1/accreditation-applications/${id}/information`
  const body = { text: 'The charter is attached.', documents: [await uploaded(adal, fund.by, fund.bin)] }
  t.match(await adal.call('POST', path, { as: fund.by, body }), { status: 409 }, 'nothing was asked')
  t.match((await decide(id, { decision: 'request-information' })).body, { status: 'information-requested' })
  t.equal((await adal.call('POST', path, { as: await adal.signUp(), body })).status, 403)
  t.match(await adal.call('POST', path, { as: fund.by, body }), {
    status: 201,
    body: { status: 'submitted' },
  })
  t.match((await decide(id, { decision: 'grant', from: '2026-04-01' })).body, { status: 'granted' })
  const { accreditation } = await entryOf(fund)
  t.match(accreditation, { state: 'not-yet', history: [{ kind: 'grant' }] })
  t.equal(accreditation.history.length, 1, 'the exchange is not public')
})

t.test('days are in order, belong to a grant, and are granted once', async (t) => {
  const fund = await accredited()
  const { id } = (await apply(fund)).body
  const wrong = async (body: object) =>
    (await decide(id, body)).body.errors?.map((e: { pointer: string }) => e.pointer)
  t.strictSame(await wrong({ decision: 'grant' }), ['/from'])
  t.strictSame(await wrong({ decision: 'grant', from: '2026-02-30' }), ['/from'])
  t.strictSame(await wrong({ decision: 'grant', from: '2026-02-02', to: '2026-02-01' }), ['/to'])
  t.strictSame(await wrong({ decision: 'refuse', from: '2026-02-02' }), ['/from'])
  t.strictSame(await wrong({ decision: 'perhaps' }), ['/decision'])
  const overlap = await decide(id, { decision: 'grant', from: '2027-01-09' })
  t.match(overlap, { status: 409, body: { type: '/problems/already-accredited' } })
  t.equal((await decide(id, { decision: 'grant', from: '2027-01-10' })).status, 201)
})

t.test('a suspension begins today or later, and is lifted by a restoration', async (t) => {
  const fund = await accredited()
  t.match((await act(fund, 'suspend', { from: '2026-03-14' })).body.errors, [{ pointer: '/from' }])
  t.match((await act(fund, 'suspend', { from: '2026-03-20', to: '2026-03-19' })).body.errors, [
    { pointer: '/to' },
  ])
  t.equal((await act(fund, 'suspend', {}, fund.by)).status, 403)
  t.equal((await act(fund, 'restore')).status, 409, 'there is nothing to restore')
  const suspended = await act(fund, 'suspend')
  t.match(suspended, { status: 200, body: { state: 'suspended', on: '2026-03-15' } })
  t.equal((await act(fund, 'suspend')).status, 409, 'it is suspended already')
  const restored = await act(fund, 'restore', { from: '2026-04-01' })
  t.strictSame(restored.body.period.suspensions, [{ from: '2026-03-15', to: '2026-03-31' }])
})

t.test('a revocation ends it the day before, and every step is public with the reply', async (t) => {
  const fund = await accredited()
  t.equal((await act(fund, 'revoke', { from: '2026-04-01' })).status, 200)
  t.match(await accreditationFactsOf(adal.house.read, fund.id), { from: '2026-01-10', to: '2026-03-31' })
  t.match(await accreditationFactsOf(adal.house.read, fund.id, '2026-03-14'), null)
  t.match(await act(fund, 'revoke', { from: '2026-04-02' }), { status: 409 })
  t.equal((await act(fund, 'reply', {}, registrar)).status, 403)
  t.equal((await act(fund, 'reply', { reasons: 'The report was filed in time.' }, fund.by)).status, 200)
  t.equal((await act(fund, 'appeal', { reasons: 'We appeal.' }, fund.by)).status, 200)
  t.match(await act(fund, 'appeal', { reasons: 'Again.' }, fund.by), {
    status: 409,
    body: { type: '/problems/already-appealed' },
  })
  const { history } = (await entryOf(fund)).accreditation
  t.strictSame(
    history.map(({ kind }: { kind: string }) => kind),
    ['appeal', 'reply', 'revoke', 'grant'],
  )
  t.equal(history[0].about, history[2].id)
})

t.test(
  'there is nothing to appeal against where nothing was refused, and no act on an unknown organization',
  async (t) => {
    const fund = await accredited()
    t.match(await act(fund, 'appeal', {}, fund.by), {
      status: 409,
      body: { type: '/problems/nothing-to-answer' },
    })
    const unknown = { ...fund, bin: freshBin() }
    t.equal((await act(unknown, 'suspend')).status, 404)
    t.equal((await act(unknown, 'reply', {}, fund.by)).status, 403)
  },
)

t.test('a registrar who belongs to the organization does not decide about it', async (t) => {
  const member = await adal.signInAs('registrar')
  const body = newOrganization(freshBin())
  await adal.call('POST', '/v1/organizations', { as: member, body })
  const path = `/v1/organizations/${body.bin}`
  await adal.call('POST', `${path}/confirm`, { as: registrar, body: { reasons } })
  const fund = { bin: body.bin, by: member, id: '', iban: '' }
  const { id } = (await apply(fund)).body
  const own = { status: 409, body: { type: '/problems/own-case' } }
  t.match(await decide(id, { decision: 'grant', from: '2026-01-10' }, member), own)
  t.equal((await decide(id, { decision: 'grant', from: '2026-01-10' })).status, 201)
  t.match(await act(fund, 'suspend', {}, member), own)
})

t.test('the public log holds nothing personal', async (t) => {
  const leaves = await adal.house.read.execute<{ leaf: string }>(
    `SELECT leaf FROM audit_entries WHERE log = 'register'` as never,
  )
  const all = leaves.map(({ leaf }) => leaf).join('\n')
  t.match(all, /accreditation\.revoke/)
  for (const secret of secretsOfPeople) t.notOk(all.includes(secret), secret)
})
