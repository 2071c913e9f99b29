import type { Sql } from 'postgres'

/**
 * The peer: what a good ledger in SQL does for one transfer, written after the public description of pgledger: text keys
 * (prefix and ULID) made in SQL, accounts locked in order, checks of currency and of limits, one transfer, two entries that
 * carry the balances before and after, foreign keys and the indexes to read them by. Measured in two forms: as statements
 * that a program sends in a transaction, and as one call of a function.
 */
const schema = `
  CREATE TABLE peer_accounts (id text PRIMARY KEY, name text NOT NULL, currency text NOT NULL, balance numeric NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0, allow_negative boolean NOT NULL DEFAULT true, allow_positive boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(), updated_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE peer_transfers (id text PRIMARY KEY, from_account_id text NOT NULL REFERENCES peer_accounts,
    to_account_id text NOT NULL REFERENCES peer_accounts, amount numeric NOT NULL, event_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(), CHECK (amount > 0 AND from_account_id <> to_account_id));
  CREATE INDEX ON peer_transfers (from_account_id);
  CREATE INDEX ON peer_transfers (to_account_id);
  CREATE INDEX ON peer_transfers (event_at);
  CREATE TABLE peer_entries (id text PRIMARY KEY, account_id text NOT NULL REFERENCES peer_accounts,
    transfer_id text NOT NULL REFERENCES peer_transfers, amount numeric NOT NULL, account_previous_balance numeric NOT NULL,
    account_current_balance numeric NOT NULL, account_version bigint NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
  CREATE INDEX ON peer_entries (account_id);
  CREATE INDEX ON peer_entries (transfer_id);

  CREATE FUNCTION peer_id(prefix text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    bytes bytea := decode(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
      || right(replace(gen_random_uuid()::text, '-', ''), 20), 'hex');
    letters constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    bits bit(130) := B'00' || ('x' || encode(bytes, 'hex'))::bit(128);
    ulid text := '';
  BEGIN
    FOR i IN 0..25 LOOP
      ulid := ulid || substr(letters, 1 + substring(bits FROM 1 + 5 * i FOR 5)::bit(5)::integer, 1);
    END LOOP;
    RETURN prefix || '_' || ulid;
  END $$;

  CREATE FUNCTION peer_check(account peer_accounts) RETURNS void LANGUAGE plpgsql AS $$
  BEGIN
    IF NOT account.allow_negative AND account.balance < 0 THEN RAISE EXCEPTION 'negative'; END IF;
    IF NOT account.allow_positive AND account.balance > 0 THEN RAISE EXCEPTION 'positive'; END IF;
  END $$;

  CREATE FUNCTION peer_transfer(from_id text, to_id text, sum numeric) RETURNS SETOF peer_transfers LANGUAGE plpgsql AS $$
  DECLARE
    made text;
    source peer_accounts;
    target peer_accounts;
  BEGIN
    PERFORM FROM peer_accounts WHERE id = least(from_id, to_id) FOR UPDATE;
    PERFORM FROM peer_accounts WHERE id = greatest(from_id, to_id) FOR UPDATE;
    UPDATE peer_accounts SET balance = balance - sum, version = version + 1, updated_at = now() WHERE id = from_id RETURNING * INTO source;
    PERFORM peer_check(source);
    UPDATE peer_accounts SET balance = balance + sum, version = version + 1, updated_at = now() WHERE id = to_id RETURNING * INTO target;
    PERFORM peer_check(target);
    IF source.currency <> target.currency THEN RAISE EXCEPTION 'currencies differ'; END IF;
    INSERT INTO peer_transfers (id, from_account_id, to_account_id, amount, event_at)
      VALUES (peer_id('pglt'), from_id, to_id, sum, now()) RETURNING id INTO made;
    INSERT INTO peer_entries (id, account_id, transfer_id, amount, account_previous_balance, account_current_balance, account_version)
      VALUES (peer_id('pgle'), from_id, made, -sum, source.balance + sum, source.balance, source.version);
    INSERT INTO peer_entries (id, account_id, transfer_id, amount, account_previous_balance, account_current_balance, account_version)
      VALUES (peer_id('pgle'), to_id, made, sum, target.balance - sum, target.balance, target.version);
    RETURN QUERY SELECT * FROM peer_transfers WHERE id = made;
  END $$;`

const accounts = 1_000
const clients = 16
const warmUpSeconds = 1

type Transfer = (from: string, to: string) => Promise<unknown>

/** Transfers a second. */
export interface Peer {
  readonly byStatements: () => Promise<number>
  readonly byCalls: () => Promise<number>
}

/**
 * Measures transfers by 16 clients, by statements and by calls of a function: between accounts drawn at random, or from such
 * an account to one that all have in common.
 */
export async function openPeer(sql: Sql, seconds: number, hot: boolean): Promise<Peer> {
  await sql.unsafe(schema)
  await sql`INSERT INTO peer_accounts (id, name, currency)
    SELECT 'pgla_' || lpad(i::text, 26, '0'), 'account ' || i, 'KZT' FROM generate_series(0, ${accounts - 1}) AS i`
  await sql`ANALYZE peer_accounts`
  return {
    byStatements: () => measure(inStatements(sql), seconds, hot),
    byCalls: () => measure((from, to) => sql`SELECT * FROM peer_transfer(${from}, ${to}, 100)`, seconds, hot),
  }
}

const inStatements =
  (sql: Sql): Transfer =>
  (from, to) =>
    sql.begin(async (tx) => {
      await tx`SELECT id FROM peer_accounts WHERE id IN (${from}, ${to}) ORDER BY id FOR UPDATE`
      const [source] = await tx<{ balance: string; version: string }[]>`UPDATE peer_accounts
        SET balance = balance - 100, version = version + 1, updated_at = now() WHERE id = ${from} RETURNING balance, version`
      const [target] = await tx<{ balance: string; version: string }[]>`UPDATE peer_accounts
        SET balance = balance + 100, version = version + 1, updated_at = now() WHERE id = ${to} RETURNING balance, version`
      const [transfer] = await tx<
        { id: string }[]
      >`INSERT INTO peer_transfers (id, from_account_id, to_account_id, amount, event_at)
        VALUES (peer_id('pglt'), ${from}, ${to}, 100, now()) RETURNING id`
      await tx`INSERT INTO peer_entries (id, account_id, transfer_id, amount, account_previous_balance, account_current_balance, account_version)
        VALUES (peer_id('pgle'), ${from}, ${transfer!.id}, -100, ${source!.balance}::numeric + 100, ${source!.balance}, ${source!.version}),
          (peer_id('pgle'), ${to}, ${transfer!.id}, 100, ${target!.balance}::numeric - 100, ${target!.balance}, ${target!.version})`
    })

async function measure(transfer: Transfer, seconds: number, hot: boolean): Promise<number> {
  const account = (number: number) => `pgla_${String(number % accounts).padStart(26, '0')}`
  const warmUntil = Date.now() + warmUpSeconds * 1_000
  const until = warmUntil + seconds * 1_000
  let done = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (Date.now() < until) {
        const to = hot ? 0 : Math.floor(Math.random() * accounts)
        await transfer(account(to + 1 + Math.floor(Math.random() * (accounts - 1))), account(to))
        if (Date.now() >= warmUntil) done += 1
      }
    }),
  )
  return done / seconds
}
