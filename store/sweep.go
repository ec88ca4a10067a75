package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Sweep is one recomputation over all rows: how many were looked at, and which break the rule.
type Sweep struct {
	Name       string        `json:"name"`
	Rule       string        `json:"rule"`
	Checked    int64         `json:"checked"`
	Sum        string        `json:"sum,omitempty"` // both sides of an equation in words, where the rule is one
	Violations []string      `json:"violations"`    // at most 20 of them, as entity/id
	Broken     int64         `json:"broken"`
	Took       time.Duration `json:"-"`
	Ms         int64         `json:"ms"`
}

// sweeps recompute what must hold from the rows themselves, without any code that wrote them. checked counts the
// population; broken lists entity and id of every row that should not be. Each is one join over all rows: a question asked
// anew for every row would take hours where there are millions.
var sweeps = []struct{ name, rule, checked, broken string }{
	{
		"duties", "who entered or changed an invoice has not approved it",
		`SELECT count(*) FROM decision WHERE outcome = 'APPROVE'`,
		`SELECT d.entity_id, d.invoice_id FROM decision d JOIN invoice i ON i.entity_id = d.entity_id AND i.id = d.invoice_id
			WHERE d.outcome = 'APPROVE' AND (d.actor_id IN (i.entered_by, i.edited_by) OR d.on_behalf_of IN (i.entered_by, i.edited_by))
		UNION SELECT d.entity_id, d.invoice_id FROM decision d JOIN event e ON e.entity_id = d.entity_id AND e.subject_id = d.invoice_id
				AND e.actor_id IN (d.actor_id, d.on_behalf_of) AND e.kind IN ('invoice.entered', 'invoice.amended', 'invoice.coded')
			WHERE d.outcome = 'APPROVE'`,
	},
	{
		"duties", "one person has taken one step of a round, themselves or by a delegate",
		`SELECT count(*) FROM decision WHERE standing`,
		`SELECT entity_id, invoice_id FROM (SELECT entity_id, invoice_id, round, unnest(array_remove(ARRAY[actor_id, on_behalf_of], NULL)) AS person
				FROM decision WHERE standing AND outcome <> 'AUTO_APPROVE') AS d
			GROUP BY entity_id, invoice_id, round, person HAVING count(*) > 1`,
	},
	{
		"duties", "every approval rests on its own use of duty, by a person",
		`SELECT count(*) FROM decision WHERE outcome = 'APPROVE'`,
		`SELECT d.entity_id, d.invoice_id FROM decision d LEFT JOIN duty_use u ON u.entity_id = d.entity_id AND u.id = d.duty
			WHERE d.outcome = 'APPROVE' AND (u.id IS NULL OR u.person <> d.actor_id OR u.chain <> d.invoice_id OR d.actor_kind <> 'PERSON')`,
	},
	{
		"duties", "an approval for somebody rests on a use of duty of theirs, too",
		`SELECT count(*) FROM decision WHERE outcome = 'APPROVE' AND on_behalf_of IS NOT NULL`,
		`SELECT entity_id, invoice_id FROM (
			SELECT entity_id, invoice_id, on_behalf_of FROM decision WHERE outcome = 'APPROVE' AND on_behalf_of IS NOT NULL
			EXCEPT SELECT entity_id, chain, person FROM duty_use WHERE rule = 'SOD-009' AND side = 'R') AS alone`,
	},
	{
		"duties", "who approved an invoice has not sent it to the ledger, unless the rule was lifted for them",
		`SELECT count(*) FROM event WHERE command IN ('postItem', 'reversePosting') AND kind NOT LIKE 'access.%'`,
		`SELECT entity_id, subject_id FROM (
			SELECT e.entity_id, e.subject_id, e.actor_id FROM event e JOIN decision d ON d.entity_id = e.entity_id AND d.invoice_id = e.subject_id
				AND e.actor_id IN (d.actor_id, d.on_behalf_of) AND d.outcome = 'APPROVE' WHERE e.command IN ('postItem', 'reversePosting') AND e.kind NOT LIKE 'access.%'
			EXCEPT SELECT entity_id, chain, person FROM duty_use WHERE rule = 'SOD-011' AND side = 'R' AND NOT binding) AS sent`,
	},
	{
		"events", "every decision has its event, by the same actor",
		`SELECT count(*) FROM decision`,
		`SELECT d.entity_id, d.id FROM decision d LEFT JOIN event e ON e.entity_id = d.entity_id AND e.id = d.event
			WHERE e.id IS NULL OR e.subject_id <> d.invoice_id OR (d.outcome <> 'AUTO_APPROVE' AND e.actor_id <> d.actor_id)`,
	},
	{
		"events", "every invoice began with an event",
		`SELECT count(*) FROM invoice`,
		`SELECT i.entity_id, i.id FROM invoice i WHERE NOT EXISTS (SELECT 1 FROM event e
			WHERE e.entity_id = i.entity_id AND e.subject_id = i.id AND e.kind = 'invoice.entered')`,
	},
	{
		"events", "every approval told of was made, and every approval made was told of",
		`SELECT count(*) FROM event WHERE kind = 'invoice.approved'`,
		`SELECT e.entity_id, e.id FROM event e LEFT JOIN decision d ON d.entity_id = e.entity_id AND d.event = e.id
			WHERE e.kind = 'invoice.approved' AND d.id IS NULL
		UNION ALL SELECT d.entity_id, d.id FROM decision d LEFT JOIN event e ON e.entity_id = d.entity_id AND e.id = d.event
				AND e.kind = 'invoice.approved'
			WHERE d.outcome = 'APPROVE' AND e.id IS NULL`,
	},
	{
		"events", "every confirmed posting was told of once",
		`SELECT count(*) FROM posting WHERE state IN ('CONFIRMED', 'REVERSED') AND effect = 'post'`,
		`SELECT p.entity_id, p.id FROM posting p LEFT JOIN event e ON e.entity_id = p.entity_id AND e.subject_id = coalesce(p.invoice_id, p.adjustment_id)
				AND e.kind IN ('invoice.posted', 'adjustment.posted') AND coalesce(e.data->>'reference', '') = coalesce(p.reference, '')
			WHERE p.state IN ('CONFIRMED', 'REVERSED') AND p.effect = 'post' GROUP BY p.entity_id, p.id HAVING count(e.id) <> 1`,
	},
	{
		"postings", "approved = confirmed + under way + refused + reversed: every approved invoice is meant for the ledger once",
		`SELECT count(*) FROM invoice WHERE state IN ('POSTING', 'POSTED', 'FAILED')`,
		`SELECT i.entity_id, i.id FROM invoice i LEFT JOIN posting p ON p.entity_id = i.entity_id AND p.invoice_id = i.id
				AND p.revision = i.round AND p.effect = 'post'
			WHERE i.state IN ('POSTING', 'POSTED', 'FAILED') GROUP BY i.entity_id, i.id HAVING count(p.id) <> 1`,
	},
	{
		"postings", "nothing is meant for the ledger that not every step approved, at the digest that was approved",
		`SELECT count(*) FROM posting WHERE effect = 'post'`,
		// An approval may have fallen since only when the invoice was routed anew, which leaves the posting behind.
		`SELECT p.entity_id, p.id FROM posting p JOIN invoice i ON i.entity_id = p.entity_id AND i.id = p.invoice_id
			LEFT JOIN decision d ON d.entity_id = p.entity_id AND d.invoice_id = p.invoice_id AND d.round = p.revision AND d.digest = p.digest
				AND d.outcome IN ('APPROVE', 'AUTO_APPROVE') AND (d.standing OR i.round > p.revision)
			LEFT JOIN task t ON t.entity_id = p.entity_id AND t.invoice_id = p.invoice_id AND t.round = p.revision AND t.kind = 'APPROVE'
			WHERE p.effect = 'post' GROUP BY p.entity_id, p.id
			HAVING count(d.id) = 0 OR count(DISTINCT t.id) <> count(DISTINCT t.id) FILTER (WHERE d.task_id = t.id)`,
	},
	{
		"postings", "an invoice is posted when, and only when, the ledger confirmed it",
		`SELECT count(*) FROM invoice`,
		`SELECT i.entity_id, i.id FROM invoice i LEFT JOIN posting p ON p.entity_id = i.entity_id AND p.invoice_id = i.id
				AND p.revision = i.round AND p.effect = 'post'
			WHERE (i.state = 'POSTED') <> (coalesce(p.state, '') = 'CONFIRMED')`,
	},
	{
		"postings", "an approved adjustment is meant for the ledger once, and posted when, and only when, the ledger confirmed it",
		`SELECT count(*) FROM adjustment`,
		`SELECT coalesce(a.entity_id, p.entity_id), coalesce(a.id, p.adjustment_id) FROM adjustment a FULL JOIN (
				SELECT entity_id, adjustment_id, count(*) AS n, bool_or(state = 'CONFIRMED') AS confirmed FROM posting
				WHERE adjustment_id IS NOT NULL AND effect = 'post' GROUP BY entity_id, adjustment_id) AS p
			ON p.entity_id = a.entity_id AND p.adjustment_id = a.id
			WHERE coalesce(p.n, 0) <> (CASE WHEN a.state IN ('APPROVED', 'POSTED') THEN 1 ELSE 0 END)
				OR coalesce(a.state = 'POSTED', false) <> coalesce(p.confirmed, false)`,
	},
	{
		"postings", "an inbox shows what waits, to whom it waits for, and nothing else",
		`SELECT count(*) FROM task WHERE state = 'READY'`,
		`SELECT t.entity_id, t.id FROM task t LEFT JOIN inbox b ON b.entity_id = t.entity_id AND b.task_id = t.id AND b.delegation IS NULL
			GROUP BY t.entity_id, t.id, t.state, t.candidates
			HAVING count(b.id) <> CASE WHEN t.state = 'READY' THEN cardinality(t.candidates) ELSE 0 END
				OR bool_or(b.id IS NOT NULL AND b.person_id <> ALL (t.candidates))`,
	},
	{
		"postings", "an inbox shows to delegates what waits for who delegated it, and nothing else",
		`SELECT count(*) FROM inbox WHERE delegation IS NOT NULL`,
		`SELECT coalesce(w.entity_id, b.entity_id), coalesce(w.task_id, b.task_id) FROM (
				WITH i AS MATERIALIZED (SELECT entity_id, id, entered_by, edited_by, abs(group_minor) AS worth FROM invoice WHERE state = 'IN_REVIEW')
				SELECT t.entity_id, t.id AS task_id, d.id AS delegation, d.to_person, d.from_person, d.valid_from, d.valid_to
				FROM delegation d JOIN (SELECT entity_id, id, invoice_id, unnest(candidates) AS person FROM task WHERE state = 'READY' AND kind = 'APPROVE') AS t
					ON d.from_person = t.person AND t.entity_id = ANY (d.entities)
				JOIN i ON i.entity_id = t.entity_id AND i.id = t.invoice_id AND d.to_person IS DISTINCT FROM i.entered_by
					AND d.to_person IS DISTINCT FROM i.edited_by AND (d.limit_minor IS NULL OR i.worth <= d.limit_minor)
				WHERE d.recorded_to IS NULL AND 'INVOICE_APPROVE' = ANY (d.actions)) AS w
			FULL JOIN (SELECT * FROM inbox WHERE delegation IS NOT NULL) AS b USING (entity_id, task_id, delegation)
			WHERE w.task_id IS NULL OR b.id IS NULL AND w.valid_to > now()
				OR (b.person_id, b.on_behalf_of, b.shown_from, b.shown_to) <> (w.to_person, w.from_person, w.valid_from, w.valid_to)`,
	},
	{
		"access", "every change of access that was agreed to made one version of the rulebook, and no other did",
		`SELECT count(*) FROM access_change`,
		`SELECT 0, a.id FROM access_change a LEFT JOIN rulebook r ON r.change_id = a.id
			GROUP BY a.id, a.state, a.applied HAVING count(r.version) <> CASE WHEN a.state = 'APPLIED' THEN 1 ELSE 0 END OR max(r.version) IS DISTINCT FROM a.applied`,
	},
	{
		"access", "every version of the rulebook since the set-up has its cause: a change of access, an access review, emergency access, who left, or a delegation",
		`SELECT count(*) FROM rulebook`,
		`SELECT 0, coalesce(r.change_id, lpad(to_hex(r.version), 32, '0')::uuid)
			FROM (SELECT version, change_id, min(version) FILTER (WHERE change_id IS NOT NULL) OVER () AS first FROM rulebook) AS r
			WHERE r.change_id IS NOT NULL OR r.version > r.first
			EXCEPT (SELECT 0, id FROM access_change UNION SELECT 0, id FROM access_review UNION SELECT 0, id FROM emergency_session
				UNION SELECT 0, id FROM leaver UNION SELECT 0, id FROM delegation)`,
	},
	{
		"access", "every right that was agreed to names who asked and who agreed, as the change of access does",
		`SELECT count(*) FROM role_grant WHERE change_id IS NOT NULL`,
		`SELECT 0, g.id FROM role_grant g JOIN access_change a ON a.id = g.change_id
			WHERE (g.requested_by, g.approved_by) IS DISTINCT FROM (a.requested_by, a.decided_by) OR g.approved_by IN (g.requested_by, g.person_id)`,
	},
	{
		"emergency", "nobody approved or reviewed emergency access of their own",
		`SELECT count(*) FROM emergency_session`,
		`SELECT 0, id FROM emergency_session WHERE person_id IN (decided_by, reviewed_by)`,
	},
	{
		"emergency", "emergency access that has ended is out of the rulebook",
		`SELECT count(*) FROM emergency_session WHERE state IN ('ENDED', 'REVIEWED')`,
		`SELECT 0, grant_id FROM emergency_session WHERE state IN ('ENDED', 'REVIEWED') INTERSECT SELECT 0, id FROM role_grant WHERE recorded_to IS NULL`,
	},
	{
		"reviews", "nobody decided on access of their own",
		`SELECT count(*) FROM access_review_item WHERE decision IS NOT NULL`,
		`SELECT home, id FROM access_review_item WHERE person_id IN (reviewer, decided_by)`,
	},
	{
		"reviews", "what an access review revoked is no longer given",
		`SELECT count(*) FROM access_review_item WHERE decision = 'REVOKE' AND applied_at IS NOT NULL`,
		// What it revoked ended when it was recorded.
		`SELECT 0, grant_id FROM access_review_item WHERE decision = 'REVOKE' AND applied_at IS NOT NULL
			INTERSECT SELECT 0, id FROM role_grant WHERE recorded_to IS NULL AND (valid_to IS NULL OR valid_to > recorded_from)`,
	},
	{
		"cases", "nobody resolved a case about themselves",
		`SELECT count(*) FROM control_case`,
		`SELECT entity_id, id FROM control_case WHERE resolved_by = about`,
	},
	{
		"log", "every event has one position in the log or waits for one, and nothing else has",
		`SELECT count(*) FROM event`,
		`SELECT coalesce(e.entity_id, l.entity, p.entity_id), coalesce(e.id, l.event, p.id)
			FROM event e FULL JOIN log_entry l ON l.entity = e.entity_id AND l.event = e.id
				FULL JOIN event_pending p ON p.entity_id = coalesce(e.entity_id, l.entity) AND p.id = coalesce(e.id, l.event)
			WHERE e.id IS NULL OR (p.id IS NULL) = (l.event IS NULL)`,
	},
	{
		"log", "positions begin at 0 and have no gap",
		`SELECT count(*) FROM log_entry`,
		`SELECT entity, event FROM (SELECT entity, event, position, lag(position, 1, -1::bigint) OVER (ORDER BY position) AS before FROM log_entry) AS l
			WHERE position <> before + 1`,
	},
}

