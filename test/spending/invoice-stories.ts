import type { Adal, Session } from '../support/app.js'
import { newKey, tenge } from '../support/stories.js'

/** In tenge. */
export const owe = (adal: Adal, as: Session, number: string, amount: number, more: object = {}) =>
  adal.call('POST', `/v1/collections/${number}/invoices`, {
    ...{ as, key: newKey() },
    body: {
      amount: tenge(amount),
      beneficiary: { kind: 'organization', bin: '180340000015', name: 'Құрылыс базасы' },
      ...{ category: 'housing', invoicedOn: '2026-03-12', ...more },
    },
  })

export const payInvoice = (adal: Adal, as: Session, invoice: string, more: object = {}) =>
  adal.call('POST', `/v1/invoices/${invoice}/payments`, {
    ...{ as, key: newKey(), body: { paidOn: '2026-03-14', ...more } },
  })
