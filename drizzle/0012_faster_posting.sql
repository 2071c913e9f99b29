-- The hot path with less work for each donation: sums go by account before they meet the accounts, leaves are inserted where they
-- are written, and what is the same for a whole batch is said once (measured: docs/decisions/donations.md).

CREATE OR REPLACE FUNCTION post_transfers(
  ledgers text[], ids uuid[], kind_of_all text, funds_of uuid[], days date[], at timestamptz,
  debits integer[], credits integer[], amounts bigint[]
) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE recorded text := extract(epoch FROM at)::text;
BEGIN
  INSERT INTO transactions (ledger, id, kind, fund, effective_on, recorded_at)
    SELECT l, i, kind_of_all, f, d, at FROM unnest(ledgers, ids, funds_of, days) AS t (l, i, f, d);

  INSERT INTO entries (ledger, transaction_id, leg, account, side, amount, effective_on, recorded_at)
    SELECT l, i, 1, debit, 'D'::"char", amount, d, at FROM unnest(ledgers, ids, days, debits, amounts) AS t (l, i, d, debit, amount)
    UNION ALL
    SELECT l, i, 2, credit, 'C'::"char", amount, d, at FROM unnest(ledgers, ids, days, credits, amounts) AS t (l, i, d, credit, amount);

  UPDATE funds AS f SET raised = f.raised + d.raised, spent = f.spent + d.spent, costs = f.costs + d.costs, held = f.held + d.held
  FROM (
    SELECT a.ledger, a.fund,
      coalesce(sum(signed) FILTER (WHERE a.role = 'raised'), 0) AS raised, coalesce(sum(-signed) FILTER (WHERE a.role = 'spent'), 0) AS spent,
      coalesce(sum(-signed) FILTER (WHERE a.role = 'costs'), 0) AS costs, coalesce(sum(signed) FILTER (WHERE a.role = 'held'), 0) AS held
    FROM (
      SELECT ledger, account, sum(signed) AS signed FROM (
        SELECT * FROM unnest(ledgers, credits, amounts) AS c (ledger, account, signed)
        UNION ALL SELECT l, debit, -amount FROM unnest(ledgers, debits, amounts) AS t (l, debit, amount)) AS legs
      GROUP BY ledger, account) AS e, accounts AS a
    WHERE a.ledger = e.ledger AND a.id = e.account AND a.fund IS NOT NULL GROUP BY a.ledger, a.fund
  ) AS d WHERE f.ledger = d.ledger AND f.id = d.fund;

  RETURN ARRAY(
    SELECT transaction_state(ROW(l, i, kind_of_all, f, d, at, NULL)::transactions, concat(
      '1 ', debit, ' D ', amount, ' ', d - DATE '2000-01-01', ' ', recorded, ',2 ',
      credit, ' C ', amount, ' ', d - DATE '2000-01-01', ' ', recorded))
    FROM unnest(ledgers, ids, funds_of, days, debits, credits, amounts) AS t (l, i, f, d, debit, credit, amount));
END $$;

