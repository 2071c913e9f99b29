import { sql } from 'drizzle-orm'
import { accreditationLawOn } from '../accreditation/law.js'
import { publicActsOf } from '../accreditation/queries.js'
import { stateOn } from '../accreditation/standing.js'
import type { House } from '../audit/house.js'
import { type Collection, factsOf } from '../collections/queries.js'
import { type Day, dayOf } from '../kernel/days.js'
import { takingMoney } from '../law/taking-money.js'
import { fundTotals } from '../ledger/queries.js'
import { lawInForce, readyVariant } from '../legislation/queries.js'
import { type Organization, organizationById } from '../organizations/queries.js'
import type { KnownDrive, KnownOrganization } from './known.js'

/** An organization as it stands today, with whatever the law in force wants of it. */
export async function knownOrganization(
  house: House,
  { id, bin, name, status }: Organization,
): Promise<KnownOrganization> {
  const today = dayOf(house.clock())
  const [{ voluntary }, acts, [claims]] = await Promise.all([
    accreditationLawOn(house.read, house, today),
    publicActsOf(house.read, [id]),
    house.read.execute<{ anothers: boolean }>(sql`
      SELECT EXISTS (SELECT FROM organization_accounts AS own JOIN organization_accounts AS other ON other.iban = own.iban
        AND other.status = 'active' AND other.organization_id <> own.organization_id
        WHERE own.organization_id = ${id} AND own.status = 'pending') AS anothers`),
  ])
  return {
    ...{ id, bin, name, status, accreditation: stateOn(acts, today), accreditationMandatory: !voluntary },
    claimsAnothersAccount: claims?.anothers ?? false,
  }
}

/** A drive as it stands today, with everybody who answers for it. */
export async function knownDrive(house: House, row: Collection): Promise<KnownDrive> {
  const today = dayOf(house.clock())
  const [organization, host] = await Promise.all([known(row.organizationId), known(row.hostId)])
  return {
    ...{ status: row.status, cancelledForBreach: row.cancelledForBreach, misuse: row.misuseOn !== null },
    gap: await hasGap(house, row, today),
    pastEnd: row.endsOn !== null && row.endsOn < today,
    ...(await approvalOf(house, row, today)),
    organization,
    host: host && { accepted: row.hostAcceptedOn !== null, organization: host },
    person: row.personId === null ? undefined : { id: row.personId, consent: row.consent },
  }

  async function known(id: string | null): Promise<KnownOrganization | undefined> {
    const found = id === null ? undefined : await organizationById(house.read, id)
    return found && knownOrganization(house, found)
  }
}

async function hasGap({ read }: House, { ledger, id, announcedTiyn }: Collection, on: Day): Promise<boolean> {
  if (announcedTiyn === null) return false
  return (await fundTotals(read, ledger, id, on)).raisedTiyn !== announcedTiyn
}

/** What the akimat said, and whether the law in force lets the drive take money without its approval. */
async function approvalOf(
  house: House,
  row: Collection,
  today: Day,
): Promise<Pick<KnownDrive, 'approval' | 'gateShut'>> {
  const facts = await factsOf(house.read, row, today)
  const { variant } = await lawInForce(house.read, house.law, today)
  const taking = takingMoney(facts, readyVariant(variant), house.law)
  const gateShut = 'gate' in taking && taking.gate.length > 0
  return { approval: facts.approval?.status ?? null, gateShut }
}
