package workflow

import (
	"context"
	"fmt"
	"slices"
	"time"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// BulkRow is what became of one of several commands sent at once: the refusal is nil when it was carried out.
type BulkRow struct {
	ID      domain.ID
	Refusal *domain.Error
}

// DecideReviewItems decides lines of access reviews, each in a change of its own. A line that is refused keeps no other
// from being decided; a repeat with the same key answers the same.
//
// Errors: INVALID for no line or more than 100. Of a line: NOT_FOUND; FORBIDDEN to anybody but its reviewer; DUTY_CONFLICT
// for access of one's own; STALE; WRONG_STATE when it is decided or the deadline is over; INVALID.
func (s *Service) DecideReviewItems(ctx context.Context, in domain.DecideReviewInput) ([]BulkRow, error) {
	if n := len(in.Items); n == 0 || n > domain.MaxPage {
		return nil, domain.RefuseField(domain.CodeInvalid, "items", "Decide on 1 to %d lines at once.", domain.MaxPage)
	}
	if n := len(in.IdempotencyKey); n < 8 || n > 100 {
		return nil, domain.RefuseField(domain.CodeInvalid, "idempotencyKey", "An idempotency key has 8 to 100 characters.")
	}
	rows := make([]BulkRow, len(in.Items))
	for i, answer := range in.Items {
		err := s.decideReviewItem(ctx, answer, domain.UUIDOf("line", in.IdempotencyKey, answer.ID.String()).String())
		rows[i] = BulkRow{ID: answer.ID, Refusal: refusalOf(err)}
		if err != nil && rows[i].Refusal == nil {
			return nil, err
		}
	}
	return rows, nil
}

func (s *Service) decideReviewItem(ctx context.Context, in *domain.ReviewAnswerInput, key string) error {
	var done domain.ID
	c := command{name: "decideReviewItems", entity: in.ID.Entity, about: in.ID, key: key, body: in, answer: &done}
	return s.change(ctx, c, func(w *work) error {
		item, review, err := s.lockReviewItem(ctx, w, in.ID)
		if err != nil {
			return err
		}
		facts := item.Facts()
		permit, err := s.allowOn(ctx, w, domain.CertifyAccess, &facts)
		switch {
		case err != nil:
			return err
		case item.Version != in.Version:
			return store.Stale(item.Version)
		case review.State != domain.ReviewOpen || !review.DueAt.After(w.at):
			return domain.Refuse(domain.CodeWrongState, "The deadline of this review is over.").With("state", review.State)
		}
		event, err := item.Decide(w.actor, in, w.at)
		if err != nil {
			return err
		}
		done = item.ID
		if _, _, err := w.record(ctx, permit, event.AtVersion(item.Version+1)); err != nil {
			return err
		}
		if err := s.applyReview(ctx, w, review, []*domain.ReviewItem{item}); err != nil {
			return err
		}
		return w.tx.SaveReviewItem(ctx, item)
	})
}

// lockReviewItem locks a line that the actor may see, with its campaign.
func (s *Service) lockReviewItem(ctx context.Context, w *work, id domain.ID) (*domain.ReviewItem, *domain.AccessReview, error) {
	unseen := domain.Refuse(domain.CodeNotFound, "There is no such line, or you may not see it.")
	if id.Kind != domain.NodeReviewItem {
		return nil, nil, unseen
	}
	item, err := w.tx.ReviewItemForUpdate(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	if item.ReviewerID != w.actor.ID && !s.seesReviews(w.actor, w.at) {
		return nil, nil, unseen
	}
	item.Vacant = s.vacant(item, w.at)
	review, err := w.tx.Review(ctx, item.ReviewID)
	return item, review, err
}

// vacant says whether the reviewer of a line may no longer certify there, for example because they have left.
func (s *Service) vacant(item *domain.ReviewItem, at time.Time) bool {
	return !s.gate.ExplainAbout(item.ReviewerID, domain.CertifyAccess, domain.Facts{Entity: item.ID.Entity}, at).Allowed
}

// applyReview takes out of the rulebook what was just decided to be revoked or narrowed away, in one revision. Who began
// the campaign asked for it, and whoever decided agreed.
func (s *Service) applyReview(ctx context.Context, w *work, review *domain.AccessReview, items []*domain.ReviewItem) error {
	book, err := s.standing(w)
	if err != nil {
		return err
	}
	now := book.Book()
	var revision domain.Revision
	var taken []*domain.ReviewItem
	for _, item := range items {
		if item.Decision == nil || *item.Decision == domain.ReviewKeep {
			continue
		}
		taken = append(taken, item)
		at := slices.IndexFunc(now.Grants, func(g domain.Grant) bool { return g.ID == item.Grant.ID })
		if at < 0 || !now.Grants[at].ValidTo.IsZero() && !now.Grants[at].ValidTo.After(w.at) {
			continue // somebody else was faster
		}
		approved := item.ByID
		if approved == review.StartedByID {
			approved = domain.UUID{} // one person is not two
		}
		revision.Grants = append(revision.Grants, item.After(now.Grants[at], review.StartedByID, approved, w.at))
	}
	if len(taken) == 0 {
		return nil
	}
	version := book.Version()
	if !revision.Empty() {
		var applied *authz.Snapshot
		if applied, err = s.revise(ctx, w, book, revision, review.ID.UUID); err != nil {
			return err
		}
		version = applied.Version()
		w.follow(domain.Happened("rulebook.revised", review.ID, fmt.Sprintf("%s changed by the access review %s.", plural(len(revision.Grants), "grant"), review.Name)).
			With("version", version))
	}
	for _, item := range taken {
		item.AppliedAt, item.Rulebook = &w.at, version
	}
	return nil
}
