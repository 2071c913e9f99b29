import type { Text } from '../kernel/texts.js'

/** Why a file is no file of rates, by what is wrong with it. */
export const wrong = {
  xml: {
    kk: 'Файл – дұрыс XML емес.',
    ru: 'Файл не является правильным XML.',
    en: 'The file is not well-formed XML.',
  },
  doctype: {
    kk: 'DOCTYPE пен сыртқы нысандар қабылданбайды.',
    ru: 'DOCTYPE и внешние сущности не принимаются.',
    en: 'DOCTYPE and entities are not taken.',
  },
  csv: {
    kk: 'CSV: бірінші жол – day,currency,rate,units, әр жолда төрт ұяшық.',
    ru: 'CSV: первая строка – day,currency,rate,units, в каждой строке четыре ячейки.',
    en: 'CSV: the first line is day,currency,rate,units, and every line has four cells.',
  },
  day: {
    kk: 'Күнтізбеде мұндай күн жоқ.',
    ru: 'Такого дня в календаре нет.',
    en: 'The calendar has no such day.',
  },
  currency: {
    kk: 'Валюта коды – үш латын әрпі, теңгеден басқа.',
    ru: 'Код валюты – три латинские буквы, и не тенге.',
    en: 'A currency code has three Latin letters, and is not the tenge.',
  },
  rate: {
    kk: 'Бағам – нөлден үлкен ондық сан, үтірден кейін көп дегенде алты цифр.',
    ru: 'Курс – десятичное число больше нуля, после запятой не больше шести цифр.',
    en: 'A rate is a decimal number above zero with six decimals at most.',
  },
  units: {
    kk: 'Бірлік саны: 1, 10, 100, 1000 не 10000.',
    ru: 'Количество единиц: 1, 10, 100, 1000 или 10000.',
    en: 'Units are 1, 10, 100, 1000 or 10000.',
  },
  twice: {
    kk: 'Бұл валюта осы күнге екі рет берілген.',
    ru: 'Эта валюта на этот день указана дважды.',
    en: 'This currency is given twice for this day.',
  },
  none: {
    kk: 'Файлда доллар, еуро не рубль бағамы жоқ.',
    ru: 'В файле нет курса доллара, евро или рубля.',
    en: 'The file has no rate of dollar, euro or rouble.',
  },
} as const satisfies Record<string, Text>
