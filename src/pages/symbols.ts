import type { Verdict } from '../verification/reason.js'
import { type Html, html } from './html.js'

// Each has a shape of its own, so that nobody depends on its colour; the word always stands beside it.
const shapes: Readonly<Record<Verdict, Html>> = {
  verified: html`<circle cx="24" cy="24" r="22"/><path class="stroke" d="M13 25l8 8 15-17"/>`,
  caution: html`<path d="M24 3l22 40H2z"/><path class="stroke" d="M24 17v12m0 6v1"/>`,
  'not-found': html`<circle class="open" cx="24" cy="24" r="21"/><path class="stroke open-stroke" d="M17 19a7 7 0 1 1 9 6.500c-1.500.700-2 1.500-2 4m0 5v1"/>`,
  warning: html`<path d="M15 2h18l13 13v18L33 46H15L2 33V15z"/><path class="stroke" d="M15 15l18 18m0-18L15 33"/>`,
}

export const verdictSymbol = (verdict: Verdict): Html =>
  html`<svg class="symbol symbol-${verdict}" viewBox="0 0 48 48" aria-hidden="true" focusable="false">${shapes[verdict]}</svg>`
