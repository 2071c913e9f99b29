import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto'
import { randomOf } from './random.js'

/** Seals personal fields, so that a copy of the database tells nothing without the field key. */
export interface FieldSealer {
  /**
   * A text as version (1 byte), nonce (12), AES-256-GCM ciphertext, tag (16): 29 bytes more than its UTF-8, and other
   * bytes each time. The context is the place, `table.column`: what was sealed for one place opens at no other.
   */
  seal(plain: string, context: string): Buffer
  /** The text again. Throws if the bytes, the place or the key are not those of the sealing. */
  open(sealed: Uint8Array, context: string): string
  /** 32 bytes by which equal texts of one place are found again, without being opened (HMAC-SHA-256). */
  lookup(plain: string, context: string): Buffer
}

const version = 1
const nonceBytes = 12
const tagBytes = 16

const nonceOf = (sealed: Uint8Array): Uint8Array => sealed.subarray(1, 1 + nonceBytes)
const placeOf = (context: string): Buffer => Buffer.from(`${String.fromCharCode(version)}${context}`)

/** A sealer by a key of 32 random bytes, which is kept outside the database. Throws for a key of another length. */
export function fieldSealer(key: Uint8Array): FieldSealer {
  if (key.length !== 32) throw new Error('the field key must have 32 bytes')
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `adal field ${use}`, 32))
  const sealingKey = derive('seal v1')
  const lookupKey = derive('lookup v1')
  return {
    seal(plain, context) {
      const sealed = Buffer.allocUnsafe(1 + nonceBytes + Buffer.byteLength(plain) + tagBytes)
      sealed[0] = version
      randomOf(nonceBytes).copy(sealed, 1)
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonceOf(sealed), { authTagLength: tagBytes })
      cipher.setAAD(placeOf(context))
      // GCM gives out what it is given: the rest is empty.
      sealed.set(cipher.update(plain, 'utf8'), 1 + nonceBytes)
      cipher.final()
      sealed.set(cipher.getAuthTag(), sealed.length - tagBytes)
      return sealed
    },
    open(sealed, context) {
      if (sealed[0] !== version || sealed.length < 1 + nonceBytes + tagBytes)
        throw new Error('not a sealed field')
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, nonceOf(sealed), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(placeOf(context))
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      const plain = decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes)).toString('utf8')
      // Throws if it was not sealed so.
      decipher.final()
      return plain
    },
    lookup(plain, context) {
      // The NUL byte keeps the place and the text apart: no place holds one.
      return createHmac('sha256', lookupKey).update(`${context}\0${plain}`).digest()
    },
  }
}
