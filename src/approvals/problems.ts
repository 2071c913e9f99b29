import { invalidRequest } from '../http/problems.js'
import { problem, type Refusal } from '../kernel/problems.js'

export const conflictDeclared = problem('conflict-of-interest-declared', 409, {
  kk: 'Мүдделер қақтығысы туралы мәлімдеме жазылды: басқа лауазымды адам шешеді',
  ru: 'Заявление о конфликте интересов записано: решает другое должностное лицо',
  en: 'The declared conflict of interest is recorded: another official decides',
})
export const ownDrive = problem('own-drive', 409, {
  kk: 'Сіз осы ұйымның мүшесісіз: басқа лауазымды адам шешеді',
  ru: 'Вы состоите в этой организации: решает другое должностное лицо',
  en: 'You belong to this organization: another official decides',
})
export const alreadyDecided = problem('already-decided', 409, {
  kk: 'Бұл өтінім бойынша шешім қабылданған',
  ru: 'По этой заявке решение уже принято',
  en: 'This application has been decided already',
})
export const anotherOfficialNeeded = problem('another-official-needed', 409, {
  kk: 'Сіз мақұлдап қойдыңыз: екінші мақұлдауды басқа лауазымды адам береді',
  ru: 'Вы уже одобрили: второе одобрение даёт другое должностное лицо',
  en: 'You have approved already: a different official gives the second approval',
})
export const alreadyApplied = problem('emergency-application-exists', 409, {
  kk: 'Бұл жинау бойынша өтінім бар',
  ru: 'По этому сбору заявка уже есть',
  en: 'There is an application for this collection already',
})
export const otherEmergency = problem('collection-of-other-emergency', 409, {
  kk: 'Жинау бұл төтенше жағдайға арналмаған',
  ru: 'Сбор ведётся не для этой чрезвычайной ситуации',
  en: 'The collection is not for this emergency',
})
export const onlyOrganizations = problem('only-organizations-apply', 409, {
  kk: 'Төтенше жағдайда жинауға рұқсатты ұйым ғана сұрай алады',
  ru: 'О сборе при чрезвычайной ситуации ходатайствует только организация',
  en: 'Only an organization may apply to collect for an emergency',
})
export const nothingAsked = problem('no-information-requested', 409, {
  kk: 'Бұл өтінім бойынша мәлімет сұралған жоқ',
  ru: 'По этой заявке сведений не запрашивали',
  en: 'No information was requested for this application',
})

/** Before the declaration, the filing, or what was decided last. */
export function outOfTurn(pointer: string, earliest: string): Refusal {
  const detail = {
    kk: `Бұл күн ${earliest} күнінен ерте бола алмайды.`,
    ru: `Этот день не может быть раньше ${earliest}.`,
    en: `This day cannot be before ${earliest}.`,
  }
  return invalidRequest({ errors: [{ pointer, detail }] })
}
