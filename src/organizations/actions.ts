import type { Transaction } from '../audit/act.js'
import type { By, House } from '../audit/house.js'
import { notFound } from '../http/problems.js'
import { forget } from '../identity/standings.js'
import { isRefusal } from '../kernel/problems.js'
import { decideAccounts, endAccounts } from './account-store.js'
import type { NewOrganization, RegistrarDecision } from './contract.js'
import { chooseClaim, decideStatus, type RegistrarVerb } from './decisions.js'
import { statusHistoryOf } from './histories.js'
import { membersOf } from './member-store.js'
import { belongsTo } from './memberships.js'
import { accountInUse, alreadyMember, binConfirmed } from './problems.js'
import { claimsOn, type Organization, organizationById, subjectOf } from './queries.js'
import { changeStatus, insertClaim, lockBin } from './store.js'
import { claimView, organizationView } from './views.js'

/**
 * Says that a BIN is one's own organization. Anyone may, also for a BIN that others have claimed or that is confirmed:
 * the claim is a row of its own, with its own people and accounts, and nothing of it counts until the registrar has
 * confirmed it. Whoever belongs to a row of this BIN cannot claim it again.
 */
export async function claim(house: House, by: By, input: NewOrganization) {
  const { bin } = input
  const command = {
    ...by,
    action: 'organization.claim',
    subject: subjectOf(bin),
    log: 'register',
    conflicts: { organizations_claimed_once: () => alreadyMember() },
  }
  const outcome = await house.door.act(command, async ({ tx, now, say }) => {
    await lockBin(tx, bin)
    if (await belongsTo(tx, by.actor.id, bin)) return alreadyMember()
    const id = await insertClaim(tx, house.sealer, input, by.actor.id, now)
    say({ facts: { organization: id, status: 'claimed' } })
    return organizationView(tx, await mustBeThere(tx, id))
  })
  forget(by.actor.id)
  return outcome
}

/**
 * The registrar confirms a claim, which makes its pending accounts active; or rejects it; or withdraws a confirmation.
 * Several claims on one BIN stay as they are, each until its own decision.
 */
export async function decide(
  house: House,
  by: By,
  question: { bin: string; verb: RegistrarVerb; ifVersion?: number } & RegistrarDecision,
) {
  const { bin, verb, reasons, claim: named, ifVersion } = question
  const command = {
    ...by,
    action: `organization.${verb}`,
    subject: subjectOf(bin),
    log: 'register',
    conflicts: {
      organizations_confirmed_once: () => binConfirmed(),
      organization_accounts_active_once: () => accountInUse(),
    },
  }
  let members: string[] = []
  const outcome = await house.door.act(command, async ({ tx, now, say }) => {
    await lockBin(tx, bin)
    const rows = await claimsOn(tx, bin)
    const organization = chooseClaim(rows, verb, named)
    if (organization === undefined) return notFound()
    if (isRefusal(organization)) return organization
    const last = await lastDecisionOn(tx, organization)
    const belongs = await belongsTo(tx, by.actor.id, bin)
    const status = decideStatus({ organization, verb, rows, last, belongs, ifVersion })
    if (isRefusal(status)) return status
    await changeStatus(tx, organization.id, status, reasons, by.actor.id, now)
    const accounts = await accountsFollow(tx, organization.id, verb, { reasons, by: by.actor.id }, now)
    members = (await Promise.all(rows.map((row) => membersOf(tx, row.id)))).flat().map((one) => one.personId)
    say({ reason: reasons, facts: { organization: organization.id, status, accounts } })
    return organizationView(tx, await mustBeThere(tx, organization.id))
  })
  members.forEach(forget)
  return outcome
}

/** What becomes of the accounts; those that the log may name: only a confirmed organization's are public. */
async function accountsFollow(
  tx: Transaction,
  organizationId: string,
  verb: RegistrarVerb,
  { reasons, by }: { reasons: string; by: string },
  now: Date,
): Promise<string[] | undefined> {
  if (verb === 'withdraw') return endAccounts(tx, organizationId, by, now)
  const status = verb === 'confirm' ? 'active' : 'rejected'
  const accounts = await decideAccounts(tx, organizationId, { status, reasons, by }, now)
  return verb === 'confirm' ? accounts : undefined
}

async function lastDecisionOn(tx: Transaction, organization: Organization) {
  const [last] = await statusHistoryOf(tx, organization.id)
  if (last === undefined) throw new Error('an organization without a history')
  return { by: last.decidedBy, at: last.decidedAt.toISOString() }
}

async function mustBeThere(tx: Transaction, id: string): Promise<Organization> {
  const organization = await organizationById(tx, id)
  if (organization === undefined) throw new Error('no such organization')
  return organization
}

/** The registrar looks at every claim on a BIN with the people in it; the look itself is written down. */
export const look = (house: House, { actor }: By, bin: string) =>
  house.door.act(
    { actor, action: 'organization.look', subject: subjectOf(bin), log: 'internal' },
    async ({ tx }) => {
      const rows = await claimsOn(tx, bin)
      if (rows.length === 0) return notFound()
      const items = []
      for (const row of rows) items.push(await claimView(tx, house.sealer, row))
      return { items, next: null }
    },
  )
