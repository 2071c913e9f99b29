import type { Reading } from '../../../comparison/readings.js'
import type { Text } from '../../../kernel/texts.js'
import type { Explanation } from '../../../law/explanation.js'
import type { Facts } from '../../../law/facts.js'
import type { Legislation } from '../../../law/load.js'
import { explanationView } from '../../../legislation/explanation-view.js'
import { comparisonStyles } from '../../assets.js'
import { type Html, html } from '../../html.js'
import { page } from '../../layout.js'
import type { Reader } from '../../reader.js'
import { hatches } from '../chart.js'
import { titleOf } from '../comparison.js'
import { factName, factsTable, valueText } from '../facts.js'
import { readingNames } from '../names.js'
import type { ShownComparison } from '../source.js'
import type { View } from '../view.js'
import { elsewherePart } from './elsewhere.js'
import { rulesPart } from './rules.js'
import { verdictPart } from './verdict.js'
import { waysPart } from './ways.js'

const words = {
  title: { kk: 'Бір жинаудың талдауы', ru: 'Разбор одного сбора', en: 'The trace of one collection' },
  back: { kk: 'Салыстыруға', ru: 'К сравнению', en: 'To the comparison' },
  facts: { kk: 'Барлық фактілер', ru: 'Все факты', en: 'All the facts' },
} as const satisfies Record<string, Text>

/** One case in one reading, and why the variant that was asked for says of it what it says. */
export interface Trace {
  readonly caseId: string
  readonly reading: Reading
  readonly facts: Facts
  readonly explanation: Explanation
}

/** An explanation with its sentences in the reader's language. */
export type Explained = ReturnType<typeof explanationView>

/** What each part of the page is given beside the view. */
export interface Traced extends Trace {
  readonly explained: Explained
}

/** The sentence first, then the ways to the lawful, every rule, the other variants, and the facts. */
export function tracePage(reader: Reader, law: Legislation, shown: ShownComparison, trace: Trace): string {
  const view: View = { reader, law, shown }
  const { say, to } = reader
  const traced: Traced = { ...trace, explained: explanationView(trace.explanation, law, reader.language) }
  const body = html`<div class="trace">${hatches}<p class="kicker"><a href="${to(`/comparisons/${encodeURIComponent(shown.id)}`)}">← ${say(words.back)}: ${titleOf(view)}</a></p>
<h1>${say(words.title)}</h1>
<p class="small"><code>${trace.caseId}</code> · ${say(readingNames[trace.reading])}</p>
${mainFacts(reader, trace.facts)}
${verdictPart(view, traced)}
${waysPart(view, traced)}
${rulesPart(view, traced)}
${elsewherePart(view, traced)}
<details class="who"><summary><b>${say(words.facts)}</b></summary>${factsTable(reader, trace.facts)}</details></div>`
  return page(reader, { title: say(words.title), body, styles: comparisonStyles })
}

/** Who collects since when, how and how much; all else stands at the end of the page. */
function mainFacts(reader: Reader, facts: Facts): Html {
  const { startsOn, endsOn, raised, channels } = facts
  const shown = { collector: facts.collector.kind, startsOn, endsOn, channels, raised }
  return html`<dl class="facts asked">${Object.entries(shown).map(([name, value]) => html`<div><dt>${factName(reader, name)}</dt><dd>${valueText(reader, name, value)}</dd></div>`)}</dl>`
}
