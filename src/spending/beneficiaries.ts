import { randomBytes } from 'node:crypto'
import type { House, Reader } from '../audit/house.js'
import type { BookedDrive } from '../giving/books.js'
import { nameOf } from '../identity/names.js'
import { personByIin } from '../identity/queries.js'
import { canonicalJson, saltedCommitment } from '../kernel/canonical-json.js'
import type { FieldSealer } from '../kernel/sealing.js'
import { relationTo } from '../organizations/related-parties.js'
import { type Relation, relationAmong } from '../organizations/relation-decisions.js'
import type { NewDisbursement } from './contract.js'

export type Beneficiary = NewDisbursement['beneficiary']

/** As the tables keep it: sealed, found again by its number, and committed to by the log with a salt. */
export interface SealedBeneficiary {
  readonly kind: Beneficiary['kind']
  readonly sealed: Buffer
  readonly lookup: Buffer | null
  readonly commitment: string
}

// The place of the seal is that of the table in which it ends.
const place = 'disbursements.beneficiary_sealed'

export const numberOf = (beneficiary: Beneficiary): string | undefined =>
  beneficiary.kind === 'individual' ? beneficiary.iin : beneficiary.bin

/** By which it is found again; null where no number is known. */
export function lookupOf(sealer: FieldSealer, beneficiary: Beneficiary): Buffer | null {
  const number = numberOf(beneficiary)
  return number === undefined ? null : sealer.lookup(number, place)
}

export function sealBeneficiary(sealer: FieldSealer, beneficiary: Beneficiary): SealedBeneficiary {
  const salt = randomBytes(16)
  return {
    kind: beneficiary.kind,
    sealed: sealer.seal(canonicalJson({ salt: salt.toString('base64'), beneficiary }), place),
    lookup: lookupOf(sealer, beneficiary),
    commitment: saltedCommitment(salt, canonicalJson(beneficiary)),
  }
}

export const openBeneficiary = (sealer: FieldSealer, sealed: Uint8Array): Beneficiary =>
  (JSON.parse(sealer.open(sealed, place)) as { beneficiary: Beneficiary }).beneficiary

/** What a beneficiary is to those who collect: the organization, its host, or a private collector who collects for others. */
export async function relationOf(
  house: House,
  reader: Reader,
  { organizationId, hostId, personId, forOthers }: BookedDrive,
  beneficiary: Beneficiary,
): Promise<Relation | undefined> {
  const { kind, name } = beneficiary
  const number = numberOf(beneficiary)
  const organizations = [organizationId, hostId].filter((id) => id !== null)
  const payee = { kind, name, ...(number !== undefined && { identifier: number }) }
  const toOrganizations =
    organizations.length === 0 ? undefined : await relationTo(reader, house.sealer, organizations, payee)
  if (toOrganizations === 'confirmed' || kind === 'organization' || personId === null || !forOthers)
    return toOrganizations
  const isSame = number === undefined ? undefined : (await personByIin(house, number))?.id === personId
  const own = (await nameOf(house, personId)) ?? ''
  return relationAmong([{ isSame, name: own }], name) ?? toOrganizations
}
