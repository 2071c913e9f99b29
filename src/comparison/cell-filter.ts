import { z } from 'zod'
import { findingCodes } from '../law/evaluation.js'
import { provisionIds } from '../law/provision-ids.js'
import { rules } from '../law/rules.js'
import { readings } from './readings.js'
import { type CaseCell, OutcomeOrNone } from './results.js'

/** Outcomes that are asked for together. */
const groups: Readonly<Record<string, readonly OutcomeOrNone[]>> = {
  free: ['lawful', 'lawful-with-duties'],
  stopped: ['not-yet', 'barred', 'unlawful'],
  'may-not-start': ['not-yet', 'barred'],
}
const outcomeGroups = ['free', 'stopped', 'may-not-start'] as const

const OutcomeOrGroup = z.enum([...OutcomeOrNone.options, ...outcomeGroups])
export type OutcomeOrGroup = z.output<typeof OutcomeOrGroup>

const within = ['size', 'region', 'purpose', 'fraud'] as const
const Value = z.string().min(1).max(200)

/**
 * Which cases stand behind a number: `outcome` is what `variant` says, `from` what the base says, `code` and `provision` a
 * ground that `variant` finds, the rest what the cases are.
 */
export const CellFilter = z
  .object({
    reading: z.enum(readings).default('duties-met'),
    variant: z.string().max(64).optional(),
    outcome: OutcomeOrGroup.optional(),
    from: OutcomeOrGroup.optional(),
    code: z.enum(findingCodes).optional(),
    provision: z.enum(provisionIds).optional(),
    kind: Value.optional(),
    size: Value.optional(),
    region: Value.optional(),
    purpose: Value.optional(),
    fraud: z.enum(['yes', 'no']).optional(),
  })
  .refine((filter) => within.filter((one) => filter[one] !== undefined).length < 2, {
    // Cases are counted by one of them at a time.
    message: 'size, region, purpose and fraud one at a time',
    path: ['size'],
  })
  .meta({ id: 'CellFilter' })
export type CellFilter = z.output<typeof CellFilter>

/** Where a page of cells ends: the next one begins after it. */
export const CellPlace = z
  .string()
  .regex(/^\d{1,9}-\d{1,9}$/)
  .transform((text) => {
    const [cases = 0, number = 0] = text.split('-').map(Number)
    return { cases, number }
  })
export type CellPlace = z.output<typeof CellPlace>

/** The one dimension of which a value is asked for. */
export const withinOf = (filter: CellFilter) => within.find((one) => filter[one] !== undefined)

export const outcomesOf = (asked: OutcomeOrGroup): readonly OutcomeOrNone[] =>
  groups[asked] ?? [asked as OutcomeOrNone]

const isOneOf = (outcome: OutcomeOrNone | undefined, asked: OutcomeOrGroup | undefined): boolean =>
  asked === undefined || (outcome !== undefined && outcomesOf(asked).includes(outcome))

/** Whether what is said of the cell is what is asked for. */
function matches({ reading, kind, answers }: CaseCell, filter: CellFilter, base: string): boolean {
  const answer = filter.variant === undefined ? undefined : answers[filter.variant]
  const found = answer?.findings ?? []
  return (
    reading === filter.reading &&
    (filter.kind === undefined || kind === filter.kind) &&
    isOneOf(answer?.outcome, filter.outcome) &&
    isOneOf(answers[base]?.outcome, filter.from) &&
    (filter.code === undefined || found.includes(filter.code)) &&
    (filter.provision === undefined || codesOfProvision(filter.provision).some((one) => found.includes(one)))
  )
}

export const codesOfProvision = (asked: NonNullable<CellFilter['provision']>) =>
  rules.filter(({ provision }) => provision === asked).map(({ code }) => code)

/** The cells that hold what is asked for, with as many cases as it holds of, and examples that are among them. */
export function cellsBehind(cells: readonly CaseCell[], filter: CellFilter, base: string): CaseCell[] {
  const dimension = withinOf(filter)
  return cells.flatMap((cell) => {
    if (!matches(cell, filter, base)) return []
    if (dimension === undefined) return [{ ...cell, examples: cell.examples.slice(0, mostExamples) }]
    const amounts = cell.by[dimension][filter[dimension]!]
    if (amounts === undefined) return []
    const examples = cell.examples.filter((example) => example[dimension] === filter[dimension])
    return [{ ...cell, ...amounts, examples: examples.slice(0, mostExamples) }]
  })
}

const mostExamples = 5
