package workflow

import (
	"context"
	"slices"
	"strings"
	"time"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// WhoCan lists everybody of whom AccessCheck says yes, by name.
//
// Errors: FORBIDDEN without AUDIT_READ; NOT_FOUND for a record that is not there; INVALID.
func (s *Service) WhoCan(ctx context.Context, q domain.AccessQuestion) ([]*domain.EffectiveAccess, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.mayLook(ctx, r, "whoCan", q.Entity()); err != nil {
		return nil, err
	}
	l, err := s.lookAt(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	a, err := s.subjectOf(ctx, r, l, q)
	if err != nil {
		return nil, err
	}
	list := l.whoCan(q.Action, a)
	s.byName(list)
	return list, nil
}

// whoCan gathers who may in any of the places, each once.
func (l *look) whoCan(action domain.Action, a asked) []*domain.EffectiveAccess {
	known := map[domain.UUID]*domain.EffectiveAccess{}
	var list []*domain.EffectiveAccess
	for _, facts := range a.facts {
		for _, one := range l.book.WhoCan(authz.Inquiry{Action: action, Facts: facts, At: l.at, Against: a.against}) {
			if all := known[one.Person]; all != nil {
				join(all, one)
				continue
			}
			l.dress(&one)
			known[one.Person] = &one
			list = append(list, &one)
		}
	}
	return list
}

// join adds where else somebody may do the same.
func join(all *domain.EffectiveAccess, one domain.EffectiveAccess) {
	all.Entities = append(all.Entities, one.Entities...)
	for _, p := range one.Paths {
		if !slices.ContainsFunc(all.Paths, func(known domain.AccessPath) bool { return known.Sentence == p.Sentence }) {
			all.Paths = append(all.Paths, p)
		}
	}
	if all.Limit != nil && (one.Limit == nil || one.Limit.Minor > all.Limit.Minor) {
		all.Limit = one.Limit
	}
}

// dress fills what is told beside an access: as of when, and the conflicts that the action has a part in.
func (l *look) dress(one *domain.EffectiveAccess) {
	one.AsOf, one.Conflicts = l.asOf, []domain.SodConflict{}
	for _, c := range l.conflicts(one.Person) {
		if c.Rule.SideOf(one.Action) != "" {
			one.Conflicts = append(one.Conflicts, c)
		}
	}
}

func (l *look) dressAll(list []domain.EffectiveAccess) {
	for i := range list {
		l.dress(&list[i])
	}
}

// conflicts are the rules of which somebody holds both sides.
func (l *look) conflicts(person domain.UUID) []domain.SodConflict {
	if list, asked := l.known[person]; asked {
		return list
	}
	list := l.book.Conflicts(person, l.at)
	for i := range list {
		list[i].AsOf = l.asOf
	}
	if l.known == nil {
		l.known = map[domain.UUID][]domain.SodConflict{}
	}
	l.known[person] = list
	return list
}

func (s *Service) byName(list []*domain.EffectiveAccess) {
	names := s.gate.Snapshot().Book().Names
	slices.SortStableFunc(list, func(a, b *domain.EffectiveAccess) int { return strings.Compare(names[a.Person], names[b.Person]) })
}

// AccessOf lists what a person may do as of an instant, whatever the record, in the order of the actions; all of them when
// none is named. It reads no rows for the present.
//
// Errors: FORBIDDEN about others without AUDIT_READ; INVALID for a time before anything was recorded.
func (s *Service) AccessOf(ctx context.Context, person domain.UUID, asOf *time.Time, actions []domain.Action) ([]*domain.EffectiveAccess, error) {
	l, err := s.lookAtPerson(ctx, "access", person, asOf)
	if err != nil {
		return nil, err
	}
	var list []*domain.EffectiveAccess
	for _, one := range l.book.Access(person, l.at) {
		if len(actions) == 0 || slices.Contains(actions, one.Action) {
			l.dress(&one)
			list = append(list, &one)
		}
	}
	return list, nil
}

// GrantsOf lists what a person was granted and whose time is not over as of an instant, by the role's key. Errors: as
// AccessOf.
func (s *Service) GrantsOf(ctx context.Context, person domain.UUID, asOf *time.Time) ([]*domain.Grant, error) {
	l, err := s.lookAtPerson(ctx, "grants", person, asOf)
	if err != nil {
		return nil, err
	}
	return l.grants(func(g *domain.Grant) bool { return g.Person == person }), nil
}

// grants are those of the rulebook that fit and whose time is not over, by role, person and id.
func (l *look) grants(fit func(*domain.Grant) bool) []*domain.Grant {
	book := l.book.Book()
	var list []*domain.Grant
	for i := range book.Grants {
		if g := &book.Grants[i]; fit(g) && (g.ValidTo.IsZero() || l.at.Before(g.ValidTo)) {
			list = append(list, g)
		}
	}
	slices.SortFunc(list, func(a, b *domain.Grant) int {
		if by := strings.Compare(a.Role, b.Role); by != 0 {
			return by
		}
		if by := strings.Compare(book.Names[a.Person], book.Names[b.Person]); by != 0 {
			return by
		}
		return a.ID.Compare(b.ID)
	})
	return list
}

// lookAtPerson is the rulebook as of an instant, for whoever may look at a person's access.
func (s *Service) lookAtPerson(ctx context.Context, command string, person domain.UUID, asOf *time.Time) (*look, error) {
	r, err := s.glance(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.mayLookAt(ctx, r, command, person, 0); err != nil {
		return nil, err
	}
	return s.lookAt(ctx, asOf)
}

const (
	// usesDays is over how many days uses are counted: as long as a review of access usually looks back.
	usesDays = 90
	// lastUseDays is how far back the last use is looked for.
	lastUseDays = 365
)

// Use is how often somebody did an action, and when last.
type Use = store.Use

// Uses counts what people did in the 90 days before an instant, and when last in the year before it. Whoever asks was
// shown their access. nil is now.
func (s *Service) Uses(ctx context.Context, people []domain.UUID, asOf *time.Time) ([]Use, error) {
	at := s.now()
	if asOf != nil {
		at = *asOf
	}
	return s.db.Uses(ctx, people, at.AddDate(0, 0, -lastUseDays), at.AddDate(0, 0, -usesDays), at)
}

// ServiceByName is a service account by its name, nil when there is none.
func (s *Service) ServiceByName(name string) *domain.ServiceAccount {
	for _, account := range s.gate.Snapshot().Book().Services {
		if account.Name == name {
			return &account
		}
	}
	return nil
}

// NameOf is what a person or a service account is called, "" for an id that is nobody's.
func (s *Service) NameOf(id domain.UUID) string { return s.gate.Snapshot().Book().Names[id] }

// Currency is that of the group: limits are in it.
func (s *Service) Currency() domain.Currency { return s.directory.Load().currency }

// Now is the instant by the house's clock.
func (s *Service) Now() time.Time { return s.now() }

// DelegationOf shows the delegation of a way, as it stands now; nil for a way of one's own.
func (s *Service) DelegationOf(p *domain.AccessPath) *domain.DelegationView {
	if p.Delegation == nil {
		return nil
	}
	r := &reader{dir: s.directory.Load(), at: s.now()}
	view := &domain.DelegationView{Delegation: p.Delegation, Version: 1, State: p.Delegation.StateAt(r.at)}
	s.dressDelegations(r, []*domain.DelegationView{view})
	return view
}
