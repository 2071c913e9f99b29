import { categoryName } from '../collections/category-names.js'
import { formatMoney, formatTenge, type MoneyView } from '../kernel/money.js'
import type { Text } from '../kernel/texts.js'
import type { ShownCollection } from './collection.js'
import { type Html, html } from './html.js'
import { moneyBar, type Part, percentOf } from './money-bar.js'
import type { Reader } from './reader.js'

const words = {
  title: { kk: 'Ақша', ru: 'Деньги', en: 'The money' },
  raised: { kk: 'Жиналды', ru: 'Собрано', en: 'Raised' },
  spent: { kk: 'Жұмсалды', ru: 'Израсходовано', en: 'Spent' },
  left: { kk: 'Қалды', ru: 'Осталось', en: 'Left' },
  costs: { kk: 'Жинау шығындары', ru: 'Расходы на сбор', en: 'Costs of collecting' },
  held: { kk: 'Қайтаруға ұсталған', ru: 'Удержано для возврата', en: 'Held for return' },
  exchange: { kk: 'Бағам айырмасы', ru: 'Курсовая разница', en: 'Difference of exchange' },
  inCurrencies: {
    kk: 'Оның ішінде басқа валютада берілгені',
    ru: 'В том числе дано в другой валюте',
    en: 'Of it, given in other currencies',
  },
  heldIn: { kk: 'әлі сол валютада', ru: 'ещё в этой валюте', en: 'still in that currency' },
  transferredIn: { kk: 'Басқа жинаудан келді', ru: 'Пришло из другого сбора', en: 'Came from another fund' },
  pendingIn: { kk: 'Түсуі күтілуде', ru: 'Ожидает поступления', en: 'Pending, not in yet' },
  pendingOut: { kk: 'Төленуі күтілуде', ru: 'Ожидает выплаты', en: 'Pending, not out yet' },
  transferredOut: { kk: 'Басқа жинауға кетті', ru: 'Ушло другому сбору', en: 'Went to another fund' },
  paidOut: { kk: 'Алушыларға төленді', ru: 'Выплачено получателям', en: 'Paid out to beneficiaries' },
  ofRaised: { kk: '(жиналғаннан)', ru: 'собранного', en: 'of what was raised' },
  inKind: { kk: 'Заттай берілді', ru: 'Дано вещами', en: 'Given in kind' },
  inKindOut: { kk: 'Заттай таратылды', ru: 'Роздано вещами', en: 'Given out in kind' },
  inKindNote: {
    kk: 'Заттар құны бойынша көрсетілген, ақшаға қосылмайды.',
    ru: 'Вещи показаны по их стоимости и к деньгам не прибавляются.',
    en: 'Goods are shown by their value and are not part of the money.',
  },
  nothing: {
    kk: 'Әлі ештеңе түскен жоқ.',
    ru: 'Пока ничего не поступило.',
    en: 'Nothing has come in yet.',
  },
  announced: { kk: 'Жарияланды', ru: 'Объявлено', en: 'Announced' },
  inBooks: { kk: 'Есепте', ru: 'В учёте', en: 'In the books' },
  missing: {
    kk: 'Жарияланған, бірақ есепте жоқ',
    ru: 'Объявлено, но в учёте нет',
    en: 'Announced, but not in the books',
  },
  beyond: {
    kk: 'Есепте бар, бірақ жарияланбаған',
    ru: 'В учёте есть, но не объявлено',
    en: 'In the books, but not announced',
  },
  agrees: {
    kk: 'Жарияланған сома есептегімен бірдей.',
    ru: 'Объявленная сумма совпадает с учётом.',
    en: 'The announced sum agrees with the books.',
  },
} as const satisfies Record<string, Text>

