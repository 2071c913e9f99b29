import { z } from 'zod'
import { findingCodes } from '../law/evaluation.js'
import { provisionIds } from '../law/provision-ids.js'
import { readings } from './readings.js'
import { type CaseCell, OutcomeOrNone } from './results.js'

/** Outcomes that are asked for together. */
const groups: Readonly<Record<string, readonly OutcomeOrNone[]>> = {
  free: ['lawful', 'lawful-with-duties'],
  stopped: ['not-yet', 'barred', 'unlawful'],
  'may-not-start': ['not-yet', 'barred'],
}
export const outcomeGroups = ['free', 'stopped', 'may-not-start'] as const

const OutcomeOrGroup = z.enum([...OutcomeOrNone.options, ...outcomeGroups])
export type OutcomeOrGroup = z.output<typeof OutcomeOrGroup>

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
  .meta({ id: 'CellFilter' })
export type CellFilter = z.output<typeof CellFilter>

const isOneOf = (outcome: OutcomeOrNone | undefined, asked: OutcomeOrGroup | undefined): boolean =>
  asked === undefined ||
  (outcome !== undefined && (outcome === asked || groups[asked]?.includes(outcome) === true))

/**
 * Whether the cell holds what is asked for, as far as a cell can tell: not by provision, size, region, purpose or label,
 * which whoever keeps the cases has to look at.
 */
export function cellMatches({ reading, kind, answers }: CaseCell, filter: CellFilter, base: string): boolean {
  const answer = filter.variant === undefined ? undefined : answers[filter.variant]
  return (
    reading === filter.reading &&
    (filter.kind === undefined || kind === filter.kind) &&
    isOneOf(answer?.outcome, filter.outcome) &&
    isOneOf(answers[base]?.outcome, filter.from) &&
    (filter.code === undefined || answer?.findings.includes(filter.code) === true)
  )
}
