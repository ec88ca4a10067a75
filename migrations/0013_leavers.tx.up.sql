-- People who leave: when we heard of it, when it holds from, when their access was gone, and when what waited for them was
-- asked of others.
CREATE TABLE leaver (
  id           uuid PRIMARY KEY,
  version      integer NOT NULL,
  person_id    uuid NOT NULL UNIQUE REFERENCES person (id),
  noticed_at   timestamptz NOT NULL,
  effective_at timestamptz NOT NULL,
  removed_at   timestamptz,
  settled_at   timestamptz,
  reason       text NOT NULL CHECK (reason <> ''),
  recorded_by  uuid NOT NULL REFERENCES person (id),
  ended        jsonb NOT NULL, -- what ended with their access, counted
  CHECK (recorded_by <> person_id),
  CHECK (removed_at IS NULL OR removed_at >= noticed_at),
  CHECK (settled_at IS NULL OR settled_at >= removed_at)
);
CREATE INDEX leaver_noticed ON leaver (noticed_at DESC, id);
REVOKE UPDATE, DELETE, TRUNCATE ON leaver FROM countersign_app;
GRANT UPDATE (version, effective_at, removed_at, settled_at, ended) ON leaver TO countersign_app;

-- Open tasks that somebody is among those asked for, whether their turn has come or not.
CREATE INDEX task_open_candidates ON task USING gin (candidates) WHERE state IN ('READY', 'PENDING');
CREATE INDEX job_open_of ON job (actor_id) WHERE state IN ('QUEUED', 'RUNNING');
