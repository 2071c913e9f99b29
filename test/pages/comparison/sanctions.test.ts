import t from 'tap'
import { openComparison } from '../../../src/comparison/compare.js'
import { csvOf } from '../../../src/comparison/results-csv.js'
import { loadTariffs } from '../../../src/comparison/tariffs.js'
import { change, compose, dataFolder, factsOf, shelter, variantOf } from '../../law/support.js'
import { comparisonApp, shownAs, sourceOf } from './app.js'
import { base, law } from './fixture.js'

const ban = (individualFineMci: number, more: object = {}) =>
  change('individual-collecting', 'banned', { parameters: { individualFineMci }, ...more })
const current = variantOf(base)
const later = compose(current, [ban(0), ban(80, { from: '2026-04-01' })], 'fine-later')
const lifted = compose(
  current,
  [ban(80), change('individual-collecting', 'allowed', { from: '2026-03-10' })],
  'ban-lifted',
)
const variants = [current, later, lifted]
const running = openComparison({
  variants,
  base,
  legislation: law,
  tariffs: loadTariffs(dataFolder),
  changed: {},
  draws: 0,
})
running.add({ id: 'shelter', facts: factsOf(shelter), labels: {} })
const { results, cells } = running.finish()
const app = await comparisonApp(t, sourceOf(shownAs(results, { variants }), cells))
const textOf = async (url: string) =>
  (await app.inject(url)).body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

t.test('a ban without a fine, and one that was lifted, are counted apart and are in no sum', async (t) => {
  const none = { cases: 0, knownKzt: '0', amountNotPublished: 0 }
  t.strictSame(
    results.readings['as-it-stood'].map(({ sanctions }) => sanctions.breaches),
    [
      { ...none, noneInForce: 0, spared: 0 },
      { ...none, noneInForce: 1, spared: 0 },
      { ...none, noneInForce: 0, spared: 1 },
    ],
  )
  const csv = [...csvOf(results)].join('')
  t.match(csv, 'as-it-stood,fine-later,no-sanction,breaches,none in force,1,,')
  t.match(csv, 'as-it-stood,ban-lifted,no-sanction,breaches,spared,1,,')
})

t.test('the page has a column for each, also over results from before they were counted', async (t) => {
  const heads = {
    en: /No fine in force yet .*Spared by a milder law/,
    ru: /Штрафа пока нет .*Освобождены более мягким законом/,
    kk: /Айыппұл әлі жоқ .*Жеңілірек заң босатқан/,
  }
  const before = structuredClone(results)
  for (const { sanctions } of Object.values(before.readings).flat()) {
    delete sanctions.breaches.noneInForce
    delete sanctions.breaches.spared
  }
  const old = await comparisonApp(t, sourceOf(shownAs(before, { variants }), cells))
  for (const [language, head] of Object.entries(heads)) {
    t.match(await textOf(`/comparisons/c-1?lang=${language}`), head)
    t.equal((await old.inject(`/comparisons/c-1?lang=${language}`)).statusCode, 200)
  }
})

t.test('the trace of a case says why no fine is due, and from which day, in three languages', async (t) => {
  const said = {
    en: [
      /none\. No fine for this is in force yet\. A fine is attached from 1 April 2026\./,
      /a milder law reaches back \(KoAP Art\. 5\)\. The milder law holds from 10 March 2026\./,
    ],
    ru: [
      /нет\. Штраф за это пока не введён\..*1 апреля 2026/,
      /обратную силу \(КоАП, ст\. 5\).*10 марта 2026/,
    ],
    kk: [/айыппұл әлі қолданысқа енгізілмеген\..*2026/, /кері күші бар \(ӘҚБтК 5-бабы\).*2026/],
  }
  for (const [language, [first, second]] of Object.entries(said)) {
    const traceOf = (variant: string) =>
      textOf(`/comparisons/c-1/trace?case=shelter&variant=${variant}&reading=as-it-stood&lang=${language}`)
    t.match(await traceOf('fine-later'), first)
    t.match(await traceOf('ban-lifted'), second)
  }
})
