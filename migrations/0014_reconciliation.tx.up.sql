-- Reconciliation: accounts, the statements and lines of each side, runs over them, and what came of every line.

CREATE TABLE recon_account (
  entity_id    integer NOT NULL,
  id           uuid NOT NULL,
  version      integer NOT NULL,
  account_code text NOT NULL,
  name         text NOT NULL CHECK (name <> ''),
  kind         text NOT NULL CHECK (kind IN ('BANK', 'CARD', 'PROCESSOR', 'CLEARING', 'SUBLEDGER')),
  currency     char(3) NOT NULL,
  bank_account text NOT NULL DEFAULT '',
  sources      text[] NOT NULL CHECK (cardinality(sources) >= 2),
  frequency    text NOT NULL CHECK (frequency IN ('DAILY', 'WEEKLY', 'MONTHLY')),
  due_hour     integer NOT NULL CHECK (due_hour BETWEEN 0 AND 23),
  risk         text NOT NULL CHECK (risk IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  preparer     uuid REFERENCES person (id),
  reviewer     uuid REFERENCES person (id),
  mapping      jsonb,  -- how its CSV files are read; null until somebody confirmed one
  certify      jsonb,  -- when a period certifies itself; null is never
  changes      bigint NOT NULL DEFAULT 0, -- counts what was loaded, matched or taken back: a run that read an older count begins again
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, account_code, currency),
  CONSTRAINT recon_account_four_eyes CHECK (preparer <> reviewer),
  CONSTRAINT recon_account_never_itself CHECK (certify IS NULL OR risk NOT IN ('HIGH', 'CRITICAL'))
);
CREATE UNIQUE INDEX recon_account_bank ON recon_account (entity_id, bank_account, currency) WHERE bank_account <> '';

CREATE TABLE bank_statement (
  entity_id   integer NOT NULL,
  id          uuid NOT NULL,
  version     integer NOT NULL,
  account_id  uuid NOT NULL,
  source      text NOT NULL, -- whose lines it brings
  number      text NOT NULL,
  format      text NOT NULL,
  provisional boolean NOT NULL,
  first_day   date NOT NULL,
  last_day    date NOT NULL,
  currency    char(3) NOT NULL,
  opening     bigint, -- minor units; null where not stated
  closing     bigint,
  entries     integer NOT NULL CHECK (entries >= 0),
  moves       bigint NOT NULL, -- sum of what is booked
  continuous  boolean, -- does its opening equal the closing before it? null where there is nothing to compare
  reconciles  boolean, -- opening + moves = closing? null where one is not stated
  file_id     uuid NOT NULL,
  sha256      text NOT NULL, -- of what it says, in whatever file and format
  replaced_by uuid, -- provisional only: the statement that brought the booked lines
  imported_at timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, account_id) REFERENCES recon_account (entity_id, id),
  CHECK (first_day <= last_day),
  CHECK (replaced_by IS NULL OR provisional)
);
-- A statement comes once: by what it says, and by its number where it has one, not by the file that it came in.
CREATE UNIQUE INDEX bank_statement_once ON bank_statement (entity_id, account_id, source, provisional, first_day, last_day, number) WHERE number <> '';
CREATE UNIQUE INDEX bank_statement_content ON bank_statement (entity_id, account_id, source, provisional, sha256);
CREATE INDEX bank_statement_newest ON bank_statement (entity_id, account_id, last_day DESC, id);

CREATE TABLE recon_line (
  entity_id      integer NOT NULL,
  id             uuid NOT NULL, -- made of account, source, content and a count among equals: the same in any order of loading
  account_id     uuid NOT NULL,
  statement_id   uuid, -- null for lines that come without one
  source         text NOT NULL,
  booked_on      date NOT NULL,
  value_on       date,
  minor          bigint NOT NULL,
  currency       char(3) NOT NULL,
  reference      text NOT NULL,
  more           text[],
  counterparty   text NOT NULL,
  counter_acct   text NOT NULL DEFAULT '',
  text           text NOT NULL,
  code           text NOT NULL DEFAULT '',
  reversal       boolean NOT NULL DEFAULT false,
  provisional    boolean NOT NULL DEFAULT false,
  loaded_at      timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id)
);
CREATE INDEX recon_line_account ON recon_line (entity_id, account_id, booked_on, id);

CREATE TABLE match_rule_set (
  entity_id    integer NOT NULL,
  id           uuid NOT NULL,
  account_id   uuid NOT NULL,
  number       integer NOT NULL CHECK (number > 0),
  state        text NOT NULL CHECK (state IN ('DRAFT', 'ACTIVE', 'RETIRED')),
  rules        jsonb NOT NULL,
  made_by      uuid REFERENCES person (id), -- null for the standard rules that we ship
  published_by uuid REFERENCES person (id),
  active_from  timestamptz,
  reason       text NOT NULL DEFAULT '',
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, account_id, number),
  CONSTRAINT match_rule_set_four_eyes CHECK (made_by <> published_by),
  CHECK ((state = 'DRAFT') = (active_from IS NULL))
);
CREATE UNIQUE INDEX match_rule_set_one_active ON match_rule_set (entity_id, account_id) WHERE state = 'ACTIVE';

