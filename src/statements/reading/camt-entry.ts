import type { Day } from '../../kernel/days.js'
import type { Currency } from '../../kernel/money.js'
import type { Party, ReadLine } from '../statement.js'
import { reasons } from './texts.js'
import { binOrIinOf, codeOf, currencyOf, ibanOf, isoDay, minorUnits, textOrNull } from './values.js'
import { wrongFile } from './wrong-file.js'
import { type Element, elementAt, textAt } from './xml.js'

export type Payment = Omit<ReadLine, 'line'>
type Side = ReadLine['side']

/** Neither booked nor in the balances yet: they come again when they are. */
const notBooked = ['PDNG', 'INFO', 'FUTR']

/**
 * The payments of an entry: one, or those of a batch where each says its sum and they add up to the entry. Of another batch the
 * entry as a whole is kept, without saying who paid.
 */
export function linesOfEntry(entry: Element, pointer: string, currency: Currency): Payment[] {
  const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts') ?? ''
  if (notBooked.includes(status)) return []
  if (status !== 'BOOK') throw wrongFile(entry.line, reasons.badStatus, `${pointer}/Sts`)
  const side = sideOf(entry)
  if (side === undefined) throw wrongFile(entry.line, reasons.badSide, `${pointer}/CdtDbtInd`)
  const amountTiyn = entryAmount(entry, pointer, currency)
  const details = entry.children
    .filter(({ name }) => name === 'NtryDtls')
    .flatMap(({ children }) => children.filter(({ name }) => name === 'TxDtls'))
  const whole = { ...bookingOf(entry, pointer), side, amountTiyn, isReversal: isReversal(entry) }
  if (details.length <= 1) return [payment(entry, details[0], whole)]
  const parts = details.map((one) => ({
    one,
    side: sideOf(one) ?? side,
    amountTiyn: amountOf(one, currency),
  }))
  const total = parts.reduce(
    (sum, part) => sum + (part.side === side ? 1n : -1n) * (part.amountTiyn ?? 0n),
    0n,
  )
  return total === amountTiyn && parts.every((part) => part.amountTiyn !== undefined)
    ? parts.map(({ one, ...part }) =>
        payment(entry, one, { ...whole, side: part.side, amountTiyn: part.amountTiyn! }),
      )
    : [payment(entry, undefined, whole)]
}

function sideOf(element: Element): Side | undefined {
  const said = textAt(element, 'CdtDbtInd')
  return said === 'CRDT' ? 'credit' : said === 'DBIT' ? 'debit' : undefined
}

const isReversal = (entry: Element): boolean => ['true', '1'].includes(textAt(entry, 'RvslInd') ?? '')

function entryAmount(entry: Element, pointer: string, currency: Currency): bigint {
  const amount = elementAt(entry, 'Amt')
  const tiyn = minorUnits(amount?.text ?? '')
  if (tiyn === undefined || tiyn <= 0n) throw wrongFile(entry.line, reasons.badAmount, `${pointer}/Amt`)
  if (currencyOf(amount?.attributes.Ccy) !== currency)
    throw wrongFile(entry.line, reasons.badCurrency, `${pointer}/Amt`)
  return tiyn
}

/** The sum of a payment in the currency of the account; undefined where it says none. */
function amountOf(details: Element, currency: Currency): bigint | undefined {
  const amounts = [['Amt'], ['AmtDtls', 'TxAmt', 'Amt'], ['AmtDtls', 'InstdAmt', 'Amt']]
  const said = amounts.map((path) => elementAt(details, ...path)).find((amount) => amount !== undefined)
  const tiyn = minorUnits(said?.text ?? '')
  return said?.attributes.Ccy === currency && tiyn !== undefined && tiyn > 0n ? tiyn : undefined
}

