import type { Adal, Session } from '../support/app.js'
import { newKey, tenge } from '../support/stories.js'

/** Ten tents by default, worth so many tenge by what the donor says. */
export const goods = (value: number, more: object = {}) => ({
  description: 'Шатырлар',
  ...{ quantity: '10', unit: 'pcs', value: tenge(value), basis: 'donor-statement' },
  ...{ receivedAt: '2026-03-10T10:00:00Z', donor: { kind: 'anonymous' }, ...more },
})

export const giveInKind = (adal: Adal, as: Session, number: string, value: number, more: object = {}) =>
  adal.call('POST', `/v1/collections/${number}/gifts-in-kind`, {
    ...{ as, key: newKey(), body: goods(value, more) },
  })

export const partOf = (quantity: string, more: object = {}) => ({
  ...{ quantity, category: 'housing', givenOn: '2026-03-14' },
  ...{ beneficiary: { kind: 'individual', name: 'Ерлан Сейтқали' }, ...more },
})

export const giveOut = (adal: Adal, as: Session, gift: string, quantity: string, more: object = {}) =>
  adal.call('POST', `/v1/gifts-in-kind/${gift}/disbursements`, {
    ...{ as, key: newKey(), body: partOf(quantity, more) },
  })
