-- Durable intents towards ledgers: each can be meant once, each attempt is kept.

CREATE TABLE posting (
  entity_id          integer NOT NULL,
  id                 uuid NOT NULL,
  version            integer NOT NULL,
  invoice_id         uuid NOT NULL,
  revision           integer NOT NULL,
  effect             text NOT NULL CHECK (effect IN ('post', 'reverse')),
  connector          text NOT NULL,
  state              text NOT NULL CHECK (state IN ('PENDING', 'SENT', 'CONFIRMED', 'REFUSED', 'IN_DOUBT', 'REVERSED')),
  key                text NOT NULL,
  body_hash          text NOT NULL,
  body               jsonb NOT NULL,
  digest             text NOT NULL, -- of the invoice as approved; posting anything else is refused
  reference          text,
  reversal_reference text,
  attempts           integer NOT NULL DEFAULT 0,
  fence              bigint NOT NULL DEFAULT 0,
  reason             text, -- why it is reversed, in a person's words
  problem            text,
  retry_at           timestamptz,
  posted_at          timestamptz,
  updated_at         timestamptz NOT NULL,
  PRIMARY KEY (entity_id, id),
  UNIQUE (entity_id, invoice_id, revision, effect),
  UNIQUE (entity_id, key),
  FOREIGN KEY (entity_id, invoice_id) REFERENCES invoice (entity_id, id)
);
CREATE INDEX posting_state ON posting (entity_id, state, updated_at);

CREATE TABLE posting_attempt (
  entity_id  integer NOT NULL,
  id         uuid NOT NULL,
  posting_id uuid NOT NULL,
  fence      bigint NOT NULL,
  step       text NOT NULL, -- find, put or reverse
  started_at timestamptz NOT NULL,
  ended_at   timestamptz,
  outcome    text,
  problem    text,
  PRIMARY KEY (entity_id, id),
  FOREIGN KEY (entity_id, posting_id) REFERENCES posting (entity_id, id)
);
CREATE INDEX posting_attempt_posting ON posting_attempt (entity_id, posting_id, id);
