import { sameName } from '../kernel/same-name.js'

/** How a payee is found among those who are related: by IIN or BIN, or only by a name that fits. */
export type Relation = 'confirmed' | 'by-name'

export interface KnownParty {
  /** Whether the payee has the same number; undefined where one of the two is not known. */
  readonly isSame: boolean | undefined
  readonly name: string
}

/** A number confirms or refutes; only where there is none to compare, a name that fits is a reason to look. */
export function relationAmong(known: readonly KnownParty[], name: string): Relation | undefined {
  if (known.some(({ isSame }) => isSame === true)) return 'confirmed'
  const fits = known.some((party) => party.isSame === undefined && sameName(party.name, name))
  return fits ? 'by-name' : undefined
}
