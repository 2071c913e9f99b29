import type { Facts } from './facts.js'
import type { Legislation } from './legislation.js'
import type { ProvisionId } from './provision-ids.js'
import type { Setting } from './variant.js'

/** What holds for one collection on one day; a provision not listed is absent. */
export type Settings = Readonly<Partial<Record<ProvisionId, Setting>>>

/** All that a rule may look at. */
export interface Situation {
  readonly facts: Facts
  readonly started: boolean
  readonly closed: boolean
  readonly settings: Settings
  readonly legislation: Legislation
}

export function situationOf(facts: Facts, settings: Settings, legislation: Legislation): Situation {
  const { on, startsOn, closedOn } = facts
  const closed = closedOn !== null && closedOn <= on
  return { facts, started: on >= startsOn, closed, settings, legislation }
}

export const isOrganization = ({ facts }: Situation): boolean => facts.collector.kind === 'organization'
export const isIndividual = ({ facts }: Situation): boolean => facts.collector.kind === 'individual'

/** The day on which notice was given; null where none is given yet: what is planned for later does not exist. */
export function noticeDay({ facts }: Situation): string | null {
  const givenOn = facts.notice?.givenOn ?? null
  return givenOn !== null && givenOn <= facts.on ? givenOn : null
}

/** The day on which the closing report was published; null where that has not happened yet. */
export function reportDay({ facts }: Situation): string | null {
  const publishedOn = facts.report?.publishedOn ?? null
  return publishedOn !== null && publishedOn <= facts.on ? publishedOn : null
}

/** A parameter that is a number; null where it is not published. */
export function numberOf({ parameters }: Setting, name: string): number | null {
  const value = parameters[name]
  return typeof value === 'number' ? value : null
}
