import t from 'tap'
import { openComparison } from '../../../src/comparison/compare.js'
import { loadTariffs } from '../../../src/comparison/tariffs.js'
import { languages } from '../../../src/kernel/texts.js'
import { rules } from '../../../src/law/rules.js'
import { bare, dataFolder, factsOf, shelter } from '../../law/support.js'
import { comparisonApp, shownAs, sourceOf } from './app.js'
import { base, law } from './fixture.js'

/** Collections of which each shows another side of an explanation. */
const collections = {
  shelter,
  told: {
    ...shelter,
    startsOn: '2026-04-20',
    endsOn: '2026-06-01',
    notice: { givenOn: '2026-03-10', endDateGiven: true },
  },
  fund: {
    ...bare,
    collector: { kind: 'organization', accreditation: { from: '2025-01-01' } },
    account: { kind: 'organization', dedicated: true },
    endsOn: '2026-06-01',
    startsOn: '2026-04-10',
    notice: { givenOn: '2026-03-12' },
    target: 100_000_000,
    raised: 60_000_000,
  },
  'without-an-index': { ...shelter, on: '2027-02-01' },
}
const running = openComparison({
  variants: [base, 'kz-draft-ban-2024', 'ref-cz'].map((id) => law.variants.get(id)!),
  base,
  legislation: law,
  tariffs: loadTariffs(dataFolder),
  changed: {},
  draws: 0,
})
for (const [id, facts] of Object.entries(collections)) running.add({ id, facts: factsOf(facts), labels: {} })
const { results, cells } = running.finish()
const app = await comparisonApp(t, sourceOf(shownAs(results), cells))

async function trace(id: string, variant: string, more = 'lang=en') {
  const url = `/comparisons/c-1/trace?case=${id}&variant=${variant}&reading=as-it-stood&${more}`
  const { body, statusCode } = await app.inject({ url, headers: { accept: 'text/html' } })
  t.equal(statusCode, 200)
  const text = body.replace(/<svg.*?<\/svg>/gs, ' ').replace(/<[^>]*>/g, ' ')
  return { body, text: text.replace(/\s+/g, ' ') }
}

t.test('the sentence comes first: what this law says of this collection, and why', async (t) => {
  const { text } = await trace('shelter', 'kz-draft-ban-2024')
  t.match(text, 'Unlawful. An individual is not allowed to collect for charity. The local authorised body')
  t.match(text, 'More grounds: 1.')
  t.ok(text.indexOf('Unlawful.') < text.indexOf('What would make it lawful'))
  t.match((await trace('shelter', base)).text, 'Lawful. None of its rules speaks against it.')
})

t.test('the easiest ways follow, each with who must take part and what changes', async (t) => {
  const { text } = await trace('told', 'kz-draft-ban-2024')
  t.match(
    text,
    /Collect under the roof of a registered organization, on its account\. with a host organization · effort 3 of 5 → lawful/,
  )
  t.match(text, /Collector kind: individual, .* → kind: organization/)
  t.match(
    text,
    /Or if the law itself were otherwise Collecting for charity by individuals : «banned» .* → «allowed» .* as in the law of today → lawful/,
  )
  t.match((await trace('told', base)).text, 'Nothing has to change.')
})

t.test('where one step is not enough the fewest together are told, and what is too late', async (t) => {
  const { text } = await trace('shelter', 'kz-draft-ban-2024')
  t.match(
    text,
    /No single step is enough\. Together these are: → lawful Collect under the roof .* State the end date .* Give notice/,
  )
  t.match(text, 'now it is too late. It helps the next collection like it.')
})

t.test('a value stands against its threshold, with who set that', async (t) => {
  const { text, body } = await trace('fund', 'ref-cz')
  t.match(text, '29 days; threshold: 30 days; 1 day below the threshold')
  t.match(
    body,
    /<svg class="strip"[^>]*role="img"><title>29.days; threshold: 30.days; 1.day below the threshold/,
  )
  t.match(body, /href="https:\/\/[^"]*pardubickykraj[^"]*"/)
  const ban = await trace('fund', 'kz-draft-ban-2024')
  t.match(ban.text, /600.000 ₸; threshold: 1.000.000 ₸; 400.000 ₸ below the threshold/)
})

t.test('every rule is told once, in groups by how it stands to the case', async (t) => {
  for (const id of Object.keys(collections))
    for (const variant of [base, 'kz-draft-ban-2024', 'ref-cz']) {
      const { body } = await trace(id, variant)
      t.equal(body.match(/<li class="rule[ "]/g)?.length, rules.length)
      const groups = [
        ...body.matchAll(
          /<summary><b>The rule[^<]*<\/b>: (\d+)|<summary><b>(?:This law|Data)[^<]*<\/b>: (\d+)/g,
        ),
      ]
      t.equal(
        groups.reduce((sum, [, a, b]) => sum + Number(a ?? b), 0),
        rules.length,
      )
    }
})

t.test('each other variant opens its own trace of the same case', async (t) => {
  const { body } = await trace('shelter', 'kz-draft-ban-2024')
  for (const other of [base, 'ref-cz'])
    t.match(
      body,
      `<h3 id="${other}"><a href="/comparisons/c-1/trace?case=shelter&amp;reading=as-it-stood&amp;variant=${other}&amp;lang=en">`,
    )
})

t.test('what cannot be computed says which data are missing, in each language', async (t) => {
  for (const language of languages) {
    const { body, text } = await trace('without-an-index', 'kz-draft-ban-2024', `lang=${language}`)
    t.notMatch(body, /undefined|\[object|NaN/)
    t.ok(text.includes(law.texts.ruleStates.lacking[language]))
  }
})
