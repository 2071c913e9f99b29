import type { Currency } from '../../kernel/money.js'
import type { Party, ReadLine } from '../statement.js'
import { type Field, type Fields, find, names } from './one-c-fields.js'
import { reasons } from './texts.js'
import { binOrIinOf, codeOf, currencyOf, dottedDay, ibanOf, minorUnits, textOrNull } from './values.js'
import { wrongFile } from './wrong-file.js'

const number = names('НомерДокумента', 'Номер')
const [came, went] = [names('СуммаПриход', 'СуммаДоход'), names('СуммаРасход')]
const sum = names('Сумма')
const [cameOn, wentOn] = [names('ДатаПоступило'), names('ДатаСписано')]
const bookedOn = names('ДатаОперации')
const writtenOn = names('ДатаДокумента', 'Дата')
const valueOn = names('ДатаВалютирования')
const currencyName = names('Валюта')
const knp = names('КодНазначенияПлатежа', 'КНП')
const purpose = names('НазначениеПлатежа')
const purposeParts = [1, 2, 3, 4, 5, 6].map((part) => names(`НазначениеПлатежа${part}`))

const partyNames = (role: 'Плательщик' | 'Получатель') => ({
  name: names(`${role}Наименование`, `${role}1`, role),
  id: names(...['БИН_ИИН', 'БИН', 'ИИН', 'ИНН'].map((id) => role + id)),
  account: names(...['ИИК', 'Счет', 'РасчСчет'].map((account) => role + account)),
  /** Residency and sector: the payer's is the КОд, the payee's the КБе. */
  sector: names(`${role}КБЕ`, `${role}КОД`, role === 'Плательщик' ? 'КОД' : 'КБЕ'),
})
const [payer, payee] = [partyNames('Плательщик'), partyNames('Получатель')]

interface Facts {
  readonly account: string
  readonly currency: Currency
}

/** What a document of the file says as a line of the statement; `line` is where it begins. */
export function documentLine(fields: Fields, line: number, facts: Facts): ReadLine {
  const { side, amount } = movementOf(fields, line, facts.account)
  const amountTiyn = minorUnits(amount.value)
  if (amountTiyn === undefined || amountTiyn <= 0n) throw wrongAt(amount, reasons.badAmount)
  const currency = find(fields, currencyName)
  if (currency !== undefined && currencyOf(currency.value) !== facts.currency)
    throw wrongAt(currency, reasons.badCurrency)
  const booked = find(fields, bookedOn) ?? find(fields, side === 'credit' ? cameOn : wentOn)
  const value = find(fields, valueOn)
  return {
    line,
    bankId: null,
    bookedOn: dayOfField(booked ?? find(fields, writtenOn), line),
    valueOn: value === undefined ? null : dayOfField(value, line),
    side,
    amountTiyn,
    isReversal: false,
    counterparty: partyOf(fields, side === 'credit' ? payer : payee),
    knp: codeOf(find(fields, knp)?.value, 3),
    kod: codeOf(find(fields, payer.sector)?.value, 2),
    kbe: codeOf(find(fields, payee.sector)?.value, 2),
    purpose: purposeOf(fields),
    documentNumber: find(fields, number)?.value ?? null,
    reference: null,
  }
}

const wrongAt = ({ line, name }: Field, reason: Parameters<typeof wrongFile>[1]) =>
  wrongFile(line, reason, `/${name}`)

/** Banks of Kazakhstan say the direction by the field of the sum; the published format by whose account it is. */
function movementOf(
  fields: Fields,
  line: number,
  account: string,
): { side: ReadLine['side']; amount: Field } {
  const [credit, debit] = [came, went].map((name) => {
    const field = find(fields, name)
    return field !== undefined && /[1-9]/.test(field.value) ? field : undefined
  })
  const isOurs = (name: readonly string[]) => ibanOf(find(fields, name)?.value) === account
  const [pays, isPaid] = [isOurs(payer.account), isOurs(payee.account)]
  const amount = credit ?? debit ?? find(fields, sum)
  if (amount === undefined) throw wrongFile(line, reasons.missing, '/Сумма')
  if (credit !== undefined && debit === undefined) return { side: 'credit', amount }
  if (debit !== undefined && credit === undefined) return { side: 'debit', amount }
  if (credit !== undefined || pays === isPaid) throw wrongFile(line, reasons.badSide)
  return { side: isPaid ? 'credit' : 'debit', amount }
}

function dayOfField(field: Field | undefined, line: number): string {
  if (field === undefined) throw wrongFile(line, reasons.missing, '/ДатаОперации')
  const day = dottedDay(field.value)
  if (day === undefined) throw wrongAt(field, reasons.badDay)
  return day
}

const partyOf = (fields: Fields, role: typeof payer): Party => ({
  name: textOrNull(find(fields, role.name)?.value),
  binOrIin: binOrIinOf(find(fields, role.id)?.value),
  iban: ibanOf(find(fields, role.account)?.value),
})

function purposeOf(fields: Fields): string {
  const whole = find(fields, purpose)?.value
  const parts = () => purposeParts.flatMap((part) => find(fields, part)?.value ?? [])
  return whole ?? parts().join(' ')
}
