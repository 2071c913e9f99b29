import t from 'tap'
import { openPool } from '../src/database/pool.js'
import { parseDatabaseUrl } from '../src/database/target.js'
import { brokenInvariants, invariantNames } from '../src/ledger/invariants.js'
import { authorize, capture } from './giving/authorization-stories.js'
import { boxDrive, listedBox, openBox } from './giving/box-stories.js'
import { giveInKind, giveOut } from './giving/gift-stories.js'
import { giveByCard } from './giving/payout-stories.js'
import { fundedDrive, pay } from './giving/stories.js'
import { owe } from './spending/invoice-stories.js'
import { startAdal } from './support/app.js'
import { openDrive } from './support/stories.js'

/** What somebody would have to do behind the service's back to break an invariant, by its name. */
const breaks: Readonly<Record<string, string>> = {
  'debits equal credits': `UPDATE entries SET amount = amount + 1 WHERE side = 'C'`,
  'each transaction balances': `UPDATE entries SET amount = amount + 1 WHERE side = 'D'`,
  'each entry has its transaction and its account': 'UPDATE entries SET account = 99',
  'each transaction has at least two legs': 'DELETE FROM entries WHERE leg = 2',
  'the totals of each fund are the sums of its entries': 'UPDATE funds SET raised = raised + 1',
  'the days of each account are the sums of its entries': 'UPDATE account_days SET debit = debit + 1',
  'no fund is below zero':
    'ALTER TABLE funds DROP CONSTRAINT fund_never_below_zero; UPDATE funds SET spent = raised + 1',
  'what lies in another currency has a value while it is there': `
    INSERT INTO funds (ledger, id, currency, beside) SELECT ledger, gen_random_uuid(), 'USD', id FROM funds;
    UPDATE accounts SET code = 'funds:' || fund || ':currency:usd' WHERE code LIKE '%:spent:housing'`,
  'what was authorized is captured once, and never above it': 'UPDATE authorizations SET amount = 1',
  'what is in transit is what payment systems owe of donations, and no donation is paid out twice': `
    INSERT INTO payout_donations SELECT ledger, id, 0, id, 1 FROM transit_donations`,
  'what boxes held is what their protocols say, each opening once, and no more has left them':
    'UPDATE box_openings SET counted = counted + 1',
  'what is owed is what was invoiced and is not paid': 'UPDATE disbursements SET due_on = NULL',
  'goods stand apart, and no more are given out than were given': 'UPDATE gifts_in_kind SET quantity = 1',
  'a transaction is reversed once': `DROP INDEX transactions_reversed_once; UPDATE transactions SET reverses = (SELECT min(id::text)::uuid FROM transactions)`,
}

t.test('every invariant of the ledger notices what breaks it', async (t) => {
  t.strictSame(Object.keys(breaks).sort(), [...invariantNames].sort(), 'each has its break')
  for (const [name, statement] of Object.entries(breaks)) {
    await t.test(name, async (t) => {
      const adal = await startAdal(t, { tampered: true })
      const { session, bin, number } = await fundedDrive(adal)
      await pay(adal, session, number, 10)
      await giveByCard(adal, session, number, 5, { channel: 'qr' })
      const { body } = await authorize(adal, session, number, 10)
      await capture(adal, session, body.id)
      const goods = await openDrive(adal, session, bin, { channels: ['in-kind'] })
      const gift = await giveInKind(adal, session, goods, 10)
      await giveOut(adal, session, gift.body.donation, '2')
      await owe(adal, session, number, 10)
      const collecting = await boxDrive(adal, { session, bin })
      const box = await listedBox(adal, session, collecting)
      await openBox(adal, { session, number: collecting, box }, 10)
      t.strictSame(await brokenInvariants(adal.opened.reading), [], 'all is well before')
      await adal.behindTheBack(
        `SET session_replication_role = replica; ${statement}; RESET session_replication_role`,
      )
      const broken = await brokenInvariants(adal.opened.reading)
      t.ok(
        broken.some(({ invariant }) => invariant === name),
        JSON.stringify(broken),
      )
    })
  }
})

// The same checks on any database: INVARIANTS_DATABASE_URL=postgres://… npx tap dist/test/invariants.test.js
const named = process.env.INVARIANTS_DATABASE_URL
if (named !== undefined)
  t.test('the invariants hold in the database that was named', async (t) => {
    const pool = openPool(parseDatabaseUrl(named), { max: 1 })
    t.teardown(() => pool.end())
    t.strictSame(await brokenInvariants(pool as never), [])
  })
