import fc from 'fast-check'
import t from 'tap'
import { evaluate, prepareVariant } from '../../src/law/evaluate.js'
import { isEvaluated, lawfulOutcome, remedyCodes } from '../../src/law/evaluation.js'
import { explain } from '../../src/law/explain.js'
import type { Explanation, Step, TracedRule } from '../../src/law/explanation.js'
import { patches } from '../../src/law/patches.js'
import { questionnaireOf } from '../../src/law/questionnaire.js'
import { sanctionQuestions } from '../../src/law/sanction-questions.js'
import { sentenceOf } from '../../src/law/sentences.js'
import { day, facts } from './arbitraries.js'
import { bare, change, compose, factsOf, law, shelter, variantOf } from './support.js'

const prepared = new Map([...law.variants].map(([id, variant]) => [id, prepareVariant(variant)]))
const why = (input: unknown, id: string): Explanation =>
  explain(
    factsOf(input),
    prepared.get(id)!,
    [...prepared.values()].filter((other) => other.id !== id),
    law,
  )
const stepsOf = (steps: readonly Step[]): string[] =>
  steps.map(({ code, hindsight }) => (hindsight ? `${code}, too late` : code))
const lawsOf = ({ ways }: Explanation): string[] =>
  ways.law.map(({ provision, from, to }) => `${provision}: ${from.setting} to ${to.setting}`)
const ruleOf = ({ rules }: Explanation, code: string): TracedRule => rules.find((rule) => rule.code === code)!

/** She told everybody in time when she starts and ends. */
const inTime = {
  ...shelter,
  startsOn: '2026-04-20',
  endsOn: '2026-06-01',
  notice: { givenOn: '2026-03-10', endDateGiven: true },
}

t.test('the shelter under the ban: neither one change of hers nor one of the law is enough', async (t) => {
  const explanation = why(shelter, 'kz-draft-ban-2024')
  t.match(explanation.evaluation, { outcome: 'unlawful' })
  t.strictSame(stepsOf(explanation.ways.facts), [])
  t.strictSame(lawsOf(explanation), [], 'she gave no notice and named no end either')
  t.strictSame(stepsOf(explanation.ways.together!.steps), [
    'collect-under-host',
    'state-end-date',
    'give-notice, too late',
  ])
  const early = why({ ...shelter, startsOn: '2026-04-01' }, 'kz-draft-ban-2024')
  t.strictSame(stepsOf(early.ways.together!.steps), ['collect-under-host', 'state-end-date', 'give-notice'])
})

t.test('had she told in time, a host would be enough, and so would the law without the ban', async (t) => {
  const explanation = why(inTime, 'kz-draft-ban-2024')
  t.match(explanation.evaluation, { outcome: 'barred' })
  t.strictSame(
    stepsOf(explanation.ways.facts),
    ['collect-under-host'],
    'an organization of hers is not accredited',
  )
  t.match(explanation.ways.facts[0], {
    by: 'host',
    outcome: 'lawful',
    changes: [
      { fact: 'collector', from: { kind: 'individual' }, to: { kind: 'organization' } },
      { fact: 'account', from: { kind: 'personal' }, to: { kind: 'organization' } },
    ],
  })
  t.strictSame(lawsOf(explanation), ['individual-collecting: banned to allowed'])
  t.match(explanation.ways.law[0], {
    from: { parameters: { individualFineMci: 80 }, citation: { status: 'proposed' } },
    to: { citation: { status: 'in-force' } },
    outcome: 'lawful',
  })
  t.equal(explanation.ways.together, null, 'where one is enough no several are sought')
})

t.test('the shelter under notice: a host, or for who gave it another account', async (t) => {
  const late = why(shelter, 'kz-draft-notify-2024')
  t.strictSame([stepsOf(late.ways.facts), lawsOf(late)], [['collect-under-host'], []])
  t.match(ruleOf(late, 'individual-notice-missing'), {
    state: 'applied',
    setting: 'notify',
    citation: { act: /working group/, status: 'proposed', confidence: 'verified' },
    conditions: [
      { question: 'organization', waitedFor: false, given: false, margin: null },
      { question: 'for-others', waitedFor: true, given: true },
      { question: 'notice-in-time', waitedFor: false, given: false },
    ],
  })
  const told = why(inTime, 'kz-draft-notify-2024')
  t.strictSame(stepsOf(told.ways.facts), ['use-other-account', 'collect-under-host'], 'the easier first')
  t.strictSame(lawsOf(told), ['personal-account: on to off'])
  t.match(told.ways.law[0]!.to, { parameters: {}, citation: null }, 'the law of today says nothing of it')
  t.equal(ruleOf(told, 'individual-notice-missing').state, 'nearly')
})

