package store

// codesOf tells a column of numbers of entities by their codes; NULL for none.
func codesOf(column string) string {
	return `(SELECT string_agg(coalesce(n.code, 'GROUP'), ' ' ORDER BY u.i) FROM unnest(` + column + `) WITH ORDINALITY AS u (number, i) LEFT JOIN entity n ON n.number = u.number)`
}

// Request 2: every version of a row of the rulebook that began or ended in the span. What ended without a successor was
// removed; its cause is found by the version that it made. A change of access, an access review, emergency access, somebody
// who left and a delegation are told alike.
var evidenceGrants = `
WITH version AS (
	SELECT 'grant' AS what, id::text, person_id AS person, role_key || ', entities ' || ` + codesOf("entities") + `
			|| coalesce(', limit ' || limit_minor || ' minor units ' || limit_currency, '') || CASE emergency WHEN '' THEN '' ELSE ', emergency ' || emergency END AS detail,
		valid_from, valid_to, recorded_from, recorded_to, requested_by, approved_by, reason, change_id FROM role_grant
	UNION ALL SELECT 'delegation', id::text, to_person, array_to_string(actions, ' ') || ', entities ' || ` + codesOf("entities") + `
			|| ', lent by ' || (SELECT name FROM person WHERE id = from_person),
		valid_from, valid_to, recorded_from, recorded_to, requested_by, approved_by, reason, change_id FROM delegation
	UNION ALL SELECT 'role', key, NULL, array_to_string(actions, ' '), NULL, NULL,
		recorded_from, recorded_to, requested_by, approved_by, reason, change_id FROM role
	UNION ALL SELECT 'segregation rule', key, NULL, mode || ': ' || array_to_string(left_actions, ' ') || ' | ' || array_to_string(right_actions, ' '), NULL, NULL,
		recorded_from, recorded_to, requested_by, approved_by, reason, change_id FROM duty_rule
	UNION ALL SELECT 'accepted conflict', id::text, person_id, rule_key || ': ' || control, valid_from, valid_to,
		recorded_from, recorded_to, requested_by, approved_by, reason, change_id FROM mitigation
	UNION ALL SELECT 'service account', id::text, owner, name, NULL, valid_to,
		recorded_from, recorded_to, requested_by, approved_by, reason, change_id FROM service_account
), caused AS (
	SELECT id, 'change of access' AS cause, requested_by, requested_at, decided_by, decided_at, reason FROM access_change
	UNION ALL SELECT id, 'access review ' || name, started_by, started_at, NULL, NULL, '' FROM access_review
	UNION ALL SELECT id, 'emergency access ' || ticket, person_id, requested_at, decided_by, decided_at, reason FROM emergency_session
	UNION ALL SELECT id, 'leaver', recorded_by, noticed_at, NULL, NULL, reason FROM leaver
	UNION ALL (SELECT DISTINCT ON (id) id, 'delegation', requested_by, recorded_from, NULL::uuid, NULL::timestamptz, reason FROM delegation ORDER BY id, recorded_from)
), revised AS (
	SELECT DISTINCT ON (b.recorded_at) b.recorded_at, b.change_id, e.actor_name, e.command FROM rulebook b
	LEFT JOIN event e ON e.kind = 'rulebook.revised' AND e.entity_id = 0 AND e.data->>'version' = b.version::text
	ORDER BY b.recorded_at, b.version
), act AS (
	SELECT recorded_from AS at, CASE WHEN EXISTS (SELECT FROM version w WHERE w.what = v.what AND w.id = v.id AND w.recorded_from < v.recorded_from)
		THEN 'changed' ELSE 'added' END AS act, v.* FROM version v WHERE recorded_from >= @from AND recorded_from < @to
	UNION ALL SELECT recorded_to, 'removed', v.* FROM version v WHERE recorded_to >= @from AND recorded_to < @to
		AND NOT EXISTS (SELECT FROM version w WHERE w.what = v.what AND w.id = v.id AND w.recorded_from = v.recorded_to)
), told AS (
	SELECT a.at, a.what, a.act, a.id, a.person, a.detail, a.valid_from, a.valid_to,
		CASE a.act WHEN 'removed' THEN c.requested_by ELSE coalesce(a.requested_by, c.requested_by) END AS requested_by, c.requested_at,
		CASE a.act WHEN 'removed' THEN c.decided_by ELSE coalesce(a.approved_by, c.decided_by) END AS approved_by,
		-- who decides a line of a review decides when it is applied
		CASE WHEN c.cause LIKE 'access review %' AND a.act <> 'removed' AND a.approved_by IS NOT NULL THEN a.at ELSE c.decided_at END AS decided_at,
		r.actor_name, r.command, CASE a.act WHEN 'removed' THEN coalesce(c.reason, '') ELSE a.reason END AS reason, c.cause, c.id AS change_id
	FROM act a LEFT JOIN revised r ON r.recorded_at = a.at
	LEFT JOIN caused c ON c.id = CASE a.act WHEN 'removed' THEN r.change_id ELSE coalesce(a.change_id, r.change_id) END
	UNION ALL SELECT decided_at, 'change of access', lower(state), id::text, person_id, kind, NULL, NULL, requested_by, requested_at,
		CASE state WHEN 'REJECTED' THEN decided_by END, CASE state WHEN 'REJECTED' THEN decided_at END, NULL, NULL, reason, 'change of access', id FROM access_change
	WHERE state NOT IN ('REQUESTED', 'APPLIED') AND decided_at >= @from AND decided_at < @to
)
SELECT t.at, t.what, t.act, t.id, coalesce(p.name, '') AS person, t.detail, t.valid_from, t.valid_to, q.name AS requested_by, t.requested_at,
	y.name AS approved_by, t.decided_at AS approved_at, t.actor_name AS done_by, t.command, t.reason, coalesce(t.cause, 'set-up') AS cause, t.change_id AS change
FROM told t LEFT JOIN person p ON p.id = t.person LEFT JOIN person q ON q.id = t.requested_by LEFT JOIN person y ON y.id = t.approved_by
ORDER BY t.at, t.what, t.id, t.act`

