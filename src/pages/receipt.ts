import { qrCode } from '../giving/qr-code.js'
import type { FullReceipt, ReceiptView } from '../giving/receipt-contract.js'
import { receiptLines, receiptWords } from '../giving/receipt-lines.js'
import type { Text } from '../kernel/texts.js'
import { type Html, html } from './html.js'
import { page } from './layout.js'
import type { Reader } from './reader.js'

const words = {
  pdf: { kk: 'PDF түрінде', ru: 'В виде PDF', en: 'As a PDF' },
  fullPdf: { kk: 'Толық түбіртек, PDF', ru: 'Полная квитанция, PDF', en: 'The whole receipt, PDF' },
  data: { kk: 'Осы бет JSON түрінде', ru: 'Эта страница в JSON', en: 'This page as JSON' },
  yours: { kk: 'Бұл сіздің түбіртегіңіз бе?', ru: 'Это ваша квитанция?', en: 'Is it yours?' },
  secret: { kk: 'Құпия код', ru: 'Секретный код', en: 'Secret' },
  hint: {
    kk: 'Ол түбіртекпен бірге тек сізге айтылған. Онымен толық түбіртекті көресіз және басқаларға не көрінетінін шешесіз.',
    ru: 'Его вместе с квитанцией сообщили только вам. С ним вы увидите всю квитанцию и решите, что видят другие.',
    en: 'It was told to you alone, with the receipt. With it you see the whole receipt, and decide what others see.',
  },
  open: { kk: 'Толық көрсету', ru: 'Показать целиком', en: 'Show all of it' },
  shown: { kk: 'Басқаларға не көрінеді', ru: 'Что видят другие', en: 'What others see' },
  amount: { kk: 'Соманы көрсету', ru: 'Показывать сумму', en: 'Show the amount' },
  save: { kk: 'Сақтау', ru: 'Сохранить', en: 'Save' },
  changed: { kk: 'Сақталды.', ru: 'Сохранено.', en: 'Saved.' },
} as const satisfies Record<string, Text>

const visibilityNames = {
  hidden: { kk: 'Атым көрінбейді', ru: 'Имя не видно', en: 'No name' },
  'first-name': { kk: 'Аты ғана', ru: 'Только имя', en: 'The first name' },
  full: { kk: 'Толық аты-жөні', ru: 'Имя полностью', en: 'The full name' },
} as const satisfies Record<string, Text>

export interface ReceiptParts {
  readonly receipt: ReceiptView
  /** Where anybody sees it, for the QR code. */
  readonly address: string
  /** All of it, for whoever gave its secret. */
  readonly full?: FullReceipt
  readonly secret?: string
  readonly isChanged?: true
}

/** One receipt, to be read or printed; and for the donor the way to all of it. */
export function receiptPage(
  reader: Reader,
  { receipt, address, full, secret, isChanged }: ReceiptParts,
): string {
  const { say, to, language } = reader
  const { number } = receipt
  const title = say(receiptWords.title)
  const lines = receiptLines(receipt, language).map(({ name, label, value }) => {
    const isLink = name === 'collection'
    return html`<div><dt>${label}</dt><dd>${isLink ? html`<a href="${to(`/collections/${value}`)}">${value}</a>` : value}</dd></div>`
  })
  const body = html`<h1>${title}</h1>
${isChanged && html`<p class="note" role="status">${say(words.changed)}</p>`}
<dl class="facts">${lines}</dl>
${receipt.heldForReturn && html`<p class="note note-doubt">${say(receiptWords.held)}</p>`}
<figure class="qr">${qrImage(address)}<figcaption class="small">${say(receiptWords.check)} <a href="${to(`/receipts/${number}`)}">${address}</a></figcaption></figure>
${full !== undefined && secret !== undefined ? ownPart(reader, full, secret) : strangerPart(reader, number)}`
  return page(reader, {
    ...{ title: `${title} ${number}`, body },
    ...(secret !== undefined && { asked: { field: 'secret', value: secret } }),
  })
}

/** An image of one path, which prints sharp and loads nothing. */
function qrImage(text: string): Html {
  const { size, dark } = qrCode(text)
  const path = dark.map(([x, y]) => `M${x} ${y}h1v1h-1z`).join('')
  return html`<svg viewBox="-4 -4 ${size + 8} ${size + 8}" role="img" aria-label="${text}"><path d="${path}"/></svg>`
}

const strangerPart = (
  { say, to, language }: Reader,
  number: string,
): Html => html`<p class="small"><a href="/v1/receipts/${number}.pdf?lang=${language}">${say(words.pdf)}</a> · <a href="/v1/receipts/${number}">${say(words.data)}</a></p>
<section class="unprinted" aria-labelledby="yours"><h2 id="yours">${say(words.yours)}</h2>
<form class="question" method="post" action="${to(`/receipts/${number}`)}">
<label for="secret">${say(words.secret)}</label><p class="hint" id="secret-hint">${say(words.hint)}</p>
<div class="question-row"><input id="secret" name="secret" required maxlength="100" autocomplete="off" spellcheck="false" aria-describedby="secret-hint">
<button class="button" type="submit">${say(words.open)}</button></div></form></section>`

function ownPart({ say, to }: Reader, { number, donor, ...full }: FullReceipt, secret: string): Html {
  const held = html`<input type="hidden" name="secret" value="${secret}">`
  const names = donor.name === undefined ? (['hidden'] as const) : (['hidden', 'first-name', 'full'] as const)
  return html`<section class="unprinted" aria-labelledby="shown"><h2 id="shown">${say(words.shown)}</h2>
<form class="choices" method="post" action="${to(`/receipts/${number}/visibility`)}">${held}
${names.map((name) => html`<p><label><input type="radio" name="visibility" value="${name}"${full.visibility === name && html` checked`}> ${say(visibilityNames[name])}</label></p>`)}
<p><label><input type="checkbox" name="showAmount" value="on"${full.showAmount && html` checked`}> ${say(words.amount)}</label></p>
<button class="button" type="submit">${say(words.save)}</button></form>
<form method="post" action="${to(`/receipts/${number}/pdf`)}">${held}<button class="button" type="submit">${say(words.fullPdf)}</button></form></section>`
}
