import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'
import { openDoor } from './audit/act.js'
import type { House } from './audit/house.js'
import { type Signers, signersOf, startIntegrator } from './audit/integrator.js'
import type { Secrets } from './config.js'
import { connect } from './database/client.js'
import { migrate } from './database/migrate.js'
import type { DatabaseTarget } from './database/target.js'
import { diskFiles } from './documents/disk-files.js'
import type { Readiness } from './http/health.js'
import type { Clock } from './kernel/clock.js'
import { fieldSealer } from './kernel/sealing.js'
import { loadLegislation } from './law/load.js'
import { periodSealed } from './ledger/problems.js'

export const dataFolder = fileURLToPath(new URL('../../data', import.meta.url))

export interface OpenHouse {
  readonly house: House
  readonly signers: Signers
  readonly readiness: Readiness
  /** For what stands beside the rooms: verification of everything, and the tests' own looks. */
  readonly reading: Sql
  close(): Promise<void>
}

export interface HouseOptions {
  readonly target: DatabaseTarget
  /** The folder of uploaded documents. */
  readonly documents: string
  readonly secrets: Secrets
  readonly logName: string
  readonly clock: Clock
  readonly onError: (error: unknown) => void
  /** Migrated already, e.g. a copy of a migrated template. */
  readonly migrated?: true
  /** Who integrates the logs: this process (the default), or the caller by hand. */
  readonly integrator?: 'off'
}

/** Migrates and connects, reads the law, opens the door, starts the integrator. */
export async function openHouse(options: HouseOptions): Promise<OpenHouse> {
  const { target, documents, secrets, logName, clock, onError } = options
  if (!options.migrated) await migrate(target)
  const database = await connect(target)
  // To drizzle a pool whose bigint is JavaScript's own is another type, though it is asked in the same way.
  const [reading, writing] = [database.reading as unknown as Sql, database.writing as unknown as Sql]
  const signers = signersOf(logName, secrets.log)
  const house: House = {
    read: drizzle(reading),
    snapshot: database.snapshot,
    turn: database.turn,
    door: openDoor(writing, database.batches as unknown as Sql, clock, { period_is_open: periodSealed }),
    clock,
    sealer: fieldSealer(secrets.field),
    files: diskFiles(documents),
    law: loadLegislation(dataFolder),
  }
  const integrator =
    options.integrator === 'off' ? undefined : startIntegrator(writing, signers, clock, onError)
  return {
    house,
    signers,
    reading,
    readiness: async () => [
      { name: 'database', ok: await answers(reading) },
      { name: 'documents', ok: await house.files.isWritable() },
      // It does not listen before they are applied.
      { name: 'migrations', ok: true },
      {
        name: 'roles',
        ok: true,
        detail: database.rolesSeparated ? 'separated' : 'one role: read-only transactions protect',
      },
      ...(integrator ? [{ name: 'integrator', ok: integrator.isHealthy() }] : []),
    ],
    close: async () => {
      await integrator?.stop()
      await database.close()
    },
  }
}

async function answers(reading: Sql): Promise<boolean> {
  try {
    await reading`SELECT 1`
    return true
  } catch {
    return false
  }
}
