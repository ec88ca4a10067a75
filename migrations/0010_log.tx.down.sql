DROP TABLE log_sequencer, log_checkpoint, log_hash, log_entry, event_pending;
DROP FUNCTION event_erase(integer, uuid);
DROP FUNCTION event_part(text);
REVOKE SELECT ON event FROM countersign_log;
REVOKE USAGE ON SCHEMA public FROM countersign_log;
DROP INDEX event_actor;
ALTER TABLE event
  DROP CONSTRAINT event_salted,
  DROP COLUMN erased,
  DROP COLUMN salt,
  DROP COLUMN idempotency,
  DROP COLUMN subject_version,
  DROP COLUMN rulebook,
  DROP COLUMN client_address,
  DROP COLUMN auth,
  DROP COLUMN on_behalf_of_name,
  DROP COLUMN on_behalf_of;
