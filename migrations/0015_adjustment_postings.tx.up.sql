-- An adjustment is meant for the ledger as an invoice is: a posting is of one of the two.
ALTER TABLE posting ALTER COLUMN invoice_id DROP NOT NULL, ADD COLUMN adjustment_id uuid,
  ADD CONSTRAINT posting_of_one CHECK (num_nonnulls(invoice_id, adjustment_id) = 1),
  ADD CONSTRAINT posting_adjustment_once UNIQUE (entity_id, adjustment_id, revision, effect),
  ADD CONSTRAINT posting_adjustment FOREIGN KEY (entity_id, adjustment_id) REFERENCES adjustment (entity_id, id);
