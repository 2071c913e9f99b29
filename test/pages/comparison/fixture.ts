import type { z } from 'zod'
import { type Case, dimensions, valueIn } from '../../../src/comparison/cases.js'
import { population } from '../../../src/comparison/population.js'
import { loadPopulation, sharesOf } from '../../../src/comparison/population-file.js'
import { readings } from '../../../src/comparison/readings.js'
import {
  type CaseCell,
  ComparisonResults,
  OutcomeOrNone,
  type VariantResult,
} from '../../../src/comparison/results.js'
import { dataFolder } from '../../../src/house.js'
import { engine } from '../../../src/law/evaluation.js'
import { type Legislation, loadLegislation } from '../../../src/law/load.js'
import { provisionIds } from '../../../src/law/provision-ids.js'
import { assumedBurden, assumedDelay, assumedSensitivity } from './assumed.js'
import { amountsOf, groundsOf, groupBy, type Judged, judge, stops } from './tallying.js'

export const law: Legislation = loadLegislation(dataFolder)
export const populationFile = loadPopulation(dataFolder)
export const base = 'kz-current'
const variants = [base, 'kz-draft-ban-2024', 'kz-draft-notify-2024', 'kz-voluntary']

/** What a replay of the stated population would answer, counted case by case; burden, delay and sensitivity are made up. */
export function resultsOf(cases: readonly Case[]): { results: ComparisonResults; cells: CaseCell[] } {
  const judged = readings.map((reading) => [reading, judge(cases, reading, variants, law)] as const)
  const [, first = []] = judged[0] ?? []
  const results: z.input<typeof ComparisonResults> = {
    engine,
    dataHash: law.dataHash,
    base,
    variants: variants.map((id) => ({ id, hash: law.variants.get(id)!.hash })),
    cases: amountsOf(first),
    classes: 0,
    readings: Object.fromEntries(
      judged.map(([reading, all]) => [reading, variants.map((id) => variantResult(id, all))]),
    ) as ComparisonResults['readings'],
    delay: variants.map((id) => assumedDelay(id, cases.length)),
    burden: variants.map((id) => assumedBurden(id, cases.length)),
    sensitivity: null,
    assumptions: [...sharesOf(populationFile)].map(([place, [low, value, high]], i) => ({
      place,
      value: i === 1 ? high : value,
      low,
      high,
      changed: i === 1,
      source: 'Assumed; no register of collections exists.',
    })),
  }
  const cells = judged.flatMap(([reading, all]) => cellsOf(reading, all))
  const present = results.readings['duties-met'].map(({ stopped, fraud }, i) => ({
    stopped: stopped.cases,
    'honest-stopped': fraud.honestStopped,
    'frauds-stopped': fraud.prevented + fraud.caught,
    burden: Number(results.burden[i]!.totalKzt),
  }))
  if (cases.length > 0) results.sensitivity = assumedSensitivity(variants, present)
  return { results: ComparisonResults.parse({ ...results, classes: cells.length }), cells }
}

export const fixture = resultsOf([...population(populationFile, { size: 10_000, seed: 1 })])

function variantResult(variant: string, all: readonly Judged[]): VariantResult {
  const said = (one: Judged) => one.answers[variant]!
  const before = (one: Judged) => one.answers[base]!.outcome
  const stopped = all.filter((one) => stops(said(one).outcome))
  const newly = stopped.filter((one) => !stops(before(one)))
  const moves = groupBy(all, (one) => `${before(one)} ${said(one).outcome}`)
  return {
    variant,
    outcomes: Object.fromEntries(
      OutcomeOrNone.options.map((outcome) => [
        outcome,
        amountsOf(all.filter((one) => said(one).outcome === outcome)),
      ]),
    ) as VariantResult['outcomes'],
    stopped: amountsOf(stopped),
    newlyStopped: amountsOf(newly),
    newlyFree: amountsOf(all.filter((one) => stops(before(one)) && !stops(said(one).outcome))),
    transitions: [...moves].map(([key, group]) => {
      const [from, to] = key.split(' ') as [OutcomeOrNone, OutcomeOrNone]
      return { from, to, ...amountsOf(group) }
    }),
    findings: findingsOf(variant, all),
    severalGrounds: stopped.filter((one) => groundsOf(said(one)).length > 1).length,
    provisions: provisionsOf(variant, newly),
    fallsOut: fallsOutOf(variant, all, newly),
    sanctions: sanctionsOf(variant, all),
    fraud: fraudOf(variant, all),
  }
}

function findingsOf(variant: string, all: readonly Judged[]): VariantResult['findings'] {
  const found = all.flatMap((one) => one.answers[variant]!.findings.map((finding) => ({ one, finding })))
  return [...groupBy(found, ({ finding }) => `${finding.code} ${finding.effect}`).values()].map((group) => {
    const { code, provision, effect } = group[0]!.finding
    const alone = group.filter(({ one }) => groundsOf(one.answers[variant]!).length === 1).length
    return { code, provision, effect, ...amountsOf(group.map(({ one }) => one)), alone }
  })
}

