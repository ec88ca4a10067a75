-- Emergency access, access reviews, and the cases that somebody must answer for. Reviews and sessions are of the whole
-- group; a case belongs to an entity, or to the group as a whole, which is 0.

-- What can be had in an emergency, in versions like every row of the rulebook: a row is replaced, never altered.
CREATE TABLE emergency_bundle (
  row_id         uuid PRIMARY KEY,
  id             uuid NOT NULL,
  key            text NOT NULL,
  name           text NOT NULL,
  purpose        text NOT NULL,
  role_key       text NOT NULL,
  entities       integer[] NOT NULL CHECK (cardinality(entities) > 0),
  limit_minor    bigint CHECK (limit_minor >= 0),
  limit_currency char(3),
  max_minutes    integer NOT NULL CHECK (max_minutes BETWEEN 5 AND 1440),
  instant        boolean NOT NULL,
  controller     uuid NOT NULL REFERENCES person (id),
  recorded_from  timestamptz NOT NULL,
  recorded_to    timestamptz,
  requested_by   uuid,
  approved_by    uuid,
  reason         text NOT NULL DEFAULT '',
  change_id      uuid,
  CHECK ((limit_minor IS NULL) = (limit_currency IS NULL))
);
CREATE UNIQUE INDEX emergency_bundle_now ON emergency_bundle (key) WHERE recorded_to IS NULL;

CREATE TABLE emergency_session (
  id           uuid PRIMARY KEY,
  version      integer NOT NULL,
  bundle_row   uuid NOT NULL REFERENCES emergency_bundle (row_id),
  person_id    uuid NOT NULL REFERENCES person (id),
  ticket       text NOT NULL CHECK (ticket <> ''),
  reason       text NOT NULL CHECK (reason <> ''),
  minutes      integer NOT NULL CHECK (minutes BETWEEN 5 AND 1440),
  state        text NOT NULL CHECK (state IN ('REQUESTED', 'ACTIVE', 'ENDED', 'REFUSED', 'REVIEWED')),
  conflicts    text[] NOT NULL,
  requested_at timestamptz NOT NULL,
  decided_by   uuid REFERENCES person (id), -- null when it was instant, or lapsed
  decided_at   timestamptz,
  comment      text,
  starts_at    timestamptz,
  ends_at      timestamptz,
  ended_at     timestamptz,
  grant_id     uuid,
  acts         integer NOT NULL DEFAULT 0,
  refusals     integer NOT NULL DEFAULT 0,
  broken       text[] NOT NULL DEFAULT '{}',
  held         text[] NOT NULL DEFAULT '{}',
  score        integer NOT NULL DEFAULT 0,
  case_id      uuid, -- of the group's cases
  reviewed_by  uuid REFERENCES person (id),
  reviewed_at  timestamptz,
  -- Nobody approves or reviews their own: SOD-035.
  CONSTRAINT emergency_four_eyes CHECK (decided_by <> person_id AND reviewed_by <> person_id),
  CONSTRAINT emergency_time_box CHECK (ends_at <= starts_at + interval '1 day'),
  CHECK ((state IN ('ACTIVE', 'ENDED', 'REVIEWED')) = (starts_at IS NOT NULL AND ends_at IS NOT NULL AND grant_id IS NOT NULL)),
  CHECK ((state IN ('ENDED', 'REVIEWED')) = (ended_at IS NOT NULL)),
  CHECK ((state = 'REVIEWED') = (reviewed_by IS NOT NULL AND reviewed_at IS NOT NULL))
);
-- So that what somebody does while a session lasts belongs to one session.
CREATE UNIQUE INDEX emergency_one_open ON emergency_session (person_id) WHERE state IN ('REQUESTED', 'ACTIVE');
CREATE INDEX emergency_session_newest ON emergency_session (requested_at, id);

CREATE TABLE access_review (
  id         uuid PRIMARY KEY,
  version    integer NOT NULL,
  name       text NOT NULL CHECK (name <> ''),
  roles      text[] NOT NULL,    -- empty is all
  entities   integer[] NOT NULL, -- empty is all
  ask_first  text NOT NULL CHECK (ask_first IN ('MANAGER', 'ROLE_OWNER')),
  uses_since timestamptz NOT NULL,
  state      text NOT NULL CHECK (state IN ('OPEN', 'CLOSED')),
  started_by uuid NOT NULL REFERENCES person (id),
  started_at timestamptz NOT NULL,
  due_at     timestamptz NOT NULL,
  closed_at  timestamptz,
  evidence   uuid[] NOT NULL DEFAULT '{}', -- files of the group
  CHECK (due_at > started_at),
  CHECK ((state = 'CLOSED') = (closed_at IS NOT NULL))
);
CREATE INDEX access_review_newest ON access_review (started_at, id);

