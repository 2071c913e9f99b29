import t from 'tap'
import { codesOf, enact } from '../collections/stories.js'
import { startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'
import { confirmedCharity, donation, drive } from '../support/stories.js'
import { somebody } from './people.js'

const facts = {
  on: '2026-03-15',
  collector: { kind: 'individual' },
  account: { kind: 'personal' },
  channels: ['card'],
  startsOn: '2026-03-01',
}

const ofShelter = {
  purpose: {
    kk: 'Жануарлар панажайы',
    ru: 'Приют для животных',
    en: 'An animal shelter',
    category: 'animals',
  },
  region: '750000000',
  channels: ['card'],
  endsOn: undefined,
  consent: true,
}

t.test('the shelter learns what each law would make of it, and which way is left', async (t) => {
  const adal = await startAdal(t)
  const variants = ['kz-current', 'kz-draft-ban-2024', 'kz-draft-notify-2024', 'ref-cz']
  const asked = await somebody(adal).succeeds('/v1/evaluations', { cases: [facts], variants })
  const [today, ban, notify, czech] = asked.results[0]
  t.match(today, { outcome: 'lawful', findings: [] })
  t.equal(ban.outcome, 'unlawful')
  const [banned] = ban.findings
  t.match(banned, { code: 'individual-banned', sanction: { mci: 80, kzt: 346_000 } })
  t.ok(banned.remedies.includes('collect-under-host'), 'under the roof of a registered organization')
  t.match(codesOf(notify.findings), ['individual-notice-missing', 'personal-account'])
  t.match(
    czech.findings[0],
    { code: 'individual-banned', sanction: { mci: null, kzt: null } },
    'no amount is invented',
  )
})

t.test('she collects today on her own account, as whom she has said to be', async (t) => {
  const adal = await startAdal(t)
  const session = await adal.signUp()
  const her = somebody(adal, session)
  const own = drive('self', { ...ofShelter, account: 'KZ86125KZT5004100100' })
  t.equal((await her.does('/v1/collections', own)).status, 403, 'nobody knows who she is')
  await her.succeeds('/v1/people/me/identity', { iin: '900101350013', fullName: 'Айгүл Сәрсенова' })
  const { number } = await her.succeeds('/v1/collections', own)
  await her.succeeds(`/v1/collections/${number}/open`, { openedOn: '2026-03-01' })
  for (const amount of [500, 1_000, 2_000])
    await her.succeeds(`/v1/collections/${number}/donations`, donation(amount, { channel: 'card' }))
  const page = await somebody(adal).sees(`/v1/register/collections/${number}`)
  t.match(page, { status: 'open', collector: { kind: 'individual', name: /./ }, account: null })
  t.notMatch(
    JSON.stringify(page),
    /900101350013|KZ86125KZT5004100100/,
    'her number and account are not shown',
  )
  t.match(
    page.shadow
      .map(({ variant, outcome }: { variant: string; outcome: string }) => `${variant} ${outcome}`)
      .sort(),
    ['kz-draft-ban-2024 unlawful', 'kz-draft-notify-2024 unlawful', 'kz-voluntary lawful', 'ref-cz unlawful'],
  )
  const [books] = await adal.opened.reading<{ ledger: string }[]>`SELECT ledger FROM collections`
  t.equal(
    await ledgerTable(adal, session, books?.ledger ?? ''),
    table(`
      account        debit  credit
      assets:bank    3 500       0
      fund 1:raised      0   3 500
      ----------------------------
      KZT            3 500   3 500`),
  )
})

t.test(
  'where the ban has become law she is refused with the fine named, and collects under the roof of a fund',
  async (t) => {
    const adal = await startAdal(t)
    const { session, registrar, bin } = await confirmedCharity(adal)
    const her = somebody(adal, await adal.signInAs('collector', { iin: '900101350013' }))
    const [fund, ministry] = [somebody(adal, session), somebody(adal, registrar)]
    await enact(adal, 'kz-draft-ban-2024', '2026-03-01')

    const refused = await her.does('/v1/collections', drive('self', { ...ofShelter, startsOn: '2026-03-16' }))
    t.match(refused, {
      status: 422,
      body: {
        type: '/problems/collection-refused',
        citation: { act: /./, status: 'proposed' },
        findings: [{ code: 'individual-banned', effect: 'bar', sanction: { kzt: 346_000 } }],
      },
    })
    const kept = await somebody(adal).sees(`/v1/register/collections/${refused.body.number}`)
    t.equal(kept.status, 'refused', 'the refusal is kept, and counted')

    const { id } = await fund.succeeds(`/v1/organizations/${bin}/accreditation-applications`)
    const grant = { decision: 'grant', reasons: 'It reports in time.', from: '2026-03-01' }
    await ministry.succeeds(`/v1/accreditation-applications/${id}/decisions`, grant)
    const hosted = drive('self', { ...ofShelter, host: bin, startsOn: '2026-03-15', endsOn: '2026-05-01' })
    const { number, evaluation } = await her.succeeds('/v1/collections', hosted)
    t.match(codesOf(evaluation.findings), ['start-notice-missing'])
    await her.succeeds(`/v1/collections/${number}/notice`)
    const alone = await her.does(`/v1/collections/${number}/open`)
    t.match(alone, { status: 409, body: { type: '/problems/host-has-not-accepted' } })
    await fund.succeeds(`/v1/collections/${number}/host`)
    t.match(await her.succeeds(`/v1/collections/${number}/open`), { status: 'open' })
    await her.succeeds(
      `/v1/collections/${number}/donations`,
      donation(5_000, { channel: 'card', receivedAt: '2026-03-15T05:00:00Z' }),
    )
    t.equal(
      await ledgerTable(adal, session, bin),
      table(`
      account        debit  credit
      assets:bank    5 000       0
      fund 1:raised      0   5 000
      ----------------------------
      KZT            5 000   5 000`),
      'the money is in the books of the fund',
    )
  },
)
