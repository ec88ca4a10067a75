-- Who may do what, in two times: when a right holds (valid_from, valid_to) and since when we know it (recorded_from,
-- recorded_to). Rows are never altered but for the end of their recorded time, so that every past rulebook can be read.

-- role_key and duty_rule.key cease to be unique: each names many versions of one thing. The strict loader refuses a
-- rulebook in which a grant names no role.
ALTER TABLE role_grant DROP CONSTRAINT role_grant_role_key_fkey;

ALTER TABLE role
  ADD COLUMN row_id        uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN purpose       text NOT NULL DEFAULT '',
  ADD COLUMN owner         uuid REFERENCES person (id),
  ADD COLUMN recorded_from timestamptz NOT NULL DEFAULT 'epoch',
  ADD COLUMN recorded_to   timestamptz,
  ADD COLUMN requested_by  uuid,
  ADD COLUMN approved_by   uuid,
  ADD COLUMN reason        text NOT NULL DEFAULT '',
  ADD COLUMN change_id     uuid,
  DROP CONSTRAINT role_pkey,
  DROP CONSTRAINT role_key_key,
  ADD PRIMARY KEY (row_id),
  -- Here and below: nobody agrees to what nobody asked for, and nobody to what they asked for themselves.
  ADD CONSTRAINT role_four_eyes CHECK (approved_by IS NULL OR requested_by IS NOT NULL AND approved_by <> requested_by);
CREATE UNIQUE INDEX role_now ON role (key) WHERE recorded_to IS NULL;

ALTER TABLE role_grant
  ADD COLUMN row_id        uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN emergency     text NOT NULL DEFAULT '', -- ticket of the emergency session that gave it
  ADD COLUMN recorded_from timestamptz NOT NULL DEFAULT 'epoch',
  ADD COLUMN recorded_to   timestamptz,
  ADD COLUMN requested_by  uuid,
  ADD COLUMN approved_by   uuid,
  ADD COLUMN reason        text NOT NULL DEFAULT '',
  ADD COLUMN change_id     uuid,
  DROP CONSTRAINT role_grant_pkey,
  DROP CONSTRAINT role_grant_person_id_fkey, -- a service account is not a person
  ADD PRIMARY KEY (row_id),
  -- Who asked for a right cannot agree to it, and nobody agrees to a right of their own: SOD-030.
  ADD CONSTRAINT role_grant_four_eyes CHECK (approved_by IS NULL
    OR requested_by IS NOT NULL AND approved_by <> requested_by AND approved_by <> person_id),
  ADD CONSTRAINT role_grant_emergency_ends CHECK (emergency = ''
    OR valid_to IS NOT NULL AND valid_to <= valid_from + interval '24 hours');
CREATE UNIQUE INDEX role_grant_now ON role_grant (id) WHERE recorded_to IS NULL;

