import type { Call } from '../support/app.js'
import { donation, drive, organization, tenge } from '../support/stories.js'
import type { Story } from './story.js'

/** One bad request, and how it is refused: status, kind of problem, and the pointer to what is wrong. */
export interface Line {
  readonly what: string
  /** POST, if nothing is said. */
  readonly method?: 'GET' | 'POST'
  readonly path: string
  readonly call: Call
  readonly status: number
  readonly type: string
  readonly pointer: string
}

type Refused = readonly [status: number, type: string, pointer: string]

const invalid = (pointer: string): Refused => [422, 'invalid-request', pointer]
const gift = (more: object) => donation(1_000, more)
const json = { 'content-type': 'application/json' }
const deep = '['.repeat(20_000) + ']'.repeat(20_000)

/** Every way of the issue to send something wrong. */
export function badInput(story: Story): Line[] {
  const { by, bin, open, lateOpened, akimat, neighbour } = story
  const line = (what: string, path: string, call: Call, [status, type, pointer]: Refused): Line => ({
    ...{ what, path, call, status, type, pointer },
  })
  const post = (what: string, path: string, body: unknown, refused: Refused) =>
    line(what, path, { as: by, body }, refused)
  const given = (what: string, body: unknown, refused: Refused, number = open, more: Call = {}) =>
    line(what, `/v1/collections/${number}/donations`, { as: by, body, ...more }, refused)
  const paid = (what: string, more: object, refused: Refused, number = open) =>
    post(what, `/v1/collections/${number}/disbursements`, { ...disbursement, ...more }, refused)
  const back = (what: string, more: object, refused: Refused) =>
    post(what, `/v1/collections/${open}/refunds`, { ...refundOf(story.given), ...more }, refused)
  const registered = (what: string, more: object, pointer: string) =>
    post(what, '/v1/collections', drive(bin, more), invalid(pointer))
  const claimed = (what: string, body: object, pointer: string) =>
    post(what, '/v1/organizations', { ...organization(), ...body }, invalid(pointer))
  const amount = (value: unknown) => gift({ amount: { amount: value, currency: 'KZT' } })
  const decided = (what: string, as: Call['as'], id: string, refused: Refused) =>
    line(what, `/v1/emergency-applications/${id}/decisions`, { as, body: decision }, refused)

  return [
    claimed('a BIN whose check digit is wrong', { bin: '240340000129' }, '/bin'),
    claimed('an IIN where a BIN is needed', { bin: '900101350013' }, '/bin'),
    registered('a collector whose BIN is wrong', { collector: '240340000129' }, '/collector'),
    given(
      'an IIN whose check digit is wrong',
      gift({ donor: person('900101350014') }),
      invalid('/donor/iin'),
    ),
    given('a birthday no calendar has', gift({ donor: person('900231350013') }), invalid('/donor/iin')),
    claimed(
      'an IBAN that fails its check',
      { accounts: [{ iban: 'KZ61999KZT0000000001' }] },
      '/accounts/0/iban',
    ),
    registered('an IBAN in Cyrillic', { account: 'КZ60999KZT0000000001' }, '/account'),
    registered('a region that the KATO does not have', { region: '990000000' }, '/region'),
    registered('an end before the start', { endsOn: '2026-02-27' }, '/endsOn'),
    registered('a day that the calendar does not have', { startsOn: '2026-02-30' }, '/startsOn'),
    given(
      'a gift before the opening',
      gift({ receivedAt: '2026-03-14T00:00:00Z' }),
      outOfOrder('/receivedAt'),
      lateOpened,
    ),
    given('a gift by a channel that the drive does not have', gift({ channel: 'cash' }), [
      422,
      'channel-not-of-collection',
      '/channel',
    ]),
    given('a gift of tomorrow', gift({ receivedAt: '2026-03-16T09:00:00Z' }), outOfOrder('/receivedAt')),
    given('a gift of no year', gift({ receivedAt: '0000-01-01T00:00:00Z' }), invalid('/receivedAt')),
    paid('a payment before the start', { paidOn: '2026-02-01' }, outOfOrder('/paidOn')),
    paid('a payment of tomorrow', { paidOn: '2026-03-16' }, outOfOrder('/paidOn')),
    back('a refund before its donation', { refundedOn: '2026-03-09' }, outOfOrder('/refundedOn')),
    given('negative money', amount('-100'), invalid('/amount/amount')),
    given('a negative number', amount(-100), invalid('/amount/amount')),
    given('half a tiyn', amount(0.5), invalid('/amount/amount')),
    given('tenge with a point', amount('100.50'), invalid('/amount/amount')),
    given('no money', amount('0'), invalid('/amount/amount')),
    given('a number that floats', amount(2 ** 53), invalid('/amount/amount')),
    given('more money than there are numbers', amount('9223372036854775808'), invalid('/amount/amount')),
    given('more than a fund can hold', amount('9223372036854775807'), tooMuch),
    given('an unknown field', gift({ anonymous: true }), invalid('/anonymous')),
    given(
      'an unknown field within',
      gift({ donor: { kind: 'anonymous', name: 'X' } }),
      invalid('/donor/name'),
    ),
    registered('an unknown field of a purpose', { purpose: { ...purpose, 'a/b': 1 } }, '/purpose/a~1b'),
    given('U+0000', gift({ reference: 'a\0b' }), invalid('/reference')),
    given('a lone surrogate', gift({ reference: 'a\ud800b' }), invalid('/reference')),
    given('a body beyond a megabyte', gift({ reference: 'x'.repeat(1_100_000) }), [
      413,
      'body-too-large',
      '',
    ]),
    given('broken JSON', '{"amount": {', [400, 'malformed-body', ''], open, { headers: json }),
    given('an empty body', '', [400, 'malformed-body', ''], open, { headers: json }),
    given('twenty thousand lists in each other', deep, invalid('/0'.repeat(33)), open, { headers: json }),
    given('dollars on a day without a rate', gift(dollars), [
      422,
      'exchange-rate-missing',
      '/amount/currency',
    ]),
    post('a conversion of dollars that are not there', `/v1/collections/${open}/conversions`, conversion, [
      422,
      'currency-not-held',
      '/sold/currency',
    ]),
    post(
      'a conversion of tenge',
      `/v1/collections/${open}/conversions`,
      { ...conversion, sold: tenge(1) },
      invalid('/sold/currency'),
    ),
    post(
      'a conversion into euros',
      `/v1/collections/${open}/conversions`,
      { ...conversion, received: { amount: '1', currency: 'EUR' } },
      invalid('/received/currency'),
    ),
    paid('dollars from a fund of tenge', dollars, [422, 'currency-not-held', '/amount/currency']),
    given(
      'a currency that nobody holds',
      gift({ amount: { amount: '1', currency: 'XTS' } }),
      invalid('/amount/currency'),
    ),
    back('a refund above its donation', { amount: tenge(1_001) }, [
      422,
      'refund-above-donation',
      '/amount/amount',
    ]),
    paid('a payment above the fund', { amount: tenge(1_001) }, [
      422,
      'disbursement-above-fund',
      '/amount/amount',
    ]),
    decided('a decision by the wrong akimat', neighbour, story.undecided, [403, 'not-allowed', '/path/id']),
    decided('a second decision', akimat, story.refused, [409, 'already-decided', '/path/id']),
    given('a gift to a drive that is not open yet', gift({}), notOpen, story.notYet),
    given('a gift to a drive that is closed', gift({}), notOpen, story.closed),
    paid('a payment of a drive that is not open yet', {}, notOpen, story.notYet),
    given('a key used for another body', gift({ reference: 'another' }), reused, open, { key: story.key }),
    given('a key that is none', gift({}), invalid('/header/idempotency-key'), open, { key: 'a b' }),
    post('no known path', `/v1/transactions/1/reversal`, { reason: 'so' }, invalid('/path/id')),
  ]
}

