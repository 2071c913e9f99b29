import { type ExchangeRate, valueInTiyn } from '../exchange/decisions.js'
import { moreThanHeld } from '../giving/problems.js'
import { formatTenge, largestAmount } from '../kernel/money.js'
import type { Refusal } from '../kernel/problems.js'
import type { NewConversion } from './conversion-contract.js'
import { farFromRate } from './problems.js'

/**
 * Whether what a bank gave lies near what the National Bank's rate of the day says, give or take so many percent and a tiyn of
 * rounding; and whether the fund, which has raised so much (tiyn), can count what it gains by it.
 */
export function decideConversion(
  { sold, received }: Pick<NewConversion, 'sold' | 'received'>,
  rate: ExchangeRate,
  tolerancePercent: number,
  { raised, value }: { readonly raised: bigint; readonly value: bigint },
): Refusal | undefined {
  const worth = valueInTiyn(sold.amount, rate)
  const off = received.amount > worth ? received.amount - worth : worth - received.amount
  if ((off - 1n) * 100n > worth * BigInt(tolerancePercent)) {
    const sums = { kk: formatTenge(worth, 'kk'), ru: formatTenge(worth, 'ru'), en: formatTenge(worth, 'en') }
    const detail = {
      kk: `Ұлттық Банктің ${rate.day} күнгі бағамымен бұл ${sums.kk}; айырма ${tolerancePercent} %-дан аспауы керек.`,
      ru: `По курсу Национального банка на ${rate.day} это ${sums.ru}; расхождение – не более ${tolerancePercent} %.`,
      en: `By the National Bank's rate of ${rate.day} this is ${sums.en}; at most ${tolerancePercent} % more or less passes.`,
    }
    return farFromRate({ detail, errors: [{ pointer: '/received/amount', detail }] })
  }
  if (raised + received.amount - value > largestAmount)
    return moreThanHeld({ errors: [{ pointer: '/received/amount', detail: moreThanHeld.title }] })
  return undefined
}
