import t from 'tap'
import { act, codesOf, drive, enact, pageOf, register } from '../collections/stories.js'
import { declared, terekti } from '../emergencies/stories.js'
import { startAdal } from '../support/app.js'
import { iins } from '../support/stories.js'
import { decide, file, filed, flood, planned } from './stories.js'

const adal = await startAdal(t)
const story = await flood(adal)
const { akimat, second, fund, emergency } = story
const neighbour = await adal.signInAs('akimat', { region: '150000000' })
const stranger = await adal.signUp()
const collector = await adal.signInAs('collector', { iin: iins[0] })
const auditor = await adal.signInAs('auditor')
const administrator = await adal.signInAs('administrator')

t.test('a fund applies, the akimat approves with reasons, and both are public', async (t) => {
  const number = await planned(adal, story)
  const { status, body } = await file(adal, fund.by, emergency, number)
  t.equal(status, 201, JSON.stringify(body))
  t.match(body, {
    status: 'pending',
    collection: number,
    receipt: { filedOn: '2026-03-15', gate: null, clock: null },
  })
  t.match(await pageOf(adal, number), { approval: { status: 'pending', approvers: 0 } })
  const decision = await decide(adal, akimat, body.id)
  t.match(decision, { status: 201, body: { status: 'approved', approvers: 1, approversNeeded: 1 } })
  t.match(await pageOf(adal, number), { approval: { status: 'approved', approvers: 1, since: '2026-03-15' } })
  const published = await adal.call('GET', '/v1/register/decisions?region=270000000')
  t.match(published.body.items[0], {
    collection: number,
    decision: 'approve',
    region: '270000000',
    reasons: 'The fund has reported on every drive.',
  })
  t.notMatch(JSON.stringify(published.body), akimat.personId)
})

t.test('what was decided on an earlier day holds from that day, in its turn', async (t) => {
  const number = await planned(adal, story)
  const apply = (filedOn: string) =>
    adal.call('POST', `/v1/emergencies/${emergency}/applications`, {
      as: fund.by,
      body: { collection: number, filedOn },
    })
  for (const wrong of ['2026-03-16', '2026-02-26'])
    t.match(await apply(wrong), { status: 422, body: { errors: [{ pointer: '/filedOn' }] } }, wrong)
  const { body } = await apply('2026-03-12')
  t.match(body, { receipt: { filedOn: '2026-03-12' } })
  const conflictOfInterest = { declared: false }
  const approve = (decidedOn: string) =>
    adal.call('POST', `/v1/emergency-applications/${body.id}/decisions`, {
      as: akimat,
      body: { decision: 'approve', reasons: 'Decided on paper.', decidedOn, conflictOfInterest },
    })
  for (const wrong of ['2026-03-16', '2026-03-11'])
    t.match(await approve(wrong), { status: 422, body: { errors: [{ pointer: '/decidedOn' }] } }, wrong)
  t.equal((await approve('2026-03-13')).status, 201)
  t.match(await pageOf(adal, number), { approval: { status: 'approved', since: '2026-03-13' } })
  t.match(await pageOf(adal, number, '?on=2026-03-12'), { approval: { status: 'pending' } })
  const published = await adal.call('GET', '/v1/register/decisions')
  t.match(published.body.items[0], { decidedOn: '2026-03-13', recordedAt: /^2026-03-15/ })
})

t.test('whose place the emergency is not in decides nothing, nor does anybody else', async (t) => {
  const id = await filed(adal, story, await planned(adal, story))
  const leaves = await adal.leaves()
  t.match(await decide(adal, neighbour, id), { status: 403, body: { type: '/problems/not-allowed' } })
  t.equal((await decide(adal, fund.by, id)).status, 403)
  t.equal((await decide(adal, administrator, id)).status, 403)
  t.equal((await decide(adal, undefined, id)).status, 401)
  t.equal((await decide(adal, akimat, '01890a5d-ac96-774b-bcce-b302099a8057')).status, 404)
  const body = { decision: 'approve', reasons: 'So.' }
  const unsaid = await adal.call('POST', `/v1/emergency-applications/${id}/decisions`, { as: akimat, body })
  t.strictSame([unsaid.status, unsaid.body.errors[0].pointer], [422, '/conflictOfInterest'])
  t.equal(await adal.leaves(), leaves)
})

t.test('only the people of the drive apply, for its own emergency, and once', async (t) => {
  const number = await planned(adal, story)
  const elsewhere = await declared(adal, akimat)
  const personal = await register(adal, collector, drive('self', { emergency }))
  const leaves = await adal.leaves()
  t.equal((await file(adal, stranger, emergency, number)).status, 403)
  t.equal((await file(adal, undefined, emergency, number)).status, 401)
  t.equal((await file(adal, fund.by, '01890a5d-ac96-774b-bcce-b302099a8057', number)).status, 404)
  t.equal((await file(adal, fund.by, emergency, 'C-0000-0000-0000')).body.errors[0].pointer, '/collection')
  const other = await file(adal, fund.by, elsewhere, number)
  t.match(other, { status: 409, body: { type: '/problems/collection-of-other-emergency' } })
  const alone = await file(adal, collector, emergency, personal.body.number)
  t.match(alone, { status: 409, body: { type: '/problems/only-organizations-apply' } })
  t.equal(await adal.leaves(), leaves)
  const id = await filed(adal, story, number)
  const twice = await file(adal, fund.by, emergency, number)
  t.match(twice, { status: 409, body: { type: '/problems/emergency-application-exists' } })
  t.match(await decide(adal, akimat, id, 'refuse'), { status: 201, body: { status: 'refused' } })
  t.equal((await file(adal, fund.by, emergency, number)).status, 201, 'after a refusal it may be tried again')
})

