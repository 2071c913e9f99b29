import { prepareVariant } from '../law/evaluate.js'
import { maskOfCodes, notComputable } from '../law/masks.js'
import { mixtureOf, provisionsToMix, provisionsTouchedBy } from '../law/mixture.js'
import type { ProvisionId } from '../law/provision-ids.js'
import type { Questionnaire } from '../law/questionnaire.js'
import { rules } from '../law/rules.js'
import type { Variant } from '../law/variant.js'
import { classJudge, isStopped, type JudgeClass } from './judged.js'
import type { VariantResult } from './results.js'
import { exactShare, shapleyOf } from './shapley.js'
import type { CaseClass } from './tally.js'

type ProvisionEffects = VariantResult['provisions']

/** What is found by a provision and by those that depend on it. */
const codesTouchedBy = (id: ProvisionId): number =>
  maskOfCodes(
    rules.filter(({ provision }) => provisionsTouchedBy(id).includes(provision)).map(({ code }) => code),
  )

/**
 * How many cases each provision stops in which two variants differ: without it alone (leave one out), when it comes after
 * those before it (waterfall, in the order of the changes), and as its fair share (Shapley). The last two add up exactly to
 * the difference between the variants. Cases that cannot be computed under one of the two are left out.
 */
export function provisionEffects(
  base: Variant,
  other: Variant,
  classes: readonly CaseClass[],
  questionnaire: Questionnaire,
): ProvisionEffects {
  const differing = provisionsToMix(base, other)
  const everything = 2 ** differing.length - 1
  const judges = new Map<number, JudgeClass>()
  const judgeWith = (taken: number): JudgeClass => {
    const known = judges.get(taken)
    if (known !== undefined) return known
    const provisions = differing.filter((_, i) => taken & (1 << i))
    const judge = classJudge(prepareVariant(mixtureOf(base, other, provisions)), questionnaire)
    judges.set(taken, judge)
    return judge
  }
  const leaveOneOut = differing.map(() => 0)
  const waterfall = differing.map(() => 0)
  const shares = differing.map(() => 0n)
  const codes = differing.map(codesTouchedBy)

  for (const one of classes) {
    const stopped = (taken: number): number => (isStopped(judgeWith(taken)(one)) ? 1 : 0)
    const ends = [judgeWith(0)(one), judgeWith(everything)(one)]
    if (ends.some(({ mask }) => mask === notComputable)) continue
    const active = activeAmong(one)
    if (active.length === 0) continue
    const { cases } = one.amounts
    const whole = stopped(everything)
    for (const i of active) leaveOneOut[i]! += cases * (whole - stopped(everything ^ (1 << i)))
    let before = stopped(0)
    for (let i = 0, taken = 0; i < differing.length; i++) {
      taken |= 1 << i
      if (!active.includes(i)) continue
      const after = stopped(taken)
      waterfall[i]! += cases * (after - before)
      before = after
    }
    const others = active.reduce((rest, i) => rest & ~(1 << i), everything)
    const values = Array.from({ length: 2 ** active.length }, (_, subset) =>
      stopped(active.reduce((taken, i, place) => (subset & (1 << place) ? taken | (1 << i) : taken), others)),
    )
    shapleyOf(values).forEach((share, place) => {
      shares[active[place]!]! += share * BigInt(cases)
    })
  }
  return differing.map((provision, i) => ({
    provision,
    leaveOneOut: leaveOneOut[i]!,
    waterfall: waterfall[i]!,
    shapley: exactShare(shares[i]!),
  }))

  /** The provisions that can change anything for a class: what they touch is found in it in some mixture. */
  function activeAmong(one: CaseClass): number[] {
    const taken = [0, everything, ...differing.flatMap((_, i) => [1 << i, everything ^ (1 << i)])]
    const found = taken.reduce((mask, some) => mask | judgeWith(some)(one).mask, 0)
    return differing.flatMap((_, i) => (found & codes[i]! ? [i] : []))
  }
}
