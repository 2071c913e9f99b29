import type { Adal, Answer, Session } from '../support/app.js'
import { confirmedCharity, donation, give, newKey, openDrive, tenge } from '../support/stories.js'

/** A charity with an open drive, to which `given` tenge have been given. */
export async function fundedDrive(adal: Adal, given = 1_000) {
  const charity = await confirmedCharity(adal)
  return { ...charity, ...(await anotherDrive(adal, charity.session, charity.bin, given)) }
}

export async function anotherDrive(adal: Adal, session: Session, bin: string, given = 1_000) {
  const number = await openDrive(adal, session, bin)
  const { body } = await give(adal, session, number, donation(given))
  return { number, donation: body.donation as string, receipt: body.receipt.number as string }
}

type Money = (adal: Adal, as: Session, number: string, amount: number, more?: object) => Promise<Answer>

export const pay: Money = (adal, as, number, amount, more = {}) =>
  adal.call('POST', `/v1/collections/${number}/disbursements`, {
    ...{ as, key: newKey() },
    body: {
      amount: tenge(amount),
      beneficiary: { kind: 'individual', name: 'Ерлан Сейтқали' },
      ...{ category: 'housing', paidOn: '2026-03-14', ...more },
    },
  })

export const refund = (adal: Adal, as: Session, number: string, donation: string, amount: number) =>
  adal.call('POST', `/v1/collections/${number}/refunds`, {
    ...{ as, key: newKey() },
    body: { donation, amount: tenge(amount), refundedOn: '2026-03-14', reason: 'The donor asks for it.' },
  })

export const reverse = (adal: Adal, as: Session, transaction: string, more: object = {}) =>
  adal.call('POST', `/v1/transactions/${transaction}/reversal`, {
    ...{ as, key: newKey() },
    body: { reason: 'Entered by mistake.', ...more },
  })

/** What anybody may see of a drive's money, in tenge. */
export async function moneyOf(adal: Adal, number: string) {
  const { body } = await adal.call('GET', `/v1/register/collections/${number}`)
  return body as Record<string, { amount: string }>
}

export const problemOf = ({ status, body }: Answer): string =>
  `${status} ${String(body.type).split('/').at(-1)}`
