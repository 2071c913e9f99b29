-- Purpose-bound money: what a drive may be spent on, who is related to whom, payments held for a second person, and transfers
-- between funds.

ALTER TABLE collections
  ADD COLUMN spending jsonb,
  ADD COLUMN host_fee_percent smallint CHECK (host_fee_percent BETWEEN 1 AND 100),
  ADD CONSTRAINT a_fee_has_its_host CHECK (host_fee_percent IS NULL OR host_id IS NOT NULL);
ALTER TABLE collection_terms ADD COLUMN spending jsonb;
COMMENT ON COLUMN collections.spending IS 'The categories it may be spent on, the cap on costs and what becomes of the rest, where they were declared.';
COMMENT ON COLUMN collections.host_fee_percent IS 'Of what was raised, for the host; offered by the collector, agreed when the host accepts.';

CREATE TABLE organization_related_parties (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL REFERENCES organizations,
  kind text NOT NULL CHECK (kind IN ('individual', 'organization')),
  relation text NOT NULL CHECK (relation IN ('relative', 'affiliate')),
  identifier_sealed bytea,
  identifier_lookup bytea CHECK (length(identifier_lookup) = 32),
  name_sealed bytea NOT NULL,
  declared_by uuid NOT NULL REFERENCES people,
  declared_at timestamptz NOT NULL,
  CHECK ((identifier_sealed IS NULL) = (identifier_lookup IS NULL))
);
COMMENT ON TABLE organization_related_parties IS 'Relatives and affiliates of its controllers, as the organization itself declares them; never published.';
CREATE INDEX organization_related_parties_of ON organization_related_parties (organization_id, id);
CREATE TRIGGER append_only BEFORE UPDATE ON organization_related_parties FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
CALL keep_in_log('organization_related_parties', 'id');

-- Null in rows from before: nothing was paid in cash, and nobody had looked.
ALTER TABLE disbursements
  ADD COLUMN channel text CHECK (channel IN ('transfer', 'cash')),
  ADD COLUMN grounds text[];
COMMENT ON COLUMN disbursements.grounds IS 'Which limits of data/giving/limits.yaml it met; a second person has approved it in spite of them.';

CREATE TABLE held_payments (
  ledger text NOT NULL,
  id uuid NOT NULL,
  collection uuid NOT NULL REFERENCES collections (id),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  category text NOT NULL CHECK (category ~ '^[a-z][a-z0-9-]{1,39}$'),
  channel text NOT NULL CHECK (channel IN ('transfer', 'cash')),
  paid_on date NOT NULL,
  beneficiary_kind text NOT NULL CHECK (beneficiary_kind IN ('individual', 'organization')),
  beneficiary_sealed bytea NOT NULL,
  beneficiary_lookup bytea,
  beneficiary_commitment text NOT NULL,
  evidence text[] NOT NULL,
  purpose text,
  grounds text[] NOT NULL CHECK (cardinality(grounds) > 0),
  held_on date NOT NULL,
  lapses_on date NOT NULL CHECK (lapses_on > held_on),
  proposed_by uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('held', 'approved', 'refused')),
  decided_by uuid,
  decided_on date,
  reasons text CHECK (reasons <> ''),
  disbursement uuid,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (ledger, id),
  FOREIGN KEY (ledger, disbursement) REFERENCES disbursements (ledger, id),
  CONSTRAINT a_second_person_approves CHECK (status <> 'approved' OR decided_by <> proposed_by),
  CHECK ((status = 'held') = (decided_by IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_on IS NULL) AND (decided_by IS NULL) = (reasons IS NULL)),
  CHECK ((status = 'approved') = (disbursement IS NOT NULL))
);
COMMENT ON TABLE held_payments IS 'Payments that wait for a second person: their money is reserved until the day before lapses_on.';
CREATE INDEX held_payments_of_collection ON held_payments (collection, id);
CREATE INDEX held_payments_by_id ON held_payments (id);
CREATE UNIQUE INDEX disbursed_once ON held_payments (ledger, disbursement) WHERE disbursement IS NOT NULL;
CALL keep_in_log('held_payments', 'ledger', 'id');

CREATE TABLE fund_transfers (
  id uuid PRIMARY KEY,
  ledger text NOT NULL,
  from_collection uuid NOT NULL REFERENCES collections (id),
  to_collection uuid NOT NULL REFERENCES collections (id),
  amount bigint NOT NULL CHECK (amount > 0),
  currency text NOT NULL,
  reasons text NOT NULL CHECK (reasons <> ''),
  authority text NOT NULL CHECK (authority IN ('registrar', 'akimat')),
  article text,
  variant_hash text NOT NULL,
  asked_by uuid NOT NULL,
  asked_on date NOT NULL,
  status text NOT NULL CHECK (status IN ('pending', 'approved', 'refused')),
  decided_by uuid,
  decided_on date,
  decision_reasons text CHECK (decision_reasons <> ''),
  transaction uuid,
  recorded_at timestamptz NOT NULL,
  FOREIGN KEY (ledger, transaction) REFERENCES transactions (ledger, id),
  CHECK (from_collection <> to_collection),
  CHECK ((status = 'pending') = (decided_by IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_on IS NULL) AND (decided_by IS NULL) = (decision_reasons IS NULL)),
  CHECK ((status = 'approved') = (transaction IS NOT NULL))
);
COMMENT ON TABLE fund_transfers IS 'Money of one purpose that is to pay another: asked for with reasons, decided by an authority, published on both drives.';
COMMENT ON COLUMN fund_transfers.article IS 'By which the law in force names the authority; null where it names none, and the registrar decides.';
CREATE INDEX fund_transfers_from ON fund_transfers (from_collection, id);
CREATE INDEX fund_transfers_to ON fund_transfers (to_collection, id);
CALL keep_in_log('fund_transfers', 'id');
