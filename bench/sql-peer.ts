import type { Sql } from 'postgres'

/**
 * What a good ledger in SQL does for one transfer, after the public description of pgledger: text keys, two accounts locked
 * in order, one transfer, two entries that carry the running balances, foreign keys; all in one function call.
 */
const schema = `
  CREATE TABLE peer_accounts (id text PRIMARY KEY, name text NOT NULL, currency text NOT NULL, balance numeric NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0, created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE peer_transfers (id text PRIMARY KEY, from_account_id text NOT NULL REFERENCES peer_accounts,
    to_account_id text NOT NULL REFERENCES peer_accounts, amount numeric NOT NULL CHECK (amount > 0),
    event_at timestamptz NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX ON peer_transfers (from_account_id);
  CREATE INDEX ON peer_transfers (to_account_id);
  CREATE TABLE peer_entries (id text PRIMARY KEY, account_id text NOT NULL REFERENCES peer_accounts,
    transfer_id text NOT NULL REFERENCES peer_transfers, amount numeric NOT NULL, account_previous_balance numeric NOT NULL,
    account_current_balance numeric NOT NULL, account_version bigint NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX ON peer_entries (account_id);
  CREATE INDEX ON peer_entries (transfer_id);
  CREATE FUNCTION peer_id(prefix text) RETURNS text LANGUAGE sql VOLATILE
    RETURN prefix || '_' || upper(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
      || replace(gen_random_uuid()::text, '-', ''));
  CREATE FUNCTION peer_transfer(from_id text, to_id text, sum numeric) RETURNS text LANGUAGE plpgsql AS $$
  DECLARE
    transfer_id text := peer_id('pglt');
    source peer_accounts;
    target peer_accounts;
  BEGIN
    PERFORM FROM peer_accounts WHERE id IN (from_id, to_id) ORDER BY id FOR UPDATE;
    UPDATE peer_accounts SET balance = balance - sum, version = version + 1, updated_at = now() WHERE id = from_id RETURNING * INTO source;
    UPDATE peer_accounts SET balance = balance + sum, version = version + 1, updated_at = now() WHERE id = to_id RETURNING * INTO target;
    INSERT INTO peer_transfers (id, from_account_id, to_account_id, amount, event_at) VALUES (transfer_id, from_id, to_id, sum, now());
    INSERT INTO peer_entries (id, account_id, transfer_id, amount, account_previous_balance, account_current_balance, account_version)
      VALUES (peer_id('pgle'), from_id, transfer_id, -sum, source.balance + sum, source.balance, source.version),
        (peer_id('pgle'), to_id, transfer_id, sum, target.balance - sum, target.balance, target.version);
    RETURN transfer_id;
  END $$;`

const accounts = 1_000
const clients = 16

/** Transfers a second by 16 clients between accounts drawn at random. */
export async function measurePeer(owner: Sql, pool: Sql, seconds: number): Promise<number> {
  await owner.unsafe(schema)
  await owner`INSERT INTO peer_accounts (id, name, currency) SELECT 'pgla_' || i, 'account ' || i, 'KZT' FROM generate_series(1, ${accounts}) AS i`
  const draw = () => 1 + Math.floor(Math.random() * accounts)
  const warmUntil = Date.now() + 1_000
  const until = warmUntil + seconds * 1_000
  let done = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (Date.now() < until) {
        const from = draw()
        const to = 1 + (from % accounts)
        await pool`SELECT peer_transfer(${`pgla_${from}`}, ${`pgla_${to}`}, 100)`
        if (Date.now() >= warmUntil) done += 1
      }
    }),
  )
  return done / seconds
}
