import { parse } from 'csv-parse/sync'
import { type Day, isDay } from '../kernel/days.js'
import { type ForeignCurrency, foreignCurrencies } from '../kernel/money.js'
import type { FieldError } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import { isXmlError, xmlReader } from '../kernel/xml.js'
import { wrong } from './wrong-rates.js'

/** A rate as a file says it; currencies that Adal does not keep are read, and left out. */
export interface RateLine {
  readonly currency: ForeignCurrency
  readonly day: Day
  readonly rate: string
  readonly units: number
}

/** The texts of one rate, and the line of the file where it stands. */
interface Written {
  readonly line: number
  readonly day: string
  readonly currency: string
  readonly rate: string
  readonly units: string
}

type Rates = { readonly rates: RateLine[] } | { readonly errors: FieldError[] }
type Reading = { readonly written: Written[] } | { readonly errors: FieldError[] }

const at = (detail: Text, line?: number): FieldError => ({
  pointer: '/content',
  detail,
  ...(line !== undefined && { line }),
})

/** The rates of a file of the National Bank (`get_rates.cfm?fdate=`) or of a CSV file: all of them, or why none. */
export function readRates(content: string): Rates {
  const reading = content.trimStart().startsWith('<') ? readXml(content) : readCsv(content)
  if ('errors' in reading) return reading
  const errors = reading.written.flatMap(errorsOf)
  const seen = new Set<string>()
  for (const { line, day, currency } of reading.written) {
    if (seen.has(`${day} ${currency}`)) errors.push(at(wrong.twice, line))
    seen.add(`${day} ${currency}`)
  }
  const kept = reading.written.filter(({ currency }) => isKept(currency))
  if (errors.length === 0 && kept.length === 0) errors.push(at(wrong.none))
  if (errors.length > 0) return { errors }
  return {
    rates: kept.map(({ day, currency, rate, units }) => ({
      ...{ day, rate, currency: currency as ForeignCurrency, units: Number(units) },
    })),
  }
}

const isKept = (code: string): boolean => (foreignCurrencies as readonly string[]).includes(code)

function errorsOf({ line, day, currency, rate, units }: Written): FieldError[] {
  const checks: [boolean, Text][] = [
    [isDay(day), wrong.day],
    [/^[A-Z]{3}$/.test(currency) && currency !== 'KZT', wrong.currency],
    [/^\d{1,8}(\.\d{1,6})?$/.test(rate) && /[1-9]/.test(rate), wrong.rate],
    [/^10{0,4}$/.test(units), wrong.units],
  ]
  return checks.filter(([isRight]) => !isRight).map(([, detail]) => at(detail, line))
}

/** `<rates><date>15.03.2026</date><item><title>USD</title><description>450.27</description><quant>1</quant></item>…`. */
function readXml(content: string): Reading {
  const written: Written[] = []
  const path: string[] = []
  let [day, text, item] = ['', '', {} as Record<string, string>]
  const reader = xmlReader({
    open({ name }) {
      path.push(name)
      text = ''
    },
    text(more) {
      text += more
    },
    close(name) {
      const place = path.join('/')
      path.pop()
      if (place === 'rates/date') day = dayOfDotted(text.trim())
      else if (place === `rates/item/${name}`) item[name] = text.trim()
      else if (place === 'rates/item') {
        const { title = '', description = '', quant = '' } = item
        written.push({ line: reader.line, day, currency: title, rate: description, units: quant })
        item = {}
      }
      text = ''
    },
  })
  try {
    reader.write(content)
    reader.close()
  } catch (error) {
    if (!isXmlError(error)) throw error
    return { errors: [at(error.fault === 'doctype' ? wrong.doctype : wrong.xml, error.line)] }
  }
  return { written }
}

/** `15.03.2026` → `2026-03-15`. */
const dayOfDotted = (text: string): string => text.replace(/^(\d\d)\.(\d\d)\.(\d{4})$/, '$3-$2-$1')

const columns = 'day,currency,rate,units'

function readCsv(content: string): Reading {
  try {
    const rows: { record: string[]; info: { lines: number } }[] = parse(content, {
      ...{ bom: true, info: true, trim: true, skip_empty_lines: true },
    })
    const [head, ...lines] = rows
    if (head?.record.join(',') !== columns) return { errors: [at(wrong.csv, 1)] }
    return {
      written: lines.map(({ record: [day = '', currency = '', rate = '', units = ''], info }) => ({
        ...{ line: info.lines, day, currency, rate, units },
      })),
    }
  } catch (error) {
    const { lines } = error as { lines?: number }
    return { errors: [at(wrong.csv, lines)] }
  }
}
