import { sql } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import type { Donate } from '../giving/donate.js'
import { notAllowed, notFound } from '../http/problems.js'
import { parsePublicNumber, uuidv7 } from '../kernel/ids.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { mayDispose } from '../ledger/decisions.js'
import { activeAccount } from '../organizations/queries.js'
import type { StatementView } from './contract.js'
import type { Form } from './form.js'
import { keepLines } from './lines-store.js'
import { mappingFor } from './mappings.js'
import type { Preset } from './presets.js'
import { accountOfAnother, statementWrong } from './problems.js'
import { statementsOf } from './queries.js'
import { readStatement } from './reading/read-statement.js'
import type { ReadStatement } from './statement.js'
import { beginWork } from './taken-gifts.js'
import { workThrough } from './working.js'

interface Imported {
  readonly id: string
  /** The number of the collection to which the account is dedicated, where it is one. */
  readonly dedicatedTo: string | null
  readonly isNew: boolean
}

/** The name of the turn in which statements of a ledger are worked through. */
export const turnOf = (ledger: string): string => `statements of ${ledger} are worked through`

/**
 * Imports bank statements and works them through. Those of a ledger in turn, in whatever process: of two that hold the same lines,
 * the second must see what the first has made of them. What waits is a file on the disk: its lines are in memory when it is its turn.
 */
export const imports =
  (
    house: House,
    donate: Donate,
    presets: readonly Preset[],
  ): ((by: By, form: Form) => Promise<StatementView | Refusal>) =>
  async (by, { ledger, mapping, file }) => {
    if (!mayDispose(by.actor, ledger)) return notAllowed()
    const mapped = mapping && (await mappingFor(house.read, presets, ledger, mapping))
    if (mapping && !mapped)
      return statementWrong({ errors: [{ pointer: '/mapping', detail: notFound.title }] })
    return house.turn(turnOf(ledger), async () => {
      const read = await readStatement(file, mapped ? mapped.table : undefined)
      return isRefusal(read) ? read : takeIn(house, donate, by, ledger, { ...read, mapping })
    })
  }

async function takeIn(
  house: House,
  donate: Donate,
  by: By,
  ledger: string,
  read: ReadStatement,
): Promise<StatementView | Refusal> {
  const kept = await keepStatement(house, by, ledger, read)
  if (isRefusal(kept)) return kept
  const payers = kept.isNew
    ? new Map(read.lines.map(({ line, counterparty }) => [line, counterparty]))
    : undefined
  await workThrough(house, donate, by, { ledger, currency: read.statement.currency, payers, ...kept })
  const [view] = await statementsOf(house.read, ledger, { id: kept.id, limit: 1 })
  return view ?? notFound()
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
  const account = await activeAccount(house.read, read.statement.account)
  if (account?.bin !== ledger) return accountOfAnother()
  const dedicatedTo = parsePublicNumber(account.dedicatedTo ?? '', 'C') ?? null
  const command = { ...by, action: 'statement.import', log: ledger }
  return house.door.act<Imported>(command, async ({ tx, now, say }) => {
    // Of two statements with the same lines one has to see the other.
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`statements of ${ledger}`}, 0))`)
    const known = await statementOfFile(tx, ledger, read.fileHash)
    if (known !== undefined) {
      await beginWork(tx, ledger, known)
      return { id: known, dedicatedTo, isNew: false }
    }
    const id = uuidv7(now)
    await keepLines(house, tx, { ledger, id }, read.lines)
    await insertStatement(tx, { ledger, id, by: by.actor.id, now }, read)
    await beginWork(tx, ledger, id)
    const { account: iban, encoding, from, to, openingTiyn, closingTiyn } = read.statement
    say({
      subject: `statement:${id}`,
      facts: {
        iban,
        encoding: encoding ?? undefined,
        from,
        to,
        opening: openingTiyn,
        closing: closingTiyn,
        lines: read.lines.length,
        file: read.fileHash,
        mapping: read.mapping,
      },
    })
    return { id, dedicatedTo, isNew: true }
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
  const { account, format, encoding, currency, from, to, openingTiyn, closingTiyn, creditsTiyn, debitsTiyn } =
    statement
  await tx.execute(sql`
    INSERT INTO statements (id, ledger, iban, format, encoding, currency, first_day, last_day, opening, closing, credits, debits, lines, file_hash,
      lines_hash, imported_by, imported_at)
    VALUES (${id}, ${ledger}, ${account}, ${format}, ${encoding}, ${currency}, ${from}, ${to}, ${openingTiyn}, ${closingTiyn}, ${creditsTiyn},
      ${debitsTiyn}, ${lines.length}, ${fileHash}, hash_of_lines(${ledger}, ${id}::uuid), ${by}, ${now.toISOString()})`)
}
