import { sql } from 'drizzle-orm'
import type { Transaction, Work } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { claimKey, keepAnswer, keyInUse } from '../audit/idempotency.js'
import type { RecordedDonation } from '../giving/contract.js'
import { lookingAgain } from '../giving/donate.js'
import type { DonateWithin } from '../giving/donate-within.js'
import { notAllowed, notFound } from '../http/problems.js'
import { actorName } from '../kernel/actor.js'
import type { Day } from '../kernel/days.js'
import type { Currency } from '../kernel/money.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import type { LineDecided, LineDecision } from './contract.js'
import { keyOfLine } from './line-keys.js'
import { keepMatches, type Match } from './matches-store.js'
import { giftOf } from './posting.js'
import { lineDecided, lineInWork, notTheSamePayment, onlyMoneyIn } from './problems.js'

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
  donateWithin: DonateWithin,
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
  return lookingAgain(() =>
    house.door.act<LineDecided>(command, async (work) => {
      const { tx, now } = work
      if (by.actor.kind !== 'person' || !mayDispose(by.actor, ledger)) return notAllowed()
      const line = await lockLine(tx, at)
      if (line === undefined) return notFound()
      if (line.decided) return lineDecided()
      const facts = { line: at.line, decision: decision.decision }
      const say: Work['say'] = (more) => work.say({ ...more, facts: { ...facts, ...more.facts } })
      say({})
      const match = await matchOf(house, donateWithin, by, { tx, now, say }, at, line, decision)
      if (isRefusal(match)) return match
      const kept = await keepMatches(tx, { ledger, statement, by: actorName(by.actor), at: now }, [match])
      if (kept === 0) return notTheSamePayment()
      return { statement, line: at.line, transaction: match.transaction }
    }),
  )
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
  donateWithin: DonateWithin,
  { actor }: By,
  work: Work,
  { ledger, line }: { ledger: string; line: number },
  waiting: WaitingLine,
  decision: LineDecision,
): Promise<Match | Refusal> {
  const { tx, now } = work
  const became = decision.decision === 'post' ? decision.collection : decision.decision
  const key = keyOfLine(ledger, waiting.content, became)
  const before = await claimKey(tx, key)
  if (before !== undefined) return matchBefore(line, before.answer)
  switch (decision.decision) {
    case 'set-aside':
      await keepAnswer(tx, key, null, now)
      return { line, transaction: null, reason: 'set-aside', note: decision.reason }
    case 'link': {
      const match = await movedBy(tx, ledger, decision.transaction, waiting, line)
      if (match === undefined)
        return notTheSamePayment({ errors: [{ pointer: '/transaction', detail: notTheSamePayment.title }] })
      await keepAnswer(tx, key, null, now)
      return match
    }
    case 'post': {
      if (waiting.side !== 'C')
        return onlyMoneyIn({ errors: [{ pointer: '/decision', detail: onlyMoneyIn.title }] })
      const gift = { ...waiting, drive: decision.collection }
      const given = await donateWithin(
        work,
        giftOf(house, actor, { ledger, currency: waiting.currency }, gift),
      )
      return isRefusal(given) ? given : { line, transaction: given.donation, reason: 'posted-by-hand' }
    }
  }
}

/** Of a line whose key was taken, but which has no match yet: the gift that it became, if that is what the person says too. */
function matchBefore(line: number, answer: unknown): Match | Refusal {
  if (isRefusal(answer)) return answer.refused === keyInUse().refused ? lineInWork() : lineDecided()
  const { donation } = (answer ?? {}) as Partial<RecordedDonation>
  return donation === undefined ? lineDecided() : { line, transaction: donation, reason: 'posted-by-hand' }
}

/** What moves money from one account of an organization to another, and so stands on a line of each. */
const betweenAccounts: readonly string[] = ['own-transfer', 'fund-transfer']

/** The match of a line with a transaction that moved just so much on its account, in the same direction, and still stands. */
async function movedBy(
  tx: Transaction,
  ledger: string,
  transaction: string,
  { side, amount, currency, iban }: WaitingLine,
  line: number,
): Promise<Match | undefined> {
  const [row] = await tx.execute<{ kind: string }>(sql`
    SELECT t.kind FROM transactions AS t
      JOIN entries AS e ON e.ledger = t.ledger AND e.transaction_id = t.id
      JOIN accounts AS a ON a.ledger = e.ledger AND a.id = e.account AND a.code IN ('assets:bank', 'assets:bank:' || ${iban}::text)
        AND a.currency = ${currency}
    WHERE t.ledger = ${ledger} AND t.id = ${transaction}
      AND NOT EXISTS (SELECT FROM transactions AS u WHERE u.ledger = t.ledger AND u.reverses = t.id)
    GROUP BY t.kind, t.id
    HAVING sum(CASE e.side WHEN 'D' THEN e.amount ELSE -e.amount END) = ${side === 'C' ? amount : `-${amount}`}::numeric`)
  if (row === undefined) return undefined
  return { line, transaction, reason: 'by-hand', side: betweenAccounts.includes(row.kind) ? side : null }
}
