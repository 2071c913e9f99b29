import { joined } from '../organizations/stories.js'
import type { Adal, Answer, Session } from '../support/app.js'
import { confirmedCharity, openDrive } from '../support/stories.js'
import { imported, type statementLine, statementOf } from './stories.js'

/** A charity with a drive and two people, and what they do with the lines of its statements. */
export async function charityOfTwo(adal: Adal) {
  const { session: first, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, first, bin)
  const second = await joined(adal, { by: first, bin }, 'second-signatory')
  const at = (statement: { id: string }, line: number) =>
    `/v1/ledgers/${bin}/statements/${statement.id}/lines/${line}`
  const ask = (statement: { id: string }, line: number, as: Session = first) =>
    adal.call('POST', `${at(statement, line)}/undoings`, { as, body: { reason: 'Another payment.' } })
  const answer = ({ body }: Answer, as: Session = second, decision = 'confirm') =>
    adal.call('POST', `/v1/ledgers/${bin}/match-undoings/${body.id}/decisions`, {
      ...{ as, body: { decision, reasons: 'The order of payment was checked.' } },
    })
  return {
    ...{ first, second, bin, number, ask, answer },
    statement: (...lines: ReturnType<typeof statementLine>[]) =>
      imported(adal, first, bin, statementOf(lines)),
    decide: (statement: { id: string }, line: number, body: object) =>
      adal.call('POST', `${at(statement, line)}/decisions`, { as: first, body }),
    undo: async (statement: { id: string }, line: number) => answer(await ask(statement, line)),
    linesOf: async (query = '') =>
      (await adal.call('GET', `/v1/ledgers/${bin}/statement-lines?${query}`, { as: first })).body.items,
    reconciled: async () => {
      const path = `/v1/ledgers/${bin}/reconciliation?from=2026-03-01&to=2026-03-14`
      return (await adal.call('GET', path, { as: first })).body
    },
  }
}
