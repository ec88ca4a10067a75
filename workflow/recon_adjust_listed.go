package workflow

import (
	"context"

	"countersign/domain"
)

// tieEntries settles lines of the ledger that are new by the adjustments whose entries they are: what we posted ourselves comes back
// as a movement of the account, and is no open item. The account is locked.
func (w *work) tieEntries(ctx context.Context, account *domain.ReconAccount, fresh []*domain.Line) error {
	var names []string
	for _, l := range fresh {
		if l.Source == domain.SourceLedger && !l.Provisional {
			names = append(names, l.References()...)
		}
	}
	if len(names) == 0 {
		return nil
	}
	waiting, err := w.tx.UnlistedAdjustments(ctx, account.ID, names)
	if err != nil || len(waiting) == 0 {
		return err
	}
	for _, l := range fresh {
		for _, a := range waiting {
			if !a.ListsEntry(l) {
				continue
			}
			g, event := a.Listed(account, l, w.at)
			w.follow(event)
			if err := w.tx.SaveAdjustment(ctx, a); err != nil {
				return err
			}
			if err := w.tx.InsertGroup(ctx, g); err != nil {
				return err
			}
			if err := w.tx.SetClaims(ctx, account.ID, []domain.Claim{{Line: l.ID.UUID, State: domain.LineMatched, Group: g.ID.UUID}}); err != nil {
				return err
			}
			break
		}
	}
	return nil
}
