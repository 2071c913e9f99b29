import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import type { House } from '../audit/house.js'
import { RefusedRequest } from '../http/errors.js'
import { type Actor, type Role, roles } from '../kernel/actor.js'
import { isKato } from '../kernel/identifiers.js'
import { isRefusal } from '../kernel/problems.js'
import { preferredLanguage } from '../kernel/texts.js'
import { identityProviderAway } from './problems.js'
import { personFromOutside } from './queries.js'
import { insertPerson, places } from './store.js'

export interface OpenIdOptions {
  readonly issuer: string
  readonly audience?: string
  /** The name of the claim with the roles, or a path to it such as `realm_access.roles`. */
  readonly roleClaim: string
}

/** What a provider says of a person: who she is here, and what she may be. */
export interface Outsider {
  readonly personId: string
  readonly roles: readonly Role[]
  readonly region?: string
  readonly goodUntil: number
}

const asymmetric = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]
const system: Actor = { kind: 'system', id: 'openid', roles: [], organizations: [] }
const Discovery = z.looseObject({ issuer: z.string(), jwks_uri: z.url() })

/** Verifies the tokens of one OpenID provider; whoever comes for the first time becomes a person here. */
export function openIdProvider(
  house: House,
  options: OpenIdOptions,
): (token: string) => Promise<Outsider | undefined> {
  const { issuer, audience, roleClaim } = options
  let keys: Promise<JWTVerifyGetKey> | undefined
  // A provider that is away at the first token is asked again at the next one.
  const discovered = () => {
    keys ??= discoverKeys(issuer).catch((error: unknown) => {
      keys = undefined
      throw error
    })
    return keys
  }
  return async (token) => {
    const claims = await verifyClaims(token, discovered, { issuer, audience, currentDate: house.clock() })
    if (claims?.sub === undefined || claims.exp === undefined) return undefined
    const region = typeof claims.region === 'string' && isKato(claims.region) ? claims.region : undefined
    return {
      personId: await personOf(house, issuer, claims.sub, claims),
      // An akimat without a region would be bound to nothing.
      roles: rolesIn(claims, roleClaim).filter((role) => role !== 'akimat' || region !== undefined),
      region,
      goodUntil: claims.exp * 1000,
    }
  }
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const response = await fetch(address, { signal: AbortSignal.timeout(5000), redirect: 'error' })
  const found = Discovery.parse(await response.json())
  if (found.issuer !== issuer) throw new Error('the provider names another issuer')
  return createRemoteJWKSet(new URL(found.jwks_uri))
}

async function verifyClaims(
  token: string,
  keys: () => Promise<JWTVerifyGetKey>,
  expected: { issuer: string; audience?: string; currentDate: Date },
): Promise<JWTPayload | undefined> {
  let key: JWTVerifyGetKey
  try {
    key = await keys()
  } catch {
    throw new RefusedRequest(identityProviderAway())
  }
  try {
    return (await jwtVerify(token, key, { ...expected, algorithms: asymmetric, clockTolerance: 5 })).payload
  } catch (error) {
    const isTokensFault = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)
    if (isTokensFault && error.code !== 'ERR_JOSE_GENERIC') return undefined
    throw new RefusedRequest(identityProviderAway())
  }
}

/** The roles of a claim that Adal knows: a list, or words with spaces between them. */
function rolesIn(claims: JWTPayload, roleClaim: string): Role[] {
  const path = roleClaim in claims ? [roleClaim] : roleClaim.split('.')
  const value = path.reduce<unknown>(
    (part, name) => (part as Record<string, unknown> | undefined)?.[name],
    claims,
  )
  const names: unknown[] = typeof value === 'string' ? value.split(' ') : Array.isArray(value) ? value : []
  return roles.filter((role) => names.includes(role))
}

/** The person behind issuer and subject, of whom only a keyed hash is kept: a provider may use the IIN as the subject. */
async function personOf(house: House, issuer: string, subject: string, claims: JWTPayload): Promise<string> {
  const outsideLookup = house.sealer.lookup(`${issuer} ${subject}`, places.outside)
  const known = await personFromOutside(house.read, outsideLookup)
  if (known !== undefined) return known
  const name =
    typeof claims.name === 'string' && claims.name.trim() !== '' ? claims.name.trim().slice(0, 200) : '–'
  const language = preferredLanguage(typeof claims.locale === 'string' ? claims.locale : undefined)
  const conflicts = { people_outside_unique: () => identityProviderAway() }
  const command = { actor: system, action: 'person.first-seen', log: 'internal', conflicts }
  const made = await house.door.act(command, async ({ tx, now, say }) => {
    const id = await insertPerson(tx, house.sealer, { name, language, outsideLookup }, now)
    say({ subject: `person:${id}` })
    return id
  })
  if (!isRefusal(made)) return made
  // Another request of hers was the first.
  const first = await personFromOutside(house.read, outsideLookup)
  if (first === undefined) throw new RefusedRequest(made)
  return first
}
