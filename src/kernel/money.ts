import { z } from 'zod'
import { type ReasonCode, reason } from './reasons.js'
import type { Language } from './texts.js'

/** The currencies that Adal knows, tenge first; each has 100 minor units (ISO 4217). */
export const currencies = ['KZT', 'USD', 'EUR', 'RUB'] as const
export type Currency = (typeof currencies)[number]
/** What money is valued and judged in. */
export const tenge = 'KZT'
export type ForeignCurrency = Exclude<Currency, typeof tenge>
export const foreignCurrencies = currencies.filter((currency) => currency !== tenge)

/** PostgreSQL's bigint, and so the largest amount that can be kept. */
export const largestAmount = 2n ** 63n - 1n

/** A whole number of minor units from JSON, or why it is none. */
function readAmount(value: string | number): bigint | ReasonCode {
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return 'money-fractional'
    if (value < 0) return 'money-negative'
    return Number.isSafeInteger(value) ? BigInt(value) : 'money-unsafe'
  }
  if (/^-\d+([.,]\d+)?$/.test(value)) return 'money-negative'
  if (/^\d+[.,]\d+$/.test(value)) return 'money-fractional'
  if (!/^(0|[1-9]\d*)$/.test(value)) return 'money-shape'
  // More digits than the limit has are too many, and are not worth the work of reading them.
  if (value.length > 19 || BigInt(value) > largestAmount) return 'money-too-large'
  return BigInt(value)
}

const Amount = z
  .codec(
    z.union(
      [
        z.string().meta({ pattern: '^(0|[1-9][0-9]{0,18})$', examples: ['1500000'] }),
        z.number().meta({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
      ],
      { error: ({ input }) => reason(input === undefined ? 'required' : 'money-shape') },
    ),
    z.bigint(),
    {
      decode: (value, context) => {
        const amount = readAmount(value)
        if (typeof amount === 'bigint') return amount
        context.issues.push({ code: 'custom', message: reason(amount), input: value })
        return z.NEVER
      },
      encode: (amount) => amount.toString(),
    },
  )
  .meta({ description: 'Minor units (tiyn) as a decimal string; also accepted as a safe integer' })

const CurrencyCode = z.enum(currencies, {
  error: ({ input }) => reason(input === undefined ? 'required' : 'currency-unknown'),
})

const shape = { amount: Amount, currency: CurrencyCode }

/** What is sent as money: `{ "amount": "1500000", "currency": "KZT" }` → `bigint` minor units from 0 to 2^63-1. */
export const Money = z.strictObject(shape).meta({ id: 'Money' })
export type Money = z.output<typeof Money>

/** Money that is more than nothing: a gift, a payment. */
export const PositiveMoney = z
  .strictObject(shape)
  .refine((money) => money.amount > 0n, { path: ['amount'], error: reason('money-zero') })
  .meta({ id: 'PositiveMoney' })
export type PositiveMoney = Money

/** Money as it is answered; a balance or a difference may be negative. */
export const MoneyView = z
  .object({
    amount: z
      .string()
      .regex(/^(0|-?[1-9]\d*)$/)
      .meta({ description: 'Minor units (tiyn)', examples: ['1500000'] }),
    currency: z.enum(currencies),
  })
  .meta({ id: 'MoneyView' })
export type MoneyView = z.output<typeof MoneyView>

export const toMoneyView = (amount: bigint, currency: Currency = 'KZT'): MoneyView => ({
  amount: amount.toString(),
  currency,
})

/** A quotient of sums that are not negative, to the nearest whole minor unit; exactly between two, to the even one. */
export function dividedHalfEven(dividend: bigint, divisor: bigint): bigint {
  const [quotient, twiceRest] = [dividend / divisor, (dividend % divisor) * 2n]
  const isUp = twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n)
  return isUp ? quotient + 1n : quotient
}

/** Tiyn for a page, with spaces that do not break and tiyn only where there are some: `80 226 000 ₸`, `1,50 ₸`. */
export const formatTenge = (tiyn: bigint, language: Language): string => formatMoney(tiyn, 'KZT', language)

const signs: Partial<Record<Currency, string>> = { KZT: '₸' }

/** The same for minor units of any currency, by its sign or code: `25,50 USD`. */
export function formatMoney(tiyn: bigint, currency: Currency, language: Language): string {
  const size = tiyn < 0n ? -tiyn : tiyn
  const whole = (size / 100n).toString().replace(/\B(?=(\d{3})+$)/g, '\u00A0')
  const mark = language === 'en' ? '.' : ','
  const rest = size % 100n === 0n ? '' : mark + (size % 100n).toString().padStart(2, '0')
  return `${tiyn < 0n ? '−' : ''}${whole}${rest}\u00A0${signs[currency] ?? currency}`
}
