import { categoryName } from '../collections/category-names.js'
import { languages, type Text } from '../kernel/texts.js'

/** The parts of the yearly sheet. */
export const sectionNames = {
  income: { kk: 'Табыс көздері', ru: 'Источники поступлений', en: 'Sources of income' },
  'given-back': { kk: 'Қайтарылған ақша', ru: 'Возвращено жертвователям', en: 'Given back to donors' },
  spending: { kk: 'Шығыс бағыттары', ru: 'Направления расходования', en: 'Directions of spending' },
  funds: { kk: 'Жинаулар бойынша ақша', ru: 'Средства по сборам', en: 'Money by collection' },
  accounts: { kk: 'Шоттар', ru: 'Счета', en: 'Accounts' },
} as const satisfies Record<string, Text>
export type SectionName = keyof typeof sectionNames

/** Lines by what they count; what is posted to a fund by its role there and its kind. */
const lineNames: Readonly<Record<string, Text>> = {
  individual: { kk: 'Жеке тұлғалардан', ru: 'От физических лиц', en: 'From individuals' },
  organization: { kk: 'Ұйымдардан', ru: 'От организаций', en: 'From organizations' },
  anonymous: { kk: 'Аты белгісіз жандардан', ru: 'От неизвестных', en: 'From donors unknown' },
  abroad: {
    kk: 'Соның ішінде бейрезиденттерден (банк үзіндісі бойынша)',
    ru: 'В том числе от нерезидентов (насколько видно из банковской выписки)',
    en: 'Of these from non-residents (as far as the bank statement says)',
  },
  opening: { kk: 'Жыл басында', ru: 'На начало года', en: 'At the beginning of the year' },
  closing: { kk: 'Жыл соңында', ru: 'На конец года', en: 'At the end of the year' },
  held: { kk: 'Қайтаруға тұрған ақша', ru: 'Удержано к возврату', en: 'Held to be given back' },
  'in-kind': { kk: 'Берілмеген заттар', ru: 'Имущество, ещё не переданное', en: 'Goods not yet given out' },
  in: { kk: 'Түсті', ru: 'Поступило', en: 'Came in' },
  out: { kk: 'Шықты', ru: 'Ушло', en: 'Went out' },
  account: { kk: 'Шот бойынша', ru: 'По счёту', en: 'On the account' },
  'raised donation': { kk: 'Қайырмалдық', ru: 'Пожертвования', en: 'Gifts' },
  'raised box-opening': { kk: 'Жәшіктерден', ru: 'Из ящиков', en: 'From donation boxes' },
  'in-kind donation': { kk: 'Заттай қайырмалдық', ru: 'Пожертвования имуществом', en: 'Gifts in kind' },
  'in-kind-out disbursement': { kk: 'Заттай берілді', ru: 'Передано имуществом', en: 'Given out in kind' },
  'raised refund': { kk: 'Қайтарылды', ru: 'Возвраты', en: 'Given back' },
  'held refund': {
    kk: 'Мақсаттан асқаннан қайтарылды',
    ru: 'Возвраты принятого сверх цели',
    en: 'Given back of what came past the target',
  },
  'raised fund-transfer': {
    kk: 'Басқа жинаудан аударылды',
    ru: 'Переведено из другого сбора',
    en: 'Transferred from another collection',
  },
  'raised conversion': {
    kk: 'Айырбастаудағы бағам айырмасы',
    ru: 'Курсовая разница при обмене',
    en: 'Difference of exchange at a conversion',
  },
  'raised exchange-difference': {
    kk: 'Бағам айырмасы',
    ru: 'Курсовая разница',
    en: 'Difference of exchange',
  },
  'spent donation': {
    kk: 'Басқа валютада жатыр',
    ru: 'Лежит в другой валюте',
    en: 'Lies in another currency',
  },
  'spent conversion': { kk: 'Теңгеге айырбасталды', ru: 'Обменено на тенге', en: 'Converted into tenge' },
  'spent refund': {
    kk: 'Басқа валютада қайтарылды',
    ru: 'Возвращено в другой валюте',
    en: 'Given back in another currency',
  },
  'spent exchange-difference': { kk: 'Бағам айырмасы', ru: 'Курсовая разница', en: 'Difference of exchange' },
  'spent disbursement': { kk: 'Жұмсалды', ru: 'Израсходовано', en: 'Spent' },
  'spent fund-transfer': {
    kk: 'Басқа жинауға аударылды',
    ru: 'Переведено в другой сбор',
    en: 'Transferred to another collection',
  },
  'costs disbursement': { kk: 'Жинау шығындары', ru: 'Расходы на сбор', en: 'Costs of collecting' },
  'costs payout': {
    kk: 'Төлем жүйелерінің комиссиясы',
    ru: 'Комиссия платёжных систем',
    en: 'Fees of payment systems',
  },
  'costs host-fee': { kk: 'Иесінің ақысы', ru: 'Плата принимающей организации', en: 'Fee of the host' },
}

const accountNames: Readonly<Record<string, Text>> = {
  'assets:bank': { kk: 'банк', ru: 'банк', en: 'bank' },
  'assets:in-kind': { kk: 'заттар', ru: 'имущество', en: 'goods' },
  'assets:in-transit': { kk: 'төлем жүйелерінде', ru: 'у платёжных систем', en: 'with payment systems' },
  'assets:cash': { kk: 'касса', ru: 'касса', en: 'cash' },
  'assets:boxes': { kk: 'ашылған жәшіктер', ru: 'вскрытые ящики', en: 'opened boxes' },
  'liabilities:payables': { kk: 'төленбеген шоттар', ru: 'неоплаченные счета', en: 'unpaid invoices' },
  'income:host-fees': {
    kk: 'қабылдаушы ұйымның ақысы',
    ru: 'плата за приём сборов',
    en: 'fees for hosting collections',
  },
}

/** What the sheet cannot tell from the ledger, and the form asks for. */
export const byHand: Text = {
  kk: 'Құрылтайшылар (қатысушылар) мен ақшадан бөлек мүлікті есеп кітабы білмейді: оларды ұйым өзі қосады.',
  ru: 'Учредителей (участников) и имущества, кроме денег, книга не знает: их организация добавляет сама.',
  en: 'The ledger does not know the founders (members), nor property that is not money: the organization adds them itself.',
}

/** What a line is called: of what it is stands behind it. What has no name of its own is called by its kind, never left out. */
export function titleOf(id: string, of: string | null | undefined): Text {
  const name = lineNames[id]
  const behind = of ? nameOf(of) : undefined
  return inEach((language) => {
    const said = name?.[language] ?? id
    return behind ? `${said}: ${behind[language]}` : said
  })
}

/** The name of an account, a bank's with its IBAN; or that of a category of spending, or of a currency. */
function nameOf(of: string): Text {
  const [, bank, iban] = /^(assets:bank):(.+)$/.exec(of) ?? []
  if (bank !== undefined) return inEach((language) => `${accountNames[bank]?.[language]} ${iban}`)
  return accountNames[of] ?? (of.includes(':') ? inEach(() => of) : categoryName(of))
}

const inEach = (say: (language: keyof Text) => string): Text =>
  Object.fromEntries(languages.map((language) => [language, say(language)])) as Text
