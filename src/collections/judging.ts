import type { Transaction } from '../audit/act.js'
import type { House } from '../audit/house.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { uuidv7 } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import { type Evaluation, type EvaluationError, isEvaluated } from '../law/evaluation.js'
import type { Facts } from '../law/facts.js'
import { judge } from '../legislation/queries.js'
import { findingsAgainst } from './decisions.js'
import { collectionRefused, lawNotComputable } from './problems.js'
import { insertJudgement } from './store.js'

/** What the law in force says of a drive on a day, and what every other published variant would have said. */
export interface Judgement {
  readonly kind: 'register' | 'open'
  readonly facts: Facts
  readonly evaluation: Evaluation
  /** A variant that cannot be computed is an error cell: it stops nothing. */
  readonly shadow: readonly (Evaluation | EvaluationError)[]
}

/** Judges a drive, or says why the law in force cannot be computed: then nothing may be done on its ground. */
export async function judgeDrive(
  tx: Transaction,
  house: House,
  kind: Judgement['kind'],
  facts: Facts,
): Promise<Judgement | Refusal> {
  const { evaluation, shadow } = await judge(tx, house.law, facts)
  if (isEvaluated(evaluation)) return { kind, facts, evaluation, shadow }
  const { error, variant, variantHash } = evaluation
  return lawNotComputable({ detail: error.detail, more: { variant, variantHash, cause: error.type } })
}

/** Keeps a judgement with everything that is needed to make it again. */
export async function keepJudgement(
  tx: Transaction,
  collectionId: string,
  { kind, facts, evaluation, shadow }: Judgement,
  now: Date,
): Promise<void> {
  const { on, variant, variantHash, dataHash, engine, outcome } = evaluation
  await insertJudgement(tx, {
    ...{ id: uuidv7(now), collectionId, kind, judgedOn: on, variant, variantHash, dataHash, engine, outcome },
    // The facts hold bigints, which only our canonical JSON writes.
    ...{ facts: JSON.parse(canonicalJson(facts)), evaluation, shadow, recordedAt: now },
  })
}

/** The refusal by the law, itself kept; undefined if the law allows it. */
export function refusalOf(number: string, { kind, evaluation, shadow }: Judgement): Refusal | undefined {
  const findings = findingsAgainst(evaluation, kind)
  const [first] = findings
  if (first === undefined) return undefined
  return collectionRefused({
    kept: true,
    citation: first.citation,
    more: { number, findings, evaluation, shadow },
  })
}

/** What the public log says of a judgement: the variant by its hash, and the article that decided. */
export function remarksOn({ kind, evaluation }: Judgement) {
  const [first] = findingsAgainst(evaluation, kind)
  return {
    variant: evaluation.variantHash,
    ...(first?.citation.article !== undefined && { article: first.citation.article }),
    facts: { on: evaluation.on, variant: evaluation.variant, outcome: evaluation.outcome },
  }
}
