import { isDatabaseAway } from '../database/client.js'
import type { Refusal } from '../kernel/problems.js'
import { filesAway } from './problems.js'

/** What the disk refused, as a refusal; any other error is thrown on. */
export function filesAwayOr(error: unknown): Refusal {
  if (error instanceof Error && 'syscall' in error && !isDatabaseAway(error)) return filesAway()
  throw error
}
