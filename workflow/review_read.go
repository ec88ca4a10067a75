package workflow

import (
	"context"
	"time"

	"countersign/domain"
)

// seesReviews says whether the actor sees every access review with all its lines, and not just the lines asked of them: who
// certifies access for the whole group, and who audits.
func (s *Service) seesReviews(actor domain.Actor, at time.Time) bool {
	return s.gate.Scope(actor, domain.CertifyAccess, at).Sees(0) || s.gate.Scope(actor, domain.ReadAudit, at).Sees(0)
}

// onlyReviewer is whose lines the reader sees, the zero person being everybody's.
func (s *Service) onlyReviewer(r *reader) domain.UUID {
	if s.seesReviews(r.actor, r.at) {
		return domain.UUID{}
	}
	return r.actor.ID
}

// AccessReviews is a page of campaigns, newest first.
func (s *Service) AccessReviews(ctx context.Context, l List) (domain.Page[*domain.AccessReview], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.AccessReview]{}, err
	}
	page, err := s.db.Reviews(ctx, s.onlyReviewer(r), l.Page, l.Counted)
	if err != nil {
		return page, err
	}
	return page, s.dressReviews(ctx, r, page.Items)
}

func (s *Service) reviewsByID(ctx context.Context, r *reader, ids []domain.UUID) ([]*domain.AccessReview, error) {
	list, err := s.db.ReviewsByID(ctx, ids, s.onlyReviewer(r))
	if err != nil {
		return nil, err
	}
	return list, s.dressReviews(ctx, r, list)
}

func (s *Service) dressReviews(ctx context.Context, r *reader, list []*domain.AccessReview) error {
	var ids []domain.UUID
	for _, one := range list {
		one.StartedBy, one.ScopeText = r.dir.people[one.StartedByID], r.dir.scopeText(one)
		ids = append(ids, one.ID.UUID)
	}
	if len(ids) == 0 {
		return nil
	}
	used, err := s.db.UsedInGroup(ctx, s.gate.Parties(r.actor), ids, r.dir.numbers())
	for _, one := range list {
		one.Used = domain.UsedOn(one.Facts(), used)
	}
	return err
}

// ReviewItems is a page of a campaign's lines by the holder's name: all of them for who certifies for the whole group or
// audits, those asked of them for everybody else.
func (s *Service) ReviewItems(ctx context.Context, review *domain.AccessReview, f domain.ReviewItemFilter, l List) (domain.Page[*domain.ReviewItem], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.ReviewItem]{}, err
	}
	page, err := s.db.ReviewItems(ctx, review.ID.UUID, s.onlyReviewer(r), r.actor.ID, f, l.Page, l.Counted)
	if err != nil {
		return page, err
	}
	for _, item := range page.Items {
		item.Review = review
	}
	return page, s.dressItems(ctx, r, page.Items)
}

func (s *Service) reviewItemsByID(ctx context.Context, r *reader, ids []domain.UUID) ([]*domain.ReviewItem, error) {
	list, err := s.db.ReviewItemsByID(ctx, ids, s.onlyReviewer(r))
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var of []domain.UUID
	for _, item := range list {
		of = append(of, item.ReviewID)
	}
	reviews, err := s.reviewsByID(ctx, r, of)
	if err != nil {
		return nil, err
	}
	for _, item := range list {
		for _, review := range reviews {
			if review.ID.UUID == item.ReviewID {
				item.Review = review
			}
		}
	}
	return list, s.dressItems(ctx, r, list)
}

// dressItems fills in people and what the reader did to each line before.
func (s *Service) dressItems(ctx context.Context, r *reader, list []*domain.ReviewItem) error {
	var ids []domain.UUID
	for _, item := range list {
		item.Reviewer, item.By, item.Vacant = r.dir.people[item.ReviewerID], r.dir.people[item.ByID], s.vacant(item, r.at)
		ids = append(ids, item.ID.UUID)
	}
	if len(ids) == 0 {
		return nil
	}
	used, err := s.db.UsedInGroup(ctx, s.gate.Parties(r.actor), ids, r.dir.numbers())
	for _, item := range list {
		item.Used = domain.UsedOn(item.Facts(), used)
	}
	return err
}

// CanReview says whether the caller may certify access for the whole group, as starting a campaign asks for.
func (s *Service) CanReview(ctx context.Context, review *domain.AccessReview, actions []domain.Action) ([]*domain.Answer, error) {
	return s.can(ctx, actions, []domain.Action{domain.CertifyAccess}, review.Facts(), func(domain.Actor, domain.Action) *domain.DenyReason {
		if review.State != domain.ReviewOpen {
			return &domain.DenyReason{Code: domain.DenyWrongState, Message: "This access review is closed."}
		}
		return nil
	})
}

// CanReviewItem says whether the caller may decide on a line.
func (s *Service) CanReviewItem(ctx context.Context, item *domain.ReviewItem, actions []domain.Action) ([]*domain.Answer, error) {
	at := s.now()
	return s.can(ctx, actions, []domain.Action{domain.CertifyAccess}, item.Facts(), func(actor domain.Actor, action domain.Action) *domain.DenyReason {
		switch {
		case action != domain.CertifyAccess:
			return nil
		case item.Review != nil && item.Decision == nil && !item.Review.DueAt.After(at):
			return &domain.DenyReason{Code: domain.DenyWrongState, Message: "The deadline of this review is over."}
		}
		return item.Against(actor.ID)
	})
}
