import t from 'tap'
import {
  activeAccount,
  claimsOn,
  countingOrganization,
  membershipsOf,
  organizationById,
} from '../../src/organizations/queries.js'
import { startAdal } from '../support/app.js'
import {
  claimed,
  confirmed,
  decision,
  freshBin,
  freshIban,
  newOrganization,
  secretsOfPeople,
} from './stories.js'

const adal = await startAdal(t)
const registrar = await adal.signInAs('registrar')
const confirm = (bin: string, claim?: string, as = registrar) =>
  adal.call('POST', `/v1/organizations/${bin}/confirm`, { as, body: decision(claim) })

t.test('anyone signed up may claim an organization, and nothing of it counts yet', async (t) => {
  const claim = await claimed(adal)
  const { body } = await adal.call('GET', `/v1/organizations/${claim.bin}`, { as: claim.by })
  t.match(body, { status: 'claimed', counts: true, accounts: [{ iban: claim.iban, status: 'pending' }] })
  t.match(body.members, [{ personId: claim.by.personId, role: 'first-person' }])
  t.equal(await activeAccount(adal.house.read, claim.iban), undefined, 'its account is nobody’s')
  t.match(await membershipsOf(adal.house.read, claim.by.personId), [{ bin: claim.bin, role: 'first-person' }])
})

t.test('a stranger may not claim, and does not see the claim of another', async (t) => {
  const bin = freshBin()
  t.equal((await adal.call('POST', '/v1/organizations', { body: newOrganization(bin) })).status, 401)
  const claim = await claimed(adal, bin)
  const other = await adal.signUp()
  t.equal((await adal.call('GET', `/v1/organizations/${claim.bin}`, { as: other })).status, 403)
})

t.test('what is wrong in a claim is named by its place, and changes nothing', async (t) => {
  const as = await adal.signUp()
  const before = await adal.leaves()
  const wrong = {
    ...newOrganization('240340000129', 'KZ00999KZT0000000001'),
    region: '990000000',
    controllers: [{ iin: '900101350014', fullName: ' ', role: 'director', extra: 1 }],
  }
  const { status, body } = await adal.call('POST', '/v1/organizations', { as, body: wrong })
  t.equal(status, 422)
  t.strictSame(body.errors.map((error: { pointer: string }) => error.pointer).sort(), [
    '/accounts/0/iban',
    '/bin',
    '/controllers/0/extra',
    '/controllers/0/fullName',
    '/controllers/0/iin',
    '/region',
  ])
  const ofBin = body.errors.find((error: { pointer: string }) => error.pointer === '/bin')
  t.equal(ofBin.detail, 'The check digit of the BIN does not match: a digit may be mistyped.')
  const twice = newOrganization(freshBin(), 'KZ60999KZT0000000001', 'KZ60999KZT0000000001')
  t.match((await adal.call('POST', '/v1/organizations', { as, body: twice })).body.errors, [
    { pointer: '/accounts/1/iban' },
  ])
  t.equal(await adal.leaves(), before)
})

t.test('nobody claims a BIN twice, not even at once', async (t) => {
  const as = await adal.signUp()
  const body = newOrganization(freshBin())
  const answers = await Promise.all([1, 2].map(() => adal.call('POST', '/v1/organizations', { as, body })))
  t.strictSame(answers.map(({ status }) => status).sort(), [201, 409])
})

t.test('the registrar confirms a claim, and its accounts become active', async (t) => {
  const claim = await claimed(adal)
  const { status, body } = await confirm(claim.bin)
  t.equal(status, 200)
  t.match(body, { status: 'confirmed', accounts: [{ status: 'active' }] })
  t.match(body.history, [{ status: 'confirmed', reasons: decision().reasons }, { status: 'claimed' }])
  t.match(await activeAccount(adal.house.read, claim.iban), { organizationId: claim.id, bin: claim.bin })
  const again = await confirm(claim.bin)
  t.equal(again.status, 409)
  t.match(again.body, { type: '/problems/claim-decided', by: registrar.personId, at: body.history[0].at })
})

