DROP INDEX decision_one_behalf_each;
ALTER TABLE decision DROP COLUMN on_behalf_name, DROP COLUMN on_behalf_of;

DELETE FROM inbox WHERE delegation IS NOT NULL;
DROP INDEX inbox_delegation, inbox_lent, inbox_own;
ALTER TABLE inbox
  DROP CONSTRAINT inbox_lent_whole,
  DROP COLUMN shown_to, DROP COLUMN shown_from, DROP COLUMN delegation, DROP COLUMN on_behalf_of,
  ADD CONSTRAINT inbox_entity_id_task_id_person_id_key UNIQUE (entity_id, task_id, person_id);
