import { formatTenge } from '../kernel/money.js'
import type { Language, Text } from '../kernel/texts.js'
import { type Html, html } from './html.js'
import type { Reader } from './reader.js'

const words = {
  caption: {
    kk: 'Ақша қайда',
    ru: 'Куда пошли деньги',
    en: 'Where the money has gone',
  },
  purpose: { kk: 'Мақсаты', ru: 'Назначение', en: 'Purpose' },
  amount: { kk: 'Сома', ru: 'Сумма', en: 'Amount' },
  share: { kk: 'Үлесі', ru: 'Доля', en: 'Share' },
  total: { kk: 'Барлығы', ru: 'Всего', en: 'In all' },
} as const satisfies Record<string, Text>

/** One part of what was raised; `left` is drawn apart. */
export interface Part {
  readonly label: string
  readonly tiyn: bigint
  readonly kind: 'spent' | 'costs' | 'left'
}

const width = 1_000

/**
 * What became of the money, as a bar and as the table that says the same to everybody: parts in their order, widths in
 * thousandths of the whole. A bar of nothing is not drawn.
 */
export function moneyBar(reader: Reader, parts: readonly Part[]): Html {
  const shown = parts.filter(({ tiyn }) => tiyn > 0n)
  const total = shown.reduce((sum, { tiyn }) => sum + tiyn, 0n)
  if (total === 0n) return html``
  const { say } = reader
  return html`<svg class="bar" viewBox="0 0 ${width} 40" preserveAspectRatio="none" aria-hidden="true" focusable="false">${segments(shown, total)}</svg>
<table class="money"><caption>${say(words.caption)}</caption>
<thead><tr><th scope="col">${say(words.purpose)}</th><th scope="col" class="figure">${say(words.amount)}</th><th scope="col" class="figure">${say(words.share)}</th></tr></thead>
<tbody>${shown.map((part, i) => row(reader, part, i, total))}</tbody>
<tfoot><tr><th scope="row">${say(words.total)}</th><td class="figure">${formatTenge(total, reader.language)}</td><td class="figure">100 %</td></tr></tfoot></table>`
}

const colours = 6
const colourOf = ({ kind }: Part, index: number): string =>
  kind === 'spent' ? `part-${index % colours}` : `part-${kind}`

function segments(parts: readonly Part[], total: bigint): Html[] {
  let before = 0n
  return parts.map((part, i) => {
    const x = Number((before * BigInt(width)) / total)
    before += part.tiyn
    const end = Number((before * BigInt(width)) / total)
    return html`<rect class="${colourOf(part, i)}" x="${x}" y="0" width="${Math.max(end - x, 1)}" height="40"/>`
  })
}

/** A part of a whole in per cent, to the tenth. */
export function percentOf(part: bigint, whole: bigint, language: Language): string {
  const percent = Number((part * 1_000n + whole / 2n) / whole) / 10
  const share = percent === 0 && part > 0n ? '< 0.1' : percent.toString()
  return `${language === 'en' ? share : share.replace('.', ',')} %`
}

function row({ language }: Reader, part: Part, index: number, total: bigint): Html {
  return html`<tr><th scope="row"><svg class="swatch" viewBox="0 0 10 10" aria-hidden="true" focusable="false"><rect class="${colourOf(part, index)}" width="10" height="10"/></svg>${part.label}</th>
<td class="figure">${formatTenge(part.tiyn, language)}</td><td class="figure">${percentOf(part.tiyn, total, language)}</td></tr>`
}
