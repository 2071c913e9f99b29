import type { Adal, Session } from '../support/app.js'
import { confirmedCharity, donation, give, newKey, openDrive } from '../support/stories.js'
import { pay, reverse } from './stories.js'

/** Units of a currency, as they are sent. */
export const sum = (amount: number, currency = 'USD') => ({
  amount: String(Math.round(amount * 100)),
  currency,
})

/** 2026-03-15 is a Sunday. */
export const onSunday = (amount: number, more: object = {}) =>
  donation(0, { amount: sum(amount), receivedAt: '2026-03-15T05:00:00Z', ...more })

export const convert = (
  adal: Adal,
  as: Session,
  number: string,
  sold: object,
  received: object,
  more: object = {},
) =>
  adal.call('POST', `/v1/collections/${number}/conversions`, {
    ...{ as, key: newKey() },
    body: { sold, received, convertedOn: '2026-03-15', ...more },
  })

/** A charity with every kind of transaction in another currency. */
export async function foreignBooks(
  adal: Adal,
  bringRates: (adal: Adal, registrar: Session) => Promise<void>,
) {
  const charity = await confirmedCharity(adal)
  const { session, bin } = charity
  await bringRates(adal, charity.registrar)
  const number = await openDrive(adal, session, bin)
  await give(adal, session, number, donation(1_000))
  const first = await give(adal, session, number, onSunday(100.33))
  const mistake = await give(adal, session, number, onSunday(7))
  await give(adal, session, number, onSunday(0, { amount: sum(5_000.01, 'RUB') }))
  await pay(adal, session, number, 0, { amount: sum(40), paidOn: '2026-03-15' })
  await convert(adal, session, number, sum(30), sum(13_000, 'KZT'), { reference: 'Bank order 17' })
  await convert(adal, session, number, sum(99.99, 'RUB'), sum(600, 'KZT'))
  await reverse(adal, session, mistake.body.donation)
  await adal.call('POST', `/v1/collections/${number}/refunds`, {
    ...{ as: session, key: newKey() },
    body: {
      ...{ donation: first.body.donation, amount: sum(10), refundedOn: '2026-03-15' },
      reason: 'She asks for it.',
    },
  })
  return { ...charity, number }
}
