-- A drive that states the account of its organization has its money there, in the books too: `assets:bank:<IBAN>`. The account of
-- a private collector is personal data and never part of a code.

ALTER TABLE funds ADD COLUMN bank integer, ADD FOREIGN KEY (ledger, bank) REFERENCES accounts (ledger, id);
COMMENT ON COLUMN funds.bank IS 'The account on which its money comes and goes, from the opening of the drive; null: assets:bank.';
CREATE TRIGGER bank_never_changed BEFORE UPDATE OF bank ON funds FOR EACH ROW WHEN (OLD.bank IS NOT NULL) EXECUTE FUNCTION forbid_change();

ALTER TABLE held_payments ADD COLUMN account text;
COMMENT ON COLUMN held_payments.account IS 'The IBAN of the organization from which it is to be paid; null: that of the drive.';

-- The account on which the money of a fund lies, in a currency.
CREATE FUNCTION bank_of(of_ledger text, of_fund uuid, of_currency text) RETURNS integer LANGUAGE plpgsql AS $$
BEGIN
  RETURN coalesce(
    (SELECT a.id FROM funds AS f JOIN accounts AS a ON a.ledger = f.ledger AND a.id = f.bank
     WHERE f.ledger = of_ledger AND f.id = of_fund AND a.currency = of_currency),
    account_of(of_ledger, 'assets:bank', 'asset', NULL, NULL, of_currency));
END $$;

-- As before, but that the bank account is that of the fund.
CREATE OR REPLACE FUNCTION begin_donations(numbers text[], principals text[], keys text[])
  RETURNS TABLE (drives jsonb, known jsonb, law bigint) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM collections WHERE number = ANY (numbers) ORDER BY id FOR SHARE;
  PERFORM pg_advisory_xact_lock_shared(lock_of_books(l)) FROM (SELECT DISTINCT ledger AS l FROM collections WHERE number = ANY (numbers) ORDER BY 1) AS books;
  PERFORM FROM funds AS f JOIN collections AS c ON c.ledger = f.ledger AND c.id = f.id
    WHERE c.number = ANY (numbers) ORDER BY f.ledger, f.id FOR UPDATE OF f;
  RETURN QUERY SELECT
    (SELECT jsonb_object_agg(c.number, jsonb_build_object('id', c.id, 'number', c.number, 'ledger', c.ledger, 'status', c.status,
       'version', c.version, 'personId', c.person_id, 'organizationId', c.organization_id, 'openedOn', c.opened_on, 'channels', c.channels,
       'target', c.target_tiyn::text, 'sealedThrough', sealed_through(c.ledger), 'raised', f.raised::text, 'held', f.held::text, 'currency', f.currency,
       'accounts', (SELECT jsonb_object_agg(a.code, a.id) FROM accounts AS a WHERE a.ledger = c.ledger AND a.currency = f.currency
         AND a.code IN ('assets:bank', 'assets:cash', 'assets:in-transit', 'funds:' || c.id || ':raised', 'funds:' || c.id || ':held'))
         || CASE WHEN f.bank IS NULL THEN '{}' ELSE jsonb_build_object('assets:bank', f.bank) END))
     FROM collections AS c JOIN funds AS f ON f.ledger = c.ledger AND f.id = c.id WHERE c.number = ANY (numbers)),
    (SELECT jsonb_object_agg(k.principal || ' ' || k.key, jsonb_build_object('hash', encode(k.request_hash, 'base64'), 'answer', k.answer))
     FROM unnest(principals, keys) AS asked (p, k2) JOIN idempotency_keys AS k ON k.principal = asked.p AND k.key = asked.k2),
    (SELECT coalesce(max(version), 0) FROM law_changes);
END $$;

