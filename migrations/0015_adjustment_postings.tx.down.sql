DELETE FROM posting_attempt a USING posting p WHERE p.entity_id = a.entity_id AND p.id = a.posting_id AND p.adjustment_id IS NOT NULL;
DELETE FROM posting WHERE adjustment_id IS NOT NULL;
ALTER TABLE posting DROP CONSTRAINT posting_adjustment, DROP CONSTRAINT posting_adjustment_once, DROP CONSTRAINT posting_of_one,
  DROP COLUMN adjustment_id, ALTER COLUMN invoice_id SET NOT NULL;
