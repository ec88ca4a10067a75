DROP TABLE case_owner;
DROP INDEX recon_claim_case, control_case_carried, control_case_oldest, control_case_subject;
-- What ended by itself stays as it is; from here on only a feed's case does.
ALTER TABLE control_case DROP CONSTRAINT control_case_by_person, DROP CONSTRAINT control_case_carried,
  DROP COLUMN days, DROP COLUMN oldest, DROP COLUMN carried_to, DROP COLUMN opened_by,
  ADD CONSTRAINT control_case_by_person CHECK (CASE state WHEN 'OPEN' THEN resolved_by IS NULL ELSE resolved_by IS NOT NULL OR category = 'feed' END) NOT VALID;