function bookingOf(entry: Element, pointer: string): { bookedOn: Day; valueOn: Day | null } {
  const [booked, value] = ['BookgDt', 'ValDt'].map((name) => {
    const said = textAt(entry, name, 'Dt') ?? textAt(entry, name, 'DtTm')
    const day = isoDay(said ?? '')
    if (said !== undefined && day === undefined)
      throw wrongFile(entry.line, reasons.badDay, `${pointer}/${name}`)
    return day
  })
  const bookedOn = booked ?? value
  if (bookedOn === undefined) throw wrongFile(entry.line, reasons.missing, `${pointer}/BookgDt`)
  return { bookedOn, valueOn: value ?? null }
}

type Whole = Pick<Payment, 'bookedOn' | 'valueOn' | 'side' | 'amountTiyn' | 'isReversal'>

function payment(entry: Element, details: Element | undefined, whole: Whole): Payment {
  const purpose = remittance(details) ?? textAt(entry, 'AddtlNtryInf') ?? ''
  const endToEnd = textAt(details, 'Refs', 'EndToEndId')
  const strd = elementAt(details, 'RmtInf', 'Strd')
  const reference =
    endToEnd === undefined || endToEnd === 'NOTPROVIDED' ? textAt(strd, 'CdtrRefInf', 'Ref') : endToEnd
  const code = textAt(details, 'Purp', 'Prtry') ?? textAt(details, 'Purp', 'Cd')
  return {
    ...whole,
    bankId:
      textAt(details, 'Refs', 'AcctSvcrRef') ??
      textAt(entry, 'AcctSvcrRef') ??
      textAt(entry, 'NtryRef') ??
      null,
    counterparty: counterpartyOf(details, whole),
    knp: codeOf(code, 3) ?? codeIn(purpose, /(?:КНП|KNP)[/:=\s]*(\d{3})(?!\d)/),
    kod: codeIn(purpose, /(?:КОд|КОД|KOD)[/:=\s]*([12]\d)(?!\d)/),
    kbe: codeIn(purpose, /(?:КБе|КБЕ|KBE)[/:=\s]*([12]\d)(?!\d)/),
    purpose,
    documentNumber: textAt(strd, 'RfrdDocInf', 'Nb') ?? textAt(details, 'Refs', 'InstrId') ?? null,
    reference: textOrNull(reference),
  }
}

const codeIn = (text: string, pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null

/** The words of the payment: unstructured, else what was added to the structured, else what the bank adds. */
function remittance(details: Element | undefined): string | undefined {
  const information = elementAt(details, 'RmtInf')
  const unstructured = information?.children.filter(({ name }) => name === 'Ustrd') ?? []
  const words = unstructured.map(({ text }) => text.trim()).join(' ')
  return words || textAt(information, 'Strd', 'AddtlRmtInf') || textAt(details, 'AddtlTxInf')
}

/** Of money that came in, who paid it; where a payment is taken back, its parties remain who they were. */
function counterpartyOf(details: Element | undefined, { side, isReversal }: Whole): Party {
  const name = (side === 'credit') !== isReversal ? 'Dbtr' : 'Cdtr'
  const parties = elementAt(details, 'RltdPties')
  const party = elementAt(parties, name, 'Pty') ?? elementAt(parties, name)
  const account = elementAt(parties, `${name}Acct`, 'Id')
  return {
    name: textOrNull(textAt(party, 'Nm')),
    binOrIin: partyId(party),
    iban: ibanOf(textAt(account, 'IBAN') ?? textAt(account, 'Othr', 'Id')),
  }
}

/** The BIN or IIN among the identifications of a party. */
export function partyId(party: Element | undefined): string | null {
  const kinds = ['OrgId', 'PrvtId'].map((kind) => elementAt(party, 'Id', kind))
  const others = kinds.flatMap((kind) => kind?.children.filter(({ name }) => name === 'Othr') ?? [])
  return others.map((other) => binOrIinOf(textAt(other, 'Id'))).find((id) => id !== null) ?? null
}