/** A case that k provisions stop falls to each of them by 1/k: exactly the Shapley value where one of them is enough. */
function provisionsOf(variant: string, newly: readonly Judged[]): VariantResult['provisions'] {
  const grounds = newly.map(({ answers }) => new Set(groundsOf(answers[variant]!).map((f) => f.provision)))
  const left = new Set(grounds)
  return provisionIds
    .filter((provision) => grounds.some((set) => set.has(provision)))
    .map((provision) => {
      const own = grounds.filter((set) => set.has(provision))
      const added = own.filter((set) => left.delete(set)).length
      const twelfths = own.reduce((sum, { size }) => sum + 12 / size, 0)
      return {
        provision,
        leaveOneOut: own.filter(({ size }) => size === 1).length,
        waterfall: added,
        shapley: { exact: `${Math.round(twelfths)}/12`, decimal: twelfths / 12 },
      }
    })
}

function fallsOutOf(
  variant: string,
  all: readonly Judged[],
  newly: readonly Judged[],
): VariantResult['fallsOut'] {
  return dimensions.flatMap((dimension) => {
    const whole = groupBy(all, ({ one }) => valueIn(one, dimension))
    return [...groupBy(newly, ({ one }) => valueIn(one, dimension))].map(([value, group]) => {
      const ways = groupBy(group, ({ answers }) =>
        [...new Set(groundsOf(answers[variant]!).flatMap(({ remedies }) => remedies.slice(0, 1)))].join(),
      )
      return {
        dimension,
        value,
        ...amountsOf(group),
        of: amountsOf(whole.get(value) ?? []),
        ways: [...ways]
          .map(([key, { length }]) => ({
            remedies: key === '' ? [] : (key.split(',') as never[]),
            cases: length,
          }))
          .sort((a, b) => b.cases - a.cases),
      }
    })
  })
}

function sanctionsOf(variant: string, all: readonly Judged[]): VariantResult['sanctions'] {
  const sum = (wanted: (outcome: string) => boolean) => {
    const fined = all.flatMap(({ answers }) => {
      const { outcome, findings } = answers[variant]!
      return wanted(outcome)
        ? [findings.flatMap(({ sanction }) => (sanction === null ? [] : [sanction]))]
        : []
    })
    const some = fined.filter(({ length }) => length > 0)
    return {
      cases: some.length,
      knownKzt: some
        .flat()
        .reduce((total, { kzt }) => total + BigInt(kzt ?? 0), 0n)
        .toString(),
      amountNotPublished: some.filter((list) => list.some(({ kzt }) => kzt === null)).length,
    }
  }
  return {
    breaches: sum((outcome) => outcome === 'unlawful'),
    exposure: sum((outcome) => outcome === 'barred' || outcome === 'not-yet'),
  }
}

function fraudOf(variant: string, all: readonly Judged[]): VariantResult['fraud'] {
  const count = (fraud: boolean, wanted: (outcome: OutcomeOrNone) => boolean) =>
    all.filter(({ one, answers }) => one.labels.fraud === fraud && wanted(answers[variant]!.outcome)).length
  const prevented = count(true, (outcome) => outcome === 'barred' || outcome === 'not-yet')
  const caught = count(true, (outcome) => outcome === 'unlawful')
  const honestStopped = count(false, stops)
  return {
    labelled: all.length,
    frauds: count(true, () => true),
    prevented,
    caught,
    missed: count(true, (outcome) => !stops(outcome)),
    honestStopped,
    honestStoppedForEachFraud: prevented + caught === 0 ? null : honestStopped / (prevented + caught),
  }
}

function cellsOf(reading: CaseCell['reading'], all: readonly Judged[]): CaseCell[] {
  const said = ({ one, answers }: Judged) =>
    [
      one.facts.collector.kind,
      ...variants.map((id) =>
        [answers[id]!.outcome, ...answers[id]!.findings.map(({ code }) => code)].join(),
      ),
    ].join(';')
  return [...groupBy(all, said).values()].map((group, index) => ({
    reading,
    class: index,
    kind: group[0]!.one.facts.collector.kind,
    ...amountsOf(group),
    answers: Object.fromEntries(
      variants.map((id) => {
        const { outcome, findings } = group[0]!.answers[id]!
        return [id, { outcome, findings: findings.map(({ code }) => code) }]
      }),
    ),
    examples: group.slice(0, 5).map(({ one, facts }) => ({
      id: one.id,
      facts: JSON.parse(
        JSON.stringify(facts, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
      ),
    })),
  }))
}
