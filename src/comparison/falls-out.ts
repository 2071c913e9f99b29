import type { PreparedVariant } from '../law/evaluate.js'
import type { Legislation } from '../law/legislation.js'
import { tableDimensions } from './cases.js'
import type { VariantResult } from './results.js'
import { type Amounts, addTo, type CaseClass } from './tally.js'
import { type WayBack, wayBackOf } from './way-back.js'

type Way = WayBack & { cases: number }
interface Row {
  readonly out: Amounts
  readonly of: Amounts
  readonly ways: Map<string, Way>
}

const none = (): Amounts => ({ cases: 0, tiyn: 0n })
const written = ({ cases, tiyn }: Amounts) => ({ cases, tiyn: String(tiyn) })

/** Who is stopped that the base lets be, by each value of each dimension, with the ways back that were tried. */
export function fallsOut(
  classes: readonly CaseClass[],
  falls: (one: CaseClass) => boolean,
  variant: PreparedVariant,
  legislation: Legislation,
): VariantResult['fallsOut'] {
  const ways = new Map(
    classes
      .filter(falls)
      .map((one) => [one, wayBackOf(one.examples[0]!.read, variant, legislation)] as const),
  )
  return tableDimensions.flatMap((dimension) => {
    const rows = new Map<string, Row>()
    for (const one of classes)
      for (const [value, amounts] of one.by[dimension]) {
        const row = rows.get(value) ?? { out: none(), of: none(), ways: new Map() }
        rows.set(value, row)
        count(row, amounts, ways.get(one))
      }
    return [...rows]
      .sort(([a, { out: x }], [b, { out: y }]) => y.cases - x.cases || (a < b ? -1 : 1))
      .map(([value, { out, of, ways }]) => ({
        dimension,
        value,
        ...written(out),
        of: written(of),
        ways: [...ways].sort(([a, x], [b, y]) => y.cases - x.cases || (a < b ? -1 : 1)).map(([, way]) => way),
      }))
  })
}

/** Who falls out has a way, be it that there is none. */
function count({ out, of, ways }: Row, { cases, tiyn }: Amounts, way: WayBack | undefined): void {
  addTo(of, tiyn, cases)
  if (way === undefined) return
  addTo(out, tiyn, cases)
  const key = `${way.remedies.join()} ${way.tooLate}`
  const before = ways.get(key) ?? { ...way, cases: 0 }
  ways.set(key, before)
  before.cases += cases
}
