import type { Day } from '../../kernel/days.js'
import type { Currency } from '../../kernel/money.js'
import type { DeclaredStatement, Reading, StatementFormat } from '../statement.js'
import { linesOfEntry, partyId } from './camt-entry.js'
import { reasons } from './texts.js'
import { currencyOf, ibanOf, isoDay, minorUnits, textOrNull } from './values.js'
import { wrongFile } from './wrong-file.js'
import { type Element, elementAt, elementsBelow, textAt } from './xml.js'

const path = ['Document', 'BkToCstmrStmt', 'Stmt']
const namespace = /^urn:iso:std:iso:20022:tech:xsd:(camt\.053\.001\.0[28])$/

interface Balance {
  readonly tiyn: bigint
  readonly currency: Currency
  readonly day: Day | undefined
  readonly line: number
}

/** What stands above the entries. */
interface Head {
  account?: Element
  period?: Element
  opening?: Balance
  closing?: Balance
  summary?: Element
}

/** camt.053 in the versions 02 and 08 (ISO 20022): one statement of one account, whole. A line is the how-manieth payment it is. */
export async function* readCamt(bytes: AsyncIterable<Uint8Array>): Reading {
  let [statement, payments, entries, lastLine] = [undefined as Element | undefined, 0, 0, 1]
  let format: StatementFormat | undefined
  const head: Head = {}
  const elements = elementsBelow(bytes, path, (root) => {
    format = versionOf(root)
  })
  for await (const element of elements) {
    statement ??= element.parent
    if (element.parent !== statement) throw wrongFile(element.line, reasons.severalStatements)
    lastLine = element.line
    if (element.name !== 'Ntry') takeHead(head, element)
    else
      for (const line of linesOfEntry(element, `/Ntry/${entries++}`, currencyIn(head, element.line)))
        yield { ...line, line: ++payments }
  }
  if (format === undefined || statement === undefined) throw wrongFile(lastLine, reasons.missing, '/Stmt')
  return declared(format, head, lastLine)
}

function versionOf(root: Element): StatementFormat {
  const names = Object.entries(root.attributes).filter(([name]) => /^xmlns(:|$)/.test(name))
  const version = names.flatMap(([, value]) => namespace.exec(value)?.[1] ?? [])[0]
  if (root.name !== 'Document' || version === undefined) throw wrongFile(root.line, reasons.unknownVersion)
  return version === 'camt.053.001.02' ? version : 'camt.053.001.08'
}

function takeHead(head: Head, element: Element): void {
  switch (element.name) {
    case 'Acct':
      head.account = element
      return
    case 'FrToDt':
      head.period = element
      return
    case 'TxsSummry':
      head.summary = element
      return
    case 'StmtPgntn':
      if (textAt(element, 'PgNb') !== '1' || textAt(element, 'LastPgInd') !== 'true')
        throw wrongFile(element.line, reasons.severalPages, '/StmtPgntn')
      return
    case 'Bal':
      takeBalance(head, element)
  }
}

/** Booked balances alone count: the first opening (or the closing of the statement before), and the last closing. */
function takeBalance(head: Head, element: Element): void {
  const code = textAt(element, 'Tp', 'CdOrPrtry', 'Cd')
  if (code === 'OPBD' || (code === 'PRCD' && head.opening === undefined)) head.opening = balanceOf(element)
  if (code === 'CLBD') head.closing = balanceOf(element)
}

function balanceOf(element: Element): Balance {
  const amount = elementAt(element, 'Amt')
  const size = minorUnits(amount?.text ?? '')
  const currency = currencyOf(amount?.attributes.Ccy)
  const side = textAt(element, 'CdtDbtInd')
  if (size === undefined || size < 0n) throw wrongFile(element.line, reasons.badAmount, '/Bal/Amt')
  if (currency === undefined) throw wrongFile(element.line, reasons.badCurrency, '/Bal/Amt')
  if (side !== 'CRDT' && side !== 'DBIT') throw wrongFile(element.line, reasons.badSide, '/Bal/CdtDbtInd')
  const date = textAt(element, 'Dt', 'Dt') ?? textAt(element, 'Dt', 'DtTm') ?? ''
  return { tiyn: side === 'CRDT' ? size : -size, currency, day: isoDay(date), line: element.line }
}

function currencyIn({ account, opening, closing }: Head, line: number): Currency {
  const said = textAt(account, 'Ccy')
  const currency = said === undefined ? (opening ?? closing)?.currency : currencyOf(said)
  if (currency === undefined) throw wrongFile(account?.line ?? line, reasons.badCurrency, '/Acct/Ccy')
  for (const balance of [opening, closing])
    if (balance !== undefined && balance.currency !== currency)
      throw wrongFile(balance.line, reasons.badCurrency, '/Bal/Amt')
  return currency
}

function declared(format: StatementFormat, head: Head, lastLine: number): DeclaredStatement {
  const { account, period, opening, closing, summary } = head
  if (account === undefined) throw wrongFile(lastLine, reasons.missing, '/Acct')
  if (opening === undefined) throw wrongFile(lastLine, reasons.missing, '/Bal/OPBD')
  if (closing === undefined) throw wrongFile(lastLine, reasons.missing, '/Bal/CLBD')
  const iban = ibanOf(textAt(account, 'Id', 'IBAN') ?? textAt(account, 'Id', 'Othr', 'Id'))
  if (iban?.startsWith('KZ') !== true) throw wrongFile(account.line, reasons.badAccount, '/Acct/Id')
  return {
    format,
    encoding: 'utf-8',
    account: iban,
    holder: {
      name: textOrNull(textAt(account, 'Ownr', 'Nm')),
      binOrIin: partyId(elementAt(account, 'Ownr')),
    },
    currency: currencyIn(head, account.line),
    from: endOf(period, 'FrDtTm', opening),
    to: endOf(period, 'ToDtTm', closing),
    openingTiyn: opening.tiyn,
    closingTiyn: closing.tiyn,
    creditsTiyn: sumIn(summary, 'TtlCdtNtries'),
    debitsTiyn: sumIn(summary, 'TtlDbtNtries'),
    line: closing.line,
  }
}

/** A statement without a period has that of its balances. */
function endOf(period: Element | undefined, name: 'FrDtTm' | 'ToDtTm', { day, line }: Balance): Day {
  const said = textAt(period, name)
  const end = said === undefined ? day : isoDay(said)
  if (end === undefined) throw wrongFile(period?.line ?? line, reasons.badDay, `/FrToDt/${name}`)
  return end
}

function sumIn(summary: Element | undefined, name: 'TtlCdtNtries' | 'TtlDbtNtries'): bigint | null {
  const said = elementAt(summary, name, 'Sum')
  if (said === undefined) return null
  const sum = minorUnits(said.text)
  if (sum === undefined) throw wrongFile(said.line, reasons.badAmount, `/TxsSummry/${name}/Sum`)
  return sum
}
