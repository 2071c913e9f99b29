import { problem } from '../kernel/problems.js'

export const applicationOpen = problem('application-open', 409, {
  kk: 'Аккредиттеуге өтінім қаралып жатыр',
  ru: 'Заявка на аккредитацию уже рассматривается',
  en: 'An application for accreditation is already being considered',
})
export const applicationDecided = problem('application-decided', 409, {
  kk: 'Бұл өтінім бойынша шешім қабылданған',
  ru: 'По этой заявке уже принято решение',
  en: 'This application has already been decided',
})
export const nothingRequested = problem('nothing-requested', 409, {
  kk: 'Бұл өтінім бойынша мәлімет сұралмаған',
  ru: 'По этой заявке сведения не запрашивались',
  en: 'No information was requested for this application',
})
export const alreadyAccredited = problem('already-accredited', 409, {
  kk: 'Ұйым осы мерзімге аккредиттелген',
  ru: 'На этот срок организация уже аккредитована',
  en: 'The organization is already accredited for this time',
})
export const notAccredited = problem('not-accredited-then', 409, {
  kk: 'Бұл күні аккредиттеу қолданыста емес',
  ru: 'На этот день аккредитация не действует',
  en: 'No accreditation is in force on this day',
})
export const nothingToRestore = problem('nothing-to-restore', 409, {
  kk: 'Аккредиттеу тоқтатылмаған немесе мерзімі өтіп кеткен',
  ru: 'Аккредитация не приостановлена и не отозвана, или её срок истёк',
  en: 'The accreditation is neither suspended nor revoked, or its time is over',
})
export const nothingToAnswer = problem('nothing-to-answer', 409, {
  kk: 'Жауап беретін немесе шағымданатын шешім жоқ',
  ru: 'Нет решения, на которое можно ответить или которое можно обжаловать',
  en: 'There is no decision to reply to or to appeal against',
})
export const alreadyAppealed = problem('already-appealed', 409, {
  kk: 'Бұл шешімге шағым берілген',
  ru: 'Это решение уже обжаловано',
  en: 'This decision has already been appealed against',
})