ALTER TABLE duty_rule
  ADD COLUMN row_id        uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN id            uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN why           text NOT NULL DEFAULT '',
  ADD COLUMN process       text NOT NULL DEFAULT '',
  ADD COLUMN risk          text NOT NULL DEFAULT 'CRITICAL' CHECK (risk IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  ADD COLUMN span          text NOT NULL DEFAULT 'SAME_OBJECT' CHECK (span IN ('SAME_OBJECT', 'SAME_COUNTERPARTY', 'SAME_ENTITY')),
  ADD COLUMN owner         uuid REFERENCES person (id),
  ADD COLUMN control       text NOT NULL DEFAULT '',
  ADD COLUMN recorded_from timestamptz NOT NULL DEFAULT 'epoch',
  ADD COLUMN recorded_to   timestamptz,
  ADD COLUMN requested_by  uuid,
  ADD COLUMN approved_by   uuid,
  ADD COLUMN reason        text NOT NULL DEFAULT '',
  ADD COLUMN change_id     uuid,
  DROP COLUMN critical,
  DROP CONSTRAINT duty_rule_pkey,
  ADD PRIMARY KEY (row_id),
  ADD CONSTRAINT duty_rule_four_eyes CHECK (approved_by IS NULL OR requested_by IS NOT NULL AND approved_by <> requested_by);
CREATE UNIQUE INDEX duty_rule_now ON duty_rule (key) WHERE recorded_to IS NULL;

-- What one person lends another: never open-ended, never to oneself.
CREATE TABLE delegation (
  row_id         uuid PRIMARY KEY,
  id             uuid NOT NULL,
  from_person    uuid NOT NULL REFERENCES person (id),
  to_person      uuid NOT NULL REFERENCES person (id),
  actions        text[] NOT NULL CHECK (cardinality(actions) > 0),
  entities       integer[] NOT NULL CHECK (cardinality(entities) > 0),
  limit_minor    bigint CHECK (limit_minor >= 0),
  limit_currency char(3),
  valid_from     timestamptz NOT NULL,
  valid_to       timestamptz NOT NULL,
  inform         boolean NOT NULL DEFAULT true,
  recorded_from  timestamptz NOT NULL,
  recorded_to    timestamptz,
  requested_by   uuid,
  approved_by    uuid,
  reason         text NOT NULL DEFAULT '',
  change_id      uuid,
  CHECK (from_person <> to_person),
  CHECK (valid_to > valid_from AND valid_to <= valid_from + interval '92 days'),
  CHECK ((limit_minor IS NULL) = (limit_currency IS NULL)),
  CONSTRAINT delegation_four_eyes CHECK (approved_by IS NULL
    OR requested_by IS NOT NULL AND approved_by <> requested_by AND approved_by <> to_person)
);
CREATE UNIQUE INDEX delegation_now ON delegation (id) WHERE recorded_to IS NULL;

-- Conflicts that were accepted for a time, under a control that somebody else owns.
CREATE TABLE mitigation (
  row_id        uuid PRIMARY KEY,
  id            uuid NOT NULL,
  rule_key      text NOT NULL,
  person_id     uuid NOT NULL REFERENCES person (id),
  control       text NOT NULL CHECK (control <> ''),
  owner         uuid NOT NULL REFERENCES person (id),
  valid_from    timestamptz NOT NULL,
  valid_to      timestamptz NOT NULL,
  recorded_from timestamptz NOT NULL,
  recorded_to   timestamptz,
  requested_by  uuid,
  approved_by   uuid,
  reason        text NOT NULL DEFAULT '',
  change_id     uuid,
  CHECK (owner <> person_id),
  CHECK (valid_to > valid_from AND valid_to <= valid_from + interval '366 days'),
  -- Nobody accepts a conflict of their own: SOD-034.
  CONSTRAINT mitigation_not_own CHECK (approved_by IS NULL
    OR requested_by IS NOT NULL AND approved_by <> requested_by AND approved_by <> person_id)
);
CREATE UNIQUE INDEX mitigation_now ON mitigation (id) WHERE recorded_to IS NULL;

-- Machines outside the house: an owner and an end, always.
CREATE TABLE service_account (
  row_id        uuid PRIMARY KEY,
  id            uuid NOT NULL,
  name          text NOT NULL,
  owner         uuid NOT NULL REFERENCES person (id),
  valid_to      timestamptz NOT NULL,
  recorded_from timestamptz NOT NULL,
  recorded_to   timestamptz,
  requested_by  uuid,
  approved_by   uuid,
  reason        text NOT NULL DEFAULT '',
  change_id     uuid,
  CONSTRAINT service_account_four_eyes CHECK (approved_by IS NULL OR requested_by IS NOT NULL AND approved_by <> requested_by)
);
CREATE UNIQUE INDEX service_account_now ON service_account (id) WHERE recorded_to IS NULL;

-- Every version of the rulebook: when it came into force, and which change made it. Rows are only added.
CREATE TABLE rulebook (
  version     bigint PRIMARY KEY,
  recorded_at timestamptz NOT NULL,
  change_id   uuid
);
CREATE INDEX rulebook_recorded ON rulebook (recorded_at);
INSERT INTO rulebook (version, recorded_at) SELECT authz, now() FROM world;

-- A change of access on its way: asked for, looked at (what it would do), agreed to by somebody else, applied.
CREATE TABLE access_change (
  id           uuid PRIMARY KEY,
  version      integer NOT NULL,
  kind         text NOT NULL CHECK (kind IN ('GRANT', 'REVOKE', 'ROLE', 'RULE', 'MITIGATION', 'SERVICE')),
  state        text NOT NULL CHECK (state IN ('REQUESTED', 'APPLIED', 'REJECTED', 'WITHDRAWN', 'VOID')),
  person_id    uuid,               -- whom it is about; null for roles and rules
  proposal     jsonb NOT NULL,
  digest       char(64) NOT NULL,  -- of the proposal; what is agreed to is this and nothing else
  base         bigint NOT NULL,    -- version of the rulebook that the preview was made against
  preview      jsonb NOT NULL,     -- gained, lost, conflicts
  reason       text NOT NULL CHECK (reason <> ''),
  requested_by uuid NOT NULL REFERENCES person (id),
  requested_at timestamptz NOT NULL,
  decided_by   uuid REFERENCES person (id),
  decided_at   timestamptz,
  comment      text,
  applied      bigint,             -- version of the rulebook that it made
  CONSTRAINT access_change_decided CHECK (decided_by IS NOT NULL OR state NOT IN ('APPLIED', 'REJECTED')),
  CONSTRAINT access_change_four_eyes CHECK (decided_by IS NULL OR state IN ('WITHDRAWN', 'VOID')
    OR (decided_by <> requested_by AND (person_id IS NULL OR decided_by <> person_id)))
);
CREATE INDEX access_change_open ON access_change (requested_at DESC, id DESC);

-- A use of duty binds unless its rule only detects or was lawfully relaxed; a critical rule always binds.
ALTER TABLE duty_use ADD COLUMN binding boolean NOT NULL DEFAULT true;
ALTER TABLE duty_use ALTER COLUMN binding DROP DEFAULT;
ALTER TABLE duty_use DROP CONSTRAINT duty_use_one_side;
ALTER TABLE duty_use ADD CONSTRAINT duty_use_one_side EXCLUDE USING gist
  (entity_id WITH =, chain WITH =, rule WITH =, person WITH =, side WITH <>) WHERE (binding);
ALTER TABLE duty_use ADD CONSTRAINT duty_use_critical_binds CHECK (binding OR rule <> ALL (ARRAY[
  'SOD-001', 'SOD-002', 'SOD-003', 'SOD-009', 'SOD-010', 'SOD-013', 'SOD-014', 'SOD-015', 'SOD-016', 'SOD-020', 'SOD-026',
  'SOD-028', 'SOD-029', 'SOD-030', 'SOD-031', 'SOD-032', 'SOD-033', 'SOD-034', 'SOD-035', 'SOD-036', 'SOD-038', 'SOD-039']));
-- What somebody did, and conflicts that were exercised: two uses that bind cannot meet, so one does not.
CREATE INDEX duty_use_person ON duty_use (entity_id, person, rule, side);
CREATE INDEX duty_use_loose ON duty_use (person, rule) WHERE NOT binding;

REVOKE UPDATE, DELETE, TRUNCATE ON role, role_grant, duty_rule, delegation, mitigation, service_account, rulebook FROM countersign_app;
GRANT UPDATE (recorded_to) ON role, role_grant, duty_rule, delegation, mitigation, service_account TO countersign_app;
REVOKE DELETE, TRUNCATE ON access_change FROM countersign_app;
