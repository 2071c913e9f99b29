import { type Content, type Html, html } from '../html.js'

export interface Column {
  readonly head: Content
  /** A graph takes the room that is left; a figure stands right. */
  readonly kind: 'figure' | 'graph' | 'text'
  /** Said before the cell on a phone, where a row is a block. */
  readonly label?: string
}

export interface Row {
  readonly head: Content
  readonly cells: readonly Content[]
  readonly kind?: string
}

/** A chart and its table in one: one column of a row is its bar, the others its numbers. On a phone each row is a block. */
export function graphTable(
  caption: Content,
  first: Content,
  columns: readonly Column[],
  rows: readonly Row[],
): Html {
  const heads = columns.map(({ head, kind }) => html`<th scope="col" class="${kind}">${head}</th>`)
  return html`<table class="graph-table"><caption>${caption}</caption>
<thead><tr><th scope="col">${first}</th>${heads}</tr></thead>
<tbody>${rows.map((row) => rowOf(row, columns))}</tbody></table>`
}

const rowOf = ({ head, cells, kind = '' }: Row, columns: readonly Column[]): Html =>
  html`<tr class="${kind}"><th scope="row">${head}</th>${cells.map((cell, i) => cellOf(cell, columns[i]))}</tr>`

function cellOf(cell: Content, column: Column | undefined): Html {
  const { kind = 'text', label, head } = column ?? { head: '' }
  const said = label ?? (typeof head === 'string' ? head : undefined)
  return kind === 'graph'
    ? html`<td class="graph">${cell}</td>`
    : html`<td class="${kind}"${said !== undefined && html` data-label="${said}"`}><span class="value">${cell}</span></td>`
}

/** A table that may be wider than a phone: it scrolls inside its box, also by the keyboard. */
export const scrolling = (label: string, table: Html): Html =>
  html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>`
