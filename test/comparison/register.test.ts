import { setTimeout as sleep } from 'node:timers/promises'
import type { TransactionSql } from 'postgres'
import t from 'tap'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, give, openDrive, tenge } from '../support/stories.js'
import { ask, asked, compared, over, see } from './stories.js'

const adal = await startAdal(t)
const { owner } = adal
const analyst = await adal.signInAs('analyst')
const charity = await confirmedCharity(adal)
const drive = await openDrive(adal, charity.session, charity.bin)
const register = asked({ from: 'register' })
const raisedIn = ({ results }: { results: { cases: { tiyn: string } } }) => results.cases.tiyn

/** Keeps a table from everybody while something is done once somebody waits for it. */
async function whileAwaited(
  table: string,
  ask: () => Promise<void>,
  run: (sql: TransactionSql) => Promise<void>,
) {
  await owner.begin(async (sql) => {
    await sql`LOCK TABLE ${sql(table)} IN ACCESS EXCLUSIVE MODE`
    await ask()
    await until(
      async () =>
        (await sql`SELECT 1 FROM pg_locks WHERE NOT granted AND relation = ${table}::regclass`).length > 0,
    )
    await run(sql)
  })
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (await holds()) return
    await sleep(25)
  }
  throw new Error('it does not come to that')
}
const accreditationIn = async (id: string) =>
  (await see(adal, analyst, id, '/cases?limit=1')).body.items[0].examples[0].facts.collector.accreditation

t.test('the register is seen at one moment, also by what is read of it later', async (t) => {
  let id = ''
  const begin = async () => {
    id = (await ask(adal, analyst, register)).body.id
  }
  const applying = { as: charity.session, body: {} }
  const applied = await adal.call(
    'POST',
    `/v1/organizations/${charity.bin}/accreditation-applications`,
    applying,
  )
  // Funds are read after the drives, and who collects after the funds.
  await whileAwaited('funds', begin, async () => {
    const granting = {
      as: charity.registrar,
      body: { decision: 'grant', reasons: 'In order.', from: '2026-01-10', to: '2027-01-09' },
    }
    const path = `/v1/accreditation-applications/${applied.body.id}/decisions`
    t.equal((await adal.call('POST', path, granting)).status, 201)
  })
  t.equal((await over(adal, analyst, id)).status, 'done')
  t.equal(await accreditationIn(id), null, 'what was dated back meanwhile is not in it')
  t.match(await accreditationIn((await compared(adal, analyst, register)).id), { from: '2026-01-10' })
})

t.test('a run that is taken up again judges the register as it was recorded when it began', async (t) => {
  const before = await compared(adal, analyst, register)
  let id = ''
  const begin = async () => {
    id = (await ask(adal, analyst, register)).body.id
  }
  await whileAwaited('comparison_results', begin, async (sql) => {
    // The process that ran it is silent from now on, and another entry is dated back.
    await sql`UPDATE comparison_leases SET holder = gen_random_uuid(), held_until = clock_timestamp()`
    t.equal((await give(adal, charity.session, drive, donation(500))).status, 201)
  })
  const again = await over(adal, analyst, id)
  t.equal(again.status, 'done')
  const [{ snapshots } = {}] = await owner`
    SELECT count(*)::int AS snapshots FROM audit_entries
    WHERE subject = ${`comparison:${id}`} AND action = 'comparison.snapshot'`
  t.equal(snapshots, 1)
  t.equal(again.resultsHash, before.resultsHash, 'the same bytes')
  t.match(again, { request: { cases: { asOf: '2026-03-15' } }, recordedUntil: '2026-03-15T06:00:00.000Z' })
  const now = await compared(adal, analyst, register)
  t.equal(raisedIn(now), tenge(500).amount, 'asked anew, the same day has other numbers')
  t.not(now.resultsHash, before.resultsHash)
})

t.test('the cases of the register are kept, and nobody takes them for a file of his', async (t) => {
  const [{ chunks } = {}] = await owner<{ chunks: string }[]>`SELECT chunks FROM comparison_snapshots LIMIT 1`
  const answer = await ask(adal, analyst, asked({ from: 'file', upload: chunks }))
  t.match(answer, { status: 422, body: { errors: [{ pointer: '/cases/upload' }] } })
  await t.rejects(owner`DELETE FROM comparison_cases WHERE upload = ${chunks!}`, { message: /are kept/ })
  const [{ count } = {}] = await owner`
    SELECT count(*)::int AS count FROM comparison_cases WHERE upload NOT IN (SELECT chunks FROM comparison_snapshots)`
  t.equal(count, 0, 'and nothing else is')
})

t.test('a run that dies while its results are written leaves none of them', async (t) => {
  await owner`
    CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'no more' USING ERRCODE = 'raise_exception'; END $$`
  await owner`
    CREATE TRIGGER breaks_off BEFORE INSERT ON comparison_cells FOR EACH ROW WHEN (NEW.number > 0)
    EXECUTE FUNCTION break_off()`
  const { id, ...ended } = await compared(adal, analyst, register)
  await owner`DROP TRIGGER breaks_off ON comparison_cells`
  t.match(ended, { status: 'failed', problem: { code: 'broken' }, results: null, resultsHash: null })
  const [{ count } = {}] = await owner`
    SELECT (SELECT count(*) FROM comparison_results WHERE comparison = ${id})::int +
      (SELECT count(*) FROM comparison_cells WHERE comparison = ${id})::int AS count`
  t.equal(count, 0)
  t.equal((await see(adal, analyst, id, '/cases')).status, 409)
})
