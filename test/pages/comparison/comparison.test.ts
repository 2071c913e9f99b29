import t from 'tap'
import { CellFilter, cellsBehind } from '../../../src/comparison/cell-filter.js'
import { ComparisonResults } from '../../../src/comparison/results.js'
import { type Language, languages } from '../../../src/kernel/texts.js'
import { comparisonApp, shownAs, sourceOf } from './app.js'
import { base, fixture, resultsOf } from './fixture.js'

const textOf = (html: string): string =>
  html
    .replace(/<svg.*?<\/svg>/gs, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replaceAll('&#39;', "'")

const app = await comparisonApp(t)
const get = async (url: string, from = app) => {
  const { statusCode, body, headers } = await from.inject({ url, headers: { accept: 'text/html' } })
  return { status: statusCode, body, text: textOf(body), headers }
}
const inLanguage = (path: string, language: Language) =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${language}`
const pages = [
  '/comparisons',
  '/comparisons/c-1',
  '/comparisons/c-1/report',
  '/comparisons/c-1/cases?variant=kz-draft-ban-2024&outcome=stopped&from=free',
  '/comparisons/c-1/trace?case=relief-54&variant=kz-draft-ban-2024',
]
const [today, ban] = fixture.results.readings['duties-met']
if (today === undefined || ban === undefined)
  throw new Error('the fixture holds the law in force and the ban')

t.test('the fixture is what a replay answers', async (t) => {
  t.ok(ComparisonResults.safeParse(fixture.results).success)
})

t.test(
  'every page is whole in each language, loads nothing from elsewhere and needs no script',
  async (t) => {
    for (const path of pages)
      for (const language of languages) {
        const { status, body, headers } = await get(inLanguage(path, language))
        t.equal(status, 200, `${path} ${language}`)
        t.match(body, `<html lang="${language}">`)
        t.equal(body.match(/<h1/g)?.length, 1, 'one heading')
        t.notMatch(body, / style=|<style|<script|javascript:|undefined|\[object|NaN|Infinity/)
        t.notMatch(body, /(src|<link [^>]*href)="(https?:)?\/\//)
        t.match(headers['content-security-policy'], "default-src 'none'")
        const ids = [...body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
        t.equal(new Set(ids).size, ids.length, 'no id twice')
        for (const [, target] of body.matchAll(/href="#([^"]+)"/g)) t.ok(ids.includes(target), `#${target}`)
      }
  },
)

t.test('the first thing said is the answer, in one sentence', async (t) => {
  const [stopped, caught, now] = [
    ban.newlyStopped.cases,
    ban.fraud.prevented + ban.fraud.caught,
    today.fraud.prevented + today.fraud.caught,
  ]
  const spaced = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ' ')
  const sentences = {
    en: `The draft of 2024 with a ban on individuals: of 10,000 collections it would stop ${stopped.toLocaleString('en')} that today’s law lets be, above all collections by individuals for treatment and for animals; of ${ban.fraud.frauds} frauds it stops ${caught} (today’s law: ${now}).`,
    ru: `Проект 2024 года с запретом для физических лиц: из 10 000 сборов остановит ${spaced(stopped)}, которые действующий закон допускает, прежде всего сборы частных лиц на лечение и на помощь животным; из ${ban.fraud.frauds} мошенничеств остановит ${caught} (действующий закон: ${now}).`,
    kk: `2024 жылғы жоба, жеке тұлғаларға тыйым салынған: 10 000 жинаудың ішінен қолданыстағы заң рұқсат ететін ${spaced(stopped)} жинауды тоқтатады, ең алдымен жеке тұлғалардың жинауларын (емделуге және жануарларға); ${ban.fraud.frauds} алаяқтықтың ішінен тоқтататыны – ${caught} (қолданыстағы заң: ${now}).`,
  }
  for (const language of languages) {
    const { text } = await get(inLanguage('/comparisons/c-1', language))
    t.ok(text.includes(sentences[language]), text.slice(0, 900))
  }
})

t.test('Russian counts one, a few and many in their own forms', async (t) => {
  for (const [cases, frauds, said] of [
    [1, 1, /из 1 сбора остановит 1, который .* из 1 мошенничества остановит/],
    [22, 3, /из 22 сборов остановит 22, которые .* из 3 мошенничеств остановит/],
  ] as const) {
    const results = structuredClone(fixture.results)
    results.cases.cases = cases
    for (const one of results.readings['duties-met']) {
      one.newlyStopped.cases = one.variant === ban.variant ? cases : 0
      one.fraud.frauds = frauds
    }
    const other = await comparisonApp(t, sourceOf(shownAs(results), []))
    t.match((await get('/comparisons/c-1?lang=ru', other)).text, said)
  }
})

