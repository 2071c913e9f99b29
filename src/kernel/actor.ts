/** What a person may be (besides a plain signed-up person). */
export const roles = [
  'charity',
  'collector',
  'akimat',
  'registrar',
  'auditor',
  'analyst',
  'administrator',
] as const
export type Role = (typeof roles)[number]

export type MemberRole = 'first-person' | 'treasurer' | 'second-signatory' | 'member'

/** Who acts: what every room needs to know of them, as plain data. */
export interface Actor {
  readonly kind: 'person' | 'api-key' | 'system' | 'anonymous'
  /** A UUID for persons and API keys; the name of the part for `system`. */
  readonly id: string
  readonly roles: readonly Role[]
  /** The KATO code to which an akimat official is bound. */
  readonly region?: string
  /** The organizations for which this person (or the key's owner) may act, by their row of the register and its BIN. */
  readonly organizations: readonly { readonly id: string; readonly bin: string; readonly role: MemberRole }[]
  /** An API key may only give to this ledger. */
  readonly ledger?: string
}

export const anonymous: Actor = { kind: 'anonymous', id: 'anonymous', roles: [], organizations: [] }

export const hasRole = (actor: Actor, ...wanted: readonly Role[]): boolean =>
  wanted.some((role) => actor.roles.includes(role))

/** Under this BIN; two people may each have a claim on it, so what hangs on a row is compared by its `id`. */
export const actsFor = (actor: Actor, bin: string): boolean =>
  actor.organizations.some((organization) => organization.bin === bin)

/** How the log names an actor: never by name or login. */
export const actorName = (actor: Actor): string => `${actor.kind}:${actor.id}`