t.test('only a registrar confirms, and not the own organization', async (t) => {
  const claim = await claimed(adal)
  t.equal((await confirm(claim.bin, undefined, claim.by)).status, 403)
  const own = newOrganization(freshBin())
  await adal.call('POST', '/v1/organizations', { as: registrar, body: own })
  const { status, body } = await confirm(own.bin)
  t.equal(status, 409)
  t.equal(body.type, '/problems/own-case')
  t.equal((await confirm(freshBin())).status, 404)
})

t.test('reasons are published, so they may not hold a personal number', async (t) => {
  const claim = await claimed(adal)
  const body = { reasons: 'Director 900101350013 was checked.' }
  const path = `/v1/organizations/${claim.bin}/confirm`
  t.match(await adal.call('POST', path, { as: registrar, body }), {
    status: 422,
    body: { errors: [{ pointer: '/reasons' }] },
  })
  const stale = await adal.call('POST', path, {
    as: registrar,
    body: decision(),
    headers: { 'if-match': '"7"' },
  })
  t.equal(stale.status, 412, 'and who read another version decides nothing')
})

t.test('where several people claim one BIN, the registrar says which claim is meant', async (t) => {
  const honest = await claimed(adal)
  const forged = await claimed(adal, honest.bin)
  const unsaid = await confirm(honest.bin)
  t.equal(unsaid.status, 422)
  t.strictSame(unsaid.body.claims, [honest.id, forged.id])
  t.match(unsaid.body.errors, [{ pointer: '/claim' }])
  t.equal((await confirm(honest.bin, honest.id)).status, 200)
  t.match(await confirm(honest.bin, forged.id), { status: 409, body: { type: '/problems/bin-confirmed' } })
})

t.test('two registrars confirm two claims at once: exactly one wins', async (t) => {
  const first = await claimed(adal)
  const second = await claimed(adal, first.bin)
  const colleague = await adal.signInAs('registrar')
  const answers = await Promise.all([confirm(first.bin, first.id), confirm(first.bin, second.id, colleague)])
  t.strictSame(answers.map(({ status }) => status).sort(), [200, 409])
  const confirmedRows = (await claimsOn(adal.house.read, first.bin)).filter(
    (row) => row.status === 'confirmed',
  )
  t.equal(confirmedRows.length, 1)
})

t.test('one account is confirmed for two organizations at once: exactly one gets it', async (t) => {
  const iban = freshIban()
  const first = await claimed(adal, freshBin(), iban)
  const second = await claimed(adal, freshBin(), iban)
  const answers = await Promise.all([confirm(first.bin), confirm(second.bin)])
  t.strictSame(answers.map(({ status }) => status).sort(), [200, 409])
  const refused = answers.find(({ status }) => status === 409)
  t.equal(refused?.body.type, '/problems/account-in-use')
  t.notMatch(JSON.stringify(refused?.body), first.bin, 'whose it is, is not said')
  t.notMatch(JSON.stringify(refused?.body), second.bin)
})

t.test('who forges a claim on a known charity can never act for it', async (t) => {
  const real = await confirmed(adal, registrar)
  const forged = await claimed(adal, real.bin)
  t.strictSame(await membershipsOf(adal.house.read, forged.by.personId), [])
  t.match(await adal.call('GET', '/v1/people/me', { as: forged.by }), { body: { organizations: [] } })
  t.equal((await organizationById(adal.house.read, forged.id))?.counts, false)
  t.equal((await countingOrganization(adal.house.read, real.bin))?.id, real.id)
  t.equal(await activeAccount(adal.house.read, forged.iban), undefined)
  const path = `/v1/organizations/${real.bin}`
  const added = await adal.call('POST', `${path}/accounts`, { as: forged.by, body: { iban: freshIban() } })
  t.equal(added.status, 201, 'he may add to his own claim')
  const own = await adal.call('GET', path, { as: real.by })
  t.equal(own.body.accounts.length, 1, 'and the charity’s own row does not change')
  const members = await adal.call('POST', `${path}/members/${real.by.personId}/end`, { as: forged.by })
  t.equal(members.status, 200)
  t.match(await membershipsOf(adal.house.read, real.by.personId), [{ id: real.id, role: 'first-person' }])
})

