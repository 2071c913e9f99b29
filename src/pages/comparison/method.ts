import type { Text } from '../../kernel/texts.js'
import { type Html, html } from '../html.js'
import { counted, type Forms, formFor } from './numbers.js'
import type { View } from './view.js'

const words = {
  disclaimer: {
    kk: 'Бұл – ережелердің үлгісі, заң кеңесі емес. «Заңды» деген үлгідегі ережелердің бірі де бұзылмағанын ғана білдіреді.',
    ru: 'Это модель правил, а не юридическая консультация. «Законно» значит лишь, что ни одно из правил модели не нарушено.',
    en: 'This is a model of the rules and no legal advice. “Lawful” means only that none of the modelled rules is broken.',
  },
  unread: {
    kk: 'Бұл заң мәтіндерінің қазақшасын әлі бірде-бір заңгер оқып шыққан жоқ.',
    ru: 'Казахские тексты этих правил ещё не читал ни один юрист.',
    en: 'No lawyer has read the Kazakh texts of these rules yet.',
  },
  steps: {
    kk: 'Әр жинауды әр нұсқа бойынша тізілімде қолданылатын сол ережелердің өзі бағалайды: бөлек формула жоқ. Бірде-бір нұсқа ажырата алмайтын жинаулар бір рет бағаланып, санына көбейтіледі. Дәл сол жинаулар, нұсқалар мен болжамдар әрқашан дәл сол жауапты береді.',
    ru: 'Каждый сбор по каждому варианту оценивают те же правила, что работают в реестре: отдельной формулы нет. Сборы, которых не различает ни один вариант, оцениваются один раз и умножаются на их число. Те же сборы, варианты и допущения всегда дают тот же ответ.',
    en: 'Every collection is judged under every variant by the very rules that work in the register: there is no separate formula. Collections that no variant tells apart are judged once and multiplied by their number. The same collections, variants and assumptions always give the same answer.',
  },
  reading: {
    kk: 'Екі оқылым бар. «Міндеттер орындалған»: жинаушы өзі орындай алатын барлық міндетін орындаған деп есептеледі (хабарлама, шот, жәшік, жабу, есеп). Қалғаны – заңның өзі тоқтататындар, сондықтан бұл – басты оқылым. «Сол күйінде»: қолданыстағы заң талап етпеген ешнәрсе жасалмаған.',
    ru: 'Есть два прочтения. «Обязанности выполнены»: считается, что собирающий сделал всё, что может сделать сам (уведомил, открыл счёт, опечатал ящики, закрыл, отчитался). Остаются те, кого останавливает сам закон, поэтому это главное прочтение. «Как было»: не сделано ничего, чего действующий закон не требовал.',
    en: 'There are two readings. “Duties met”: the collector is taken to have done all she can do alone (gave notice, opened an account, sealed the boxes, closed, reported). Left are those whom the law itself stops, so this is the headline reading. “As it stood”: nothing was done that the law in force did not ask for.',
  },
  numbers: {
    kk: 'Тоқтатылған – «әзірге болмайды», «тыйым салынған» немесе «заңсыз». Бұл – кім шеттетілетіні туралы есеп, болжам емес: адамдар жаңа заңға бейімделеді.',
    ru: 'Остановлено – «пока нельзя», «запрещено» или «незаконно». Это счёт, кто выпадает, а не прогноз: люди приспосабливаются к новому закону.',
    en: 'Stopped is “not yet”, “barred” or “unlawful”. It counts who falls out and is no forecast: people adapt to a new law.',
  },
  engine: { kk: 'Ережелер нұсқасы', ru: 'Версия правил', en: 'Version of the rules' },
  data: { kk: 'Заң деректерінің хеші', ru: 'Хеш данных закона', en: 'Hash of the law’s data' },
  variants: { kk: 'Нұсқалардың хештері', ru: 'Хеши вариантов', en: 'Hashes of the variants' },
} as const satisfies Record<string, Text>

const classes: Forms = { kk: 'түрі', ru: ['вид', 'вида', 'видов'], en: ['kind', 'kinds'] }
const judged: Readonly<Record<'kk' | 'ru' | 'en', (cases: string, kinds: string) => string>> = {
  kk: (cases, kinds) => `Мұнда: ${cases} жинау, ${kinds}.`,
  ru: (cases, kinds) => `Здесь: сборов ${cases}, ${kinds}.`,
  en: (cases, kinds) => `Here: ${cases} collections, ${kinds}.`,
}

/** What it is and is not; unread Kazakh texts are marked for whoever reads them. */
export function disclaimer({ reader, law }: View): Html {
  const isUnread =
    reader.language === 'kk' && !(law.texts.kazakhReadByLawyer && law.provisions.kazakhReadByLawyer)
  return html`<p class="note disclaimer">${reader.say(words.disclaimer)}</p>
${isUnread && html`<p class="note note-doubt">${reader.say(words.unread)}</p>`}`
}

export const readingNote = ({ reader }: View): string => reader.say(words.reading)

export function methodPart({ reader, shown }: View): Html {
  const { say, language } = reader
  const { results } = shown
  const kinds = `${counted(results.classes, language)} ${formFor(results.classes, classes, language)}`
  return html`<p>${say(words.steps)} ${judged[language](counted(results.cases.cases, language), kinds)}</p>
<p>${say(words.reading)}</p>
<p>${say(words.numbers)}</p>
<dl class="hashes small"><div><dt>${say(words.engine)}</dt><dd><code>${results.engine}</code></dd></div>
<div><dt>${say(words.data)}</dt><dd><code class="hash">${results.dataHash}</code></dd></div>
<div><dt>${say(words.variants)}</dt><dd>${results.variants.map(({ id, hash }) => html`<span class="block"><code>${id}</code> <code class="hash">${hash}</code></span>`)}</dd></div></dl>`
}
