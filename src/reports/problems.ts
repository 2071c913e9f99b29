import { problem } from '../kernel/problems.js'

export const tooManyExports = problem('too-many-exports', 503, {
  kk: 'Қазір басқа экспорттар жүріп жатыр, сәл кейін қайталаңыз',
  ru: 'Сейчас идут другие выгрузки, повторите немного позже',
  en: 'Other exports are under way, try again in a little while',
})
export const logNotSigned = problem('log-not-signed', 503, {
  kk: 'Есеп кітабының журналына әлі қол қойылмаған, сәл кейін қайталаңыз',
  ru: 'Журнал этой книги ещё не подписан, повторите немного позже',
  en: 'The log of this ledger has not been signed yet, try again in a little while',
})