// Request 3: who was recorded to leave in the span, or whose access ended in it. An event is of a later act when its instant
// is later, whatever its id says.
const evidenceLeavers = `
SELECT p.name AS person, p.email, l.noticed_at, l.effective_at, l.removed_at,
	round(extract(epoch FROM l.removed_at - greatest(l.noticed_at, l.effective_at)), 3) AS seconds_to_removal, l.settled_at,
	count(e.id) FILTER (WHERE l.removed_at IS NULL OR e.at <= l.removed_at) AS acts_between, count(e.id) FILTER (WHERE e.at > l.removed_at) AS acts_after,
	max(e.at) AS last_act, l.reason, b.name AS recorded_by, l.ended
FROM leaver l JOIN person p ON p.id = l.person_id JOIN person b ON b.id = l.recorded_by
LEFT JOIN event e ON e.actor_id = l.person_id AND e.kind <> 'access.refused' AND e.at > l.effective_at
	AND e.entity_id = ANY (ARRAY(SELECT number FROM entity) || 0)
WHERE l.noticed_at < @to AND coalesce(l.removed_at, 'infinity') >= @from
GROUP BY l.id, p.id, b.id ORDER BY l.noticed_at, l.id`

// Request 4: sessions of emergency access with their reviews, and every act that was done under one or by a privileged right.
const evidencePrivileged = `
SELECT * FROM (
	SELECT s.requested_at AS at, 'emergency session' AS what, p.name AS person, s.ticket, b.name || ': ' || s.reason AS detail, s.state,
		d.name AS decided_by, s.decided_at, s.starts_at, coalesce(s.ended_at, s.ends_at) AS until, s.acts, s.refusals,
		array_to_string(s.broken, ' ') AS broken, s.score, v.name AS reviewed_by, s.reviewed_at, c.key AS "case", c.resolution, ''::text AS event
	FROM emergency_session s JOIN emergency_bundle b ON b.row_id = s.bundle_row JOIN person p ON p.id = s.person_id
	LEFT JOIN person d ON d.id = s.decided_by LEFT JOIN person v ON v.id = s.reviewed_by
	LEFT JOIN control_case c ON c.entity_id = 0 AND c.id = s.case_id
	WHERE s.requested_at < @to AND coalesce(s.ended_at, s.ends_at, s.decided_at, 'infinity') >= @from
	UNION ALL
	SELECT at, CASE WHEN data ? 'emergency' THEN 'act under emergency access' ELSE 'privileged act' END, coalesce(nullif(actor_name, ''), actor_id::text),
		data->>'emergency', kind || ': ' || text, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, entity_id || '/' || id
	FROM event WHERE at >= @from AND at < @to AND (data ? 'emergency' OR (actor_kind = 'PERSON' OR actor_name = 'operator') AND data->>'action' = ANY (ARRAY[
		'ROLE_EDIT', 'ROLE_GRANT', 'SOD_RULE_EDIT', 'SOD_MITIGATE', 'POLICY_EDIT', 'POLICY_PUBLISH', 'MODEL_PUBLISH', 'THRESHOLD_PUBLISH',
		'CREDENTIAL_EDIT', 'DEPLOY', 'OPS_COMMAND', 'AUDIT_ADMIN', 'EMERGENCY_USE', 'EMERGENCY_APPROVE', 'MASTER_DATA_EDIT', 'BANK_ACCOUNT_EDIT']))
) AS used ORDER BY at, what, event`

