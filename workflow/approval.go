package workflow

import (
	"context"
	"strings"

	"countersign/domain"
)

// Decided is a task and its invoice after a decision.
type Decided struct {
	Task    domain.ID
	Invoice domain.ID
}

// DecideTask records the caller's decision on an open step. The last approval puts the invoice on its way to the ledger.
//
// A delegate says whose delegation they use: both people's duties then count, and both names are told.
//
// Errors: NOT_FOUND; FORBIDDEN; OVER_LIMIT; DUTY_CONFLICT when the caller, or who they act for, entered it or decided an
// earlier step; STALE when in.Version is not the task's version; WRONG_STATE; INVALID; PERIOD_CLOSED when it can no longer
// be posted.
func (s *Service) DecideTask(ctx context.Context, in domain.DecideTaskInput) (*Decided, error) {
	var done Decided
	ctx, err := s.onBehalf(ctx, in.OnBehalfOfID)
	if err != nil {
		return nil, err
	}
	c := command{name: "decideTask", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		inv, task, err := w.lockTask(ctx, in.ID, in.Version)
		if err != nil {
			return err
		}
		permit, err := s.gate.Allow(w.actor, domain.ApproveInvoice, inv.Facts(), w.at)
		if err != nil {
			return err
		}
		decision, event, err := inv.Decide(w.actor, task, in, w.at)
		if err != nil {
			return err
		}
		id, duty, err := w.record(ctx, permit, event.With("task", task.ID))
		if err != nil {
			return err
		}
		decision.ID.UUID, decision.Authority, decision.Event = domain.NewUUID(w.at), permit.Sentence(), id
		if err := w.tx.InsertDecision(ctx, &decision, duty); err != nil {
			return err
		}
		if err := w.stepTaken(ctx, inv, task, &decision); err != nil {
			return err
		}
		switch inv.State {
		case domain.StatePosting:
			err = s.intendPosting(ctx, w, inv, s.undoWindow)
		case domain.StateRejected:
			err = w.release(ctx, inv)
		case domain.StateReturned:
			if err = w.release(ctx, inv); err == nil {
				err = s.ask(ctx, w, inv, domain.TaskFixData, domain.EnterInvoice, "Returned: "+strings.TrimSpace(*in.Comment))
			}
		}
		if err != nil {
			return err
		}
		done = Decided{Task: task.ID, Invoice: inv.ID}
		return w.save(ctx, inv)
	})
}

// UndoDecision takes back the caller's own last decision within the undo window, while nothing has followed it.
//
// Errors: NOT_FOUND; FORBIDDEN for somebody else's; STALE; WRONG_STATE when it is too late.
func (s *Service) UndoDecision(ctx context.Context, in domain.ActInput) (*Decided, error) {
	var done Decided
	c := command{name: "undoDecision", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		inv, task, err := w.lockTask(ctx, in.ID, in.Version)
		if err != nil {
			return err
		}
		decision := task.Decision
		if decision != nil && decision.ActorID == w.actor.ID {
			w.actor.OnBehalf = decision.OnBehalf
		}
		permit, err := s.gate.Allow(w.actor, domain.ApproveInvoice, inv.Facts(), w.at)
		if err != nil {
			return err
		}
		if decision == nil {
			return domain.Refuse(domain.CodeWrongState, "This step was not decided, so there is nothing to take back.")
		}
		posting, err := w.postingOf(ctx, inv)
		if err != nil {
			return err
		}
		inv.Posting = posting
		fell := inv.State == domain.StateRejected || inv.State == domain.StateReturned
		event, err := inv.Undo(w.actor, decision, s.undoWindow, w.at)
		if err != nil {
			return err
		}
		if posting != nil && inv.Posting == nil {
			if err := w.tx.DropPosting(ctx, posting); err != nil {
				return err
			}
		}
		if fell {
			if err := w.claim(ctx, inv); err != nil {
				return err
			}
		}
		if _, _, err := w.record(ctx, permit, event.With("task", task.ID)); err != nil {
			return err
		}
		if err := w.tx.VoidDecision(ctx, decision); err != nil {
			return err
		}
		if err := w.stepReopened(ctx, inv, task); err != nil {
			return err
		}
		done = Decided{Task: task.ID, Invoice: inv.ID}
		return w.save(ctx, inv)
	})
}

// lockTask locks a task's invoice and finds the task among its own. version is the task's.
func (w *work) lockTask(ctx context.Context, id domain.ID, version int) (*domain.Invoice, *domain.Task, error) {
	if !w.scope.Sees(id.Entity) { // before anybody looks, so that what is there and what is not are refused alike
		return nil, nil, domain.Refuse(domain.CodeNotFound, "There is no such task, or you may not see it.")
	}
	invoice, err := w.tx.InvoiceOfTask(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	inv, err := w.lockInvoice(ctx, invoice, 0)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range inv.Tasks {
		if t.ID != id {
			continue
		}
		if t.Version != version {
			return nil, nil, staleTask(t)
		}
		return inv, t, nil
	}
	return nil, nil, domain.Refuse(domain.CodeStale, "This task belongs to an earlier round of its invoice; look again before you decide.")
}

func staleTask(t *domain.Task) error {
	refusal := domain.Refuse(domain.CodeStale, "This task was changed by somebody else in the meantime; look again before you decide.")
	return refusal.With("current", t.Version).With("state", t.State)
}
