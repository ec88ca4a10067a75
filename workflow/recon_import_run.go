package workflow

import (
	"context"
	"time"

	"github.com/riverqueue/river"

	"countersign/domain"
	"countersign/store"
)

const (
	// importQuiet is how long an import waits for another one before its account is reconciled: files come together.
	importQuiet = 2 * time.Second
	// lookAgain is after what time it is looked again whether a run under way took what came meanwhile.
	lookAgain = 5 * time.Second
)

// reconcileSoon asks for an account to be reconciled once its imports are over. The account is locked.
func (w *work) reconcileSoon(ctx context.Context, account domain.ID) error {
	statements, err := w.tx.CountStatements(ctx, account)
	if err != nil {
		return err
	}
	w.enqueueAt(domain.ReconcileLoaded{Account: account, Statements: statements}, w.at.Add(importQuiet))
	return nil
}

// ReconcileLoaded begins a run over an account when lines that nothing looked at yet are there and both sides have some. It
// leaves that to a later import when there is one, so that many files that come together are one run; while a run is
// under way, it asks to be called again, since that run may have read the lines before they came, and fail. It is for the
// clock, and safe to repeat.
func (s *Service) ReconcileLoaded(ctx context.Context, task domain.ReconcileLoaded) error {
	ctx = domain.WithActor(ctx, systemActor(ctx, "clock"))
	again := false
	err := s.change(ctx, command{name: "runReconciliation", entity: task.Account.Entity, about: task.Account}, func(w *work) error {
		account, permit, err := s.lockReconAccount(ctx, w, task.Account)
		if account != nil && account.ClosedAt != nil {
			return store.Rollback() // it was closed meanwhile
		}
		if err != nil {
			return err
		}
		statements, err := w.tx.CountStatements(ctx, account.ID)
		if err != nil {
			return err
		}
		if statements > task.Statements {
			return store.Rollback() // the later import asked, too
		}
		wanted, err := w.tx.WantsRun(ctx, account)
		if err != nil {
			return err
		}
		if !wanted {
			return store.Rollback() // a run took them
		}
		_, under, err := s.beginRun(ctx, w, account, permit, "IMPORT")
		if again = under != nil; again {
			return store.Rollback()
		}
		return err
	})
	if err == nil && again {
		return river.JobSnooze(lookAgain)
	}
	return err
}
