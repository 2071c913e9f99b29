import { compactVerify, createLocalJWKSet } from 'jose'
import t from 'tap'
import { publicNumber } from '../../src/kernel/ids.js'
import { decide, file, flood, planned } from '../approvals/stories.js'
import { act, enact, opened, registered } from '../collections/stories.js'
import { claimed, confirmed, decision, freshBin, freshIban } from '../organizations/stories.js'
import { startAdal } from '../support/app.js'
import { donation, give, iins } from '../support/stories.js'

const adal = await startAdal(t)
const registrar = await adal.signInAs('registrar')
const fund = await confirmed(adal, registrar)

const ask = async (subject: string, language: 'kk' | 'ru' | 'en' = 'en') => {
  const { status, body } = await adal.call('POST', '/v1/verifications', { body: { subject }, language })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}
const verdictOn = async (subject: string) => (await ask(subject)).verdict
const codesOn = async (subject: string) =>
  (await ask(subject)).reasons.map(({ code }: { code: string }) => code)

t.test(
  'a confirmed organization and its active account are verified, with sources and their time',
  async (t) => {
    const answer = await ask(` ${fund.bin.slice(0, 6)} ${fund.bin.slice(6)} `)
    t.match(answer, {
      verdict: 'verified',
      subject: fund.bin,
      reasons: [{ code: 'organization-confirmed', text: 'The registrar has confirmed this organization.' }],
      sources: [{ name: 'Register of organizations', asOf: '2026-03-15T06:00:00.000Z' }],
      subjects: [{ kind: 'bin', organization: { bin: fund.bin } }],
    })
    t.equal(await verdictOn(fund.iban.toLowerCase()), 'verified')
    t.match((await ask(fund.bin, 'kk')).reasons[0].text, /растаған/)
    const got = await adal.call('GET', `/v1/verifications?subject=${fund.bin}`)
    t.match(got, { status: 200, body: { verdict: 'verified' }, headers: { 'cache-control': 'no-store' } })
  },
)

t.test('a claim is a caution, and so is its account', async (t) => {
  const claim = await claimed(adal)
  t.equal(await verdictOn(claim.bin), 'caution')
  t.equal(await verdictOn(claim.iban), 'caution')
})

t.test('somebody else’s claim on a known BIN never makes his account better than a caution', async (t) => {
  const stranger = await claimed(adal, fund.bin)
  t.equal(await verdictOn(fund.bin), 'verified', 'the fund stays what it is')
  const answer = await ask(stranger.iban)
  t.match(answer, { verdict: 'caution', reasons: [{ code: 'account-pending' }] })
  t.match(answer.reasons[0].text, `BIN ${fund.bin}: Somebody has named this account`, 'as whose')
  t.equal(await verdictOn(`${fund.bin} ${stranger.iban}`), 'caution')
  const path = `/v1/organizations/${fund.bin}/reject`
  await adal.call('POST', path, { as: registrar, body: decision(stranger.id) })
  t.equal(await verdictOn(fund.bin), 'verified')
  t.not(await verdictOn(stranger.iban), 'verified')
})

t.test('the account of one organization under the name of another is a warning', async (t) => {
  const thief = await claimed(adal, freshBin(), fund.iban)
  t.equal(await verdictOn(fund.iban), 'verified', 'naming it takes nothing from its owner')
  t.match(await codesOn(thief.bin), ['claim-names-anothers-account'])
  t.equal(await verdictOn(thief.bin), 'warning')
  const innocent = freshIban()
  const path = `/v1/organizations/${thief.bin}/accounts`
  t.equal((await adal.call('POST', path, { as: thief.by, body: { iban: innocent } })).status, 201)
  t.equal(await verdictOn(innocent), 'caution', 'whose troubles are not those of the account')
  const other = await confirmed(adal, registrar)
  t.match(await ask(`${other.bin}, ${fund.iban}`), {
    verdict: 'warning',
    reasons: [{ code: 'account-of-another', about: fund.iban }],
  })
})

