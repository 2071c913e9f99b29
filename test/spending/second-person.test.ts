import t from 'tap'
import { later } from '../collections/stories.js'
import { pay, problemOf, refund, reverse } from '../giving/stories.js'
import { joined, secretsOfPeople } from '../organizations/stories.js'
import { startAdal } from '../support/app.js'
import { donation, give, openDrive, tenge } from '../support/stories.js'
import { boundOf, codesOfGrounds, decideOn, fundOfTwo, spend } from './bound-stories.js'

const adal = await startAdal(t)
const fund = await fundOfTwo(adal)
const { first, second } = fund
const [director, directorsName] = secretsOfPeople
const million = 1_000_000

t.test(
  'a payment above the limit waits for a second person, its money reserved, and is then paid',
  async (t) => {
    const number = await fund.drive(10 * million)
    const held = await spend(adal, first, number, 6 * million)
    t.match(held, {
      status: 202,
      body: { status: 'held', lapsesOn: '2026-04-14', available: tenge(4 * million) },
    })
    t.strictSame(codesOfGrounds(held), ['second-person'])
    t.match((await boundOf(adal, number)).figures, { spent: tenge(0), left: tenge(10 * million) })
    t.equal(problemOf(await decideOn(adal, first, held)), '409 another-person-needed')
    const approved = await decideOn(adal, second, held)
    t.match(approved, { status: 201, body: { status: 'approved', available: tenge(4 * million) } })
    const page = await boundOf(adal, number)
    t.match(page.figures, { spent: tenge(6 * million), left: tenge(4 * million) })
    t.match(page.purposeBound, { held: { count: 0 }, paidOutPercent: 60 })
    const again = await decideOn(adal, second, held)
    t.match(again.body, { type: '/problems/held-payment-decided', decidedBy: second.personId })
  },
)

t.test('two held payments never exceed the fund together, nor does a refund take what is held', async (t) => {
  const number = await openDrive(adal, first, fund.bin)
  const given = await give(adal, first, number, donation(10 * million))
  const both = await Promise.all([6, 6].map((sum) => spend(adal, first, number, sum * million)))
  t.strictSame(both.map(({ status }) => status).sort(), [202, 422])
  const back = await refund(adal, first, number, given.body.donation, 5 * million)
  t.match(back, {
    status: 422,
    body: { type: '/problems/disbursement-above-fund', available: tenge(4 * million) },
  })
})

t.test('of two people who approve at once one pays, and the money leaves once', async (t) => {
  const number = await fund.drive(10 * million)
  const treasurer = await joined(adal, fund, 'treasurer')
  const held = await spend(adal, first, number, 6 * million)
  const both = await Promise.all([second, treasurer].map((as) => decideOn(adal, as, held)))
  t.strictSame(both.map(({ status }) => status).sort(), [201, 409])
  t.match((await boundOf(adal, number)).figures, { spent: tenge(6 * million) })
})

t.test(
  'a second person refuses with reasons; the money is free again and the refusal is a figure',
  async (t) => {
    const number = await fund.drive(10 * million)
    const held = await spend(adal, first, number, 6 * million)
    t.match((await decideOn(adal, second, held, 'refuse')).body, { status: 'refused', disbursement: null })
    t.match((await boundOf(adal, number)).purposeBound, { refused: { count: 1, sum: tenge(6 * million) } })
    t.equal((await spend(adal, first, number, 10 * million)).status, 202)
  },
)

t.test(
  'those who control the organization are found by IIN, and by name only until an IIN refutes it',
  async (t) => {
    const number = await fund.drive(10 * million)
    const to = (beneficiary: object) => spend(adal, first, number, 1_000, { beneficiary })
    const kin = await to({ kind: 'individual', iin: director, name: 'Кто-то' })
    t.strictSame(codesOfGrounds(kin), ['related-party'])
    t.strictSame(codesOfGrounds(await to({ kind: 'individual', name: 'Akhmetov Daulet' })), ['related-name'])
    const namesake = { kind: 'individual', iin: '850315300019', name: directorsName }
    t.equal((await to(namesake)).status, 201, 'another IIN: another person')
    t.strictSame(codesOfGrounds(await to({ kind: 'organization', bin: fund.bin, name: 'X' })), [
      'related-party',
    ])
    t.equal((await decideOn(adal, second, kin)).status, 201)
    t.match((await boundOf(adal, number)).purposeBound, { relatedParties: { count: 1, sum: tenge(1_000) } })
  },
)

