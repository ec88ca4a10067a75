-- What delegates see and do for others.

-- A row of the inbox is either somebody's own, or shown to a delegate while the delegation lasts: nothing need happen at
-- the instants at which it begins and ends.
ALTER TABLE inbox
  ADD COLUMN on_behalf_of uuid,
  ADD COLUMN delegation   uuid,
  ADD COLUMN shown_from   timestamptz,
  ADD COLUMN shown_to     timestamptz,
  DROP CONSTRAINT inbox_entity_id_task_id_person_id_key,
  ADD CONSTRAINT inbox_lent_whole CHECK (num_nulls(on_behalf_of, delegation, shown_from, shown_to) IN (0, 4));
CREATE UNIQUE INDEX inbox_own ON inbox (entity_id, task_id, person_id) WHERE delegation IS NULL;
CREATE UNIQUE INDEX inbox_lent ON inbox (entity_id, task_id, delegation) WHERE delegation IS NOT NULL;
CREATE INDEX inbox_delegation ON inbox (delegation) WHERE delegation IS NOT NULL;

-- A decision tells both names. Four eyes count people: whoever acts for somebody takes one of their steps, too.
ALTER TABLE decision
  ADD COLUMN on_behalf_of   uuid,
  ADD COLUMN on_behalf_name text,
  ADD CONSTRAINT decision_behalf_of_another CHECK (on_behalf_of <> actor_id),
  ADD CONSTRAINT decision_behalf_named CHECK ((on_behalf_of IS NULL) = (on_behalf_name IS NULL));
CREATE UNIQUE INDEX decision_one_behalf_each ON decision (entity_id, invoice_id, round, on_behalf_of) WHERE standing AND on_behalf_of IS NOT NULL;
