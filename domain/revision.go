package domain

import "time"

// Revision is rows of the rulebook that one change brings. A row with an id that is there already takes the place of the
// one that holds now.
type Revision struct {
	Roles       []Role
	Grants      []Grant
	Rules       []DutyRule
	Delegations []Delegation
	Mitigations []Mitigation
	Services    []ServiceAccount
	Closed      []UUID // ids of grants, rules, delegations and mitigations that cease and have no successor
}

// Empty says whether the revision brings nothing.
func (r *Revision) Empty() bool {
	return len(r.Roles)+len(r.Grants)+len(r.Rules)+len(r.Delegations)+len(r.Mitigations)+len(r.Services)+len(r.Closed) == 0
}

// On is the rulebook as the revision would leave it, without those who leave. The book itself is not changed; the version
// stays, for nobody has counted it up yet.
func (r *Revision) On(book Rulebook, leave ...UUID) Rulebook {
	closed := make(map[UUID]bool, len(r.Closed))
	for _, id := range r.Closed {
		closed[id] = true
	}
	book.Roles = revised(book.Roles, r.Roles, nil, func(r *Role) UUID { return r.ID })
	book.Grants = revised(book.Grants, r.Grants, closed, func(g *Grant) UUID { return g.ID })
	book.Rules = revised(book.Rules, r.Rules, closed, func(r *DutyRule) UUID { return r.ID })
	book.Delegations = revised(book.Delegations, r.Delegations, closed, func(d *Delegation) UUID { return d.ID })
	book.Mitigations = revised(book.Mitigations, r.Mitigations, closed, func(m *Mitigation) UUID { return m.ID })
	book.Services = revised(book.Services, r.Services, nil, func(s *ServiceAccount) UUID { return s.ID })
	book.Inactive = append(book.Inactive[:len(book.Inactive):len(book.Inactive)], leave...)
	return book
}

// revised is old with each row of later in the place of the one that has its id, the others behind.
func revised[T any](old, later []T, closed map[UUID]bool, id func(*T) UUID) []T {
	place := make(map[UUID]int, len(old))
	list := make([]T, 0, len(old)+len(later))
	for i := range old {
		if own := id(&old[i]); !closed[own] {
			place[own] = len(list)
			list = append(list, old[i])
		}
	}
	for i := range later {
		if at, there := place[id(&later[i])]; there {
			list[at] = later[i]
		} else {
			list = append(list, later[i])
		}
	}
	return list
}

// Effective is the first instant, from now on, at which everything that the revision brings has begun.
func (r *Revision) Effective(now time.Time) time.Time {
	begun := now
	after := func(at time.Time) {
		if at.After(begun) {
			begun = at
		}
	}
	for i := range r.Grants {
		if g := &r.Grants[i]; g.ValidTo.IsZero() || g.ValidTo.After(g.ValidFrom) {
			after(g.ValidFrom)
		}
	}
	for i := range r.Delegations {
		after(r.Delegations[i].ValidFrom)
	}
	for i := range r.Mitigations {
		after(r.Mitigations[i].ValidFrom)
	}
	return begun
}

// Add puts another revision's rows behind these.
func (r *Revision) Add(other Revision) {
	r.Roles = append(r.Roles, other.Roles...)
	r.Grants = append(r.Grants, other.Grants...)
	r.Rules = append(r.Rules, other.Rules...)
	r.Delegations = append(r.Delegations, other.Delegations...)
	r.Mitigations = append(r.Mitigations, other.Mitigations...)
	r.Services = append(r.Services, other.Services...)
	r.Closed = append(r.Closed, other.Closed...)
}
