DROP INDEX duty_use_person;
ALTER TABLE duty_use DROP CONSTRAINT duty_use_critical_binds;
ALTER TABLE duty_use DROP CONSTRAINT duty_use_one_side;
DELETE FROM duty_use WHERE NOT binding;
ALTER TABLE duty_use DROP COLUMN binding;
ALTER TABLE duty_use ADD CONSTRAINT duty_use_one_side EXCLUDE USING gist
  (entity_id WITH =, chain WITH =, rule WITH =, person WITH =, side WITH <>);
DROP TABLE access_change, rulebook, service_account, mitigation, delegation;

DELETE FROM duty_rule WHERE recorded_to IS NOT NULL;
DROP INDEX duty_rule_now;
ALTER TABLE duty_rule
  ADD COLUMN critical boolean NOT NULL DEFAULT true,
  DROP COLUMN row_id, DROP COLUMN id, DROP COLUMN why, DROP COLUMN process, DROP COLUMN span, DROP COLUMN owner,
  DROP COLUMN control, DROP COLUMN recorded_from, DROP COLUMN recorded_to, DROP COLUMN requested_by, DROP COLUMN approved_by,
  DROP COLUMN reason, DROP COLUMN change_id;
UPDATE duty_rule SET critical = risk = 'CRITICAL';
ALTER TABLE duty_rule ALTER COLUMN critical DROP DEFAULT, DROP COLUMN risk, ADD PRIMARY KEY (key);

DELETE FROM role_grant WHERE recorded_to IS NOT NULL;
DROP INDEX role_grant_now;
ALTER TABLE role_grant
  DROP COLUMN row_id, DROP COLUMN emergency, DROP COLUMN recorded_from, DROP COLUMN recorded_to, DROP COLUMN requested_by,
  DROP COLUMN approved_by, DROP COLUMN reason, DROP COLUMN change_id,
  ADD PRIMARY KEY (id),
  ADD CONSTRAINT role_grant_person_id_fkey FOREIGN KEY (person_id) REFERENCES person (id);

DELETE FROM role WHERE recorded_to IS NOT NULL;
DROP INDEX role_now;
ALTER TABLE role
  DROP COLUMN row_id, DROP COLUMN purpose, DROP COLUMN owner, DROP COLUMN recorded_from, DROP COLUMN recorded_to,
  DROP COLUMN requested_by, DROP COLUMN approved_by, DROP COLUMN reason, DROP COLUMN change_id,
  ADD PRIMARY KEY (id), ADD CONSTRAINT role_key_key UNIQUE (key);
ALTER TABLE role_grant ADD CONSTRAINT role_grant_role_key_fkey FOREIGN KEY (role_key) REFERENCES role (key);
