import { invalidRequest, notAllowed } from '../http/problems.js'
import { problem, type Refusal } from '../kernel/problems.js'

export const alreadyDeclared = problem('emergency-already-declared', 409, {
  kk: 'Бұл акт бойынша төтенше жағдай тіркелген',
  ru: 'Чрезвычайная ситуация по этому акту уже записана',
  en: 'The emergency of this act is already recorded',
})

const onlyAdministrator = {
  kk: 'Жаһандық төтенше жағдайды Үкімет жариялайды, оны әкімші жазады.',
  ru: 'Чрезвычайную ситуацию глобального масштаба объявляет Правительство, её записывает администратор.',
  en: 'An emergency of global scale is declared by the Government and recorded by an administrator.',
}
const onlyAkimat = {
  kk: 'Төтенше жағдайды бүкіл аумағы өз қарауына кіретін әкімдіктің лауазымды адамы жазады.',
  ru: 'Чрезвычайную ситуацию записывает должностное лицо акимата, которому подведомственна вся её территория.',
  en: 'An emergency is recorded by an official of the akimat whose region covers the whole of its territory.',
}

/** Somebody else speaks for an emergency of this scale. */
export const othersSpeak = (scale: string): Refusal =>
  notAllowed({ detail: scale === 'global' ? onlyAdministrator : onlyAkimat })

export const emergencyOver = problem('emergency-over', 409, {
  kk: 'Акт шыққан күні төтенше жағдай аяқталған еді: жаңасын жариялаңыз',
  ru: 'В день акта чрезвычайная ситуация уже закончилась: объявите новую',
  en: 'The emergency was over on the day of the act: declare a new one',
})

export const emergencyHasNoEnd = problem('emergency-has-no-end', 409, {
  kk: 'Төтенше жағдайдың соңғы күні белгіленбеген: ұзартатын ештеңе жоқ',
  ru: 'Последний день чрезвычайной ситуации не назначен: продлевать нечего',
  en: 'The emergency has no last day: there is nothing to extend',
})

const wrong = (pointer: string, kk: string, ru: string, en: string) => (): Refusal =>
  invalidRequest({ errors: [{ pointer, detail: { kk, ru, en } }] })

export const actInFuture = wrong(
  '/act/date',
  'Актінің күні әлі келген жоқ.',
  'День акта ещё не наступил.',
  'The day of the act has not come yet.',
)
export const actBeforeLatest = wrong(
  '/act/date',
  'Бұл акт төтенше жағдай туралы соңғы актіден бұрын шыққан.',
  'Этот акт раньше последнего акта об этой чрезвычайной ситуации.',
  'This act is earlier than the latest act about the emergency.',
)
export const endBeforeBeginning = wrong(
  '/endsOn',
  'Соңғы күн басталған күннен ерте.',
  'Последний день раньше дня начала.',
  'The last day is before the day from which it holds.',
)
export const extensionIsShorter = wrong(
  '/endsOn',
  'Ұзарту соңғы күнді кейінге жылжытуы керек.',
  'Продление должно отодвинуть последний день.',
  'An extension must move the last day to a later one.',
)
export const endIsLater = wrong(
  '/endsOn',
  'Тоқтату соңғы күнді кейінге жылжыта алмайды.',
  'Прекращение не может отодвинуть последний день.',
  'An end cannot move the last day to a later one.',
)
