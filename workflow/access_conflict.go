package workflow

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"countersign/domain"
)

// SodRules are all segregation rules as of an instant, by key. Errors: INVALID for a time before anything was recorded.
func (s *Service) SodRules(ctx context.Context, asOf *time.Time) ([]*domain.DutyRule, error) {
	if _, err := s.reading(ctx); err != nil {
		return nil, err
	}
	l, err := s.lookAt(ctx, asOf)
	if err != nil {
		return nil, err
	}
	book := l.book.Book()
	list := make([]*domain.DutyRule, len(book.Rules))
	for i := range book.Rules {
		list[i] = &book.Rules[i]
	}
	return list, nil
}

// SodConflicts is a page of the conflicts that are possible and of those that were exercised, the worst first: by risk,
// then money, then rule and person. It takes two statements, however many there are.
//
// Errors: FORBIDDEN without AUDIT_READ; INVALID; BAD_CURSOR.
func (s *Service) SodConflicts(ctx context.Context, f domain.ConflictFilter, asOf *time.Time, page domain.PageRequest) (domain.Page[*domain.SodConflict], error) {
	var none domain.Page[*domain.SodConflict]
	l, err := s.lookAtConflicts(ctx, "sodConflicts", f.Entity(), asOf)
	if err != nil {
		return none, err
	}
	all, err := s.everyConflict(ctx, l, f)
	if err != nil {
		return none, err
	}
	list, err := cut(all, page, func(c *domain.SodConflict) string { return c.NodeID().String() })
	list.Total = &domain.Count{Value: min(len(all), domain.MaxCount), Capped: len(all) > domain.MaxCount}
	return list, err
}

// lookAtConflicts is the rulebook as of an instant, for whoever may look at everybody's conflicts.
func (s *Service) lookAtConflicts(ctx context.Context, command string, entity domain.EntityID, asOf *time.Time) (*look, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.mayLook(ctx, r, command, entity); err != nil {
		return nil, err
	}
	return s.lookAt(ctx, asOf)
}

// everyConflict is the conflicts that fit, in order.
func (s *Service) everyConflict(ctx context.Context, l *look, f domain.ConflictFilter) ([]*domain.SodConflict, error) {
	people := l.book.People()
	if f.UserID != nil {
		people = []domain.UUID{f.UserID.UUID}
	}
	var all []*domain.SodConflict
	if f.Kind == nil || *f.Kind == domain.ConflictPotential {
		for _, person := range people {
			for _, c := range l.conflicts(person) {
				all = append(all, &c)
			}
		}
	}
	if f.Kind == nil || *f.Kind == domain.ConflictExercised {
		only := people
		if f.UserID == nil {
			only = nil
		}
		exercised, err := s.exercised(ctx, l, only)
		if err != nil {
			return nil, err
		}
		all = append(all, exercised...)
	}
	all = slices.DeleteFunc(all, func(c *domain.SodConflict) bool { return !f.Fits(c) })
	names := l.book.Book().Names
	slices.SortStableFunc(all, func(a, b *domain.SodConflict) int {
		return cmp.Or(-cmp.Compare(a.Rule.Risk.Rank(), b.Rule.Risk.Rank()), -cmp.Compare(worth(a), worth(b)),
			strings.Compare(a.Rule.Key, b.Rule.Key), strings.Compare(names[a.Person], names[b.Person]), a.Person.Compare(b.Person), strings.Compare(string(a.Kind), string(b.Kind)))
	})
	return all, nil
}

func worth(c *domain.SodConflict) int64 {
	if c.Exposure == nil {
		return 0
	}
	return c.Exposure.Minor
}

// exercised are the conflicts of which both sides were used before the instant, by everybody (nil) or some people.
func (s *Service) exercised(ctx context.Context, l *look, people []domain.UUID) ([]*domain.SodConflict, error) {
	book := l.book.Book()
	rows, err := s.db.Exercised(ctx, book.Rules, people, l.at)
	if err != nil {
		return nil, err
	}
	list := make([]*domain.SodConflict, len(rows))
	for i, row := range rows {
		c := &domain.SodConflict{
			Rule: book.RuleByKey(row.Rule), Person: row.Person, Kind: domain.ConflictExercised, Entities: row.Entities, Since: row.First.UTC(),
			Acts: row.Acts, AsOf: l.asOf, State: domain.ConflictRemoved,
		}
		if row.Minor != 0 {
			exposure := domain.NewMoney(row.Minor, book.Currency)
			c.Exposure = &exposure
		}
		for _, held := range l.conflicts(row.Person) {
			if held.Rule.Key == row.Rule {
				c.Left, c.Right, c.State = held.Left, held.Right, domain.ConflictOpen
			}
		}
		if m := book.Accepted(row.Rule, row.Person, row.First, row.Last); m != nil {
			c.State, c.Mitigation = domain.ConflictMitigated, m
		}
		list[i] = c
	}
	return list, nil
}

// Exercised are the exercised conflicts of these people, or of everybody (nil), as of an instant; nil is now. Whoever asks
// may look at their access.
func (s *Service) Exercised(ctx context.Context, people []domain.UUID, asOf *time.Time) ([]*domain.SodConflict, error) {
	l, err := s.lookAt(ctx, asOf)
	if err != nil {
		return nil, err
	}
	return s.exercised(ctx, l, people)
}

// ConflictsOf are the rules of which a person holds both sides as of an instant, or will. Errors: as AccessOf.
func (s *Service) ConflictsOf(ctx context.Context, person domain.UUID, asOf *time.Time) ([]*domain.SodConflict, error) {
	l, err := s.lookAtPerson(ctx, "conflicts", person, asOf)
	if err != nil {
		return nil, err
	}
	var list []*domain.SodConflict
	for _, c := range l.conflicts(person) {
		list = append(list, &c)
	}
	return list, nil
}

// RuleNow is a segregation rule as it is now, by key; nil when there is none.
func (s *Service) RuleNow(key string) *domain.DutyRule {
	book := s.gate.Snapshot().Book()
	return book.RuleByKey(key)
}

// MitigationOverdue says whether a mitigation's time is over while the person still holds both sides.
func (s *Service) MitigationOverdue(m *domain.Mitigation) bool {
	l := &look{book: s.gate.Snapshot(), at: s.now()}
	return !m.ValidTo.After(l.at) && slices.ContainsFunc(l.conflicts(m.Person), func(c domain.SodConflict) bool {
		return c.Rule.Key == m.Rule && c.State == domain.ConflictOpen
	})
}
