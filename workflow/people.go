package workflow

import (
	"context"
	"strings"

	"countersign/domain"
)

// PersonByEmail is the person with that address, active or not. It decides nothing: rights are asked at each act.
//
// Errors: NOT_FOUND.
func (s *Service) PersonByEmail(ctx context.Context, email string) (*domain.User, error) {
	dir, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	if p := dir.emails[strings.ToLower(strings.TrimSpace(email))]; p != nil {
		return p, nil
	}
	return nil, domain.Refuse(domain.CodeNotFound, "Nobody here has this address.")
}

// DemoPeople lists whom one may sign in as in the demo: everybody who works here, by name.
func (s *Service) DemoPeople(ctx context.Context) ([]domain.User, error) {
	dir, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	var list []domain.User
	for _, p := range dir.list.People {
		if p.Active {
			list = append(list, *p)
		}
	}
	return list, nil
}

// May says whether the caller holds an action anywhere.
func (s *Service) May(ctx context.Context, action domain.Action) bool {
	r, err := s.reading(ctx)
	return err == nil && s.anywhere(r.actor, action, r.at).Allowed
}

// MayReadSchema says whether the caller may ask the schema about itself.
func (s *Service) MayReadSchema(ctx context.Context) bool { return s.May(ctx, domain.ReadSchema) }

// EntityByCode is a legal entity by its short code. Errors: NOT_FOUND.
func (s *Service) EntityByCode(ctx context.Context, code string) (*domain.Entity, error) {
	dir, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	for _, e := range dir.list.Entities {
		if strings.EqualFold(e.Code, code) {
			return e, nil
		}
	}
	return nil, domain.Refuse(domain.CodeNotFound, "There is no entity %.20q.", code)
}