t.test('every chart says what it shows, and stands in or before a table that says the same', async (t) => {
  for (const path of ['/comparisons/c-1', '/comparisons/c-1/report']) {
    const { body } = await get(inLanguage(path, 'en'))
    const charts = [...body.matchAll(/<svg class="strip"[^>]*role="img">(<title>([^<]*)<\/title>)?/g)]
    t.ok(charts.length > 20)
    t.strictSame(
      charts.filter(([, , title]) => (title ?? '').trim() === '').map(([svg]) => svg),
      [],
    )
    for (const svg of body.match(/<svg(?![^>]*role="img")[^>]*>/g) ?? []) t.match(svg, 'aria-hidden="true"')
    const tables = body.match(/<table class="graph-table">.*?<\/table>/gs) ?? []
    for (const table of tables) t.match(table, /<caption>.+<\/caption>/s)
    const outside = body.replace(/<table.*?<\/table>/gs, '').match(/<svg class="strip"/g)?.length ?? 0
    // Two bars a variant and reading, which the table below them repeats, and one for each sentence of the draws.
    const readings = path.endsWith('report') ? 1 : 2
    const sentences = /<ul class="plain beats">(.*?)<\/ul>/s.exec(body)?.[1]?.match(/<li>/g)?.length ?? 0
    t.ok(sentences > 0)
    t.equal(outside, readings * 2 * fixture.results.variants.length + sentences)
  }
})

