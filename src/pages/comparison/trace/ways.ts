import type { Text } from '../../../kernel/texts.js'
import type { Doer, Held } from '../../../law/explanation.js'
import { type Html, html } from '../../html.js'
import { settingText } from '../../settings.js'
import { factName, valueText } from '../facts.js'
import { outcomeNames } from '../names.js'
import type { View } from '../view.js'
import { sourceOf } from './citation.js'
import type { Explained, Traced } from './page.js'

const words = {
  title: { kk: 'Не істесе заңды болады', ru: 'Что сделает его законным', en: 'What would make it lawful' },
  lead: {
    kk: 'Әр жол тексерілді: жинау одан кейін қайта бағаланды. Қайсысы жеңіл екені (1–5) – біздің болжам.',
    ru: 'Каждый путь испытан: сбор после него оценён заново. Насколько он лёгок (от 1 до 5) – наше предположение.',
    en: 'Each way was tried: the collection was judged again after it. How easy it is (1 to 5) is our assumption.',
  },
  nothing: {
    kk: 'Ештеңе өзгертудің қажеті жоқ.',
    ru: 'Менять ничего не нужно.',
    en: 'Nothing has to change.',
  },
  together: {
    kk: 'Бір қадам жеткіліксіз. Бірге жеткілікті:',
    ru: 'Одного шага мало. Достаточно всех вместе:',
    en: 'No single step is enough. Together these are:',
  },
  noWay: {
    kk: 'Фактілердің төрт өзгерісі де оны заңды етпейді.',
    ru: 'Его не делают законным и четыре перемены в фактах.',
    en: 'Not even four changes of the facts make it lawful.',
  },
  next: {
    kk: 'Дәл осындай келесі жинауға көмектеседі.',
    ru: 'Поможет следующему такому же сбору.',
    en: 'It helps the next collection like it.',
  },
  more: { kk: 'Басқа жолдар', ru: 'Другие пути', en: 'Other ways' },
  changes: { kk: 'Не өзгереді', ru: 'Что изменится', en: 'What changes' },
  effort: { kk: 'қиындығы', ru: 'усилие', en: 'effort' },
  of: { kk: '/ 5', ru: 'из 5', en: 'of 5' },
  law: {
    kk: 'Немесе заңның өзі басқаша болса',
    ru: 'Или если бы иначе говорил сам закон',
    en: 'Or if the law itself were otherwise',
  },
  today: { kk: 'қолданыстағы заңдағыдай', ru: 'как в действующем законе', en: 'as in the law of today' },
} as const satisfies Record<string, Text>

const doers: Readonly<Record<Doer, Text>> = {
  collector: { kk: 'жинаушының өзі', ru: 'сам собирающий', en: 'the collector alone' },
  host: { kk: 'қабылдайтын ұйыммен', ru: 'с принимающей организацией', en: 'with a host organization' },
  authority: { kk: 'мемлекеттік орган шешеді', ru: 'решает орган власти', en: 'an authority decides' },
}

type Ways = Explained['ways']
type Step = NonNullable<Ways['together']>['steps'][number]

const mostShown = 3

/** The easiest ways first: what somebody can do, then what the law could say. */
export function waysPart(view: View, { explained: { ways } }: Traced): Html {
  const { say } = view.reader
  const content = ways.nothing
    ? html`<p>${say(words.nothing)}</p>`
    : html`<p class="small">${say(words.lead)}</p>${ways.facts.length > 0 ? singleWays(view, ways.facts) : jointWay(view, ways.together)}${ways.law.length > 0 && html`<h3>${say(words.law)}</h3><ul class="ways">${ways.law.map((way) => lawItem(view, way))}</ul>`}`
  return html`<section aria-labelledby="ways"><h2 id="ways">${say(words.title)}</h2>${content}</section>`
}

function singleWays(view: View, ways: Ways['facts']): Html {
  const items = ways.map((way) => html`<li>${stepContent(view, way, way.outcome)}</li>`)
  return html`<ol class="ways">${items.slice(0, mostShown)}</ol>${
    items.length > mostShown &&
    html`<details><summary>${view.reader.say(words.more)}: ${items.length - mostShown}</summary><ol class="ways" start="${mostShown + 1}">${items.slice(mostShown)}</ol></details>`
  }`
}

function jointWay(view: View, together: Ways['together']): Html {
  const { say } = view.reader
  if (together === null) return html`<p><b>${say(words.noWay)}</b></p>`
  return html`<p><b>${say(words.together)}</b> → ${say(outcomeNames[together.outcome])}</p><ol class="ways">${together.steps.map((step) => html`<li>${stepContent(view, step)}</li>`)}</ol>`
}

function stepContent({ reader }: View, step: Step, outcome?: keyof typeof outcomeNames): Html {
  const { say } = reader
  return html`<b>${step.text}</b>
<span class="small block">${say(doers[step.by])} · ${say(words.effort)} ${step.effort} ${say(words.of)}${outcome !== undefined && html` → ${say(outcomeNames[outcome])}`}</span>
${step.hindsightText !== null && html`<span class="small block mark-doubt">${step.hindsightText} ${say(words.next)}</span>`}
<details class="small"><summary>${say(words.changes)}</summary><dl class="why">${step.changes.map(({ fact, from, to }) => html`<div><dt>${factName(reader, fact)}</dt><dd>${valueText(reader, fact, from)} → <b>${valueText(reader, fact, to)}</b></dd></div>`)}</dl></details>`
}

function lawItem({ reader }: View, { provisionText, from, to, outcome }: Ways['law'][number]): Html {
  const { say } = reader
  const held = (one: Held) =>
    html`«${settingText(reader, one).setting}»${one.citation !== null && html` <span class="small">(${sourceOf(reader, one.citation)})</span>`}`
  return html`<li><b>${provisionText}</b>: ${held(from)} → ${held(to)}, ${say(words.today)} <span class="small block">→ ${say(outcomeNames[outcome])}</span></li>`
}
