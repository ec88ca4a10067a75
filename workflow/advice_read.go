package workflow

import (
	"context"

	"countersign/domain"
)

// Recommendations is a page of what models said about invoices that the caller may see, newest first. invoices says whether those are
// wanted, too.
func (s *Service) Recommendations(ctx context.Context, f domain.RecommendationFilter, l List, invoices bool) (domain.Page[*domain.Recommendation], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.Recommendation]{}, err
	}
	page, err := s.db.Recommendations(ctx, r.scope, f, l.Page, l.Parts, invoices, l.Counted, r.dir.currency)
	if err != nil {
		return page, err
	}
	return page, s.dressAdvised(ctx, r, page.Items, l)
}

func (s *Service) adviceByID(ctx context.Context, r *reader, ids []domain.ID, parts Parts) ([]*domain.Recommendation, error) {
	list, err := s.db.RecommendationsByID(ctx, r.scope, ids, parts, r.dir.currency)
	if err != nil {
		return nil, err
	}
	return list, s.dressAdvised(ctx, r, list, List{Parts: parts})
}

// dressAdvised fills in what the directory knows, of the invoices, too.
func (s *Service) dressAdvised(ctx context.Context, r *reader, list []*domain.Recommendation, l List) error {
	var invoices []*domain.Invoice
	for _, one := range list {
		r.dir.dressAdvice(one)
		if one.Invoice != nil {
			r.dir.dress(one.Invoice)
			invoices = append(invoices, one.Invoice)
		}
	}
	return s.dressPolicies(ctx, l.Parts, invoices, nil)
}

// dressAdvice fills in people, accounts and centres.
func (d *directory) dressAdvice(r *domain.Recommendation) {
	for _, c := range r.Similar {
		d.dress(c.Item)
	}
	r.Decider = d.people[r.DeciderID]
	actions := []*domain.ProposedAction{&r.Action}
	for i := range r.Alternatives {
		actions = append(actions, &r.Alternatives[i])
	}
	if r.EditedTo != nil {
		actions = append(actions, r.EditedTo)
	}
	for _, a := range actions {
		a.Account, a.Center, a.Person = d.accounts[place{r.ID.Entity, a.AccountCode}], d.centers[place{r.ID.Entity, a.CenterCode}], d.people[a.PersonID]
		d.dress(a.Twin)
	}
}

// CanAdvice says what the caller may do to a recommendation.
func (s *Service) CanAdvice(ctx context.Context, of *domain.Recommendation, actions []domain.Action) ([]*domain.Answer, error) {
	return s.can(ctx, actions, []domain.Action{domain.DecideAdvice}, of.Facts(), func(_ domain.Actor, action domain.Action) *domain.DenyReason {
		if action == domain.DecideAdvice {
			return of.Against(s.now())
		}
		return nil
	})
}
