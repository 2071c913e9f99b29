import { randomBytes } from 'node:crypto'
import type { By, House } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import { sha256 } from '../kernel/canonical-json.js'
import { uuidv7 } from '../kernel/ids.js'
import { isRefusal } from '../kernel/problems.js'
import type { NewApiKey } from './contract.js'
import { endApiKey, insertApiKey, lockApiKey } from './credential-store.js'
import { keyPlaceOf, mayHoldKeys } from './decisions.js'
import { notTheirLedger } from './problems.js'
import { apiKeysOf, ledgerOf } from './queries.js'
import { forget } from './standings.js'
import { writeApiKey } from './tokens.js'

/** A key for a payment system, which may give to the collections of one ledger; the key itself is shown this once. */
export async function makeApiKey(house: House, { actor }: By, { name, ledger: bin }: NewApiKey) {
  const own = await ledgerOf(house.read, actor.id)
  const place = keyPlaceOf(actor, bin, own)
  if (place === undefined) return notTheirLedger()
  const secret = randomBytes(32).toString('base64url')
  const made = await house.door.act(
    { actor, action: 'api-key.make', log: 'internal' },
    async ({ tx, now, say }) => {
      const id = uuidv7(now)
      await insertApiKey(tx, {
        id,
        ...place,
        secretHash: sha256(secret),
        name,
        createdBy: actor.id,
        createdAt: now,
      })
      say({ subject: `api-key:${id}` })
      return { id, ledger: place.ledger, name }
    },
  )
  return isRefusal(made) ? made : { ...made, key: writeApiKey(made.id, secret) }
}

/** Whoever may make the keys of a ledger may end each of them, whoever made it. */
export async function endKey(house: House, by: By, id: string) {
  const own = await ledgerOf(house.read, by.actor.id)
  const command = { ...by, action: 'api-key.end', subject: `api-key:${id}`, log: 'internal' }
  const outcome = await house.door.act(command, async ({ tx, now }) => {
    const key = await lockApiKey(tx, id)
    if (key === undefined || key.endedAt !== null) return notFound()
    if (!mayHoldKeys(by.actor, key, own)) return notAllowed()
    await endApiKey(tx, id, now)
    return undefined
  })
  forget(id)
  return outcome
}

export async function listKeys(house: House, { actor }: By, bin?: string) {
  const place = keyPlaceOf(actor, bin, await ledgerOf(house.read, actor.id))
  return place === undefined ? notAllowed() : { items: await apiKeysOf(house.read, place), next: null }
}
