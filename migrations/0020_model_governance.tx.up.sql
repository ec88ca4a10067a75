-- Who answers for a model, what it may do at all, and how much money it may get wrong.

ALTER TABLE model
  ADD COLUMN owner_id     uuid REFERENCES person (id), -- null while nobody answers for it; then nothing is promoted
  ADD COLUMN state        text NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'DEMOTED', 'KILLED')),
  ADD COLUMN state_by     uuid REFERENCES person (id), -- null for the house itself
  ADD COLUMN state_at     timestamptz,
  ADD COLUMN state_reason text NOT NULL DEFAULT '',
  ADD CONSTRAINT model_state_told CHECK (state = 'ACTIVE' OR state_at IS NOT NULL AND state_reason <> ''),
  -- Nobody but a person switches a model off, and what the house itself does is to stop.
  ADD CONSTRAINT model_killed_by_person CHECK (state <> 'KILLED' OR state_by IS NOT NULL);

-- Asked by one person, decided by the owner, who is another.
CREATE TABLE model_promotion (
  entity_id  integer NOT NULL,
  id         uuid NOT NULL,
  model_id   uuid NOT NULL,
  state      text NOT NULL CHECK (state IN ('ASKED', 'AGREED', 'REFUSED')),
  asked_by   uuid NOT NULL REFERENCES person (id),
  asked_at   timestamptz NOT NULL,
  reason     text NOT NULL,
  decided_by uuid REFERENCES person (id),
  decided_at timestamptz,
  comment    text NOT NULL DEFAULT '',
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, model_id) REFERENCES model (entity_id, id),
  CHECK ((state = 'ASKED') = (decided_by IS NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CONSTRAINT model_promotion_four_eyes CHECK (decided_by <> asked_by)
);
CREATE UNIQUE INDEX model_promotion_one_open ON model_promotion (entity_id, model_id) WHERE state = 'ASKED';

-- 0.05 as a real is more than 0.05, and so was out of the bounds that it is the end of.
ALTER TABLE advice_policy
  ALTER COLUMN target TYPE double precision, ALTER COLUMN audit TYPE double precision, ALTER COLUMN suggest_from TYPE double precision,
  ALTER COLUMN hold_from TYPE double precision;

-- What may be lost by automatic advice before it stops.
ALTER TABLE advice_policy
  ADD COLUMN budget_minor    bigint CHECK (budget_minor > 0),
  ADD COLUMN budget_currency char(3),
  ADD CONSTRAINT advice_policy_budget CHECK ((budget_minor IS NULL) = (budget_currency IS NULL));

-- What was done wrong by itself: few rows, read with each piece of advice under a budget.
CREATE INDEX recommendation_wrong ON recommendation (entity_id, use, outcome_at) WHERE zone = 'AUTO' AND outcome = 'WRONG';

REVOKE DELETE, TRUNCATE ON model_promotion FROM countersign_app;
REVOKE UPDATE ON model_promotion FROM countersign_app;
GRANT UPDATE (state, decided_by, decided_at, comment) ON model_promotion TO countersign_app;
