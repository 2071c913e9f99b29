import { z } from 'zod'
import { Day, Iban } from '../kernel/identifiers.js'
import { MoneyView, PositiveMoney } from '../kernel/money.js'

const OwnAccount = z
  .union([z.enum(['bank', 'cash']), Iban])
  .meta({ description: '`bank` is the money of which nobody has said on which account it lies' })

export const NewOwnTransfer = z
  .strictObject({
    from: z
      .union([OwnAccount, z.literal('boxes')])
      .meta({ description: '`boxes` is what was counted when they were opened' }),
    to: OwnAccount,
    amount: PositiveMoney,
    movedOn: Day,
  })
  .meta({ id: 'NewOwnTransfer' })
export type NewOwnTransfer = z.output<typeof NewOwnTransfer>

export const OwnTransfer = z
  .object({
    transaction: z.uuid(),
    from: z.string().meta({ examples: ['assets:bank:KZ86125KZT5004100100'] }),
    to: z.string(),
    amount: MoneyView,
    movedOn: z.string(),
  })
  .meta({ id: 'OwnTransfer' })
export type OwnTransfer = z.output<typeof OwnTransfer>
