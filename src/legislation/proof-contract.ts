import { z } from 'zod'
import { relations } from '../law/proof.js'

const Named = z.object({ id: z.string(), hash: z.string() })
const Witness = z
  .record(z.string(), z.unknown())
  .describe('Facts as `POST /v1/evaluations` takes them, the plainest found')

const Compared = z
  .object({
    /** a is … than b. */
    relation: z.enum(relations),
    /** A case for each direction that exists. */
    witnesses: z.object({ stricter: Witness.optional(), laxer: Witness.optional() }),
  })
  .meta({ id: 'Compared' })

export const ProofView = z
  .object({
    a: Named,
    b: Named,
    byOutcome: Compared,
    byFindings: Compared,
    cells: z.number().describe('How many cells of the facts were judged by both'),
    notComputable: z
      .number()
      .describe('How many of them one cannot judge for want of data: outside the claim'),
  })
  .meta({ id: 'Proof' })
export type ProofView = z.input<typeof ProofView>