/** What is refused once the law in force has a gate. */
export const behindTheGate = ({ by, gated }: Story): Line => ({
  what: 'a gift to a drive that was refused, where the gate is in force',
  path: `/v1/collections/${gated}/donations`,
  call: { as: by, body: gift({}) },
  status: 409,
  type: 'emergency-gate-refuses',
  pointer: '/path/number',
})

export const withoutKey = ({ by, open }: Story): Line => ({
  what: 'money without a key',
  path: `/v1/collections/${open}/donations`,
  call: { as: by, body: gift({}) },
  status: 400,
  type: 'idempotency-key-required',
  pointer: '/header/idempotency-key',
})

const outOfOrder = (pointer: string): Refused => [422, 'day-out-of-order', pointer]
const notOpen: Refused = [409, 'collection-not-open', '/path/number']
const reused: Refused = [422, 'idempotency-key-reused', '/header/idempotency-key']
const tooMuch: Refused = [422, 'more-than-a-fund-holds', '/amount/amount']
const conversion = {
  sold: { amount: '100', currency: 'USD' },
  received: tenge(450),
  convertedOn: '2026-03-15',
}
const dollars = { amount: { amount: '100', currency: 'USD' } }
const person = (iin: string) => ({ kind: 'individual', iin })
const { purpose } = drive('self')
const decision = {
  decision: 'approve',
  reasons: 'The papers are in order.',
  conflictOfInterest: { declared: false },
}
const disbursement = {
  amount: tenge(1),
  beneficiary: { kind: 'individual', name: 'Ерлан' },
  category: 'housing',
  paidOn: '2026-03-14',
}
const refundOf = (donation: string) => ({
  ...{ donation, amount: tenge(1), refundedOn: '2026-03-14', reason: 'The donor asks.' },
})
