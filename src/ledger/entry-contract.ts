import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { Moment } from '../kernel/moments.js'
import { currencies } from '../kernel/money.js'
import { PageQuery, pageOf, placeAmong } from '../kernel/pages.js'
import { partyFields } from './parties.js'
import { type FundRole, fundRoles } from './posting.js'

/** `day~transaction~leg` of the last entry of the page before. */
const EntryPlace = placeAmong(Day, z.uuid(), z.string().regex(/^\d{1,4}$/))

const Roles = z
  .string()
  .regex(new RegExp(`^(${fundRoles.join('|')})(,(${fundRoles.join('|')})){0,3}$`))
  .meta({ description: 'What the accounts are to their fund', examples: ['raised,spent,costs'] })
  .transform((roles) => roles.split(',') as FundRole[])

export const EntryQuery = PageQuery.extend({
  account: z.string().min(1).max(200).optional(),
  fund: z.uuid().optional(),
  role: Roles.optional(),
  category: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/)
    .optional()
    .meta({ description: 'What a fund spent it on' }),
  currency: z.enum(currencies).default('KZT'),
  side: z.enum(['debit', 'credit']).optional(),
  origin: z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'The kind of the transaction, or of the one that it reverses' }),
  ...partyFields,
  from: Day.optional(),
  to: Day.optional(),
  asOf: Moment.optional(),
  after: EntryPlace.optional(),
})

export const AccountEntries = pageOf(
  z
    .object({
      transaction: z.uuid(),
      leg: z.int(),
      account: z.string(),
      kind: z.string(),
      effectiveOn: z.string(),
      recordedAt: z.string(),
      side: z.enum(['debit', 'credit']),
      amount: z.string().meta({ description: 'Minor units (tiyn)' }),
      currency: z.string(),
    })
    .meta({ id: 'AccountEntry' }),
).meta({ id: 'AccountEntries' })
