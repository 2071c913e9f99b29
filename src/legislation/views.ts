import type { Variant } from '../law/variant.js'
import type { KnownVariant } from './queries.js'

/** A variant as it is answered. */
export type VariantAnswer = Omit<Variant, 'changes'> & { readonly published: boolean }

export function variantView({ variant, published }: KnownVariant): VariantAnswer {
  const { changes: _, ...said } = variant
  return { ...said, published }
}
