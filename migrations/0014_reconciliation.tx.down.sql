REVOKE UPDATE (exposure_minor, exposure_currency) ON control_case FROM countersign_app;
ALTER TABLE intake DROP COLUMN statement_id, DROP COLUMN statements, DROP COLUMN recon_account_id, DROP COLUMN recon_source;
DROP TABLE ledger_pull, sign_off, reconciliation, adjustment, recon_claim, match_group, recon_run, match_rule_set, recon_line, bank_statement, recon_account;
