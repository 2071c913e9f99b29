import { protocol } from '../giving/box-stories.js'
import { tenge } from '../support/stories.js'
import type { Line } from './lines.js'
import type { Story } from './story.js'

/** Protocols of boxes, and what is owed, that cannot be. */
export function wrongBoxes({ by, open, boxed, box, invoice }: Story): Line[] {
  const post = (what: string, path: string, body: object, refused: string): Line => {
    const [status, type = '', pointer = ''] = refused.split(' ')
    return { what, path, call: { as: by, body }, status: Number(status), type, pointer }
  }
  const later = { openedAt: '2026-03-11T09:00:00Z', seal: { number: '000118', state: 'intact' } }
  const counted = (what: string, more: object, refused: string, of = box) =>
    post(what, `/v1/collections/${boxed}/boxes/${of}/openings`, protocol(50, { ...later, ...more }), refused)
  const owed = (what: string, more: object, refused: string) =>
    post(what, `/v1/collections/${open}/invoices`, { ...bill, ...more }, refused)
  const paid = (what: string, more: object, refused: string) =>
    post(what, `/v1/invoices/${invoice}/payments`, { paidOn: '2026-03-14', ...more }, refused)
  return [
    counted('a box of nobody', {}, '404 box-not-of-collection /path/box', 'B-0000-0000-0000'),
    counted('one person alone at a box', { present: ['Ерлан'] }, '422 invalid-request /present'),
    counted(
      'one person twice at a box',
      { present: ['Ерлан Қалиев', 'Қалиев Ерлан'] },
      '422 invalid-request /present',
    ),
    counted(
      'notes that do not add up',
      { denominations: [{ tenge: 20, count: 1 }] },
      '422 invalid-request /counted/amount',
    ),
    counted('a note twice', { denominations: [fifty, fifty] }, '422 invalid-request /denominations'),
    counted(
      'a note that nobody prints',
      { denominations: [{ tenge: 3, count: 1 }] },
      '422 invalid-request /denominations/0/tenge',
    ),
    counted(
      'tenge as foreign notes',
      { foreignNotes: [tenge(5)] },
      '422 invalid-request /foreignNotes/0/currency',
    ),
    counted(
      'a box before it was set up',
      { openedAt: '2026-03-04T09:00:00Z' },
      '422 day-out-of-order /openedAt',
    ),
    counted(
      'a box that is opened tomorrow',
      { openedAt: '2026-03-16T09:00:00Z' },
      '422 day-out-of-order /openedAt',
    ),
    counted(
      'another seal that is intact',
      { seal: { number: '7', state: 'intact' } },
      '422 box-seal-is-another /seal/number',
    ),
    counted('one opening twice', { openedAt: '2026-03-10T09:00:00Z' }, '409 box-opened-already /openedAt'),
    owed('an invoice of tomorrow', { invoicedOn: '2026-03-16' }, '422 day-out-of-order /invoicedOn'),
    owed('an invoice that is due before its day', { dueOn: '2026-03-13' }, '422 invalid-request /dueOn'),
    owed(
      'an invoice in dollars',
      { amount: { amount: '1', currency: 'USD' } },
      '422 currency-not-held /amount/currency',
    ),
    owed('an invoice above the fund', { amount: tenge(5_000) }, '422 disbursement-above-fund /amount/amount'),
    paid('a payment before its invoice', { paidOn: '2026-03-11' }, '422 day-out-of-order /paidOn'),
    paid(
      'a payment from the account of another',
      { account: 'KZ06999KZT0000000003' },
      '422 not-own-account /account',
    ),
  ]
}

const fifty = { tenge: 50, count: 1 }
const bill = {
  amount: tenge(1),
  beneficiary: { kind: 'organization', bin: '180340000015', name: 'Құрылыс базасы' },
  category: 'housing',
  invoicedOn: '2026-03-14',
}
