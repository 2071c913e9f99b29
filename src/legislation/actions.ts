import { and, eq, isNull, sql } from 'drizzle-orm'
import type { By, House } from '../audit/house.js'
import { invalidRequest } from '../http/problems.js'
import { uuidv7 } from '../kernel/ids.js'
import { reasonText } from '../kernel/reasons.js'
import type { LawChangeView, NewLawInForce } from './contract.js'
import { alreadyInForce, secondPersonNeeded } from './problems.js'
import { lawInForce, variantsFor } from './queries.js'
import { lawChanges } from './tables.js'

/** Makes a variant the law from a day: the first administrator proposes it, a second one who asks for the same confirms it. */
export function enact(house: House, by: By, { variant: id, from, reasons }: NewLawInForce) {
  const command = { ...by, action: 'law.enact', log: 'register', subject: `law:${id}` }
  const conflicts = {
    one_open_law_change: () => secondPersonNeeded(),
    law_version_is_unique: () => secondPersonNeeded(),
  }
  return house.door.act<LawChangeView>({ ...command, conflicts }, async ({ tx, now, say }) => {
    const variant = (await variantsFor(tx, house.law)).get(id)
    if (variant === undefined)
      return invalidRequest({ errors: [{ pointer: '/variant', detail: reasonText('variant-unknown') }] })
    say({ reason: reasons, variant: variant.hash, facts: { from } })
    const person = by.actor.id
    const [open] = await tx
      .select()
      .from(lawChanges)
      .where(and(eq(lawChanges.variant, id), eq(lawChanges.holdsFrom, from), isNull(lawChanges.confirmedAt)))
      .for('update')
    const view = { variant: id, variantHash: variant.hash, from }
    if (open === undefined || open.variantHash !== variant.hash) {
      const law = await lawInForce(tx, house.law, from)
      if (law.from === from && law.variant.id === id) return alreadyInForce()
      const proposal = {
        variant: id,
        variantHash: variant.hash,
        holdsFrom: from,
        reasons,
        proposedBy: person,
        proposedAt: now,
      }
      const [change] = await tx
        .insert(lawChanges)
        .values({ id: uuidv7(now), ...proposal })
        .returning()
      return { id: change!.id, ...view, status: 'one-of-two' }
    }
    if (open.proposedBy === person) return secondPersonNeeded()
    const version = sql`(SELECT coalesce(max(version), 0) + 1 FROM law_changes)`
    await tx
      .update(lawChanges)
      .set({ confirmedBy: person, confirmedAt: now, version })
      .where(eq(lawChanges.id, open.id))
    return { id: open.id, ...view, status: 'in-force' }
  })
}
