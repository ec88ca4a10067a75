-- Which rule leaves a line out; in which line of the ledger a posted adjustment came back; fee schedules and the end of accounts.
ALTER TABLE recon_claim ADD COLUMN rule_id uuid, -- of the rules that the run followed
  ADD CONSTRAINT recon_claim_rule CHECK (rule_id IS NULL OR state = 'EXCLUDED');
ALTER TABLE adjustment ADD COLUMN entry_id uuid, -- the ledger's line
  ADD CONSTRAINT adjustment_entry CHECK (entry_id IS NULL OR state IN ('APPROVED', 'POSTED'));
CREATE UNIQUE INDEX adjustment_entry_once ON adjustment (entity_id, entry_id) WHERE entry_id IS NOT NULL;
CREATE INDEX adjustment_account ON adjustment (entity_id, account_id);
GRANT UPDATE (entry_id) ON adjustment TO countersign_app;
ALTER TABLE recon_account ADD COLUMN fees jsonb, ADD COLUMN closed_at timestamptz, ADD COLUMN closed_by uuid REFERENCES person (id),
  ADD COLUMN close_reason text NOT NULL DEFAULT '',
  ADD CONSTRAINT recon_account_closed CHECK ((closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (close_reason = ''));
