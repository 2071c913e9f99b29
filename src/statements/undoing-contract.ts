import { z } from 'zod'
import { PageQuery, pageOf } from '../kernel/pages.js'
import { PublishedText } from '../organizations/contract.js'

export const NewMatchUndoing = z.strictObject({ reason: PublishedText }).meta({ id: 'NewMatchUndoing' })
export type NewMatchUndoing = z.output<typeof NewMatchUndoing>

export const MatchUndoingDecision = z
  .strictObject({ decision: z.enum(['confirm', 'refuse']), reasons: PublishedText })
  .meta({ id: 'MatchUndoingDecision' })
export type MatchUndoingDecision = z.output<typeof MatchUndoingDecision>

const statuses = ['asked', 'confirmed', 'refused'] as const

export const MatchUndoing = z
  .object({
    id: z.uuid(),
    statement: z.uuid(),
    line: z.int(),
    status: z.enum(statuses),
    matchedBecause: z.string().meta({ description: 'The reason of the match that is to be undone' }),
    transaction: z
      .uuid()
      .nullable()
      .meta({ description: 'For which the line stood; null: it was set aside' }),
    giftStands: z.boolean().meta({
      description:
        'The transaction is a gift that was taken from this line: it is reversed before the line becomes another',
    }),
    reason: z.string(),
    askedBy: z.string(),
    askedAt: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    reasons: z.string().nullable(),
  })
  .meta({ id: 'MatchUndoing' })
export type MatchUndoing = z.output<typeof MatchUndoing>

export const MatchUndoingQuery = PageQuery.extend({
  after: z.uuid().optional(),
  status: z.enum(statuses).optional(),
})
export type MatchUndoingQuery = z.output<typeof MatchUndoingQuery>
export const MatchUndoings = pageOf(MatchUndoing).meta({ id: 'MatchUndoings' })
