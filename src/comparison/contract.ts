import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { PageQuery, pageOf } from '../kernel/pages.js'
import { declareReason } from '../kernel/reasons.js'
import { findingCodes } from '../law/evaluation.js'
import { collectorKinds } from '../law/facts.js'
import { readings } from './readings.js'
import { CaseCell, ComparisonResults, OutcomeOrNone } from './results.js'

export const statuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const

const listedTwice = declareReason('variant-listed-twice', {
  kk: 'Бұл нұсқа бұрыннан аталған.',
  ru: 'Этот вариант уже назван.',
  en: 'This variant is already named.',
})
const baseAmongVariants = declareReason('base-among-variants', {
  kk: 'Негіз нұсқа онымен салыстырылатындардың қатарында болмайды.',
  ru: 'Основа не может быть среди вариантов, которые с ней сравнивают.',
  en: 'The base cannot be among the variants that are compared with it.',
})

const VariantId = z.string().min(1).max(100)
/** Values by the place of what they change: `shelter.fraud`. */
const byPlace = (value: z.ZodNumber) =>
  z
    .record(z.string().min(1).max(100), value)
    .refine((places) => Object.keys(places).length <= 500)
    .optional()

const CasesRequest = z
  .discriminatedUnion('from', [
    z.strictObject({
      from: z.literal('register'),
      asOf: Day.optional().describe('The day as of which each collection is judged; today if left out'),
    }),
    z.strictObject({
      from: z.literal('synthetic'),
      size: z.int().min(1).max(1_000_000),
      seed: z
        .int()
        .min(0)
        .max(2 ** 32 - 1),
      shares: byPlace(z.number().min(0).max(1)).describe('Shares of the population that are changed'),
    }),
    z.strictObject({ from: z.literal('file'), upload: z.uuid() }),
  ])
  .meta({ id: 'CasesRequest' })

export const NewComparison = z
  .strictObject({
    variants: z.array(VariantId).min(1).max(12),
    base: VariantId,
    cases: CasesRequest,
    assumptions: byPlace(z.number()).describe('Assumptions of burden and population that are changed'),
    draws: z
      .int()
      .min(0)
      .max(1_000)
      .default(200)
      .describe(
        'How often all assumptions are drawn anew, to see how far the results hang on them; 0: not asked',
      ),
  })
  .superRefine(({ variants, base }, context) => {
    variants.forEach((id, index) => {
      const path = ['variants', index]
      if (id === base) context.addIssue({ code: 'custom', path, message: baseAmongVariants })
      else if (variants.indexOf(id) < index) context.addIssue({ code: 'custom', path, message: listedTwice })
    })
  })
  .meta({ id: 'NewComparison' })
export type NewComparison = z.output<typeof NewComparison>

export const Progress = z
  .object({
    phase: z.enum(['waiting', 'cases', 'results']),
    done: z.int().min(0),
    total: z.int().min(0).nullable(),
  })
  .meta({ id: 'ComparisonProgress', description: 'Cases done, of how many' })
export type Progress = z.output<typeof Progress>

export const ComparisonSummary = z
  .object({
    id: z.uuid(),
    status: z.enum(statuses),
    own: z.boolean().describe('Asked for by the caller'),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    publishedAt: z.iso.datetime().nullable(),
    recordedUntil: z.iso
      .datetime()
      .nullable()
      .describe('Of cases of the register: what was recorded later, also for days before, is not in them'),
    request: z.object({
      ...{ variants: z.array(z.string()), base: z.string(), cases: CasesRequest },
      assumptions: z.record(z.string(), z.number()).optional(),
      draws: z.int(),
    }),
    variants: z
      .array(z.object({ id: z.string(), hash: z.string() }))
      .describe('As they were when they were asked for, the base first'),
    dataHash: z.string(),
    engine: z.string(),
    progress: Progress.nullable().describe('While it waits or runs'),
    problem: z.object({ code: z.string(), detail: z.string() }).nullable().describe('Why it failed'),
    resultsHash: z.string().nullable().describe('SHA-256 of the bytes of results.json'),
  })
  .meta({ id: 'ComparisonSummary' })
export type ComparisonSummary = z.output<typeof ComparisonSummary>

export const ComparisonView = ComparisonSummary.extend({ results: ComparisonResults.nullable() }).meta({
  id: 'Comparison',
})

export const ComparisonPath = z.object({ id: z.uuid() })
export const ComparisonQuery = PageQuery.extend({ after: z.uuid().optional() })
export type ComparisonQuery = z.output<typeof ComparisonQuery>
export const ComparisonPage = pageOf(ComparisonSummary).meta({ id: 'ComparisonPage' })

/** One or several, separated by commas, so that a number over several outcomes opens in one question. */
const Outcomes = z
  .string()
  .max(200)
  .transform((text) => text.split(','))
  .pipe(z.array(OutcomeOrNone))

export const CellQuery = PageQuery.extend({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .optional(),
  reading: z.enum(readings).optional(),
  variant: z.string().max(100).optional().describe('The base if left out'),
  outcome: Outcomes.optional().describe('Of this variant'),
  from: Outcomes.optional().describe('The outcomes under the base'),
  code: z.enum(findingCodes).optional().describe('A finding of this variant'),
  kind: z.enum(collectorKinds).optional(),
})
export type CellQuery = z.output<typeof CellQuery>
export const CellPage = pageOf(CaseCell).meta({ id: 'CaseCellPage' })

export const UploadView = z
  .object({
    id: z.uuid(),
    format: z.enum(['ndjson', 'csv']),
    cases: z.int().min(1),
    hash: z.string().describe('SHA-256 of the bytes that were sent'),
  })
  .meta({ id: 'CaseUpload' })
export type UploadView = z.output<typeof UploadView>
