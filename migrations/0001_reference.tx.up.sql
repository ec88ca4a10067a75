-- Small tables that every part of the group reads: who we are, who may do what, what the rules are.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The role that the running program takes on. It owns nothing and, on the tables of record, may only add.
DO $$ BEGIN
  CREATE ROLE countersign_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT USAGE ON SCHEMA public TO countersign_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO countersign_app; -- those of the migrations, so that it can tell what it lacks
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO countersign_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO countersign_app;

CREATE TABLE entity (
  number    integer PRIMARY KEY CHECK (number > 0),
  code      text NOT NULL UNIQUE,
  name      text NOT NULL,
  country   char(2) NOT NULL,
  base      char(3) NOT NULL,
  time_zone text NOT NULL,
  parent    integer REFERENCES entity (number),
  tax_ids   text[] NOT NULL DEFAULT '{}',
  workdays  integer[] NOT NULL DEFAULT '{1,2,3,4,5}'
);

CREATE TABLE person (
  id      uuid PRIMARY KEY,
  name    text NOT NULL,
  email   text NOT NULL UNIQUE,
  title   text NOT NULL DEFAULT '',
  locale  text NOT NULL DEFAULT 'en-GB',
  home    integer NOT NULL REFERENCES entity (number),
  active  boolean NOT NULL DEFAULT true,
  manager uuid REFERENCES person (id)
);

CREATE TABLE role (
  id      uuid PRIMARY KEY,
  key     text NOT NULL UNIQUE,
  name    text NOT NULL,
  actions text[] NOT NULL,
  inherits text[] NOT NULL DEFAULT '{}'
);

CREATE TABLE role_grant (
  id             uuid PRIMARY KEY,
  person_id      uuid NOT NULL REFERENCES person (id),
  role_key       text NOT NULL REFERENCES role (key),
  entities       integer[] NOT NULL CHECK (cardinality(entities) > 0),
  limit_minor    bigint CHECK (limit_minor >= 0),
  limit_currency char(3),
  valid_from     timestamptz NOT NULL,
  valid_to       timestamptz,
  CHECK ((limit_minor IS NULL) = (limit_currency IS NULL))
);
CREATE INDEX role_grant_person ON role_grant (person_id);

CREATE TABLE duty_rule (
  key           text PRIMARY KEY,
  name          text NOT NULL,
  mode          text NOT NULL DEFAULT 'PREVENT' CHECK (mode IN ('PREVENT', 'DETECT')),
  left_actions  text[] NOT NULL,
  right_actions text[] NOT NULL,
  critical      boolean NOT NULL
);

CREATE TABLE policy (
  id   uuid PRIMARY KEY,
  key  text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind IN ('APPROVAL', 'MATCH_TOLERANCE')),
  name text NOT NULL
);

CREATE TABLE policy_version (
  id          uuid PRIMARY KEY,
  policy_key  text NOT NULL REFERENCES policy (key),
  number      integer NOT NULL CHECK (number > 0),
  state       text NOT NULL CHECK (state IN ('DRAFT', 'ACTIVE', 'RETIRED')),
  active_from timestamptz,
  currency    char(3) NOT NULL,
  rows        jsonb NOT NULL DEFAULT '[]',
  tolerance   jsonb,
  UNIQUE (policy_key, number)
);
CREATE UNIQUE INDEX policy_version_one_active ON policy_version (policy_key) WHERE state = 'ACTIVE';

CREATE TABLE supplier (
  id                uuid PRIMARY KEY,
  version           integer NOT NULL DEFAULT 1,
  number            text NOT NULL UNIQUE,
  name              text NOT NULL,
  name_fold         text NOT NULL,
  country           char(2) NOT NULL,
  tax_ids           text[] NOT NULL DEFAULT '{}',
  status            text NOT NULL CHECK (status IN ('ONBOARDING', 'ACTIVE', 'BLOCKED', 'INACTIVE')),
  risk              text NOT NULL CHECK (risk IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  payment_term_days integer NOT NULL DEFAULT 30,
  default_account   text NOT NULL DEFAULT '',
  default_center    text NOT NULL DEFAULT '',
  bank_accounts     jsonb NOT NULL DEFAULT '[]',
  updated_at        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX supplier_tax_ids ON supplier USING gin (tax_ids);
CREATE INDEX supplier_name_fold ON supplier (name_fold, id);

CREATE TABLE exchange_rate (
  from_currency char(3) NOT NULL,
  to_currency   char(3) NOT NULL,
  day           date NOT NULL,
  rate          numeric(18, 9) NOT NULL CHECK (rate > 0),
  source        text NOT NULL,
  PRIMARY KEY (from_currency, to_currency, day)
);

-- One row. A change of roles, grants or rules moves authz, a change of people, entities, centres or accounts moves
-- directory; whoever decides reads it in the deciding transaction and reloads what has moved.
CREATE TABLE world (
  id             integer PRIMARY KEY CHECK (id = 1),
  authz          bigint NOT NULL,
  directory      bigint NOT NULL,
  group_currency char(3) NOT NULL
);
INSERT INTO world (id, authz, directory, group_currency) VALUES (1, 1, 1, 'EUR');