t.test('what the bars say adds up to what the tables say', async (t) => {
  const { body } = await get('/comparisons/c-1?lang=en')
  const descriptions = [
    ...body.matchAll(/<title>([^<]*)By number of collections<\/title><desc>([^<]*)<\/desc>/g),
  ]
  t.equal(descriptions.length, 2 * fixture.results.variants.length)
  for (const [, , desc = ''] of descriptions) {
    const numbers = [...desc.matchAll(/: ([\d,]+) \(/g)].map(([, number = '']) =>
      Number(number.replace(/,/g, '')),
    )
    t.equal(
      numbers.reduce((sum, number) => sum + number, 0),
      fixture.results.cases.cases,
    )
  }
  const waterfall = ban.provisions.reduce((sum, { waterfall }) => sum + waterfall, 0)
  const shapley = ban.provisions.reduce((sum, one) => sum + one.shapley.decimal, 0)
  t.equal(waterfall, ban.newlyStopped.cases)
  t.ok(Math.abs(shapley - waterfall) < 1e-6)
})

t.test('a number opens the cases behind it, and they add up to it', async (t) => {
  const { body } = await get('/comparisons/c-1?lang=en')
  const address =
    '/comparisons/c-1/cases?reading=duties-met&amp;variant=kz-draft-ban-2024&amp;outcome=stopped&amp;from=free&amp;lang=en'
  t.ok(body.includes(`<a class="opens" href="${address}">${ban.newlyStopped.cases.toLocaleString('en')}</a>`))
  const kinds = ban.fallsOut.find(({ dimension, value }) => dimension === 'kind' && value === 'individual')
  t.match(body, `from=free&amp;kind=individual&amp;lang=en">${kinds?.cases.toLocaleString('en')}</a>`)
  const cases = await get(address.replaceAll('&amp;', '&'))
  t.ok(cases.text.includes(`${ban.newlyStopped.cases.toLocaleString('en')} collections`))
  t.match(cases.body, /href="\/comparisons\/c-1\/trace\?case=treatment-1&amp;reading=duties-met&amp;variant=/)
})

t.test('a case opens its trace: why, by which article with its address, and what helps', async (t) => {
  const { text, body } = await get(
    '/comparisons/c-1/trace?case=treatment-1&variant=kz-draft-ban-2024&lang=en',
  )
  t.match(text, 'An individual is not allowed to collect for charity.')
  t.match(text, 'collector.kind = individual')
  t.match(text, '80 MCI')
  t.match(text, 'Collect under the roof of a registered organization')
  t.match(body, 'href="https://orda.news/2024/1174"')
  t.ok(body.indexOf('id="kz-draft-ban-2024"') < body.indexOf('id="kz-current"'), 'the one asked for is first')
})

t.test('the switch of languages keeps the question', async (t) => {
  const { body } = await get('/comparisons/c-1/trace?case=treatment-1&lang=en')
  t.match(body, 'href="/comparisons/c-1/trace?case=treatment-1&amp;lang=ru"')
})

t.test('what a case is called stays a text', async (t) => {
  const [cell] = fixture.cells
  if (cell === undefined) throw new Error('the fixture has cells')
  const evil = { ...cell, examples: [{ ...cell.examples[0]!, id: '<script>alert(1)</script>' }] }
  const shown = shownAs(fixture.results, { title: '<img src=x>' })
  const other = await comparisonApp(t, sourceOf(shown, [evil]))
  for (const path of [
    '/comparisons',
    '/comparisons/c-1',
    `/comparisons/c-1/cases?reading=${cell.reading}`,
    `/comparisons/c-1/trace?case=${encodeURIComponent('<script>alert(1)</script>')}`,
  ]) {
    const { status, body } = await get(path, other)
    t.equal(status, 200)
    t.notMatch(body, /<script|<img/)
    t.match(body, /&lt;(script|img)/)
  }
})

t.test('a comparison of no cases is a page that says so', async (t) => {
  const { results, cells } = resultsOf([])
  const other = await comparisonApp(t, sourceOf(shownAs(results), cells))
  for (const path of ['/comparisons/c-1', '/comparisons/c-1/report', '/comparisons/c-1/cases'])
    for (const language of languages) {
      const { status, body } = await get(inLanguage(path, language), other)
      t.equal(status, 200)
      t.notMatch(body, /NaN|Infinity|undefined/)
    }
  t.match((await get('/comparisons/c-1?lang=en', other)).text, 'there is nothing to say yet')
  t.match((await get('/comparisons/c-1/cases?lang=en', other)).text, 'There are no such collections.')
})

t.test('what is printed says that it is a model and no legal advice', async (t) => {
  for (const [language, said] of [
    ['kk', 'Бұл – ережелердің үлгісі, заң кеңесі емес.'],
    ['ru', 'Это модель правил, а не юридическая консультация.'],
    ['en', 'This is a model of the rules and no legal advice.'],
  ] as const)
    for (const path of ['/comparisons/c-1', '/comparisons/c-1/report'])
      t.match((await get(inLanguage(path, language))).text, said)
  t.match((await get('/comparisons/c-1/report?lang=kk')).text, 'бірде-бір заңгер оқып шыққан жоқ')
})

t.test('how rare frauds are is said before anything of catching them', async (t) => {
  const { text } = await get('/comparisons/c-1?lang=en')
  const rate = text.indexOf(`${ban.fraud.frauds} of 10,000 labelled cases are frauds`)
  t.ok(rate > 0 && rate < text.indexOf('What becomes of the frauds'))
})

t.test('what is not there is not found', async (t) => {
  for (const path of ['/comparisons/c-2', '/comparisons/c-2/report', '/comparisons/c-1/trace?case=nobody'])
    t.equal((await get(path)).status, 404, path)
  t.equal((await get('/comparisons/c-1/cases?outcome=strange')).status, 422)
})

t.test('a cell is told by what it says and by its kind', async (t) => {
  const cells = (asked: object) => cellsBehind(fixture.cells, CellFilter.parse(asked), base)
  const count = (asked: object) => cells(asked).reduce((sum, cell) => sum + cell.cases, 0)
  t.equal(count({}), 10_000)
  t.equal(count({ variant: ban.variant, outcome: 'stopped' }), ban.stopped.cases)
  t.equal(count({ variant: ban.variant, outcome: 'unlawful' }), ban.outcomes.unlawful.cases)
  t.equal(count({ variant: ban.variant, code: 'individual-banned' }), 5_939)
  t.equal(count({ variant: 'nobody', outcome: 'stopped' }), 0)
  const animals = { variant: ban.variant, outcome: 'stopped', from: 'free', purpose: 'animals' }
  const out = ban.fallsOut.find(({ dimension, value }) => dimension === 'purpose' && value === 'animals')
  t.equal(count(animals), out?.cases, 'cut to the value that is asked for')
  t.equal(count({ variant: ban.variant, outcome: 'stopped', fraud: 'no' }), ban.fraud.honestStopped)
})
