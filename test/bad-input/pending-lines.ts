import { donation, tenge } from '../support/stories.js'
import type { Line } from './lines.js'
import type { Story } from './story.js'

type Refused = readonly [status: number, type: string, pointer: string]

/** How payments in two steps are asked for wrongly. */
export function wrongAuthorizations({ by, open, closed, authorized, settled }: Story): Line[] {
  const post = (what: string, path: string, body: unknown, refused: Refused): Line => {
    const [status, type, pointer] = refused
    return { what, path, call: { as: by, body }, status, type, pointer }
  }
  const asked = (what: string, more: object, refused: Refused, number = open) =>
    post(what, `/v1/collections/${number}/authorizations`, donation(10, { channel: 'qr', ...more }), refused)
  const taken = (what: string, more: object, refused: Refused, id = authorized) =>
    post(what, `/v1/authorizations/${id}/capture`, { receivedAt: '2026-03-12T10:00:00Z', ...more }, refused)
  const outOfOrder: Refused = [422, 'day-out-of-order', '/receivedAt']
  return [
    asked('cash that is authorized', { channel: 'cash' }, [422, 'invalid-request', '/channel']),
    asked('a card where none is taken', { channel: 'card' }, [422, 'channel-not-of-collection', '/channel']),
    asked('an authorization of tomorrow', { receivedAt: '2026-03-16T09:00:00Z' }, outOfOrder),
    asked('an authorization for a closed drive', {}, [409, 'collection-not-open', '/path/number'], closed),
    taken('a capture above what was authorized', { amount: tenge(101) }, [
      422,
      'capture-above-authorization',
      '/amount/amount',
    ]),
    taken('a capture before the authorization', { receivedAt: '2026-03-09T10:00:00Z' }, outOfOrder),
    taken('a capture of nothing', { amount: tenge(0) }, [422, 'invalid-request', '/amount/amount']),
    taken('a capture in dollars', { amount: { amount: '1', currency: 'USD' } }, [
      422,
      'currency-not-held',
      '/amount/currency',
    ]),
    taken('a capture of what was voided', {}, [409, 'authorization-settled', '/path/id'], settled),
    post('a void that does not say why', `/v1/authorizations/${authorized}/void`, { reason: ' ' }, [
      422,
      'invalid-request',
      '/reason',
    ]),
  ]
}
