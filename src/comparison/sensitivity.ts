import {
  drawn,
  poissonWeights,
  type Ranges,
  rangesAround,
  streamOf,
  type Values,
  type Weight,
  whole,
} from './draws.js'
import { type Headline, headlines, type Sensitivity } from './results.js'

/** What a comparison comes to: by variant, the number that stands for each headline. */
export type HeadlinesByVariant = Readonly<Record<string, Readonly<Record<Headline, number>>>>

interface Common {
  /** The prices of the tariffs with their ranges. */
  readonly prices: Ranges
  /** What the user has set, of shares and prices: taken as the likely value. */
  readonly changed?: Values
  /** 200 unless told. */
  readonly draws?: number
  readonly seed: number
  readonly onProgress?: (done: number, of: number) => void
}

/** Cases of a stated population: its shares are assumptions too. */
export interface OfPopulation extends Common {
  readonly shares: Ranges
  /**
   * Asked for every share and price. Must answer from the same seed each time, so that all variants and all draws see
   * the same chances. `shares` is the same object for as long as only prices change: then no case need be counted again.
   */
  readonly headlinesOf: (shares: Values, prices: Values) => HeadlinesByVariant
}

/** Cases that are given, from a register or a file: other cases might have come instead, by a Poisson bootstrap. */
export interface OfCases extends Common {
  readonly headlinesOfWeighted: (weight: Weight, prices: Values) => HeadlinesByVariant
}

const defaultDraws = 200
const widestKept = 10

type Rows = Sensitivity['tornado']

/** How far the results of a comparison hang on what was assumed. The same for the same seed. */
export function sensitivityOf(request: OfPopulation | OfCases): Sensitivity {
  const { changed = {}, draws = defaultDraws, seed, onProgress } = request
  const shares = rangesAround('shares' in request ? request.shares : new Map(), changed)
  const prices = rangesAround(request.prices, changed)
  const asked = (shares: Values, prices: Values, weight: Weight): HeadlinesByVariant =>
    'shares' in request ? request.headlinesOf(shares, prices) : request.headlinesOfWeighted(weight, prices)
  const likely = { shares: likelyOf(shares), prices: likelyOf(prices) }
  const uncertain = [...uncertainOf(shares), ...uncertainOf(prices)]
  const of = 2 * uncertain.length + draws
  let done = 0
  const passed = <T>(answer: T): T => {
    done += 1
    onProgress?.(done, of)
    return answer
  }

  const rows = uncertain.flatMap(([assumption, [low, , high]]) => {
    const at = (value: number): HeadlinesByVariant => {
      const set = { [assumption]: value }
      return passed(
        shares.has(assumption)
          ? asked({ ...likely.shares, ...set }, likely.prices, whole)
          : asked(likely.shares, { ...likely.prices, ...set }, whole),
      )
    }
    return rowsOf({ assumption, low, high }, at(low), at(high))
  })
  const beats = tallyOfBeats()
  for (let draw = 0; draw < draws; draw++) {
    const random = streamOf(seed, draw)
    // The shares first: so the prices that are added one day leave the shares as they were.
    const values = drawn(shares, random)
    beats.add(passed(asked(values, drawn(prices, random), poissonWeights(seed, draw))))
  }
  const taken = asked(likely.shares, likely.prices, whole)
  const asTaken = Object.entries(taken).flatMap(([variant, values]) =>
    headlines.map((headline) => ({ variant, headline, value: values[headline] })),
  )
  return { asTaken, tornado: widest(rows), draws, beats: beats.shares(draws) }
}

const likelyOf = (ranges: Ranges): Values =>
  Object.fromEntries([...ranges].map(([place, [, likely]]) => [place, likely]))

const uncertainOf = (ranges: Ranges) => [...ranges].filter(([, [low, , high]]) => low < high)

function rowsOf(
  assumption: Pick<Rows[number], 'assumption' | 'low' | 'high'>,
  atLow: HeadlinesByVariant,
  atHigh: HeadlinesByVariant,
): Rows {
  return Object.entries(atLow).flatMap(([variant, values]) =>
    headlines.map((headline) => ({
      variant,
      headline,
      ...assumption,
      atLow: values[headline],
      atHigh: atHigh[variant]![headline],
    })),
  )
}

/** For each variant and headline the assumptions that move it most, the widest first; what moves nothing is left out. */
function widest(rows: Rows): Rows {
  const widthOf = ({ atLow, atHigh }: Rows[number]): number => Math.abs(atHigh - atLow)
  const byBar = new Map<string, Rows>()
  for (const row of rows.filter((row) => widthOf(row) > 0)) {
    const bar = `${row.variant} ${row.headline}`
    byBar.set(bar, [...(byBar.get(bar) ?? []), row])
  }
  return [...byBar.values()].flatMap((bars) =>
    bars
      .sort((a, b) => widthOf(b) - widthOf(a) || (a.assumption < b.assumption ? -1 : 1))
      .slice(0, widestKept),
  )
}

/** In how many draws one variant has less of a headline than another, for every ordered pair. */
function tallyOfBeats() {
  const counts = new Map<string, { variant: string; than: string; headline: Headline; less: number }>()
  return {
    add(values: HeadlinesByVariant): void {
      for (const [variant, own] of Object.entries(values))
        for (const [than, others] of Object.entries(values))
          for (const headline of variant === than ? [] : headlines) {
            const key = `${variant} ${than} ${headline}`
            const count = counts.get(key) ?? { variant, than, headline, less: 0 }
            if (own[headline] < others[headline]) count.less += 1
            counts.set(key, count)
          }
    },
    shares: (draws: number): Sensitivity['beats'] =>
      [...counts.values()].map(({ less, ...pair }) => ({ ...pair, share: less / draws })),
  }
}
