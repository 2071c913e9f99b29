import type { PreparedVariant } from '../law/evaluate.js'
import type { Settings } from '../law/situation.js'
import type { Case } from './cases.js'
import { type Features, feature, featureCount, featuresOf, isBarred, spansOf } from './features.js'
import { askingGround } from './grounds.js'
import { type Pricing, pricingOf, type Quantity, sizeAt, sizeIndex, sizesOrUnsaid } from './pricing.js'
import type { Assumption, BurdenResult } from './results.js'
import { type ChangedPrices, pricesOf, type Tariffs } from './tariffs.js'

/** What the duties of each variant cost those who may collect; whoever is barred has no duties. */
export interface Burden {
  /** Counts a case, or `times` like it: the pricing comes at the end. */
  add(one: Case, times?: number): void
  /** In the order of the variants; at other prices than those it was opened with, if they are given. */
  results(prices?: ChangedPrices): BurdenResult[]
  assumptions(): Assumption[]
}

export function openBurden(
  variants: readonly PreparedVariant[],
  tariffs: Tariffs,
  changed: ChangedPrices = {},
): Burden {
  const spans = spansOf(variants)
  const counts = new Map<number, number>()
  const kinds = featureCount * sizesOrUnsaid.length
  return {
    add({ facts, labels }, times = 1) {
      const moments = spans.count === 1 ? 0 : spans.of(facts.on) * spans.count + spans.of(facts.startsOn)
      const key = moments * kinds + sizeIndex(labels.size) * featureCount + featuresOf(facts)
      counts.set(key, (counts.get(key) ?? 0) + times)
    },
    results(prices = changed) {
      const pricing = pricingOf(tariffs, prices)
      return variants.map((variant) => {
        const quantities = quantitiesOf(tariffs)
        for (const [key, cases] of counts) {
          const moments = Math.floor(key / kinds)
          const on = spans.sampleOf(Math.floor(moments / spans.count))
          const startsOn = spans.sampleOf(moments % spans.count)
          const { settings } = variant.regimeFor({ on, startsOn })
          quantities.add(settings, key % featureCount, Math.floor((key % kinds) / featureCount), cases)
        }
        return burdenOf(variant.id, quantities.all, pricing)
      })
    },
    assumptions: () => [...pricesOf(tariffs)].map(([place, price]) => assumptionOf(place, price, changed)),
  }
}

function quantitiesOf({ duties }: Tariffs) {
  const rows = duties.flatMap(({ id, grounds }) =>
    grounds.map(({ provision }): Quantity => ({ duty: id, provision, cases: new Map() })),
  )
  const places = duties.map((_, i) =>
    duties.slice(0, i).reduce((sum, { grounds }) => sum + grounds.length, 0),
  )
  return {
    all: rows,
    add(settings: Settings, features: Features, size: number, cases: number): void {
      if (isBarred(settings, features)) return
      const kind = (features & feature.organization) === 0 ? 'individual' : 'organization'
      duties.forEach(({ grounds }, i) => {
        const ground = askingGround(grounds, settings, features)
        if (ground === -1) return
        const row = rows[places[i]! + ground]!
        const key = `${sizeAt(size)} ${kind}` as const
        row.cases.set(key, (row.cases.get(key) ?? 0) + cases)
      })
    },
  }
}

function burdenOf(variant: string, rows: readonly Quantity[], pricing: Pricing): BurdenResult {
  const duties = rows.flatMap((row) => (row.cases.size === 0 ? [] : [pricing.priced(row)]))
  const total = duties.reduce((sum, { totalKzt }) => sum + BigInt(totalKzt), 0n)
  return { variant, totalKzt: String(total), duties }
}

const assumptionOf = (
  place: string,
  { range: [low, likely, high], source }: { range: readonly [number, number, number]; source: string },
  changed: ChangedPrices,
): Assumption => ({
  place,
  value: changed[place] ?? likely,
  low,
  high,
  changed: Object.hasOwn(changed, place),
  source,
})
