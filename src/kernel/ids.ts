import { randomBytes, randomInt } from 'node:crypto'
import { compact } from './identifiers.js'

// The last identifier given out in this process: milliseconds, and the 74 random bits as one number.
let lastMilliseconds = -1
let lastRandom = 0n
const randomBits = 74n

/**
 * A UUID of version 7 (RFC 9562) for a moment. Within the process each is greater than the one before, as text and as
 * bytes, also when the clock stands still or goes back: then the random part counts on (method 2 of §6.2).
 */
export function uuidv7(now: Date): string {
  const milliseconds = now.getTime()
  if (milliseconds > lastMilliseconds) {
    lastMilliseconds = milliseconds
    // The first bit stays free, so that counting on never overflows.
    lastRandom = BigInt(`0x${randomBytes(10).toString('hex')}`) >> (80n - randomBits + 1n)
  } else {
    lastRandom += BigInt(randomInt(1, 2 ** 32))
  }
  const high = (lastRandom >> 62n) | 0x7000n
  const low = (lastRandom & (2n ** 62n - 1n)) | (1n << 63n)
  const digits =
    lastMilliseconds.toString(16).padStart(12, '0') + high.toString(16) + low.toString(16).padStart(16, '0')
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

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
const checksum = (word: string): number =>
  Array.from(word).reduce((sum, character) => timesX(sum) ^ alphabet.indexOf(character), 0)

/**
 * A number for people, e.g. `R-7KQ4-M2XA-9T3C`: the letter of its kind (`R` a receipt, `C` a collection), 11 random
 * characters of Crockford's base 32 (55 bits: neither counted nor guessed) and a check character over all of it.
 */
export function publicNumber(prefix: string): string {
  if (prefix.length !== 1 || !alphabet.includes(prefix))
    throw new Error(`${prefix} is no letter of the alphabet`)
  const word = Array.from(randomBytes(11), (byte) => alphabet.charAt(byte & 31)).join('')
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