CREATE OR REPLACE VIEW pending_legs AS
  WITH pending AS (
    SELECT a.ledger, a.amount, a.currency, a.authorized_on AS since_on, a.recorded_at AS since_at, a.lapses_on,
      s.settled_on AS until_on, s.recorded_at AS until_at, a.collection AS debit_fund,
      CASE a.settlement WHEN 'in-transit' THEN 'assets:in-transit' ELSE 'assets:bank' END AS debit,
      a.collection AS credit_fund, 'funds:' || a.collection || ':raised' AS credit
    FROM authorizations AS a LEFT JOIN authorization_settlements AS s ON s.ledger = a.ledger AND s.authorization_id = a.id
    UNION ALL
    SELECT h.ledger, h.amount, h.currency, h.held_on, h.recorded_at, h.lapses_on, coalesce(t.effective_on, h.decided_on),
      coalesce(t.recorded_at, (h.decided_on + 1)::timestamp AT TIME ZONE 'Asia/Almaty'), h.collection,
      'funds:' || h.collection || CASE WHEN h.channel = 'in-kind' THEN ':in-kind-out:' || h.category
        WHEN h.category = 'collecting-costs' THEN ':costs' ELSE ':spent:' || h.category END,
      h.collection, CASE h.channel WHEN 'cash' THEN 'assets:cash' WHEN 'in-kind' THEN 'assets:in-kind' ELSE concat_ws(':', 'assets:bank', h.account) END
    FROM held_payments AS h LEFT JOIN transactions AS t ON t.ledger = h.ledger AND t.id = h.disbursement
    UNION ALL
    SELECT f.ledger, f.amount, f.currency, f.asked_on, f.recorded_at, NULL, coalesce(t.effective_on, f.decided_on),
      coalesce(t.recorded_at, (f.decided_on + 1)::timestamp AT TIME ZONE 'Asia/Almaty'), f.from_collection,
      'funds:' || f.from_collection || ':transfer-out', f.to_collection, 'funds:' || f.to_collection || ':transfer-in'
    FROM fund_transfers AS f LEFT JOIN transactions AS t ON t.ledger = f.ledger AND t.id = f.transaction
  )
  SELECT p.ledger, CASE WHEN leg.account = 'assets:bank' THEN coalesce(b.code, leg.account) ELSE leg.account END AS account, p.currency, CASE WHEN leg.account LIKE 'funds:%' THEN leg.fund END AS fund, leg.side, p.amount,
    p.since_on, p.since_at, p.lapses_on, p.until_on, p.until_at
  FROM pending AS p CROSS JOIN LATERAL (VALUES (p.debit, p.debit_fund, 'D'), (p.credit, p.credit_fund, 'C')) AS leg (account, fund, side)
    LEFT JOIN funds AS f ON f.ledger = p.ledger AND f.id = leg.fund
    LEFT JOIN accounts AS b ON b.ledger = f.ledger AND b.id = f.bank AND b.currency = p.currency;

-- Money that an organization moves between its own accounts stands on a line of each of them.
ALTER TABLE statement_matches ADD COLUMN side "char" CHECK (side IN ('D', 'C'));
COMMENT ON COLUMN statement_matches.side IS 'Of a transfer between own accounts alone: which end of it the line is.';
DROP INDEX transaction_matched_once;
CREATE UNIQUE INDEX transaction_matched_once ON statement_matches (ledger, transaction_id, (coalesce(side, '-'))) WHERE transaction_id IS NOT NULL;

-- As before, and the end where there is one.
CREATE OR REPLACE FUNCTION hash_of_matches(of_batch uuid) RETURNS text
  LANGUAGE sql STABLE SET timezone = 'UTC' SET datestyle = 'ISO' AS $$
  SELECT encode(sha256(coalesce(string_agg(sha256(convert_to(
    ROW(m.ledger, m.statement, m.line, m.transaction_id, m.reason, m.note, m.batch)::text || coalesce(m.side::text, ''), 'UTF8')),
    ''::bytea ORDER BY m.statement, m.line), ''::bytea)), 'hex')
  FROM statement_matches AS m WHERE m.batch = of_batch
$$;