CREATE TABLE recon_run (
  entity_id   integer NOT NULL,
  id          uuid NOT NULL,
  version     integer NOT NULL,
  account_id  uuid NOT NULL,
  job_id      uuid NOT NULL,
  rule_set    integer NOT NULL,
  trigger     text NOT NULL, -- PERSON IMPORT CLOCK COMMAND
  state       text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  lines       integer NOT NULL DEFAULT 0,
  tallies     jsonb NOT NULL DEFAULT '[]',
  by_rule     jsonb NOT NULL DEFAULT '[]',
  proof       jsonb, -- the counts and sums that tie, stored when it ended
  input_hash  text,
  result_hash text,
  problem     text,
  replay_of   uuid,
  attempt     integer NOT NULL DEFAULT 0, -- how often a worker took it up; who took an earlier one writes nothing
  seen_at     timestamptz NOT NULL,       -- when that worker last said that it is alive
  started_at  timestamptz NOT NULL,
  ended_at    timestamptz,
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, account_id) REFERENCES recon_account (entity_id, id),
  CHECK ((state = 'RUNNING') = (ended_at IS NULL)),
  CHECK (state <> 'DONE' OR (input_hash IS NOT NULL AND result_hash IS NOT NULL AND proof IS NOT NULL))
);
CREATE UNIQUE INDEX recon_run_one ON recon_run (entity_id, account_id) WHERE state = 'RUNNING';
CREATE INDEX recon_run_newest ON recon_run (entity_id, account_id, started_at DESC, id);
CREATE INDEX recon_run_lost ON recon_run (seen_at) WHERE state = 'RUNNING';

CREATE TABLE match_group (
  entity_id     integer NOT NULL,
  id            uuid NOT NULL,
  version       integer NOT NULL,
  account_id    uuid NOT NULL,
  run_id        uuid, -- null for a person's
  rule_id       uuid, -- of the rules; null for a person's
  shape         text NOT NULL,
  state         text NOT NULL CHECK (state IN ('SUGGESTED', 'MATCHED', 'APPROVED', 'UNDONE')),
  by_person     uuid REFERENCES person (id), -- null for a rule's
  members       uuid[] NOT NULL CHECK (cardinality(members) > 0),
  score         real NOT NULL CHECK (score BETWEEN 0 AND 1),
  reasons       jsonb NOT NULL DEFAULT '[]',
  remainder     bigint NOT NULL DEFAULT 0, -- what does not sum to zero, in minor units; an adjustment explains it
  currency      char(3) NOT NULL,
  adjustment_id uuid,
  decided_by    uuid REFERENCES person (id), -- who accepted a rule's group, turned it down or took it back; null where a run withdrew it
  before        jsonb, -- of a person's: how its lines stood, which undoing it restores
  made_at       timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id)
);
-- Proposals, and what people turned down: what they turned down is not proposed again.
CREATE INDEX match_group_loose ON match_group (entity_id, account_id, state) WHERE state IN ('SUGGESTED', 'UNDONE');

-- What a run or a person made of each line: at most one thing, which is why no line is in two groups. Lines without a
-- row are new.
CREATE TABLE recon_claim (
  entity_id  integer NOT NULL,
  id         uuid NOT NULL, -- of the line
  account_id uuid NOT NULL,
  state      text NOT NULL CHECK (state IN ('MATCHED', 'SUGGESTED', 'AMBIGUOUS', 'CASE', 'EXCLUDED')),
  group_id   uuid,
  case_id    uuid,
  held       boolean NOT NULL DEFAULT false, -- a person put it there: no run moves it
  PRIMARY KEY (entity_id, id),
  CHECK ((state IN ('MATCHED', 'SUGGESTED')) = (group_id IS NOT NULL))
);
CREATE INDEX recon_claim_open ON recon_claim (entity_id, account_id, state) WHERE state <> 'MATCHED';

CREATE TABLE adjustment (
  entity_id   integer NOT NULL,
  id          uuid NOT NULL,
  version     integer NOT NULL,
  key         text NOT NULL,
  account_id  uuid NOT NULL,
  kind        text NOT NULL CHECK (kind IN ('WRITE_OFF', 'FEE', 'FX', 'CORRECTION')),
  state       text NOT NULL CHECK (state IN ('PROPOSED', 'APPROVED', 'REJECTED', 'POSTED', 'WITHDRAWN')),
  group_id    uuid,
  case_id     uuid,
  minor       bigint NOT NULL,
  currency    char(3) NOT NULL,
  journal     jsonb NOT NULL, -- lines that sum to zero
  reason_code text NOT NULL,
  reason      text NOT NULL,
  prepared_by uuid REFERENCES person (id), -- null for a rule's
  prepared_at timestamptz NOT NULL,
  decided_by  uuid REFERENCES person (id),
  decided_at  timestamptz,
  comment     text,
  reference   text, -- the ledger's number once it is posted
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, key),
  CONSTRAINT adjustment_four_eyes CHECK (prepared_by <> decided_by),
  CHECK ((state IN ('PROPOSED', 'WITHDRAWN')) = (decided_by IS NULL)) -- it is withdrawn with the match that it explained
);
CREATE INDEX adjustment_open ON adjustment (entity_id, prepared_at) WHERE state = 'PROPOSED';

