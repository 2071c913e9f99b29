import { problem } from '../kernel/problems.js'
import { declareReason } from '../kernel/reasons.js'
import type { Text } from '../kernel/texts.js'

export const casesFileWrong = problem('cases-file-wrong', 422, {
  kk: 'Жағдайлар файлында қателер бар: одан ештеңе алынған жоқ',
  ru: 'В файле случаев есть ошибки: из него ничего не взято',
  en: 'The file of cases has errors: nothing of it was taken',
})
export const comparisonNotDone = problem('comparison-not-done', 409, {
  kk: 'Салыстыру әлі аяқталған жоқ',
  ru: 'Сравнение ещё не закончено',
  en: 'The comparison is not done',
})
export const comparisonOver = problem('comparison-over', 409, {
  kk: 'Салыстыру аяқталған: тоқтататын ештеңе жоқ',
  ru: 'Сравнение уже закончено: отменять нечего',
  en: 'The comparison is over: there is nothing to cancel',
})
export const alreadyPublished = problem('comparison-already-published', 409, {
  kk: 'Салыстыру жарияланған',
  ru: 'Сравнение уже опубликовано',
  en: 'The comparison is already published',
})

declareReason('upload-unknown', {
  kk: 'Мұндай жүктелген файлыңыз жоқ.',
  ru: 'У вас нет такого загруженного файла.',
  en: 'You have uploaded no such file.',
})
declareReason('share-unknown', {
  kk: 'Жиынтықта мұндай үлес жоқ.',
  ru: 'В совокупности нет такой доли.',
  en: 'The population has no such share.',
})
declareReason('day-to-come', {
  kk: 'Бұл күн әлі келген жоқ: ол күнгі тізілім белгісіз.',
  ru: 'Этот день ещё не наступил: реестр этого дня неизвестен.',
  en: 'This day has not come yet: the register of it is not known.',
})

/** Why a run failed, by the code that is kept. */
export const failures = {
  'data-changed': {
    kk: 'Сұрау мен есептеудің арасында заң деректері өзгерді: жаңадан сұраңыз.',
    ru: 'Между запросом и расчётом изменились данные закона: запросите заново.',
    en: 'The data of the law changed between the request and the run: ask anew.',
  },
  'out-of-memory': {
    kk: 'Жағдайлар тым әртүрлі: жад жетпеді.',
    ru: 'Случаи слишком разнообразны: не хватило памяти.',
    en: 'The cases are too various: memory did not suffice.',
  },
  'broke-off': {
    kk: 'Есептеу үш рет басталып, үш рет те аяғына жетпей үзілді. Жағдайларды азайтып, жаңадан сұраңыз.',
    ru: 'Расчёт начинался трижды и каждый раз обрывался. Запросите заново, с меньшим числом случаев.',
    en: 'The run was begun three times and broke off each time. Ask anew, with fewer cases.',
  },
  broken: {
    kk: 'Есептеу біздің қатемізден үзілді.',
    ru: 'Расчёт прервался из-за ошибки на нашей стороне.',
    en: 'The run broke off by an error on our side.',
  },
} as const satisfies Readonly<Record<string, Text>>
export type Failure = keyof typeof failures

export const variantsNotPublished = problem('comparison-of-unpublished', 409, {
  kk: 'Алдымен салыстырылған нұсқаларды жариялаңыз',
  ru: 'Сначала опубликуйте сравниваемые варианты',
  en: 'Publish the variants that it compares first',
})
