import type { Case } from '../../../src/comparison/cases.js'
import { type Reading, readAs } from '../../../src/comparison/readings.js'
import type { OutcomeOrNone } from '../../../src/comparison/results.js'
import { evaluate, prepareVariant } from '../../../src/law/evaluate.js'
import type { Effect, Finding } from '../../../src/law/evaluation.js'
import type { Facts } from '../../../src/law/facts.js'
import type { Legislation } from '../../../src/law/load.js'

export interface Answer {
  readonly outcome: OutcomeOrNone
  readonly findings: readonly Finding[]
}

/** A case in one reading, with what each variant says of it. */
export interface Judged {
  readonly one: Case
  readonly facts: Facts
  readonly answers: Readonly<Record<string, Answer>>
}

export function judge(
  cases: readonly Case[],
  reading: Reading,
  variants: readonly string[],
  law: Legislation,
): Judged[] {
  const prepared = variants.map((id) => prepareVariant(law.variants.get(id)!))
  return cases.map((one) => {
    const facts = readAs[reading](one.facts)
    const answers = prepared.map((variant) => {
      const said = evaluate(facts, variant, law)
      const answer: Answer =
        'error' in said
          ? { outcome: 'not-computable', findings: [] }
          : { outcome: said.outcome, findings: said.findings }
      return [variant.id, answer] as const
    })
    return { one, facts, answers: Object.fromEntries(answers) }
  })
}

export const stops = (outcome: OutcomeOrNone | undefined): boolean =>
  outcome === 'not-yet' || outcome === 'barred' || outcome === 'unlawful'

const stopping: readonly Effect[] = ['precondition', 'bar', 'breach']
export const groundsOf = ({ findings }: Answer): Finding[] =>
  findings.filter(({ effect }) => stopping.includes(effect))

export const amountsOf = (judged: readonly Judged[]) => ({
  cases: judged.length,
  tiyn: judged.reduce((sum, { facts }) => sum + facts.raised, 0n).toString(),
})

export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
