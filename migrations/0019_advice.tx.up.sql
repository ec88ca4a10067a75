-- Advice: what people confirmed, what was learned from it, what was recommended, and what came of that.

-- What a person confirmed about one line: where it is booked. Written in the transaction of the act, once; it never changes.
CREATE TABLE label (
  entity_id      integer NOT NULL,
  id             uuid NOT NULL,
  invoice_id     uuid NOT NULL,
  line           integer NOT NULL CHECK (line > 0),     -- its number
  revision       integer NOT NULL CHECK (revision > 0), -- the version of the invoice that the act made
  account        text NOT NULL CHECK (account <> ''),
  center         text NOT NULL,                         -- "" for none
  source         text NOT NULL CHECK (source IN ('CODED', 'ACCEPTED', 'EDITED', 'APPROVED')),
  feedback       text CHECK (feedback IN ('WRONG_VALUE', 'BUSINESS_CHANGE', 'FORMAT')),
  trains         boolean NOT NULL, -- false: it is kept and counted, and no model learns it
  person_id      uuid NOT NULL,
  event          uuid NOT NULL,    -- whose position in the log is the order of learning
  recommendation uuid,             -- that was answered by it
  features       jsonb NOT NULL,   -- the line as it was before anybody had coded it
  said           jsonb,            -- what was recommended, as far as the guard must know; null when nothing was
  at             timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, invoice_id, line, revision),
  FOREIGN KEY (entity_id, invoice_id) REFERENCES invoice (entity_id, id)
);
CREATE INDEX label_event ON label (entity_id, event, line);

-- What the owner of a use decided: how often it may be wrong, and where it must not act at all. Numbered versions.
CREATE TABLE advice_policy (
  entity_id    integer NOT NULL,
  id           uuid NOT NULL,
  use          text NOT NULL,
  number       integer NOT NULL CHECK (number > 0),
  state        text NOT NULL CHECK (state IN ('DRAFT', 'ACTIVE', 'RETIRED')),
  automatic    boolean NOT NULL,                                       -- may it ever act by itself?
  target       real NOT NULL CHECK (target > 0 AND target < 0.5),      -- promised share of errors among what is automatic
  audit        real NOT NULL CHECK (audit BETWEEN 0.02 AND 0.05),      -- share of what is automatic that a person sees all the same
  suggest_from real NOT NULL CHECK (suggest_from BETWEEN 0 AND 1),     -- less sure than this is not suggested
  hold_from    real CHECK (hold_from > 0 AND hold_from <= 1),          -- as sure as this of harm, an item is held; null is never
  cap_minor    bigint CHECK (cap_minor >= 0),                          -- of the invoice, in the group's currency; null is none
  cap_currency char(3),
  drafted_by   uuid REFERENCES person (id),  -- null for what a group begins with
  published_by uuid REFERENCES person (id),
  active_from  timestamptz,
  event        uuid,                         -- by which it came in force; null for what a group begins with
  reason       text NOT NULL DEFAULT '',
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, use, number),
  CONSTRAINT advice_policy_four_eyes CHECK (drafted_by <> published_by),
  CHECK ((cap_minor IS NULL) = (cap_currency IS NULL)),
  CHECK ((state = 'DRAFT') = (active_from IS NULL)),
  -- Only the coding of a line can be done without a person: everything else is for people to judge.
  CONSTRAINT advice_policy_automatic CHECK (NOT automatic OR use = 'CODE_LINE')
);
CREATE UNIQUE INDEX advice_policy_one_active ON advice_policy (entity_id, use) WHERE state = 'ACTIVE';

-- When a use stopped acting by itself, and when a person let it act again. Their order is that of the log.
CREATE TABLE advice_turn (
  entity_id  integer NOT NULL,
  id         uuid NOT NULL,
  use        text NOT NULL,
  kind       text NOT NULL CHECK (kind IN ('STOPPED', 'PROMOTED')),
  cause      text NOT NULL DEFAULT '', -- of a stop
  reason     text NOT NULL,
  on_day     date NOT NULL,            -- of the evidence that stopped it, or of the act
  person_id  uuid REFERENCES person (id),
  event      uuid NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id),
  CHECK ((kind = 'PROMOTED') = (person_id IS NOT NULL))
);
CREATE INDEX advice_turn_event ON advice_turn (entity_id, event);
-- Every process finds the same stop in the same labels; one of them writes it down.
CREATE UNIQUE INDEX advice_turn_stop ON advice_turn (entity_id, use, on_day) WHERE kind = 'STOPPED';

-- A model of one use in one entity, and its checkpoints: what was learned up to a position of the log. A checkpoint can be made
-- again from the labels before it, so the bytes of older ones are dropped.
CREATE TABLE model (
  entity_id integer NOT NULL,
  id        uuid NOT NULL,
  version   integer NOT NULL,
  use       text NOT NULL,
  champion  uuid, -- the checkpoint in use
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, use)
);
CREATE TABLE model_version (
  entity_id integer NOT NULL,
  id        uuid NOT NULL,
  model_id  uuid NOT NULL,
  number    integer NOT NULL CHECK (number > 0),
  state     text NOT NULL,   -- names what was learned: format, seed, number of lines, digest of them
  seed      bigint NOT NULL,
  position  bigint NOT NULL CHECK (position >= 0), -- of the log: everything before it was learned
  learned   bigint NOT NULL CHECK (learned >= 0),  -- labels
  labels    integer NOT NULL CHECK (labels >= 0),  -- different ones
  data_hash char(64) NOT NULL,                     -- of everything learned, in order
  sha256    char(64) NOT NULL,                     -- of the bytes before they were packed
  raw_bytes bigint NOT NULL,
  content   bytea,                                 -- packed; null once a newer one stands
  made_at   timestamptz NOT NULL,
  event     uuid NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, model_id, number),
  FOREIGN KEY (entity_id, model_id) REFERENCES model (entity_id, id)
);
ALTER TABLE model_version ALTER COLUMN content SET STORAGE EXTERNAL; -- it is packed already

