import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { InThreeLanguages } from '../law/files.js'

const Sourced = { source: z.string().trim().min(1), status: z.enum(['default', 'law']) }
const Rule = z.strictObject({ outcome: z.enum(['held', 'refused']), title: InThreeLanguages, ...Sourced })
/** Whole tenge; what is exactly so much passes. */
const RuleAbove = Rule.extend({ aboveKzt: z.int().positive() })
const Days = z.strictObject({ days: z.int().positive(), ...Sourced })

/** `data/giving/limits.yaml`: what a payment out of a fund meets, and what becomes of it then. */
export const Limits = z.strictObject({
  kazakhReadByLawyer: z.boolean(),
  payments: z.strictObject({
    'related-party': Rule,
    'related-name': Rule,
    /** Categories that are outside a purpose unless they were declared. */
    'outside-purpose': Rule.extend({ assets: z.array(z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)) }),
    'costs-above-cap': Rule,
    cash: RuleAbove,
    'not-identified': RuleAbove,
    'second-person': RuleAbove,
  }),
  /** Payments to the same beneficiary that count together against the sums. */
  sameBeneficiary: Days,
  heldPayment: Days,
  authorization: Days,
  conversion: z.strictObject({ tolerancePercent: z.int().min(0).max(100), ...Sourced }),
  unspentAfterClosing: Days,
})
export type Limits = z.output<typeof Limits>

/** Why a payment does not simply pass. */
export type Ground = keyof Limits['payments']

/** The limits from a folder like `data`. Throws if the file does not hold what it should. */
export const loadLimits = (folder: string): Limits =>
  Limits.parse(parse(readFileSync(join(folder, 'giving', 'limits.yaml'), 'utf8')))

/** The house of those who spend what is bound to a purpose. */
export interface BoundHouse extends House {
  readonly limits: Limits
}
