package workflow

import (
	"context"
	"slices"

	"countersign/authz"
	"countersign/domain"
)

// AccessCheck answers whether a person or service account may do something, and why: it asks the gate of the rulebook then
// in force the question that enforces, on facts that a decision would load.
//
// Errors: FORBIDDEN about others without AUDIT_READ; NOT_FOUND for a record or person that is not there; INVALID.
func (s *Service) AccessCheck(ctx context.Context, who domain.ID, q domain.AccessQuestion) (*domain.AccessAnswer, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.mayLookAt(ctx, r, "accessCheck", who.UUID, q.Entity()); err != nil {
		return nil, err
	}
	if s.principal(r.dir, who.UUID) == nil {
		return nil, domain.RefuseField(domain.CodeNotFound, "userId", "There is no such person or service account.")
	}
	l, err := s.lookAt(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	a, err := s.subjectOf(ctx, r, l, q)
	if err != nil {
		return nil, err
	}
	answer := &domain.AccessAnswer{Permit: l.check(who.UUID, q.Action, a, who.UUID == r.actor.ID), Rulebook: l.book.Version(), At: l.at}
	answer.History, err = s.consulted(ctx, r, l, who.UUID, q.Action, a)
	return answer, err
}

// check asks about one person. In several entities one yes is enough, and every way is told; of several noes the nearest
// miss is.
func (l *look) check(person domain.UUID, action domain.Action, a asked, self bool) domain.Answer {
	all := domain.Answer{Action: action}
	for _, facts := range a.facts {
		one := l.book.Check(person, authz.Inquiry{Action: action, Facts: facts, At: l.at, Self: self, Against: a.against})
		if one.Allowed && !all.Allowed {
			all.Allowed, all.Reasons = true, nil
		}
		for _, p := range one.Paths {
			if !slices.ContainsFunc(all.Paths, func(known domain.AccessPath) bool { return known.Sentence == p.Sentence }) {
				all.Paths = append(all.Paths, p)
			}
		}
		if !all.Allowed && (len(all.Reasons) == 0 || nearer(one.Reasons, all.Reasons)) {
			all.Reasons = one.Reasons
		}
	}
	return all
}

// nearer says whether reasons come nearer to a yes than others: those that are not about the place.
func nearer(reasons, others []domain.DenyReason) bool {
	elsewhere := func(list []domain.DenyReason) bool {
		return list[0].Code == domain.DenyNoGrant || list[0].Code == domain.DenyOutOfScope
	}
	return len(reasons) > 0 && elsewhere(others) && !elsewhere(reasons)
}

// consulted are the acts whose duties the answer rests on: what the person, and those who delegated to them, did on the
// record's chains under rules that the action has a part in.
func (s *Service) consulted(ctx context.Context, r *reader, l *look, person domain.UUID, action domain.Action, a asked) ([]*domain.Event, error) {
	book := l.book.Book()
	var ids []domain.ID
	for _, facts := range a.facts {
		people := append([]domain.UUID{person}, l.book.Gate().Lenders(person, action, facts.Entity, l.at)...)
		for _, u := range facts.Used {
			if rule := book.RuleByKey(u.Rule); rule == nil || rule.SideOf(action) == "" || !slices.Contains(people, u.Person) {
				continue
			}
			for _, e := range []domain.EntityID{u.Entity, 0} { // an act of the group counts in every entity
				if id := (domain.ID{Kind: domain.NodeEvent, Entity: e, UUID: u.Event}); !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
	}
	return s.eventsByID(ctx, r, ids)
}

// eventsByID loads events wherever they stand, oldest first.
func (s *Service) eventsByID(ctx context.Context, r *reader, ids []domain.ID) ([]*domain.Event, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := s.db.EventsByID(ctx, domain.ScopeOf(append(r.dir.numbers(), 0)...), ids)
	for _, e := range list {
		e.Person = r.dir.people[e.ActorID]
	}
	slices.SortFunc(list, func(a, b *domain.Event) int { return a.ID.UUID.Compare(b.ID.UUID) })
	return list, err
}
