import type { CellFilter, CellPlace } from '../../comparison/cell-filter.js'
import type { CaseCell, ComparisonResults } from '../../comparison/results.js'
import type { Text } from '../../kernel/texts.js'
import type { Facts } from '../../law/facts.js'
import type { Variant } from '../../law/variant.js'

/** A comparison in the list of those that are published. */
export interface ListedComparison {
  readonly id: string
  /** RFC 3339. */
  readonly createdAt: string
  readonly title?: string
  readonly cases: number
  readonly base: string
  readonly variants: readonly string[]
}

/** A comparison with everything its replay found. */
export interface ShownComparison {
  readonly id: string
  /** RFC 3339. */
  readonly createdAt: string
  readonly title?: string
  readonly results: ComparisonResults
  /** Which cases were judged, in a sentence: those of the register, of a file, or of a stated population. */
  readonly source: Text
  /** Variants that are not shipped with the law, and groups of the population, for their names. */
  readonly variants?: readonly Variant[]
  readonly groups?: readonly NamedGroup[]
}

export interface NamedGroup {
  readonly id: string
  readonly title: Text
}

export interface ShownCells {
  readonly items: readonly CaseCell[]
  /** After which cell the next page begins; `null` at the end. */
  readonly next: CellPlace | null
  readonly all: { readonly cells: number; readonly cases: number; readonly tiyn: string }
}

/** Where the pages get their data; whoever keeps comparisons hands it in. Answers published comparisons alone. */
export interface ComparisonSource {
  published(): Promise<readonly ListedComparison[]>
  byId(id: string): Promise<ShownComparison | undefined>
  /** The cells behind a number, those with the most cases first, a page at a time; all their cases add up to it. */
  cells(shown: ShownComparison, filter: CellFilter, after: CellPlace | undefined): Promise<ShownCells>
  /** The facts of one case as it stood. */
  factsOf(id: string, caseId: string): Promise<Facts | undefined>
}
