import { formatTenge } from '../../../kernel/money.js'
import type { Language, Text } from '../../../kernel/texts.js'
import type { Margin, TracedCondition } from '../../../law/explanation.js'
import type { Facts } from '../../../law/facts.js'
import { type Html, html } from '../../html.js'
import type { Reader } from '../../reader.js'
import { strip } from '../chart.js'
import { counted, type Forms, formFor } from '../numbers.js'

const words = {
  threshold: { kk: 'шегі', ru: 'порог', en: 'threshold' },
  above: { kk: 'шектен жоғары', ru: 'выше порога на', en: 'above the threshold' },
  below: { kk: 'шектен төмен', ru: 'ниже порога на', en: 'below the threshold' },
  exactly: { kk: 'дәл шегінде', ru: 'ровно на пороге', en: 'exactly at the threshold' },
} as const satisfies Record<string, Text>

const units: Readonly<Record<'days' | 'persons', Forms>> = {
  days: { kk: 'күн', ru: ['день', 'дня', 'дней'], en: ['day', 'days'] },
  persons: { kk: 'адам', ru: ['лицо', 'лица', 'лиц'], en: ['person', 'persons'] },
}

/** The value against its threshold, drawn to scale where both are known, and said in numbers. */
export function marginLine(reader: Reader, condition: TracedCondition, facts: Facts): Html {
  const { margin } = condition
  if (margin === null) return html``
  const { say, language } = reader
  const [by, bound] = [Number(margin.value), boundOf(condition, margin, facts)]
  const distance = amountText(Math.abs(by), margin.unit, language)
  const apart =
    by === 0
      ? say(words.exactly)
      : language === 'ru'
        ? `${say(by > 0 ? words.above : words.below)} ${distance}`
        : `${distance} ${say(by > 0 ? words.above : words.below)}`
  if (bound === null) return html`<span class="margin"><b>${apart}</b></span>`
  const value = bound + by
  const widest = Math.max(value, bound, 1) * 1.15
  const said = `${amountText(value, margin.unit, language)}; ${say(words.threshold)}: ${amountText(bound, margin.unit, language)}`
  return html`<span class="margin">${strip({
    title: `${said}; ${apart}`,
    pieces: [{ from: 0, to: Math.max(value, 0) / widest, fill: 'low' }],
    ticks: [bound / widest],
    height: 12,
  })}<span class="small">${said}; <b>${apart}</b></span></span>`
}

/** What a value is held against, in the unit of its margin; null where the law does not say it as such a number. */
function boundOf({ name, parameters }: TracedCondition, { value }: Margin, facts: Facts): number | null {
  const inLaw = parameters.days ?? parameters.needed
  if (typeof inLaw === 'number') return inLaw
  if (name === 'over-target') return facts.target === null ? null : Number(facts.target)
  return name === 'costs-above' ? Number(facts.costs) - Number(value) : null
}

/** Pictures and sentences need no more than a number holds. */
function amountText(amount: number, unit: Margin['unit'], language: Language): string {
  if (unit === 'tiyn') return formatTenge(BigInt(amount), language)
  return `${counted(amount, language)}\u00A0${formFor(amount, units[unit], language)}`
}
