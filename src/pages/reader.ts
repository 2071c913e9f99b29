import type { FastifyRequest } from 'fastify'
import { dayInWords, inWords } from '../kernel/days.js'
import { type Language, languages, preferredLanguage, type Text } from '../kernel/texts.js'

/** Who reads a page: in which language, and how links keep to it. */
export interface Reader {
  readonly language: Language
  /** The service tells the demo story: every page says that its details are invented. */
  readonly demo: boolean
  /** Where the reader is, without the language: the switch of languages leads back here. */
  readonly path: string
  /** The text in the reader's language. */
  say(text: Text): string
  /** A name that may lack an English form. */
  name(name: { readonly kk: string; readonly ru: string; readonly en?: string }): string
  /** The address of another page in the same language. */
  to(path: string): string
  /** A day as people write it: 15 наурыз 2026. */
  day(day: string): string
  /** A moment with its time in Almaty. */
  moment(moment: string): string
}

/** A language chosen by `?lang=` stays in every link; else the browser's own wish is asked again on every page. */
export function readerOf(request: FastifyRequest, demo = false): Reader {
  const { pathname, searchParams } = new URL(`http://adal.invalid${request.url}`)
  const chosen = languages.find((language) => language === searchParams.get('lang'))
  const language = chosen ?? preferredLanguage(request.headers['accept-language'])
  return {
    language,
    demo,
    path: pathname,
    say: (text) => text[language],
    name: (name) => name[language] ?? name.ru,
    to: (path) => (chosen === undefined ? path : withLanguage(path, chosen)),
    day: (day) => dayInWords(day, language),
    moment: (moment) => inWords(new Date(moment), language, { dateStyle: 'long', timeStyle: 'short' }),
  }
}

export const withLanguage = (path: string, language: Language): string =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${language}`
