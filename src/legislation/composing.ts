import type { By, House } from '../audit/house.js'
import { invalidRequest, notFound } from '../http/problems.js'
import type { Refusal } from '../kernel/problems.js'
import { composeVariant } from '../law/variant.js'
import { alreadyPublished, variantIdTaken } from './problems.js'
import { knownVariant, variantsFor } from './queries.js'
import { insertVariant, setPublished } from './store.js'
import type { NewVariant } from './variant-contract.js'
import { type VariantAnswer, variantView } from './views.js'

const idTaken = (): Refusal => variantIdTaken({ errors: [{ pointer: '/id', detail: variantIdTaken.title }] })

/**
 * Composes a variant of a base that its author can see. It never changes after; until published only the author sees it,
 * and so its entry is in the internal log.
 */
export function compose(house: House, by: By, definition: NewVariant): Promise<VariantAnswer | Refusal> {
  const { id } = definition
  const conflicts = { variant_id_is_unique: idTaken }
  const command = { ...by, action: 'variant.compose', log: 'internal', subject: `variant:${id}`, conflicts }
  return house.door.act<VariantAnswer>(command, async ({ tx, now, say }) => {
    if (house.law.variants.has(id)) return idTaken()
    const known = await variantsFor(tx, house.law, by.actor)
    const variant = composeVariant(definition, known, house.law.provisions)
    if (Array.isArray(variant)) return invalidRequest({ errors: variant })
    const { provisions, hash, base } = variant
    if (base === null) throw new Error('the contract asks for a base')
    const kept = { id, definition, baseHash: base.hash, provisions, hash }
    await insertVariant(tx, { ...kept, createdBy: by.actor.id, createdAt: now, publishedAt: null })
    say({ variant: hash, facts: { base: base.id, baseHash: base.hash } })
    return variantView({ variant, published: false })
  })
}

/** Lets everybody see a variant, from now on: only its author can, and nobody can take it back. The register tells which. */
export function publish(house: House, by: By, id: string): Promise<VariantAnswer | Refusal> {
  const command = { ...by, action: 'variant.publish', log: 'register', subject: `variant:${id}` }
  return house.door.act<VariantAnswer>(command, async ({ tx, now, say }) => {
    const known = await knownVariant(tx, house.law, by.actor, id)
    if (known === undefined) return notFound()
    const isNew = !house.law.variants.has(id) && (await setPublished(tx, id, by.actor.id, now))
    if (!isNew) return alreadyPublished({ errors: [{ pointer: '/path/id', detail: alreadyPublished.title }] })
    const { hash, base } = known.variant
    say({ variant: hash, facts: { base: base?.id, baseHash: base?.hash } })
    return variantView({ ...known, published: true })
  })
}
