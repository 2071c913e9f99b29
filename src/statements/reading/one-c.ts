import type { Day } from '../../kernel/days.js'
import type { Currency } from '../../kernel/money.js'
import type { DeclaredStatement, Reading } from '../statement.js'
import type { Encoding } from './decoding.js'
import { documentLine } from './one-c-document.js'
import { type Field, type Fields, find, keyOf, names } from './one-c-fields.js'
import { oneCLines, type TextLine } from './one-c-text.js'
import { reasons } from './texts.js'
import { currencyOf, dottedDay, ibanOf, minorUnits } from './values.js'
import { wrongFile } from './wrong-file.js'

interface Section {
  readonly kind: 'header' | 'account' | 'document'
  readonly fields: Fields
  readonly line: number
}

const [accountName, from, to] = [names('РасчСчет'), names('ДатаНачала'), names('ДатаКонца')]
const [opening, closing] = [names('НачальныйОстаток'), names('КонечныйОстаток')]
const [credits, debits] = [names('ВсегоПоступило'), names('ВсегоСписано')]
const currencyName = names('Валюта')
const purpose = keyOf('НазначениеПлатежа')
const ends = { конецрасчсчет: 'account', конецдокумента: 'document' } as const
const isEnd = (key: string): key is keyof typeof ends => Object.hasOwn(ends, key)

/**
 * 1CClientBankExchange (v8.1c.ru, version 1.03) with the fields that banks of Kazakhstan write instead of the Russian ones: one
 * account; its balances stand in one section, or in one a day. Keys are taken whatever the case.
 */
export async function* readOneC(bytes: AsyncIterable<Uint8Array>): Reading {
  const header: Section = { kind: 'header', fields: new Map(), line: 1 }
  const accounts: Section[] = []
  let [open, isOver, lastLine, last] = [header, false, 1, '']
  let facts: { account: string; currency: Currency } | undefined
  let encoding: Encoding | null = null
  const lines = oneCLines(bytes, (read) => {
    encoding = read
  })
  for await (const { line, text } of lines) {
    lastLine = line
    if (line === 1 || text === '') continue
    if (isOver) throw wrongFile(line, reasons.outOfPlace)
    const equals = text.indexOf('=')
    const key = keyOf(equals < 0 ? text : text.slice(0, equals))
    if (key === 'конецфайла' && open === header) isOver = true
    else if (key === 'секциярасчсчет' && open === header) open = { kind: 'account', fields: new Map(), line }
    else if (key === 'секциядокумент' && open === header) open = { kind: 'document', fields: new Map(), line }
    else if (isEnd(key) && ends[key] === open.kind) {
      if (open.kind === 'account') accounts.push(open)
      else {
        facts ??= factsOf([header, ...accounts], open.fields)
        yield documentLine(open.fields, open.line, facts)
      }
      open = header
    } else takeField(open, key, { line, text }, equals, last)
    last = key === '' || equals < 0 ? last : key
  }
  if (!isOver) throw wrongFile(lastLine, reasons.cutOff)
  return { ...declared(header, accounts, facts, lastLine), encoding }
}

/** A line without a name goes on with the words of the payment, which banks break; everywhere else it is out of place. */
function takeField(
  { kind, fields }: Section,
  key: string,
  { line, text }: TextLine,
  equals: number,
  last: string,
): void {
  const words = fields.get(purpose)
  if (equals < 0) {
    if (kind !== 'document' || last !== purpose || words === undefined)
      throw wrongFile(line, reasons.outOfPlace)
    fields.set(purpose, { ...words, value: `${words.value} ${text}` })
    return
  }
  const field: Field = { name: text.slice(0, equals).trim(), value: text.slice(equals + 1).trim(), line }
  const before = fields.get(key)
  if (key === 'расчсчет' && before !== undefined && before.value !== field.value)
    throw wrongFile(line, reasons.severalStatements, `/${field.name}`)
  if (before === undefined || before.value === '') fields.set(key, field)
}

/** The account and its currency: tenge where neither the head nor the first document says another. */
function factsOf(heads: readonly Section[], document?: Fields): { account: string; currency: Currency } {
  const said = heads.flatMap(({ fields }) => find(fields, accountName) ?? [])
  const [first] = said
  if (first === undefined) throw wrongFile(heads.at(-1)?.line ?? 1, reasons.missing, '/РасчСчет')
  const other = said.find(({ value }) => value !== first.value)
  if (other !== undefined) throw wrongFile(other.line, reasons.severalStatements, `/${other.name}`)
  const account = ibanOf(first.value)
  if (account?.startsWith('KZ') !== true) throw wrongFile(first.line, reasons.badAccount, `/${first.name}`)
  const named = [...heads.map(({ fields }) => fields), ...(document === undefined ? [] : [document])]
    .map((fields) => find(fields, currencyName))
    .find((field) => field !== undefined)
  const currency = named === undefined ? 'KZT' : currencyOf(named.value)
  if (named !== undefined && currency === undefined)
    throw wrongFile(named.line, reasons.badCurrency, `/${named.name}`)
  return { account, currency: currency ?? 'KZT' }
}

function declared(
  header: Section,
  accounts: readonly Section[],
  facts: ReturnType<typeof factsOf> | undefined,
  lastLine: number,
): Omit<DeclaredStatement, 'encoding'> {
  const [first, last] = [accounts[0], accounts.at(-1)]
  if (first === undefined || last === undefined) throw wrongFile(lastLine, reasons.missing, '/СекцияРасчСчет')
  return {
    format: '1CClientBankExchange',
    ...(facts ?? factsOf([header, ...accounts])),
    holder: { name: null, binOrIin: null },
    from: dayIn([header, first], from, 'ДатаНачала'),
    to: dayIn([header, last], to, 'ДатаКонца'),
    openingTiyn: sumIn(first, opening, 'НачальныйОстаток'),
    closingTiyn: sumIn(last, closing, 'КонечныйОстаток'),
    creditsTiyn: totalOf(accounts, credits),
    debitsTiyn: totalOf(accounts, debits),
    line: find(last.fields, closing)?.line ?? last.line,
  }
}

function dayIn(heads: readonly Section[], wanted: readonly string[], name: string): Day {
  const said = heads.map(({ fields }) => find(fields, wanted)).find((field) => field !== undefined)
  if (said === undefined) throw wrongFile(heads[0]?.line ?? 1, reasons.missing, `/${name}`)
  const day = dottedDay(said.value)
  if (day === undefined) throw wrongFile(said.line, reasons.badDay, `/${name}`)
  return day
}

function sumIn({ fields, line }: Section, wanted: readonly string[], name: string): bigint {
  const said = find(fields, wanted)
  if (said === undefined) throw wrongFile(line, reasons.missing, `/${name}`)
  const sum = minorUnits(said.value)
  if (sum === undefined) throw wrongFile(said.line, reasons.badAmount, `/${name}`)
  return sum
}

/** What the sections say together; null where one of them does not say it. */
function totalOf(accounts: readonly Section[], wanted: readonly string[]): bigint | null {
  const said = accounts.map((section) => (find(section.fields, wanted) === undefined ? null : section))
  return said.reduce<bigint | null>(
    (total, section) => (total === null || section === null ? null : total + sumIn(section, wanted, '')),
    0n,
  )
}
