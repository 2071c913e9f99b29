import { createPublicKey } from 'node:crypto'
import { CompactSign, calculateJwkThumbprint } from 'jose'
import { privateKeyOf } from '../audit/checkpoint.js'

/** How long a verdict may be shown around before it has to be asked for again. */
const lifetimeSeconds = 3_600

/** Signs verdicts, so that a screenshot can be told from an answer. */
export interface VerdictSigner {
  /** A compact JWS (EdDSA) that names its key and its end. */
  sign(claims: Readonly<Record<string, unknown>>, now: Date): Promise<string>
  /** The public key as a JWK, by which anybody checks it. */
  readonly jwk: { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; alg: 'EdDSA'; use: 'sig' }
}

/** A signer by the seed of the log's key (32 bytes) and the name of the installation, which becomes `iss`. */
export async function verdictSigner(seed: Uint8Array, issuer: string): Promise<VerdictSigner> {
  const key = privateKeyOf(seed)
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' })
  const bare = { kty: 'OKP', crv: 'Ed25519', x } as const
  const kid = await calculateJwkThumbprint(bare)
  return {
    jwk: { ...bare, kid, alg: 'EdDSA', use: 'sig' },
    sign: (claims, now) => {
      const iat = Math.floor(now.getTime() / 1_000)
      const payload = { ...claims, iss: issuer, iat, exp: iat + lifetimeSeconds }
      return new CompactSign(Buffer.from(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
        .sign(key)
    },
  }
}
