import { and, eq, isNull } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { uuidv7 } from '../kernel/ids.js'
import { apiKeys, refreshTokens, sessions } from './tables.js'

export async function insertSession(
  tx: Transaction,
  personId: string,
  expiresAt: Date,
  now: Date,
): Promise<string> {
  const id = uuidv7(now)
  await tx.insert(sessions).values({ id, personId, startedAt: now, expiresAt })
  return id
}

export async function lockSession(tx: Transaction, id: string) {
  const [session] = await tx.select().from(sessions).where(eq(sessions.id, id)).for('update')
  return session
}

export async function endSession(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)))
}

export async function insertRefreshToken(
  tx: Transaction,
  sessionId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<void> {
  await tx.insert(refreshTokens).values({ id: uuidv7(now), sessionId, tokenHash, issuedAt: now })
}

/** A refresh token and whose session it continues. */
export async function refreshTokenBy(reader: Reader, tokenHash: Buffer) {
  const [token] = await reader
    .select({
      id: refreshTokens.id,
      usedAt: refreshTokens.usedAt,
      sessionId: sessions.id,
      personId: sessions.personId,
    })
    .from(refreshTokens)
    .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
    .where(eq(refreshTokens.tokenHash, tokenHash))
  return token
}

export async function useRefreshToken(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.update(refreshTokens).set({ usedAt: now }).where(eq(refreshTokens.id, id))
}

export async function insertApiKey(
  tx: Transaction,
  key: Omit<typeof apiKeys.$inferInsert, 'endedAt'>,
): Promise<void> {
  await tx.insert(apiKeys).values(key)
}

export async function lockApiKey(tx: Transaction, id: string) {
  const [key] = await tx.select().from(apiKeys).where(eq(apiKeys.id, id)).for('update')
  return key
}

export async function endApiKey(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.update(apiKeys).set({ endedAt: now }).where(eq(apiKeys.id, id))
}
