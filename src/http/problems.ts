import { problem } from '../kernel/problems.js'

export const malformedBody = problem('malformed-body', 400, {
  kk: 'Сұраудың денесі дұрыс JSON емес',
  ru: 'Тело запроса — не корректный JSON',
  en: 'The body of the request is not well-formed JSON',
})
export const invalidRequest = problem('invalid-request', 422, {
  kk: 'Сұрауда қате өрістер бар',
  ru: 'В запросе есть неверные поля',
  en: 'The request has wrong fields',
})
export const notSignedIn = problem('not-signed-in', 401, {
  kk: 'Алдымен жүйеге кіріңіз',
  ru: 'Сначала войдите в систему',
  en: 'Sign in first',
})
export const notAllowed = problem('not-allowed', 403, {
  kk: 'Бұған құқығыңыз жоқ',
  ru: 'У вас нет права на это',
  en: 'You may not do this',
})
export const notFound = problem('not-found', 404, {
  kk: 'Мұндай ештеңе табылмады',
  ru: 'Ничего такого не найдено',
  en: 'Nothing like this was found',
})
export const methodNotAllowed = problem('method-not-allowed', 405, {
  kk: 'Бұл жерде мұндай әдіс жоқ',
  ru: 'Такой метод здесь не поддерживается',
  en: 'This method is not supported here',
})
export const bodyTooLarge = problem('body-too-large', 413, {
  kk: 'Сұраудың денесі тым үлкен',
  ru: 'Тело запроса слишком велико',
  en: 'The body of the request is too large',
})
export const unsupportedMediaType = problem('unsupported-media-type', 415, {
  kk: 'Бұл мазмұн түрі қабылданбайды',
  ru: 'Такой тип содержимого не принимается',
  en: 'This type of content is not accepted',
})
export const keyRequired = problem('idempotency-key-required', 400, {
  kk: 'Ақша қозғалысына Idempotency-Key тақырыбы қажет',
  ru: 'Для движения денег нужен заголовок Idempotency-Key',
  en: 'A request that moves money needs the header Idempotency-Key',
})
export const versionChanged = problem('version-changed', 412, {
  kk: 'Бұл арада өзгертілді: қайта оқып шығыңыз',
  ru: 'Уже изменено: прочитайте заново',
  en: 'It has changed meanwhile: read it again',
})
export const tooManyRequests = problem('too-many-requests', 429, {
  kk: 'Сұраулар тым жиі',
  ru: 'Слишком много запросов',
  en: 'Too many requests',
})
export const databaseAway = problem('database-away', 503, {
  kk: 'Дерекқор уақытша қолжетімсіз, қайталап көріңіз',
  ru: 'База данных временно недоступна, повторите позже',
  en: 'The database is away for the moment, try again',
})
export const ourFault = problem('internal-error', 500, {
  kk: 'Біздің қатеміз',
  ru: 'Ошибка на нашей стороне',
  en: 'An error on our side',
})
