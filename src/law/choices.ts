import { approvalStatuses, channels, type Facts } from './facts.js'
import type { Question } from './questions.js'
import { boundsOf, type Topic } from './topics.js'

/** One way in which the facts of a topic can be: made of facts whose days are settled already. */
export type Choice = (facts: Facts) => Facts

/** For each topic but the days every way in which its facts can be answered, the plainest first. */
export const choicesOf: Readonly<
  Record<Exclude<Topic, 'days'>, (questions: readonly Question[]) => readonly Choice[]>
> = {
  collector: () => collectors,
  account: () =>
    [false, true].map((dedicated) => (facts) => ({ ...facts, account: { ...facts.account, dedicated } })),
  accreditation: () => accreditations,
  emergency: (questions) => emergencies(boundsOf(questions, 'approvers <')),
  channels: () => channelsAndBoxes,
  money: (questions) => amounts(boundsOf(questions, 'costs >')),
  misuse: () => [false, true].map((misuse) => (facts) => ({ ...facts, misuse })),
  // Whatever asks of transfers only ever gives notice, which counts in no relation (see `cells.ts`).
  transfers: () => [(facts) => facts],
}

const collectors: readonly Choice[] = (['organization', 'individual'] as const).flatMap((kind) =>
  [true, false].flatMap((forOthers) =>
    (['none', 'organization', 'personal'] as const).map(
      (account) =>
        (facts: Facts): Facts => ({
          ...facts,
          collector: { ...facts.collector, kind },
          forOthers,
          account: { ...facts.account, kind: account },
        }),
    ),
  ),
)

/** None, or one that covers the start, and so every day from it on, whichever days those are. */
const accreditations: readonly Choice[] = [
  (facts) => facts,
  (facts) => ({
    ...facts,
    collector: { ...facts.collector, accreditation: { from: facts.startsOn, to: null, suspensions: [] } },
  }),
]

/** An emergency from the very day on which the drive starts, or none; and all that can be said of an approval. */
function emergencies(approverBounds: readonly number[]): Choice[] {
  const counts = [...new Set([0, ...approverBounds.flatMap((bound) => [bound - 1, bound, bound + 1])])]
  const approvals = [
    null,
    ...[...approvalStatuses, null].flatMap((status) => counts.map((approvers) => ({ status, approvers }))),
  ]
  return [false, true].flatMap((isGated) =>
    approvals.map((approval) => (facts: Facts): Facts => {
      const emergency = isGated ? { declaredOn: null, effectiveFrom: facts.startsOn, endsOn: null } : null
      return { ...facts, emergency, approval }
    }),
  )
}

/** Every set of channels, the fewest first, with boxes in every order. */
const channelsAndBoxes: readonly Choice[] = Array.from({ length: 2 ** channels.length - 1 }, (_, i) =>
  channels.filter((_, bit) => (i + 1) & (1 << bit)),
)
  .sort((a, b) => a.length - b.length)
  .flatMap((used) =>
    [false, true].flatMap((numbered) =>
      [false, true].map(
        (sealed) =>
          (facts: Facts): Facts => ({ ...facts, channels: used, boxes: { numbered, sealed } }),
      ),
    ),
  )

/**
 * Nothing raised, or so much that each percent of it is a sum of its own: then the costs pass the caps one after the other,
 * and the target (below, at or above what was raised) is free beside them.
 */
function amounts(caps: readonly number[]): Choice[] {
  const much = 10_000n
  const costs = [0n, 1n, ...caps.flatMap((cap) => [BigInt(cap) * 100n, BigInt(cap) * 100n + 1n])]
  return [0n, much].flatMap((raised) =>
    [null, raised - 1n, raised, raised + 1n]
      .filter((target) => target === null || target >= 0n)
      .flatMap((target) =>
        costs.map(
          (spent) =>
            (facts: Facts): Facts => ({ ...facts, raised, target, costs: spent }),
        ),
      ),
  )
}