// maxShown bounds how many broken rows a sweep names; all are counted.
const maxShown = 20

// Break counts one violation, and names it while they are few.
func (s *Sweep) Break(what string) {
	if s.Broken++; s.Broken <= maxShown {
		s.Violations = append(s.Violations, what)
	}
}

// Sweep recomputes every rule over all rows as of one instant.
func (db *DB) Sweep(ctx context.Context) ([]Sweep, error) {
	var results []Sweep
	err := db.snapshot(ctx, func(tx pgx.Tx) error {
		for _, s := range sweeps {
			r, err := recompute(s.name, s.rule, func(r *Sweep) error {
				if err := tx.QueryRow(ctx, s.checked).Scan(&r.Checked); err != nil {
					return err
				}
				return r.gather(ctx, tx, s.broken)
			})
			if err != nil {
				return err
			}
			results = append(results, r)
		}
		r, err := recompute("postings", balanceRule, func(r *Sweep) error { return r.balance(ctx, tx) })
		results = append(results, r)
		return err
	})
	return results, err
}

// recompute times one rule's recomputation.
func recompute(name, rule string, do func(*Sweep) error) (Sweep, error) {
	start := time.Now()
	r := Sweep{Name: name, Rule: rule, Violations: []string{}}
	if err := do(&r); err != nil {
		return r, fmt.Errorf("sweep %q: %w", rule, err)
	}
	r.Took = time.Since(start)
	r.Ms = r.Took.Milliseconds()
	return r, nil
}

// gather counts every row of a query of entities and ids as a violation.
func (s *Sweep) gather(ctx context.Context, tx pgx.Tx, broken string) error {
	rows, err := tx.Query(ctx, broken)
	if err != nil {
		return err
	}
	var entity int32
	var id string
	_, err = pgx.ForEachRow(rows, []any{&entity, &id}, func() error {
		s.Break(fmt.Sprintf("%d/%s", entity, id))
		return nil
	})
	return err
}
