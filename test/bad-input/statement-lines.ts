import type { Line } from './lines.js'
import type { Story } from './story.js'

const id = '01890000-0000-7000-8000-000000000000'

/** What is said of lines of bank statements. */
export function wrongLines({ by, bin }: Story): Line[] {
  const said = (what: string, path: string, body: object, pointer: string): Line => ({
    ...{ what, path: `/v1/ledgers/${bin}/${path}`, call: { as: by, body } },
    ...{ status: 422, type: 'invalid-request', pointer },
  })
  const asked = (what: string, reason: string) =>
    said(what, `statements/${id}/lines/1/undoings`, { reason }, '/reason')
  const decided = (what: string, body: object, pointer: string) =>
    said(what, `match-undoings/${id}/decisions`, { decision: 'confirm', reasons: 'x', ...body }, pointer)
  const reconciled = (what: string, to: string, pointer: string): Line => ({
    ...{ what: `a reconciliation ${what}`, method: 'GET', call: { as: by } },
    path: `/v1/ledgers/${bin}/reconciliation?from=2026-03-01&to=${to}`,
    ...{ status: 422, type: 'invalid-request', pointer },
  })
  return [
    asked('an undoing for no reason', ' '),
    asked('an undoing whose reason names a person', 'Of 900101350013, not of her'),
    decided('an undoing that is neither confirmed nor refused', { decision: 'undo' }, '/decision'),
    decided('a word of a second person without reasons', { reasons: '' }, '/reasons'),
    said(
      'a line set aside in words that name a person',
      `statements/${id}/lines/1/decisions`,
      { decision: 'set-aside', reason: 'Of 900101-350013, not of her' },
      '/reason',
    ),
    reconciled('in a currency that nobody keeps', '2026-03-14&currency=CHF', '/query/currency'),
    reconciled('that ends before it begins', '2026-02-28', '/query/to'),
  ]
}
