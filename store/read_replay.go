package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// Decided is one recorded decision on an invoice, or an attempt at one that was refused, with what the gate must know of it.
// The duties that were used are read apart.
type Decided struct {
	EntityID    domain.EntityID
	InvoiceID   domain.UUID
	ActorID     domain.UUID
	OnBehalfOf  domain.UUID
	At          time.Time
	Event       domain.UUID // that tells of it
	Counterpart domain.UUID // the supplier; zero when there is none
	Minor       *int64      // what the invoice is worth in the group's currency; nil when no rate was known
	Refused     bool
}

// Decisions reads what people decided on invoices since an instant, and what they were refused, oldest first.
func (db *DB) Decisions(ctx context.Context, since time.Time) ([]Decided, error) {
	rows, err := db.pool.Query(ctx, `
		WITH refused AS (
			SELECT e.entity_id, e.id, e.actor_id, e.on_behalf_of, e.at, CASE WHEN e.subject_kind = 'tsk'
				THEN (SELECT t.invoice_id FROM task t WHERE t.entity_id = e.entity_id AND t.id = e.subject_id) ELSE e.subject_id END AS invoice_id
			FROM event e WHERE e.id >= $1::uuid AND e.kind = 'access.refused' AND e.subject_kind IN ('tsk', 'inv') AND e.actor_kind = 'PERSON'
				AND e.data->'details'->'permit'->>'action' = 'INVOICE_APPROVE')
		SELECT d.entity_id, d.invoice_id, d.actor_id, d.on_behalf_of, d.at, d.event, i.supplier_id AS counterpart, i.group_minor AS minor, false AS refused
		FROM decision d JOIN invoice i ON i.entity_id = d.entity_id AND i.id = d.invoice_id
		WHERE d.id >= $1::uuid AND d.actor_kind = 'PERSON'
		UNION ALL
		SELECT r.entity_id, r.invoice_id, r.actor_id, r.on_behalf_of, r.at, r.id, i.supplier_id, i.group_minor, true
		FROM refused r JOIN invoice i ON i.entity_id = r.entity_id AND i.id = r.invoice_id
		ORDER BY at, event`, domain.FirstUUID(since).String())
	if err != nil {
		return nil, fmt.Errorf("read decisions: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Decided])
	return list, wrap("read decisions", err)
}

// RuleSide is one side of a segregation rule.
type RuleSide struct {
	Rule string
	Side domain.Side
}

// UsedBy reads the uses of these sides by some people, on any chain.
func (db *DB) UsedBy(ctx context.Context, people []domain.UUID, sides []RuleSide) ([]domain.DutyUse, error) {
	rules, names := make([]string, len(sides)), make([]string, len(sides))
	for i, s := range sides {
		rules[i], names[i] = s.Rule, string(s.Side)
	}
	rows, err := db.pool.Query(ctx, `
		SELECT u.* FROM duty_use u JOIN unnest($2::text[], $3::text[]) AS s (rule, side) USING (rule, side)
		WHERE u.entity_id = ANY (ARRAY(SELECT number FROM entity) || 0) AND u.person = ANY ($1::uuid[])`, people, rules, names)
	if err != nil {
		return nil, fmt.Errorf("read used duties: %w", err)
	}
	var found []dutyRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("read used duties: %w", err)
	}
	return mapped(found, (*dutyRow).record), nil
}

// Act is one act of a person, with what it was about.
type Act struct {
	EntityID    domain.EntityID
	ID          domain.UUID // of the event
	ActorID     domain.UUID
	OnBehalfOf  domain.UUID
	Action      domain.Action
	SubjectID   domain.UUID
	Counterpart domain.UUID // the supplier of an invoice or an order, or the supplier itself; zero when there is none
}

// ActsBy reads what some people did of these actions, ever, for themselves or for others.
func (db *DB) ActsBy(ctx context.Context, people []domain.UUID, actions []domain.Action) ([]Act, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT e.entity_id, e.id, e.actor_id, e.on_behalf_of, e.data->>'action' AS action, e.subject_id, CASE e.subject_kind
			WHEN 'inv' THEN (SELECT i.supplier_id FROM invoice i WHERE i.entity_id = e.entity_id AND i.id = e.subject_id)
			WHEN 'pox' THEN (SELECT o.supplier_id FROM purchase_order o WHERE o.entity_id = e.entity_id AND o.id = e.subject_id)
			WHEN 'sup' THEN e.subject_id END AS counterpart
		FROM event e WHERE e.entity_id = ANY (ARRAY(SELECT number FROM entity) || 0) AND e.actor_id = ANY ($1::uuid[])
			AND e.data->>'action' = ANY ($2::text[]) AND e.kind <> 'access.refused'`, people, texts(actions))
	if err != nil {
		return nil, fmt.Errorf("read acts: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Act])
	return list, wrap("read acts", err)
}

// OrdersOf finds which invoices name these orders, by the invoice's id.
func (db *DB) OrdersOf(ctx context.Context, orders []domain.UUID) (map[domain.UUID][]domain.UUID, error) {
	rows, err := db.pool.Query(ctx, `
		WITH wanted AS (SELECT entity_id, id, number FROM purchase_order WHERE id = ANY ($1::uuid[]))
		SELECT f.id, w.id FROM wanted w JOIN invoice_detail f ON f.entity_id = w.entity_id AND w.number = ANY (f.orders)
		UNION SELECT l.invoice_id, w.id FROM wanted w JOIN invoice_line l ON l.entity_id = w.entity_id AND l.order_number = w.number`, orders)
	if err != nil {
		return nil, fmt.Errorf("find invoices of orders: %w", err)
	}
	found := map[domain.UUID][]domain.UUID{}
	var invoice, order domain.UUID
	_, err = pgx.ForEachRow(rows, []any{&invoice, &order}, func() error {
		found[invoice] = append(found[invoice], order)
		return nil
	})
	return found, wrap("find invoices of orders", err)
}
