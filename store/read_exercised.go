package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// exercised finds every act by which somebody used the second side of a segregation rule on a chain, and every later one on
// either side of it: the acts that the rule would have refused, had it refused anything. It starts from the uses of duty
// that do not bind, for two that bind cannot meet.
//
// Of what spans one object the completing act alone is taken: any later act on it is about the same money. An act of the
// group stands in the books of every entity and is taken once. $1 to $3 are the sides' actions, as (rule, action, side);
// $4 and $5 the rules' spans; $6 the people, NULL for everybody; $7 the first id that is too late.
const exercised = `
	WITH side AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS s (rule, action, side)),
	span AS (SELECT * FROM unnest($4::text[], $5::text[]) AS s (rule, span)),
	stood AS (
		SELECT u.entity_id, u.chain, u.rule, u.person, p.span,
			min(u.event::text) FILTER (WHERE u.side = 'L')::uuid AS l, min(u.event::text) FILTER (WHERE u.side = 'R')::uuid AS r
		FROM duty_use u JOIN (SELECT DISTINCT entity_id, chain, rule, person FROM duty_use
				WHERE NOT binding AND ($6::uuid[] IS NULL OR person = ANY ($6::uuid[]))) AS loose USING (entity_id, chain, rule, person)
			JOIN span p USING (rule)
		WHERE u.event < $7::uuid GROUP BY u.entity_id, u.chain, u.rule, u.person, p.span HAVING count(DISTINCT u.side) = 2),
	act AS (
		SELECT DISTINCT ON (s.rule, s.person, e.id) s.rule, s.person, e.entity_id, e.id, e.at, e.subject_kind, e.subject_id,
			CASE WHEN e.left_side THEN e.id ELSE s.l END AS left_event, CASE WHEN e.left_side THEN s.r ELSE e.id END AS right_event
		FROM stood s CROSS JOIN LATERAL (
			SELECT e.entity_id, e.id, e.at, e.subject_kind, e.subject_id, s.l > s.r AS left_side FROM event e
			WHERE e.entity_id IN (s.entity_id, 0) AND e.id = greatest(s.l, s.r)
			UNION ALL
			SELECT e.entity_id, e.id, e.at, e.subject_kind, e.subject_id, d.side = 'L' FROM event e
				JOIN side d ON d.rule = s.rule AND d.action = e.data->>'action'
			WHERE s.span <> 'SAME_OBJECT' AND e.entity_id IN (s.entity_id, 0) AND e.id > greatest(s.l, s.r) AND e.id < $7::uuid
				AND e.actor_id = ANY (ARRAY[s.person] || ARRAY(SELECT g.to_person FROM delegation g WHERE g.from_person = s.person))
				AND (e.actor_id = s.person OR e.on_behalf_of = s.person)
				AND (s.span = 'SAME_ENTITY' OR e.subject_id = s.chain OR EXISTS (SELECT FROM invoice i
					WHERE i.entity_id = e.entity_id AND i.id = e.subject_id AND i.supplier_id = s.chain))) AS e
		ORDER BY s.rule, s.person, e.id, s.entity_id),
	object AS (
		SELECT a.*, i.group_minor FROM act a LEFT JOIN invoice i ON a.subject_kind = 'inv' AND i.entity_id = a.entity_id AND i.id = a.subject_id)`

// Exercised is a person on both sides of a rule, as it was used.
type Exercised struct {
	Rule     string
	Person   domain.UUID
	Entities []domain.EntityID
	Acts     int
	First    time.Time
	Last     time.Time
	Minor    int64 // what the invoices are worth together, each once, in the group's currency
}

// Exercised reads the conflicts that were exercised before an instant under the sides that the rules have, by everybody
// (nil) or some people, in the order of rules and people.
func (db *DB) Exercised(ctx context.Context, rules []domain.DutyRule, people []domain.UUID, before time.Time) ([]Exercised, error) {
	rows, err := db.pool.Query(ctx, exercised+`
		SELECT rule, person, array_agg(DISTINCT entity_id ORDER BY entity_id) AS entities, count(*)::int AS acts,
			min(at) AS first, max(at) AS last,
			coalesce((SELECT sum(v.minor) FROM (SELECT DISTINCT o2.subject_id, o2.group_minor AS minor FROM object o2
				WHERE o2.rule = o.rule AND o2.person = o.person AND o2.group_minor IS NOT NULL) AS v), 0)::bigint AS minor
		FROM object o GROUP BY rule, person ORDER BY rule, person`, exercisedArgs(rules, people, before)...)
	if err != nil {
		return nil, fmt.Errorf("find exercised conflicts: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Exercised])
	return list, wrap("find exercised conflicts", err)
}

func exercisedArgs(rules []domain.DutyRule, people []domain.UUID, before time.Time) []any {
	var sided, actions, sides, keys, spans []string
	for i := range rules {
		r := &rules[i]
		keys, spans = append(keys, r.Key), append(spans, string(r.Span))
		for _, side := range []struct {
			name    domain.Side
			actions []domain.Action
		}{{domain.SideLeft, r.Left}, {domain.SideRight, r.Right}} {
			for _, a := range side.actions {
				sided, actions, sides = append(sided, r.Key), append(actions, string(a)), append(sides, string(side.name))
			}
		}
	}
	return []any{sided, actions, sides, keys, spans, people, domain.FirstUUID(before).String()}
}

// Pair is a person and a rule that they stand on both sides of.
type Pair struct {
	Rule   string
	Person domain.UUID
}

// ConflictAct is one act of an exercised conflict: the record, and the event of each side.
type ConflictAct struct {
	Pair
	EntityID    domain.EntityID
	ID          domain.UUID // of the act
	SubjectKind domain.NodeKind
	SubjectID   domain.UUID
	LeftEvent   domain.UUID
	RightEvent  domain.UUID
	GroupMinor  *int64 // what the invoice is worth in the group's currency; nil for any other record
}

// ConflictActs reads the latest acts of one exercised conflict, or of everybody's (nil), newest first, at most limit of each.
// With after, only acts before that one.
func (db *DB) ConflictActs(ctx context.Context, rules []domain.DutyRule, only *Pair, before time.Time, after domain.UUID, limit int) ([]ConflictAct, error) {
	var people []domain.UUID
	var rule *string
	if only != nil {
		people, rule = []domain.UUID{only.Person}, &only.Rule
	}
	last := domain.FirstUUID(before)
	if !after.IsZero() {
		last = after
	}
	rows, err := db.pool.Query(ctx, exercised+`
		SELECT rule, person, entity_id, id, subject_kind, subject_id, left_event, right_event, group_minor FROM (
			SELECT o.*, row_number() OVER (PARTITION BY rule, person ORDER BY id DESC) AS place FROM object o
			WHERE o.id < $8::uuid AND ($9::text IS NULL OR o.rule = $9)) AS o
		WHERE place <= $10 ORDER BY rule, person, id DESC`,
		append(exercisedArgs(rules, people, before), last.String(), rule, limit)...)
	if err != nil {
		return nil, fmt.Errorf("list acts of conflicts: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[ConflictAct])
	return list, wrap("list acts of conflicts", err)
}
