import fc from 'fast-check'
import t from 'tap'
import { addDays } from '../../src/kernel/days.js'
import { evaluate, prepareVariant } from '../../src/law/evaluate.js'
import { isEvaluated, outcomes } from '../../src/law/evaluation.js'
import type { Facts } from '../../src/law/facts.js'
import { judgeOf, maskOfCodes, match, notComputable, outcomeAt, stageReader } from '../../src/law/masks.js'
import { bitsInWord, questionnaireOf } from '../../src/law/questionnaire.js'
import { judgeByRows } from '../../src/law/row-tables.js'
import type { Variant } from '../../src/law/variant.js'
import { composedOf, facts, finedOf, prohibitions } from './arbitraries.js'
import { ask, compose, factsOf, law, variantOf } from './support.js'

const runs = { numRuns: 300, seed: 402 }

const anyVariant = fc.constantFrom(...law.variants.values())
const kazakh = fc.constantFrom(
  ...['kz-current', 'kz-voluntary', 'kz-draft-notify-2024', 'kz-draft-ban-2024'].map(variantOf),
)

/** The answer without the names of the variant. */
function answerOf(input: object, variant: Variant): string {
  const { variant: _, variantHash: __, ...answer } = ask(input, variant)
  return JSON.stringify(answer)
}

/** Every object within, with its members in the reverse order. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, reversed(part)]),
  )
}

t.test('the mask of a case says the same as its evaluation, under any mix of variants', async (t) => {
  const mixes = fc.array(fc.oneof(anyVariant, composedOf(kazakh), finedOf(kazakh)), {
    minLength: 1,
    maxLength: 4,
  })
  // Days whose index and calendar nobody knows.
  const unknown = fc.constantFrom(0, 0, 0, 400, 1200)
  fc.assert(
    fc.property(
      fc.array(facts, { minLength: 20, maxLength: 20 }),
      mixes,
      unknown,
      (inputs, variants, ahead) => {
        const prepared = variants.map(prepareVariant)
        const questionnaire = questionnaireOf(prepared, law)
        const judges = prepared.map((variant) => judgeOf(variant, questionnaire))
        const stageOf = stageReader(questionnaire)
        const signature = new Int32Array(questionnaire.words)
        return inputs.every((input) => {
          const known = factsOf({ ...input, on: addDays(input.on, ahead) })
          questionnaire.read(known, signature, 0)
          return prepared.every((variant, i) => {
            const cell = evaluate(known, variant, law)
            const mask = judges[i]!(signature, 0)
            if (!isEvaluated(cell)) return mask === notComputable
            const codes = cell.findings.map(({ code }) => code)
            return (
              mask === maskOfCodes(codes) && outcomes[outcomeAt(mask, stageOf(signature, 0))] === cell.outcome
            )
          })
        })
      },
    ),
    runs,
  )
  t.pass()
})

t.test('all rows at once find what they find one after the other, however many there are', async (t) => {
  const word = fc.integer({ min: 0, max: 2 ** bitsInWord - 1 })
  const anyRows = fc.integer({ min: 1, max: 3 }).chain((words) => {
    const row = fc.record({
      care: fc.array(fc.oneof(fc.constantFrom(0, 1, 3 << 12, 1 << 25), word), {
        minLength: words,
        maxLength: words,
      }),
      want: fc.array(word, { minLength: words, maxLength: words }),
    })
    return fc.record({
      words: fc.constant(words),
      found: fc.array(row, { maxLength: 25 }),
      lacking: fc.oneof(fc.constant([]), fc.array(row, { minLength: 1, maxLength: 70 })),
    })
  })
  let [matched, lacked] = [0, 0]
  fc.assert(
    fc.property(anyRows, fc.infiniteStream(word), ({ words, found, lacking }, answers) => {
      const all = [...found, ...lacking]
      const rows = {
        care: Int32Array.from(all.flatMap(({ care }) => care)),
        want: Int32Array.from(all.flatMap(({ care, want }) => want.map((bits, i) => bits & care[i]!))),
        bits: Int32Array.from(all, (_, i) => (i < found.length ? 1 << i : notComputable)),
      }
      const judge = judgeByRows(rows, words, notComputable)
      // Each row is met once for sure, and random answers meet a few.
      const signatures = all.map((_, i) => [...rows.want.slice(i * words, (i + 1) * words)])
      for (let i = 0; i < 20; i++) signatures.push([...answers.take(words)])
      return signatures.every((signature) => {
        const at = Int32Array.from([0, ...signature])
        const mask = judge(at, 1)
        if (mask === notComputable) lacked += 1
        else if (mask !== 0) matched += 1
        return mask === match(rows, words, at, 1)
      })
    }),
    runs,
  )
  t.ok(matched > 1_000 && lacked > 1_000, `${matched} matched, ${lacked} lacked`)
})

t.test('a further prohibition never makes anything more lawful', async (t) => {
  const severity = (input: object, variant: Variant): number => {
    const cell = ask(input, variant)
    return isEvaluated(cell) ? outcomes.indexOf(cell.outcome) : -1
  }
  fc.assert(
    fc.property(facts, kazakh, fc.subarray(prohibitions, { minLength: 1 }), (input, base, changes) => {
      return severity(input, compose(base, changes)) >= severity(input, base)
    }),
    runs,
  )
  t.pass()
})

t.test('the order in which the facts are named does not matter', async (t) => {
  fc.assert(
    fc.property(facts, anyVariant, (input, variant) => {
      return JSON.stringify(ask(input, variant)) === JSON.stringify(ask(reversed(input), variant))
    }),
    runs,
  )
  t.pass()
})

t.test('the same question gets the same bytes, also from a variant prepared before', async (t) => {
  const prepared = new Map([...law.variants.values()].map((variant) => [variant.id, prepareVariant(variant)]))
  fc.assert(
    fc.property(facts, anyVariant, (input, variant) => {
      const known: Facts = factsOf(input)
      const once = JSON.stringify(evaluate(known, prepared.get(variant.id)!, law))
      return once === JSON.stringify(ask(input, variant)) && once === JSON.stringify(JSON.parse(once))
    }),
    runs,
  )
  t.pass()
})

t.test('a variant without changes differs from its base nowhere', async (t) => {
  const empty = new Map([...law.variants.values()].map((base) => [base, compose(base, [])]))
  fc.assert(
    fc.property(facts, anyVariant, (input, base) => {
      return answerOf(input, base) === answerOf(input, empty.get(base)!)
    }),
    runs,
  )
  t.pass()
})

t.test('voluntary accreditation answers everywhere what the law in force answers', async (t) => {
  const [voluntary, current] = [variantOf('kz-voluntary'), variantOf('kz-current')]
  fc.assert(
    fc.property(facts, (input) => answerOf(input, voluntary) === answerOf(input, current)),
    runs,
  )
  t.pass()
})

t.test('a code is found at most once, in the order of the rules', async (t) => {
  const order = Object.keys(law.texts.findings)
  fc.assert(
    fc.property(facts, anyVariant, (input, variant) => {
      const cell = ask(input, variant)
      const places = isEvaluated(cell) ? cell.findings.map(({ code }) => order.indexOf(code)) : []
      return places.every((place, i) => i === 0 || places[i - 1]! < place)
    }),
    runs,
  )
  t.pass()
})
