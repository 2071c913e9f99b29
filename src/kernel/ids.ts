import { compact } from './identifiers.js'
import { randomOf } from './random.js'

// The last identifier given out in this process: milliseconds, and a counter of 42 bits that starts anywhere below 2^41.
let lastMilliseconds = -1
let counter = 0

/**
 * A UUID of version 7 (RFC 9562) for a moment. Within the process each is greater than the one before, as text and as
 * bytes, also when the clock stands still or goes back: then the counter counts on (method 1 of §6.2); 32 bits stay random.
 */
export function uuidv7(now: Date): string {
  const milliseconds = now.getTime()
  const random = randomOf(10)
  if (milliseconds > lastMilliseconds) {
    lastMilliseconds = milliseconds
    counter = random.readUIntBE(4, 6) % 2 ** 41
  } else {
    counter += 1 + random[4]!
  }
  const low = counter % 2 ** 30
  const bytes = random.subarray(0, 4).toString('hex')
  scratch.writeUIntBE(lastMilliseconds, 0, 6)
  scratch.writeUInt16BE(0x7000 + Math.floor(counter / 2 ** 30), 6)
  scratch.writeUInt16BE(0x8000 + Math.floor(low / 2 ** 16), 8)
  scratch.writeUInt16BE(low % 2 ** 16, 10)
  const text = scratch.toString('hex')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}${bytes}`
}

/** The bytes of an identifier but the random ones; none of them outlives the call. */
const scratch = Buffer.alloc(12)

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** What people read or type for another character: Crockford's confusions, then Cyrillic letters of the same look. */
const misread: Readonly<Record<string, string | undefined>> = {
  ...{ O: '0', I: '1', L: '1' },
  ...{
    А: 'A',
    В: 'B',
    Е: 'E',
    К: 'K',
    М: 'M',
    Н: 'H',
    О: '0',
    Р: 'P',
    С: 'C',
    Т: 'T',
    У: 'Y',
    Х: 'X',
    І: '1',
  },
}

/** Multiplies by x in GF(32) with the polynomial x⁵ + x² + 1. */
const timesX = (value: number): number => (value << 1) ^ (value & 16 ? 0b100101 : 0)

/**
 * The characters as a polynomial over GF(32), taken at x: zero for a word with its check character, and never zero when
 * one character is another or two neighbours have changed places.
 */
function checksum(word: string): number {
  let sum = 0
  for (const character of word) sum = timesX(sum) ^ alphabet.indexOf(character)
  return sum
}

/**
 * A number for people, e.g. `R-7KQ4-M2XA-9T3C`: the letter of its kind (`R` a receipt, `C` a collection), 11 random
 * characters of Crockford's base 32 (55 bits: neither counted nor guessed) and a check character over all of it.
 */
export function publicNumber(prefix: string): string {
  if (prefix.length !== 1 || !alphabet.includes(prefix))
    throw new Error(`${prefix} is no letter of the alphabet`)
  let word = ''
  for (const byte of randomOf(11)) word += alphabet.charAt(byte & 31)
  const check = alphabet.charAt(timesX(checksum(prefix + word)))
  return `${prefix}-${(word + check).replace(/(.{4})(?=.)/g, '$1-')}`
}

/**
 * The number in its one written form, read with the tolerance that people need: any case, with or without dashes and
 * spaces, O for 0, I or L for 1, Cyrillic letters of the same look. Undefined if it is none, or none with this prefix.
 */
export function parsePublicNumber(text: string, prefix?: string): string | undefined {
  const word = Array.from(compact(text).toUpperCase(), (character) => misread[character] ?? character).join(
    '',
  )
  if (!/^[0-9A-HJKMNP-TV-Z]{13}$/.test(word) || checksum(word) !== 0) return undefined
  if (prefix !== undefined && !word.startsWith(prefix)) return undefined
  return word.replace(/^(.)(.{4})(.{4})(.{4})$/, '$1-$2-$3-$4')
}