/** What came in, where it went, what is left; and what was announced against what the books show. */
export function moneyPart(reader: Reader, view: ShownCollection): Html {
  const { say, language } = reader
  const { raised, spent, costs, left, heldForReturn, transferredIn, transferredOut, exchange } = view.figures
  const { pendingIn, pendingOut } = view.figures
  const paidOut = BigInt(view.purposeBound.paidOut.amount)
  // What came from another fund was given to it.
  const received = BigInt(raised.amount) + BigInt(transferredIn.amount) + BigInt(exchange.amount)
  const tenge = (amount: { amount: string }) => formatTenge(BigInt(amount.amount), language)
  const figure = (label: string, amount: { amount: string }) =>
    html`<div><dt>${label}</dt><dd>${tenge(amount)}</dd></div>`
  return html`<section aria-labelledby="money"><h2 id="money">${say(words.title)}</h2>
<dl class="figures">${figure(say(words.raised), raised)}${figure(say(words.spent), spent)}${
    costs.amount !== '0' && figure(say(words.costs), costs)
  }${figure(say(words.left), left)}${heldForReturn.amount !== '0' && figure(say(words.held), heldForReturn)}${
    transferredIn.amount !== '0' && figure(say(words.transferredIn), transferredIn)
  }${transferredOut.amount !== '0' && figure(say(words.transferredOut), transferredOut)}${
    exchange.amount !== '0' && figure(say(words.exchange), exchange)
  }${pendingIn.amount !== '0' && figure(say(words.pendingIn), pendingIn)}${
    pendingOut.amount !== '0' && figure(say(words.pendingOut), pendingOut)
  }</dl>
${currenciesPart(reader, view)}
${raised.amount !== '0' && html`<p class="paid-out">${say(words.paidOut)}: <b>${percentOf(paidOut, received, language)}</b> ${say(words.ofRaised)}.</p>`}
${raised.amount === '0' ? html`<p>${say(words.nothing)}</p>` : moneyBar(reader, partsOf(reader, view))}
${gapOf(reader, view)}${inKindOf(reader, view)}</section>`
}

/** Goods stand apart from the money. */
function inKindOf({ say, language }: Reader, { figures: { inKind } }: ShownCollection): Html {
  if (inKind.received.amount === '0') return html``
  const figure = (label: string, { amount }: { amount: string }) =>
    html`<div><dt>${label}</dt><dd>${formatTenge(BigInt(amount), language)}</dd></div>`
  return html`<dl class="figures">${figure(say(words.inKind), inKind.received)}${figure(say(words.inKindOut), inKind.givenOut)}</dl>
<p class="quiet">${say(words.inKindNote)}</p>`
}

/** The value in tenge is part of what was raised; the sum that came stands beside it. */
function currenciesPart(
  { say, language }: Reader,
  { purposeBound: { inCurrencies } }: ShownCollection,
): Html {
  if (inCurrencies.length === 0) return html``
  const money = ({ amount, currency }: MoneyView) => formatMoney(BigInt(amount), currency, language)
  return html`<p>${say(words.inCurrencies)}:</p><ul class="currencies">${inCurrencies.map(
    ({ given, value, held }) =>
      html`<li>${money(given)} (${money(value)}); ${say(words.heldIn)}: ${money(held)}</li>`,
  )}</ul>`
}

function partsOf({ say }: Reader, { figures }: ShownCollection): Part[] {
  const spent = Object.entries(figures.spentByCategory)
    .map(
      ([code, { amount }]): Part => ({ label: say(categoryName(code)), tiyn: BigInt(amount), kind: 'spent' }),
    )
    .sort((a, b) => (a.tiyn < b.tiyn ? 1 : -1))
  return [
    ...spent,
    { label: say(words.costs), tiyn: BigInt(figures.costs.amount), kind: 'costs' },
    { label: say(words.transferredOut), tiyn: BigInt(figures.transferredOut.amount), kind: 'left' },
    { label: say(words.left), tiyn: BigInt(figures.left.amount), kind: 'left' },
  ]
}

/** The gap has a line of its own: a ledger must not hide it. */
function gapOf({ say, language }: Reader, { announced, figures }: ShownCollection): Html {
  if (announced === null || figures.gap === null) return html``
  const gap = BigInt(figures.gap.amount)
  const line = (label: string, tiyn: bigint, kind = '') =>
    html`<tr class="${kind}"><th scope="row">${label}</th><td class="figure">${formatTenge(tiyn, language)}</td></tr>`
  if (gap === 0n) return html`<p class="agrees">${say(words.agrees)}</p>`
  return html`<table class="gap"><tbody>
${line(say(words.announced), BigInt(announced.amount))}
${line(say(words.inBooks), BigInt(figures.raised.amount))}
${line(say(gap > 0n ? words.missing : words.beyond), gap > 0n ? gap : -gap, 'gap-line')}
</tbody></table>`
}