t.test(
  'two open claims on one BIN act each for itself, and the loser stops when the other is confirmed',
  async (t) => {
    const first = await claimed(adal)
    const second = await claimed(adal, first.bin)
    t.match(await membershipsOf(adal.house.read, first.by.personId), [{ id: first.id, bin: first.bin }])
    t.match(await membershipsOf(adal.house.read, second.by.personId), [{ id: second.id, bin: first.bin }])
    await confirm(first.bin, second.id)
    t.strictSame(await membershipsOf(adal.house.read, first.by.personId), [])
    t.match((await adal.call('GET', '/v1/people/me', { as: first.by })).body.organizations, [])
  },
)

t.test('a rejected claim counts for nothing, and its claimant may try again', async (t) => {
  const claim = await claimed(adal)
  const body = decision()
  const { status } = await adal.call('POST', `/v1/organizations/${claim.bin}/reject`, { as: registrar, body })
  t.equal(status, 200)
  t.equal(await countingOrganization(adal.house.read, claim.bin), undefined)
  t.strictSame(await membershipsOf(adal.house.read, claim.by.personId), [])
  const again = newOrganization(claim.bin, claim.iban)
  t.equal((await adal.call('POST', '/v1/organizations', { as: claim.by, body: again })).status, 201)
})

t.test('a confirmation that is withdrawn ends the accounts, and makes way for another claim', async (t) => {
  const forged = await confirmed(adal, registrar)
  const path = `/v1/organizations/${forged.bin}/withdraw`
  t.match(await adal.call('POST', path, { as: registrar, body: decision() }), {
    status: 200,
    body: { status: 'withdrawn', accounts: [{ status: 'ended' }] },
  })
  t.equal(await activeAccount(adal.house.read, forged.iban), undefined)
  t.equal((await countingOrganization(adal.house.read, forged.bin))?.status, 'withdrawn')
  const real = await claimed(adal, forged.bin)
  t.strictSame(await membershipsOf(adal.house.read, real.by.personId), [], 'not before it is confirmed')
  t.equal((await confirm(forged.bin)).status, 200)
  t.equal((await countingOrganization(adal.house.read, forged.bin))?.id, real.id)
  t.strictSame(await membershipsOf(adal.house.read, forged.by.personId), [])
  const answer = await adal.call('POST', path, { as: registrar, body: decision(forged.id) })
  t.equal(answer.status, 409)
})

t.test('the registrar looks at the people of a claim, and each look is written down', async (t) => {
  const claim = await claimed(adal)
  const queue = await adal.call('GET', '/v1/organizations?limit=200', { as: registrar })
  t.ok(queue.body.items.some(({ id }: { id: string }) => id === claim.id))
  t.notMatch(JSON.stringify(queue.body), secretsOfPeople[0])
  const before = await adal.leaves()
  const { status, body } = await adal.call('GET', `/v1/organizations/${claim.bin}/claims`, { as: registrar })
  t.equal(status, 200)
  t.match(body.items, [
    { id: claim.id, controllers: [{ iin: secretsOfPeople[0], fullName: secretsOfPeople[1] }] },
  ])
  t.equal(await adal.leaves(), before + 1)
  t.equal((await adal.call('GET', `/v1/organizations/${claim.bin}/claims`, { as: claim.by })).status, 403)
  t.equal((await adal.call('GET', '/v1/organizations', { as: claim.by })).status, 403)
  t.equal((await adal.call('GET', `/v1/organizations/${freshBin()}/claims`, { as: registrar })).status, 404)
  t.equal((await adal.call('GET', '/v1/organizations?after=nonsense', { as: registrar })).status, 422)
})

t.test('the same key claims once', async (t) => {
  const as = await adal.signUp()
  const body = newOrganization(freshBin())
  const first = await adal.call('POST', '/v1/organizations', { as, body, key: 'claim-1' })
  const second = await adal.call('POST', '/v1/organizations', { as, body, key: 'claim-1' })
  t.strictSame([first.status, second.status], [201, 201])
  t.equal(second.body.id, first.body.id)
})

t.test('the public log holds no personal number, name or contact', async (t) => {
  const leaves = await adal.house.read.execute<{ leaf: string }>(
    `SELECT leaf FROM audit_entries WHERE log = 'register'` as never,
  )
  t.ok(leaves.length > 20)
  const all = leaves.map(({ leaf }) => leaf).join('\n')
  for (const secret of secretsOfPeople) t.notOk(all.includes(secret), secret)
})
