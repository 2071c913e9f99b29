/** Forms of organizations and what else says nothing of who somebody is. */
const sayNothing = new Set('тоо ао ип жшс ақ жк оо оф қб ққ кф чф llp llc ltd jsc фонд қоры'.split(' '))
const kazakh: Readonly<Record<string, string>> = {
  ...{ ә: 'а', ғ: 'г', қ: 'к', ң: 'н', ө: 'о', ұ: 'у', ү: 'у', һ: 'х', і: 'и', ё: 'е', й: 'и' },
}

/** The words of a name as different banks write them, in no order: case, quotes, forms and Kazakh letters apart. */
const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '' && !sayNothing.has(word))
    .map((word) => Array.from(word, (letter) => kazakh[letter] ?? letter).join(''))

/**
 * Whether two names may be those of the same person or organization: all words of the shorter one stand in the longer one, and
 * at least two, or the only one. An initial stands for a word that begins with it.
 */
export function mayBeTheSame(one: string, other: string): boolean {
  const [shorter, longer] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.length - b.length) as [
    string[],
    string[],
  ]
  if (shorter.length === 0 || (shorter.length === 1 && longer.length > 1)) return false
  const left = [...longer]
  return shorter.every((word) => {
    const at = left.findIndex(
      (candidate) => candidate === word || isInitial(word, candidate) || isInitial(candidate, word),
    )
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

const isInitial = (word: string, of: string): boolean => word.length === 1 && of.startsWith(word)