t.test('a threshold that is met exactly is near, and one day less is found', async (t) => {
  const given = (givenOn: string) =>
    why({ ...bare, account: { dedicated: true }, startsOn: '2026-04-10', notice: { givenOn } }, 'ref-cz')
  const [met, short] = [given('2026-03-11'), given('2026-03-12')]
  t.equal(ruleOf(met, 'lead-time-short').state, 'nearly')
  t.strictSame(ruleOf(met, 'lead-time-short').conditions.at(-1)?.margin, { value: 0, unit: 'days' })
  t.strictSame(met.ways, { nothing: true, facts: [], law: [], together: null })
  const rule = ruleOf(short, 'lead-time-short')
  t.equal(rule.state, 'applied')
  t.strictSame(rule.conditions.at(-1), {
    question: 'lead < 30 calendar days',
    name: 'lead-shorter-than-calendar-days',
    parameters: { days: 30 },
    waitedFor: true,
    given: true,
    margin: { value: -1, unit: 'days' },
  })
  t.match(rule, { parameters: { days: 30 }, citation: { url: /pardubickykraj/, status: 'comparator' } })
  t.strictSame(stepsOf(short.ways.facts), ['postpone-start', 'give-notice, too late'])
  t.match(short.ways.facts[0], { changes: [{ fact: 'startsOn', to: '2026-04-11' }] })
  t.match(short.ways.facts[1], { changes: [{ fact: 'notice', to: { givenOn: '2026-03-11' } }] })
})

t.test('working days are counted when a start is put off or a notice put back', async (t) => {
  const { ways } = why({ ...bare, startsOn: '2026-03-25', notice: { givenOn: '2026-03-13' } }, 'ref-sg')
  t.match(ways.facts, [
    { code: 'postpone-start', changes: [{ fact: 'startsOn', to: '2026-03-27' }] },
    { code: 'give-notice', changes: [{ fact: 'notice', to: { givenOn: '2026-03-11' } }] },
  ])
})

t.test('money, misuse and what is said of rules that are not there', async (t) => {
  const target = why(
    { ...bare, raised: 700, target: 500, notice: { givenOn: '2026-02-20' } },
    'kz-draft-ban-2024',
  )
  t.match(ruleOf(target, 'over-target').conditions, [{ margin: { value: '200', unit: 'tiyn' } }])
  const crime = why({ ...bare, misuse: true }, 'kz-current')
  t.strictSame(stepsOf(crime.ways.facts), ['make-good-misuse, too late'])
  t.strictSame(lawsOf(crime), [], 'a crime in the law of today stays one')
  t.equal(ruleOf(why(bare, 'kz-current'), 'misuse-criminal').state, 'silent', 'nobody is nearly a criminal')
  t.match(ruleOf(crime, 'misuse'), { state: 'not-in-force', setting: 'off', citation: null, conditions: [] })
  t.match(ruleOf(crime, 'individual-banned'), { setting: 'allowed', citation: { status: 'in-force' } })
  t.equal(
    ruleOf(why({ ...bare, closedOn: '2026-03-14' }, 'ref-pl'), 'closing-report-late').state,
    'not-in-force',
    'no number of days is published',
  )
})

t.test('what every other variant says stands beside, an error too', async (t) => {
  const { elsewhere } = why({ ...shelter, channels: ['cash'], on: '2027-01-01' }, 'kz-current')
  t.equal(elsewhere.length, 6)
  t.match(
    elsewhere.find(({ variant }) => variant === 'kz-draft-ban-2024'),
    { error: { type: '/problems/no-index-value' } },
  )
  t.match(
    elsewhere.find(({ variant }) => variant === 'ref-pl'),
    { outcome: 'unlawful', codes: ['start-notice-missing'] },
  )
})

t.test('where data are missing the rule says which, and ways around it are still found', async (t) => {
  const { evaluation, rules, ways } = why(
    { ...inTime, on: '2027-01-01', endsOn: '2027-06-01' },
    'kz-draft-ban-2024',
  )
  t.notOk(isEvaluated(evaluation))
  t.strictSame(
    rules.filter(({ state }) => state === 'lacking').map(({ code, missing }) => [code, missing]),
    [['individual-banned', { missing: 'index-value', on: '2027-01-01' }]],
  )
  t.strictSame(stepsOf(ways.facts), ['collect-under-host'])
})

const strict = compose(
  variantOf('kz-draft-ban-2024'),
  [
    change('closing-report', 'on', { parameters: { days: 30 } }),
    change('cost-cap', 'on', { parameters: { percent: 20 } }),
    change('lead-time', 'on', { parameters: { days: 3, count: 'working' } }),
    change('two-person-approval', 'on'),
    change('start-notice', 'on', { parameters: { channels: ['cash', 'box'] } }),
    change('individual-collecting', 'notify', { from: '2026-03-10', transition: { 'all-after-days': 5 } }),
  ],
  'strict',
)
const anyPrepared = fc.constantFrom(...prepared.values(), prepareVariant(strict))

