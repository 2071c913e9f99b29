import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { notAllowed } from '../http/problems.js'
import { parsePublicNumber, uuidv7 } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import { activeAccount } from '../organizations/queries.js'
import { keepLines } from './lines-store.js'
import { accountOfAnother } from './problems.js'
import type { Statement, StatementLine } from './statement.js'

// A month of a large charity; what is more comes in several files. So many fit into memory with ease.
export const mostLines = 200_000
const linesAtOnce = 2_000

/** A statement that was read to its end and foots, with the SHA-256 (hex) of its file. */
export interface ReadStatement {
  readonly statement: Statement
  readonly lines: readonly StatementLine[]
  readonly fileHash: string
}

export interface Imported {
  readonly id: string
  /** The number of the collection to which the account is dedicated, where it is one. */
  readonly dedicatedTo: string | null
}

/**
 * Keeps a statement with all its lines, or nothing. The same file again is the same statement: what was left undone of it
 * is done then.
 */
export async function keepStatement(
  house: House,
  by: By,
  ledger: string,
  read: ReadStatement,
): Promise<Imported | Refusal> {
  if (by.actor.kind !== 'person' || !mayDispose(by.actor, ledger)) return notAllowed()
  const account = await activeAccount(house.read, read.statement.account)
  if (account?.bin !== ledger) return accountOfAnother()
  const dedicatedTo = parsePublicNumber(account.dedicatedTo ?? '', 'C') ?? null
  const command = { ...by, action: 'statement.import', log: ledger }
  return house.door.act<Imported>(command, async ({ tx, now, say }) => {
    // Of two statements with the same lines one has to see the other.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`statements of ${ledger}`}, 0))`)
    const known = await statementOfFile(tx, ledger, read.fileHash)
    if (known !== undefined) return { id: known, dedicatedTo }
    const id = uuidv7(now)
    for (let start = 0; start < read.lines.length; start += linesAtOnce)
      await keepLines(house, tx, { ledger, id }, read.lines.slice(start, start + linesAtOnce))
    await insertStatement(tx, { ledger, id, by: by.actor.id, now }, read)
    const { account: iban, from, to, openingTiyn, closingTiyn } = read.statement
    say({
      subject: `statement:${id}`,
      facts: {
        iban,
        from,
        to,
        opening: openingTiyn,
        closing: closingTiyn,
        lines: read.lines.length,
        file: read.fileHash,
      },
    })
    return { id, dedicatedTo }
  })
}

async function statementOfFile(
  tx: Transaction,
  ledger: string,
  fileHash: string,
): Promise<string | undefined> {
  const [known] = await tx.execute<{ id: string }>(
    sql`SELECT id FROM statements WHERE ledger = ${ledger} AND file_hash = ${fileHash}`,
  )
  return known?.id
}

async function insertStatement(
  tx: Transaction,
  { ledger, id, by, now }: { ledger: string; id: string; by: string; now: Date },
  { statement, lines, fileHash }: ReadStatement,
): Promise<void> {
  const { account, format, currency, from, to, openingTiyn, closingTiyn, creditsTiyn, debitsTiyn } = statement
  await tx.execute(sql`
    INSERT INTO statements (id, ledger, iban, format, currency, first_day, last_day, opening, closing, credits, debits, lines, file_hash,
      lines_hash, imported_by, imported_at)
    VALUES (${id}, ${ledger}, ${account}, ${format}, ${currency}, ${from}, ${to}, ${openingTiyn}, ${closingTiyn}, ${creditsTiyn},
      ${debitsTiyn}, ${lines.length}, ${fileHash}, hash_of_lines(${ledger}, ${id}::uuid), ${by}, ${now.toISOString()})`)
}
