import type { z } from 'zod'
import type { RegisteredOrganization } from '../accreditation/answers.js'
import type { Collection } from '../collections/queries.js'
import { regionName } from '../kernel/regions.js'
import type { Text } from '../kernel/texts.js'
import { type Html, html } from './html.js'
import { accreditationName, inGroups, organizationStatusNames, roleName, statusNames } from './labels.js'
import { page } from './layout.js'
import type { Reader } from './reader.js'

const words = {
  kind: { kk: 'Ұйым', ru: 'Организация', en: 'Organization' },
  region: { kk: 'Өңір', ru: 'Регион', en: 'Region' },
  since: { kk: 'Осы күйде', ru: 'В этом статусе с', en: 'So since' },
  holdsFrom: { kk: 'күшіне енген күні:', ru: 'с', en: 'from' },
  accreditation: { kk: 'Аккредиттеу', ru: 'Аккредитация', en: 'Accreditation' },
  controllers: { kk: 'Кім басқарады', ru: 'Кто управляет', en: 'Who controls it' },
  accounts: { kk: 'Расталған шоттар', ru: 'Подтверждённые счета', en: 'Confirmed accounts' },
  noAccounts: {
    kk: 'Расталған шот жоқ: бұл ұйымға деп ешқандай шотқа ақша жібермеңіз.',
    ru: 'Подтверждённых счетов нет: не переводите деньги этой организации ни на какой счёт.',
    en: 'There is no confirmed account: send this organization no money on any account.',
  },
  claimed: {
    kk: 'Бұл – біреудің өтінімі ғана. Оны ешкім тексерген жоқ.',
    ru: 'Это лишь чья-то заявка. Её никто не проверял.',
    en: 'This is only somebody’s claim. Nobody has checked it.',
  },
  dedicated: { kk: 'мақсаты:', ru: 'назначение:', en: 'for:' },
  drives: { kk: 'Жинаулары', ru: 'Сборы', en: 'Collections' },
  noDrives: { kk: 'Жинаулары жоқ.', ru: 'Сборов нет.', en: 'There are no collections.' },
  history: { kk: 'Тарихы', ru: 'История', en: 'History' },
  data: { kk: 'Осы бет JSON түрінде', ru: 'Эта страница в JSON', en: 'This page as JSON' },
} as const satisfies Record<string, Text>

const actNames: Readonly<Record<string, Text>> = {
  grant: { kk: 'Аккредиттелді', ru: 'Аккредитована', en: 'Accredited' },
  refuse: { kk: 'Аккредиттеуден бас тартылды', ru: 'В аккредитации отказано', en: 'Accreditation refused' },
  suspend: {
    kk: 'Аккредиттеу тоқтатыла тұрды',
    ru: 'Аккредитация приостановлена',
    en: 'Accreditation suspended',
  },
  restore: {
    kk: 'Аккредиттеу қалпына келтірілді',
    ru: 'Аккредитация восстановлена',
    en: 'Accreditation restored',
  },
  revoke: { kk: 'Аккредиттеу қайтарып алынды', ru: 'Аккредитация отозвана', en: 'Accreditation revoked' },
  reply: { kk: 'Ұйымның жауабы', ru: 'Ответ организации', en: 'Reply of the organization' },
  appeal: { kk: 'Шағым', ru: 'Жалоба', en: 'Appeal' },
  rejected: { kk: 'Өтінім қабылданбады', ru: 'Заявка отклонена', en: 'Claim rejected' },
  ...organizationStatusNames,
}

type Registered = z.output<typeof RegisteredOrganization>

/** One organization (`voluntary`: the law in force requires no accreditation): whether it is confirmed, to which accounts one may give, its drives, and its dated history. */
export function organizationPage(
  reader: Reader,
  organization: Registered,
  drives: readonly Collection[],
  voluntary: boolean,
): string {
  const { say, name, to, language, moment } = reader
  const { bin, status, accreditation, controllers } = organization
  const title = name(organization.name)
  const body = html`<p class="kicker">${say(words.kind)} <span class="number">${bin}</span> <span class="tag tag-${status}">${say(organizationStatusNames[status])}</span></p>
<h1>${title}</h1>
${status === 'claimed' && html`<p class="note note-doubt">${say(words.claimed)}</p>`}
<dl class="facts"><div><dt>${say(words.region)}</dt><dd>${regionName(organization.region, language)}</dd></div>
<div><dt>${say(words.since)}</dt><dd><time datetime="${organization.since}">${moment(organization.since)}</time></dd></div>
${accreditation.state !== 'none' && html`<div><dt>${say(words.accreditation)}</dt><dd><span class="tag tag-${accreditation.state}">${say(accreditationName(accreditation.state, voluntary))}</span>${heldSince(reader, accreditation)}</dd></div>`}
${controllers.length > 0 && html`<div><dt>${say(words.controllers)}</dt><dd>${controllers.map(({ fullName, role }) => `${fullName} (${say(roleName(role))})`).join(', ')}</dd></div>`}</dl>
<section aria-labelledby="accounts"><h2 id="accounts">${say(words.accounts)}</h2>${accountsOf(reader, organization)}</section>
<section aria-labelledby="drives"><h2 id="drives">${say(words.drives)}</h2>
${drives.length === 0 && html`<p class="quiet">${say(words.noDrives)}</p>`}
<ul class="entries">${drives.map(
    ({ number, purpose, status: at }) =>
      html`<li><a href="${to(`/collections/${number}`)}">${name(purpose)} <span class="number">${number}</span></a> <span class="tag tag-${at}">${say(statusNames[at])}</span></li>`,
  )}</ul></section>
<section aria-labelledby="history"><h2 id="history">${say(words.history)}</h2>${historyOf(reader, organization)}</section>
<p class="small"><a href="/v1/register/organizations/${bin}">${say(words.data)}</a></p>`
  return page(reader, { title, body })
}

/** Since when it holds, which is not when it was recorded. */
function heldSince({ say, day }: Reader, { state, period }: Registered['accreditation']): Html {
  if (state !== 'in-force' || period === null) return html``
  return html` ${say(words.holdsFrom)} <time datetime="${period.from}">${day(period.from)}</time>`
}

const accountsOf = ({ say }: Reader, { accounts }: Registered): Html =>
  accounts.length === 0
    ? html`<p>${say(words.noAccounts)}</p>`
    : html`<ul class="entries">${accounts.map(
        ({ iban, dedicatedTo }) =>
          html`<li><span class="number">${inGroups(iban)}</span>${dedicatedTo !== undefined && html` <span class="small">${say(words.dedicated)} ${dedicatedTo}</span>`}</li>`,
      )}</ul>`

/** What the registrar said of the organization and of its accreditation, and what it replied; newest first. */
function historyOf({ say, moment, day }: Reader, { history, accreditation }: Registered): Html {
  const changes = history.map(({ status, at, reasons }) => ({
    what: status as string,
    at,
    from: undefined,
    reasons,
  }))
  const acts = accreditation.history.map(({ kind, from, recordedAt, reasons }) => ({
    what: kind as string,
    at: recordedAt,
    from,
    reasons,
  }))
  const all = [...changes, ...acts].sort((a, b) => b.at.localeCompare(a.at))
  return html`<ol class="timeline">${all.map(
    ({ what, at, from, reasons }) =>
      html`<li><time datetime="${at}">${moment(at)}</time> <b>${actNames[what] ? say(actNames[what]) : what}</b>${from !== undefined && html` ${say(words.holdsFrom)} <time datetime="${from}">${day(from)}</time>`}${reasons !== undefined && html`<p>${reasons}</p>`}</li>`,
  )}</ol>`
}
