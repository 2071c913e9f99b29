import { dayInWords } from '../kernel/days.js'
import { formatMoney, type MoneyView } from '../kernel/money.js'
import type { Language, Text } from '../kernel/texts.js'
import { channelNames } from './channel-names.js'
import type { ReceiptView } from './receipt-contract.js'

export const receiptWords = {
  title: { kk: 'Қайырмалдық түбіртегі', ru: 'Квитанция о пожертвовании', en: 'Receipt for a donation' },
  check: {
    kk: 'Бұл түбіртекті кез келген адам мына мекенжайда тексере алады:',
    ru: 'Эту квитанцию может проверить каждый по адресу:',
    en: 'Anybody can check this receipt at:',
  },
  held: {
    kk: 'Мақсатты сомадан асқан: қайтаруға ұсталған.',
    ru: 'Сверх цели сбора: удержано для возврата.',
    en: 'Past the declared sum: held for return.',
  },
} as const satisfies Record<string, Text>

const labels = {
  number: { kk: 'Нөмірі', ru: 'Номер', en: 'Number' },
  amount: { kk: 'Сома', ru: 'Сумма', en: 'Amount' },
  inTenge: { kk: 'Теңгемен', ru: 'В тенге', en: 'In tenge' },
  gift: { kk: 'Не берілді', ru: 'Что', en: 'What' },
  value: { kk: 'Құны', ru: 'Стоимость', en: 'Value' },
  basis: { kk: 'Бағалау негізі', ru: 'Основание оценки', en: 'Valued by' },
  refunded: { kk: 'Қайтарылды', ru: 'Возвращено', en: 'Given back' },
  donor: { kk: 'Кім берді', ru: 'Кто пожертвовал', en: 'Who gave' },
  receivedOn: { kk: 'Түскен күні', ru: 'Получено', en: 'Received on' },
  channel: { kk: 'Қалай', ru: 'Способ', en: 'By' },
  organization: { kk: 'Кім алды', ru: 'Кто получил', en: 'Who received it' },
  purpose: { kk: 'Мақсаты', ru: 'На что', en: 'For' },
  collection: { kk: 'Жинау', ru: 'Сбор', en: 'Collection' },
} as const satisfies Record<string, Text>

const values = {
  notShown: { kk: 'көрсетілмейді', ru: 'не показывается', en: 'not shown' },
  person: { kk: 'жеке адам', ru: 'частное лицо', en: 'a private person' },
} as const satisfies Record<string, Text>

const bases = {
  'market-price': { kk: 'нарықтық баға', ru: 'рыночная цена', en: 'market price' },
  appraisal: { kk: 'бағалаушының есебі', ru: 'отчёт оценщика', en: 'an appraisal' },
  'price-list': { kk: 'баға парағы', ru: 'прайс-лист', en: 'a price list' },
  'donor-statement': { kk: 'берушінің мәлімдемесі', ru: 'заявление дарителя', en: 'the donor’s statement' },
} as const satisfies Record<NonNullable<ReceiptView['gift']>['basis'], Text>

const donorKinds = {
  anonymous: { kk: 'аты белгісіз', ru: 'анонимно', en: 'anonymous' },
  individual: { kk: 'жеке адам', ru: 'частное лицо', en: 'a private person' },
  organization: { kk: 'ұйым', ru: 'организация', en: 'an organization' },
} as const satisfies Record<string, Text>

const origins = {
  'national-bank': {
    kk: 'Ұлттық Банктің бағамы',
    ru: 'курс Национального Банка',
    en: 'rate of the National Bank',
  },
  'made-up': { kk: 'ойдан шығарылған бағам', ru: 'вымышленный курс', en: 'a made-up rate' },
} as const satisfies Record<string, Text>

/** `rate of the National Bank, 13 March 2026: 1 USD = 450.27 ₸`. */
function rateInWords({ origin, day, rate, units, currency }: Rate, language: Language): string {
  const decimal = language === 'en' ? rate : rate.replace('.', ',')
  return `${origins[origin][language]}, ${dayInWords(day, language)}: ${units} ${currency} = ${decimal}\u00A0₸`
}
type Rate = NonNullable<ReceiptView['rate']>

interface ReceiptLine {
  readonly name: keyof typeof labels
  readonly label: string
  readonly value: string
}

/** What stands on a receipt, line by line, the same on the page and in the PDF. */
export function receiptLines(receipt: ReceiptView, language: Language): ReceiptLine[] {
  const { number, amount, value, rate, refunded, donor, organization, purpose, gift } = receipt
  const named = (name: { kk: string; ru: string; en?: string }) => name[language] ?? name.ru
  const money = (view: MoneyView | undefined) =>
    view === undefined ? values.notShown[language] : formatMoney(BigInt(view.amount), view.currency, language)
  const line = (name: keyof typeof labels, value: string) => ({ name, label: labels[name][language], value })
  return [
    line('number', number),
    ...(gift !== undefined ? [line('gift', `${gift.description}, ${gift.quantity} ${gift.unit}`)] : []),
    line(receipt.channel === 'in-kind' ? 'value' : 'amount', money(amount)),
    ...(gift !== undefined ? [line('basis', bases[gift.basis][language])] : []),
    ...(value !== undefined && rate !== undefined
      ? [line('inTenge', `${money(value)} (${rateInWords(rate, language)})`)]
      : []),
    ...(refunded !== undefined && refunded.amount !== '0' ? [line('refunded', money(refunded))] : []),
    line('donor', donor.name ?? donorKinds[donor.kind][language]),
    line('receivedOn', dayInWords(receipt.receivedOn, language)),
    line('channel', channelNames[receipt.channel][language]),
    line(
      'organization',
      organization === null ? values.person[language] : `${named(organization.name)} (${organization.bin})`,
    ),
    line('purpose', named(purpose)),
    line('collection', receipt.collection),
  ]
}