t.test('a declared conflict of interest is kept, and another official decides', async (t) => {
  const id = await filed(adal, story, await planned(adal, story))
  const leaves = await adal.leaves()
  const conflict = { status: 409, body: { type: '/problems/conflict-of-interest-declared' } }
  t.match(await decide(adal, akimat, id, 'approve', true), conflict)
  t.equal(await adal.leaves(), leaves + 1, 'the declaration is in the log')
  t.match(await decide(adal, akimat, id), conflict, 'who declared it decides no more')
  t.equal(await adal.leaves(), leaves + 1)
  t.match(await decide(adal, second, id), { status: 201, body: { status: 'approved' } })
  const { body } = await adal.call('GET', `/v1/register/decisions?emergency=${emergency}&limit=2`)
  t.match(
    body.items.map((item: { decision: string }) => item.decision),
    ['approve', 'conflict-of-interest'],
  )
})

t.test(
  'of two officials who decide at once exactly one wins, and the other learns who and when',
  async (t) => {
    const id = await filed(adal, story, await planned(adal, story))
    const answers = await Promise.all([decide(adal, akimat, id), decide(adal, second, id, 'refuse')])
    t.strictSame(answers.map(({ status }) => status).sort(), [201, 409])
    const lost = answers.find(({ status }) => status === 409)
    t.match(lost?.body, {
      type: '/problems/already-decided',
      region: '270000000',
      decidedAt: '2026-03-15T06:00:00.000Z',
    })
    t.ok([akimat.personId, second.personId].includes(lost?.body.official))
  },
)

t.test('a request for information is answered, and then decided', async (t) => {
  const id = await filed(adal, story, await planned(adal, story))
  const answer = (as = fund.by) =>
    adal.call('POST', `/v1/emergency-applications/${id}/replies`, {
      as,
      body: { text: 'The estimate is attached.' },
    })
  t.match(await answer(), { status: 409, body: { type: '/problems/no-information-requested' } })
  t.match(await decide(adal, akimat, id, 'request-information'), {
    body: { status: 'information-requested' },
  })
  t.equal((await answer(stranger)).status, 403)
  t.equal((await answer()).status, 201)
  const { body } = await adal.call('GET', '/v1/emergency-applications?status=pending', { as: akimat })
  const item = body.items.find((one: { id: string }) => one.id === id)
  t.match(item, {
    status: 'pending',
    requests: [{ on: '2026-03-15' }],
    replies: [{ text: 'The estimate is attached.' }],
  })
  t.match(await decide(adal, second, id), { body: { status: 'approved' } })
})

t.test('the queue shows an official his own place, and an auditor all', async (t) => {
  const queue = async (as?: typeof akimat, query = '') =>
    adal.call('GET', `/v1/emergency-applications?limit=200${query}`, { ...(as && { as }) })
  const all = (await queue(auditor)).body.items.length
  t.ok(all > 0)
  t.equal((await queue(akimat)).body.items.length, all)
  const district = await adal.signInAs('akimat', { region: terekti })
  t.equal((await queue(district)).body.items.length, all, 'the whole territory lies in the district')
  t.strictSame((await queue(neighbour)).body.items, [])
  t.strictSame((await queue(auditor, '&due=2026-12-31')).body.items, [], 'the law in force sets no clock')
  t.equal((await queue(fund.by)).status, 403)
  t.equal((await queue()).status, 401)
  t.equal((await queue(akimat, '&due=tomorrow')).status, 422)
})

t.test('what the Government declared is decided where the drive is registered', async (t) => {
  const everywhere = { scale: 'global', territory: ['270000000', '150000000'] }
  const global = await declared(adal, administrator, everywhere)
  const id = await filed(
    adal,
    { ...story, emergency: global },
    await planned(adal, { ...story, emergency: global }),
  )
  t.equal((await decide(adal, neighbour, id)).status, 403)
  t.equal((await decide(adal, akimat, id)).status, 201)
})

t.test('behind the gate of the draft a drive opens with an approval only', async (t) => {
  const number = await planned(adal, story, { startsOn: '2026-03-15' })
  await enact(adal, 'kz-draft-ban-2024', '2026-03-15')
  const first = await act(adal, fund.by, number, 'open')
  t.match(first, { status: 422, body: { type: '/problems/collection-refused' } })
  t.ok(codesOf(first.body.findings).includes('emergency-not-approved'))
  const { body } = await file(adal, fund.by, emergency, number)
  t.match(body.receipt.gate, { act: String })
  const pending = await act(adal, fund.by, number, 'open')
  t.ok(codesOf(pending.body.findings).includes('emergency-pending'))
  await decide(adal, akimat, body.id)
  const approved = await act(adal, fund.by, number, 'open')
  t.notOk(codesOf(approved.body.findings ?? []).some((code) => code.startsWith('emergency-')))
})
