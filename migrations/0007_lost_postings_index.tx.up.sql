-- The clock looks through all entities, every half minute, for postings whose holder is gone. Nearly all postings are
-- settled; the few that are not are found by when they last gave a sign.
CREATE INDEX posting_unsettled ON posting (updated_at) WHERE state IN ('PENDING', 'SENT', 'IN_DOUBT');