CREATE TABLE access_review_item (
  id           uuid PRIMARY KEY,
  version      integer NOT NULL,
  review_id    uuid NOT NULL REFERENCES access_review (id),
  home         integer NOT NULL, -- where the holder works; 0 for a machine
  person_id    uuid NOT NULL,    -- the holder: a person or a service account
  grant_id     uuid NOT NULL,
  grant_row    uuid NOT NULL REFERENCES role_grant (row_id),
  reviewer     uuid NOT NULL REFERENCES person (id),
  via          text NOT NULL,
  uses         integer NOT NULL,
  last_used_at timestamptz,
  decision     text CHECK (decision IN ('KEEP', 'REVOKE', 'NARROW')),
  decided_by   uuid REFERENCES person (id), -- null when nobody answered in time
  decided_at   timestamptz,
  reason       text,
  narrowed_to  integer[],
  applied_at   timestamptz,
  applied_in   bigint, -- version of the rulebook
  verified_at  timestamptz,
  -- Nobody certifies their own access: SOD-037.
  CONSTRAINT access_review_not_own CHECK (reviewer <> person_id AND decided_by <> person_id),
  UNIQUE (review_id, grant_id),
  CHECK ((decision IS NULL) = (decided_at IS NULL)),
  CHECK (decision IS NOT NULL OR decided_by IS NULL),
  CHECK (decided_by IS NOT NULL OR decision IS NULL OR decision = 'REVOKE'),
  CHECK ((coalesce(decision, '') = 'NARROW') = (narrowed_to IS NOT NULL)),
  CHECK (verified_at IS NULL OR applied_at IS NOT NULL)
);
CREATE INDEX access_review_item_open ON access_review_item (review_id) WHERE decision IS NULL;
CREATE INDEX access_review_item_unseen ON access_review_item (applied_at) WHERE verified_at IS NULL AND applied_at IS NOT NULL;

CREATE TABLE control_case (
  entity_id         integer NOT NULL,
  id                uuid NOT NULL,
  version           integer NOT NULL,
  key               text NOT NULL,
  category          text NOT NULL,
  title             text NOT NULL,
  state             text NOT NULL CHECK (state IN ('OPEN', 'RESOLVED')),
  owner             uuid REFERENCES person (id),
  escalated_to      uuid REFERENCES person (id),
  about             uuid REFERENCES person (id),
  subject_kind      char(3),
  subject_id        uuid, -- in the same entity
  twin              text NOT NULL,
  evidence          text NOT NULL,
  exposure_minor    bigint,
  exposure_currency char(3),
  opened_at         timestamptz NOT NULL,
  due_at            timestamptz NOT NULL,
  resolution        text,
  resolved_by       uuid REFERENCES person (id),
  resolved_at       timestamptz,
  note              text,
  updated_at        timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, key),
  CONSTRAINT control_case_not_own CHECK (resolved_by <> about),
  CHECK ((subject_kind IS NULL) = (subject_id IS NULL)),
  CHECK ((exposure_minor IS NULL) = (exposure_currency IS NULL)),
  CHECK ((state = 'RESOLVED') = (resolution IS NOT NULL AND resolved_by IS NOT NULL AND resolved_at IS NOT NULL))
);
-- What was found again while its case is open does not open another.
CREATE UNIQUE INDEX control_case_twin ON control_case (entity_id, category, twin) WHERE state = 'OPEN';
CREATE INDEX control_case_newest ON control_case (entity_id, opened_at, id);
CREATE INDEX control_case_due ON control_case (entity_id, due_at) WHERE state = 'OPEN';

-- What was asked for, and about whom, stays as it was written; what became of it is added column by column.
REVOKE UPDATE, DELETE, TRUNCATE ON emergency_bundle, emergency_session, access_review, access_review_item, control_case
  FROM countersign_app;
GRANT UPDATE (recorded_to) ON emergency_bundle TO countersign_app;
GRANT UPDATE (version, state, decided_by, decided_at, comment, starts_at, ends_at, ended_at, grant_id, acts, refusals, broken, held,
  score, case_id, reviewed_by, reviewed_at) ON emergency_session TO countersign_app;
GRANT UPDATE (version, state, closed_at, evidence) ON access_review TO countersign_app;
GRANT UPDATE (version, decision, decided_by, decided_at, reason, narrowed_to, applied_at, applied_in, verified_at)
  ON access_review_item TO countersign_app;
GRANT UPDATE (version, title, state, owner, escalated_to, evidence, due_at, resolution, resolved_by, resolved_at, note, updated_at)
  ON control_case TO countersign_app;
