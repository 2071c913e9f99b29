import type { Text } from '../../kernel/texts.js'

/** Why a file is no statement, by what is wrong with it. */
export const reasons = {
  unknownFormat: {
    kk: 'Файл camt.053 де, 1CClientBankExchange де, кесте де емес.',
    ru: 'Файл — не camt.053, не 1CClientBankExchange и не таблица.',
    en: 'The file is neither camt.053 nor 1CClientBankExchange nor a table.',
  },
  mappingNeeded: {
    kk: 'Кесте бағандарын қалай оқу керегі көрсетілмеген: mapping өрісін беріңіз.',
    ru: 'Не указано, как читать столбцы таблицы: передайте поле mapping.',
    en: 'It is not said how the columns of the table are read: give the field mapping.',
  },
  tooLarge: {
    kk: 'Файл тым үлкен: ең көбі 256 МиБ және 200 000 жол. Кезеңді бөліңіз.',
    ru: 'Файл слишком велик: не больше 256 МиБ и 200 000 строк. Разделите период.',
    en: 'The file is too large: at most 256 MiB and 200,000 lines. Divide the period.',
  },
  wrongEncoding: {
    kk: 'Файлдың кодировкасы айтылғандай емес.',
    ru: 'Кодировка файла не та, которая указана.',
    en: 'The file is not in the encoding that it is said to be in.',
  },
  cutOff: {
    kk: 'Файл ортасынан үзілген.',
    ru: 'Файл обрывается посередине.',
    en: 'The file breaks off in the middle.',
  },
  notXml: { kk: 'Дұрыс XML емес.', ru: 'Не корректный XML.', en: 'Not well-formed XML.' },
  doctype: {
    kk: 'Үзіндіде DOCTYPE және нысандар (entities) болмайды.',
    ru: 'В выписке не бывает DOCTYPE и сущностей (entities).',
    en: 'A statement has no DOCTYPE and no entities.',
  },
  unknownVersion: {
    kk: 'camt.053.001.02 мен camt.053.001.08 ғана оқылады.',
    ru: 'Читаются только camt.053.001.02 и camt.053.001.08.',
    en: 'Only camt.053.001.02 and camt.053.001.08 are read.',
  },
  severalStatements: {
    kk: 'Файлда бірнеше үзінді немесе шот бар: әрқайсысын бөлек жүктеңіз.',
    ru: 'В файле несколько выписок или счетов: загрузите каждую отдельно.',
    en: 'The file holds several statements or accounts: upload each by itself.',
  },
  severalPages: {
    kk: 'Бұл үзіндінің бір беті ғана: толық үзіндіні жүктеңіз.',
    ru: 'Это одна страница выписки: загрузите выписку целиком.',
    en: 'This is one page of a statement: upload the whole.',
  },
  outOfPlace: {
    kk: 'Жол өз орнында емес немесе белгісіз.',
    ru: 'Строка не на своём месте или неизвестна.',
    en: 'The line is out of place or unknown.',
  },
  missing: { kk: 'Жоқ.', ru: 'Отсутствует.', en: 'Is missing.' },
  badDay: { kk: 'Күн емес.', ru: 'Не дата.', en: 'Is no day.' },
  badAmount: {
    kk: 'Сома емес: екі ондық таңбадан аспайтын оң сан болуы керек.',
    ru: 'Не сумма: нужно положительное число не более чем с двумя знаками после запятой.',
    en: 'Is no sum: a positive number with at most two decimals.',
  },
  badAccount: {
    kk: 'Қазақстандық шот нөмірі емес немесе бақылау цифрлары қате.',
    ru: 'Не номер казахстанского счёта, или контрольные цифры не сходятся.',
    en: 'Is no Kazakh account number, or its check digits are wrong.',
  },
  badCurrency: {
    kk: 'Белгісіз валюта немесе шоттың валютасы емес.',
    ru: 'Неизвестная валюта или не валюта счёта.',
    en: 'An unknown currency, or not that of the account.',
  },
  badSide: {
    kk: 'Ақша түсті ме, шықты ма — белгісіз.',
    ru: 'Неясно, поступили деньги или списаны.',
    en: 'It is not clear whether money came in or went out.',
  },
  badStatus: {
    kk: 'Жазбаның күйі белгісіз.',
    ru: 'Состояние записи неизвестно.',
    en: 'The status of the entry is unknown.',
  },
  longLine: { kk: 'Жол тым ұзын.', ru: 'Строка слишком длинная.', en: 'The line is too long.' },
  dayOutside: {
    kk: 'Күн үзіндінің кезеңінен тыс.',
    ru: 'День вне периода выписки.',
    en: 'The day lies outside the period of the statement.',
  },
  doesNotFoot: {
    kk: 'Үзінді тоқыспайды: бастапқы қалдық + түсім − шығыс ≠ соңғы қалдық.',
    ru: 'Выписка не сходится: входящий остаток + поступления − списания ≠ исходящий остаток.',
    en: 'The statement does not foot: opening + credits − debits ≠ closing.',
  },
  otherSum: {
    kk: 'Жолдардың қосындысы файлда айтылған сомаға тең емес.',
    ru: 'Сумма строк не равна той, что названа в файле.',
    en: 'The lines do not add up to the sum that the file states.',
  },
} as const satisfies Readonly<Record<string, Text>>