CREATE TABLE reconciliation (
  entity_id   integer NOT NULL,
  id          uuid NOT NULL,
  version     integer NOT NULL,
  account_id  uuid NOT NULL,
  period_id   uuid NOT NULL,
  state       text NOT NULL CHECK (state IN ('OPEN', 'PREPARED', 'CERTIFIED', 'VOID')),
  ledger      bigint NOT NULL, -- balance in the books at the end of the period, minor units
  supported   bigint NOT NULL, -- what statement and listed items support
  unexplained bigint NOT NULL,
  data_hash   text NOT NULL,   -- of everything that the figures rest on
  automatic   boolean NOT NULL DEFAULT false,
  changes     bigint NOT NULL, -- of the account, when the data hash was last looked at: while it stands, so do the signatures
  updated_at  timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, account_id, period_id),
  FOREIGN KEY (entity_id, account_id) REFERENCES recon_account (entity_id, id)
);

CREATE TABLE sign_off (
  entity_id         integer NOT NULL,
  id                uuid NOT NULL,
  reconciliation_id uuid NOT NULL,
  role              text NOT NULL CHECK (role IN ('PREPARER', 'REVIEWER', 'SECOND_REVIEWER')),
  by_person         uuid REFERENCES person (id), -- null where the account's rule certified
  at                timestamptz NOT NULL,
  covers            text NOT NULL, -- the data hash that was signed
  note              text NOT NULL DEFAULT '',
  voided_at         timestamptz,
  void_reason       text,
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, reconciliation_id) REFERENCES reconciliation (entity_id, id),
  CHECK ((voided_at IS NULL) = (void_reason IS NULL))
);
CREATE UNIQUE INDEX sign_off_one ON sign_off (entity_id, reconciliation_id, role) WHERE voided_at IS NULL;
CREATE UNIQUE INDEX sign_off_one_each ON sign_off (entity_id, reconciliation_id, by_person) WHERE voided_at IS NULL;

-- A file can become statements as well as an invoice: the first of them, and how many. Its account and source are known
-- where whoever brought it named them, or once it was read, so that a file that was refused is told of by its account.
ALTER TABLE intake ADD COLUMN statement_id uuid, ADD COLUMN statements integer,
  ADD COLUMN recon_account_id uuid, ADD COLUMN recon_source text;
CREATE INDEX intake_recon ON intake (entity_id, recon_account_id, received_at DESC) WHERE recon_account_id IS NOT NULL;

-- How far the entries of an entity's ledger were listed; without a row they are listed from the beginning.
CREATE TABLE ledger_pull (
  entity_id integer NOT NULL,
  id        uuid NOT NULL, -- of the connection
  next      text NOT NULL,
  pulled_at timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id)
);

-- Nothing is lost: statements, groups, decisions and signatures stay, and only what moves can be altered.
REVOKE UPDATE, DELETE, TRUNCATE ON bank_statement, sign_off, match_rule_set, recon_run, match_group, adjustment FROM countersign_app;
GRANT UPDATE (version, replaced_by, continuous) ON bank_statement TO countersign_app; -- a statement that comes late changes what its neighbour continues
GRANT UPDATE (voided_at, void_reason) ON sign_off TO countersign_app;
GRANT UPDATE (state, published_by, active_from) ON match_rule_set TO countersign_app;
GRANT UPDATE (version, state, attempt, seen_at, lines, tallies, by_rule, proof, input_hash, result_hash, problem, ended_at) ON recon_run TO countersign_app;
GRANT UPDATE (version, state, run_id, decided_by, adjustment_id) ON match_group TO countersign_app;
GRANT UPDATE (version, state, decided_by, decided_at, comment, reference) ON adjustment TO countersign_app;
REVOKE DELETE, TRUNCATE ON recon_account, reconciliation FROM countersign_app;
REVOKE UPDATE, TRUNCATE ON recon_line FROM countersign_app; -- provisional lines go when the booked ones come
REVOKE TRUNCATE ON recon_claim FROM countersign_app;
-- A case of a feed that lacks nothing any more ends by itself; every other one is resolved by a person.
ALTER TABLE control_case DROP CONSTRAINT control_case_check2,
  ADD CONSTRAINT control_case_resolved CHECK ((state = 'RESOLVED') = (resolution IS NOT NULL AND resolved_at IS NOT NULL)),
  ADD CONSTRAINT control_case_by_person CHECK (CASE state WHEN 'OPEN' THEN resolved_by IS NULL ELSE resolved_by IS NOT NULL OR category = 'feed' END);
GRANT UPDATE (exposure_minor, exposure_currency) ON control_case TO countersign_app; -- of open lines, which every run counts anew
