import type { FieldError } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'

export type LineError = FieldError & { readonly line: number }

/** What is wrong with a file as such: nothing after it is read. */
export class WrongFile extends Error {
  constructor(readonly errors: readonly LineError[]) {
    super(errors[0]?.detail.en)
  }
}

export const wrongAt = (line: number, detail: Text): WrongFile =>
  new WrongFile([{ line, pointer: '', detail }])

export const mostBytes = 8 * 1024 ** 3
export const mostCases = 10_000_000
export const longestLine = 64 * 1024

export const fileReasons = {
  tooLarge: {
    kk: 'Файл тым үлкен: ең көбі 8 ГиБ және 10 000 000 жағдай.',
    ru: 'Файл слишком велик: не больше 8 ГиБ и 10 000 000 случаев.',
    en: 'The file is too large: at most 8 GiB and 10,000,000 cases.',
  },
  noCases: {
    kk: 'Файлда бірде-бір жағдай жоқ.',
    ru: 'В файле нет ни одного случая.',
    en: 'The file holds no case.',
  },
  notText: {
    kk: 'Бұл UTF-8 мәтіні емес: файлды UTF-8 түрінде сақтаңыз.',
    ru: 'Это не текст в UTF-8: сохраните файл в UTF-8.',
    en: 'This is not text in UTF-8: save the file in UTF-8.',
  },
  nul: {
    kk: 'U+0000 таңбасы бар: бұл мәтіндік файл емес.',
    ru: 'Содержит U+0000: это не текстовый файл.',
    en: 'Contains U+0000: this is no text file.',
  },
  byteOrderMark: {
    kk: 'NDJSON файлы BOM таңбасынан басталмайды: файлды BOM-сыз сақтаңыз.',
    ru: 'Файл NDJSON не начинается со знака BOM: сохраните файл без BOM.',
    en: 'An NDJSON file does not begin with a byte order mark: save it without one.',
  },
  carriageReturn: {
    kk: 'NDJSON жолдары тек LF таңбасымен аяқталады, CRLF емес.',
    ru: 'Строки NDJSON заканчиваются только LF, а не CRLF.',
    en: 'Lines of NDJSON end with LF alone, not with CRLF.',
  },
  longLine: {
    kk: 'Жол 64 КиБ-тан ұзын.',
    ru: 'Строка длиннее 64 КиБ.',
    en: 'The line is longer than 64 KiB.',
  },
  notJson: {
    kk: 'Жол дұрыс JSON емес.',
    ru: 'Строка — не корректный JSON.',
    en: 'The line is not well-formed JSON.',
  },
  notNdjson: {
    kk: 'Бірінші жол JSON емес. Бұл CSV болса, оны text/csv түрінде жіберіңіз.',
    ru: 'Первая строка — не JSON. Если это CSV, отправьте его как text/csv.',
    en: 'The first line is not JSON. If this is CSV, send it as text/csv.',
  },
  notCsv: {
    kk: 'Бұл NDJSON сияқты: оны application/x-ndjson түрінде жіберіңіз.',
    ru: 'Это похоже на NDJSON: отправьте его как application/x-ndjson.',
    en: 'This looks like NDJSON: send it as application/x-ndjson.',
  },
  brokenCsv: {
    kk: 'Жол дұрыс CSV емес: тырнақшалар жабылмаған немесе орнында емес.',
    ru: 'Строка — не корректный CSV: кавычки не закрыты или стоят не на месте.',
    en: 'The line is not well-formed CSV: quotes are not closed, or out of place.',
  },
  columnCount: {
    kk: 'Жолдағы бағандар саны тақырыптағыдай емес. Бағандар үтірмен бөлінеді.',
    ru: 'Столбцов в строке не столько, сколько в заголовке. Столбцы разделяются запятой.',
    en: 'The line has another number of columns than the header. Columns are separated by commas.',
  },
  unknownColumn: {
    kk: 'Мұндай баған жоқ. Бағандар үтірмен бөлінеді.',
    ru: 'Такого столбца нет. Столбцы разделяются запятой.',
    en: 'There is no such column. Columns are separated by commas.',
  },
  columnTwice: {
    kk: 'Бұл баған екі рет берілген.',
    ru: 'Этот столбец указан дважды.',
    en: 'This column is given twice.',
  },
  listLengths: {
    kk: 'Бір тізімнің бағандарында мәндер саны әртүрлі.',
    ru: 'В столбцах одного списка разное число значений.',
    en: 'The columns of one list hold different numbers of values.',
  },
  idTwice: {
    kk: 'Мұндай белгісі бар жағдай файлда бұрыннан бар.',
    ru: 'Случай с таким обозначением в файле уже есть.',
    en: 'The file already holds a case with this id.',
  },
} as const satisfies Readonly<Record<string, Text>>
