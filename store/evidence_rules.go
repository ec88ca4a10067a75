package store

// Request 6: versions of segregation rules and accepted conflicts that held in the span. The conflicts themselves are
// computed from the rulebook, not read.
const evidenceRules = `
SELECT * FROM (
	SELECT 'rule version' AS what, r.key AS rule, ''::text AS person, r.name || ': ' || array_to_string(r.left_actions, ' ') || ' | ' || array_to_string(r.right_actions, ' ') AS detail,
		r.risk, r.mode, r.span, r.control, o.name AS owner, r.recorded_from AS since, r.recorded_to AS until, q.name AS requested_by, y.name AS approved_by, r.reason
	FROM duty_rule r LEFT JOIN person o ON o.id = r.owner LEFT JOIN person q ON q.id = r.requested_by LEFT JOIN person y ON y.id = r.approved_by
	WHERE r.recorded_from < @to AND coalesce(r.recorded_to, 'infinity') >= @from
	UNION ALL
	SELECT 'accepted conflict', m.rule_key, p.name, 'recorded ' || m.recorded_from || coalesce(' to ' || m.recorded_to, ''), '', '', '', m.control, o.name,
		m.valid_from, m.valid_to, q.name, y.name, m.reason
	FROM mitigation m JOIN person p ON p.id = m.person_id JOIN person o ON o.id = m.owner
	LEFT JOIN person q ON q.id = m.requested_by LEFT JOIN person y ON y.id = m.approved_by
	WHERE m.valid_from < @to AND m.valid_to >= @from AND m.recorded_from < @to AND coalesce(m.recorded_to, 'infinity') >= @from
) AS told ORDER BY what DESC, rule, since, person`

// Request 7: attempts that were refused, pairs of acts on both sides of a rule, and what the daily sweeps found. What a sweep
// finds now is computed, not read.
const evidenceViolations = `
SELECT * FROM (
	SELECT 'refused attempt' AS what, e.at, e.data->'details'->>'rule' AS rule, e.actor_name AS person, e.subject_kind || ' ' || e.subject_id AS object,
		e.text AS detail, NULL::bigint AS checked, NULL::bigint AS broken, e.entity_id || '/' || e.id AS event
	FROM event e WHERE e.kind = 'access.refused' AND e.data->>'code' = 'DUTY_CONFLICT' AND e.at >= @from AND e.at < @to
	UNION ALL
	SELECT 'both sides used', t.at, l.rule, coalesce(p.name, l.person::text), l.chain::text, 'the other side: ' || s.kind || ' at ' || s.at, NULL, 1, t.entity_id || '/' || t.id
	FROM duty_use l JOIN duty_use r ON r.entity_id = l.entity_id AND r.chain = l.chain AND r.rule = l.rule AND r.person = l.person AND l.side = 'L' AND r.side = 'R'
		AND NOT (l.binding AND r.binding)
	JOIN event s ON s.entity_id = l.entity_id AND s.id = least(l.event, r.event) JOIN event t ON t.entity_id = l.entity_id AND t.id = greatest(l.event, r.event)
	LEFT JOIN person p ON p.id = l.person
	WHERE t.at >= @from AND t.at < @to
	UNION ALL
	SELECT 'daily sweep', e.at, '', e.actor_name, '', e.text, (e.data->>'rows')::bigint, (e.data->>'broken')::bigint, e.entity_id || '/' || e.id
	FROM event e WHERE e.entity_id = 0 AND e.kind = 'sweep.finished' AND e.at >= @from AND e.at < @to
) AS told ORDER BY at, what, event`

// Request 8: roles, rules, accepted conflicts and service accounts by their changes, versions of policies, and events of
// policies and of master data. What was tested is the preview that whoever agreed was shown. A policy comes with the set-up;
// no command of the program writes another version of one.
const evidenceConfiguration = `
SELECT * FROM (
	SELECT coalesce(c.decided_at, c.requested_at) AS at, 'change of access: ' || lower(c.kind) AS what, c.id::text AS subject, c.reason AS detail,
		q.name AS author, c.requested_at AS authored_at, d.name AS approver, CASE WHEN d.id IS NOT NULL THEN c.decided_at END AS approved_at,
		'previewed at rulebook ' || c.base || ': ' || jsonb_array_length(coalesce(nullif(c.preview->'Gained', 'null'), '[]')) || ' gained, '
			|| jsonb_array_length(coalesce(nullif(c.preview->'Lost', 'null'), '[]')) || ' lost, '
			|| jsonb_array_length(coalesce(nullif(c.preview->'NewConflicts', 'null'), '[]')) || ' conflicts' AS test,
		'rulebook ' || c.applied AS activation, c.state
	FROM access_change c JOIN person q ON q.id = c.requested_by LEFT JOIN person d ON d.id = c.decided_by AND c.state IN ('APPLIED', 'REJECTED') -- who takes back their own approves nothing
	WHERE coalesce(c.decided_at, c.requested_at) >= @from AND coalesce(c.decided_at, c.requested_at) < @to
	UNION ALL
	SELECT v.active_from, 'policy version', v.policy_key || ' ' || v.number, p.name || ', ' || jsonb_array_length(v.rows) || ' rows',
		CASE v.number WHEN 1 THEN 'set-up' ELSE 'unknown: written past the program' END, NULL, NULL, NULL, NULL,
		v.active_from::text, v.state
	FROM policy_version v JOIN policy p ON p.key = v.policy_key WHERE v.active_from >= @from AND v.active_from < @to
	UNION ALL
	SELECT e.at, e.kind, e.subject_kind || ' ' || e.subject_id, e.text, e.actor_name, e.at, NULL, NULL, NULL, NULL, ''
	FROM event e WHERE (e.kind LIKE 'policy.%' OR e.kind IN ('master_data.loaded', 'entity.loaded')) AND e.at >= @from AND e.at < @to
) AS told ORDER BY at, what, subject`

// Request 12: every refusal over rights and every sign-in that was refused, with the cases about the same person that were
// opened within thirty days of it. Whose sign-in it was is told when they are on file.
const evidenceDenials = `
SELECT e.at, CASE WHEN e.kind = 'access.refused' THEN e.actor_name ELSE p.name END AS person, e.command, e.data->>'code' AS code,
	e.data->'details'->>'rule' AS rule, e.subject_kind || ' ' || e.subject_id AS object, e.text AS detail,
	e.client_address AS address, e.auth, f.cases AS follow_up, e.entity_id || '/' || e.id AS event
FROM event e LEFT JOIN person p ON e.kind = 'access.sign_in_refused' AND p.id = (e.data->>'person')::uuid LEFT JOIN LATERAL (
	SELECT string_agg(c.key || ' ' || lower(c.state) || coalesce(' ' || c.resolution, ''), ', ' ORDER BY c.opened_at, c.key) AS cases
	FROM control_case c WHERE c.about = coalesce(p.id, e.actor_id) AND c.opened_at >= e.at AND c.opened_at < e.at + interval '30 days') AS f ON true
WHERE e.kind IN ('access.refused', 'access.sign_in_refused') AND e.entity_id = ANY (@entities) AND e.at >= @from AND e.at < @to
ORDER BY e.at, e.id`
