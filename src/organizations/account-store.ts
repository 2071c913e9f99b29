import { and, eq, inArray } from 'drizzle-orm'
import type { Transaction } from '../audit/act.js'
import { uuidv7 } from '../kernel/ids.js'
import type { NewAccount } from './contract.js'
import { organizationAccounts } from './tables.js'

export async function insertAccount(
  tx: Transaction,
  organizationId: string,
  account: NewAccount,
  addedBy: string,
  now: Date,
): Promise<void> {
  const { iban, dedicatedTo = null } = account
  await tx.insert(organizationAccounts).values({
    id: uuidv7(now),
    organizationId,
    iban,
    dedicatedTo,
    status: 'pending',
    addedAt: now,
    addedBy,
  })
}

/** Decides the pending accounts of an organization, or the one with this IBAN. */
export async function decideAccounts(
  tx: Transaction,
  organizationId: string,
  decision: { status: 'active' | 'rejected'; reasons: string; by: string; iban?: string },
  now: Date,
): Promise<string[]> {
  const { status, reasons, by, iban } = decision
  const decided = await tx
    .update(organizationAccounts)
    .set({ status, reasons, decidedAt: now, decidedBy: by })
    .where(
      and(
        eq(organizationAccounts.organizationId, organizationId),
        eq(organizationAccounts.status, 'pending'),
        iban === undefined ? undefined : eq(organizationAccounts.iban, iban),
      ),
    )
    .returning({ iban: organizationAccounts.iban })
  return decided.map((account) => account.iban)
}

/** Ends the accounts of an organization that are active or waiting, or those with this IBAN. */
export async function endAccounts(
  tx: Transaction,
  organizationId: string,
  by: string,
  now: Date,
  only: { iban?: string; status?: 'active' } = {},
): Promise<string[]> {
  const ended = await tx
    .update(organizationAccounts)
    .set({ status: 'ended', endedAt: now, endedBy: by })
    .where(
      and(
        eq(organizationAccounts.organizationId, organizationId),
        inArray(organizationAccounts.status, only.status ? [only.status] : ['active', 'pending']),
        only.iban === undefined ? undefined : eq(organizationAccounts.iban, only.iban),
      ),
    )
    .returning({ iban: organizationAccounts.iban })
  return ended.map((account) => account.iban)
}
