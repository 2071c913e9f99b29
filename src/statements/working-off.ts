import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import type { Donate } from '../giving/donate.js'
import { notAllowed, notFound } from '../http/problems.js'
import { actorName } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import type { Currency } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import type { LineDecided, LineDecision } from './contract.js'
import { keepMatches, type Match } from './matches-store.js'
import { takeGift } from './posting.js'
import { lineDecided, notTheSamePayment, onlyMoneyIn } from './problems.js'

interface WaitingLine {
  readonly [column: string]: unknown
  readonly content: string
  readonly day: Day
  readonly side: 'C' | 'D'
  readonly amount: string
  readonly currency: Currency
  readonly iban: string
  readonly kod: string | null
  readonly reference: string | null
  readonly sealed: Buffer
  readonly decided: boolean
}

/** A person says what a line is: an entry that the books have, a gift to a collection, or nothing for the books. */
export function workOff(
  house: House,
  donate: Donate,
  by: By,
  at: { readonly ledger: string; readonly statement: string; readonly line: number },
  decision: LineDecision,
): Promise<LineDecided | Refusal> {
  const { ledger, statement } = at
  const command = {
    ...by,
    action: 'statement.work-off',
    log: ledger,
    subject: `statement:${statement}`,
    conflicts: { transaction_matched_once: () => notTheSamePayment() },
  }
  return house.door.act<LineDecided>(command, async ({ tx, now, say }) => {
    if (by.actor.kind !== 'person' || !mayDispose(by.actor, ledger)) return notAllowed()
    const line = await lockLine(tx, at)
    if (line === undefined) return notFound()
    if (line.decided) return lineDecided()
    const match = await matchOf(house, donate, by, tx, at, line, decision)
    if (isRefusal(match)) return match
    const kept = await keepMatches(tx, { ledger, statement, by: actorName(by.actor), at: now }, [match])
    if (kept === 0) return notTheSamePayment()
    say({ facts: { line: at.line, decision: decision.decision } })
    return { statement, line: at.line, transaction: match.transaction }
  })
}

/** The line stays locked: nobody else decides of it meanwhile. */
async function lockLine(
  tx: Transaction,
  { ledger, statement, line }: { ledger: string; statement: string; line: number },
): Promise<WaitingLine | undefined> {
  await tx.execute(
    sql`SELECT FROM statement_lines WHERE ledger = ${ledger} AND statement = ${statement} AND line = ${line} FOR UPDATE`,
  )
  const [row] = await tx.execute<WaitingLine>(sql`
    SELECT encode(l.content_hash, 'hex') AS content, l.booked_on::text AS day, l.side, l.amount::text, s.currency, s.iban, l.kod, l.reference, l.sealed,
      l.repeats OR EXISTS (SELECT FROM statement_matches AS m WHERE m.ledger = l.ledger AND m.statement = l.statement AND m.line = l.line) AS decided
    FROM statement_lines AS l JOIN statements AS s ON s.id = l.statement
    WHERE l.ledger = ${ledger} AND l.statement = ${statement} AND l.line = ${line}`)
  return row
}

async function matchOf(
  house: House,
  donate: Donate,
  { actor }: By,
  tx: Transaction,
  { ledger, line }: { ledger: string; line: number },
  waiting: WaitingLine,
  decision: LineDecision,
): Promise<Match | Refusal> {
  switch (decision.decision) {
    case 'set-aside':
      return { line, transaction: null, reason: 'set-aside', note: decision.reason }
    case 'link':
      return (
        (await movedBy(tx, ledger, decision.transaction, waiting, line)) ??
        notTheSamePayment({ errors: [{ pointer: '/transaction', detail: notTheSamePayment.title }] })
      )
    case 'post': {
      if (waiting.side !== 'C')
        return onlyMoneyIn({ errors: [{ pointer: '/decision', detail: onlyMoneyIn.title }] })
      // What a collection refused when the line came in is asked again: the key is another one.
      const content = `${waiting.content} ${decision.collection}`
      const gift = { ...waiting, content, drive: decision.collection }
      const taken = await takeGift(house, donate, actor, { ledger, currency: waiting.currency }, gift)
      return isRefusal(taken) ? taken : { line, transaction: taken.donation, reason: 'posted-by-hand' }
    }
  }
}

/** What moves money from one account of an organization to another, and so stands on a line of each. */
const betweenAccounts: readonly string[] = ['own-transfer', 'fund-transfer']

/** The match of a line with a transaction that moved just so much on its account, in the same direction, and still stands. */
async function movedBy(
  tx: Transaction,
  ledger: string,
  transaction: string,
  { side, amount, iban }: WaitingLine,
  line: number,
): Promise<Match | undefined> {
  const [row] = await tx.execute<{ kind: string }>(sql`
    SELECT t.kind FROM transactions AS t
      JOIN entries AS e ON e.ledger = t.ledger AND e.transaction_id = t.id
      JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account AND a.code IN ('assets:bank', 'assets:bank:' || ${iban}::text)
    WHERE t.ledger = ${ledger} AND t.id = ${transaction}
      AND NOT EXISTS (SELECT FROM transactions AS u WHERE u.ledger = t.ledger AND u.reverses = t.id)
    GROUP BY t.kind, t.id
    HAVING sum(CASE e.side WHEN 'D' THEN e.amount ELSE -e.amount END) = ${side === 'C' ? amount : `-${amount}`}::numeric`)
  if (row === undefined) return undefined
  return { line, transaction, reason: 'by-hand', side: betweenAccounts.includes(row.kind) ? side : null }
}
