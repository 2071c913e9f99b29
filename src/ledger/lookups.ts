import { type SQL, sql } from 'drizzle-orm'

// The planner does not know that a ledger has many accounts, and an account many entries: it would read all of them for each one. `OFFSET` has each looked up by its key.

/** The days of an account `a`, all of them or where something holds. */
export const daysOfAccount = (where: SQL = sql`true`): SQL => sql`LATERAL (
  SELECT * FROM account_days WHERE ledger = a.ledger AND account = a.id AND ${where} OFFSET 0)`

/** The account of an entry `e`. */
export const accountOfEntry = sql`LATERAL (SELECT * FROM accounts WHERE ledger = e.ledger AND id = e.account OFFSET 0)`
