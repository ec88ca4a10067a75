package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"countersign/domain"
)

// InsertRoute keeps the route of a round with its explanation.
func (tx *Tx) InsertRoute(ctx context.Context, route *domain.ApprovalRoute) error {
	row := &routeRow{
		EntityID: route.ID.Entity, ID: route.ID.UUID, InvoiceID: route.InvoiceID, Round: route.Round,
		PolicyVersionID: route.PolicyID.UUID, Automatic: route.Automatic, Explanation: route.Explanation,
	}
	if _, err := tx.bun.NewInsert().Model(row).Exec(ctx); err != nil {
		return fmt.Errorf("keep route: %w", err)
	}
	return nil
}

// InsertTasks adds tasks; those that are READY come into the inboxes of their candidates.
func (tx *Tx) InsertTasks(ctx context.Context, inv *domain.Invoice, tasks []*domain.Task) error {
	if len(tasks) == 0 {
		return nil
	}
	rows := make([]*taskRow, len(tasks))
	for i, t := range tasks {
		rows[i] = taskToRow(t)
	}
	if _, err := tx.bun.NewInsert().Model(&rows).Exec(ctx); err != nil {
		return fmt.Errorf("add tasks: %w", err)
	}
	for _, t := range tasks {
		if err := tx.showInInboxes(ctx, inv, t); err != nil {
			return err
		}
	}
	return nil
}

// SaveTask writes a task's state and due time, counts its version up, and keeps the inboxes in step.
// Errors: STALE when the stored version is another.
func (tx *Tx) SaveTask(ctx context.Context, inv *domain.Invoice, t *domain.Task) error {
	err := exactlyOne(tx.bun.Tx.ExecContext(ctx, `
		UPDATE task SET version = version + 1, state = $4, due_at = $5 WHERE entity_id = $1 AND id = $2 AND version = $3`,
		t.ID.Entity, t.ID.UUID, t.Version, string(t.State), t.DueAt))
	if err != nil {
		return fmt.Errorf("save task: %w", err)
	}
	t.Version++
	_, err = tx.bun.Tx.ExecContext(ctx, `DELETE FROM inbox WHERE entity_id = $1 AND task_id = $2`, t.ID.Entity, t.ID.UUID)
	if err != nil {
		return fmt.Errorf("clear inboxes: %w", err)
	}
	return tx.showInInboxes(ctx, inv, t)
}

// InsertDecision keeps a decision; duty is the use of the approving side that an approval must name.
// Errors: DUTY_CONFLICT when the person has a standing decision in this round; STALE when the step has one.
func (tx *Tx) InsertDecision(ctx context.Context, d *domain.Decision, duty domain.UUID) error {
	if _, err := tx.bun.NewInsert().Model(decisionToRow(d, duty)).Exec(ctx); err != nil {
		return fmt.Errorf("keep decision: %w", err)
	}
	return nil
}

// VoidDecisions lets every standing decision of the invoice fall.
func (tx *Tx) VoidDecisions(ctx context.Context, inv *domain.Invoice) error {
	_, err := tx.bun.Tx.ExecContext(ctx, `UPDATE decision SET standing = false WHERE entity_id = $1 AND invoice_id = $2 AND standing`,
		inv.ID.Entity, inv.ID.UUID)
	if err != nil {
		return fmt.Errorf("void decisions: %w", err)
	}
	return nil
}

// VoidDecision lets one decision fall. Errors: STALE when it stands no longer.
func (tx *Tx) VoidDecision(ctx context.Context, d *domain.Decision) error {
	err := exactlyOne(tx.bun.Tx.ExecContext(ctx,
		`UPDATE decision SET standing = false WHERE entity_id = $1 AND id = $2 AND standing`, d.ID.Entity, d.ID.UUID))
	if err != nil {
		return fmt.Errorf("void decision: %w", err)
	}
	d.Standing = false
	return nil
}

// UseDuties records the duties that an act used and returns the id of each row, in order. A person who stands on the
// same side already keeps the row that says so.
// Errors: DUTY_CONFLICT when the person stands on the other side.
func (tx *Tx) UseDuties(ctx context.Context, uses []domain.DutyUse) ([]domain.UUID, error) {
	ids, rows := make([]domain.UUID, len(uses)), make([]dutyRow, len(uses))
	for i, u := range uses {
		ids[i] = dutyID(u)
		rows[i] = dutyRow{EntityID: u.Entity, ID: ids[i], Chain: u.Chain, Rule: u.Rule, Person: u.Person, Side: u.Side,
			Event: u.Event, Binding: u.Binding}
	}
	if len(rows) == 0 {
		return nil, nil
	}
	slices.SortFunc(rows, dutyOrder) // two changes that wait for each other would both fail
	if _, err := tx.bun.NewInsert().Model(&rows).On("CONFLICT (entity_id, id) DO NOTHING").Exec(ctx); err != nil {
		return nil, fmt.Errorf("use duties: %w", err)
	}
	return ids, nil
}

// Used are the duties that anybody used on the chains of a record.
func (tx *Tx) Used(ctx context.Context, facts domain.Facts) ([]domain.DutyUse, error) {
	return used(ctx, tx.bun, facts)
}

// InvoiceOfTask is the invoice that a task is about. Errors: NOT_FOUND.
func (tx *Tx) InvoiceOfTask(ctx context.Context, id domain.ID) (domain.ID, error) {
	return tx.invoiceOf(ctx, "task", id)
}

// invoiceOf reads, without a lock, which invoice a row of a table belongs to: that never changes.
func (tx *Tx) invoiceOf(ctx context.Context, table string, id domain.ID) (domain.ID, error) {
	invoice := domain.ID{Kind: domain.NodeInvoice, Entity: id.Entity}
	err := tx.bun.NewSelect().Table(table).Column("invoice_id").Where("entity_id = ? AND id = ?", id.Entity, id.UUID).
		Scan(ctx, &invoice.UUID)
	if errors.Is(err, sql.ErrNoRows) {
		return invoice, notFound()
	}
	return invoice, wrap("find the invoice", err)
}
