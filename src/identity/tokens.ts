import { decodeJwt, jwtVerify } from 'jose'
import { sha256 } from '../kernel/canonical-json.js'

/** The issuer of our own tokens. */
export const ownIssuer = 'adal'

/** What a token of ours says: whose, of which session, from when to when (seconds). */
export interface TokenClaims {
  readonly sub: string
  readonly sid: string
  readonly iat: number
  readonly exp: number
}

/** Who issued a JWT, unverified; undefined if it is none. */
export function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

const requiredClaims = ['sub', 'sid', 'iat', 'exp']

/** The claims of a token that we signed and that has not ended by the given clock. */
export async function verifyOwnToken(
  token: string,
  secret: Buffer,
  now: Date,
): Promise<TokenClaims | undefined> {
  const options = { algorithms: ['HS256'], issuer: ownIssuer, currentDate: now, requiredClaims }
  try {
    return (await jwtVerify<TokenClaims>(token, secret, options)).payload
  } catch {
    return undefined
  }
}

export const writeApiKey = (id: string, secret: string): string => `adal_${id}_${secret}`

/** The parts of an API key; whether it is good, only the database knows. */
export function readApiKey(token: string): { readonly id: string; readonly secretHash: Buffer } | undefined {
  const [, id, secret] = /^adal_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([\w-]{43})$/.exec(token) ?? []
  return id === undefined || secret === undefined ? undefined : { id, secretHash: sha256(secret) }
}
