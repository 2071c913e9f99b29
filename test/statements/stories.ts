import { createHash, randomUUID } from 'node:crypto'
import { donations } from '../../src/giving/donate.js'
import { permitByLaw } from '../../src/giving/permits.js'
import type { Actor } from '../../src/kernel/actor.js'
import { isRefusal } from '../../src/kernel/problems.js'
import { keepStatement } from '../../src/statements/importing.js'
import type { StatementLine } from '../../src/statements/statement.js'
import { workThrough } from '../../src/statements/working.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { confirmedCharity, ibans, openDrive } from '../support/stories.js'

/** A charity with an open drive. */
export async function charityWithDrive(
  t: Parameters<typeof startAdal>[0],
  options: Parameters<typeof startAdal>[1] = {},
) {
  const adal = await startAdal(t, options)
  const { session, bin } = await confirmedCharity(adal)
  return { adal, session, bin, number: await openDrive(adal, session, bin) }
}

/** A line of a statement in tenge, below zero for money that went out. */
export function statementLine(
  line: number,
  amount: number,
  more: Partial<StatementLine> & { from?: Partial<StatementLine['counterparty']> } = {},
): StatementLine {
  const { from = {}, ...said } = more
  const read = {
    line,
    bankId: null,
    bookedOn: '2026-03-10',
    valueOn: null,
    side: amount > 0 ? ('credit' as const) : ('debit' as const),
    amountTiyn: BigInt(Math.abs(amount)) * 100n,
    isReversal: false,
    counterparty: { name: null, binOrIin: null, iban: null, ...from },
    knp: '119',
    kod: '19',
    kbe: '18',
    purpose: 'Қайырмалдық',
    documentNumber: null,
    reference: null,
    ...said,
  }
  const { line: _, ...says } = read
  const text = JSON.stringify(says, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  return { ...read, contentHash: createHash('sha256').update(text).digest('hex') }
}

/** A statement of March over these lines, as a parser reads it: it foots. */
export function statementOf(lines: readonly StatementLine[], opening = 0) {
  const sum = (side: string) =>
    lines.filter((line) => line.side === side).reduce((total, { amountTiyn }) => total + amountTiyn, 0n)
  const [creditsTiyn, debitsTiyn, openingTiyn] = [sum('credit'), sum('debit'), BigInt(opening) * 100n]
  return {
    statement: {
      format: 'camt.053.001.08' as const,
      encoding: 'utf-8' as const,
      account: ibans[0] as string,
      holder: { name: null, binOrIin: null },
      currency: 'KZT' as const,
      from: '2026-03-01',
      to: '2026-03-14',
      openingTiyn,
      closingTiyn: openingTiyn + creditsTiyn - debitsTiyn,
      creditsTiyn,
      debitsTiyn,
      lines: lines.length,
    },
    lines,
    fileHash: createHash('sha256').update(randomUUID()).digest('hex'),
  }
}

export const actorOf = (session: { personId: string }, bin: string): Actor => ({
  kind: 'person',
  id: session.personId,
  roles: [],
  organizations: [{ id: '', bin, role: 'first-person' }],
})

/** Imports a statement that was read, and answers it as its people see it. */
export async function imported(
  adal: Adal,
  session: Session,
  bin: string,
  read: ReturnType<typeof statementOf>,
) {
  const { house } = adal
  const by = { actor: actorOf(session, bin) }
  const kept = await keepStatement(house, by, bin, read)
  if (isRefusal(kept)) throw new Error(kept.refused)
  await workThrough(house, donations(house, permitByLaw(house)), by, {
    ledger: bin,
    currency: 'KZT',
    ...kept,
  })
  const { body } = await adal.call('GET', `/v1/ledgers/${bin}/statements`, { as: session })
  return body.items.find(({ id }: { id: string }) => id === kept.id)
}
