import type { Reading } from '../../comparison/readings.js'
import type { OutcomeOrNone } from '../../comparison/results.js'
import { regionName } from '../../kernel/regions.js'
import type { Language, Text } from '../../kernel/texts.js'
import { plainly } from './view.js'

/** Outcomes in a word or two, for charts and heads of columns. */
export const outcomeNames: Readonly<Record<OutcomeOrNone, Text>> = {
  lawful: { kk: 'заңды', ru: 'законно', en: 'lawful' },
  'lawful-with-duties': { kk: 'міндетпен заңды', ru: 'законно, с долгом', en: 'lawful, duty left' },
  'not-yet': { kk: 'әзірге болмайды', ru: 'пока нельзя', en: 'not yet' },
  barred: { kk: 'тыйым салынған', ru: 'запрещено', en: 'barred' },
  unlawful: { kk: 'заңсыз', ru: 'незаконно', en: 'unlawful' },
  'not-computable': { kk: 'есептелмейді', ru: 'не вычислить', en: 'not computable' },
}

export const groupNames: Readonly<Record<string, Text>> = {
  free: { kk: 'рұқсат етілген', ru: 'допущено', en: 'let be' },
  stopped: { kk: 'тоқтатылған', ru: 'остановлено', en: 'stopped' },
  'may-not-start': { kk: 'бастауға болмайды', ru: 'нельзя начать', en: 'may not start' },
}

export const readingNames: Readonly<Record<Reading, Text>> = {
  'duties-met': { kk: 'міндеттер орындалған', ru: 'обязанности выполнены', en: 'duties met' },
  'as-it-stood': { kk: 'сол күйінде', ru: 'как было', en: 'as it stood' },
}

export const dimensionNames: Readonly<Record<string, Text>> = {
  kind: { kk: 'Кім жинайды', ru: 'Кто собирает', en: 'Who collects' },
  purpose: { kk: 'Мақсаты', ru: 'На что', en: 'For what' },
  size: { kk: 'Көлемі', ru: 'Размер', en: 'Size' },
  region: { kk: 'Өңір', ru: 'Регион', en: 'Region' },
}

const values: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  kind: {
    individual: { kk: 'жеке тұлғалар', ru: 'частные лица', en: 'individuals' },
    organization: { kk: 'ұйымдар', ru: 'организации', en: 'organizations' },
  },
  size: {
    small: { kk: 'шағын', ru: 'малые', en: 'small' },
    medium: { kk: 'орташа', ru: 'средние', en: 'medium' },
    large: { kk: 'ірі', ru: 'крупные', en: 'large' },
  },
  purpose: {
    animals: { kk: 'жануарларға', ru: 'на помощь животным', en: 'for animals' },
    treatment: { kk: 'емделуге', ru: 'на лечение', en: 'for treatment' },
    disaster: {
      kk: 'апаттан зардап шеккендерге',
      ru: 'пострадавшим от бедствий',
      en: 'for victims of disasters',
    },
    social: { kk: 'әлеуметтік көмекке', ru: 'на социальную помощь', en: 'for social aid' },
  },
}
const unsaid: Text = { kk: 'айтылмаған', ru: 'не указано', en: 'not said' }

/** What a value of a dimension is called; words of a file's own are shown as they are. */
export function valueName(dimension: string, value: string, language: Language): string {
  if (value === 'unsaid') return unsaid[language]
  if (dimension === 'region') return regionName(value, language)
  return (values[dimension]?.[value] ?? plainly(value))[language]
}
