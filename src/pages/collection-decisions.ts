import { regionName } from '../kernel/regions.js'
import type { Text } from '../kernel/texts.js'
import type { ShownCollection } from './collection.js'
import { type Html, html } from './html.js'
import { approvalNames, decisionNames, statusNames } from './labels.js'
import type { PublishedDecision } from './queries.js'
import type { Reader } from './reader.js'

const words = {
  akimat: { kk: 'Әкімдіктің шешімі', ru: 'Решение акимата', en: 'Decision of the akimat' },
  since: { kk: 'күні:', ru: 'с', en: 'since' },
  history: { kk: 'Не болды', ru: 'Что происходило', en: 'What has happened' },
} as const satisfies Record<string, Text>

/** What the akimat said with its reasons, and what has become of the drive, day by day. */
export const decisionsPart = (
  reader: Reader,
  view: ShownCollection,
  decisions: readonly PublishedDecision[],
): Html => html`${akimatPart(reader, view, decisions)}
<section aria-labelledby="history"><h2 id="history">${reader.say(words.history)}</h2>
<ol class="timeline">${view.history.map(
  ({ status, on, reasons }) =>
    html`<li><time datetime="${on}">${reader.day(on)}</time> <b>${reader.say(statusNames[status])}</b>${reasons !== null && html`<p>${reasons}</p>`}</li>`,
)}</ol></section>`

function akimatPart(reader: Reader, view: ShownCollection, decisions: readonly PublishedDecision[]): Html {
  const { say, day, language } = reader
  const { approval } = view
  if (approval === null && decisions.length === 0) return html``
  return html`<section aria-labelledby="akimat"><h2 id="akimat">${say(words.akimat)}</h2>
${approval !== null && html`<p><span class="tag tag-${approval.status}">${say(approvalNames[approval.status])}</span> ${say(words.since)} <time datetime="${approval.since}">${day(approval.since)}</time></p>`}
<ol class="timeline">${decisions.map(
    ({ decision, reasons, region, decidedOn }) =>
      html`<li><time datetime="${decidedOn}">${day(decidedOn)}</time> <b>${say(decisionNames[decision] ?? { kk: decision, ru: decision, en: decision })}</b>, ${regionName(region, language)}<p>${reasons}</p></li>`,
  )}</ol></section>`
}
