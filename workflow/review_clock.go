package workflow

import (
	"context"
	"fmt"

	"countersign/domain"
	"countersign/store"
)

// lapsed is how many lines are revoked in one transaction: enough that a revision of the rulebook is worth it, few enough
// that nobody waits for it.
const lapsed = 200

// closeReviews revokes what nobody decided by the deadline, and closes campaigns of which every line is decided.
func (s *Service) closeReviews(ctx context.Context) error {
	due, err := s.db.DueReviews(ctx, s.now(), tended)
	if err != nil {
		return err
	}
	return eachOf(due, func(id domain.UUID) error {
		for {
			if more, err := s.closeReview(ctx, id); err != nil || !more {
				return err
			}
		}
	})
}

// closeReview does one step towards the end of a campaign and says whether there is another.
func (s *Service) closeReview(ctx context.Context, id domain.UUID) (more bool, err error) {
	c := command{name: "closeAccessReview", about: domain.ID{Kind: domain.NodeReview, UUID: id}}
	err = s.change(ctx, c, func(w *work) error {
		more = false
		review, err := w.tx.ReviewForUpdate(ctx, id)
		switch {
		case err != nil:
			return err
		case review.State != domain.ReviewOpen:
			return store.Rollback() // done before
		case review.Progress.Decided == review.Progress.Lines:
			permit, err := s.gate.Allow(w.actor, domain.CommandOps, review.Facts(), w.at)
			if err != nil {
				return err
			}
			event, err := review.Close(w.at)
			if err != nil {
				return err
			}
			if _, _, err := w.record(ctx, permit, event.AtVersion(review.Version+1)); err != nil {
				return err
			}
			return w.tx.SaveReview(ctx, review)
		case review.DueAt.After(w.at):
			return store.Rollback()
		}
		more = true
		return s.lapseReview(ctx, w, review)
	})
	return more, err
}

// lapseReview revokes lines that nobody decided.
func (s *Service) lapseReview(ctx context.Context, w *work, review *domain.AccessReview) error {
	items, err := w.tx.OpenItems(ctx, review.ID.UUID, lapsed)
	if err != nil {
		return err
	}
	for _, item := range items {
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, item.Facts(), w.at)
		if err != nil {
			return err
		}
		event, err := item.Lapse(w.at)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event.AtVersion(item.Version+1)); err != nil {
			return err
		}
	}
	if err := s.applyReview(ctx, w, review, items); err != nil {
		return err
	}
	return eachOf(items, func(item *domain.ReviewItem) error { return w.tx.SaveReviewItem(ctx, item) })
}

// verifyRevocations looks into the rulebook again, in a transaction of its own and from its rows, whether what was revoked
// is gone. What is still there becomes a case.
func (s *Service) verifyRevocations(ctx context.Context) error {
	c := command{name: "verifyRevocations", about: domain.EntityNode(0)}
	return s.change(ctx, c, func(w *work) error {
		items, err := w.tx.UnverifiedItems(ctx, w.at, lapsed)
		if err != nil {
			return err
		}
		if len(items) == 0 {
			return store.Rollback()
		}
		book, err := w.tx.Rulebook(ctx)
		if err != nil {
			return err
		}
		for _, item := range items {
			if err := s.verify(ctx, w, item, book.Grants); err != nil {
				return err
			}
		}
		if len(w.events) == 0 {
			return store.Rollback() // a case is open about each
		}
		return nil
	})
}

func (s *Service) verify(ctx context.Context, w *work, item *domain.ReviewItem, grants []domain.Grant) error {
	permit, err := s.gate.Allow(w.actor, domain.CommandOps, item.Facts(), w.at)
	if err != nil {
		return err
	}
	if item.Gone(grants, w.at) {
		item.VerifiedAt = &w.at
		event := domain.Happened("review.verified", item.ID, "The right that was taken away is no longer in the rulebook.").
			With("review", item.ReviewID).With("reviewed", item.Grant.ID)
		if _, _, err := w.record(ctx, permit, event.AtVersion(item.Version+1)); err != nil {
			return err
		}
		return w.tx.SaveReviewItem(ctx, item)
	}
	twin := item.ID.UUID.String()
	if _, err := w.tx.OpenCase(ctx, item.ID.Entity, domain.CaseAccess, twin); domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	event := domain.Happened("review.still_there", item.ID, "A right that was taken away is in the rulebook again.").
		With("review", item.ReviewID).With("reviewed", item.Grant.ID)
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return err
	}
	name := w.dir.name(item.Grant.Person)
	_, err = s.openCase(ctx, w, &domain.Case{
		ID: domain.ID{Kind: domain.NodeCase, Entity: item.ID.Entity}, Category: domain.CaseAccess, SubjectID: item.ID, Twin: twin,
		AboutID: w.dir.known(item.Grant.Person), Title: fmt.Sprintf("The role %s of %s was taken away and is there", item.Grant.Role, name),
		Evidence: fmt.Sprintf("An access review took the grant %s away at %s, and the rulebook gives it still.", item.Grant.ID, clock(*item.AppliedAt)),
		DueAt:    w.at.Add(caseTime),
	})
	return err
}
