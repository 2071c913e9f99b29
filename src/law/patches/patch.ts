import type { RemedyCode } from '../evaluation.js'
import type { Doer } from '../explanation.js'
import type { Facts } from '../facts.js'
import type { Legislation } from '../legislation.js'
import type { Settings } from '../situation.js'

/** What the law demands of the case that is patched. */
export interface Demands {
  readonly settings: Settings
  readonly legislation: Legislation
}

export interface Patched {
  readonly facts: Facts
  /** It would have had to be done before the day `on`. */
  readonly hindsight: boolean
}

/** What follows if a remedy is used. Pure. */
export interface Patch {
  readonly code: RemedyCode
  readonly by: Doer
  readonly effort: number
  /** The facts afterwards; null where there is nothing for it to change. */
  readonly apply: (facts: Facts, demands: Demands) => Patched | null
}

export const still = (facts: Facts): Patched => ({ facts, hindsight: false })
