/** How Kazakh and Russian Cyrillic are written in Latin letters, as roughly as needed to compare names. */
const latin: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    ә: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    ғ: 'g',
    д: 'd',
    е: 'e',
    ё: 'e',
    ж: 'j',
    з: 'z',
    и: 'i',
    й: 'i',
  },
  ...{
    і: 'i',
    к: 'k',
    қ: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    ң: 'n',
    о: 'o',
    ө: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
  },
  ...{
    у: 'u',
    ұ: 'u',
    ү: 'u',
    ф: 'f',
    х: 'h',
    һ: 'h',
    ц: 'c',
    ч: 'c',
    ш: 's',
    щ: 's',
    ы: 'i',
    э: 'e',
    ю: 'u',
  },
  ...{ я: 'a', ъ: '', ь: '' },
  // Letters of the Latin Kazakh alphabets that no decomposition tells.
  ...{ ý: 'u', ı: 'i', q: 'k', x: 'h', w: 'u', y: 'i' },
}

/** Spellings of one sound, after each letter has become Latin; a vowel after i is what Cyrillic writes as one letter. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/zh|dj/g, 'j'],
  [/sh/g, 's'],
  [/ch|ts/g, 'c'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/i+(?=[aeou])/g, ''],
  [/(.)\1+/g, '$1'],
]

const wordKey = (word: string): string =>
  spellings.reduce(
    (key, [spelling, sound]) => key.replace(spelling, sound),
    Array.from(word, (letter) => latin[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '')).join(''),
  )

/** The words of a name as they sound, for comparing. */
export const wordsOfName = (name: string): Set<string> =>
  new Set(
    (
      name
        .normalize('NFC')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    )
      .map(wordKey)
      .filter((key) => key !== ''),
  )

/** A word stands in a name as it is, or one of the two is the initial of the other, as banks write it. */
const standsIn = (name: ReadonlySet<string>, word: string): boolean =>
  name.has(word) || [...name].some((other) => isInitial(word, other) || isInitial(other, word))

const isInitial = (word: string, of: string): boolean => word.length === 1 && of.startsWith(word)

/**
 * Whether two names may be the same in whatever order and script (Kazakh or Russian Cyrillic, Latin): all words of one
 * stand in the other, and at least two do, so that a patronymic may be missing but a surname alone says nothing. Only a
 * reason to look: many people share a name.
 */
export const sameName = (one: string, other: string): boolean =>
  sameWords(wordsOfName(one), wordsOfName(other))

/** The same of the words of two names, for who compares many. */
export function sameWords(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [shorter, longer] = one.size <= other.size ? [one, other] : [other, one]
  const isSaid = [...shorter].some((word) => word.length > 1 && longer.has(word))
  if (!isSaid || ![...shorter].every((word) => standsIn(longer, word))) return false
  return shorter.size > 1 || longer.size === 1
}
