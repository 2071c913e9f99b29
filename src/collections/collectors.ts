import type { Transaction } from '../audit/act.js'
import type { Reader } from '../audit/house.js'
import { notAllowed } from '../http/problems.js'
import { personById } from '../identity/queries.js'
import { type Actor, hasRole } from '../kernel/actor.js'
import { type Day, dayOf } from '../kernel/days.js'
import { isRefusal, type Refusal } from '../kernel/problems.js'
import { notConfirmed } from '../organizations/problems.js'
import {
  accountsOf,
  activeAccount,
  countingOrganization,
  type Organization,
  organizationById,
} from '../organizations/queries.js'
import type { NewCollection } from './contract.js'
import { speaksFor } from './decisions.js'
import { accountOfOrganization, identityUnknown, noSuchHost, notTheirAccount } from './problems.js'

/** Who collects, in whose books, and on which account. */
export interface Collector {
  readonly organizationId: string | null
  readonly personId: string | null
  readonly hostId: string | null
  readonly hostAcceptedOn: Day | null
  readonly ledger: string
  readonly account: Account
}

export interface Account {
  readonly kind: 'organization' | 'personal' | 'none'
  readonly iban: string | null
  readonly dedicated: boolean
}

const noAccount: Account = { kind: 'none', iban: null, dedicated: false }

/** Whom the caller means to collect for, and whether he may. */
export async function collectorFrom(
  tx: Transaction,
  actor: Actor,
  input: NewCollection,
  now: Date,
): Promise<Collector | Refusal> {
  const own =
    input.collector === 'self' ? await asPerson(tx, actor) : await asMember(tx, actor, input.collector)
  if (isRefusal(own)) return own
  const host = input.host === undefined ? undefined : await hostBy(tx, input.host, own.organization)
  if (isRefusal(host)) return host
  const responsible = host ?? own.organization
  const account = await accountFrom(tx, input, responsible)
  if (isRefusal(account)) return account
  return {
    organizationId: own.organization?.id ?? null,
    personId: own.organization === undefined ? actor.id : null,
    hostId: host?.id ?? null,
    // Whoever keeps the host's drives has agreed by naming it.
    hostAcceptedOn: host !== undefined && speaksFor(actor, host.id) ? dayOf(now) : null,
    ledger: responsible?.bin ?? own.ledger,
    account,
  }
}

interface Own {
  readonly organization?: Organization
  readonly ledger: string
}

async function asPerson(tx: Transaction, actor: Actor): Promise<Own | Refusal> {
  if (!hasRole(actor, 'collector')) return notAllowed()
  const person = await personById(tx, actor.id)
  return person?.iinLookup ? { ledger: person.ledgerId } : identityUnknown()
}

async function asMember(tx: Transaction, actor: Actor, bin: string): Promise<Own | Refusal> {
  const membership = actor.organizations.find((one) => one.bin === bin && speaksFor(actor, one.id))
  const organization = membership && (await organizationById(tx, membership.id))
  if (organization === undefined) return notAllowed()
  if (organization.status !== 'claimed' && organization.status !== 'confirmed') return notConfirmed()
  return { organization, ledger: organization.bin }
}

async function hostBy(
  tx: Transaction,
  bin: string,
  collector: Organization | undefined,
): Promise<Organization | Refusal> {
  const host = await countingOrganization(tx, bin)
  return host?.status === 'confirmed' && host.id !== collector?.id ? host : noSuchHost()
}

/** An organization collects on an account that it has named in the register; a private collector on her own. */
async function accountFrom(
  tx: Transaction,
  { account: iban, dedicatedAccount }: NewCollection,
  organization: Organization | undefined,
): Promise<Account | Refusal> {
  if (iban === undefined) return noAccount
  if (organization === undefined) {
    const owner = await activeAccount(tx, iban)
    return owner === undefined
      ? { kind: 'personal', iban, dedicated: dedicatedAccount }
      : accountOfOrganization()
  }
  const accounts = await accountsOf(tx, organization.id)
  const [named] = ['active', 'pending'].flatMap((status) =>
    accounts.filter((account) => account.iban === iban && account.status === status),
  )
  if (named === undefined) return notTheirAccount()
  return { kind: 'organization', iban, dedicated: named.dedicatedTo !== null }
}

/** Before money may come in: the register has confirmed the organization that answers for it, and the account. */
export async function unconfirmed(
  reader: Reader,
  organizationId: string | null,
  iban: string | null,
): Promise<'organization' | 'account' | undefined> {
  if (organizationId === null) return undefined
  const organization = await organizationById(reader, organizationId)
  if (organization?.status !== 'confirmed') return 'organization'
  if (iban === null) return undefined
  const active = await activeAccount(reader, iban)
  return active?.organizationId === organizationId ? undefined : 'account'
}
