import { goods as goodsOf, partOf } from '../giving/gift-stories.js'
import { tenge } from '../support/stories.js'
import type { Line } from './lines.js'
import type { Story } from './story.js'

type Refused = readonly [status: number, type: string, pointer: string]

const invalid = (pointer: string): Refused => [422, 'invalid-request', pointer]
const unknown = '01890a5d-ac96-774b-bcce-b302099a8057'

/** How gifts in kind are recorded and given out wrongly. */
export function wrongGoods({ by, open, goods, gift }: Story): Line[] {
  const post = (what: string, path: string, body: unknown, refused: Refused): Line => {
    const [status, type, pointer] = refused
    return { what, path, call: { as: by, body }, status, type, pointer }
  }
  const given = (what: string, more: object, refused: Refused, number = goods) =>
    post(what, `/v1/collections/${number}/gifts-in-kind`, goodsOf(10, more), refused)
  const out = (what: string, quantity: string, more: object, refused: Refused) =>
    post(what, `/v1/gifts-in-kind/${gift}/disbursements`, partOf(quantity, more), refused)
  return [
    given('goods without a quantity', { quantity: '0.000' }, invalid('/quantity')),
    given('a quantity that is no number', { quantity: '1e3' }, invalid('/quantity')),
    given('a basis of a value that is none', { basis: 'guess' }, invalid('/basis')),
    given('an appraisal that nobody can see', { basis: 'appraisal' }, invalid('/evidence')),
    given('a document that is not theirs', { evidence: [unknown] }, invalid('/evidence/0')),
    given('goods worth nothing', { value: tenge(0) }, invalid('/value/amount')),
    given('goods worth dollars', { value: { amount: '1', currency: 'USD' } }, [
      422,
      'currency-not-held',
      '/value/currency',
    ]),
    given('goods of tomorrow', { receivedAt: '2026-03-16T09:00:00Z' }, [
      422,
      'day-out-of-order',
      '/receivedAt',
    ]),
    given('goods for a drive of money', {}, [422, 'channel-not-of-collection', '/path/number'], open),
    given('a description that names a person', { description: 'For 900101350013' }, invalid('/description')),
    out('more than was given', '10.001', {}, [422, 'more-than-given-in-kind', '/quantity']),
    out('goods as a cost of collecting', '1', { category: 'collecting-costs' }, invalid('/category')),
    out('goods before they came', '1', { givenOn: '2026-03-09' }, [422, 'day-out-of-order', '/givenOn']),
    out('goods of tomorrow that are given out', '1', { givenOn: '2026-03-16' }, [
      422,
      'day-out-of-order',
      '/givenOn',
    ]),
  ]
}
