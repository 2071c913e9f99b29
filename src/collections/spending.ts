import { z } from 'zod'

const Category = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

/** The costs of the drive itself; everything else is spent on what it is for. */
export const collectingCosts = 'collecting-costs'

/** What the money of a drive may be spent on; its own category and the costs of collecting always are part of it. */
export const Spending = z
  .strictObject({
    categories: z
      .array(Category.meta({ examples: ['housing', 'food'] }))
      .min(1)
      .max(30),
    costCapPercent: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .meta({ description: 'The costs of collecting are at most that much of what was raised' }),
    leftOver: z.enum(['refund', 'transfer', 'same-purpose']).optional().meta({
      description:
        'What becomes of the rest: given back, transferred to another fund by decision of an authority, or spent on the same purpose later',
    }),
  })
  .meta({ id: 'Spending' })
export type Spending = z.output<typeof Spending>
