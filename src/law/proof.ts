import { type Cells, cellsOf, factsOf } from './cells.js'
import type { Element } from './columns.js'
import { evaluate, type PreparedVariant } from './evaluate.js'
import type { Legislation } from './legislation.js'
import { match, notComputable, stageReader } from './masks.js'
import { type FactsInput, plainestThatShow } from './plainest.js'
import { type Shown, shown, shownByAnswers, shownByMasks } from './shown.js'

export const relations = ['equivalent', 'stricter', 'laxer', 'incomparable'] as const

/** What a is beside b, with the plainest facts found for each direction that exists. */
export interface Compared {
  readonly relation: (typeof relations)[number]
  readonly witnesses: { readonly stricter?: FactsInput; readonly laxer?: FactsInput }
}

/**
 * Outcomes are ordered as in `outcomes`: by outcome a is stricter than b when it is nowhere below b and somewhere above; by
 * findings when a finds all that b finds, everywhere, and more somewhere. Notices count in neither.
 */
export interface Proof {
  readonly byOutcome: Compared
  readonly byFindings: Compared
  /** How many cells were judged by both variants. */
  readonly cells: number
  /** In how many of them an index value or a calendar is missing for one of the two: nothing is claimed of these. */
  readonly notComputable: number
}

/** Instead of a proof, where there are more cells than may be judged: how many, or null where they were too many to count. */
export interface TooManyCells {
  readonly tooManyCells: number | null
}

/** Fifteen seconds of one core or so: well within what a proof is given (`legislation/proofs.ts`). */
const mostCells = 25_000_000

/**
 * Which of two variants is the stricter, proved over every cell of the facts and not over a sample: two cases in one cell
 * have the same answers to all that the variants ask, and so the same findings. Claimed of all facts that both can judge;
 * days whose index or calendar is not known are outside the claim.
 */
export function proveStrictness(
  a: PreparedVariant,
  b: PreparedVariant,
  legislation: Legislation,
  most = mostCells,
): Proof | TooManyCells {
  const cells = cellsOf(a, b, legislation)
  if (cells === undefined) return { tooManyCells: null }
  if (cells.count > most) return { tooManyCells: cells.count }
  const { found, skipped } = judgeAll(cells)
  const witnessOf = (what: Shown): FactsInput | undefined => {
    const cell = found.get(what)
    const shows = (facts: Parameters<typeof evaluate>[0]) =>
      shownByAnswers(evaluate(facts, a, legislation), evaluate(facts, b, legislation)) & what
    return cell && plainestThatShow(factsOf(cell.elements), (facts) => shows(facts) !== 0)
  }
  return {
    byOutcome: comparedBy(witnessOf(shown.stricterOutcome), witnessOf(shown.laxerOutcome)),
    byFindings: comparedBy(witnessOf(shown.stricterFindings), witnessOf(shown.laxerFindings)),
    cells: cells.count,
    notComputable: skipped,
  }
}

function comparedBy(stricter: FactsInput | undefined, laxer: FactsInput | undefined): Compared {
  const relation = stricter && laxer ? 'incomparable' : stricter ? 'stricter' : laxer ? 'laxer' : 'equivalent'
  return { relation, witnesses: { ...(stricter && { stricter }), ...(laxer && { laxer }) } }
}

/** The plainest cell that shows something. */
interface Found {
  readonly weight: number
  readonly elements: readonly Element[]
}

/** Judges every cell by both variants. */
function judgeAll({ blocks, questionnaire }: Cells): { found: Map<Shown, Found>; skipped: number } {
  const { words } = questionnaire
  const stageOf = stageReader(questionnaire)
  const found = new Map<Shown, Found>()
  let skipped = 0
  const keep = (what: number, elements: readonly Element[], weight: number): void => {
    for (const one of Object.values(shown))
      if (what & one && weight < (found.get(one)?.weight ?? Number.POSITIVE_INFINITY))
        found.set(one, { weight, elements: [...elements] })
  }
  for (const { rows, elements } of blocks) {
    eachCell(elements, words, (signature, at, cell, weight) => {
      const byA = match(rows[0], words, signature, at)
      const byB = match(rows[1], words, signature, at)
      if (byA === notComputable || byB === notComputable) skipped += 1
      else if (byA !== byB) keep(shownByMasks(byA, byB, stageOf(signature, at)), cell, weight)
    })
  }
  return { found, skipped }
}

/** Every combination of an element of each topic, with its signature: the answers of its elements together. */
function eachCell(
  elements: readonly (readonly Element[])[],
  words: number,
  visit: (signature: Int32Array, at: number, cell: readonly Element[], weight: number) => void,
): void {
  const depth = elements.length
  const signature = new Int32Array((depth + 1) * words)
  const cell: Element[] = []
  const choose = (level: number, weight: number): void => {
    const [at, next] = [level * words, (level + 1) * words]
    if (level === depth) {
      visit(signature, at, cell, weight)
      return
    }
    for (const element of elements[level]!) {
      cell[level] = element
      for (let word = 0; word < words; word++)
        signature[next + word] = signature[at + word]! | element.bits[word]!
      choose(level + 1, weight + element.weight)
    }
  }
  choose(0, 0)
}
