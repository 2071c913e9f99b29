import type { Adal, Session } from '../support/app.js'
import { newKey, tenge } from '../support/stories.js'

export const askForTransfer = (adal: Adal, as: Session, from: string, to: string, amount: number) =>
  adal.call('POST', `/v1/collections/${from}/transfers`, {
    ...{ as, key: newKey() },
    body: { to, amount: tenge(amount), reasons: 'All houses are built, and the fodder is short.' },
  })

export const decideOnTransfer = (adal: Adal, as: Session, id: string, decision = 'approve') =>
  adal.call('POST', `/v1/transfers/${id}/decisions`, {
    ...{ as, key: newKey() },
    body: { decision, reasons: 'The purposes are close enough.' },
  })
