import { invalidRequest } from '../http/problems.js'
import { problem, type Refusal } from '../kernel/problems.js'

export const collectionRefused = problem('collection-refused', 422, {
  kk: 'Қолданыстағы заң бұл жинауға жол бермейді',
  ru: 'Действующий закон не допускает этот сбор',
  en: 'The law in force does not allow this collection',
})
export const lawNotComputable = problem('law-not-computable', 409, {
  kk: 'Бұл күнге заңды қолдану үшін қажет мән белгісіз',
  ru: 'Неизвестно значение, без которого закон на этот день не применить',
  en: 'A value without which the law cannot be applied on that day is not known',
})
export const wrongStatus = problem('collection-status', 409, {
  kk: 'Жинаудың қазіргі күйінде бұл мүмкін емес',
  ru: 'В нынешнем состоянии сбора это невозможно',
  en: 'The status of the collection does not allow this',
})
export const identityUnknown = problem('identity-not-stated', 409, {
  kk: 'Жеке жинаушы алдымен өз ЖСН-ін көрсетуі керек',
  ru: 'Частное лицо, собирающее помощь, должно сначала указать свой ИИН',
  en: 'A private collector has to state her IIN first',
})
export const accountNotConfirmed = problem('account-not-confirmed', 409, {
  kk: 'Тіркеуші бұл шотты әлі растаған жоқ',
  ru: 'Регистратор ещё не подтвердил этот счёт',
  en: 'The registrar has not confirmed this account',
})
export const accountIsDedicated = problem('account-is-dedicated', 409, {
  kk: 'Бұл шот басқа жинауға арналған',
  ru: 'Этот счёт отведён другому сбору',
  en: 'This account is dedicated to another collection',
})
export const hostHasNotAccepted = problem('host-has-not-accepted', 409, {
  kk: 'Ұйым жинауды өз қамқорлығына әлі алған жоқ',
  ru: 'Принимающая организация ещё не согласилась',
  en: 'The host has not agreed yet',
})
export const noHostAsked = problem('collection-has-other-host', 409, {
  kk: 'Бұл жинау сіздің ұйымыңыздың қамқорлығын сұраған жоқ',
  ru: 'Этот сбор не просил вашу организацию принять его',
  en: 'This collection has not asked your organization to be its host',
})
export const hasMoney = problem('collection-has-money', 409, {
  kk: 'Жинауда ақша бар: оны жабыңыз және есеп беріңіз',
  ru: 'В сборе есть деньги: закройте его и отчитайтесь',
  en: 'The collection holds money: close it and report',
})
export const purposeIsBound = problem('purpose-is-bound', 409, {
  kk: 'Ақша түскеннен кейін мақсатты өзгертуге болмайды',
  ru: 'После первых пожертвований цель не меняется',
  en: 'Once money has come in the purpose cannot change',
})
export const boxAlreadyListed = problem('box-already-listed', 409, {
  kk: 'Мұндай нөмірлі жәшік тізімде бар',
  ru: 'Ящик с таким номером уже есть в списке',
  en: 'A box with this serial number is listed already',
})
export const usesNoBoxes = problem('collection-uses-no-boxes', 409, {
  kk: 'Бұл жинау жәшіктерді пайдаланбайды',
  ru: 'Этот сбор не использует ящики',
  en: 'This collection does not use boxes',
})

const wrongField = (pointer: string, kk: string, ru: string, en: string): Refusal =>
  invalidRequest({ errors: [{ pointer, detail: { kk, ru, en } }] })

export const inFuture = (pointer: string): Refusal =>
  wrongField(pointer, 'Бұл күн әлі келген жоқ.', 'Этот день ещё не наступил.', 'This day has not come yet.')
export const beforeStart = (pointer: string): Refusal =>
  wrongField(
    pointer,
    'Бұл күн жинаудың басталған күнінен ерте.',
    'Этот день раньше начала сбора.',
    'This day is before the collection starts.',
  )
export const beforeOpening = (pointer: string): Refusal =>
  wrongField(
    pointer,
    'Бұл күн жинаудың ашылған күнінен ерте.',
    'Этот день раньше открытия сбора.',
    'This day is before the collection was opened.',
  )
export const beforeClosing = (pointer: string): Refusal =>
  wrongField(
    pointer,
    'Бұл күн жинаудың жабылған күнінен ерте.',
    'Этот день раньше закрытия сбора.',
    'This day is before the collection was closed.',
  )
export const beforeLastDonation = (pointer: string): Refusal =>
  wrongField(
    pointer,
    'Бұл күннен кейін де қайырмалдық түскен.',
    'После этого дня ещё поступали пожертвования.',
    'Donations were received after this day.',
  )
export const alreadyPast = (pointer: string): Refusal =>
  wrongField(pointer, 'Бұл күн өтіп кетті.', 'Этот день уже прошёл.', 'This day has passed already.')
export const belowRaised = (pointer: string): Refusal =>
  wrongField(
    pointer,
    'Мақсатты сома жиналғаннан аз болмауы керек.',
    'Целевая сумма не может быть меньше собранной.',
    'The target cannot be below what has been raised.',
  )
export const noSuchEmergency = (): Refusal =>
  wrongField(
    '/emergency',
    'Мұндай төтенше жағдай жоқ.',
    'Такой чрезвычайной ситуации нет.',
    'There is no such emergency.',
  )
export const noSuchHost = (): Refusal =>
  wrongField(
    '/host',
    'Тіркелімде мұндай расталған ұйым жоқ.',
    'В реестре нет такой подтверждённой организации.',
    'The register has no such confirmed organization.',
  )
export const notTheirAccount = (): Refusal =>
  wrongField(
    '/account',
    'Бұл шот аталған ұйымдікі емес.',
    'Этот счёт не принадлежит названной организации.',
    'This account is not one of that organization.',
  )
export const accountOfOrganization = (): Refusal =>
  wrongField(
    '/account',
    'Бұл – ұйымның шоты, жеке шот емес.',
    'Это счёт организации, а не личный.',
    'This is the account of an organization, not a personal one.',
  )
export const sealedAfterSetUp = (pointer: string): Refusal =>
  wrongField(
    pointer,
    'Жәшік қойылмай тұрып мөрленеді.',
    'Ящик опечатывают до установки.',
    'A box is sealed before it is set up.',
  )
