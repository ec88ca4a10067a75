-- The one log. Ids are of version 7, so a range of ids is a range of time: one partition a month, and an old month can
-- be detached. Rows are only ever added.

CREATE TABLE event (
  entity_id    integer NOT NULL,
  id           uuid NOT NULL,
  txid         xid8 NOT NULL DEFAULT pg_current_xact_id(), -- orders the feed: see store/feed.go
  at           timestamptz NOT NULL,
  kind         text NOT NULL,
  command      text NOT NULL,
  subject_kind char(3) NOT NULL,
  subject_id   uuid NOT NULL,
  actor_kind   text NOT NULL,
  actor_id     uuid NOT NULL,
  actor_name   text NOT NULL,
  text         text NOT NULL,
  reason       text,
  authority    text,
  changes      jsonb NOT NULL DEFAULT '[]',
  data         jsonb NOT NULL DEFAULT '{}',
  request_id   text NOT NULL,
  trace_id     text,
  PRIMARY KEY (entity_id, id)
) PARTITION BY RANGE (id);
CREATE INDEX event_subject ON event (entity_id, subject_id, id);
CREATE INDEX event_feed ON event (entity_id, txid, id);

-- event_partition makes the partition of the month that holds day, once. It runs as its owner, so that the program may
-- ask for next year's months without being able to touch a table.
CREATE FUNCTION event_partition(day date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  part     text := 'event_' || to_char(day, 'YYYY_MM');
  first_ms bigint := extract(epoch FROM date_trunc('month', day::timestamp))::bigint * 1000;
  next_ms  bigint := extract(epoch FROM date_trunc('month', day::timestamp) + interval '1 month')::bigint * 1000;
BEGIN
  EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)',
    part,
    (lpad(to_hex(first_ms), 12, '0') || repeat('0', 20))::uuid,
    (lpad(to_hex(next_ms), 12, '0') || repeat('0', 20))::uuid);
  EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %I FROM countersign_app', part);
END $$;
-- Whatever fits no month is kept, too.
CREATE TABLE event_other PARTITION OF event DEFAULT;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON event_other FROM countersign_app;
SELECT event_partition((date_trunc('month', now()) + make_interval(months => m))::date) FROM generate_series(-30, 12) AS m;

-- Done commands by key: a repeat answers what the first one did.
CREATE TABLE idempotency (
  entity_id  integer NOT NULL,
  id         uuid NOT NULL, -- derived from caller, operation and key
  body_hash  text NOT NULL,
  answer     jsonb NOT NULL,
  at         timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id)
);

CREATE TABLE job (
  entity_id  integer NOT NULL,
  id         uuid NOT NULL,
  version    integer NOT NULL,
  kind       text NOT NULL,
  title      text NOT NULL,
  state      text NOT NULL,
  stage      text NOT NULL,
  done       integer NOT NULL DEFAULT 0,
  total      integer,
  failed     integer NOT NULL DEFAULT 0,
  result     text,
  error      text,
  actor_id   uuid NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id)
);
CREATE INDEX job_actor ON job (actor_id, created_at DESC);

-- The tables of record: the running program may add, never alter. (A decision's standing and an idempotency answer are
-- the two exceptions, column by column.)
REVOKE UPDATE, DELETE, TRUNCATE ON event, duty_use, decision, check_report, approval_route, file,
  posting_attempt, idempotency FROM countersign_app;
GRANT UPDATE (standing) ON decision TO countersign_app;
GRANT UPDATE (answer) ON idempotency TO countersign_app;
GRANT UPDATE (ended_at, outcome, problem) ON posting_attempt TO countersign_app;
