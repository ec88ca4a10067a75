DROP INDEX invoice_number_norm;
ALTER TABLE inbox DROP COLUMN pinned_at, DROP COLUMN discount_until, DROP COLUMN discount_minor, DROP COLUMN chance;
DROP TABLE recommendation, model_version, model, advice_turn, advice_policy, label;
