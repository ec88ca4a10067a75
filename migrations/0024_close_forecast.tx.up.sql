-- By which working day after its end a period of an account is to be certified.
ALTER TABLE recon_account ADD COLUMN close_days integer NOT NULL DEFAULT 10 CHECK (close_days BETWEEN 1 AND 60);

-- How likely an open period was to be certified late, as it was told on a day, and what came of it. It is told once a day and never changed.
CREATE TABLE close_forecast (
  entity_id  integer NOT NULL,
  id         uuid NOT NULL,
  account_id uuid NOT NULL,
  period_id  uuid NOT NULL,
  day        date NOT NULL,
  due_on     date NOT NULL,
  passed     integer NOT NULL CHECK (passed >= 0), -- working days since the period's end that were over
  due        integer NOT NULL CHECK (due > passed),
  standing   jsonb NOT NULL,                       -- what could be seen of it
  base       double precision NOT NULL CHECK (base BETWEEN 0 AND 1),   -- chance of being late by the past of the account alone
  chance     double precision NOT NULL CHECK (chance BETWEEN 0 AND 1), -- the same, all considered
  expected   date, -- by when it is certified as likely as not; null beyond what can be foreseen
  low        date, -- the same, one time in ten
  high       date, -- the same, nine times in ten
  drivers    jsonb NOT NULL,
  model      text NOT NULL,
  event      uuid NOT NULL,
  made_at    timestamptz NOT NULL,
  missed     boolean, -- null while it is open and not late
  settled_at timestamptz,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, account_id, period_id, day),
  FOREIGN KEY (entity_id, account_id) REFERENCES recon_account (entity_id, id),
  CHECK ((missed IS NULL) = (settled_at IS NULL))
);
CREATE INDEX close_forecast_open ON close_forecast (entity_id, account_id, period_id) WHERE missed IS NULL;
CREATE INDEX close_forecast_newest ON close_forecast (entity_id, made_at, id);
REVOKE UPDATE, DELETE, TRUNCATE ON close_forecast FROM countersign_app;
GRANT UPDATE (missed, settled_at) ON close_forecast TO countersign_app;
