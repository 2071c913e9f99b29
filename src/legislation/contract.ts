import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { declareReason } from '../kernel/reasons.js'
import { sanctionReasons } from '../law/evaluation.js'
import { Facts } from '../law/facts.js'

const variantTwice = declareReason('variant-twice', {
  kk: 'Бір нұсқа екі рет аталған.',
  ru: 'Один вариант назван дважды.',
  en: 'A variant is named twice.',
})

/** Some variants by their ids, each once. */
export const VariantIds = z
  .array(z.string())
  .max(50)
  .refine((ids) => new Set(ids).size === ids.length, variantTwice)

export const NewEvaluations = z
  .strictObject({
    cases: z.array(Facts).min(1).max(1_000),
    variants: VariantIds.min(1),
  })
  .meta({ id: 'NewEvaluations' })
export type NewEvaluations = z.output<typeof NewEvaluations>

export const Text = z.object({ kk: z.string(), ru: z.string(), en: z.string() })
export const CitationView = z
  .object({
    act: z.string(),
    article: z.string().optional(),
    url: z.string().optional(),
    status: z.enum(['in-force', 'proposed', 'comparator', 'hypothetical']),
    confidence: z.enum(['verified', 'secondary', 'unverified']),
  })
  .meta({ id: 'Citation' })

const FindingView = z
  .object({
    provision: z.string(),
    code: z.string(),
    effect: z.enum(['breach', 'bar', 'precondition', 'duty', 'notice']),
    sanction: z.object({ mci: z.number().nullable(), kzt: z.number().nullable() }).nullable(),
    sanctionConfidence: z.string().nullable(),
    sanctionNote: z
      .object({ why: z.enum(sanctionReasons), from: z.string().nullable() })
      .nullish()
      .describe(
        'Why no sanction is due where the rule attaches one, or a milder one than the judging law has (KoAP Art. 5), and from which day. Not in what was judged before engine 1.1.0',
      ),
    dueOn: z.string().nullable(),
    citation: CitationView,
    confidence: z.string(),
    because: z.record(z.string(), z.unknown()),
    remedies: z.array(z.string()),
  })
  .meta({ id: 'Finding' })

/** One cell: an evaluation, or why it cannot be computed. */
export const EvaluationView = z
  .object({
    variant: z.string(),
    variantHash: z.string(),
    dataHash: z.string().optional(),
    engine: z.string().optional(),
    on: z.string(),
    outcome: z.enum(['lawful', 'lawful-with-duties', 'not-yet', 'barred', 'unlawful']).optional(),
    confidence: z.string().nullable().optional(),
    findings: z.array(FindingView).optional(),
    error: z.object({ type: z.string(), title: z.string(), detail: z.string() }).optional(),
  })
  .meta({ id: 'Evaluation' })

export const EvaluationResults = z
  .object({ results: z.array(z.array(EvaluationView)) })
  .meta({ id: 'EvaluationResults' })

export const InForceQuery = z.strictObject({ on: Day.optional() })
export const InForceView = z
  .object({
    on: z.string(),
    variant: z.string(),
    variantHash: z.string(),
    title: Text,
    /** The day from which it holds; null where it always has. */
    from: z.string().nullable(),
    reasons: z.string().nullable(),
  })
  .meta({ id: 'LawInForce' })

export const NewLawInForce = z
  .strictObject({ variant: z.string().max(100), from: Day, reasons: z.string().trim().min(1).max(2_000) })
  .meta({ id: 'NewLawInForce' })
export type NewLawInForce = z.output<typeof NewLawInForce>

export const LawChangeView = z
  .object({
    id: z.uuid(),
    variant: z.string(),
    variantHash: z.string(),
    from: z.string(),
    /** `one-of-two` until a second administrator asks for the same. */
    status: z.enum(['one-of-two', 'in-force']),
  })
  .meta({ id: 'LawChange' })
export type LawChangeView = z.output<typeof LawChangeView>
