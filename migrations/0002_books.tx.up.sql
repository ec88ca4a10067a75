-- What each legal entity books against: centres, accounts, periods, budgets, orders, receipts.

CREATE TABLE cost_center (
  entity_id integer NOT NULL,
  id        uuid NOT NULL,
  code      text NOT NULL,
  name      text NOT NULL,
  owner     uuid,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, code)
);

CREATE TABLE account (
  entity_id integer NOT NULL,
  id        uuid NOT NULL,
  code      text NOT NULL,
  name      text NOT NULL,
  kind      text NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, code)
);

CREATE TABLE period (
  entity_id integer NOT NULL,
  id        uuid NOT NULL,
  year      integer NOT NULL,
  number    integer NOT NULL CHECK (number BETWEEN 1 AND 16),
  first_day date NOT NULL,
  last_day  date NOT NULL,
  state     text NOT NULL CHECK (state IN ('FUTURE', 'OPEN', 'SOFT_CLOSED', 'CLOSED', 'REOPENED')),
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, year, number),
  CHECK (first_day <= last_day)
);

CREATE TABLE budget (
  entity_id   integer NOT NULL,
  id          uuid NOT NULL,
  center_code text NOT NULL,
  year        integer NOT NULL,
  amount      bigint NOT NULL, -- minor units of the entity's base currency
  committed   bigint NOT NULL DEFAULT 0,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, center_code, year)
);

CREATE TABLE purchase_order (
  entity_id   integer NOT NULL,
  id          uuid NOT NULL,
  number      text NOT NULL,
  supplier_id uuid NOT NULL,
  ordered_on  date NOT NULL,
  currency    char(3) NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, number)
);
CREATE INDEX purchase_order_newest ON purchase_order (entity_id, ordered_on DESC, id DESC);

CREATE TABLE po_line (
  entity_id    integer NOT NULL,
  id           uuid NOT NULL,
  order_id     uuid NOT NULL,
  number       integer NOT NULL,
  text         text NOT NULL,
  quantity     numeric NOT NULL,
  unit         text NOT NULL,
  price        numeric NOT NULL,
  received     numeric NOT NULL DEFAULT 0,
  invoiced     numeric NOT NULL DEFAULT 0,
  center_code  text NOT NULL DEFAULT '',
  account_code text NOT NULL DEFAULT '',
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, order_id, number),
  FOREIGN KEY (entity_id, order_id) REFERENCES purchase_order (entity_id, id)
);

CREATE TABLE receipt (
  entity_id integer NOT NULL,
  id        uuid NOT NULL,
  line_id   uuid NOT NULL,
  received_on date NOT NULL,
  quantity  numeric NOT NULL,
  reference text NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, line_id, reference),
  FOREIGN KEY (entity_id, line_id) REFERENCES po_line (entity_id, id)
);

-- Human keys: the next number of a kind in a year. Gaps are fine, twins are not.
CREATE TABLE key_counter (
  entity_id integer NOT NULL,
  id        uuid NOT NULL,
  prefix    text NOT NULL,
  year      integer NOT NULL,
  last      bigint NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, prefix, year)
);
