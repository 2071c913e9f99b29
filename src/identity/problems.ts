import { notAllowed } from '../http/problems.js'
import { problem, type Refusal } from '../kernel/problems.js'

export const loginTaken = problem('login-taken', 409, {
  kk: 'Бұл логин бос емес',
  ru: 'Этот логин уже занят',
  en: 'This login is taken',
})
export const wrongCredentials = problem('wrong-credentials', 401, {
  kk: 'Логин немесе құпиясөз қате',
  ru: 'Неверный логин или пароль',
  en: 'Wrong login or password',
})
export const tooManyAttempts = problem('too-many-attempts', 429, {
  kk: 'Кіру әрекеттері тым көп: кейінірек қайталаңыз',
  ru: 'Слишком много попыток входа: повторите позже',
  en: 'Too many attempts to sign in: try again later',
})
export const sessionOver = problem('session-over', 401, {
  kk: 'Сеанс аяқталған: қайта кіріңіз',
  ru: 'Сеанс завершён: войдите снова',
  en: 'The session is over: sign in again',
})
export const identityAlreadyStated = problem('identity-already-stated', 409, {
  kk: 'ЖСН бұрын көрсетілген',
  ru: 'ИИН уже указан',
  en: 'The IIN has already been stated',
})
export const iinTaken = problem('iin-taken', 409, {
  kk: 'Бұл ЖСН-ді басқа тіркелгі көрсеткен',
  ru: 'Этот ИИН указан в другой учётной записи',
  en: 'Another account has stated this IIN',
})
export const roleHeld = problem('role-held', 409, {
  kk: 'Бұл рөл бұрын берілген',
  ru: 'Эта роль уже предоставлена',
  en: 'This role is already held',
})
export const roleNotHeld = problem('role-not-held', 409, {
  kk: 'Мұндай рөл берілмеген',
  ru: 'Такой роли нет',
  en: 'This role is not held',
})
export const rolesConflict = problem('roles-conflict', 409, {
  kk: 'Рөлдерді тағайындайтын адам істерді шеше алмайды',
  ru: 'Тот, кто назначает роли, не решает дела',
  en: 'Who grants roles decides no case',
})
export const identityProviderAway = problem('identity-provider-away', 503, {
  kk: 'Сәйкестендіру провайдері уақытша қолжетімсіз',
  ru: 'Провайдер идентификации временно недоступен',
  en: 'The identity provider is away for the moment',
})

/** A key is made for a ledger by those who dispose of it. */
export function notTheirLedger(): Refusal {
  const detail = {
    kk: 'Ұйым кітабының кілтін оның бірінші басшысы немесе қазынашысы жасайды; жеке жинаушы өз кілтін кітапты көрсетпей жасайды.',
    ru: 'Ключ к книге организации делает её первый руководитель или казначей; частный сборщик делает свой, не указывая книги.',
    en: 'The first person or the treasurer of an organization makes keys of its ledger; a private collector makes her own and names no ledger.',
  }
  return notAllowed({ detail, errors: [{ pointer: '/ledger', detail }] })
}
