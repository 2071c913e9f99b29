import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { OpenSnapshot } from '../database/snapshots.js'
import type { InTurn } from '../database/turns.js'
import type { Actor } from '../kernel/actor.js'
import type { Clock } from '../kernel/clock.js'
import type { FileStore } from '../kernel/file-store.js'
import type { FieldSealer } from '../kernel/sealing.js'
import type { Legislation } from '../law/load.js'
import type { Door, Transaction } from './act.js'
import type { IdempotencyClaim } from './idempotency.js'

/** Reads through a role that may only read. */
export type Reading = PostgresJsDatabase

/** What a query needs: it reads the same inside a transaction of the door and outside. */
export type Reader = Reading | Transaction

/**
 * What every room is given: how to read, also at length, the one door to write, the clock, the sealer of personal fields,
 * the files that people upload, the law's data.
 */
export interface House {
  readonly read: Reading
  readonly snapshot: OpenSnapshot
  /** Works that must not be done beside each other, in any process. */
  readonly turn: InTurn
  readonly door: Door
  readonly clock: Clock
  readonly sealer: FieldSealer
  readonly files: FileStore
  readonly law: Legislation
}

/** On whose behalf a request acts, and under which idempotency key. */
export interface By {
  readonly actor: Actor
  readonly idempotency?: IdempotencyClaim
  /** The version that the caller had read of what he changes, where he said so (`If-Match`). */
  readonly ifVersion?: number
}
