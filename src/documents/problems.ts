import { problem } from '../kernel/problems.js'
import { declareReason } from '../kernel/reasons.js'

export const fileTooLarge = problem('file-too-large', 413, {
  kk: 'Файл 20 МБ-тан үлкен',
  ru: 'Файл больше 20 МБ',
  en: 'The file is larger than 20 MB',
})
export const fileTypeRefused = problem('file-type-refused', 415, {
  kk: 'Мұндай файл қабылданбайды',
  ru: 'Такой файл не принимается',
  en: 'A file of this type is not accepted',
})
export const fileWrong = problem('file-wrong', 422, {
  kk: 'Файл оның түрі туралы айтылғанға сәйкес емес немесе бос',
  ru: 'Файл не того типа, который указан, или пуст',
  en: 'The file is not of the type it is said to be, or is empty',
})
export const malformedForm = problem('malformed-form', 400, {
  kk: 'Сұраудың денесі бір файлы бар дұрыс multipart/form-data емес',
  ru: 'Тело запроса — не корректный multipart/form-data с одним файлом',
  en: 'The body of the request is not well-formed multipart/form-data with one file',
})
export const filesAway = problem('files-away', 503, {
  kk: 'Файлдар сақталатын орын уақытша қолжетімсіз, қайталап көріңіз',
  ru: 'Хранилище файлов временно недоступно, повторите позже',
  en: 'The store of files is away for the moment, try again',
})
export const documentPublished = problem('document-published', 409, {
  kk: 'Бұл құжат бұрын жарияланған',
  ru: 'Этот документ уже опубликован',
  en: 'This document has been published already',
})

declareReason('document-unknown', {
  kk: 'Мұндай құжат жүктелмеген немесе ол сіздікі не ұйымыңыздікі емес.',
  ru: 'Такой документ не загружен, или он не ваш и не вашей организации.',
  en: 'No such document was uploaded, or it is neither yours nor your organization’s.',
})
declareReason('organization-not-yours', {
  kk: 'Сіз бұл ұйымның атынан әрекет етпейсіз.',
  ru: 'Вы не действуете от имени этой организации.',
  en: 'You do not act for this organization.',
})
