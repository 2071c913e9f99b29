import type { Text } from '../kernel/texts.js'
import type { SubjectVerdict, Verification } from '../verification/contract.js'
import { levelOf, type ReasonCode } from '../verification/reasons.js'
import { type Html, html } from './html.js'
import { page } from './layout.js'
import { question } from './question.js'
import type { Reader } from './reader.js'
import { verdictSymbol } from './symbols.js'
import { type Judgement, judgements, kindNames, whenOver } from './verdict-words.js'

const words = {
  title: { kk: 'Бұл рас па?', ru: 'Это правда?', en: 'Is this real?' },
  verdict: { kk: 'Қорытынды', ru: 'Ответ', en: 'Verdict' },
  why: { kk: 'Неге', ru: 'Почему', en: 'Why' },
  next: { kk: 'Енді не істеу керек', ru: 'Что делать дальше', en: 'What to do next' },
  sources: { kk: 'Дереккөздер', ru: 'Источники', en: 'Sources' },
  asOf: { kk: 'жағдайы:', ru: 'по состоянию на', en: 'as of' },
  opened: { kk: 'Соңғы рет ашылды:', ru: 'Последний раз вскрыт', en: 'Last opened on' },
  again: { kk: 'Басқасын тексеру', ru: 'Проверить другое', en: 'Check something else' },
  signed: {
    kk: 'Қолтаңбалы жауап (JWS)',
    ru: 'Подписанный ответ (JWS)',
    en: 'The signed answer (JWS)',
  },
  signedHint: {
    kk: 'Осы жауапты басқаға көрсетсеңіз, ол қолтаңбаны /.well-known/jwks.json кілтімен тексере алады. Бір сағат жарамды.',
    ru: 'Если вы покажете этот ответ другому, он проверит подпись ключом из /.well-known/jwks.json. Действует один час.',
    en: 'Show this answer to somebody else, and they can check its signature with the key at /.well-known/jwks.json. It is good for an hour.',
  },
} as const satisfies Record<string, Text>

/** The question without an answer yet. */
export const questionPage = (reader: Reader): string =>
  page(reader, {
    title: reader.say(words.title),
    body: html`<section class="hero"><h1>${reader.say(words.title)}</h1>${question(reader)}</section>`,
  })

/** The answer: large, by colour, symbol and word; then why, by which sources, and what to do. */
export function verdictPage(reader: Reader, subject: string, answer: Verification): string {
  const { say, moment } = reader
  const { title, meaning, next } = judgementOn(answer)
  const body = html`<section class="verdict verdict-${answer.verdict}" aria-labelledby="verdict">
${verdictSymbol(answer.verdict)}
<div>
<p class="kicker">${say(words.verdict)}</p>
<h1 id="verdict">${say(title)}</h1>
<p class="lead">${say(meaning)}</p>
</div>
</section>
<div class="columns">
<section aria-labelledby="why"><h2 id="why">${say(words.why)}</h2>
<ul class="parts">${answer.subjects.filter(({ kind }) => kind !== 'unreadable').map((part) => partOf(reader, part, answer))}</ul>
<ul class="reasons">${answer.reasons.filter(({ about }) => about === undefined).map(reasonItem)}</ul></section>
<section aria-labelledby="next"><h2 id="next">${say(words.next)}</h2>
<ul class="steps">${next.map((step) => html`<li>${say(step)}</li>`)}</ul>
${
  answer.sources.length > 0 &&
  html`<h2>${say(words.sources)}</h2>
<ul class="plain">${answer.sources.map(({ name, asOf }) => html`<li>${name}, ${say(words.asOf)} <time datetime="${asOf}">${moment(asOf)}</time></li>`)}</ul>`
}</section>
</div>
<details class="signed"><summary>${say(words.signed)}</summary><p>${say(words.signedHint)}</p><p><code>${answer.signed}</code></p></details>
<section aria-labelledby="again"><h2 id="again">${say(words.again)}</h2>${question(reader)}</section>`
  return page(reader, { title: say(title), body, asked: { field: 'subject', value: subject } })
}

function judgementOn({ verdict, reasons }: Verification): Judgement {
  const isOver = reasons.some(({ code }) => code === 'collection-closed' || code === 'collection-reported')
  return { ...judgements[verdict], ...(isOver && verdict !== 'warning' && whenOver) }
}

/** One block for each part of what was asked: what it is, whose it is, and what speaks for or against it. */
function partOf(reader: Reader, part: SubjectVerdict, answer: Verification): Html {
  const { say, name, to, day } = reader
  const { kind, subject, organization, collection, box } = part
  const reasons = answer.reasons.filter(({ about }) => about === subject)
  const isHidden = kind === 'iin' || kind === 'phone'
  return html`<li class="part"><h3>${verdictSymbol(part.verdict)}<span>${say(kindNames[kind])} ${!isHidden && html`<span class="number">${subject}</span>`}</span></h3>
${organization && html`<p class="part-of"><a href="${to(`/organizations/${organization.bin}`)}">${name(organization.name)}</a>${organization.bin !== subject && html` <span class="number">${organization.bin}</span>`}</p>`}
${collection && html`<p class="part-of"><a href="${to(`/collections/${collection.number}`)}">${name(collection.purpose)}${collection.number !== subject && html` <span class="number">${collection.number}</span>`}</a></p>`}
${box && html`<p class="part-of">${box.place}${box.lastOpenedOn !== null && html`. ${say(words.opened)} <time datetime="${box.lastOpenedOn}">${day(box.lastOpenedOn)}</time>`}</p>`}
<ul class="reasons">${reasons.map(reasonItem)}</ul></li>`
}

function reasonItem({ code, text }: Verification['reasons'][number]): Html {
  const level = levelOf(code as ReasonCode)
  return html`<li class="reason-${level}">${text}</li>`
}
