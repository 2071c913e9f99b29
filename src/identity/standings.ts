import type { Actor } from '../kernel/actor.js'
import { keepRecent } from './recent.js'

interface Reading {
  /** The person, or the API key. */
  readonly owner: string
  readonly readAt: number
  readonly actor: Promise<Actor | undefined>
}

const readings = new Map<string, Reading>()
/** So long may this process not know what another one has changed. Real time: a story's clock may stand still. */
const maximumAgeMilliseconds = 1000
const remembered = 10_000

/** Who somebody is and what she may do, read from the database at most once a second for each bearer. */
export function standing(
  bearer: string,
  owner: string,
  read: () => Promise<Actor | undefined>,
): Promise<Actor | undefined> {
  const now = performance.now()
  const known = readings.get(bearer)
  if (known !== undefined && now - known.readAt < maximumAgeMilliseconds) return known.actor
  const reading: Reading = { owner, readAt: now, actor: read() }
  keepRecent(readings, bearer, reading, remembered)
  const drop = () => {
    if (readings.get(bearer) === reading) readings.delete(bearer)
  }
  // Only who is somebody is remembered, so that invented keys push nobody out for longer than a look.
  reading.actor.then((actor) => actor ?? drop(), drop)
  return reading.actor
}

/** Something about a person (or an API key) has changed: the next request reads it again. Called after the commit. */
export function forget(owner: string): void {
  for (const [bearer, reading] of readings) if (reading.owner === owner) readings.delete(bearer)
}
