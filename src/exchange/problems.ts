import { problem } from '../kernel/problems.js'

export const rateMissing = problem('exchange-rate-missing', 422, {
  kk: 'Бұл күнге Ұлттық Банктің бағамы енгізілмеген',
  ru: 'Курс Национального Банка на этот день не загружен',
  en: 'No rate of the National Bank is known for this day',
})
export const ratesUnreadable = problem('exchange-rates-unreadable', 422, {
  kk: 'Бағамдар файлы оқылмайды',
  ru: 'Файл курсов не читается',
  en: 'The file of exchange rates cannot be read',
})
