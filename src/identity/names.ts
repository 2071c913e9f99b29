import type { House } from '../audit/house.js'
import { personRow, places } from './store.js'

/** The full name that a person stated with her IIN, else the one she signed up with. Shown only where she has consented. */
export async function nameOf({ read, sealer }: House, id: string): Promise<string | undefined> {
  const person = await personRow(read, id)
  if (person === undefined) return undefined
  const { fullNameSealed, nameSealed } = person
  return fullNameSealed === null
    ? sealer.open(nameSealed, places.name)
    : sealer.open(fullNameSealed, places.fullName)
}
