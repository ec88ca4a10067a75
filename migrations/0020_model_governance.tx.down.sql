DROP INDEX recommendation_wrong;
ALTER TABLE advice_policy DROP COLUMN budget_minor, DROP COLUMN budget_currency;
DROP TABLE model_promotion;
ALTER TABLE model DROP CONSTRAINT model_state_told, DROP CONSTRAINT model_killed_by_person, DROP COLUMN owner_id, DROP COLUMN state, DROP COLUMN state_by,
  DROP COLUMN state_at, DROP COLUMN state_reason;
