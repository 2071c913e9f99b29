import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { stringify } from 'yaml'
import { buildApp } from './app.js'
import { openDoor } from './audit/act.js'
import { signersOf } from './audit/integrator.js'
import { diskFiles } from './documents/disk-files.js'
import { dataFolder } from './house.js'
import { fieldSealer } from './kernel/sealing.js'
import { loadLegislation } from './law/load.js'

/** The contract as YAML, from the routes' own schemas. The database and the folder of files are named but never asked. */
export async function writeOpenapi(): Promise<string> {
  const nowhere = postgres({ host: '127.0.0.1', port: 1 })
  const clock = () => new Date(0)
  const key = Buffer.alloc(32)
  const house = {
    read: drizzle(nowhere),
    snapshot: async () => undefined,
    turn: <T>(_: string, work: () => Promise<T>) => work(),
    door: openDoor(nowhere, nowhere, clock),
    clock,
    sealer: fieldSealer(key),
    files: diskFiles('nowhere'),
    law: loadLegislation(dataFolder),
  }
  const signers = signersOf('adal.local/log', key)
  const app = await buildApp({
    house,
    signers,
    secrets: { token: key, log: key, field: key },
    readiness: async () => [],
  })
  await app.ready()
  const document = stringify(app.swagger(), { lineWidth: 120, aliasDuplicateObjects: false })
  await app.close()
  return document
}