t.test('what the registrar has rejected or withdrawn is a warning', async (t) => {
  const claim = await claimed(adal)
  await adal.call('POST', `/v1/organizations/${claim.bin}/reject`, {
    as: registrar,
    body: decision(claim.id),
  })
  t.equal(await verdictOn(claim.bin), 'warning')
  const gone = await confirmed(adal, registrar)
  await adal.call('POST', `/v1/organizations/${gone.bin}/withdraw`, {
    as: registrar,
    body: decision(gone.id),
  })
  t.equal(await verdictOn(gone.bin), 'warning')
  t.equal(await verdictOn(gone.iban), 'warning')
})

t.test('a drive is a caution before it opens, verified while open, and its receipt is ours', async (t) => {
  const number = await registered(adal, fund)
  t.equal(await verdictOn(number), 'caution')
  await act(adal, fund.by, number, 'open', { openedOn: '2026-03-01' })
  t.match(await ask(number.toLowerCase()), {
    verdict: 'verified',
    subject: number,
    subjects: [{ kind: 'collection', collection: { number }, organization: { bin: fund.bin } }],
  })
  const { body } = await give(adal, fund.by, number, donation(5_000))
  t.equal(await verdictOn(body.receipt.number), 'verified')
  await act(adal, fund.by, number, 'close')
  t.equal(await verdictOn(number), 'caution')
  await act(adal, fund.by, number, 'report', { text: 'All is spent.' })
  t.equal(await verdictOn(number), 'verified')
})

t.test(
  'a number in a link to somebody else’s page is a caution, in a link to our own it is not',
  async (t) => {
    const number = await opened(adal, fund)
    t.match(await ask(`https://example.kz/pay?n=${number}`), {
      verdict: 'caution',
      reasons: [{ code: 'link-not-checked', about: number }],
      subjects: [{ verdict: 'caution' }],
    })
    t.match(await ask(`${number}, example.kz/pay`), {
      verdict: 'caution',
      reasons: [{ about: number }, { about: number }, { code: 'link-not-checked' }],
      subjects: [{ verdict: 'verified' }],
    })
    t.equal(await verdictOn(`https://localhost:80/collections/${number}`), 'caution')
    t.equal(await verdictOn(`http://localhost/collections/${number}`), 'verified')
    t.equal(await verdictOn(`http://localhost/collections/${number} https://example.kz/pay`), 'caution')
    t.equal(await verdictOn(`https://example.kz/${publicNumber('C')}`), 'not-found')
  },
)

t.test('a drive that was cancelled for a breach is a warning', async (t) => {
  const number = await opened(adal, fund)
  const { status } = await act(adal, registrar, number, 'cancel', {
    reasons: 'The money went elsewhere.',
    misuse: true,
  })
  t.equal(status, 200)
  t.equal(await verdictOn(number), 'warning')
})

t.test('numbers that nobody has issued are not found: made up, mistyped, or free', async (t) => {
  t.match(await ask('C-7KQ4-M2XA-9T3C'), { verdict: 'not-found', reasons: [{ code: 'misspelt' }] })
  t.match(await ask(publicNumber('C')), { verdict: 'not-found', reasons: [{ code: 'number-unknown' }] })
  t.match(await ask(publicNumber('R')), { verdict: 'not-found', reasons: [{ code: 'number-unknown' }] })
  t.match(await ask(freshBin()), { verdict: 'not-found', reasons: [{ code: 'bin-unknown' }] })
  t.match(await ask(freshIban()), { verdict: 'not-found', reasons: [{ code: 'iban-unknown' }] })
  t.match(await ask('hello'), {
    verdict: 'not-found',
    reasons: [{ code: 'unreadable' }],
    subject: /^sha256:/,
  })
  const many = Array.from({ length: 11 }, () => freshBin()).join(', ')
  t.match(await ask(many), { verdict: 'not-found', reasons: [{ code: 'too-many' }] })
})

t.test('a phone that a confirmed organization has stated is a caution, any other is not found', async (t) => {
  const answer = await ask('8 (711) 250-11-22')
  t.match(answer, { verdict: 'caution', reasons: [{ code: 'phone-stated' }], subject: /^phone:/ })
  t.notMatch(JSON.stringify(answer), fund.bin, 'whose it is is not published')
  t.equal(await verdictOn('+7 700 000 00 01'), 'not-found')
})

