import { randomBytes } from 'node:crypto'
import type { Transaction } from '../audit/act.js'
import type { House } from '../audit/house.js'
import type { Actor } from '../kernel/actor.js'
import { sha256 } from '../kernel/canonical-json.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import type { Credentials, Session } from './contract.js'
import {
  endSession,
  insertRefreshToken,
  insertSession,
  lockSession,
  refreshTokenBy,
  useRefreshToken,
} from './credential-store.js'
import { decideRefresh } from './decisions.js'
import { isPassword } from './passwords.js'
import { sessionOver, wrongCredentials } from './problems.js'
import { type MembershipsOf, standingWith } from './queries.js'
import { forget } from './standings.js'
import { personRowByLogin } from './store.js'
import type { TokenClaims } from './tokens.js'

/** What issuing a session takes: the signature of its token, and for whom the person may act. */
export interface Issuer {
  readonly sign: (claims: TokenClaims) => string
  readonly membershipsOf: MembershipsOf
}

const tokenMinutes = 15
const sessionDays = 30

interface Begun {
  readonly personId: string
  readonly sessionId: string
  readonly refreshToken: string
  readonly expiresAt: Date
}

/** Opens a session for who knows the password. An unknown login costs the same work and gets the same answer. */
export async function signIn(
  house: House,
  issuer: Issuer,
  { login, password }: Credentials,
): Promise<Session | Refusal> {
  const person = await personRowByLogin(house.read, login.trim())
  const right = await isPassword(person?.passwordHash ?? undefined, password)
  if (person === undefined || !right) return wrongCredentials()
  const { id: personId } = person
  const command = { actor: personActor(personId), action: 'session.begin', log: 'internal' }
  const begun = await house.door.act(command, async ({ tx, now, say }) => {
    const expiresAt = new Date(now.getTime() + sessionDays * 86_400_000)
    const sessionId = await insertSession(tx, personId, expiresAt, now)
    say({ subject: `session:${sessionId}` })
    return { personId, sessionId, expiresAt, refreshToken: await nextRefreshToken(tx, sessionId, now) }
  })
  return isRefusal(begun) ? begun : sessionOf(house, issuer, begun)
}

/** The next token for a refresh token, which is good once. One that comes twice ends the session. */
export async function refreshSession(
  house: House,
  issuer: Issuer,
  refreshToken: string,
): Promise<Session | Refusal> {
  const tokenHash = sha256(refreshToken)
  const known = await refreshTokenBy(house.read, tokenHash)
  if (known === undefined) return sessionOver()
  const { personId, sessionId } = known
  const command = {
    actor: personActor(personId),
    action: 'session.refresh',
    subject: `session:${sessionId}`,
    log: 'internal',
  }
  const begun = await house.door.act(command, async ({ tx, now, say }) => {
    const session = await lockSession(tx, sessionId)
    const token = await refreshTokenBy(tx, tokenHash)
    if (session === undefined || token === undefined) return sessionOver()
    const refusal = decideRefresh(session, token.usedAt, now)
    if (refusal?.kept) {
      await endSession(tx, sessionId, now)
      say({ reason: 'a refresh token came twice' })
    }
    if (refusal) return refusal
    await useRefreshToken(tx, token.id, now)
    return {
      personId,
      sessionId,
      expiresAt: session.expiresAt,
      refreshToken: await nextRefreshToken(tx, sessionId, now),
    }
  })
  if (!isRefusal(begun)) return sessionOf(house, issuer, begun)
  forget(personId)
  return begun
}

export async function signOut(house: House, actor: Actor, sessionId: string): Promise<undefined | Refusal> {
  const command = { actor, action: 'session.end', subject: `session:${sessionId}`, log: 'internal' }
  const outcome = await house.door.act(command, async ({ tx, now }) => {
    await endSession(tx, sessionId, now)
    return undefined
  })
  forget(actor.id)
  return outcome
}

async function nextRefreshToken(tx: Transaction, sessionId: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await insertRefreshToken(tx, sessionId, sha256(token), now)
  return token
}

async function sessionOf(house: House, { sign, membershipsOf }: Issuer, begun: Begun): Promise<Session> {
  const now = house.clock().getTime()
  const ends = Math.min(now + tokenMinutes * 60_000, begun.expiresAt.getTime())
  const [iat, exp] = [Math.floor(now / 1000), Math.floor(ends / 1000)]
  const { roles } = await standingWith(house.read, begun.personId, membershipsOf)
  return {
    token: sign({ sub: begun.personId, sid: begun.sessionId, iat, exp }),
    expiresAt: new Date(exp * 1000).toISOString(),
    refreshToken: begun.refreshToken,
    roles: [...roles],
  }
}

const personActor = (id: string): Actor => ({ kind: 'person', id, roles: [], organizations: [] })