-- Takes the next indices of a log: the first of so many. The head stays locked until the commit.
CREATE FUNCTION take_indices(log_name text, many bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE first bigint;
BEGIN
  UPDATE logs SET size = size + many WHERE name = log_name RETURNING size - many INTO first;
  IF NOT FOUND THEN
    INSERT INTO logs (name) VALUES (log_name) ON CONFLICT DO NOTHING;
    UPDATE logs SET size = size + many WHERE name = log_name RETURNING size - many INTO first;
  END IF;
  RETURN first;
END $$;

CREATE OR REPLACE FUNCTION append_leaves(log_name text, at timestamptz, actions text[], actors text[], subjects text[], leaves text[])
  RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE first bigint := take_indices(log_name, cardinality(leaves));
BEGIN
  INSERT INTO audit_entries (log, index, at, action, actor, subject, leaf)
    SELECT log_name, first + i - 1, append_leaves.at, a, b, s, l
    FROM unnest(actions, actors, subjects, leaves) WITH ORDINALITY AS item (a, b, s, l, i);
  RETURN first;
END $$;

CREATE OR REPLACE FUNCTION record_donations(at timestamptz, batch donation_item[], refused jsonb, numbers text[], versions integer[], law bigint)
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  claimed integer;
  of_ledger text;
  many bigint;
  first bigint;
  recorded text := to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
  ledgers text[];
  ids uuid[];
  funds_of uuid[];
  days date[];
  debits integer[];
  credits integer[];
  amounts bigint[];
  transaction_states text[];
  named boolean;
BEGIN
  IF law <> (SELECT coalesce(max(version), 0) FROM law_changes) OR cardinality(numbers) <> (
    SELECT count(*) FROM (
      SELECT FROM collections AS c JOIN unnest(numbers, versions) AS known (number, version) ON c.number = known.number AND c.version = known.version
      ORDER BY c.id FOR SHARE OF c
    ) AS unchanged
  ) THEN
    RAISE EXCEPTION 'a drive or the law has changed' USING ERRCODE = 'AD001';
  END IF;

  INSERT INTO idempotency_keys (principal, key, request_hash, answer, created_at)
    SELECT k.principal, k.key, decode(k.hash, 'base64'), donation_answer(k), at FROM unnest(batch) AS k
    UNION ALL
    SELECT k.principal, k.key, decode(k.hash, 'base64'), k.answer, at
    FROM jsonb_to_recordset(refused) AS k (principal text, key text, hash text, answer text)
    ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS claimed = ROW_COUNT;
  IF claimed < cardinality(batch) + jsonb_array_length(refused) THEN
    RAISE EXCEPTION 'a key was claimed meanwhile' USING ERRCODE = 'AD001';
  END IF;
  IF cardinality(batch) = 0 THEN RETURN; END IF;

  SELECT array_agg(b.ledger), array_agg(b.id), array_agg(b.collection), array_agg(b.day), array_agg(b.debit), array_agg(b.credit),
      array_agg(b.amount), bool_or(b.sealed IS NOT NULL)
    INTO ledgers, ids, funds_of, days, debits, credits, amounts, named FROM unnest(batch) AS b;
  PERFORM FROM funds AS f WHERE (f.ledger, f.id) IN (SELECT l, i FROM unnest(ledgers, funds_of) AS t (l, i)) ORDER BY f.ledger, f.id FOR UPDATE;
  transaction_states := post_transfers(ledgers, ids, 'donation', funds_of, days, at, debits, credits, amounts);

  INSERT INTO donations (ledger, id, collection, receipt, amount, channel, received_at, held, donor_kind, visibility,
      donor_commitment, reference)
    SELECT b.ledger, b.id, b.collection, b.receipt, b.amount, b.channel, b.received_at, b.held, b.donor_kind, b.visibility,
      b.donor_commitment, b.reference FROM unnest(batch) AS b;

  IF named THEN
    INSERT INTO donors (donation, ledger, salt, sealed, lookup)
      SELECT b.id, b.ledger, decode(b.salt, 'base64'), decode(b.sealed, 'base64'), decode(b.lookup, 'base64')
      FROM unnest(batch) AS b WHERE b.sealed IS NOT NULL;
  END IF;

  FOR of_ledger, many IN SELECT l, count(*) FROM unnest(ledgers) AS l GROUP BY l ORDER BY l LOOP
    first := take_indices(of_ledger, many);
    INSERT INTO audit_entries (log, index, at, action, actor, subject, leaf)
      SELECT of_ledger, first + row_number() OVER () - 1, at, 'donation.record', b.actor, 'collection:' || b.number,
        donation_leaf(b.d, recorded, donation_state(ROW(b.ledger, b.id, b.collection, b.receipt, b.amount, b.channel, b.received_at, b.held,
          b.donor_kind, b.visibility, b.donor_commitment, b.reference)::donations), transaction_states[b.i])
      FROM (SELECT x AS d, x.*, row_number() OVER () AS i FROM unnest(batch) AS x) AS b WHERE b.ledger = of_ledger;
  END LOOP;
END $$;