t.test(
  'a private collector is confirmed by IIN only where she consents, and each look is in the internal log',
  async (t) => {
    const collector = await adal.signInAs('collector', { iin: iins[2] })
    const drive = (consent: boolean) =>
      adal.call('POST', '/v1/collections', {
        as: collector,
        body: {
          ...{
            collector: 'self',
            region: '270000000',
            startsOn: '2026-03-01',
            channels: ['transfer'],
            consent,
          },
          purpose: { kk: 'Панаға', ru: 'Приюту', en: 'For the shelter', category: 'animals' },
          account: freshIban(),
        },
      })
    const open = async (consent: boolean): Promise<string> => {
      const { number } = (await drive(consent)).body
      await act(adal, collector, number, 'open')
      return number
    }
    const silent = await open(false)
    t.equal(await verdictOn(silent), 'caution')
    const leaves = await adal.leaves()
    t.match(await ask(iins[2]), { verdict: 'not-found', reasons: [{ code: 'person-unknown' }] })
    t.equal(await adal.leaves(), leaves, 'nobody was looked at')
    const shown = await open(true)
    t.equal(await verdictOn(shown), 'verified')
    const before = await adal.leaves()
    const answer = await ask(iins[2])
    t.match(answer, { verdict: 'verified', subject: /^iin:/, subjects: [{ collection: { number: shown } }] })
    t.notMatch(JSON.stringify(answer), iins[2])
    t.notMatch(Buffer.from(answer.signed.split('.')[1], 'base64url').toString(), iins[2])
    t.equal(await adal.leaves(), before + 1)
    const auditor = await adal.signInAs('auditor')
    const { body } = await adal.call('GET', '/v1/audit-entries?action=verification.look', { as: auditor })
    t.match(body.items, [{ log: 'internal', subject: answer.subject }])
    t.notMatch(JSON.stringify(body), iins[2])
  },
)

t.test('the answer is signed by a key that everybody can fetch, and ends after an hour', async (t) => {
  const { signed, ...answer } = await ask(fund.bin)
  const { body: keys } = await adal.call('GET', '/.well-known/jwks.json')
  const { payload, protectedHeader } = await compactVerify(signed, createLocalJWKSet(keys))
  t.match(protectedHeader, { alg: 'EdDSA', kid: keys.keys[0].kid })
  const iat = Date.parse('2026-03-15T06:00:00Z') / 1_000
  t.match(JSON.parse(Buffer.from(payload).toString()), {
    ...{ verdict: answer.verdict, subject: answer.subject, sources: answer.sources },
    ...{ reasons: ['organization-confirmed'], iss: 'adal.test/log/register', iat, exp: iat + 3_600 },
  })
  t.notOk('d' in keys.keys[0], 'the private key stays at home')
  const forged = signed.replace(/^[^.]+\.[^.]+/, (head: string) => `${head.slice(0, -1)}A`)
  await t.rejects(compactVerify(forged, createLocalJWKSet(keys)))
})

t.test('a bad question is refused with the place, and changes nothing', async (t) => {
  const leaves = await adal.leaves()
  for (const body of [{}, { subject: '' }, { subject: 'x'.repeat(2_001) }, { subject: 1 }])
    t.match(await adal.call('POST', '/v1/verifications', { body }), {
      status: 422,
      body: { errors: [{ pointer: '/subject' }] },
    })
  t.match(await adal.call('POST', '/v1/verifications', { body: { subject: '1', more: 1 } }), {
    status: 422,
    body: { errors: [{ pointer: '/more' }] },
  })
  t.match(await adal.call('GET', '/v1/verifications'), {
    status: 422,
    body: { errors: [{ pointer: '/query/subject' }] },
  })
  t.equal(await adal.leaves(), leaves)
})

t.test(
  'what the akimat has refused is a caution while no law asks for its approval, and a warning behind the gate',
  async (t) => {
    const story = await flood(adal)
    const number = await planned(adal, story)
    const { body } = await file(adal, story.fund.by, story.emergency, number)
    await decide(adal, story.akimat, body.id, 'refuse')
    await act(adal, story.fund.by, number, 'open')
    t.match(await codesOn(number), ['akimat-refused-without-gate'])
    t.match((await ask(number)).reasons[0].text, 'has refused this collection')
    t.equal(await verdictOn(number), 'caution')
    await enact(adal, 'kz-draft-ban-2024', '2026-03-15')
    t.match(await codesOn(number), ['akimat-refused'])
    t.equal(await verdictOn(number), 'warning')
  },
)
