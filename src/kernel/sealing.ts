import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

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

// Drawn many at a time: a draw costs as much as a sealing.
const noncesAtOnce = 1_000

function nonces(): () => Buffer {
  let [drawn, next] = [Buffer.alloc(0), 0]
  return () => {
    if (next === drawn.length) [drawn, next] = [randomBytes(nonceBytes * noncesAtOnce), 0]
    next += nonceBytes
    return drawn.subarray(next - nonceBytes, next)
  }
}

/** A sealer by a key of 32 random bytes, which is kept outside the database. Throws for a key of another length. */
export function fieldSealer(key: Uint8Array): FieldSealer {
  if (key.length !== 32) throw new Error('the field key must have 32 bytes')
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `adal field ${use}`, 32))
  const sealingKey = derive('seal v1')
  const lookupKey = derive('lookup v1')
  const nextNonce = nonces()
  return {
    seal(plain, context) {
      const header = Buffer.concat([Buffer.of(version), nextNonce()])
      const cipher = createCipheriv('aes-256-gcm', sealingKey, header.subarray(1), {
        authTagLength: tagBytes,
      })
      cipher.setAAD(Buffer.concat([Buffer.of(version), Buffer.from(context)]))
      return Buffer.concat([header, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed)
      if (bytes[0] !== version || bytes.length < 1 + nonceBytes + tagBytes)
        throw new Error('not a sealed field')
      const nonce = bytes.subarray(1, 1 + nonceBytes)
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, nonce, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.concat([Buffer.of(version), Buffer.from(context)]))
      decipher.setAuthTag(bytes.subarray(-tagBytes))
      const body = bytes.subarray(1 + nonceBytes, -tagBytes)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    },
    lookup(plain, context) {
      // The NUL byte keeps the place and the text apart: no place holds one.
      return createHmac('sha256', lookupKey).update(`${context}\0${plain}`).digest()
    },
  }
}
