import { setImmediate } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { House } from '../audit/house.js'
import { parsePublicNumber } from '../kernel/ids.js'
import type { StatementLine } from './statement.js'

const linesAtOnce = 2_000
// So many are sealed before others have a turn. The statement that keeps the lines before is among them: it is sent in two steps.
const sealedAtOnce = 50

/** The contexts in which the books keep the IIN or BIN of who gave, and of who was paid: equal numbers are found in each alone. */
const counterpartyContexts = { credit: 'donors.sealed', debit: 'disbursements.beneficiary_sealed' } as const
const sealedContext = 'statement_lines.sealed'

/** How the organization itself is found as the other side of a line: money that it moves from one of its places to another. */
export const itselfAs = (
  { sealer }: House,
  ledger: string,
  side: keyof typeof counterpartyContexts,
): Buffer => sealer.lookup(ledger, counterpartyContexts[side])

/** What of a line is personal: who the other side is, and the words of the payment. */
export interface SealedPart {
  readonly name: string | null
  readonly binOrIin: string | null
  readonly iban: string | null
  readonly purpose: string
}

export const openLine = ({ sealer }: House, sealed: Uint8Array): SealedPart =>
  JSON.parse(sealer.open(sealed, sealedContext)) as SealedPart

/** The number of a collection that a payer wrote somewhere into the words of the payment. */
function driveNamedIn(...texts: readonly (string | null)[]): string | null {
  for (const text of texts)
    for (const [found] of (text ?? '').matchAll(
      /[CС](?:[-\s]?[0-9A-Za-zА-Яа-я]{4}){3}(?![0-9A-Za-zА-Яа-я])/giu,
    )) {
      const number = parsePublicNumber(found, 'C')
      if (number !== undefined) return number
    }
  return null
}

interface LineRow {
  readonly line: number
  readonly hash: string
  readonly day: string
  readonly side: 'C' | 'D'
  readonly amount: string
  readonly reversal: boolean
  readonly knp: string | null
  readonly kod: string | null
  readonly kbe: string | null
  readonly document: string | null
  readonly reference: string | null
  readonly drive: string | null
  readonly counterparty: string | null
  readonly sealed: string
}

const rowOf = ({ sealer }: House, line: StatementLine): LineRow => {
  const { counterparty, purpose, reference } = line
  const personal: SealedPart = { ...counterparty, purpose }
  return {
    line: line.line,
    hash: line.contentHash,
    day: line.bookedOn,
    side: line.side === 'credit' ? 'C' : 'D',
    amount: line.amountTiyn.toString(),
    reversal: line.isReversal,
    knp: line.knp,
    kod: line.kod,
    kbe: line.kbe,
    document: line.documentNumber,
    reference,
    drive: driveNamedIn(reference, purpose),
    counterparty:
      counterparty.binOrIin === null
        ? null
        : sealer.lookup(counterparty.binOrIin, counterpartyContexts[line.side]).toString('base64'),
    sealed: sealer.seal(JSON.stringify(personal), sealedContext).toString('base64'),
  }
}

/** Keeps the lines of a statement; those that an earlier statement of the ledger holds are marked as repeats. */
export async function keepLines(
  house: House,
  tx: Transaction,
  of: { ledger: string; id: string },
  lines: readonly StatementLine[],
): Promise<void> {
  // While the database keeps some, the next are sealed.
  let keeping: Promise<unknown> = Promise.resolve()
  for (let start = 0; start < lines.length; start += linesAtOnce) {
    const rows: LineRow[] = []
    for (const line of lines.slice(start, start + linesAtOnce)) {
      rows.push(rowOf(house, line))
      if (rows.length % sealedAtOnce === 0) await setImmediate()
    }
    await keeping
    keeping = insertLines(tx, of, JSON.stringify(rows))
    // Heard at the next turn.
    keeping.catch(() => {})
  }
  await keeping
}

const insertLines = async (
  tx: Transaction,
  { ledger, id }: { ledger: string; id: string },
  rows: string,
): Promise<unknown> =>
  tx.execute(sql`
    INSERT INTO statement_lines (ledger, statement, line, content_hash, booked_on, side, amount, reversal, knp, kod, kbe, document_number,
      reference, drive, counterparty, sealed, repeats)
    SELECT ${ledger}, ${id}::uuid, r.line, decode(r.hash, 'hex'), r.day, r.side::"char", r.amount, r.reversal, r.knp, r.kod, r.kbe, r.document,
      r.reference, r.drive, decode(r.counterparty, 'base64'), decode(r.sealed, 'base64'),
      EXISTS (SELECT FROM statement_lines AS b WHERE b.ledger = ${ledger} AND b.content_hash = decode(r.hash, 'hex') AND b.statement <> ${id}::uuid)
    FROM json_to_recordset(${rows}::text::json) AS r (line integer, hash text, day date, side text, amount bigint, reversal boolean,
      knp text, kod text, kbe text, document text, reference text, drive text, counterparty text, sealed text)`)
