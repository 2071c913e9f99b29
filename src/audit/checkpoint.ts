import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** A head of a log as it is published (C2SP tlog-checkpoint): the log's name, how many leaves, and their root. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Buffer
}

/** One who signs notes (C2SP signed-note, Ed25519). The verifier key is what others need to check them. */
export interface NoteSigner {
  readonly name: string
  /** `name+hexkeyid+base64(0x01 || public key)` */
  readonly verifierKey: string
  /** The signature line for a text: `— name base64(key id || signature)\n`. */
  sign(text: string): string
}

interface NoteVerifier {
  readonly name: string
  readonly id: Buffer
  readonly publicKey: KeyObject
}

const ed25519 = 1
const idBytes = 4
/** What stands before the 32 bytes of a seed in the PKCS #8 form of an Ed25519 key (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The Ed25519 key of a seed of 32 bytes. */
export function privateKeyOf(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new Error('the seed of a signing key has 32 bytes')
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' })
}

const keyId = (name: string, key: Uint8Array): Buffer =>
  createHash('sha256').update(`${name}\n`).update(key).digest().subarray(0, idBytes)

const isKeyName = (name: string): boolean => /^[^\s+]+$/u.test(name)

/** Bytes from base64 in its one canonical form; undefined for any other spelling. */
function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.toString('base64') === text ? bytes : undefined
}

/** A signer by its name (a URL without scheme, e.g. `adal.example/log/register`) and 32 random bytes, which are kept secret. */
export function noteSigner(name: string, seed: Uint8Array): NoteSigner {
  if (!isKeyName(name)) throw new Error(`${name} is no name for a key: it holds a space or a plus`)
  const privateKey = privateKeyOf(seed)
  const raw = Buffer.from(createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '', 'base64url')
  const key = Buffer.concat([Buffer.of(ed25519), raw])
  const id = keyId(name, key)
  return {
    name,
    verifierKey: `${name}+${id.toString('hex')}+${key.toString('base64')}`,
    sign: (text) =>
      `— ${name} ${Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString('base64')}\n`,
  }
}

function parseVerifierKey(verifierKey: string): NoteVerifier {
  const [, name = '', hex = '', base64 = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(verifierKey) ?? []
  const key = fromBase64(base64)
  if (!isKeyName(name) || key?.length !== 33 || key[0] !== ed25519)
    throw new Error('not an Ed25519 verifier key')
  const id = keyId(name, key)
  if (id.toString('hex') !== hex) throw new Error('the key id of the verifier key does not match its key')
  const x = key.subarray(1).toString('base64url')
  return { name, id, publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }) }
}

/** A text, which ends with a newline, with the signatures of all signers. */
export function signNote(text: string, ...signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n') || hasControlCharacter(text))
    throw new Error('a note ends its last line and holds no controls')
  return `${text}\n${signers.map((signer) => signer.sign(text)).join('')}`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not stand in a note.
const hasControlCharacter = (text: string): boolean => /[\u0000-\u0009\u000b-\u001f\u007f]/.test(text)

/**
 * The text of a signed note. Signatures of others are passed over. Throws if the note is malformed, or if the signature of
 * the one with this verifier key is missing or wrong.
 */
export function openNote(note: string, verifierKey: string): string {
  const verifier = parseVerifierKey(verifierKey)
  const end = note.lastIndexOf('\n\n') + 1
  const text = note.slice(0, end)
  const lines = note.slice(end + 1).split('\n')
  if (end === 0 || lines.pop() !== '' || lines.length === 0 || hasControlCharacter(note))
    throw new Error('not a signed note')
  let signed = false
  for (const line of lines) {
    const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? []
    const bytes = fromBase64(base64)
    if (!isKeyName(name) || bytes === undefined || bytes.length <= idBytes)
      throw new Error('not a signature line')
    if (name !== verifier.name || !verifier.id.equals(bytes.subarray(0, idBytes))) continue
    if (!verify(null, Buffer.from(text), verifier.publicKey, bytes.subarray(idBytes))) {
      throw new Error(`the signature of ${name} is wrong`)
    }
    signed = true
  }
  if (!signed) throw new Error(`the note is not signed by ${verifier.name}`)
  return text
}

/** A checkpoint as a signed note: `<origin>\n<size>\n<base64 root>\n`, an empty line, and the signatures. */
export const signCheckpoint = (
  { origin, size, root }: Checkpoint,
  ...signers: readonly NoteSigner[]
): string => signNote(`${origin}\n${size}\n${root.toString('base64')}\n`, ...signers)

/**
 * The checkpoint in a note that the log itself signed: its origin must be the name of the key. Lines of extensions after
 * the root are passed over. Throws as `openNote` does, and for a text that is no checkpoint.
 */
export function openCheckpoint(note: string, verifierKey: string): Checkpoint {
  const [origin = '', digits = '', base64 = ''] = openNote(note, verifierKey).split('\n')
  const root = fromBase64(base64)
  const size = Number(digits)
  if (!/^(0|[1-9]\d*)$/.test(digits) || !Number.isSafeInteger(size) || root?.length !== 32) {
    throw new Error('not a checkpoint')
  }
  if (!verifierKey.startsWith(`${origin}+`)) throw new Error(`the checkpoint is of ${origin}, another log`)
  return { origin, size, root }
}