t.test('a declared relative is found too, and nobody outside learns of her', async (t) => {
  const number = await fund.drive(10 * million)
  const path = `/v1/organizations/${fund.bin}/related-parties`
  const wife = { kind: 'individual', iin: '850315300128', name: 'Ахметова Гүлнар', relation: 'relative' }
  t.equal(
    (await adal.call('POST', path, { as: second, body: wife })).status,
    403,
    'the first person declares',
  )
  t.equal((await adal.call('POST', path, { as: first, body: wife })).status, 201)
  const held = await spend(adal, first, number, 1_000, {
    beneficiary: { kind: 'individual', iin: wife.iin, name: 'Г. А.' },
  })
  t.strictSame(codesOfGrounds(held), ['related-party'])
  const page = JSON.stringify(await boundOf(adal, number))
  t.notMatch(page, /Гүлнар|850315300128/)
  const leaves = await adal.opened.reading<{ leaf: string }[]>`SELECT leaf FROM audit_entries`
  t.notMatch(JSON.stringify(leaves), /Гүлнар|850315300128/)
})

t.test('nobody approves a payment to himself', async (t) => {
  const number = await fund.drive(10 * million)
  const treasurer = await joined(adal, fund, 'treasurer')
  await adal.call('POST', '/v1/people/me/identity', { as: treasurer, body: { iin: '791101400030' } })
  const beneficiary = { kind: 'individual', iin: '791101400030', name: 'Т. Қ.' }
  const held = await spend(adal, first, number, 6 * million, { beneficiary })
  t.equal(problemOf(await decideOn(adal, treasurer, held)), '409 payment-to-oneself')
  t.equal((await decideOn(adal, second, held)).status, 201)
})

t.test('strangers and plain members decide nothing; own people and auditors see the list', async (t) => {
  const number = await fund.drive(10 * million)
  const held = await spend(adal, first, number, 6 * million)
  const member = await joined(adal, fund, 'member')
  t.equal((await decideOn(adal, member, held)).status, 403)
  t.equal((await decideOn(adal, await adal.signUp(), held)).status, 404)
  const list = (as: typeof first, query = '') =>
    adal.call('GET', `/v1/collections/${number}/disbursements${query}`, { as })
  t.equal((await list(await adal.signUp())).status, 403)
  t.match((await list(await adal.signInAs('auditor'), '?status=held')).body.items, [
    { status: 'held', grounds: ['second-person'], secondPerson: { proposedBy: first.personId } },
  ])
  t.strictSame((await list(member, '?status=posted')).body.items, [])
  await decideOn(adal, second, held)
  t.match((await list(second)).body.items, [
    { status: 'posted', secondPerson: { decidedBy: second.personId } },
  ])
})

t.test(
  'a private collector has no second person: she is refused with the reason and the way out',
  async (t) => {
    const her = await adal.signInAs('collector', { iin: '900101300811' })
    const number = await openDrive(adal, her, 'self', { channels: ['cash'] })
    await give(adal, her, number, donation(10 * million, { channel: 'cash' }))
    t.equal((await pay(adal, her, number, 85_000)).status, 201, 'what meets no limit is paid')
    const refused = await pay(adal, her, number, 2 * million, { channel: 'cash' })
    t.match(refused, {
      status: 422,
      body: {
        type: '/problems/no-second-person',
        detail: /under the roof of a registered organization/,
        errors: [{ pointer: '/channel' }, { pointer: '/beneficiary' }],
      },
    })
  },
)

t.test('what two people paid is reversed by the second of them, and by nobody alone', async (t) => {
  const number = await fund.drive(20 * million)
  const held = await spend(adal, first, number, 6 * million)
  const { disbursement } = (await decideOn(adal, second, held)).body
  t.equal(problemOf(await reverse(adal, first, disbursement)), '409 approver-reverses')
  const alone = await spend(adal, first, number, million)
  t.equal(problemOf(await reverse(adal, second, alone.body.disbursement)), '403 not-allowed')
  t.equal((await reverse(adal, second, disbursement)).status, 201)
  t.equal((await reverse(adal, first, alone.body.disbursement)).status, 201)
})

t.test('what nobody approves in time lapses, and its money is free again', async (t) => {
  const number = await fund.drive(10 * million)
  const held = await spend(adal, first, number, 6 * million)
  const someday = await later(adal, '2026-04-14T06:00:00Z', second)
  t.equal(problemOf(await decideOn(adal, someday, held)), '409 held-payment-lapsed')
  t.match((await boundOf(adal, number)).purposeBound, { lapsed: { count: 1, sum: tenge(6 * million) } })
  const again = await spend(adal, await later(adal, '2026-04-14T06:00:00Z', first), number, 10 * million)
  t.equal(again.status, 202)
})
