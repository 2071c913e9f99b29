import type { z } from 'zod'
import type { Text } from './texts.js'

type Issue = z.core.$ZodIssue

const text = (kk: string, ru: string, en: string): Text => ({ kk, ru, en })

/** The sentence for an issue that one of zod's own checks raised. */
export function textOfBuiltIn(issue: Issue): Text {
  switch (issue.code) {
    case 'invalid_type':
      return expectedTypes[issue.expected] ?? wrongType
    case 'invalid_format':
      return formats[issue.format] ?? wrongFormat
    case 'invalid_value':
      return allowed(issue.values)
    case 'too_small':
      return atLeast(issue)
    case 'too_big':
      return atMost(issue)
    case 'not_multiple_of':
      return text(
        `${issue.divisor} санына қалдықсыз бөлінуі керек.`,
        `Должно делиться на ${issue.divisor} без остатка.`,
        `Must be a multiple of ${issue.divisor}.`,
      )
    case 'unrecognized_keys':
      return text('Мұндай өріс жоқ.', 'Такого поля нет.', 'There is no such field.')
    case 'invalid_union':
      return 'options' in issue && issue.options !== undefined ? allowed(issue.options) : noAlternative
    default:
      return text('Мән дұрыс емес.', 'Недопустимое значение.', 'The value is not valid.')
  }
}

const wrongType = text('Мәннің түрі дұрыс емес.', 'Значение не того типа.', 'The value is of the wrong type.')
const wrongFormat = text('Пішімі дұрыс емес.', 'Неверный формат.', 'The format is wrong.')
const noAlternative = text(
  'Мән рұқсат етілген түрлердің ешқайсысына сәйкес келмейді.',
  'Значение не подходит ни под один из допустимых видов.',
  'The value has none of the permitted forms.',
)

const expected = (kk: string, ru: string, en: string): Text =>
  text(`Мұнда ${kk} болуы керек.`, `Здесь ожидается ${ru}.`, `This must be ${en}.`)

const object = expected('объект', 'объект', 'an object')
const expectedTypes: Readonly<Record<string, Text | undefined>> = {
  string: expected('мәтін жолы', 'строка', 'a string'),
  number: expected('сан', 'число', 'a number'),
  int: expected('бүтін сан', 'целое число', 'an integer'),
  boolean: expected('true немесе false', 'true или false', 'true or false'),
  array: expected('тізім', 'список', 'a list'),
  object,
  record: object,
  null: expected('null', 'null', 'null'),
  date: expected('күн мен уақыт', 'дата и время', 'a date and time'),
}

const moment = text(
  'Уақыт RFC 3339 бойынша жазылады, мысалы 2026-03-15T09:30:00Z.',
  'Время пишется по RFC 3339, например 2026-03-15T09:30:00Z.',
  'A moment is written after RFC 3339, e.g. 2026-03-15T09:30:00Z.',
)
const uuid = text('Бұл UUID емес.', 'Это не UUID.', 'This is not a UUID.')
const formats: Readonly<Record<string, Text | undefined>> = {
  email: text(
    'Бұл электрондық пошта мекенжайы емес.',
    'Это не адрес электронной почты.',
    'This is not an e-mail address.',
  ),
  url: text('Бұл сілтеме (URL) емес.', 'Это не ссылка (URL).', 'This is not a link (URL).'),
  datetime: moment,
  uuid,
  guid: uuid,
}

function allowed(values: readonly unknown[]): Text {
  const list = values.map(String).join(', ')
  return text(`Рұқсат етілген мәндер: ${list}.`, `Допустимые значения: ${list}.`, `Allowed values: ${list}.`)
}

// Sentences of the form "number of …: at least n" hold for every n in every grammar.
const counted: Readonly<Record<string, Text | undefined>> = {
  string: text('Таңба саны', 'Количество символов', 'Number of characters'),
  array: text('Элемент саны', 'Количество элементов', 'Number of items'),
  set: text('Элемент саны', 'Количество элементов', 'Number of items'),
  object: text('Өріс саны', 'Количество полей', 'Number of fields'),
}
const size = (origin: string, bound: Text): Text => {
  const what = counted[origin] ?? text('Мән', 'Значение', 'Value')
  return text(`${what.kk}: ${bound.kk}.`, `${what.ru}: ${bound.ru}.`, `${what.en}: ${bound.en}.`)
}

function atLeast({ origin, minimum: n, inclusive, exact }: Extract<Issue, { code: 'too_small' }>): Text {
  if (exact === true) return size(origin, text(`дәл ${n}`, `ровно ${n}`, `exactly ${n}`))
  if (inclusive === false) return size(origin, text(`${n} санынан үлкен`, `больше ${n}`, `more than ${n}`))
  if (origin in counted && n === 1)
    return text('Бос болмауы керек.', 'Не должно быть пустым.', 'Must not be empty.')
  return size(origin, text(`кемінде ${n}`, `не меньше ${n}`, `at least ${n}`))
}

function atMost({ origin, maximum: n, inclusive, exact }: Extract<Issue, { code: 'too_big' }>): Text {
  if (exact === true) return size(origin, text(`дәл ${n}`, `ровно ${n}`, `exactly ${n}`))
  if (inclusive === false) return size(origin, text(`${n} санынан кіші`, `меньше ${n}`, `less than ${n}`))
  return size(origin, text(`ең көбі ${n}`, `не больше ${n}`, `at most ${n}`))
}
