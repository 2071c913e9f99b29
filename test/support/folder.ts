import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Teardown } from './database.js'

/** An empty folder of the test's own, removed at its end. */
export function temporaryFolder(t: Teardown): string {
  const folder = mkdtempSync(join(tmpdir(), 'adal-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
