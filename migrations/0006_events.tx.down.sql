DROP TABLE job, idempotency, event;
DROP FUNCTION event_partition(date);
