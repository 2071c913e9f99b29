import type { By, House, Reader } from '../audit/house.js'
import { notAllowed, notFound } from '../http/problems.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import { isRefusal } from '../kernel/problems.js'
import { decideAccounts, endAccounts, insertAccount } from './account-store.js'
import type { NewAccount } from './contract.js'
import { decideAccount } from './decisions.js'
import { belongsTo, ownRow } from './memberships.js'
import { accountInUse, accountPending, notConfirmed } from './problems.js'
import { accountsOf, claimsOn, type Organization, subjectOf } from './queries.js'
import { lockBin, raiseVersion } from './store.js'
import { accountsView } from './views.js'

/** Names an account, or another purpose for one: it counts for nothing until the registrar has confirmed it. */
export function addAccount(house: House, by: By, bin: string, account: NewAccount) {
  const command = {
    ...by,
    action: 'organization.add-account',
    subject: subjectOf(bin),
    log: 'register',
    conflicts: { organization_accounts_pending_once: () => accountPending() },
  }
  return house.door.act(command, async ({ tx, now, say }) => {
    await lockBin(tx, bin)
    const organization = await ownRow(tx, by.actor.id, bin, 'first-person', 'treasurer')
    if (organization === undefined) return notAllowed()
    if (organization.status === 'withdrawn') return notConfirmed()
    await insertAccount(tx, organization.id, account, by.actor.id, now)
    await raiseVersion(tx, organization.id)
    say({ facts: { organization: organization.id } })
    return accountsView(tx, organization.id)
  })
}

/** The registrar decides an account that a confirmed organization has added; a new purpose ends the account's old one. */
export function decideOneAccount(
  house: House,
  by: By,
  question: { bin: string; iban: string; verb: 'confirm' | 'reject'; reasons: string },
) {
  const { bin, iban, verb, reasons } = question
  const command = {
    ...by,
    action: `organization.${verb}-account`,
    subject: subjectOf(bin),
    log: 'register',
    conflicts: { organization_accounts_active_once: () => accountInUse() },
  }
  return house.door.act(command, async ({ tx, now, say }) => {
    await lockBin(tx, bin)
    const rows = await claimsOn(tx, bin)
    const organization = rows.find((row) => row.status === 'confirmed') ?? rows[0]
    if (organization === undefined) return notFound()
    const named = (await accountsOf(tx, organization.id)).filter((account) => account.iban === iban)
    if (named.length === 0) return notFound()
    const pending = named.some((account) => account.status === 'pending')
    const status = decideAccount(organization, pending, verb, await belongsTo(tx, by.actor.id, bin))
    if (isRefusal(status)) return status
    if (status === 'active')
      await endAccounts(tx, organization.id, by.actor.id, now, { iban, status: 'active' })
    await decideAccounts(tx, organization.id, { status, reasons, by: by.actor.id, iban }, now)
    await raiseVersion(tx, organization.id)
    const facts = { organization: organization.id, ...(status === 'active' && { accounts: [iban] }) }
    say({ reason: reasons, facts })
    return accountsView(tx, organization.id)
  })
}

/** Ends an account at once: by the organization's people, or by the registrar. */
export function endAccount(house: House, by: By, bin: string, iban: string) {
  const command = { ...by, action: 'organization.end-account', subject: subjectOf(bin), log: 'register' }
  return house.door.act(command, async ({ tx, now, say }) => {
    await lockBin(tx, bin)
    const organization = await rowToEndIn(tx, by.actor, bin)
    if (organization === undefined) return notAllowed()
    const ended = await endAccounts(tx, organization.id, by.actor.id, now, { iban })
    if (ended.length === 0) return notFound()
    await raiseVersion(tx, organization.id)
    say({ facts: { organization: organization.id } })
    return accountsView(tx, organization.id)
  })
}

async function rowToEndIn(reader: Reader, actor: Actor, bin: string): Promise<Organization | undefined> {
  const own = await ownRow(reader, actor.id, bin, 'first-person', 'treasurer')
  if (own !== undefined || !hasRole(actor, 'registrar')) return own
  return (await claimsOn(reader, bin)).find((row) => row.status === 'confirmed')
}
