package workflow

import (
	"context"

	"countersign/domain"
)

// CloseReconAccount closes an account on which nothing is left to do.
//
// Errors: NOT_FOUND; FORBIDDEN without MASTER_DATA_EDIT there; STALE; WRONG_STATE when it is closed, and while lines are open,
// an adjustment is not in the ledger yet or a run is under way; INVALID without a reason.
func (s *Service) CloseReconAccount(ctx context.Context, in domain.ActInput) (*ReconAccountDone, error) {
	return s.actOnReconAccount(ctx, "closeReconAccount", in, func(w *work, a *domain.ReconAccount) (domain.Event, error) {
		open, err := w.tx.OpenWorkOf(ctx, a.ID)
		if err != nil {
			return domain.Event{}, err
		}
		event, err := a.Close(w.actor, in.Reason, open, w.at)
		if err == nil {
			w.enqueue(domain.WatchFeeds{Account: a.ID}) // its case of missing statements ends
		}
		return event, err
	})
}

// ReopenReconAccount takes a closed account up again; what the ledger booked meanwhile is read anew.
//
// Errors: NOT_FOUND; FORBIDDEN without MASTER_DATA_EDIT there; STALE; WRONG_STATE when it is open; INVALID without a reason.
func (s *Service) ReopenReconAccount(ctx context.Context, in domain.ActInput) (*ReconAccountDone, error) {
	return s.actOnReconAccount(ctx, "reopenReconAccount", in, func(w *work, a *domain.ReconAccount) (domain.Event, error) {
		event, err := a.Reopen(w.actor, in.Reason, w.at)
		if err != nil {
			return event, err
		}
		w.enqueue(domain.WatchFeeds{Account: a.ID})
		return event, w.tx.ForgetLedgerPull(ctx, a.ID.Entity)
	})
}

// RemoveReconMapping forgets how an account's CSV files are read: the next one waits until somebody settles its mapping.
//
// Errors: NOT_FOUND; FORBIDDEN without MASTER_DATA_EDIT there; STALE; WRONG_STATE when there is none; INVALID without a reason.
func (s *Service) RemoveReconMapping(ctx context.Context, in domain.ActInput) (*ReconAccountDone, error) {
	return s.actOnReconAccount(ctx, "removeReconMapping", in, func(w *work, a *domain.ReconAccount) (domain.Event, error) {
		return a.RemoveMapping(w.actor, in.Reason, w.at)
	})
}

// actOnReconAccount locks an account that the actor sees, asks the gate, and keeps what act does to it.
func (s *Service) actOnReconAccount(ctx context.Context, name string, in domain.ActInput, act func(*work, *domain.ReconAccount) (domain.Event, error)) (*ReconAccountDone, error) {
	done := ReconAccountDone{Account: in.ID}
	c := command{name: name, entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		if in.ID.Kind != domain.NodeReconAccount || !s.reconScope(w.actor, w.at).Sees(in.ID.Entity) {
			return domain.Refuse(domain.CodeNotFound, "There is no such account, or you may not see it.")
		}
		a, err := w.tx.ReconAccountForUpdate(ctx, in.ID, in.Version)
		if err != nil {
			return err
		}
		facts := a.Facts()
		permit, err := s.allowOn(ctx, w, domain.EditMasterData, &facts)
		if err != nil {
			return err
		}
		event, err := act(w, a)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		return w.tx.SaveReconAccount(ctx, a)
	})
}
