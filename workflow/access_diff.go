package workflow

import (
	"context"
	"slices"
	"time"

	"countersign/authz"
	"countersign/domain"
)

// RolePolicyDiff compares who could do what at an instant with who could at a later one, as recorded and valid then, and
// tells every change of roles and rules that was recorded between: who asked, who agreed and why. Rights whose time began
// or ended meanwhile differ without a change. With a person, it is about them and what they were granted; with a role,
// about its versions, its grants and who holds it at either end.
//
// Errors: FORBIDDEN about others without AUDIT_READ; INVALID for a span backwards, or before anything was recorded.
func (s *Service) RolePolicyDiff(ctx context.Context, from, to time.Time, user, role *domain.ID) (*domain.RolePolicyDiff, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	var person domain.UUID
	if user != nil {
		person = user.UUID
	}
	if err := s.mayLookAt(ctx, r, "rolePolicyDiff", person, 0); err != nil {
		return nil, err
	}
	if !from.Before(to) {
		return nil, domain.RefuseField(domain.CodeInvalid, "to", "The later instant comes second.")
	}
	before, err := s.lookAt(ctx, &from)
	if err != nil {
		return nil, err
	}
	after, err := s.lookAt(ctx, &to)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.RulebookRows(ctx, from, to)
	if err != nil {
		return nil, err
	}
	was, is := before.book.Book(), after.book.Book()
	diff := &domain.RolePolicyDiff{From: from, To: to, FromRulebook: before.book.Version(), ToRulebook: after.book.Version()}
	narrow := narrowing{person: person, held: rolesHeld(person, &was, &is)}
	if role != nil {
		narrow.byRole(role.UUID, &was, &is)
	}
	moved := authz.Between(before.book, before.at, after.book, after.at)
	if !person.IsZero() {
		moved = authz.About(person, before.book, before.at, after.book, after.at)
	}
	diff.Gained, diff.Lost = narrow.access(moved.Gained), narrow.access(moved.Lost)
	diff.NewConflicts, diff.ResolvedConflicts = narrow.conflicts(moved.New), narrow.conflicts(moved.Resolved)
	diff.Changes = slices.DeleteFunc(domain.RulebookHistory(&rows, &is, from, to), func(c domain.RulebookChange) bool { return !narrow.tells(c) })
	after.dressAll(diff.Gained)
	before.dressAll(diff.Lost)
	return diff, nil
}

// narrowing leaves out what is not about the person or the role that was asked for; its zero value leaves out nothing.
type narrowing struct {
	person  domain.UUID
	held    map[string]bool // keys of the roles that the person has at either end, with what they inherit
	role    string          // key; "" without one
	known   bool            // a role was asked for, on file or not
	holders map[domain.UUID]bool
}

func (n *narrowing) byRole(id domain.UUID, books ...*domain.Rulebook) {
	n.known, n.holders = true, map[domain.UUID]bool{}
	for _, b := range books {
		for i := range b.Roles {
			if b.Roles[i].ID == id {
				n.role = b.Roles[i].Key
			}
		}
	}
	for _, b := range books {
		for i := range b.Grants {
			if b.Grants[i].Role == n.role {
				n.holders[b.Grants[i].Person] = true
			}
		}
	}
}

func (n *narrowing) access(list []domain.EffectiveAccess) []domain.EffectiveAccess {
	return slices.DeleteFunc(list, func(a domain.EffectiveAccess) bool { return n.known && !n.holders[a.Person] })
}

func (n *narrowing) conflicts(list []domain.SodConflict) []domain.SodConflict {
	return slices.DeleteFunc(list, func(c domain.SodConflict) bool { return n.known && !n.holders[c.Person] })
}

// tells says whether a change is told: rules concern everybody, a role whoever holds it.
func (n *narrowing) tells(c domain.RulebookChange) bool {
	if n.known && c.Role != n.role {
		return false
	}
	switch {
	case n.person.IsZero() || c.Person == n.person || c.Kind == domain.RowRule:
		return true
	case c.Kind == domain.RowRole:
		return n.held[c.Role]
	}
	return false
}

func rolesHeld(person domain.UUID, books ...*domain.Rulebook) map[string]bool {
	held := map[string]bool{}
	for _, b := range books {
		var take func(key string)
		take = func(key string) {
			if r := b.RoleByKey(key); r != nil {
				held[key] = true
				for _, above := range r.Inherits {
					take(above)
				}
			}
		}
		for i := range b.Grants {
			if b.Grants[i].Person == person {
				take(b.Grants[i].Role)
			}
		}
	}
	return held
}
