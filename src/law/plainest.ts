import type { z } from 'zod'
import { decodeFacts, type Facts } from './facts.js'

/** Facts as they are sent: plain JSON. */
export type FactsInput = z.input<typeof Facts>

/** The least that can be asked: an organization that collects by transfer. Its days have an index and a calendar. */
const plainestInput = {
  on: '2026-03-15',
  collector: { kind: 'organization' },
  channels: ['transfer'],
  startsOn: '2026-03-01',
} as const satisfies FactsInput

export const plainest = decodeFacts(plainestInput) as Facts

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const saysNothing = (value: unknown): boolean =>
  value === null || value === false || value === 0 || value === 0n || value === undefined
const isSame = (a: unknown, b: unknown): boolean =>
  a === b ||
  (saysNothing(a) && b === undefined) ||
  (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i])))

/** How many facts differ from the plainest. */
export function deviations(facts: unknown, from: unknown = plainest): number {
  if (!isRecord(facts)) return isSame(facts, from) ? 0 : Array.isArray(facts) ? facts.length : 1
  const base = isRecord(from) ? from : {}
  let sum = 0
  for (const name in facts) sum += deviations(facts[name], base[name])
  return sum
}

/** The facts as they are sent, without those that say what their absence says. */
export function inputOf(facts: Facts): FactsInput {
  const { kind } = facts.collector
  const { collector, ...said } = saidOf(facts, plainest) as Partial<FactsInput>
  const { on, channels, startsOn } = facts
  return { on, collector: { kind, ...collector }, channels, startsOn, ...said }
}

function saidOf(value: unknown, absent: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return value.map((item) => saidOf(item, undefined))
  if (!isRecord(value)) return value
  const base = isRecord(absent) ? absent : {}
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, part]) => deviations(part, base[name]) > 0)
      .map(([name, part]) => [name, saidOf(part, base[name])]),
  )
}

/**
 * The facts made plainer, one fact after the other, for as long as they show what they are to show. Throws if they do not
 * show it as they are: then a cell would not be what the engine answers.
 */
export function plainestThatShow(facts: Facts, shows: (facts: Facts) => boolean): FactsInput {
  const isWitness = (input: FactsInput): boolean => {
    const read = decodeFacts(input)
    return !Array.isArray(read) && shows(read)
  }
  let witness = inputOf(facts)
  if (!isWitness(witness))
    throw new Error(`the facts do not show what their cell shows: ${JSON.stringify(witness)}`)
  for (let next: FactsInput | undefined = witness; next !== undefined; ) {
    witness = next
    next = (plainerRecords(witness, plainestInput) as FactsInput[]).find(isWitness)
  }
  return witness
}

/** Every way of making the facts plainer by one: a fact left out, or one that must be said as the plainest say it. */
function plainerRecords(record: Record<string, unknown>, base: Record<string, unknown>): object[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const { [name]: _, ...rest } = record
    const plain = base[name]
    const whole = plain === undefined ? [rest] : isEqual(value, plain) ? [] : [{ ...record, [name]: plain }]
    if (!isRecord(value)) return whole
    const within = plainerRecords(value, isRecord(plain) ? plain : {})
    return [...whole, ...within.map((part) => ({ ...record, [name]: part }))]
  })
}

const isEqual = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
