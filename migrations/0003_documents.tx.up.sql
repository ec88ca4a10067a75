-- What came in: files word for word, their way through the intake, and the invoices they became.

CREATE TABLE file (
  entity_id  integer NOT NULL,
  id         uuid NOT NULL,
  name       text NOT NULL,
  media_type text NOT NULL,
  sha256     char(64) NOT NULL,
  bytes      integer NOT NULL,
  content    bytea NOT NULL,
  added_by   uuid NOT NULL,
  added_at   timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id)
);
-- Bytes of e-invoices compress well and are read rarely.
ALTER TABLE file ALTER COLUMN content SET STORAGE EXTENDED;
CREATE INDEX file_sha256 ON file (entity_id, sha256);

CREATE TABLE invoice (
  entity_id      integer NOT NULL,
  id             uuid NOT NULL,
  version        integer NOT NULL,
  key            text NOT NULL,
  number         text NOT NULL,
  number_norm    text NOT NULL,
  kind           text NOT NULL,
  state          text NOT NULL,
  supplier_id    uuid,
  seller_name    text NOT NULL,
  buyer_name     text,
  seller_tax_id  text NOT NULL,
  payee          text NOT NULL, -- supplier id, else the folded tax id or name: who a twin would come from
  bank_account   text NOT NULL,
  issued_on      date,
  due_on         date,
  posting_on     date,
  received_at    timestamptz NOT NULL,
  currency       char(3) NOT NULL,
  net_minor      bigint,
  tax_minor      bigint,
  gross_minor    bigint,
  prepaid_minor  bigint,
  payable_minor  bigint,
  base_minor     bigint,
  base_currency  char(3),
  group_minor    bigint,
  group_currency char(3),
  rate_date      date,
  rate_source    text NOT NULL DEFAULT '',
  format         text NOT NULL DEFAULT '',
  file_id        uuid,
  digest         text NOT NULL,
  round          integer NOT NULL,
  match          text,
  center_code    text NOT NULL DEFAULT '',
  entered_kind   text NOT NULL,
  entered_by     uuid NOT NULL,
  entered_name   text NOT NULL,
  edited_by      uuid,
  touches        integer NOT NULL DEFAULT 0,
  discount       jsonb,
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, key),
  FOREIGN KEY (entity_id, file_id) REFERENCES file (entity_id, id)
);
-- An exact twin cannot exist, whatever races; documents that were taken back or refused do not count.
CREATE UNIQUE INDEX invoice_no_twin ON invoice (entity_id, payee, number_norm)
  WHERE state NOT IN ('CANCELLED', 'REJECTED', 'DRAFT', 'ON_HOLD');
CREATE INDEX invoice_twin ON invoice (entity_id, payee, number_norm);
CREATE INDEX invoice_received ON invoice (entity_id, received_at DESC, id DESC);
CREATE INDEX invoice_state ON invoice (entity_id, state, received_at DESC, id DESC);
CREATE INDEX invoice_supplier ON invoice (entity_id, supplier_id, received_at DESC, id DESC);
CREATE INDEX invoice_due ON invoice (entity_id, due_on, id);

CREATE TABLE invoice_line (
  entity_id    integer NOT NULL,
  id           uuid NOT NULL,
  invoice_id   uuid NOT NULL,
  number       integer NOT NULL,
  text         text NOT NULL,
  quantity     numeric,
  unit         text,
  price        numeric,
  amount_minor bigint NOT NULL,
  tax_category text,
  tax_rate     numeric,
  account_code text NOT NULL DEFAULT '',
  center_code  text NOT NULL DEFAULT '',
  order_number text,
  order_line   text,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, invoice_id, number),
  FOREIGN KEY (entity_id, invoice_id) REFERENCES invoice (entity_id, id)
);

-- What the document says beside its lines; its id is the invoice's.
CREATE TABLE invoice_detail (
  entity_id integer NOT NULL,
  id        uuid NOT NULL,
  taxes     jsonb NOT NULL DEFAULT '[]',
  fields    jsonb NOT NULL DEFAULT '[]',
  orders    text[] NOT NULL DEFAULT '{}', -- order numbers named in the head
  findings  jsonb NOT NULL DEFAULT '[]',  -- what the business rules of its format found, once, at intake
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, id) REFERENCES invoice (entity_id, id)
);

CREATE TABLE intake (
  entity_id     integer NOT NULL,
  id            uuid NOT NULL,
  version       integer NOT NULL,
  channel       text NOT NULL,
  state         text NOT NULL,
  format        text,
  problem_code  text,
  problem       text,
  problem_field text,
  file_id       uuid NOT NULL,
  sha256        char(64) NOT NULL,
  twin_id       uuid,
  invoice_id    uuid,
  received_kind text NOT NULL,
  received_by   uuid NOT NULL,
  received_name text NOT NULL,
  received_at   timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, file_id) REFERENCES file (entity_id, id),
  FOREIGN KEY (entity_id, invoice_id) REFERENCES invoice (entity_id, id)
);
-- The same bytes become a document once.
CREATE UNIQUE INDEX intake_accepted_once ON intake (entity_id, sha256) WHERE state = 'ACCEPTED';
CREATE INDEX intake_newest ON intake (entity_id, received_at DESC, id DESC);
CREATE INDEX intake_state ON intake (entity_id, state, received_at DESC, id DESC);

-- What was checked when, with every answer as it was: kept beside the round of decisions that used it.
CREATE TABLE check_report (
  entity_id  integer NOT NULL,
  id         uuid NOT NULL,
  invoice_id uuid NOT NULL,
  round      integer NOT NULL,
  at         timestamptz NOT NULL,
  results    jsonb NOT NULL,
  match      jsonb,
  budget     jsonb NOT NULL DEFAULT '[]',
  duplicates jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, invoice_id) REFERENCES invoice (entity_id, id)
);
CREATE INDEX check_report_latest ON check_report (entity_id, invoice_id, id DESC);