// Request 5: every line of the campaigns that were open in the span.
var evidenceReviews = `
SELECT r.name AS review, coalesce(nullif(array_to_string(r.roles, ' '), ''), 'all') AS roles, coalesce(` + codesOf("r.entities") + `, 'all') AS entities,
	s.name AS started_by, r.started_at, r.due_at, r.closed_at, coalesce(p.name, a.name) AS holder, g.role_key AS role, w.name AS reviewer, i.via AS asked_as,
	i.uses, i.last_used_at, i.decision, d.name AS decided_by, i.decided_at, i.reason, ` + codesOf("i.narrowed_to") + ` AS narrowed_to,
	i.applied_at, i.applied_in AS rulebook, i.verified_at
FROM access_review r JOIN access_review_item i ON i.review_id = r.id JOIN role_grant g ON g.row_id = i.grant_row
JOIN person s ON s.id = r.started_by JOIN person w ON w.id = i.reviewer
LEFT JOIN person p ON p.id = i.person_id LEFT JOIN service_account a ON a.id = i.person_id AND a.recorded_to IS NULL LEFT JOIN person d ON d.id = i.decided_by
WHERE r.started_at < @to AND coalesce(r.closed_at, 'infinity') >= @from
ORDER BY r.started_at, r.id, i.id`

// Request 18: the version of each role at the end of the span, and the last campaign that asked for its grants.
const evidenceRoles = `
SELECT r.key AS role, r.name, r.purpose, o.name AS owner, array_to_string(r.actions, ' ') AS duties, array_to_string(r.inherits, ' ') AS inherits,
	r.recorded_from AS since, q.name AS requested_by, y.name AS approved_by, r.reason,
	(SELECT count(*) FROM role_grant g WHERE g.role_key = r.key AND g.recorded_from <= @to AND coalesce(g.recorded_to, 'infinity') > @to
		AND g.valid_from <= @to AND coalesce(g.valid_to, 'infinity') > @to) AS grants,
	(SELECT max(v.closed_at) FROM access_review v JOIN access_review_item i ON i.review_id = v.id JOIN role_grant g ON g.row_id = i.grant_row
		WHERE g.role_key = r.key AND v.closed_at < @to) AS last_review
FROM role r LEFT JOIN person o ON o.id = r.owner LEFT JOIN person q ON q.id = r.requested_by LEFT JOIN person y ON y.id = r.approved_by
WHERE r.recorded_from <= @to AND coalesce(r.recorded_to, 'infinity') > @to
ORDER BY r.key`
