import { evaluate, type PreparedVariant } from '../law/evaluate.js'
import { type Effect, type Finding, type FindingCode, isEvaluated } from '../law/evaluation.js'
import type { Legislation } from '../law/legislation.js'
import type { ProvisionId } from '../law/provision-ids.js'
import type { Questionnaire } from '../law/questionnaire.js'
import type { Variant } from '../law/variant.js'
import { fallsOut } from './falls-out.js'
import { changeOf, classJudge, isComputed, isStopped, type JudgeClass, outcomeName } from './judged.js'
import { provisionEffects } from './provisions.js'
import type { OutcomeOrNone, VariantResult } from './results.js'
import { sanctionTotals } from './sanction-totals.js'
import { type Amounts, addTo, type CaseClass, casesOf } from './tally.js'

const none = (): Amounts => ({ cases: 0, tiyn: 0n })
const written = ({ cases, tiyn }: Amounts) => ({ cases, tiyn: String(tiyn) })

const stoppingEffects: readonly Effect[] = ['breach', 'bar', 'precondition']
const isGround = ({ effect }: Finding): boolean => stoppingEffects.includes(effect)

/** A variant with all by which it is judged against the base. */
export interface Judged {
  readonly variant: Variant
  readonly prepared: PreparedVariant
  readonly base: Variant
  readonly preparedBase: PreparedVariant
}

/** What a variant comes to over all classes of one reading, and against the base. */
export function variantResult(
  { variant, prepared, base, preparedBase }: Judged,
  classes: readonly CaseClass[],
  questionnaire: Questionnaire,
  legislation: Legislation,
): VariantResult {
  const judge = classJudge(prepared, questionnaire)
  const judgeBase = classJudge(preparedBase, questionnaire)
  const grounds = new Map(classes.map((one) => [one, findingsOf(one, prepared, legislation)]))
  return {
    variant: variant.id,
    ...outcomeTables(classes, judge, judgeBase),
    ...findingTables(classes, grounds),
    provisions: variant === base ? [] : provisionEffects(base, variant, classes, questionnaire),
    fallsOut: fallsOut(
      classes,
      (one) => changeOf(judge(one), judgeBase(one)) === 'stopped',
      prepared,
      legislation,
    ),
    sanctions: sanctionTotals(classes, grounds),
    fraud: fraudTable(classes, judge),
  }
}

/** The findings of a class are those of any case of it; days and sums in `because` are the example's own. */
function findingsOf(
  { examples }: CaseClass,
  variant: PreparedVariant,
  legislation: Legislation,
): readonly Finding[] {
  const cell = evaluate(examples[0]!.read, variant, legislation)
  return isEvaluated(cell) ? cell.findings : []
}

function outcomeTables(classes: readonly CaseClass[], judge: JudgeClass, judgeBase: JudgeClass) {
  const outcomes = new Map<OutcomeOrNone, Amounts>()
  const moves = new Map<string, Amounts & { from: OutcomeOrNone; to: OutcomeOrNone }>()
  const [stopped, newlyStopped, newlyFree] = [none(), none(), none()]
  for (const one of classes) {
    const { cases, tiyn } = one.amounts
    const [here, before] = [judge(one), judgeBase(one)]
    const [to, from] = [outcomeName(here), outcomeName(before)]
    const amounts = outcomes.get(to) ?? none()
    outcomes.set(to, amounts)
    addTo(amounts, tiyn, cases)
    const move = moves.get(`${from} ${to}`) ?? { from, to, ...none() }
    moves.set(`${from} ${to}`, move)
    addTo(move, tiyn, cases)
    if (isStopped(here)) addTo(stopped, tiyn, cases)
    if (changeOf(here, before) === 'stopped') addTo(newlyStopped, tiyn, cases)
    if (changeOf(here, before) === 'freed') addTo(newlyFree, tiyn, cases)
  }
  const order = outcomeOrder
  return {
    outcomes: Object.fromEntries(
      order.map((name) => [name, written(outcomes.get(name) ?? none())]),
    ) as VariantResult['outcomes'],
    stopped: written(stopped),
    newlyStopped: written(newlyStopped),
    newlyFree: written(newlyFree),
    transitions: [...moves.values()]
      .sort(
        (a, b) => order.indexOf(a.from) - order.indexOf(b.from) || order.indexOf(a.to) - order.indexOf(b.to),
      )
      .map(({ from, to, ...amounts }) => ({ from, to, ...written(amounts) })),
  }
}

const outcomeOrder: readonly OutcomeOrNone[] = [
  'lawful',
  'lawful-with-duties',
  'not-yet',
  'barred',
  'unlawful',
  'not-computable',
]

function findingTables(classes: readonly CaseClass[], findings: ReadonlyMap<CaseClass, readonly Finding[]>) {
  type Row = Amounts & { code: FindingCode; provision: ProvisionId; effect: Effect; alone: number }
  const rows = new Map<string, Row>()
  let severalGrounds = 0
  for (const one of classes) {
    const found = findings.get(one)!
    const grounds = found.filter(isGround)
    if (grounds.length > 1) severalGrounds += one.amounts.cases
    for (const finding of found) {
      const { code, provision, effect } = finding
      const row = rows.get(`${code} ${effect}`) ?? { code, provision, effect, alone: 0, ...none() }
      rows.set(`${code} ${effect}`, row)
      addTo(row, one.amounts.tiyn, one.amounts.cases)
      if (grounds.length === 1 && grounds[0] === finding) row.alone += one.amounts.cases
    }
  }
  return {
    severalGrounds,
    findings: [...rows.values()]
      .sort((a, b) => b.cases - a.cases || (`${a.code} ${a.effect}` < `${b.code} ${b.effect}` ? -1 : 1))
      .map(({ code, provision, effect, alone, ...amounts }) => ({
        code,
        provision,
        effect,
        ...written(amounts),
        alone,
      })),
  }
}

function fraudTable(classes: readonly CaseClass[], judge: JudgeClass): VariantResult['fraud'] {
  let [frauds, honest, prevented, caught, notComputable, honestStopped] = [0, 0, 0, 0, 0, 0]
  for (const one of classes) {
    const judgment = judge(one)
    const [ofFrauds, ofHonest] = [casesOf(one, 'yes'), casesOf(one, 'no')]
    frauds += ofFrauds
    honest += ofHonest
    if (!isComputed(judgment)) notComputable += ofFrauds
    if (!isStopped(judgment)) continue
    honestStopped += ofHonest
    if (outcomeName(judgment) === 'unlawful') caught += ofFrauds
    else prevented += ofFrauds
  }
  const stopped = prevented + caught
  return {
    labelled: frauds + honest,
    frauds,
    prevented,
    caught,
    missed: frauds - stopped - notComputable,
    notComputable,
    honestStopped,
    honestStoppedForEachFraud: stopped === 0 ? null : Math.round((honestStopped / stopped) * 100) / 100,
  }
}
