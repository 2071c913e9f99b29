import type { Text } from '../../../kernel/texts.js'
import type { Finding } from '../../../law/evaluation.js'
import { sanctionLine } from '../../collection-outcomes.js'
import { type Content, type Html, html } from '../../html.js'
import { confidenceNames } from '../../labels.js'
import { valueText } from '../facts.js'
import type { View } from '../view.js'

const words = {
  because: { kk: 'Неге', ru: 'Почему', en: 'Because' },
  due: { kk: 'Мерзімі', ru: 'Срок', en: 'Due' },
  sanction: { kk: 'Санкция', ru: 'Санкция', en: 'Sanction' },
  sure: { kk: 'Сенімділігі', ru: 'Надёжность', en: 'How sure' },
  helps: { kk: 'Не көмектеседі', ru: 'Что помогает', en: 'What helps' },
} as const satisfies Record<string, Text>

/** What was compared, what it costs, and what the rule itself asks for. */
export function findingLines({ reader, law }: View, finding: Finding): Html {
  const { say, day } = reader
  const { because, dueOn, sanctionConfidence, remedies, confidence } = finding
  const sanction = sanctionLine(reader, law, finding)
  const compared = Object.entries(because).map(
    ([name, value]) =>
      html`<span class="reason"><code>${name}</code> = ${valueText(reader, name, value)}</span> `,
  )
  const mark = (known: Finding['confidence']) =>
    html`<span class="mark mark-${known}">${say(confidenceNames[known])}</span>`
  return html`${compared.length > 0 && line(say(words.because), compared)}${line(say(words.sure), mark(confidence))}${
    dueOn !== null && line(say(words.due), day(dueOn))
  }${sanction !== null && line(say(words.sanction), html`${sanction}${sanctionConfidence !== null && html` ${mark(sanctionConfidence)}`}`)}${
    remedies.length > 0 &&
    line(say(words.helps), remedies.map((remedy) => say(law.texts.remedies[remedy])).join(' '))
  }`
}

const line = (name: string, content: Content): Html => html`<div><dt>${name}</dt><dd>${content}</dd></div>`
