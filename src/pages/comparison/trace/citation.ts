import type { Citation } from '../../../kernel/problems.js'
import { type Html, html } from '../../html.js'
import { confidenceNames, lawStatusNames } from '../../labels.js'
import type { Reader } from '../../reader.js'

/** The act and its article, opening the source, with its status and how sure we are of it. */
export function sourceOf({ say }: Reader, { act, article, url, status, confidence }: Citation): Html {
  const source = article === undefined ? act : `${act}, ${article}`
  const link = url === undefined ? html`${source}` : html`<a href="${url}" rel="noreferrer">${source}</a>`
  return html`${link} · ${say(lawStatusNames[status])} <span class="mark mark-${confidence}">${say(confidenceNames[confidence])}</span>`
}
