import type { ProblemKind, Refusal } from '../kernel/problems.js'
import type { Text } from '../kernel/texts.js'
import { html } from './html.js'
import { page } from './layout.js'
import type { Reader } from './reader.js'

const words = {
  kind: { kk: 'Бас тартудың түрі', ru: 'Вид отказа', en: 'A kind of problem' },
  code: { kk: 'HTTP күйі', ru: 'Статус HTTP', en: 'HTTP status' },
  home: { kk: 'Бас бетке', ru: 'На главную', en: 'To the first page' },
  body: {
    kk: 'API мұндай жауапты application/problem+json (RFC 9457) түрінде береді: «detail» себебін айтады, «errors» қай өріс екенін көрсетеді, заң ережесі бас тартса «citation» сол ережені атайды, «instance» – сұраудың нөмірі.',
    ru: 'API отвечает так в виде application/problem+json (RFC 9457): «detail» называет причину, «errors» – поле, «citation» – норму закона, если отказала она, «instance» – номер запроса.',
    en: 'The API answers it as application/problem+json (RFC 9457): “detail” says why, “errors” names the field, “citation” the rule where the law refuses, “instance” the request.',
  },
} as const satisfies Record<string, Text>

/** What to do, by the class of the status. */
const advice: Readonly<Record<string, Text>> = {
  '400': {
    kk: 'Сұрауды түзетіп, қайта жіберіңіз.',
    ru: 'Исправьте запрос и отправьте снова.',
    en: 'Mend the request and send it again.',
  },
  '401': { kk: 'Кіріп, қайта көріңіз.', ru: 'Войдите и повторите.', en: 'Sign in and try again.' },
  '403': {
    kk: 'Мұны басқа рөлдегі немесе осы ұйымның адамы жасай алады.',
    ru: 'Это может сделать человек с другой ролью или из этой организации.',
    en: 'Somebody with another role, or of this organization, may do it.',
  },
  '404': {
    kk: 'Мекенжай мен нөмірді тексеріңіз.',
    ru: 'Проверьте адрес и номер.',
    en: 'Check the address and the number.',
  },
  '409': {
    kk: 'Қазіргі жағдай бұған жол бермейді: не өзгергенін қарап, содан кейін шешіңіз.',
    ru: 'Этого не допускает нынешнее положение дел: посмотрите, что изменилось, и решите заново.',
    en: 'The present state of things does not allow it: see what has changed, then decide again.',
  },
  '422': {
    kk: '«errors» немесе «findings» атағанды түзетіңіз.',
    ru: 'Исправьте то, что названо в «errors» или «findings».',
    en: 'Mend what “errors” or “findings” names.',
  },
  '429': { kk: 'Бір минут күтіңіз.', ru: 'Подождите минуту.', en: 'Wait a minute.' },
  '500': {
    kk: 'Бұл біздің кінәміз. Қайталап көріңіз; қайталанса, сұрау нөмірін хабарлаңыз.',
    ru: 'Это наша вина. Повторите; если повторится, сообщите номер запроса.',
    en: 'This is our fault. Try again; if it happens again, tell us the number of the request.',
  },
  '503': { kk: 'Біраздан соң қайталаңыз.', ru: 'Повторите чуть позже.', en: 'Try again in a while.' },
}

const adviceFor = (status: number): Text | undefined =>
  advice[String(status)] ?? advice[status >= 500 ? '500' : '400']

/** Explains one kind of problem, to which the `type` of problem details leads. */
export function problemPage(reader: Reader, kind: ProblemKind): string {
  const { say } = reader
  const todo = adviceFor(kind.status)
  const body = html`<p class="kicker">${say(words.kind)}</p>
<h1>${say(kind.title)}</h1>
<dl class="facts"><div><dt>type</dt><dd><code>/problems/${kind.problem}</code></dd></div>
<div><dt>${say(words.code)}</dt><dd>${kind.status}</dd></div></dl>
${todo !== undefined && html`<p class="lead">${say(todo)}</p>`}
<p>${say(words.body)}</p>`
  return page(reader, { title: say(kind.title), body })
}

/** A refusal where a page was asked for. */
export function refusalPage(reader: Reader, refusal: Refusal, instance: string): string {
  const { say, to } = reader
  const todo = adviceFor(refusal.status)
  const body = html`<p class="kicker">${refusal.status}</p>
<h1>${say(refusal.title)}</h1>
${refusal.detail !== undefined && html`<p class="lead">${say(refusal.detail)}</p>`}
${todo !== undefined && html`<p>${say(todo)}</p>`}
<p><a class="button" href="${to('/')}">${say(words.home)}</a></p>
<p class="small"><code>${instance}</code></p>`
  return page(reader, { title: say(refusal.title), body })
}