CREATE TABLE recommendation (
  entity_id    integer NOT NULL,
  id           uuid NOT NULL,
  version      integer NOT NULL,
  use          text NOT NULL CHECK (use IN ('CODE_LINE', 'DUPLICATE', 'SUPPLIER_MISMATCH', 'PREDICT_APPROVER')),
  invoice_id   uuid NOT NULL,
  line         integer NOT NULL CHECK (line >= 0), -- number of the line; 0 for the invoice as a whole
  round        integer NOT NULL,                   -- of the invoice that it was made for
  supplier_id  uuid,
  action       jsonb NOT NULL,
  confidence   real NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  unseen       text NOT NULL DEFAULT '', -- what of it nobody confirmed before
  zone         text NOT NULL CHECK (zone IN ('AUTO', 'SUGGEST', 'HUMAN')),
  threshold    jsonb NOT NULL,
  explanation  jsonb NOT NULL,
  alternatives jsonb NOT NULL DEFAULT '[]',
  model        text NOT NULL, -- the state of the model; "" when there was none
  state        text NOT NULL CHECK (state IN ('PROPOSED', 'AUTO_APPLIED', 'ACCEPTED', 'EDITED', 'REJECTED', 'EXPIRED', 'SUPERSEDED')),
  audited      boolean NOT NULL DEFAULT false, -- surely enough to act, and shown to a person all the same
  opened       boolean NOT NULL DEFAULT false, -- whoever decided had opened the evidence
  risk_minor   bigint NOT NULL,                -- money that it is about, in the group's currency
  made_at      timestamptz NOT NULL,
  event        uuid NOT NULL,
  expires_at   timestamptz,
  decided_by   uuid REFERENCES person (id),
  decided_at   timestamptz,
  edited_to    jsonb,
  feedback     text CHECK (feedback IN ('WRONG_VALUE', 'BUSINESS_CHANGE', 'FORMAT')),
  reason       text,
  outcome      text NOT NULL DEFAULT 'UNKNOWN' CHECK (outcome IN ('RIGHT', 'WRONG', 'UNKNOWN')),
  outcome_at   timestamptz,
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, invoice_id) REFERENCES invoice (entity_id, id),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK (state NOT IN ('ACCEPTED', 'EDITED', 'REJECTED') OR decided_by IS NOT NULL),
  CHECK ((state = 'EDITED') = (edited_to IS NOT NULL)),
  CHECK ((outcome = 'UNKNOWN') = (outcome_at IS NULL)),
  -- A machine codes lines, of which a person has still to approve every invoice. It never judges, holds, or chooses who is asked.
  CONSTRAINT recommendation_automatic CHECK (zone <> 'AUTO' OR use = 'CODE_LINE'),
  CONSTRAINT recommendation_applied CHECK (state <> 'AUTO_APPLIED' OR zone = 'AUTO' AND NOT audited)
);
-- One stands for each use and line.
CREATE UNIQUE INDEX recommendation_standing ON recommendation (entity_id, invoice_id, use, line) WHERE state IN ('PROPOSED', 'AUTO_APPLIED');
CREATE INDEX recommendation_invoice ON recommendation (entity_id, invoice_id, made_at);
CREATE INDEX recommendation_newest ON recommendation (entity_id, made_at DESC, id DESC);
CREATE INDEX recommendation_supplier ON recommendation (entity_id, supplier_id, made_at) WHERE use = 'CODE_LINE';
CREATE INDEX recommendation_expiry ON recommendation (expires_at) WHERE state = 'PROPOSED';

-- What waiting with a task may lose, in minor units of the group's currency, and what its person put first.
ALTER TABLE inbox
  ADD COLUMN chance         double precision NOT NULL DEFAULT 0, -- of losing what the invoice is worth because something is wrong with it
  ADD COLUMN discount_minor bigint NOT NULL DEFAULT 0,           -- saved by paying until discount_until
  ADD COLUMN discount_until date,
  ADD COLUMN pinned_at      timestamptz;

-- An invoice is compared with those of one number, whoever sent them.
CREATE INDEX invoice_number_norm ON invoice (entity_id, number_norm);

REVOKE UPDATE, DELETE, TRUNCATE ON label, advice_policy, advice_turn, model_version, recommendation FROM countersign_app;
REVOKE DELETE, TRUNCATE ON model FROM countersign_app;
GRANT UPDATE (state, published_by, active_from, event, reason) ON advice_policy TO countersign_app;
GRANT UPDATE (content) ON model_version TO countersign_app;
GRANT UPDATE (version, state, opened, decided_by, decided_at, edited_to, feedback, reason, outcome, outcome_at) ON recommendation TO countersign_app;
