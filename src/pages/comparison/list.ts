import type { Text } from '../../kernel/texts.js'
import type { Legislation } from '../../law/load.js'
import { comparisonStyles } from '../assets.js'
import { type Html, html } from '../html.js'
import { page } from '../layout.js'
import type { Reader } from '../reader.js'
import { counted, type Forms, formFor } from './numbers.js'
import type { ListedComparison } from './source.js'

const words = {
  title: { kk: 'Салыстырулар', ru: 'Сравнения', en: 'Comparisons' },
  lead: {
    kk: 'Заңның әр нұсқасы дәл сол жинаулармен сыналады: кім шеттетіледі, қанша тұрады, қандай алаяқтық тоқтатылады.',
    ru: 'Каждый вариант закона испытан на одних и тех же сборах: кто выпадает, чего это стоит, какое мошенничество остановлено.',
    en: 'Each variant of the law is tried on the same collections: who falls out, at what cost, and what fraud is stopped.',
  },
  none: {
    kk: 'Әзірге бірде-бір салыстыру жарияланған жоқ.',
    ru: 'Пока не опубликовано ни одного сравнения.',
    en: 'No comparison is published yet.',
  },
  how: {
    kk: 'Өз салыстыруыңызды қалай жасауға болады',
    ru: 'Как сделать своё сравнение',
    en: 'How to make one of your own',
  },
  base: { kk: 'негіз:', ru: 'основа:', en: 'base:' },
} as const satisfies Record<string, Text>

const steps: readonly Text[] = [
  {
    kk: 'Нұсқаларды таңдаңыз немесе ережелерін ауыстырып, өз нұсқаңызды құрыңыз: POST /v1/variants.',
    ru: 'Выберите варианты или составьте свой, переключив нормы: POST /v1/variants.',
    en: 'Choose variants, or compose one of your own by switching provisions: POST /v1/variants.',
  },
  {
    kk: 'Жинауларды таңдаңыз: тізілімдегілер, өз файлыңыз немесе болжамды жиынтық. Әр болжамын өзгертуге болады.',
    ru: 'Выберите сборы: из реестра, из своего файла или предполагаемую совокупность, каждое допущение которой можно изменить.',
    en: 'Choose collections: those of the register, a file of your own, or a stated population, each assumption of which you can change.',
  },
  {
    kk: 'Іске қосыңыз: POST /v1/comparisons. Дайын болған соң жариялаңыз: ол осында көрінеді.',
    ru: 'Запустите: POST /v1/comparisons. Когда будет готово, опубликуйте: оно появится здесь.',
    en: 'Run it: POST /v1/comparisons. When it is done, publish it: it appears here.',
  },
]
const collections: Forms = { kk: 'жинау', ru: ['сбор', 'сбора', 'сборов'], en: ['collection', 'collections'] }

/** The published comparisons, and how to make one. */
export function comparisonsPage(
  reader: Reader,
  law: Legislation,
  listed: readonly ListedComparison[],
): string {
  const { say } = reader
  const body = html`<h1>${say(words.title)}</h1>
<p class="lead">${say(words.lead)}</p>
${listed.length === 0 ? html`<p class="quiet">${say(words.none)}</p>` : html`<ul class="entries">${listed.map((one) => listItem(reader, law, one))}</ul>`}
<section aria-labelledby="how"><h2 id="how">${say(words.how)}</h2><ol class="steps">${steps.map((step) => html`<li>${say(step)}</li>`)}</ol>
<p><a href="/docs">API</a></p></section>`
  return page(reader, { title: say(words.title), body, styles: comparisonStyles })
}

function listItem({ say, to, day, language }: Reader, law: Legislation, one: ListedComparison): Html {
  const name = (id: string) => {
    const variant = law.variants.get(id)
    return variant === undefined ? id : say(variant.title)
  }
  const others = one.variants.filter((id) => id !== one.base).map(name)
  return html`<li><div><a href="${to(`/comparisons/${encodeURIComponent(one.id)}`)}">${one.title ?? others.join(' · ')}</a>
<p class="small"><time datetime="${one.createdAt}">${day(one.createdAt.slice(0, 10))}</time> · ${counted(one.cases, language)} ${formFor(one.cases, collections, language)} · ${one.title !== undefined && html`${others.join(' · ')}; `}${say(words.base)} ${name(one.base)}</p></div></li>`
}
