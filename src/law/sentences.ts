import type { Day } from '../kernel/days.js'
import { type Language, languages, type Text } from '../kernel/texts.js'
import type { SanctionNote } from './evaluation.js'
import type { Legislation } from './legislation.js'
import type { Question } from './questions.js'
import type { ParameterValue } from './variant.js'

type Texts = Legislation['texts']

/** What it means that a question is answered so, in each language. */
export function sentenceOf(
  { name, parameters }: Pick<Question, 'name' | 'parameters'>,
  answer: boolean,
  texts: Texts,
): Text {
  const sentence = texts.questions[name][answer ? 'yes' : 'no']
  const inLanguage = (language: Language): string =>
    sentence[language].replace(/\{(\w+)\}/g, (placeholder, parameter: string) =>
      parameter in parameters ? wordsOf(parameters[parameter]!, texts, language) : placeholder,
    )
  return Object.fromEntries(languages.map((language) => [language, inLanguage(language)])) as Record<
    Language,
    string
  >
}

/** Why no sanction is due, or a milder one than the law's own, and from which day, written as `written` writes days. */
export function sanctionNoteIn(
  { why, from }: SanctionNote,
  texts: Texts,
  language: Language,
  written = (day: Day): string => day,
): string {
  const { said, since } = texts.sanctionReasons[why]
  if (from === null || since === undefined) return said[language]
  return `${said[language]} ${since[language].replace('{day}', written(from))}`
}

/** A list is one of channels, which have names. */
function wordsOf(value: ParameterValue, { channels }: Texts, language: Language): string {
  if (!Array.isArray(value)) return String(value)
  const names: Readonly<Record<string, Text>> = channels
  return value.map((channel) => names[channel]?.[language] ?? channel).join(', ')
}