t.test('every way was gone: the facts it names are facts, and with them it is lawful', async (t) => {
  let gone = 0
  fc.assert(
    fc.property(facts, anyPrepared, (input, variant) => {
      const known = factsOf(input)
      const { ways, evaluation } = explain(known, variant, [], law)
      const lawful = lawfulOutcome(evaluation) !== null
      const leadsTo = (steps: readonly Step[]) => {
        gone += 1
        const changed = Object.fromEntries(
          steps.flatMap(({ changes }) => changes.map(({ fact, to }) => [fact, to])),
        )
        return lawfulOutcome(evaluate(factsOf({ ...input, ...changed }), variant, law))
      }
      const together = ways.together
      return (
        ways.nothing === lawful &&
        (!lawful || (ways.facts.length === 0 && ways.law.length === 0 && together === null)) &&
        (ways.facts.length === 0 || together === null) &&
        ways.facts.every((way) => leadsTo([way]) === way.outcome) &&
        (together === null || (leadsTo(together.steps) === together.outcome && together.steps.length <= 4))
      )
    }),
    { numRuns: 400, seed: 402 },
  )
  t.ok(gone > 100, `${gone} ways`)
})

t.test(
  'a way of the law is one: a variant that differs from it by this provision alone finds it lawful',
  async (t) => {
    let found = 0
    fc.assert(
      fc.property(facts, fc.constantFrom(...law.variants.values()), (input, variant) => {
        const known = factsOf(input)
        return explain(known, prepared.get(variant.id)!, [], law).ways.law.every(
          ({ provision, to, outcome }) => {
            found += 1
            const { provisions, ...rest } = variant
            const held = {
              from: null,
              transition: 'all' as const,
              ...to,
              citation: variant.provisions[provision]![0]!.citation,
            }
            const changed = prepareVariant({ ...rest, provisions: { ...provisions, [provision]: [held] } })
            return lawfulOutcome(evaluate(known, changed, law)) === outcome
          },
        )
      }),
      { numRuns: 400, seed: 402 },
    )
    t.ok(found > 50, `${found} ways`)
  },
)

t.test(
  'the rules that apply are the findings, whatever is asked on whatever day, and nothing throws',
  async (t) => {
    const ahead = fc.constantFrom(0, 0, 0, -1000, 400, 1200)
    fc.assert(
      fc.property(facts, anyPrepared, ahead, day, (input, variant, days, closedOn) => {
        const on = new Date(Date.parse(input.on) + days * 86_400_000).toISOString().slice(0, 10)
        const known = { ...factsOf({ ...input, on }), closedOn }
        const { evaluation, rules } = explain(known, variant, [], law)
        const applied = rules.filter(({ state }) => state === 'applied').map(({ code }) => code)
        const lacking = rules.some(({ state }) => state === 'lacking')
        if (!isEvaluated(evaluation)) return lacking
        return !lacking && applied.join() === evaluation.findings.map(({ code }) => code).join()
      }),
      { numRuns: 500, seed: 402 },
    )
    t.pass()
  },
)

t.test('every remedy that can be done is in the catalogue, once', async (t) => {
  const codes = patches.map(({ code }) => code)
  t.equal(new Set(codes).size, codes.length)
  t.strictSame(
    remedyCodes.filter((code) => !codes.includes(code)),
    ['stop-taking-donations', 'keep-donation-records'],
  )
  for (const code of codes) t.match(law.texts.remedies[code], { kk: /\S/, ru: /\S/, en: /\S/ })
})

t.test(
  'every question under every variant and setting is told in three languages, with its numbers',
  async (t) => {
    const judged = [...prepared.values(), prepareVariant(strict)]
    const questions = [...questionnaireOf(judged, law).questions, ...sanctionQuestions(judged)]
    const told = new Map<string, string>()
    for (const question of questions) {
      for (const answer of [true, false]) {
        const text = sentenceOf(question, answer, law.texts)
        for (const [language, sentence] of Object.entries(text)) {
          t.notMatch(sentence, /[{}]/, question.key)
          const other = told.get(`${language} ${sentence}`)
          t.equal(other ?? `${question.key} ${answer}`, `${question.key} ${answer}`, sentence)
          told.set(`${language} ${sentence}`, `${question.key} ${answer}`)
          for (const value of Object.values(question.parameters))
            if (!Array.isArray(value)) t.match(sentence, String(value), `${question.key}: ${sentence}`)
        }
      }
    }
    const asked = new Set(questions.map(({ name }) => name))
    t.strictSame(
      Object.keys(law.texts.questions).filter((name) => !asked.has(name as never)),
      [],
    )
    const [channels] = questions.filter(({ name }) => name === 'uses-one-of')
    t.match(sentenceOf(channels!, false, law.texts).en, /cash, box/)
  },
)
