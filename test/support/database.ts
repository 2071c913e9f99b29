import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { awaitLeftOver } from '../../src/database/embedded/left-over.js'
import { type EmbeddedServer, startEmbeddedServer } from '../../src/database/embedded-server.js'
import { type DatabaseTarget, databaseUrl, parseDatabaseUrl } from '../../src/database/target.js'
import { keptServer, testFolders } from './database-kept.js'
import { copyTemplate, migrationsDigest, prepareTemplate } from './database-template.js'

/** What these helpers need of a tap test. */
export interface Teardown {
  teardown(run: () => unknown): void
}

export interface TestDatabase {
  readonly target: DatabaseTarget
  /** The same as a `DATABASE_URL`. */
  readonly url: string
  readonly name: string
}

/**
 * A migrated database of its own for this test, dropped at its end. All tests of a run share one server, or that of
 * `TEST_DATABASE_URL`.
 */
export async function testDatabase(t: Teardown): Promise<TestDatabase> {
  const { server, template, release } = await testServer()
  t.teardown(release)
  const { target, drop } = await copyTemplate(server, template)
  t.teardown(drop)
  return { target, url: databaseUrl(target), name: target.database }
}

async function testServer() {
  const digest = migrationsDigest()
  const url = process.env.TEST_DATABASE_URL
  if (!url) return keptServer(digest)
  const server = parseDatabaseUrl(url)
  return { server, template: await prepareTemplate(server, digest), release: () => {} }
}

/** An empty folder for a server of the test's own, removed at its end, when no server runs there any more. */
export function testFolder(t: Teardown): string {
  const folder = mkdtempSync(join(testFolders(), 'own-'))
  chmodSync(folder, 0o711)
  t.teardown(async () => {
    await awaitLeftOver(join(folder, 'data'))
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** A server of the test's own, stopped at its end, e.g. one that is durable. It is empty: nothing has been migrated. */
export async function withServer(
  t: Teardown,
  { folder = testFolder(t), durable = true }: { folder?: string; durable?: boolean } = {},
): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ folder, durable })
  t.teardown(() => server.stop())
  return server
}
