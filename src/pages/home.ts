import type { Text } from '../kernel/texts.js'
import { type Html, html } from './html.js'
import { page } from './layout.js'
import { question } from './question.js'
import type { Reader } from './reader.js'

const words = {
  title: { kk: 'Бұл рас па?', ru: 'Это правда?', en: 'Is this real?' },
  lead: {
    kk: 'Көмек сұраған хабар келді ме? Ақша жібермес бұрын тексеріп алыңыз.',
    ru: 'Пришла просьба о помощи? Проверьте её, прежде чем переводить деньги.',
    en: 'Somebody asks you for help? Check it before you send money.',
  },
  can: { kk: 'Мұнда не істеуге болады', ru: 'Что здесь можно сделать', en: 'What you can do here' },
} as const satisfies Record<string, Text>

interface Guide {
  readonly who: Text
  readonly what: Text
  readonly links: readonly (readonly [address: string, label: Text])[]
}

const theApi: Text = { kk: 'API-ға', ru: 'К API', en: 'To the API' }

const guides: readonly Guide[] = [
  {
    who: { kk: 'Қайырмалдық жасаушы', ru: 'Жертвователь', en: 'Donor' },
    what: {
      kk: 'БСН-ді, шотты, жинаудың немесе түбіртектің нөмірін тексеріңіз. Ақшаның қайда жұмсалғанын көріңіз.',
      ru: 'Проверьте БИН, счёт, номер сбора или квитанции. Посмотрите, на что ушли деньги.',
      en: 'Check a BIN, an account, the number of a collection or of your receipt. See where the money went.',
    },
    links: [
      ['/verify', { kk: 'Тексеру', ru: 'Проверить', en: 'Check' }],
      ['/register', { kk: 'Тізілім', ru: 'Реестр', en: 'The register' }],
    ],
  },
  {
    who: { kk: 'Қайырымдылық ұйымы', ru: 'Благотворительная организация', en: 'Charity' },
    what: {
      kk: 'Тізілімге кіріңіз, жинауды тіркеңіз, ақша қабылдаңыз, төлеңіз және есеп беріңіз.',
      ru: 'Войдите в реестр, зарегистрируйте сбор, принимайте деньги, платите и отчитывайтесь.',
      en: 'Enter the register, register a collection, take donations, pay out and report.',
    },
    links: [['/docs', theApi]],
  },
  {
    who: { kk: 'Жеке жинаушы', ru: 'Частное лицо, собирающее помощь', en: 'Private collector' },
    what: {
      kk: 'Бүгін сізге не рұқсат етілгенін және әр жоба бойынша не өзгеретінін біліңіз. Тіркелген ұйымның қамқорлығымен жинаңыз.',
      ru: 'Узнайте, что вам можно сегодня и что изменит каждый проект. Собирайте через зарегистрированную организацию.',
      en: 'Learn what you may do today, and what each draft would change. Collect under the roof of a registered organization.',
    },
    links: [
      ['/variants', { kk: 'Заң нұсқалары', ru: 'Варианты закона', en: 'Variants of the law' }],
      ['/docs', theApi],
    ],
  },
  {
    who: { kk: 'Әкімдік қызметкері', ru: 'Сотрудник акимата', en: 'Akimat official' },
    what: {
      kk: 'Төтенше жағдайды жариялаңыз, өтінімдер бойынша себебін жазып шешім қабылдаңыз: ол жарияланады.',
      ru: 'Объявите чрезвычайную ситуацию, решайте по заявкам с указанием причин: решение публикуется.',
      en: 'Declare an emergency, and decide on applications with reasons, which are published.',
    },
    links: [['/docs', theApi]],
  },
  {
    who: { kk: 'Тіркеуші', ru: 'Регистратор', en: 'Registrar' },
    what: {
      kk: 'Ұйымдар мен шоттарды растаңыз, аккредиттеңіз, тоқтата тұрыңыз, қайтарып алыңыз. Бәрі күнімен және себебімен жарияланады.',
      ru: 'Подтверждайте организации и счета, аккредитуйте, приостанавливайте, отзывайте. Всё публикуется с датой и причиной.',
      en: 'Confirm organizations and accounts, accredit, suspend, revoke. All of it is published with its day and reason.',
    },
    links: [
      ['/register', { kk: 'Тізілім', ru: 'Реестр', en: 'The register' }],
      ['/docs', theApi],
    ],
  },
  {
    who: { kk: 'Аудитор', ru: 'Аудитор', en: 'Auditor' },
    what: {
      kk: 'Әр тиынның жолын қараңыз, журналды өз құралыңызбен тексеріңіз: артынан ештеңе өзгермегенін көресіз.',
      ru: 'Проследите путь каждого тиына и проверьте журнал своими средствами: задним числом ничего не менялось.',
      en: 'Follow every tiyn, and check the log with tools of your own: nothing was changed afterwards.',
    },
    links: [
      ['/log/keys', { kk: 'Журнал кілттері', ru: 'Ключи журнала', en: 'Keys of the log' }],
      ['/docs', theApi],
    ],
  },
  {
    who: { kk: 'Талдаушы, журналист, ҮЕҰ', ru: 'Аналитик, журналист, НПО', en: 'Analyst, journalist, NGO' },
    what: {
      kk: 'Заңның әр нұсқасын дереккөздерімен оқыңыз және өз фактілеріңіз туралы не айтатынын API арқылы сұраңыз.',
      ru: 'Прочтите каждый вариант закона с источниками и спросите через API, что он говорит о ваших фактах.',
      en: 'Read each variant of the law with its sources, and ask by the API what it says of facts of your own.',
    },
    links: [
      ['/variants', { kk: 'Заң нұсқалары', ru: 'Варианты закона', en: 'Variants of the law' }],
      ['/comparisons', { kk: 'Салыстырулар', ru: 'Сравнения', en: 'Comparisons' }],
      ['/docs', theApi],
    ],
  },
]

/** The first page: the donor's question, and what everybody else comes for. */
export function homePage(reader: Reader): string {
  const { say } = reader
  const body = html`<section class="hero">
<h1>${say(words.title)}</h1>
<p class="lead">${say(words.lead)}</p>
${question(reader)}
</section>
<section aria-labelledby="can">
<h2 id="can">${say(words.can)}</h2>
<ul class="cards">${guides.map((guide) => card(reader, guide))}</ul>
</section>`
  return page(reader, { title: say(words.title), body })
}

const card = ({ say, to }: Reader, { who, what, links }: Guide): Html => html`<li class="card">
<h3>${say(who)}</h3>
<p>${say(what)}</p>
<p class="card-links">${links.map(([address, label]) => html`<a href="${to(address)}">${say(label)}</a> `)}</p>
</li>`
