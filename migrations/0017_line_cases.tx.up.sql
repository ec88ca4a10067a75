-- Cases of lines: who opened them, until when their lines are carried forward, how old their oldest open line is, and who
-- owns those of an account's kind.
ALTER TABLE control_case
  ADD COLUMN opened_by  uuid REFERENCES person (id), -- null for a run's or the clock's
  ADD COLUMN carried_to date,                        -- the last day until which its lines are carried forward
  ADD COLUMN oldest     date,                        -- when the oldest of its open lines was booked, as last counted
  ADD COLUMN days       text[] NOT NULL DEFAULT '{}', -- of a feed: the days of which a statement was missing, as 2026-11-03
  ADD CONSTRAINT control_case_carried CHECK (carried_to IS NULL OR resolution = 'CARRIED_FORWARD'),
  DROP CONSTRAINT control_case_by_person,
  -- A feed that lacks nothing any more, and lines that are all settled, end their case by themselves.
  ADD CONSTRAINT control_case_by_person CHECK (CASE state WHEN 'OPEN' THEN resolved_by IS NULL ELSE resolved_by IS NOT NULL
    OR category IN ('feed', 'timing', 'fee', 'fx', 'missing_entry', 'duplicate', 'amount_difference', 'unknown', 'ambiguous') END);
CREATE INDEX control_case_subject ON control_case (entity_id, subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX control_case_oldest ON control_case (oldest) WHERE oldest IS NOT NULL AND escalated_to IS NULL;
CREATE INDEX control_case_carried ON control_case (carried_to) WHERE carried_to IS NOT NULL;
CREATE INDEX recon_claim_case ON recon_claim (entity_id, case_id) WHERE case_id IS NOT NULL;

-- Who owns cases of lines, by the kind of account and the category of the case; '' is any.
CREATE TABLE case_owner (
  entity_id    integer NOT NULL,
  id           uuid NOT NULL,
  version      integer NOT NULL,
  account_kind text NOT NULL CHECK (account_kind IN ('', 'BANK', 'CARD', 'PROCESSOR', 'CLEARING', 'SUBLEDGER')),
  category     text NOT NULL,
  owner        uuid REFERENCES person (id), -- null once it was taken back
  set_by       uuid NOT NULL REFERENCES person (id),
  set_at       timestamptz NOT NULL,
  reason       text NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, account_kind, category)
);
REVOKE DELETE, TRUNCATE ON case_owner FROM countersign_app;
GRANT UPDATE (carried_to, oldest, days) ON control_case TO countersign_app;
