ALTER TABLE recon_account DROP CONSTRAINT recon_account_closed, DROP COLUMN fees, DROP COLUMN closed_at, DROP COLUMN closed_by, DROP COLUMN close_reason;
DROP INDEX adjustment_entry_once, adjustment_account;
ALTER TABLE adjustment DROP CONSTRAINT adjustment_entry, DROP COLUMN entry_id;
ALTER TABLE recon_claim DROP CONSTRAINT recon_claim_rule, DROP COLUMN rule_id;
