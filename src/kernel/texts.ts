/** The languages in which people read Adal. */
export const languages = ['kk', 'ru', 'en'] as const
export type Language = (typeof languages)[number]

/** A text that a person may see, in each language. */
export type Text = Readonly<Record<Language, string>>

/** The first language of an `Accept-Language` header that Adal speaks, by weight; Russian if none is. */
export function preferredLanguage(header: string | undefined): Language {
  const wishes = (header ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const weight = parameters.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((q) => q !== undefined)
    return { language: tag.split('-')[0], weight: weight === undefined ? 1 : Number(weight) }
  })
  wishes.sort((a, b) => b.weight - a.weight)
  for (const wish of wishes) {
    const language = languages.find((known) => known === wish.language)
    if (language !== undefined && wish.weight > 0) return language
  }
  return 'ru'
}
