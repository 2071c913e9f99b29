import type { House } from '../audit/house.js'
import { RefusedRequest } from '../http/errors.js'
import { invalidRequest } from '../http/problems.js'
import type { Actor } from '../kernel/actor.js'
import { reasonText } from '../kernel/reasons.js'
import type { PreparedVariant } from '../law/evaluate.js'
import { readyVariant, variantsFor } from './queries.js'

/** A variant as a request names it, and at which place. */
export interface NamedVariant {
  readonly id: string
  readonly pointer: string
}

/** The variants that a request names; refuses it where its caller knows none of that name. */
export async function namedVariants(
  { read, law }: House,
  actor: Actor,
  named: readonly NamedVariant[],
): Promise<PreparedVariant[]> {
  // Of shipped variants the database need not be asked.
  const areShipped = named.every(({ id }) => law.variants.has(id))
  const known = areShipped ? law.variants : await variantsFor(read, law, actor)
  const errors = named
    .filter(({ id }) => !known.has(id))
    .map(({ pointer }) => ({ pointer, detail: reasonText('variant-unknown') }))
  if (errors.length > 0) throw new RefusedRequest(invalidRequest({ errors }))
  return named.map(({ id }) => readyVariant(known.get(id)!))
}
