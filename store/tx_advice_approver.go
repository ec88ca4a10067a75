package store

import (
	"context"
	"time"

	"countersign/domain"
)

// PastDecision is what a person decided before, by what its invoice has in common with another.
type PastDecision struct {
	Invoice  domain.UUID
	Person   domain.UUID // in whose right it was decided
	At       time.Time
	Minor    int64 // worth of the invoice in the group's currency, without its sign
	Step     bool  // its step was asked for in the same words
	Supplier bool
	Center   bool
}

// pastDecisionsSQL reads the newest decisions of an entity, and those on the newest invoices of a supplier.
const pastDecisionsSQL = `
SELECT d.invoice_id, coalesce(d.on_behalf_of, d.actor_id), d.at, abs(coalesce(i.group_minor, 0)), t.via = $4, coalesce(i.supplier_id = $3, false), i.center_code <> '' AND i.center_code = $5
FROM (
  (SELECT id FROM decision WHERE entity_id = $1 AND standing AND actor_kind = 'PERSON' ORDER BY at DESC LIMIT $6)
  UNION
  (SELECT d.id FROM (SELECT id FROM invoice WHERE entity_id = $1 AND supplier_id = $3 ORDER BY received_at DESC, id DESC LIMIT $6) i
    JOIN decision d ON d.entity_id = $1 AND d.invoice_id = i.id AND d.standing AND d.actor_kind = 'PERSON')
) n
JOIN decision d ON d.entity_id = $1 AND d.id = n.id
JOIN task t ON t.entity_id = $1 AND t.id = d.task_id
JOIN invoice i ON i.entity_id = $1 AND i.id = d.invoice_id
WHERE d.invoice_id <> $2`

// PastDecisions are decisions of people that still count: the newest of the entity of an invoice, and those on the newest invoices of its
// supplier, at most so many each; not those on the invoice itself. Via is how the policy asks for the step that they are compared with.
func (tx *Tx) PastDecisions(ctx context.Context, inv *domain.Invoice, via string, most int) ([]PastDecision, error) {
	rows, err := tx.bun.Tx.QueryContext(ctx, pastDecisionsSQL, inv.ID.Entity, inv.ID.UUID, inv.SupplierID, via, inv.Center, most)
	if err != nil {
		return nil, wrap("read past decisions", err)
	}
	defer func() { _ = rows.Close() }()
	var list []PastDecision
	for rows.Next() {
		var d PastDecision
		if err := rows.Scan(&d.Invoice, &d.Person, &d.At, &d.Minor, &d.Step, &d.Supplier, &d.Center); err != nil {
			return nil, wrap("read past decisions", err)
		}
		list = append(list, d)
	}
	return list, wrap("read past decisions", rows.Err())
}

// ForetoldOf locks what was said of who takes a step of the invoice's round, decided or not; none when nothing was. The invoice is
// locked before.
func (tx *Tx) ForetoldOf(ctx context.Context, inv *domain.Invoice, group domain.Currency) ([]*domain.Recommendation, error) {
	return tx.lockAdvice(ctx, group, "entity_id = ? AND invoice_id = ? AND use = 'PREDICT_APPROVER' AND round = ? AND state <> 'SUPERSEDED'", inv.ID.Entity, inv.ID.UUID, inv.Round)
}
