import { setImmediate } from 'node:timers/promises'
import { sha256Hex } from '../../kernel/canonical-json.js'
import { largestAmount } from '../../kernel/money.js'
import type { DeclaredStatement, Reading, ReadLine, Statement, StatementLine } from '../statement.js'
import { reasons } from './texts.js'
import { wrongFile } from './wrong-file.js'

// A month of a large charity; what is more comes in several files. So many fit into memory with ease.
const mostLines = 200_000
const longestLine = 16_384
// So many lines are hashed before others have their turn.
const linesAtOnce = 1_000

/** Reads a statement to its end and sees that it foots. Throws `WrongFile`. */
export async function readToEnd(
  reading: Reading,
): Promise<{ statement: Statement; lines: readonly StatementLine[] }> {
  const read: ReadLine[] = []
  for (;;) {
    const { value, done } = await reading.next()
    if (done) return foot(value, read)
    if (read.length === mostLines) throw wrongFile(value.line, reasons.tooLarge)
    read.push(value)
  }
}

async function foot(declared: DeclaredStatement, read: readonly ReadLine[]) {
  const { line: lastLine, ...facts } = declared
  if (facts.to < facts.from) throw wrongFile(lastLine, reasons.badDay)
  const credits = sumOf(read, 'credit')
  const debits = sumOf(read, 'debit')
  if (facts.openingTiyn + credits - debits !== facts.closingTiyn)
    throw wrongFile(lastLine, reasons.doesNotFoot)
  for (const [said, sum] of [
    [facts.creditsTiyn, credits],
    [facts.debitsTiyn, debits],
  ] as const)
    if (sum > largestAmount || (said !== null && said !== sum)) throw wrongFile(lastLine, reasons.otherSum)
  const lines = await withHashes(declared, read)
  return { statement: { ...facts, creditsTiyn: credits, debitsTiyn: debits, lines: read.length }, lines }
}

const sumOf = (lines: readonly ReadLine[], of: ReadLine['side']): bigint =>
  lines.reduce((sum, { side, amountTiyn }) => (side === of ? sum + amountTiyn : sum), 0n)

async function withHashes(
  { account, from, to }: DeclaredStatement,
  read: readonly ReadLine[],
): Promise<StatementLine[]> {
  const before = new Map<string, number>()
  const lines: StatementLine[] = []
  for (const line of read) {
    if (line.bookedOn < from || line.bookedOn > to) throw wrongFile(line.line, reasons.dayOutside)
    const says = contentOf(account, line)
    if (says.length > longestLine) throw wrongFile(line.line, reasons.longLine)
    const hash = sha256Hex(says)
    const equal = before.get(hash) ?? 0
    before.set(hash, equal + 1)
    lines.push({ ...line, contentHash: equal === 0 ? hash : sha256Hex(`${hash} ${equal}`) })
    if (lines.length % linesAtOnce === 0) await setImmediate()
  }
  return lines
}

/** How a bank calls a line is left out: some number their entries anew in each statement. */
function contentOf(account: string, line: ReadLine): string {
  const { bookedOn, side, amountTiyn, isReversal, counterparty, purpose, documentNumber, reference } = line
  const { name, binOrIin, iban } = counterparty
  const { knp, kod, kbe } = line
  return JSON.stringify([
    ...[account, bookedOn, side, String(amountTiyn), isReversal],
    ...[name, binOrIin, iban, knp, kod, kbe, purpose, documentNumber, reference],
  ])
}
