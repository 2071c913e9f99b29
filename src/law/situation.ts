import type { Facts } from './facts.js'
import type { Legislation } from './legislation.js'
import type { ProvisionId } from './provision-ids.js'
import type { Setting } from './variant.js'

/** What holds for one collection on one day; a provision not listed is absent. */
export type Settings = Readonly<Partial<Record<ProvisionId, Setting>>>

/** How far a collection has come on the day `on`. */
export interface Progress {
  readonly started: boolean
  readonly closed: boolean
}

/** All that a finding may be explained by. */
export interface Situation extends Progress {
  readonly facts: Facts
  readonly settings: Settings
  readonly legislation: Legislation
}

export const progressOf = ({ on, startsOn, closedOn }: Facts): Progress => ({
  started: on >= startsOn,
  closed: closedOn !== null && closedOn <= on,
})
