-- What an event says of its circumstances, and the log's order and proof: each event gets a position without gaps and a
-- leaf in one tree of RFC 6962. Names, addresses and sentences are in the tree as a salted digest alone.

ALTER TABLE event
  ADD COLUMN on_behalf_of      uuid,
  ADD COLUMN on_behalf_of_name text,
  ADD COLUMN auth              text,
  ADD COLUMN client_address    text,
  ADD COLUMN rulebook          bigint,
  ADD COLUMN subject_version   integer,
  ADD COLUMN idempotency       text,
  ADD COLUMN salt              bytea DEFAULT substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FOR 16),
  ADD COLUMN erased            bytea, -- the digest, kept when names and sentences were erased
  ADD CONSTRAINT event_salted CHECK ((salt IS NULL) = (erased IS NOT NULL));
CREATE INDEX event_actor ON event (entity_id, actor_id, id);

-- event_part is one part of the digest: its length in bytes, then the bytes.
CREATE FUNCTION event_part(part text) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = public AS $$
  SELECT int4send(octet_length(convert_to(coalesce(part, ''), 'UTF8'))) || convert_to(coalesce(part, ''), 'UTF8')
$$;
-- event_erase takes names, address and sentences out of one event and keeps their digest, so that every proof still
-- holds. It runs as its caller, and only the owner of the tables may change an event.
CREATE FUNCTION event_erase(of_entity integer, of_event uuid) RETURNS void LANGUAGE sql SET search_path = public AS $$
  UPDATE event SET
    erased = sha256(salt || event_part(actor_name) || event_part(on_behalf_of_name) || event_part(client_address)
      || event_part(text) || event_part(reason)),
    salt = NULL, actor_name = '', on_behalf_of_name = NULL, client_address = NULL, text = '', reason = NULL
  WHERE entity_id = of_entity AND id = of_event AND erased IS NULL
$$;
REVOKE EXECUTE ON FUNCTION event_part(text), event_erase(integer, uuid) FROM PUBLIC;

-- Events that have no position yet. Written with the event, taken away with its position.
CREATE TABLE event_pending (
  entity_id integer NOT NULL,
  id        uuid NOT NULL,
  since     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (entity_id, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
CREATE INDEX event_pending_oldest ON event_pending (id);
INSERT INTO event_pending (entity_id, id) SELECT entity_id, id FROM event;

-- The tree, on one node: it spans all entities. Rows are only ever added.
CREATE TABLE log_entry (
  position bigint PRIMARY KEY CHECK (position >= 0),
  entity   integer NOT NULL,
  event    uuid NOT NULL,
  UNIQUE (entity, event)
);
CREATE TABLE log_hash (
  idx  bigint PRIMARY KEY CHECK (idx >= 0), -- as golang.org/x/mod/sumdb/tlog counts stored hashes
  hash bytea NOT NULL CHECK (octet_length(hash) = 32)
);
CREATE TABLE log_checkpoint (
  size bigint PRIMARY KEY CHECK (size > 0),
  text text NOT NULL, -- as it was signed
  at   timestamptz NOT NULL
);
-- One row. Each sequencer counts the epoch up when it begins and looks at it in every batch: one that was overtaken writes
-- nothing more.
CREATE TABLE log_sequencer (
  id    integer PRIMARY KEY CHECK (id = 1),
  epoch bigint NOT NULL
);
INSERT INTO log_sequencer (id, epoch) VALUES (1, 0);

-- The role that gives positions. It alone may take events off the pending ones and add to the tree.
DO $$ BEGIN
  CREATE ROLE countersign_log NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
GRANT USAGE ON SCHEMA public TO countersign_log;
GRANT SELECT ON event, event_pending, log_entry, log_hash, log_checkpoint, log_sequencer TO countersign_log;
GRANT DELETE ON event_pending TO countersign_log;
GRANT INSERT ON log_entry, log_hash, log_checkpoint TO countersign_log;
GRANT UPDATE (epoch) ON log_sequencer TO countersign_log;
REVOKE UPDATE, DELETE, TRUNCATE ON event_pending FROM countersign_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON log_entry, log_hash, log_checkpoint, log_sequencer FROM countersign_app;
