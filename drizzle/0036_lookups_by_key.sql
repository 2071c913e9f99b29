-- Who looks a row up by its primary key must find it there. Of a table about which the planner knows nothing yet, any index that begins with the
-- ledger looks just as good to it, and it kept plans that read all rows of the ledger for each single one, until the next ANALYZE.

DROP INDEX donations_in_log, donations_by_reference, statement_lines_by_content, authorizations_by_lapse, refunds_of_donation;
-- Not by what does not ask for a place in the log, or a day.
CREATE UNIQUE INDEX donations_in_log ON donations (ledger, log_index) WHERE log_index IS NOT NULL;
CREATE INDEX authorizations_by_lapse ON authorizations (ledger, lapses_on) WHERE lapses_on IS NOT NULL;
CREATE INDEX donations_by_reference ON donations (reference, ledger) WHERE reference IS NOT NULL;
CREATE INDEX statement_lines_by_content ON statement_lines (content_hash, ledger);
CREATE INDEX refunds_of_donation ON refunds (donation, ledger);

ALTER TABLE accounts DROP CONSTRAINT accounts_ledger_code_currency_key, ADD CONSTRAINT account_is_unique UNIQUE (code, ledger, currency);
ALTER TABLE donation_contexts DROP CONSTRAINT donation_contexts_ledger_actor_variant_key,
  ADD CONSTRAINT context_is_unique UNIQUE (actor, variant, ledger);
ALTER TABLE authorization_settlements DROP CONSTRAINT donation_is_captured_once,
  ADD CONSTRAINT donation_is_captured_once UNIQUE (donation, ledger);
ALTER TABLE payout_donations DROP CONSTRAINT payout_donations_ledger_payout_donation_key,
  ADD CONSTRAINT donation_is_once_in_payout UNIQUE (payout, donation, ledger);
