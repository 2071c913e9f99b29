import type { Citation } from '../kernel/problems.js'

/** How sure we are of a fact, surest first: read in a source, told by a newspaper or an aggregator, remembered. */
export const confidences = ['verified', 'secondary', 'unverified'] as const
export type Confidence = Citation['confidence']

/** What stands on several facts together is only as sure as the least sure of them. */
export const lowestOf = (marks: readonly [Confidence, ...Confidence[]]): Confidence =>
  marks.reduce((low, mark) => (confidences.indexOf(mark) > confidences.indexOf(low) ? mark : low))

/** What stands on each of several facts alone is as sure as the surest of them. */
export const highestOf = (marks: readonly [Confidence, ...Confidence[]]): Confidence =>
  marks.reduce((high, mark) => (confidences.indexOf(mark) < confidences.indexOf(high) ? mark : high))
