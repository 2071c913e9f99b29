import { addDays, type Day, daysBetween } from '../kernel/days.js'
import { dividedHalfEven, type ForeignCurrency } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import { rateMissing } from './problems.js'

/** Tenge for so many units of a currency on a day, as a decimal string: `{ rate: '450.27', units: 1 }`. */
export interface ExchangeRate {
  readonly id: string
  readonly currency: ForeignCurrency
  readonly day: Day
  readonly rate: string
  readonly units: number
  /** `made-up` is for a demo or a test: nobody published it. */
  readonly origin: 'national-bank' | 'made-up'
}

/** Longer than any holidays: an older rate says nothing of the day. */
const mostDaysOld = 10

/** From which day on a rate may value a day. */
export const firstUsableDay = (on: Day): Day => addDays(on, -mostDaysOld)

const noneFor = (currency: ForeignCurrency, on: Day): Text => ({
  kk: `${currency} үшін ${on} күніне де, оған дейінгі ${mostDaysOld} күнге де бағам енгізілмеген.`,
  ru: `Для ${currency} нет курса ни на ${on}, ни за ${mostDaysOld} дней до этого.`,
  en: `There is no rate of ${currency} for ${on}, nor for the ${mostDaysOld} days before.`,
})

/** The rate of a day is the last one before it where the day has none (a weekend, a holiday); too old a one is none. */
export function decideRate(
  latest: ExchangeRate | undefined,
  currency: ForeignCurrency,
  on: Day,
  pointer: string,
): ExchangeRate | Refusal {
  if (latest !== undefined && daysBetween(latest.day, on) <= mostDaysOld) return latest
  const detail = noneFor(currency, on)
  return rateMissing({ detail, errors: [{ pointer, detail }] })
}

/** What minor units of a currency are worth in tiyn: exact, rounded once, half to even. Both have a hundred to the unit. */
export function valueInTiyn(amount: bigint, { rate, units }: Pick<ExchangeRate, 'rate' | 'units'>): bigint {
  const [whole = '', decimals = ''] = rate.split('.')
  const scale = 10n ** BigInt(decimals.length)
  return dividedHalfEven(amount * BigInt(whole + decimals), scale * BigInt(units))
}
