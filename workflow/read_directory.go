package workflow

import (
	"context"

	"countersign/domain"
)

// Entities are the legal entities that the caller may see: by their invoices, or because access there is theirs to ask for
// or to audit.
func (s *Service) Entities(ctx context.Context) ([]*domain.Entity, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	asks, audits := s.gate.Scope(r.actor, domain.RequestGrant, r.at), s.gate.Scope(r.actor, domain.ReadAudit, r.at)
	var seen []*domain.Entity
	for _, e := range r.dir.list.Entities {
		if r.scope.Sees(e.Number) || asks.Sees(e.Number) || audits.Sees(e.Number) {
			seen = append(seen, e)
		}
	}
	return seen, nil
}

// EntityList are the legal entities with these numbers.
func (s *Service) EntityList(numbers []domain.EntityID) []*domain.Entity {
	d := s.directory.Load()
	var list []*domain.Entity
	for _, n := range numbers {
		if e := d.entities[n]; e != nil {
			list = append(list, e)
		}
	}
	return list
}

// Users is a page of people by name. The directory is small, so the page is cut in memory.
func (s *Service) Users(ctx context.Context, f domain.UserFilter, page domain.PageRequest) (domain.Page[*domain.User], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.User]{}, err
	}
	var fit []*domain.User
	for _, p := range r.dir.list.People {
		if f.Active != nil && p.Active != *f.Active {
			continue
		}
		if f.Text != nil && !containsFold(p.Name, *f.Text) && !containsFold(p.Email, *f.Text) {
			continue
		}
		fit = append(fit, p)
	}
	start, end := 0, len(fit)
	for i, p := range fit {
		switch p.ID.String() {
		case page.After:
			start = i + 1
		case page.Before:
			end = i
		}
	}
	if page.After != "" && start == 0 || page.Before != "" && end == len(fit) {
		return domain.Page[*domain.User]{}, domain.Refuse(domain.CodeBadCursor, "This cursor belongs to another list; begin again without one.")
	}
	if page.Last > 0 {
		start = max(start, end-page.Last)
	} else {
		end = min(end, start+page.First)
	}
	out := domain.Page[*domain.User]{Items: fit[start:end], HasNext: end < len(fit), HasPrevious: start > 0}
	for _, p := range out.Items {
		out.Cursors = append(out.Cursors, p.ID.String())
	}
	return out, nil
}

// CostCenters are those of an entity that the caller may see, by code.
func (s *Service) CostCenters(ctx context.Context, entity domain.ID) ([]*domain.CostCenter, error) {
	r, err := s.reading(ctx)
	if err != nil || !r.scope.Sees(entity.Entity) {
		return nil, err
	}
	var list []*domain.CostCenter
	for _, c := range r.dir.list.Centers {
		if c.ID.Entity == entity.Entity {
			list = append(list, c)
		}
	}
	return list, nil
}

// Accounts are those of an entity that the caller may see, by code.
func (s *Service) Accounts(ctx context.Context, entity domain.ID) ([]*domain.Account, error) {
	r, err := s.reading(ctx)
	if err != nil || !r.scope.Sees(entity.Entity) {
		return nil, err
	}
	var list []*domain.Account
	for _, a := range r.dir.list.Accounts {
		if a.ID.Entity == entity.Entity {
			list = append(list, a)
		}
	}
	return list, nil
}

// Person is somebody by id, nil when nobody has it.
func (s *Service) Person(id domain.UUID) *domain.User { return s.directory.Load().people[id] }

// Principal is a person or a service account by id, nil when it is on file as neither.
func (s *Service) Principal(id domain.UUID) domain.Principal {
	return s.principal(s.directory.Load(), id)
}
