import { differingProvisions } from './difference.js'
import type { ProvisionId } from './provision-ids.js'
import type { Variant } from './variant.js'

/** The provisions on which two variants differ: first those that `other` changes itself, in the order of its changes. */
export function provisionsToMix(base: Variant, other: Variant): ProvisionId[] {
  const differing = new Set(differingProvisions(base, other))
  const own = other.changes.map(({ provision }) => provision).filter((id) => differing.has(id))
  return [...new Set([...own, ...differing])]
}

/** The base with some provisions taken from the other: what the law would be if only these were adopted. */
export function mixtureOf(base: Variant, other: Variant, taken: readonly ProvisionId[]): Variant {
  const provisions = { ...base.provisions }
  for (const id of taken) {
    const dated = other.provisions[id]
    if (dated === undefined) delete provisions[id]
    else provisions[id] = dated
  }
  return { ...base, id: `${base.id}+${taken.join('+')}`, provisions }
}

/** Every mixture that takes one of the differing provisions, or all but one. */
export function neighboursOf(base: Variant, other: Variant): Variant[] {
  const differing = provisionsToMix(base, other)
  return differing.flatMap((id) => [
    mixtureOf(base, other, [id]),
    mixtureOf(
      base,
      other,
      differing.filter((one) => one !== id),
    ),
  ])
}

/**
 * The provisions of which it depends on another one whether they ask anything: without the gate nobody can lack a second
 * approver, and who may not collect at all need not tell beforehand.
 */
const contexts: Readonly<Partial<Record<ProvisionId, ProvisionId>>> = {
  'two-person-approval': 'emergency-gate',
  'lead-time': 'individual-collecting',
}

/** The provision, and those that depend on it. */
export const provisionsTouchedBy = (id: ProvisionId): ProvisionId[] => [
  id,
  ...(Object.keys(contexts) as ProvisionId[]).filter((dependent) => contexts[dependent] === id),
]
