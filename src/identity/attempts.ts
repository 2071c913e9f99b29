import type { Clock } from '../kernel/clock.js'
import { keepRecent } from './recent.js'

const window = 15 * 60_000
const allowed = 10
/** More than this many names at once are not guessed from few addresses; the oldest give way. */
const remembered = 50_000

export interface Attempts {
  /** Counts an attempt before it is made, so that guesses at the same moment count too; says how long to wait, in seconds. */
  begin(name: string): { readonly waitSeconds: number } | undefined
  /** It was the right password: the failures before it are forgiven. */
  succeeded(name: string): void
}

/** Slows down guessing: after 10 failures within 15 minutes a name has to wait. Per process; a restart forgives. */
export function countAttempts(clock: Clock): Attempts {
  const counts = new Map<string, { attempts: number; readonly until: number }>()
  return {
    begin(name) {
      const now = clock().getTime()
      const known = counts.get(name)
      const count = known !== undefined && known.until > now ? known : { attempts: 0, until: now + window }
      if (count.attempts >= allowed) return { waitSeconds: Math.ceil((count.until - now) / 1000) }
      count.attempts++
      keepRecent(counts, name, count, remembered)
      return undefined
    },
    succeeded: (name) => void counts.delete(name),
  }
}
