import type { DelayResult } from './results.js'

/** In calendar days, or why nobody can tell how many; and what the silence of the authority that decides means. */
export interface Wait {
  readonly days: number | 'without-deadline' | 'not-computable'
  readonly silence: string | null
}

export function tallyOfWaits() {
  const byDays = new Map<number, number>()
  const silence = new Map<string, number>()
  let [cases, withoutDeadline, notComputable] = [0, 0, 0]
  return {
    add(wait: Wait | null, of: number): void {
      if (wait === null || of === 0) return
      cases += of
      if (wait.silence !== null) silence.set(wait.silence, (silence.get(wait.silence) ?? 0) + of)
      if (wait.days === 'without-deadline') withoutDeadline += of
      else if (wait.days === 'not-computable') notComputable += of
      else byDays.set(wait.days, (byDays.get(wait.days) ?? 0) + of)
    },
    result: (): Omit<DelayResult, 'variant'> => ({
      cases,
      median: quantile(byDays, 50),
      ninetieth: quantile(byDays, 90),
      withoutDeadline,
      silence: Object.fromEntries([...silence].sort()),
      notComputable,
    }),
  }
}

/** The least number of days within which at least so many in a hundred have waited. */
function quantile(byDays: ReadonlyMap<number, number>, percent: number): number | null {
  const sorted = [...byDays].sort(([a], [b]) => a - b)
  const all = sorted.reduce((sum, [, cases]) => sum + cases, 0)
  let waited = 0
  for (const [days, cases] of sorted) {
    waited += cases
    if (waited * 100 >= all * percent) return days
  }
  return null
}
