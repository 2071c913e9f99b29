import type { Facts } from '../law/facts.js'

/** What is said of a case for the tables alone; it never enters an evaluation. */
export interface Labels {
  readonly purpose?: string | null
  readonly size?: string | null
  /** Whether it is known to be a fraud; absent where nobody knows. */
  readonly fraud?: boolean | null
}

/** One collection to be judged. */
export interface Case {
  readonly id: string
  readonly facts: Facts
  readonly labels: Labels
}

/** The dimensions by which the tables tell who falls out. */
export const tableDimensions = ['kind', 'size', 'region', 'purpose'] as const
/** All by which cases are counted. */
export const dimensions = [...tableDimensions, 'fraud'] as const
export type Dimension = (typeof dimensions)[number]

/** The value that stands where nobody said. */
export const unsaid = 'unsaid'

export const valueIn = ({ facts, labels }: Case, dimension: Dimension): string => {
  switch (dimension) {
    case 'kind':
      return facts.collector.kind
    case 'region':
      return facts.region ?? unsaid
    case 'fraud':
      return labels.fraud === true ? 'yes' : labels.fraud === false ? 'no' : unsaid
    default:
      return labels[dimension] ?? unsaid
  }
}
