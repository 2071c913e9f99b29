import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { donations } from '../../src/giving/donate.js'
import { permitByLaw } from '../../src/giving/permits.js'
import { isRefusal } from '../../src/kernel/problems.js'
import { imports, keepStatement, turnOf } from '../../src/statements/importing.js'
import { workThrough } from '../../src/statements/working.js'
import { problemOf } from '../giving/stories.js'
import { anotherProcess } from '../http/stories.js'
import { type Adal, startAdal } from '../support/app.js'
import { temporaryFolder } from '../support/folder.js'
import { confirmedCharity, iins, openDrive } from '../support/stories.js'
import { nobodysNumber, sample } from './files.js'
import { actorOf, statementLine, statementOf } from './stories.js'
import { uploadStatement } from './uploads.js'

/** Waits until so many sessions wait for a turn; the test ends by its time if they never do. */
async function untilWaiting({ owner }: Adal, count: number): Promise<void> {
  for (;;) {
    const [waiting] = await owner<{ count: number }[]>`
      SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    if ((waiting?.count ?? 0) >= count) return
    await sleep(20)
  }
}

/** A charity, a bank's file for it, and a second process that it may be sent to. */
async function twoProcesses(t: Test) {
  const adal = await startAdal(t)
  const { session, bin } = await confirmedCharity(adal)
  const number = await openDrive(adal, session, bin)
  const { app, house } = await anotherProcess(t, adal)
  const there: Adal = { ...adal, app, house }
  const file = (id: string) => sample('camt.053.001.08.xml', [nobodysNumber, number], ['SAMPLE-1', id])
  return { adal, there, session, bin, number, file }
}

t.test(
  'two processes that import files with the same lines take turns, and post each line once',
  async (t) => {
    const { adal, there, session, bin, file } = await twoProcesses(t)
    const answers = await Promise.all(
      [adal, there, adal, there].map((process, i) =>
        uploadStatement(process, session, bin, file(i < 2 ? 'A' : 'B')),
      ),
    )
    t.strictSame(
      answers.map(({ status }) => status),
      [201, 201, 201, 201],
    )
    const [kept] = await adal.owner`SELECT (SELECT count(*) FROM statements)::int AS statements,
    (SELECT count(*) FROM donations)::int AS gifts, (SELECT count(*) FROM standing_matches)::int AS matches`
    t.same(kept, { statements: 2, gifts: 6, matches: 6 })
  },
)

t.test('what one process has taken, and not matched yet, is no entry for a line of another', async (t) => {
  const { adal, there, session, bin, number } = await twoProcesses(t)
  const [by, same] = [
    { actor: actorOf(session, bin) },
    { from: { binOrIin: iins[0] as string }, purpose: number },
  ]
  const ours = statementOf([statementLine(1, 100, same), statementLine(2, 100)])
  const theirs = statementOf([statementLine(1, 100, { ...same, bookedOn: '2026-03-12' })])
  const donate = donations(adal.house, permitByLaw(adal.house))
  const workOn = async (house: Adal['house'], read: typeof ours, taking = donate) =>
    house.turn(turnOf(bin), async () => {
      const kept = await keepStatement(house, by, bin, read)
      if (isRefusal(kept)) throw new Error(kept.refused)
      await workThrough(house, taking, by, { ledger: bin, currency: 'KZT', ...kept })
      return kept.id
    })
  let theirWork: Promise<string> | undefined
  await workOn(adal.house, ours, async (request) => {
    const given = await donate(request)
    theirWork = workOn(there.house, theirs)
    await untilWaiting(adal, 1)
    const link = {
      as: session,
      body: { decision: 'link', transaction: (given as { donation: string }).donation },
    }
    const [{ id }] = (await adal.owner`SELECT statement AS id FROM statement_lines`) as unknown as [
      { id: string },
    ]
    const path = `/v1/ledgers/${bin}/statements/${id}/lines/2/decisions`
    t.equal(problemOf(await adal.call('POST', path, link)), '409 statement-line-in-work')
    return given
  })
  await theirWork
  const matches = await adal.owner`SELECT reason FROM standing_matches`
  t.strictSame(
    matches.map(({ reason }) => reason),
    ['collection-number', 'collection-number'],
  )
  const [counted] = await adal.owner`SELECT count(*)::int AS gifts FROM donations`
  t.same(counted, { gifts: 2 })
})

t.test('a file is read when its turn comes: what waits is not in memory', async (t) => {
  const { adal, session, bin, file } = await twoProcesses(t)
  const path = join(temporaryFolder(t), 'statement')
  const importStatement = imports(adal.house, donations(adal.house, permitByLaw(adal.house)), [])
  const { reading, waits } = await adal.house.turn(turnOf(bin), async () => {
    const nothing = async () => {}
    const taken = { path, sha256: 'a'.repeat(64), bytes: 0, keep: nothing, discard: nothing }
    const reading = importStatement({ actor: actorOf(session, bin) }, { ledger: bin, file: taken })
    // Whoever read it now would find none.
    const waits = await Promise.race([reading.catch(() => 'read'), sleep(200, 'not read')])
    writeFileSync(path, file('A'))
    return { reading, waits }
  })
  t.equal(waits, 'not read')
  t.match(await reading, { posted: 6 })
})

t.test('the turn of a process that has died is free, and other ledgers do not wait for it', async (t) => {
  const { adal, there, session, bin, file } = await twoProcesses(t)
  const taken = new Promise<void>((resolve) => {
    there.house
      .turn(turnOf(bin), () => {
        resolve()
        return new Promise(() => {})
      })
      .catch(() => {})
  })
  await taken
  const upload = uploadStatement(adal, session, bin, file('A'))
  await untilWaiting(adal, 1)
  t.equal(await adal.house.turn(turnOf('another'), async () => 'not waiting'), 'not waiting')
  await adal.owner`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
  t.match(await upload, { status: 201, body: { posted: 6 } })
})
