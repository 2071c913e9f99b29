import { hash } from 'node:crypto'

/**
 * The one way to write a value as JSON (RFC 8785), so that its hash says all of it: members in the order of their UTF-16
 * code units, numbers as ECMAScript writes them, no white space.
 *
 * Beyond the RFC a `bigint` is written as a decimal string, a `Date` as its RFC 3339 string, and a member that is
 * `undefined` is left out. Throws a `TypeError` for what has no JSON: NaN, Infinity, a lone surrogate, a function, a symbol,
 * bytes, a Map, an instance of a class, `undefined` in an array or at the top; a `RangeError` for an impossible date.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON`)
      return JSON.stringify(value)
    case 'bigint':
      return `"${value}"`
    case 'boolean':
      return String(value)
    case 'object':
      return value === null ? 'null' : writeObject(value)
    default:
      throw new TypeError(`${typeof value} has no JSON`)
  }
}

function writeObject(value: object): string {
  if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
  if (value instanceof Date) return quote(value.toISOString())
  const prototype: unknown = Object.getPrototypeOf(value)
  // A Map would silently become `{}`, and bytes a table of numbers.
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError('only plain objects have a canonical JSON')
  let members = ''
  // The default order of sort() is that of UTF-16 code units, as the RFC wants.
  for (const name of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[name]
    if (member === undefined) continue
    members += `${members === '' ? '' : ','}${quote(name)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}

/** Most texts need no escape, and looking costs less than escaping. */
const isPlain = /^[\x20!#-[\]-~]*$/

function quote(text: string): string {
  if (isPlain.test(text)) return `"${text}"`
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no JSON')
  return JSON.stringify(text)
}

/** SHA-256 of bytes, or of the UTF-8 of a text: 32 bytes. */
export const sha256 = (data: string | Uint8Array): Buffer => hash('sha256', data, 'buffer')

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const sha256Hex = (data: string | Uint8Array): string => hash('sha256', data, 'hex')

/** What the log says of what it must not say: SHA-256 (base64) of a salt and a text, which tells nothing without the salt. */
export const saltedCommitment = (salt: Uint8Array, plain: string): string =>
  sha256(Buffer.concat([salt, Buffer.from(plain)])).toString('base64')
