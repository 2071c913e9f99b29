import type { Language, Text } from '../../kernel/texts.js'

const space = '\u00A0'

/** A whole number with its thousands apart: `10,000` in English, `10 000` else. */
export function counted(number: number, language: Language): string {
  const digits = Math.abs(Math.round(number))
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, language === 'en' ? ',' : space)
  return `${number < 0 ? '−' : ''}${digits}`
}

/** To so many places, without zeros at the end. */
export function decimal(number: number, language: Language, places = 1): string {
  const factor = 10 ** places
  const rounded = Math.round(Math.abs(number) * factor) / factor
  const [whole = '0', rest] = String(rounded).split('.')
  const sign = number < 0 && rounded !== 0 ? '−' : ''
  return `${sign}${counted(Number(whole), language)}${rest === undefined ? '' : (language === 'en' ? '.' : ',') + rest}`
}

/** A part of a whole in per cent; never 100 % of what is not all, nor 0 % of something. */
export function percent(part: number, whole: number, language: Language): string {
  if (whole === 0) return '–'
  const share = (100 * part) / whole
  const shown = share > 99.9 && share < 100 ? 99.9 : share
  return share > 0 && share < 0.05
    ? `<${space}${decimal(0.1, language)}${space}%`
    : `${decimal(shown, language)}${space}%`
}

/** The same of sums, which pass what a number holds. */
export const percentOfSums = (part: string, whole: string, language: Language): string =>
  percent(
    Number((BigInt(part) * 1_000_000n) / (BigInt(whole) || 1n)),
    BigInt(whole) === 0n ? 0 : 1_000_000,
    language,
  )

const steps: readonly (readonly [kzt: bigint, name: Text])[] = [
  [1_000_000_000_000n, { kk: 'трлн', ru: 'трлн', en: 'trn' }],
  [1_000_000_000n, { kk: 'млрд', ru: 'млрд', en: 'bn' }],
  [1_000_000n, { kk: 'млн', ru: 'млн', en: 'm' }],
]

/** Whole tenge in three digits or so: `5.25 trn ₸`. Exact sums stand in the tables behind. */
export function shortTenge(kzt: bigint, language: Language): string {
  const size = kzt < 0n ? -kzt : kzt
  const step = steps.find(([from]) => size >= from)
  if (step === undefined) return `${counted(Number(kzt), language)}${space}₸`
  const number = Number((size * 1_000n) / step[0]) / 1_000
  const places = number < 10 ? 2 : number < 100 ? 1 : 0
  return `${kzt < 0n ? '−' : ''}${decimal(number, language, places)}${space}${step[1][language]}${space}₸`
}

export const shortTiyn = (tiyn: string, language: Language): string =>
  shortTenge(BigInt(tiyn) / 100n, language)

/** A word in the forms that numbers ask for: one, few and many in Russian, one and many in English, one form in Kazakh. */
export interface Forms {
  readonly kk: string
  readonly ru: readonly [one: string, few: string, many: string]
  readonly en: readonly [one: string, many: string]
}

const rules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') }

export function formFor(number: number, forms: Forms, language: Language): string {
  if (language === 'kk') return forms.kk
  const category = rules[language].select(number)
  if (language === 'en') return forms.en[category === 'one' ? 0 : 1]
  return forms.ru[category === 'one' ? 0 : category === 'few' ? 1 : 2]
}
