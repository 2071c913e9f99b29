import type { Text } from '../kernel/texts.js'
import type { Legislation } from '../law/load.js'
import { sanctionNoteIn } from '../law/sentences.js'
import type { Outcomes } from './collection-outcomes.js'
import { sanctionText } from './collection-outcomes.js'
import { type Html, html } from './html.js'
import { inReadingOrder } from './labels.js'
import type { Reader } from './reader.js'

const words = {
  title: {
    kk: 'Жеке адам осылай жинай ала ма?',
    ru: 'Может ли частное лицо собирать так?',
    en: 'May a private person collect like this?',
  },
  fine: { kk: 'айыппұл', ru: 'штраф', en: 'fine' },
  wayOut: { kk: 'Шығар жол:', ru: 'Выход:', en: 'The way out:' },
} as const satisfies Record<string, Text>

type Cell = Outcomes['evaluation']

/** In a few lines what each variant says of a private collector today, with the fine where it is known, and what is left to her. */
export function collectorPart(reader: Reader, { evaluation, shadow }: Outcomes, law: Legislation): Html {
  const { say } = reader
  const cells = [evaluation, ...inReadingOrder(shadow, ({ variant }) => law.variants.get(variant))]
  const remedies = new Set(cells.flatMap(personal).flatMap((finding) => finding.remedies))
  return html`<section class="note" aria-labelledby="private"><h2 id="private">${say(words.title)}</h2>
<ul class="plain">${cells.map((cell) => html`<li>${lineOf(reader, law, cell)}</li>`)}</ul>
${remedies.size > 0 && html`<p><b>${say(words.wayOut)}</b> ${[...remedies].map((remedy) => say(law.texts.remedies[remedy])).join(' ')}</p>`}</section>`
}

/** What a variant finds wrong with a private person who collects. */
const personal = (cell: Cell) =>
  'error' in cell ? [] : cell.findings.filter(({ code }) => code.includes('individual'))

function lineOf(reader: Reader, { variants, texts }: Legislation, cell: Cell): Html {
  const { say, language, day } = reader
  const variant = variants.get(cell.variant)
  const found = personal(cell)
  const fine = found.find(({ sanction }) => sanction?.kzt != null)?.sanction
  // Kept from before there were notes, a finding has none.
  const note = fine == null ? found.find(({ sanctionNote }) => sanctionNote != null)?.sanctionNote : null
  const said = 'error' in cell ? cell.error.detail : say(texts.outcomes[cell.outcome])
  return html`${variant ? say(variant.title) : cell.variant}: <b>${said}</b>${fine != null && html`, ${say(words.fine)} ${sanctionText(reader, fine)}`}${note != null && html`. ${sanctionNoteIn(note, texts, language, day)}`}`
}
