import { compact, isBin, isIban, isIin } from '../kernel/identifiers.js'
import { parsePublicNumber } from '../kernel/ids.js'
import { linksIn, withoutLinks } from './links.js'

export const subjectKinds = [
  'bin',
  'iin',
  'iban',
  'phone',
  'collection',
  'box',
  'receipt',
  'misspelt',
] as const
export type SubjectKind = (typeof subjectKinds)[number]

/** One thing to ask about, in its one written form. `misspelt` looks like a number but its check digit says otherwise. */
export interface Subject {
  readonly kind: SubjectKind
  readonly value: string
}

/** What a message says: each subject once, in the order of kinds, and the addresses of web pages in it. */
interface Asked {
  readonly subjects: readonly Subject[]
  /** Those of the subjects that stand in a link only. */
  readonly linked: ReadonlySet<Subject>
  readonly links: readonly string[]
  /** Something else stands there that money could be sent to: a card, a foreign account, a wallet. */
  readonly hasUnread: boolean
}

const kindsByPrefix: Readonly<Record<string, SubjectKind>> = { C: 'collection', R: 'receipt', B: 'box' }
const lookAlikes: Readonly<Record<string, string>> = {
  ...{
    А: 'A',
    В: 'B',
    Е: 'E',
    К: 'K',
    М: 'M',
    Н: 'H',
    О: 'O',
    Р: 'P',
    С: 'C',
    Т: 'T',
    У: 'Y',
    Х: 'X',
    І: 'I',
  },
}
const misreadDigits: Readonly<Record<string, string>> = { O: '0', О: '0', I: '1', L: '1', І: '1' }

const replaced = (text: string, table: Readonly<Record<string, string>>): string =>
  Array.from(text.toUpperCase(), (character) => table[character] ?? character).join('')

/**
 * Reads whatever a donor was sent: one number in any spelling, a link, or a whole message. Spaces, dashes, lower case,
 * misread characters and Cyrillic letters of the same look do no harm. Pure; never throws.
 */
export function readSubjects(text: string): Asked {
  const plain = decoded(text).normalize('NFKC')
  const links = linksIn(plain)
  const whole =
    links.length > 0
      ? undefined
      : (ibanOf(plain) ?? numberOf(plain) ?? twelveDigitsOf(plain) ?? phoneOf(plain))
  const { found, rest } = whole === undefined ? scan(plain) : { found: [whole], rest: '' }
  const unique = byName(found)
  const beside = byName(links.length === 0 ? [] : scan(decoded(withoutLinks(text.normalize('NFKC')))).found)
  const linked = links.length === 0 ? [] : [...unique].filter(([name]) => !beside.has(name))
  const hasUnread = unreadDestination.test(withoutLinks(rest))
  return {
    subjects: [...unique.values()],
    linked: new Set(linked.map(([, subject]) => subject)),
    links,
    hasUnread,
  }
}

const byName = (found: readonly Subject[]): ReadonlyMap<string, Subject> =>
  new Map(found.map((subject) => [`${subject.kind} ${subject.value}`, subject]))

/** A link may carry its number percent-encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

type Reading = (text: string) => Subject | undefined

const separator = '[\\s\\p{Pd}\\p{Cf}]?'
const alone = (pattern: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'giu')
const digitLike = '[\\dOoОоIlІі]'

/** What may stand anywhere in a message, the most telling first: what was read is not read again as something else. */
const patterns: readonly (readonly [RegExp, Reading])[] = [
  [alone(`[KК]${separator}Z(?:${separator}[\\p{L}\\p{N}]){18}`), ibanOf],
  [alone(`[CСRBВ](?:${separator}[\\p{L}\\p{N}]{4}){3}`), numberOf],
  [/(?<!\d)\+\s?7(?:[\s()\p{Pd}\p{Cf}]*\d){10}(?!\d)/gu, phoneOf],
  [alone(`${digitLike}(?:${separator}${digitLike}){11}`), twelveDigitsOf],
  [/(?<!\d)[78](?:[\s()\p{Pd}\p{Cf}]*\d){10}(?!\d)/gu, phoneOf],
]

/** Nine digits and more (a card, a phone abroad), an account of another country, or a word as long as a wallet's. */
const unreadDestination =
  /\d(?:[\s\p{Pd}]?\d){8,}|[A-Z]{2}\d{2}(?:\s?[A-Z0-9]){11,30}|(?=[\p{L}\d]*\d)(?=[\p{L}\d]*\p{L})[\p{L}\d]{24,}/u

function scan(text: string): { found: Subject[]; rest: string } {
  const found: Subject[] = []
  let rest = text
  for (const [pattern, read] of patterns)
    rest = rest.replace(pattern, (match) => {
      const subject = read(match)
      if (subject === undefined) return match
      found.push(subject)
      // Not a space: the digits on both sides of what was read do not become one number.
      return ' · '
    })
  return { found, rest }
}

/** Twenty characters that begin with KZ. Where its check digits do not match, O and I may have been 0 and 1. */
function ibanOf(text: string): Subject | undefined {
  const latin = replaced(compact(text), lookAlikes)
  if (!/^KZ[0-9A-Z]{18}$/.test(latin)) return undefined
  const value = [latin, `KZ${replaced(latin.slice(2), misreadDigits)}`].find(isIban)
  return value === undefined ? { kind: 'misspelt', value: latin } : { kind: 'iban', value }
}

/** A number of ours. Thirteen letters that merely happen to stand in a sentence are none. */
function numberOf(text: string): Subject | undefined {
  const value = parsePublicNumber(text)
  const kind = value === undefined ? undefined : kindsByPrefix[value.charAt(0)]
  if (value !== undefined && kind !== undefined) return { kind, value }
  const word = replaced(compact(text), lookAlikes)
  const looksLikeOne = /^[CRB][0-9A-Z]{12}$/.test(word) && /\d/.test(word) && /^\s*\p{L}\s*\p{Pd}/u.test(text)
  return looksLikeOne ? { kind: 'misspelt', value: word.replace(/^(.)(.{4})(.{4})/, '$1-$2-$3-') } : undefined
}

function twelveDigitsOf(text: string): Subject | undefined {
  const bare = compact(text)
  const value = replaced(bare, misreadDigits)
  if (!/^\d{12}$/.test(value) || (bare.match(/\d/g) ?? []).length < 8) return undefined
  if (isBin(value)) return { kind: 'bin', value }
  return { kind: isIin(value) ? 'iin' : 'misspelt', value }
}

/** A number of Kazakhstan: +7 or 8, then ten digits. */
function phoneOf(text: string): Subject | undefined {
  const digits = text.replace(/[\s()+\p{Pd}\p{Cf}]/gu, '')
  return /^[78]\d{10}$/.test(digits) ? { kind: 'phone', value: `+7${digits.slice(1)}` } : undefined
}
