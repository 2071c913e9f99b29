import { RefusedRequest } from '../http/errors.js'
import { invalidRequest } from '../http/problems.js'
import { reasonText } from '../kernel/reasons.js'
import type { PreparedVariant } from '../law/evaluate.js'
import type { Legislation } from '../law/load.js'
import { readyVariant } from './queries.js'

/** The variant that a request names at a place of its body; refuses the request where there is none. */
export function namedVariant(law: Legislation, id: string, pointer: string): PreparedVariant {
  const variant = law.variants.get(id)
  if (variant !== undefined) return readyVariant(variant)
  throw new RefusedRequest(invalidRequest({ errors: [{ pointer, detail: reasonText('variant-unknown') }] }))
}
