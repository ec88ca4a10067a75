-- Who is asked, who decided, and which duties they used.

CREATE TABLE approval_route (
  entity_id         integer NOT NULL,
  id                uuid NOT NULL,
  invoice_id        uuid NOT NULL,
  round             integer NOT NULL,
  policy_version_id uuid NOT NULL,
  automatic         boolean NOT NULL,
  explanation       jsonb NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, invoice_id, round),
  FOREIGN KEY (entity_id, invoice_id) REFERENCES invoice (entity_id, id)
);

CREATE TABLE task (
  entity_id      integer NOT NULL,
  id             uuid NOT NULL,
  version        integer NOT NULL,
  kind           text NOT NULL,
  state          text NOT NULL,
  invoice_id     uuid NOT NULL,
  round          integer NOT NULL,
  step           integer,
  via            text NOT NULL,
  because        text NOT NULL,
  limit_minor    bigint,
  limit_currency char(3),
  candidates     uuid[] NOT NULL,
  due_at         timestamptz,
  created_at     timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, invoice_id) REFERENCES invoice (entity_id, id)
);
CREATE INDEX task_invoice ON task (entity_id, invoice_id, round, step);
CREATE UNIQUE INDEX task_one_open_step ON task (entity_id, invoice_id) WHERE state = 'READY' AND kind = 'APPROVE';

-- The inbox: one row for each person that an open task waits for. Rows go when the task is done.
CREATE TABLE inbox (
  entity_id   integer NOT NULL,
  id          uuid NOT NULL,
  task_id     uuid NOT NULL,
  person_id   uuid NOT NULL,
  kind        text NOT NULL,
  due_at      timestamptz NOT NULL,
  created_at  timestamptz NOT NULL,
  group_minor bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, task_id, person_id),
  FOREIGN KEY (entity_id, task_id) REFERENCES task (entity_id, id)
);
CREATE INDEX inbox_due ON inbox (person_id, due_at, task_id);
CREATE INDEX inbox_created ON inbox (person_id, created_at, task_id);
CREATE INDEX inbox_amount ON inbox (person_id, group_minor, task_id);

-- Which duties a person has used on a chain of linked objects. Nobody can stand on both sides of a rule: the exclusion
-- holds under races and against any program that writes as the application's role.
CREATE TABLE duty_use (
  entity_id integer NOT NULL,
  id        uuid NOT NULL,
  chain     uuid NOT NULL,
  rule      text NOT NULL,
  person    uuid NOT NULL,
  side      char(1) NOT NULL CHECK (side IN ('L', 'R')),
  event     uuid NOT NULL,
  PRIMARY KEY (entity_id, id),
  CONSTRAINT duty_use_one_side EXCLUDE USING gist
    (entity_id WITH =, chain WITH =, rule WITH =, person WITH =, side WITH <>)
);
CREATE INDEX duty_use_chain ON duty_use (entity_id, chain);

CREATE TABLE decision (
  entity_id   integer NOT NULL,
  id          uuid NOT NULL,
  task_id     uuid,
  invoice_id  uuid NOT NULL,
  round       integer NOT NULL,
  outcome     text NOT NULL CHECK (outcome IN ('APPROVE', 'REJECT', 'RETURN', 'AUTO_APPROVE')),
  actor_kind  text NOT NULL,
  actor_id    uuid NOT NULL,
  actor_name  text NOT NULL,
  at          timestamptz NOT NULL,
  reason_code text,
  comment     text,
  authority   text NOT NULL,
  digest      text NOT NULL,
  standing    boolean NOT NULL DEFAULT true,
  duty        uuid, -- the use of the approving side of the critical rule
  event       uuid NOT NULL,
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, invoice_id) REFERENCES invoice (entity_id, id),
  FOREIGN KEY (entity_id, task_id) REFERENCES task (entity_id, id),
  FOREIGN KEY (entity_id, duty) REFERENCES duty_use (entity_id, id),
  -- A person's approval exists only with its use of duty; a machine never approves, it can only be let pass by a policy.
  CHECK (outcome <> 'APPROVE' OR (actor_kind = 'PERSON' AND duty IS NOT NULL AND task_id IS NOT NULL)),
  CHECK (outcome <> 'AUTO_APPROVE' OR (actor_kind = 'SYSTEM' AND task_id IS NULL))
);
-- One person takes one step of a round; one step is taken once.
CREATE UNIQUE INDEX decision_one_step_each ON decision (entity_id, invoice_id, round, actor_id) WHERE standing;
CREATE UNIQUE INDEX decision_step_once ON decision (entity_id, task_id) WHERE standing AND task_id IS NOT NULL;
