import type { Adal, Session } from '../support/app.js'
import { donation, newKey, tenge } from '../support/stories.js'

export const authorize = (adal: Adal, as: Session, number: string, amount: number, more: object = {}) =>
  adal.call('POST', `/v1/collections/${number}/authorizations`, {
    ...{ as, key: newKey() },
    body: donation(amount, { channel: 'qr', ...more }),
  })

export const capture = (adal: Adal, as: Session, id: string, amount?: number, more: object = {}) =>
  adal.call('POST', `/v1/authorizations/${id}/capture`, {
    ...{ as, key: newKey() },
    body: {
      receivedAt: '2026-03-12T10:00:00Z',
      ...(amount !== undefined && { amount: tenge(amount) }),
      ...more,
    },
  })

export const voided = (adal: Adal, as: Session, id: string) =>
  adal.call('POST', `/v1/authorizations/${id}/void`, {
    ...{ as, key: newKey() },
    body: { reason: 'The bank has released the payment.' },
  })
