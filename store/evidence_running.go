package store

// Request 13: jobs that failed or failed in part, attempts towards a ledger that came to nothing, and what a person then ran
// again by which right. Work behind the scenes is told while the queue keeps it.
const evidenceJobs = `
SELECT * FROM (
	SELECT j.updated_at AS at, 'job' AS what, j.entity_id AS entity, j.title AS subject, j.state, j.failed AS failures, j.error AS problem, p.name AS who, NULL::text AS authority, NULL::text AS event
	FROM job j LEFT JOIN person p ON p.id = j.actor_id
	WHERE (j.state IN ('FAILED', 'CANCELLED') OR j.failed > 0) AND j.entity_id = ANY (@entities) AND j.updated_at >= @from AND j.updated_at < @to
	UNION ALL
	SELECT a.started_at, 'attempt to ' || a.step, a.entity_id, coalesce(i.key, j.key), coalesce(a.outcome, 'UNKNOWN'), 1, a.problem, 'poster', NULL, NULL
	FROM posting_attempt a JOIN posting p ON p.entity_id = a.entity_id AND p.id = a.posting_id LEFT JOIN invoice i ON i.entity_id = p.entity_id AND i.id = p.invoice_id
		LEFT JOIN adjustment j ON j.entity_id = p.entity_id AND j.id = p.adjustment_id
	WHERE (a.outcome IS NULL OR a.problem IS NOT NULL) AND a.entity_id = ANY (@entities) AND a.started_at >= @from AND a.started_at < @to
	UNION ALL
	SELECT coalesce(attempted_at, scheduled_at), 'work behind the scenes', NULL, kind, upper(state::text), cardinality(errors), errors[cardinality(errors)]->>'error', 'clock', NULL, NULL
	FROM river_job WHERE cardinality(errors) > 0 AND 0 = ANY (@entities) AND coalesce(attempted_at, scheduled_at) >= @from AND coalesce(attempted_at, scheduled_at) < @to
	UNION ALL
	SELECT e.at, 'manual run', e.entity_id, coalesce(i.key, e.subject_kind || ' ' || e.subject_id), e.kind, NULL, e.text, e.actor_name, e.authority, e.entity_id || '/' || e.id
	FROM event e LEFT JOIN invoice i ON i.entity_id = e.entity_id AND i.id = e.subject_id
	WHERE e.kind IN ('invoice.posting_retried', 'adjustment.posting_retried', 'posting.reversal_asked', 'file.read_asked', 'file.load_asked', 'invoice.asked_anew')
		AND e.entity_id = ANY (@entities) AND e.at >= @from AND e.at < @to
) AS told ORDER BY at, what, subject`

// Request 14: for each interface of each entity, what was sent, accepted, refused and is not settled; the last three add up
// to the first.
const evidenceInterfaces = `
SELECT n.code AS entity, t.interface, t.direction, count(*) AS sent, count(*) FILTER (WHERE t.settled = 'accepted') AS accepted,
	count(*) FILTER (WHERE t.settled = 'rejected') AS rejected, count(*) FILTER (WHERE t.settled IS NULL) AS unresolved, min(t.at) FILTER (WHERE t.settled IS NULL) AS unresolved_since
FROM (
	SELECT entity_id, lower(channel) AS interface, 'in' AS direction, received_at AS at,
		CASE state WHEN 'ACCEPTED' THEN 'accepted' WHEN 'DUPLICATE' THEN 'rejected' WHEN 'DISCARDED' THEN 'rejected' END AS settled
	FROM intake WHERE received_at >= @from AND received_at < @to
	UNION ALL
	SELECT p.entity_id, p.connector || ', ' || p.effect, 'out', coalesce(a.first, p.updated_at),
		CASE p.state WHEN 'CONFIRMED' THEN 'accepted' WHEN 'REVERSED' THEN 'accepted' WHEN 'REFUSED' THEN 'rejected' END
	FROM posting p LEFT JOIN (SELECT entity_id, posting_id, min(started_at) AS first FROM posting_attempt GROUP BY entity_id, posting_id) AS a
		ON a.entity_id = p.entity_id AND a.posting_id = p.id
	WHERE coalesce(a.first, p.updated_at) >= @from AND coalesce(a.first, p.updated_at) < @to
) AS t JOIN entity n ON n.number = t.entity_id WHERE t.entity_id = ANY (@entities)
GROUP BY n.code, t.interface, t.direction ORDER BY n.code, t.direction, t.interface`

// Request 15: checkpoints signed in the span, every key that ever signed one, and the exports that were taken in the span. Whether the log holds is computed.
const evidenceCheckpoints = `
SELECT * FROM (
	SELECT 'checkpoint' AS what, at, size, split_part(text, E'\n', 3) AS value, split_part(split_part(text, E'\n', 6), ' ', 2) AS who, ''::text AS detail
	FROM log_checkpoint WHERE at >= @from AND at < @to
	UNION ALL SELECT 'key custody', max(at), max(size), name || '+' || id, name, 'checkpoints signed: ' || count(*) || ', the first at ' || min(at)
	FROM (SELECT at, size, split_part(signature, ' ', 2) AS name, encode(substring(decode(split_part(signature, ' ', 3), 'base64') FOR 4), 'hex') AS id
		FROM (SELECT at, size, split_part(text, E'\n', 6) AS signature FROM log_checkpoint WHERE at < @to) AS signed) AS keys GROUP BY name, id
	UNION ALL SELECT 'export', e.at, (e.data->>'size')::bigint, e.data->>'form', e.actor_name, e.text
	FROM event e WHERE e.entity_id = 0 AND e.kind = 'log.exported' AND e.at >= @from AND e.at < @to
) AS told ORDER BY at, what`

// Request 16: every restore test that was recorded in the span.
const evidenceRestores = `
SELECT e.at, e.actor_name AS tested_by, e.data->>'verified' AS verified, (e.data->>'entries')::bigint AS entries, (e.data->>'size')::bigint AS log_size,
	(e.data->>'checkpoints')::bigint AS checkpoints, e.data->>'oldest' AS oldest_checkpoint, e.data->>'newest' AS newest_checkpoint, e.text AS detail, e.entity_id || '/' || e.id AS event
FROM event e WHERE e.entity_id = 0 AND e.kind = 'restore.tested' AND e.at >= @from AND e.at < @to
ORDER BY e.at, e.id`
