package workflow

import (
	"context"
	"time"

	"countersign/authz"
	"countersign/domain"
)

// compare says what another rulebook would change for people and for the approvals of invoices at an instant.
func (s *Service) compare(ctx context.Context, w *work, book, draft *authz.Snapshot, at time.Time) (domain.AccessPreview, error) {
	d := book.Difference(draft, at)
	p := domain.AccessPreview{Gained: d.Gained, Lost: d.Lost, NewConflicts: d.New, ResolvedConflicts: d.Resolved}
	policy, err := w.tx.ActivePolicy(ctx, "approval")
	if err != nil {
		return p, err
	}
	p.UncoveredSteps = w.dir.uncovered(book, draft, policy, at)
	return p, nil
}
