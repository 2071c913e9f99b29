import type { Effect, Finding, SanctionNote } from '../law/evaluation.js'
import type { VariantResult } from './results.js'
import type { CaseClass } from './tally.js'

type Findings = ReadonlyMap<CaseClass, readonly Finding[]>

/** What the breaches cost, which of them cost nothing and why, and apart from both what would be due after a start. */
export function sanctionTotals(
  classes: readonly CaseClass[],
  findings: Findings,
): VariantResult['sanctions'] {
  return {
    breaches: {
      ...totalOf(classes, findings, ['breach']),
      noneInForce: withoutSanction(classes, findings, ['none-in-force']),
      spared: withoutSanction(classes, findings, ['milder-law', 'law-came-later']),
    },
    exposure: totalOf(classes, findings, ['bar', 'precondition']),
  }
}

function totalOf(classes: readonly CaseClass[], findings: Findings, effects: readonly Effect[]) {
  let [cases, knownKzt, amountNotPublished] = [0, 0n, 0]
  for (const one of classes) {
    const sanctions = findings
      .get(one)!
      .flatMap(({ effect, sanction }) => (effects.includes(effect) && sanction ? [sanction] : []))
    if (sanctions.length > 0) cases += one.amounts.cases
    for (const { mci } of sanctions) {
      if (mci === null) amountNotPublished += one.amounts.cases
      else knownKzt += BigInt(mci) * BigInt(one.indexKzt)
    }
  }
  return { cases, knownKzt: String(knownKzt), amountNotPublished }
}

function withoutSanction(
  classes: readonly CaseClass[],
  findings: Findings,
  reasons: readonly SanctionNote['why'][],
): number {
  let breaches = 0
  for (const one of classes)
    for (const { effect, sanction, sanctionNote } of findings.get(one)!)
      if (effect === 'breach' && sanction === null && sanctionNote && reasons.includes(sanctionNote.why))
        breaches += one.amounts.cases
  return breaches
}
