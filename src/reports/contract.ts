import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { declareReason } from '../kernel/reasons.js'

const turnedRound = declareReason('period-turned-round', {
  kk: 'Кезең басталғанға дейін аяқталып тұр',
  ru: 'Период заканчивается раньше, чем начинается',
  en: 'The period ends before it begins',
})

/** The period of the kit's trial balance; without a bound from the first day of the ledger, or to its last. */
export const KitQuery = z
  .strictObject({ from: Day.optional(), to: Day.optional() })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: turnedRound,
    path: ['to'],
  })
export type KitQuery = z.output<typeof KitQuery>

export const NoQuery = z.strictObject({})
