import t from 'tap'
import { activeAccount } from '../../src/organizations/queries.js'
import { startAdal } from '../support/app.js'
import { claimed, confirmed, decision, freshIban, joined } from './stories.js'

const adal = await startAdal(t)
const registrar = await adal.signInAs('registrar')
const fund = await confirmed(adal, registrar)
const accounts = `/v1/organizations/${fund.bin}/accounts`
const add = (iban: string, dedicatedTo?: string, as = fund.by) =>
  adal.call('POST', accounts, { as, body: { iban, dedicatedTo } })
const decide = (iban: string, verb: string, as = registrar) =>
  adal.call('POST', `${accounts}/${iban}/${verb}`, { as, body: { reasons: 'The bank has confirmed it.' } })

t.test('an added account waits for the registrar before it counts', async (t) => {
  const iban = freshIban()
  const added = await add(iban)
  t.equal(added.status, 201)
  t.match(added.body.accounts.at(-1), { iban, status: 'pending' })
  t.equal(await activeAccount(adal.house.read, iban), undefined)
  t.equal((await add(iban)).status, 409, 'and is added once')
  t.equal((await decide(iban, 'confirm', fund.by)).status, 403, 'nobody confirms his own')
  t.equal((await decide(iban, 'confirm')).status, 200)
  t.match(await activeAccount(adal.house.read, iban), { organizationId: fund.id, bin: fund.bin })
  t.match(await decide(iban, 'confirm'), { status: 409, body: { type: '/problems/account-decided' } })
})

t.test('another purpose of an account holds from its confirmation on', async (t) => {
  await add(fund.iban, 'Floods of 2026')
  t.equal((await activeAccount(adal.house.read, fund.iban))?.dedicatedTo, undefined)
  const { body } = await decide(fund.iban, 'confirm')
  t.equal((await activeAccount(adal.house.read, fund.iban))?.dedicatedTo, 'Floods of 2026')
  const own = body.accounts.filter((account: { iban: string }) => account.iban === fund.iban)
  t.match(own, [{ status: 'ended' }, { status: 'active', dedicatedTo: 'Floods of 2026' }])
})

t.test('a rejected account never counts, and may be named again', async (t) => {
  const iban = freshIban()
  await add(iban)
  t.equal((await decide(iban, 'reject')).status, 200)
  t.equal(await activeAccount(adal.house.read, iban), undefined)
  t.equal((await add(iban)).status, 201)
})

t.test('the account of one organization is not confirmed for another', async (t) => {
  const other = await confirmed(adal, registrar)
  await add(other.iban)
  const { status, body } = await decide(other.iban, 'confirm')
  t.equal(status, 409)
  t.equal(body.type, '/problems/account-in-use')
  t.notMatch(JSON.stringify(body), other.bin)
  t.match(await activeAccount(adal.house.read, other.iban), { bin: other.bin })
})

t.test('the treasurer may add an account, a second signatory or a stranger may not', async (t) => {
  const treasurer = await joined(adal, fund, 'treasurer')
  const signatory = await joined(adal, fund, 'second-signatory')
  t.equal((await add(freshIban(), undefined, treasurer)).status, 201)
  t.equal((await add(freshIban(), undefined, signatory)).status, 403)
  t.equal((await add(freshIban(), undefined, await adal.signUp())).status, 403)
})

t.test('an account ends at once, and only by its people or the registrar', async (t) => {
  const other = await confirmed(adal, registrar)
  const path = `/v1/organizations/${other.bin}/accounts/${other.iban}/end`
  t.equal((await adal.call('POST', path, { as: fund.by })).status, 403)
  t.equal((await adal.call('POST', path, { as: registrar })).status, 200)
  t.equal(await activeAccount(adal.house.read, other.iban), undefined)
  t.equal((await adal.call('POST', path, { as: other.by })).status, 404)
})

t.test('the accounts of a claim are decided with the claim only', async (t) => {
  const claim = await claimed(adal)
  const path = `/v1/organizations/${claim.bin}/accounts/${claim.iban}/confirm`
  t.match(await adal.call('POST', path, { as: registrar, body: decision(claim.id) }), { status: 422 })
  const body = { reasons: 'The bank has confirmed it.' }
  t.match(await adal.call('POST', path, { as: registrar, body }), {
    status: 409,
    body: { type: '/problems/organization-not-confirmed' },
  })
  t.equal((await decide(freshIban(), 'confirm')).status, 404)
})

t.test('who reads the accounts before another is added does not confirm that one unseen', async (t) => {
  const claim = await claimed(adal)
  const [seen] = (await adal.call('GET', `/v1/organizations/${claim.bin}/claims`, { as: registrar })).body
    .items
  const body = { iban: freshIban() }
  await adal.call('POST', `/v1/organizations/${claim.bin}/accounts`, { as: claim.by, body })
  const path = `/v1/organizations/${claim.bin}/confirm`
  const headers = { 'if-match': seen.etag }
  t.equal((await adal.call('POST', path, { as: registrar, body: { reasons: 'Seen.' }, headers })).status, 412)
})
