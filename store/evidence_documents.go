package store

// Request 9: every invoice that was posted in the span, or entered in it and not posted yet, and its reversals. Weekend: confirmed on a
// day that the entity does not work on, by its own clock. Late: confirmed more than thirty days after the posting date. Round:
// a multiple of 100,000 minor units. Post-close: confirmed after the last day of the period that it belongs to.
const evidencePopulation = `
WITH document AS (
	SELECT i.entity_id, i.id, coalesce(p.effect, 'post') AS effect, i.key, i.number, i.seller_name, i.kind, i.state, i.entered_name, i.entered_kind, i.created_at,
		i.issued_on, i.posting_on, i.gross_minor, i.currency, p.posted_at, p.state AS posting, CASE p.effect WHEN 'reverse' THEN coalesce(p.reversal_reference, p.reference) ELSE p.reference END AS reference, p.connector
	FROM invoice i LEFT JOIN posting p ON p.entity_id = i.entity_id AND p.invoice_id = i.id AND p.state IN ('CONFIRMED', 'REVERSED')
	WHERE i.entity_id = ANY (@entities) AND coalesce(p.posted_at, i.created_at) >= @from AND coalesce(p.posted_at, i.created_at) < @to
), approval AS (
	SELECT entity_id, invoice_id, string_agg(CASE outcome WHEN 'AUTO_APPROVE' THEN 'policy' ELSE actor_name || coalesce(' for ' || on_behalf_name, '') END, ', ' ORDER BY at, id) AS approvers,
		bool_and(outcome = 'AUTO_APPROVE') AS automatic
	FROM decision WHERE standing AND outcome IN ('APPROVE', 'AUTO_APPROVE') AND entity_id = ANY (@entities) GROUP BY entity_id, invoice_id
), sent AS (
	SELECT DISTINCT ON (entity_id, subject_id, effect) entity_id, subject_id, effect, actor_name FROM (
		SELECT entity_id, subject_id, id, actor_name, CASE command WHEN 'postItem' THEN 'post' ELSE 'reverse' END AS effect FROM event
		WHERE command IN ('postItem', 'reversePosting') AND kind <> 'access.refused' AND entity_id = ANY (@entities) AND subject_kind = 'inv') AS e
	ORDER BY entity_id, subject_id, effect, id DESC
)
SELECT 'invoice' AS population, n.code AS entity, d.key, d.number, d.seller_name AS seller, lower(d.kind) AS kind, lower(d.effect) AS effect, d.state,
	d.entered_name AS preparer, a.approvers, coalesce(s.actor_name, CASE WHEN d.posted_at IS NOT NULL THEN 'poster' END) AS poster,
	CASE WHEN d.entered_kind = 'SYSTEM' AND coalesce(a.automatic, false) AND s.actor_name IS NULL THEN 'automatic' ELSE 'manual' END AS manner,
	d.gross_minor, d.currency, d.issued_on, d.posting_on AS effective_on, d.created_at AS entered_at, d.posted_at, d.reference, d.connector,
	concat_ws(' ', CASE WHEN extract(isodow FROM d.posted_at AT TIME ZONE n.time_zone)::int <> ALL (n.workdays) THEN 'weekend' END,
		CASE WHEN (d.posted_at AT TIME ZONE n.time_zone)::date > d.posting_on + 30 THEN 'late' END,
		CASE WHEN d.gross_minor <> 0 AND d.gross_minor % 100000 = 0 THEN 'round' END,
		CASE WHEN (d.posted_at AT TIME ZONE n.time_zone)::date > q.last_day THEN 'post-close' END) AS flags
FROM document d JOIN entity n ON n.number = d.entity_id
LEFT JOIN approval a ON a.entity_id = d.entity_id AND a.invoice_id = d.id LEFT JOIN sent s ON s.entity_id = d.entity_id AND s.subject_id = d.id AND s.effect = d.effect
LEFT JOIN period q ON q.entity_id = d.entity_id AND d.posting_on BETWEEN q.first_day AND q.last_day AND q.number <= 12
ORDER BY n.code, coalesce(d.posted_at, d.created_at), d.id, d.effect`

// Request 10: every change of a supplier or of its bank details, and the confirmation by another that followed it.
const evidenceSuppliers = `
SELECT e.at, e.kind, s.number AS supplier, s.name, e.actor_name AS changed_by, e.command, e.text AS detail, e.changes, v.actor_name AS verified_by, v.at AS verified_at,
	e.entity_id || '/' || e.id AS event
FROM event e LEFT JOIN supplier s ON s.id = e.subject_id
LEFT JOIN LATERAL (SELECT v.actor_name, v.at FROM event v WHERE v.entity_id = e.entity_id AND v.subject_id = e.subject_id AND v.id > e.id
	AND v.data->>'action' = 'SUPPLIER_BANK_CONFIRM' AND v.actor_id <> e.actor_id AND v.kind <> 'access.refused' ORDER BY v.id LIMIT 1) AS v ON e.kind = 'supplier.bank_changed'
WHERE e.subject_kind = 'sup' AND e.kind LIKE 'supplier.%' AND e.at >= @from AND e.at < @to
ORDER BY e.at, e.id`

// Request 11: every decision that one person took for another.
const evidenceDelegated = `
SELECT d.at, n.code AS entity, i.key, i.number, i.seller_name AS seller, i.gross_minor, i.currency, lower(d.outcome) AS outcome, d.actor_name AS decided_by,
	d.on_behalf_name AS for_whom, d.standing, d.authority, d.comment, d.entity_id || '/' || d.event AS event
FROM decision d JOIN invoice i ON i.entity_id = d.entity_id AND i.id = d.invoice_id JOIN entity n ON n.number = d.entity_id
WHERE d.on_behalf_of IS NOT NULL AND d.entity_id = ANY (@entities) AND d.at >= @from AND d.at < @to
ORDER BY d.at, d.id`

// Request 17: every act on one invoice, on the file that it came with, and on the tasks and postings that it caused.
const evidenceWalkthrough = `
WITH part AS (
	SELECT entity_id, id FROM invoice WHERE id = @subject::uuid AND entity_id = ANY (@entities)
	UNION SELECT entity_id, id FROM intake WHERE (invoice_id = @subject::uuid OR twin_id = @subject::uuid) AND entity_id = ANY (@entities)
	UNION SELECT entity_id, id FROM task WHERE invoice_id = @subject::uuid AND entity_id = ANY (@entities)
	UNION SELECT entity_id, id FROM posting WHERE invoice_id = @subject::uuid AND entity_id = ANY (@entities)
)
SELECT l.position, e.at, e.subject_kind AS object, e.kind, e.command, coalesce(nullif(e.actor_name, ''), e.actor_id::text) AS who, e.on_behalf_of_name AS for_whom,
	e.text AS detail, e.authority, e.reason, e.data->>'action' AS action, e.data->>'grant' AS "grant", e.data->>'digest' AS content_digest, e.rulebook, e.request_id AS request,
	e.entity_id || '/' || e.id AS event
FROM part p JOIN event e ON e.entity_id = p.entity_id AND e.subject_id = p.id LEFT JOIN log_entry l ON l.entity = e.entity_id AND l.event = e.id
ORDER BY e.at, e.id`
