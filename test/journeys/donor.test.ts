import { compactVerify, createLocalJWKSet } from 'jose'
import t from 'tap'
import { startAdal } from '../support/app.js'
import {
  bins,
  confirmedCharity,
  donation,
  ibans,
  openDrive,
  organization,
  tenge,
} from '../support/stories.js'
import { somebody } from './people.js'

const [bin] = bins
const [iban, forged] = ibans

t.test('a donor pastes whatever the message contained and learns whether it is real', async (t) => {
  const adal = await startAdal(t)
  const { session } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin, { account: iban })
  const forger = somebody(adal, await adal.signUp())
  await forger.succeeds('/v1/organizations', organization(bin, forged))
  const donor = somebody(adal)

  const verdicts = {
    [bin]: 'verified',
    [`БИН ${bin}`]: 'verified',
    [iban]: 'verified',
    'kz60 999k zt00 0000 0001': 'verified',
    [number]: 'verified',
    [number.toLowerCase().replaceAll('-', ' ')]: 'verified',
    [`Помогите! Сбор ${number}, счёт ${iban}`]: 'verified',
    [forged]: 'caution',
    [`Помогите! Сбор ${number}, счёт ${forged}`]: 'caution',
    'C-0000-0000-0000': 'not-found',
    KZ86125KZT5004100100: 'not-found',
    '900101350013': 'not-found',
  }
  for (const [subject, verdict] of Object.entries(verdicts))
    t.equal(await donor.asksAbout(subject), verdict, subject)
  t.equal((await donor.does('/v1/verifications', { subject: '' })).status, 422)
  const entries = await adal.opened.reading`SELECT 1 FROM audit_entries WHERE leaf LIKE ${'%5004100100%'}`
  t.equal(entries.length, 0, 'what she asked about is written nowhere')
})

t.test('the answer is signed, and is checked without the service', async (t) => {
  const adal = await startAdal(t)
  const { session } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const donor = somebody(adal)
  const answer = await donor.succeeds('/v1/verifications', { subject: number })
  const keys = createLocalJWKSet(await donor.sees('/.well-known/jwks.json'))
  const { payload } = await compactVerify(answer.signed, keys)
  const said = JSON.parse(new TextDecoder().decode(payload))
  t.match(said, { verdict: 'verified', exp: Number })
  await t.rejects(compactVerify(`${answer.signed.slice(0, -4)}AAAA`, keys), 'a forged answer is found out')
})

t.test('she sees that her gift is in the books, and shows what she wants to be seen', async (t) => {
  const adal = await startAdal(t)
  const { session } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const charity = somebody(adal, session)
  const { key } = await charity.succeeds('/v1/api-keys', { name: 'Payment system', ledger: bin })
  const bank = somebody(adal, { ...session, token: key })
  const donor = somebody(adal)

  const gift = donation(15_000, {
    donor: { kind: 'individual', name: 'Айгүл Сәрсенова', visibility: 'first-name' },
  })
  const given = await bank.succeeds(`/v1/collections/${number}/donations`, gift)
  const hidden = await bank.succeeds(`/v1/collections/${number}/donations`, donation(5_000))
  const receipt = `/v1/receipts/${given.receipt.number}`
  t.match(await donor.sees(receipt), { collection: number, amount: tenge(15_000), donor: { name: 'Айгүл' } })
  t.notMatch(JSON.stringify(await donor.sees(receipt)), 'Сәрсенова')
  t.strictSame((await donor.sees(`/v1/receipts/${hidden.receipt.number}`)).donor, { kind: 'anonymous' })
  t.equal(await donor.asksAbout(given.receipt.number), 'verified')

  const refund = {
    donation: given.donation,
    amount: tenge(5_000),
    refundedOn: '2026-03-12',
    reason: 'She asked for it.',
  }
  t.equal(
    (await bank.does(`/v1/collections/${number}/refunds`, refund)).status,
    403,
    'the key only brings money',
  )
  await charity.succeeds(`/v1/collections/${number}/refunds`, refund)
  t.match(await donor.sees(receipt), { amount: tenge(15_000), refunded: tenge(5_000) })
  const paid = { beneficiary: { kind: 'individual', name: 'Бекзат' }, category: 'food', paidOn: '2026-03-13' }
  await charity.succeeds(`/v1/collections/${number}/disbursements`, { ...paid, amount: tenge(9_000) })
  const page = await donor.sees(`/v1/register/collections/${number}`)
  t.match(page.figures, {
    raised: tenge(15_000),
    spent: tenge(9_000),
    left: tenge(6_000),
    spentByCategory: { food: tenge(9_000) },
  })
})
