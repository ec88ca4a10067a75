package workflow

import (
	"context"
	"fmt"
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

// DemoPerson is somebody whom one may sign in as in the demo.
type DemoPerson struct {
	User   *domain.User
	Entity string // code of where they work
	Hint   string // what they may do and how much waits for them, for example "AP clerk · 3 waiting"
}

// DemoPeople lists whom one may sign in as in the demo: everybody who works here, those first for whom most waits.
func (s *Service) DemoPeople(ctx context.Context) ([]DemoPerson, error) {
	dir, err := s.fresh(ctx)
	if err != nil {
		return nil, err
	}
	desks, err := s.db.Desks(ctx)
	if err != nil {
		return nil, err
	}
	var list []DemoPerson
	for _, d := range desks {
		p := dir.people[d.Person]
		if p == nil || !p.Active {
			continue
		}
		one := DemoPerson{User: p, Hint: d.Roles}
		if e := dir.entities[p.Home]; e != nil {
			one.Entity = e.Code
		}
		if d.Waiting > 0 {
			one.Hint = strings.TrimPrefix(fmt.Sprintf("%s · %d waiting", one.Hint, d.Waiting), " · ")
		}
		list = append(list, one)
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
	if e := dir.entityByCode(code); e != nil {
		return e, nil
	}
	return nil, domain.Refuse(domain.CodeNotFound, "There is no entity %.20q.", code)
}
