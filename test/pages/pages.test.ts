import t from 'tap'
import { buildApp } from '../../src/app.js'
import { problemKinds } from '../../src/kernel/problems.js'
import { type Language, languages } from '../../src/kernel/texts.js'
import { act, enact, opened } from '../collections/stories.js'
import { claimed, confirmed, freshIban } from '../organizations/stories.js'
import { secrets, startAdal } from '../support/app.js'
import { iins } from '../support/stories.js'
import { floodDrive } from './story.js'

const adal = await startAdal(t)
const story = await floodDrive(adal)

const browse = async (path: string, more: { language?: Language; method?: string; body?: string } = {}) => {
  const { language, method = 'GET', body } = more
  const headers: Record<string, string> = { accept: 'text/html,application/xhtml+xml' }
  if (body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded'
  const answer = await adal.call(method, path, { ...(language && { language }), headers, body })
  return {
    ...answer,
    text: String(answer.body)
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' '),
  }
}
const check = (subject: string, language: Language = 'en') =>
  browse('/verify', { method: 'POST', body: new URLSearchParams({ subject }).toString(), language })

const paths = [
  '/',
  '/verify',
  '/register',
  '/variants',
  `/collections/${story.number}`,
  `/organizations/${story.fund.bin}`,
  '/problems/not-found',
]

