import { type Content, type Html, html } from '../html.js'

/**
 * Charts are strips of SVG without a view box: widths are per cent of the screen's, heights and type are pixels, so they
 * are read on a phone as on paper. Every kind of piece has a lightness and a hatch of its own, for black and white.
 */
export type Fill =
  | 'lawful'
  | 'lawful-with-duties'
  | 'not-yet'
  | 'barred'
  | 'unlawful'
  | 'not-computable'
  | 'plain'
  | 'low'
  | 'high'

export interface Piece {
  /** Both between 0 and 1, of the width of the strip. */
  readonly from: number
  readonly to: number
  readonly fill: Fill
  /** Written upon the piece where there is room. */
  readonly label?: string
}

interface Strip {
  readonly title: string
  readonly desc?: string
  readonly pieces: readonly Piece[]
  /** Thin lines across, e.g. the median or the present value. */
  readonly ticks?: readonly number[]
  readonly height?: number
}

const hundredths = (share: number): string => `${Math.round(Math.min(Math.max(share, 0), 1) * 10_000) / 100}%`
// Of the narrowest phone: one character takes about this part of the strip.
const roomForCharacter = 0.024

export function strip({ title, desc, pieces, ticks = [], height = 26 }: Strip): Html {
  const shown = pieces.filter(({ from, to }) => to > from)
  return html`<svg class="strip" width="100%" height="${height}" role="img"><title>${title}</title>${desc !== undefined && html`<desc>${desc}</desc>`}
<rect class="strip-ground" width="100%" height="${height}"/>${shown.map((piece) => pieceOf(piece, height))}${ticks.map(
    (at) =>
      html`<line class="strip-tick" x1="${hundredths(at)}" x2="${hundredths(at)}" y1="0" y2="${height}"/>`,
  )}</svg>`
}

function pieceOf({ from, to, fill, label }: Piece, height: number): Html {
  // A sliver is still seen.
  const place = html`x="${hundredths(from)}" width="${hundredths(Math.max(to - from, 0.003))}" height="${height}"`
  return html`<rect class="piece fill-${fill}" ${place}/><rect fill="url(#hatch-${fill})" ${place}/>${
    label !== undefined &&
    to - from >= roomForCharacter * (label.length + 0.5) &&
    html`<text class="strip-text on-${fill}" x="${hundredths((from + to) / 2)}" y="${height / 2}" dy="0.35em" text-anchor="middle">${label}</text>`
  }`
}

/** A small square of the piece, for a head of a column. */
export const swatchOf = (fill: Fill): Html =>
  html`<svg class="key" width="16" height="16" aria-hidden="true" focusable="false"><rect class="piece fill-${fill}" width="16" height="16"/><rect fill="url(#hatch-${fill})" width="16" height="16"/></svg>`

const hatch = (fill: Fill, size: number, drawing: Content): Html =>
  html`<pattern id="hatch-${fill}" width="${size}" height="${size}" patternUnits="userSpaceOnUse">${drawing}</pattern>`

/** Stands once on every page with charts. */
export const hatches: Html = html`<svg class="hatches" width="0" height="0" aria-hidden="true" focusable="false"><defs>
${hatch('lawful', 8, html`<path d=""/>`)}
${hatch('lawful-with-duties', 7, html`<circle class="mark-good" cx="3.5" cy="3.5" r="1.1"/>`)}
${hatch('not-yet', 7, html`<path class="line-doubt" d="M-1,1 l2,-2 M0,7 l7,-7 M6,8 l2,-2"/>`)}
${hatch('barred', 7, html`<path class="line-bad" d="M0,0 l7,7 M7,0 l-7,7"/>`)}
${hatch('unlawful', 8, html`<path d=""/>`)}
${hatch('not-computable', 6, html`<path class="line-open" d="M3,0 v6"/>`)}
${hatch('plain', 8, html`<path d=""/>`)}
${hatch('low', 6, html`<path class="line-accent" d="M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2"/>`)}
${hatch('high', 8, html`<path d=""/>`)}
</defs></svg>`
