import { setTimeout as sleep } from 'node:timers/promises'
import t from 'tap'
import { verifyEverything } from '../../src/audit/verify.js'
import type { OpenSnapshot } from '../../src/database/snapshots.js'
import { type Adal, startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive } from '../support/stories.js'

/** What a superuser can do who has switched off every trigger. */
const behind = (statement: string) =>
  `SET session_replication_role = replica; ${statement}; RESET session_replication_role`

const changes: readonly { what: string; statement: string; named: RegExp }[] = [
  {
    what: 'an amount in the ledger',
    statement: `UPDATE entries SET amount = amount + 1 WHERE side = 'C'`,
    named: /^transactions 240340000128\/[0-9a-f-]{36}$/,
  },
  {
    what: 'one leg that is gone',
    statement: `DELETE FROM entries WHERE side = 'C'`,
    named: /^transactions 240340000128\//,
  },
  {
    what: 'an audit entry',
    statement: `UPDATE log_entries SET leaf = replace(leaf, 'organization.confirm', 'organization.refuse') WHERE action = 'organization.confirm'`,
    named: /^log register, entry \d+$/,
  },
  {
    what: 'a leaf that says nothing any more',
    statement: `UPDATE log_entries SET leaf = '{}' WHERE action = 'organization.confirm'`,
    named: /^log register, entry \d+$/,
  },
  {
    what: 'who did it, beside the leaf',
    statement: `UPDATE log_entries SET actor = 'person:somebody-else' WHERE action = 'organization.confirm'`,
    named: /^log register, entry \d+$/,
  },
  {
    what: 'the newest audit entry cut off',
    statement: `DELETE FROM log_entries WHERE log = 'register' AND index = (SELECT max(index) FROM audit_entries WHERE log = 'register')`,
    named: /^log register$/,
  },
  {
    what: 'the account of an organization',
    statement: `UPDATE organization_accounts SET iban = 'KZ33999KZT0000000002'`,
    named: /^organization_accounts [0-9a-f-]{36}$/,
  },
  {
    what: 'the reasons of a decision',
    statement: `UPDATE organization_statuses SET reasons = 'because I say so' WHERE status = 'confirmed'`,
    named: /^organization_statuses [0-9a-f-]{36}$/,
  },
  {
    what: 'a row that nobody entered',
    statement: `INSERT INTO law_changes (id, variant, variant_hash, holds_from, reasons, proposed_by, proposed_at)
      VALUES (gen_random_uuid(), 'kz-voluntary', 'sha256:' || repeat('0', 64), '2026-01-01', 'x', gen_random_uuid(), now())`,
    named: /^law_changes [0-9a-f-]{36}$/,
  },
  {
    what: 'a donation that is gone',
    statement: 'DELETE FROM donations',
    named: /^donations 240340000128\//,
  },
]

t.test('what is changed behind the service is found and named', async (t) => {
  for (const { what, statement, named } of changes) {
    await t.test(what, async (t) => {
      const adal = await startAdal(t, { tampered: true })
      const { session, bin } = await confirmedCharity(adal)
      const number = await openDrive(adal, session, bin)
      await give(adal, session, number, donation(1_000))
      t.strictSame((await adal.verify()).findings, [], 'all is well before')
      await adal.behindTheBack(behind(statement))
      const { findings } = await adal.verify()
      t.ok(
        findings.some(({ where }) => named.test(where)),
        JSON.stringify(findings),
      )
    })
  }
})

t.test(
  'the database itself refuses a change without an audit entry, a deletion, and an edited entry',
  async (t) => {
    const adal = await startAdal(t)
    const { session, bin } = await confirmedCharity(adal)
    const number = await openDrive(adal, session, bin)
    await give(adal, session, number, donation(1_000))
    await t.rejects(adal.behindTheBack(`UPDATE organizations SET name_ru = 'x'`), /has no audit entry/)
    await t.rejects(adal.behindTheBack('DELETE FROM organizations'), /append-only/)
    await t.rejects(adal.behindTheBack('UPDATE entries SET amount = 1'), /append-only/)
    await t.rejects(adal.behindTheBack('TRUNCATE log_entries'), /append-only/)
    await t.rejects(
      adal.behindTheBack(
        `INSERT INTO entries SELECT ledger, transaction_id, 3, account, 'D', 1, effective_on, recorded_at FROM entries LIMIT 1`,
      ),
      /does not balance/,
    )
  },
)

/** Views of the database that run `act` once, after the n-th row of all that are read. */
function interrupted({ house }: Adal, n: number, act: () => Promise<void>): OpenSnapshot {
  let read = 0
  return async () => {
    const view = await house.snapshot()
    if (view === undefined) return undefined
    const rows: typeof view.rows = async function* <Row extends object>(
      query: string,
      parameters: readonly (string | null)[],
    ) {
      for await (const row of view.rows<Row>(query, parameters)) {
        read += 1
        if (read === n) await act()
        yield row
      }
    }
    return { rows, close: view.close }
  }
}

t.test('a verification that lost its connection breaks off: it never says that all is well', async (t) => {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  for (let i = 0; i < 3; i += 1) await give(adal, session, number, donation(1_000))
  const { leaves, rows, checkpoints } = await adal.verify()
  const cut = async () => {
    await adal.owner`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`
    await sleep(100)
  }
  const { signers } = adal.opened
  const verifying = (n: number, act: () => Promise<void>) =>
    verifyEverything(interrupted(adal, n, act), signers)
  t.strictSame((await verifying(1, async () => {})).findings, [], 'uninterrupted')
  for (const n of [1, checkpoints + 2, leaves, leaves + checkpoints + 3, leaves + rows])
    await t.rejects(verifying(n, cut), `cut after ${n} rows`)
})
