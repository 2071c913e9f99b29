import { timingSafeEqual } from 'node:crypto'
import type { House } from '../audit/house.js'
import type { Authenticate } from '../http/authentication.js'
import type { Actor } from '../kernel/actor.js'
import { sha256 } from '../kernel/canonical-json.js'
import { mayHoldKeys, withoutConflict } from './decisions.js'
import { type OpenIdOptions, openIdProvider } from './openid.js'
import { apiKeyById, isSessionLive, ledgerOf, type MembershipsOf, standingWith } from './queries.js'
import { keepRecent } from './recent.js'
import { standing } from './standings.js'
import { issuerOf, ownIssuer, readApiKey, verifyOwnToken } from './tokens.js'

export interface AuthenticatorOptions {
  /** 32 bytes: signs the tokens (HMAC-SHA-256). */
  readonly tokenSecret: Buffer
  readonly membershipsOf: MembershipsOf
  readonly oidc?: OpenIdOptions
}

/** Whoever holds a token that has been verified, and how to read what she may do now. */
interface Bearer {
  readonly name: string
  readonly owner: string
  /** Milliseconds by the house's clock. */
  readonly goodUntil: number
  readonly read: () => Promise<Actor | undefined>
}

const remembered = 10_000

/** Finds who a bearer token (ours or the OpenID provider's) or an API key belongs to. A token is verified once. */
export function authenticator(house: House, options: AuthenticatorOptions): Authenticate {
  const verified = new Map<string, Bearer>()
  const outsiders = options.oidc && openIdProvider(house, options.oidc)

  async function identify(token: string): Promise<Bearer | undefined> {
    const issuer = issuerOf(token)
    if (issuer === ownIssuer) return bearerOfOwn(token)
    return issuer !== undefined && issuer === options.oidc?.issuer ? bearerOfOutsider(token) : undefined
  }

  async function bearerOfOwn(token: string): Promise<Bearer | undefined> {
    const claims = await verifyOwnToken(token, options.tokenSecret, house.clock())
    if (claims === undefined) return undefined
    const { sub: owner, sid, exp } = claims
    const read = async () =>
      (await isSessionLive(house.read, sid, house.clock())) ? personActor(owner) : undefined
    return { name: `session:${sid}`, owner, goodUntil: exp * 1000, read }
  }

  async function bearerOfOutsider(token: string): Promise<Bearer | undefined> {
    const outsider = await outsiders?.(token)
    if (outsider === undefined) return undefined
    const { personId: owner, goodUntil, roles, region } = outsider
    const read = async () => {
      const actor = await personActor(owner)
      return { ...actor, roles: withoutConflict([...actor.roles, ...roles]), region: region ?? actor.region }
    }
    return { name: `token:${sha256(token).toString('base64')}`, owner, goodUntil, read }
  }

  async function personActor(id: string): Promise<Actor> {
    return { kind: 'person', id, ...(await standingWith(house.read, id, options.membershipsOf)) }
  }

  /**
   * A key opens one ledger, whatever else its maker may do, and is as good as its maker: it ends with her right to make it.
   * So a key from a claim to a BIN opens nothing once somebody else's claim is confirmed.
   */
  async function apiKeyActor(id: string, secretHash: Buffer): Promise<Actor | undefined> {
    const key = await apiKeyById(house.read, id)
    if (key === undefined || !timingSafeEqual(key.secretHash, secretHash)) return undefined
    const { ledger, organizationId, createdBy } = key
    const [maker, own] = await Promise.all([personActor(createdBy), ledgerOf(house.read, createdBy)])
    if (!mayHoldKeys(maker, key, own)) return undefined
    const organizations = maker.organizations
      .filter((organization) => organization.id === organizationId)
      .map((organization) => ({ ...organization, role: 'member' as const }))
    return { kind: 'api-key', id, roles: [], organizations, ledger }
  }

  return async (token) => {
    const apiKey = readApiKey(token)
    if (apiKey) {
      const name = `api-key:${sha256(token).toString('base64')}`
      return standing(name, apiKey.id, () => apiKeyActor(apiKey.id, apiKey.secretHash))
    }
    const known = verified.get(token)
    const bearer = known ?? (await identify(token))
    if (bearer === undefined || bearer.goodUntil <= house.clock().getTime()) return undefined
    if (known === undefined) keepRecent(verified, token, bearer, remembered)
    return standing(bearer.name, bearer.owner, bearer.read)
  }
}
