package workflow

import (
	"context"
	"fmt"
	"strings"

	"countersign/domain"
	"countersign/store"
)

// ReopenCase takes back that the lines of a case were left out: they are open again, in the case, and runs look at them.
//
// Errors: NOT_FOUND; FORBIDDEN without RECON_UNDO there, and to delegates and machines; STALE; WRONG_STATE for a case that was not resolved by leaving
// lines out, and while one of them lies in a certified period; INVALID without a reason.
func (s *Service) ReopenCase(ctx context.Context, in domain.ActInput) (*CaseDone, error) {
	done := CaseDone{Case: in.ID}
	c := command{name: "reopenCase", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		found, _, account, err := s.lockCase(ctx, w, in.ID)
		if err != nil {
			return err
		}
		if found.Version != in.Version {
			return store.Stale(found.Version)
		}
		facts := found.Facts()
		permit, err := s.allowOn(ctx, w, domain.UndoMatch, &facts)
		if err != nil {
			return err
		}
		reason, err := found.MayReopen(w.actor, in.Reason)
		if err != nil {
			return err
		}
		lines, err := w.tx.LeftOutOf(ctx, found.ID)
		if err != nil {
			return err
		}
		if err := w.takeIn(ctx, account, found, lines); err != nil {
			return err
		}
		event := domain.Happened("lines.taken_in", found.ID, fmt.Sprintf("%s took %s of %s in again.", actorName(w.actor), plural(len(lines), "line"), account.Name)).
			With("lines", lines).Because(reason).AtVersion(found.Version + 1)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		return s.reopenCases(ctx, w, account, []domain.UUID{found.ID.UUID}, strings.TrimSuffix(reason, ".")+".")
	})
}

// takeIn opens lines again that were left out, unless a certified period rests on it.
func (w *work) takeIn(ctx context.Context, account *domain.ReconAccount, c *domain.Case, lines []domain.UUID) error {
	if len(lines) == 0 {
		return domain.Refuse(domain.CodeWrongState, "No line of this case is left out.").With("state", c.State)
	}
	certified, err := w.tx.CertifiedWith(ctx, account.ID, lines)
	if err != nil {
		return err
	}
	if certified != "" {
		return domain.Refuse(domain.CodeWrongState, "One of its lines lies in %s, which is certified; the period must be reopened first.", certified).With("period", certified)
	}
	claims := make([]domain.Claim, len(lines))
	for i, id := range lines {
		claims[i] = domain.Claim{Line: id, State: domain.LineCase, Case: c.ID.UUID}
	}
	if err := w.tx.SetClaims(ctx, account.ID, claims); err != nil {
		return err
	}
	return w.tx.ReconChanged(ctx, account.ID)
}
