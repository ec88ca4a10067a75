-- What ended by itself stays as it is; from here on every case needs a person again.
ALTER TABLE control_case DROP CONSTRAINT control_case_resolved, DROP CONSTRAINT control_case_by_person,
  ADD CONSTRAINT control_case_check2 CHECK ((state = 'RESOLVED') = (resolution IS NOT NULL AND resolved_by IS NOT NULL AND resolved_at IS NOT NULL)) NOT VALID;
REVOKE UPDATE (exposure_minor, exposure_currency) ON control_case FROM countersign_app;
ALTER TABLE intake DROP COLUMN statement_id, DROP COLUMN statements, DROP COLUMN recon_account_id, DROP COLUMN recon_source;
DROP TABLE ledger_pull, sign_off, reconciliation, adjustment, recon_claim, match_group, recon_run, match_rule_set, recon_line, bank_statement, recon_account;
