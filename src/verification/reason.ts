import type { Text } from '../kernel/texts.js'

export const verdicts = ['verified', 'caution', 'not-found', 'warning'] as const
export type Verdict = (typeof verdicts)[number]

/** One thing that may be said of a subject: what it means for the verdict (a `note` nothing), and how it is told. */
export interface Reason {
  readonly level: Verdict | 'note'
  readonly text: Text
}

export const reason = (level: Verdict | 'note', kk: string, ru: string, en: string): Reason => ({
  level,
  text: { kk, ru, en },
})