t.test('every page is whole in each language, and loads nothing from elsewhere', async (t) => {
  for (const path of paths)
    for (const language of languages) {
      const { status, body, headers } = await browse(path, { language })
      t.equal(status, 200, `${path} ${language}`)
      t.equal(headers['content-type'], 'text/html; charset=utf-8')
      t.equal(headers['content-language'], language)
      t.match(body, `<html lang="${language}">`)
      t.match(body, /<title>.+<\/title>/)
      t.equal(body.match(/<h1/g)?.length, 1, 'one heading')
      t.notMatch(body, / style=|<style|<script|javascript:|undefined|\[object/)
      t.notMatch(body, /(src|<link [^>]*href)="(https?:)?\/\//)
      t.match(headers['content-security-policy'], "default-src 'none'")
    }
})

t.test('in a demo every page says that its details are invented, and elsewhere none does', async (t) => {
  const demo = await buildApp({ ...adal.opened, secrets, demo: true })
  t.teardown(() => demo.close())
  for (const path of [...paths, '/nowhere'])
    for (const [language, said] of [
      ['kk', 'ойдан шығарылған'],
      ['ru', 'Расходы, люди и документы вымышлены'],
      ['en', 'Demo: real events of 2024 with invented details'],
    ] as const) {
      const headers = { accept: 'text/html' }
      t.match((await demo.inject({ url: `${path}?lang=${language}`, headers })).body, said, path)
      t.notMatch((await browse(`${path}?lang=${language}`)).text, said, path)
    }
  const { token } = await adal.signInAs('auditor')
  const url = `/v1/ledgers/${story.fund.bin}/yearly-sheet.html?year=2024`
  const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en' }
  const said = 'Demo: real events of 2024 with invented details'
  t.match((await demo.inject({ url, headers })).body, said, 'a sheet that is saved and printed too')
  t.notMatch((await adal.app.inject({ url, headers })).body, said)
})

t.test('the language of the address wins over the browser’s, and stays in the links', async (t) => {
  const { body } = await browse('/?lang=kk', { language: 'en' })
  t.match(body, 'lang="kk"')
  t.match(body, 'href="/register?lang=kk"')
  t.match(body, 'action="/verify?lang=kk"')
  t.match((await browse('/', { language: 'en' })).body, 'href="/register"')
})

t.test('the first page has something for each of its users', async (t) => {
  const { text } = await browse('/', { language: 'en' })
  for (const who of [
    'Donor',
    'Charity',
    'Private collector',
    'Akimat official',
    'Registrar',
    'Auditor',
    'Analyst',
  ])
    t.match(text, who)
})

t.test('the style is served from here, by an address that changes with it', async (t) => {
  const { body } = await browse('/')
  const address = /href="(\/assets\/adal\.css\?v=[0-9a-f]{12})"/.exec(body)?.[1]
  t.ok(address)
  t.match(await adal.call('GET', address ?? ''), {
    status: 200,
    headers: { 'content-type': /text\/css/, 'cache-control': /immutable/ },
  })
  t.match(await adal.call('GET', '/assets/adal.svg'), { status: 200, headers: { 'content-type': /svg/ } })
})

t.test('the verdict is told by word and symbol, with its reasons, sources and what to do', async (t) => {
  const claim = await claimed(adal)
  const verified = await check(story.number)
  t.match(verified.text, /Verified .*Akzhaiyk fund .*The collection is registered and open/)
  t.match(verified.text, /Register of collections, as of 15 March 2026/)
  t.match(verified.body, 'verdict-verified')
  t.equal(verified.headers['cache-control'], 'no-store')
  t.match((await check(claim.bin)).body, 'verdict-caution')
  t.match(
    (await check(`${claim.bin} ${story.fund.iban}`)).text,
    /Do not send money .*belongs to somebody else/,
  )
  t.match((await check('C-7KQ4-M2XA-9T3C', 'ru')).text, /Не найдено .*контрольный знак не сходится/)
})

t.test('what was asked comes back as text only, and another language asks it again by a form', async (t) => {
  const { body, status } = await check('<script>alert(1)</script> 240340000128')
  t.equal(status, 200)
  t.notMatch(body, '<script>')
  t.match(
    body,
    '<form method="post" action="/verify?lang=kk"><input type="hidden" name="subject" value="&lt;script&gt;',
  )
})

t.test('an empty question is refused as a page', async (t) => {
  t.match(await check('  '), { status: 422, headers: { 'content-type': /html/ } })
})

t.test('a form is understood by pages only', async (t) => {
  const body = 'subject=1'
  t.equal((await browse('/v1/verifications', { method: 'POST', body })).status, 415)
})

t.test(
  'the page of a drive shows who, what for, where the money went, and the gap to what was announced',
  async (t) => {
    const { text, body } = await browse(`/collections/${story.number}`, { language: 'en' })
    t.match(text, 'Houses for families hit by the flood')
    t.match(text, /Akzhaiyk fund .*Confirmed/)
    t.match(text.replace(/\u00A0/g, ' '), /Raised 80 226 000 ₸ .*Housing 41 500 000 ₸ 51.7 %/)
    t.match(text.replace(/\u00A0/g, ' '), 'Announced, but not in the books 574 000 ₸')
    t.match(text, 'The akimat has approved it')
    t.match(text.replace(/\u00A0/g, ' '), 'Paid out to beneficiaries: 68 % of what was raised')
    t.notMatch(text, 'May a private person collect')
    t.match(text, 'no legal advice')
    for (const { title } of adal.house.law.variants.values()) t.match(text, title.en)
    t.match(body, `href="/v1/register/collections/${story.number}"`)
    t.match(body, 'href="/log/register/checkpoint"')
    t.match(body, /<svg class="bar"[^>]*aria-hidden="true"/)
    t.match((await browse(`/collections/${story.number.toLowerCase().replaceAll('-', '')}`)).status, 200)
  },
)

t.test(
  'the page of a private collector says what each variant makes of her, with the fine and the way out',
  async (t) => {
    const collector = await adal.signInAs('collector', { iin: iins[2] })
    const drive = {
      ...{
        collector: 'self',
        region: '270000000',
        startsOn: '2026-03-01',
        channels: ['transfer'],
        consent: true,
      },
      purpose: { kk: 'Панаға', ru: 'Приюту', en: 'For the shelter', category: 'fodder' },
      account: freshIban(),
    }
    const { number } = (await adal.call('POST', '/v1/collections', { as: collector, body: drive })).body
    await act(adal, collector, number, 'open')
    const { text } = await browse(`/collections/${number}`, { language: 'en' })
    const summary = text.slice(text.indexOf('May a private person'), text.indexOf('The money'))
    t.match(summary, 'The law in force: Lawful')
    t.match(summary.replace(/\u00A0/g, ' '), /ban on individuals: [A-Z][^:]*, fine 80 MCI = 346 000 ₸/)
    t.match(summary, /The way out: .*Collect under the roof of a registered organization/)
    t.match((await browse(`/collections/${number}`, { language: 'ru' })).text, 'Корм для скота')
  },
)

t.test('of a drive that is over nobody is told how to give', async (t) => {
  const number = await opened(adal, story.fund, { announced: { amount: '100', currency: 'KZT' } })
  t.match((await check(number)).text, 'After you have given')
  await act(adal, story.fund.by, number, 'close')
  for (const title of ['Caution', 'Verified']) {
    const { text } = await check(number)
    t.match(text, new RegExp(`${title} The register knows this collection. It is over`))
    t.match(text, 'What was announced differs from what was booked')
    t.notMatch(text, 'After you have given')
    await act(adal, story.fund.by, number, 'report', { text: 'All is spent.' })
  }
})

t.test('an accreditation that no law requires is called voluntary, from its own day', async (t) => {
  const fund = await confirmed(adal, await adal.signInAs('registrar'))
  const filed = await adal.call('POST', `/v1/organizations/${fund.bin}/accreditation-applications`, {
    as: fund.by,
    body: {},
  })
  const registrar = await adal.signInAs('registrar')
  const path = `/v1/accreditation-applications/${filed.body.id}/decisions`
  const body = { decision: 'grant', reasons: 'It reports in time.', from: '2026-01-15' }
  t.equal((await adal.call('POST', path, { as: registrar, body })).status, 201)
  const { text } = await browse(`/organizations/${fund.bin}`, { language: 'en' })
  t.match(text, /Accredited, voluntarily from 15 January 2026/)
  t.match(text, /Accredited from 15 January 2026 It reports in time/)
  t.match((await browse(`/register?query=${fund.bin}&lang=en`)).text, 'Accredited, voluntarily')
  t.match((await browse(`/organizations/${fund.bin}`, { language: 'kk' })).text, '(директор)')
})

t.test('the Kazakh of the rules is marked as read by no lawyer yet', async (t) => {
  for (const path of ['/variants', `/collections/${story.number}`])
    t.match((await browse(path, { language: 'kk' })).text, 'бірде-бір заңгер оқып шыққан жоқ')
})

t.test(
  'the variants stand with status, source and how sure we are; the law in force with its yearly duty',
  async (t) => {
    const { text } = await browse('/variants', { language: 'en' })
    t.match(
      text,
      /The law in force In force today in force kz-current The yearly duty: charities publish reports/,
    )
    t.match(text, 'The day of the report (31 March) is not verified')
    t.match(text, /fine for an individual, MCI: 80/)
    t.match(text, 'not verified')
  },
)

t.test('the register lists, searches, and pages on', async (t) => {
  const { text } = await browse(`/register?query=${encodeURIComponent('паводка')}&lang=ru`)
  t.match(text, 'Дома для семей')
  t.match(text, 'Ничего не найдено')
  t.match((await browse(`/register?query=${story.fund.bin}&lang=en`)).text, /Akzhaiyk fund .*Confirmed/)
  t.equal((await browse('/register?collections=nonsense')).status, 422)
})

t.test(
  'the page of an organization shows to which accounts one may give, and of a claim that it is none',
  async (t) => {
    const { text } = await browse(`/organizations/${story.fund.bin}`, { language: 'en' })
    t.match(text, story.fund.iban.replace(/(.{4})(?=.)/g, '$1 '))
    t.match(text, /Houses for families .*Open/)
    t.match(text, /History .*Confirmed Checked against the state register/)
    const claim = await claimed(adal)
    const page = await browse(`/organizations/${claim.bin}`, { language: 'en' })
    t.match(page.text, /only somebody’s claim.*no confirmed account/)
    t.notMatch(page.text, claim.iban)
    t.equal((await browse('/organizations/1')).status, 404)
  },
)

t.test('every kind of problem is explained', async (t) => {
  t.ok(problemKinds.size > 30)
  for (const [name, { title }] of problemKinds)
    t.match(await browse(`/problems/${name}`), { status: 200, text: title.en })
})

t.test('whoever looks gets a page, whoever calls gets a problem', async (t) => {
  t.match(await browse('/collections/C-1', { language: 'kk' }), {
    status: 404,
    text: /Мұндай ештеңе табылмады/,
  })
  t.match(await browse('/nowhere', { language: 'ru' }), { status: 404, headers: { 'content-type': /html/ } })
  t.match(await adal.call('GET', '/nowhere'), { status: 404, body: { type: '/problems/not-found' } })
  t.match(await browse('/v1/nowhere'), { status: 404, headers: { 'content-type': /problem\+json/ } })
  t.match(await browse('/problems/nothing'), { status: 404 })
})

t.test('under another law the page says so', async (t) => {
  await enact(adal, 'kz-draft-ban-2024', '2026-03-15')
  const { text } = await browse(`/collections/${story.number}`, { language: 'en' })
  t.match(text, /The draft of 2024 with a ban on individuals In force now/)
  await act(adal, story.fund.by, story.number, 'close')
  t.match((await browse(`/collections/${story.number}`, { language: 'en' })).text, 'Closed')
})
