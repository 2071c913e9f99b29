import { languages, type Text } from '../kernel/texts.js'
import { type Asset, stylesheet } from './assets.js'
import { type Content, type Html, html } from './html.js'
import { type Reader, withLanguage } from './reader.js'

/** What every page says where the demo story is told. */
export const demoNote: Text = {
  kk: 'Демо: 2024 жылғы шынайы оқиғалар, бірақ егжей-тегжейі ойдан шығарылған. Ақшаның жұмсалуы, адамдар мен құжаттар – ойдан шығарылған; шынайы ұйымдар туралы бұл ештеңе айтпайды.',
  ru: 'Демо: реальные события 2024 года с вымышленными подробностями. Расходы, люди и документы вымышлены; о настоящих организациях это ничего не говорит.',
  en: 'Demo: real events of 2024 with invented details. Spending, people and documents are invented; they say nothing of any real organization.',
}

const words = {
  skip: { kk: 'Негізгі мазмұнға өту', ru: 'Перейти к содержанию', en: 'Skip to the content' },
  slogan: { kk: 'адал қайырымдылық', ru: 'честная благотворительность', en: 'honest charity' },
  menu: { kk: 'Бөлімдер', ru: 'Разделы', en: 'Sections' },
  language: { kk: 'Тіл', ru: 'Язык', en: 'Language' },
  verify: { kk: 'Тексеру', ru: 'Проверить', en: 'Check' },
  register: { kk: 'Тізілім', ru: 'Реестр', en: 'Register' },
  variants: { kk: 'Заң нұсқалары', ru: 'Варианты закона', en: 'Variants of the law' },
  api: { kk: 'API', ru: 'API', en: 'API' },
  model: {
    kk: 'Adal – заң нұсқаларының үлгісі. Бұл заң кеңесі емес: «заңды» деген үлгідегі ережелердің бірі де бұзылмағанын ғана білдіреді.',
    ru: 'Adal – модель вариантов закона. Это не юридическая консультация: «законно» значит лишь, что ни одно из правил модели не нарушено.',
    en: 'Adal is a model of variants of the law. It is no legal advice: “lawful” means only that none of the modelled rules is broken.',
  },
  comparisons: { kk: 'Салыстыру', ru: 'Сравнения', en: 'Comparisons' },
  log: {
    kk: 'Тізілім журналының қолтаңбалы бақылау нүктесі',
    ru: 'Подписанная контрольная точка журнала реестра',
    en: 'Signed checkpoint of the register’s log',
  },
} as const satisfies Record<string, Text>

const languageNames = { kk: 'Қазақша', ru: 'Русский', en: 'English' } as const

interface Page {
  readonly title: string
  readonly body: Content
  /** For an answer that was asked by a form, so that the same may be asked in another language. */
  readonly asked?: { readonly field: string; readonly value: string }
  /** What the page needs beside the stylesheet of all. */
  readonly styles?: Asset
}

/** A whole page with its head, the menu and the foot. */
export function page(reader: Reader, { title, body, asked, styles }: Page): string {
  const { say, to, path, demo } = reader
  const current = (target: string): Html => (path.startsWith(target) ? html` aria-current="page"` : html``)
  return html`<!doctype html>
<html lang="${reader.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} · Adal</title>
<link rel="stylesheet" href="${stylesheet.address}">${styles !== undefined && html`<link rel="stylesheet" href="${styles.address}">`}
<link rel="icon" href="/assets/adal.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#content">${say(words.skip)}</a>
${demo && html`<p class="demo" role="note">${say(demoNote)}</p>`}
<header class="top">
<a class="brand" href="${to('/')}"><span class="brand-name">Adal</span> <span class="brand-slogan">${say(words.slogan)}</span></a>
<nav class="menu" aria-label="${say(words.menu)}">
<a href="${to('/verify')}"${current('/verify')}>${say(words.verify)}</a>
<a href="${to('/register')}"${current('/register')}>${say(words.register)}</a>
<a href="${to('/variants')}"${current('/variants')}>${say(words.variants)}</a>
<a href="${to('/comparisons')}"${current('/comparisons')}>${say(words.comparisons)}</a>
</nav>
<div class="languages" role="group" aria-label="${say(words.language)}">${languages.map((language) => switchTo(reader, language, asked))}</div>
</header>
<main id="content" tabindex="-1">
${body}
</main>
<footer class="foot">
<p>${say(words.model)}</p>
<p class="foot-links"><a href="/docs">${say(words.api)}</a> <a href="/log/register/checkpoint">${say(words.log)}</a></p>
</footer>
</body>
</html>
`.html
}

/** A link; or where the page answered a form, a form that asks the same again, so that the question stays out of addresses. */
function switchTo({ language, path }: Reader, other: (typeof languages)[number], asked: Page['asked']): Html {
  const name = languageNames[other]
  if (other === language) return html`<span lang="${other}" aria-current="true">${name}</span>`
  const address = withLanguage(path, other)
  if (asked === undefined) return html`<a href="${address}" lang="${other}" hreflang="${other}">${name}</a>`
  return html`<form method="post" action="${address}"><input type="hidden" name="${asked.field}" value="${asked.value}"><button lang="${other}">${name}</button></form>`
}
