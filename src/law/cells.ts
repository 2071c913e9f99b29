import { addDays } from '../kernel/days.js'
import { type Choice, choicesOf } from './choices.js'
import { addTo, type Column, type Element, type TopicReader, topicReader } from './columns.js'
import type { PreparedVariant, Regime } from './evaluate.js'
import type { Facts } from './facts.js'
import type { Legislation } from './legislation.js'
import { type Rows, rowsOfRegime, stageReader } from './masks.js'
import { plainest } from './plainest.js'
import { type Questionnaire, questionnaireOf } from './questionnaire.js'
import { fineIndexKnown } from './questions.js'
import type { Rule } from './rule.js'
import { type Timeline, timelinesOf } from './timelines.js'
import { boundsOf, topicOf, topics } from './topics.js'

/** The cells under one pair of regimes: each takes one element of every topic, the days first. */
export interface Block {
  readonly rows: readonly [a: Rows, b: Rows]
  readonly elements: readonly (readonly Element[])[]
}

/** The space of facts, cut by all that two variants ask. */
export interface Cells {
  readonly questionnaire: Questionnaire
  readonly blocks: readonly Block[]
  readonly count: number
  /** Whether the facts lie in one of the cells; the tests hold that all facts do which both variants can judge. */
  readonly has: (facts: Facts) => boolean
}

/** The facts of a cell: the days first, since an accreditation and an emergency are put around them. */
export const factsOf = (cell: readonly Element[]): Facts =>
  cell.reduce((facts, { choice }) => choice(facts), plainest)

const otherTopics = topics.filter((topic) => topic !== 'days')

/**
 * How far two variants may be cut. The cells are merged out of timelines, which are built first: one more dated change
 * brings turns, every pair of turns a regime and anchors, and every anchor as many timelines as there are terms. With 60
 * turns the regimes and anchors take half a second of one core, and 200 000 timelines five (measured); without these
 * bounds forty changes of a lead time took 36 seconds, and sixty did not end.
 */
const mostOf = { turns: 60, timelines: 200_000 } as const

/** Cuts the facts by every bound and category that one of the variants uses; undefined where these are too many (`mostOf`). */
export function cellsOf(a: PreparedVariant, b: PreparedVariant, legislation: Legislation): Cells | undefined {
  if (new Set([...a.turns, ...b.turns]).size > mostOf.turns) return undefined
  const questionnaire = questionnaireOf([a, b], legislation)
  const reader = topicReader(questionnaire)
  const lawOf = lawReader([a, b], questionnaire)
  const stageOf = stageReader(questionnaire)
  const keyOfDays = (rows: Block['rows'], bits: Int32Array): string =>
    `${stageOf(bits, 0)} ${reader.keyOf(rows, 'days', bits)}`
  const found = new Map<string, { rows: Block['rows']; columns: Column[] }>()
  const timelines = timelinesUnder([a, b], questionnaire, legislation, lawOf)
  if (timelines === undefined) return undefined
  const choices = otherTopics.map((topic) => elementsOf(topic, questionnaire, reader))
  for (const timeline of timelines) {
    const { key, rows } = lawOf(timeline)
    const block = found.get(key) ?? { rows, columns: [new Map(), ...columnsOf(rows, choices, reader)] }
    found.set(key, block)
    const element = reader.elementOf((facts) => ({ ...facts, ...timeline }), 'days')
    addTo(block.columns[0]!, keyOfDays(rows, element.bits), element)
  }
  const blocks = [...found.values()].map(({ rows, columns }) => ({
    rows,
    elements: columns.map((column) => [...column.values()]),
  }))
  return {
    questionnaire,
    blocks,
    count: blocks.reduce((sum, block) => sum + block.elements.reduce((n, { length }) => n * length, 1), 0),
    has: (facts) => {
      const { key, rows } = lawOf(facts)
      const bits = reader.read(facts)
      const [days, ...others] = found.get(key)?.columns ?? []
      if (!days?.has(keyOfDays(rows, bits))) return false
      return otherTopics.every((topic, i) => others[i]!.has(reader.keyOf(rows, topic, bits)))
    },
  }
}

type OtherTopic = (typeof otherTopics)[number]

function elementsOf(topic: OtherTopic, { questions }: Questionnaire, reader: TopicReader): Element[] {
  const asked = questions.filter((question) => topicOf(question) === topic)
  const choices: readonly Choice[] = asked.length === 0 ? [(facts) => facts] : choicesOf[topic](asked)
  return choices.map((choice) => reader.elementOf(choice, topic))
}

function columnsOf(rows: Block['rows'], choices: readonly Element[][], reader: TopicReader): Column[] {
  return otherTopics.map((topic, i) => {
    const column: Column = new Map()
    for (const element of choices[i]!) addTo(column, reader.keyOf(rows, topic, element.bits), element)
    return column
  })
}

/**
 * What only ever gives notice counts in no relation; and since no cell has transfers, which alone are so asked after, it
 * keeps none from being computed.
 */
const isSilent = ({ effect }: Rule): boolean =>
  [false, true].every((started) => [false, true].every((closed) => effect({ started, closed }) === 'notice'))

/** Under which pair of regimes a drive stands: pairs that ask and find the same are the same. */
type LawReader = (days: Pick<Facts, 'on' | 'startsOn'>) => { key: string; rows: Block['rows'] }

function lawReader([a, b]: readonly [PreparedVariant, PreparedVariant], asked: Questionnaire): LawReader {
  const known = new Map<Regime, { rows: Rows; number: number }>()
  const numbers = new Map<string, number>()
  const read = (regime: Regime) => {
    const rows = rowsOfRegime({ rules: regime.rules.filter(({ rule }) => !isSilent(rule)) }, asked)
    const said = [rows.bits, rows.care, rows.want].join(' ')
    const number = numbers.get(said) ?? numbers.size
    numbers.set(said, number)
    known.set(regime, { rows, number })
    return { rows, number }
  }
  return (days) => {
    const [ofA, ofB] = [a.regimeFor(days), b.regimeFor(days)]
    const [first, second] = [known.get(ofA) ?? read(ofA), known.get(ofB) ?? read(ofB)]
    return { key: `${first.number} beside ${second.number}`, rows: [first.rows, second.rows] }
  }
}

function timelinesUnder(
  variants: readonly PreparedVariant[],
  { questions }: Questionnaire,
  legislation: Legislation,
  lawOf: LawReader,
): Timeline[] | undefined {
  const { knownUntil, values } = legislation.indices.monthlyCalculationIndex
  const bounds = {
    turns: [...variants.flatMap(({ turns }) => turns), values[0]!.from, addDays(knownUntil, 1)],
    leads: boundsOf(questions, 'lead <', ' calendar days'),
    workingLeads: boundsOf(questions, 'lead <', ' working days'),
    afterClosing: [...boundsOf(questions, 'closed >'), ...boundsOf(questions, 'reported >')],
  }
  const sameLaw = (days: Pick<Facts, 'on' | 'startsOn'>): string => {
    const isKnown = fineIndexKnown.ask({ ...plainest, ...days }, legislation)
    return `${isKnown} ${lawOf(days).key}`
  }
  return timelinesOf(bounds, legislation.calendar, sameLaw, mostOf.timelines)
}
