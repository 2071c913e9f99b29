import type { SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '../kernel/actor.js'

/** Who gave, who was paid, and who entered it: asked of the ledger, and known above it. */
export const partyFields = {
  donor: z.enum(['individual', 'organization', 'anonymous']).optional().meta({
    description: 'Gifts of such donors, what was given back of them, and what reverses either',
  }),
  abroad: z.literal('true').optional().meta({
    description: 'Gifts of payers who are not resident, as far as a line of a bank statement says so (КОд)',
  }),
  counterparty: z
    .string()
    // An IIN stands in no address: a person is found by one of her gifts, or of the payments to her.
    .regex(/^(\d{4}[456]\d{7}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
    .optional()
    .meta({
      description:
        'A BIN, or a transaction for its other side: all gifts of it, and all payments to it. Who asks is written down',
    }),
  actor: z
    .string()
    .regex(/^(person|api-key|system):[a-z0-9-]{1,64}$/)
    .optional()
    .meta({ description: 'Who recorded it, as the log names them', examples: ['person:<uuid>'] }),
}

const Party = z.object(partyFields)
export type Party = z.output<typeof Party>

/** The condition on a transaction `t` of a ledger, handed in by who knows parties; and writes down who looked for a person. */
export type PartyCondition = (by: Actor, ledger: string, party: Party) => Promise<SQL>
