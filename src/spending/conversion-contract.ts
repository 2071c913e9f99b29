import { z } from 'zod'
import { Day } from '../kernel/identifiers.js'
import { MoneyView, PositiveMoney, tenge } from '../kernel/money.js'
import { declareReason } from '../kernel/reasons.js'

const fromForeign = declareReason('conversion-sells-tenge', {
  kk: 'Теңгеге айырбасталады: мұнда басқа валюта керек.',
  ru: 'Обменивают на тенге: здесь нужна другая валюта.',
  en: 'Something else than tenge is converted into tenge.',
})
const intoTenge = declareReason('conversion-buys-tenge', {
  kk: 'Банк берген сома теңгемен көрсетіледі.',
  ru: 'Сумма, которую дал банк, указывается в тенге.',
  en: 'What the bank gave is stated in tenge.',
})

export const NewConversion = z
  .strictObject({
    sold: PositiveMoney.refine(({ currency }) => currency !== tenge, {
      path: ['currency'],
      error: fromForeign,
    }).meta({ description: 'What the bank took' }),
    received: PositiveMoney.refine(({ currency }) => currency === tenge, {
      path: ['currency'],
      error: intoTenge,
    }).meta({ description: 'The tenge that it gave, after what it kept for itself' }),
    convertedOn: Day,
    reference: z.string().max(140).optional(),
  })
  .meta({ id: 'NewConversion' })
export type NewConversion = z.output<typeof NewConversion>

export const Conversion = z
  .object({
    conversion: z.uuid(),
    sold: MoneyView,
    received: MoneyView,
    value: MoneyView.meta({ description: 'What the books said that it was worth' }),
    gain: MoneyView.meta({ description: 'Received less value; negative where the bank gave less' }),
    left: MoneyView.meta({ description: 'Of the currency' }),
  })
  .meta({ id: 'Conversion' })
export type Conversion = z.output<typeof Conversion>
