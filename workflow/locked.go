package workflow

import (
	"context"

	"countersign/authz"
	"countersign/domain"
)

type permit = authz.Permit

// lockInvoice locks an invoice for this change. One that the actor may not see is not found, like an absent one.
func (w *work) lockInvoice(ctx context.Context, id domain.ID, version int) (*domain.Invoice, error) {
	if id.Kind != domain.NodeInvoice || !w.scope.Sees(id.Entity) {
		return nil, domain.Refuse(domain.CodeNotFound, "There is no such invoice, or you may not see it.")
	}
	inv, err := w.tx.InvoiceForUpdate(ctx, id, version)
	if err != nil {
		return nil, err
	}
	w.watch(inv)
	return inv, nil
}

// watch remembers the invoice, whose version its events will tell, and how its tasks stand, so that save writes just
// those that move.
func (w *work) watch(inv *domain.Invoice) {
	w.invoice = inv
	w.before = make(map[domain.UUID]domain.TaskState, len(inv.Tasks))
	for _, t := range inv.Tasks {
		w.before[t.ID.UUID] = t.State
	}
}

// save writes the invoice and every task that moved. A step that opens gets its due time now.
func (w *work) save(ctx context.Context, inv *domain.Invoice) error {
	inv.UpdatedAt = w.at
	if err := w.tx.SaveInvoice(ctx, inv); err != nil {
		return err
	}
	return w.saveTasks(ctx, inv)
}

// saveTasks writes every task that moved, those that close before those that open: one step is open at a time.
func (w *work) saveTasks(ctx context.Context, inv *domain.Invoice) error {
	for _, opens := range []bool{false, true} {
		for _, t := range inv.Tasks {
			was, known := w.before[t.ID.UUID]
			if !known || was == t.State || opens != (t.State == domain.TaskReady) {
				continue
			}
			if opens {
				t.DueAt = w.due(inv)
			}
			if err := w.tx.SaveTask(ctx, inv, t); err != nil {
				return err
			}
			w.tellTask(was, t)
			w.before[t.ID.UUID] = t.State
		}
	}
	return nil
}

// tellTask tells inboxes of a task that moved.
func (w *work) tellTask(was domain.TaskState, t *domain.Task) {
	switch {
	case t.State == domain.TaskReady:
		w.follow(taskEvent("task.opened", t))
	case was == domain.TaskReady:
		w.follow(taskEvent("task.closed", t))
	}
}

// claims says whether an invoice in this state takes its share of orders and budgets.
func claims(state domain.ItemState) bool {
	switch state {
	case domain.StateInReview, domain.StatePosting, domain.StateFailed, domain.StatePosted:
		return true
	default:
		return false
	}
}

// claim counts what the invoice takes of its orders and budgets, while it is on its way.
func (w *work) claim(ctx context.Context, inv *domain.Invoice) error { return w.count(ctx, inv, 1) }

// release gives back what claim took.
func (w *work) release(ctx context.Context, inv *domain.Invoice) error { return w.count(ctx, inv, -1) }

// count locks the orders that the invoice names before their lines and the budgets, as checkAndRoute does: two changes
// that wait for each other would both fail.
func (w *work) count(ctx context.Context, inv *domain.Invoice, sign int) error {
	lines, budgets, err := w.tx.LatestClaims(ctx, inv)
	if err != nil {
		return err
	}
	if err := w.tx.LockOrders(ctx, inv.ID.Entity, inv.OrderNumbers()); err != nil {
		return err
	}
	if err := w.tx.ClaimOrders(ctx, inv, lines, sign); err != nil {
		return err
	}
	return w.tx.CommitBudget(ctx, inv.ID.Entity, inv.PostingOn.Year(), budgets, int64(sign), w.at)
}

// postingOf is the newest intent to post the invoice, nil when there is none.
func (w *work) postingOf(ctx context.Context, inv *domain.Invoice) (*domain.Posting, error) {
	p, err := w.tx.PostingOf(ctx, inv.ID, effectPost)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, nil
	}
	return p, err
}
