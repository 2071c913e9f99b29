import t from 'tap'
import { languages } from '../../src/kernel/texts.js'
import { evaluateText } from '../../src/legislation/evaluate-text.js'
import { change, compose, law, shelter, variantOf } from '../law/support.js'

const ban = (individualFineMci: number, more: object = {}) =>
  change('individual-collecting', 'banned', { parameters: { individualFineMci }, ...more })
const variant = compose(variantOf('kz-current'), [ban(0), ban(80, { from: '2026-04-01' })], 'fine-later')
const withIt = { ...law, variants: new Map([...law.variants, [variant.id, variant]]) }
const asked = { json: JSON.stringify(shelter), variants: [variant.id] }

t.test('a ban without a fine in force says so wherever it is evaluated', async (t) => {
  t.match(evaluateText({ ...asked, explained: false }, withIt, 'en'), {
    results: [
      {
        outcome: 'unlawful',
        findings: [
          {
            code: 'individual-banned',
            sanction: null,
            sanctionNote: { why: 'none-in-force', from: '2026-04-01' },
          },
        ],
      },
    ],
  })
})

t.test('an explanation says it in a sentence of each language, with the day of the fine', async (t) => {
  const said = {
    kk: /айыппұл әлі қолданысқа енгізілмеген\. .*2026-04-01/,
    ru: /Штраф за это пока не введён\. .*2026-04-01/,
    en: /^No fine for this is in force yet\. A fine is attached from 2026-04-01\.$/,
  }
  for (const language of languages) {
    const answer = evaluateText({ ...asked, explained: true }, withIt, language)
    const rules = (answer as { results: { rules: { code: string; sanctionText: string | null }[] }[] })
      .results[0]!.rules
    t.match(rules.find(({ code }) => code === 'individual-banned')!.sanctionText, said[language])
    t.ok(rules.filter(({ sanctionText }) => sanctionText !== null).length === 1, 'and of no other rule')
  }
})
