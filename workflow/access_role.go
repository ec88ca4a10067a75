package workflow

import (
	"context"
	"slices"
	"time"

	"countersign/domain"
)

// Roles are all roles as of an instant, by key. Errors: INVALID for a time before anything was recorded.
func (s *Service) Roles(ctx context.Context, asOf *time.Time) ([]*domain.RoleView, error) {
	if _, err := s.reading(ctx); err != nil {
		return nil, err
	}
	l, err := s.lookAt(ctx, asOf)
	if err != nil {
		return nil, err
	}
	book := l.book.Book()
	list := make([]*domain.RoleView, len(book.Roles))
	for i := range book.Roles {
		list[i] = l.role(&book, book.Roles[i].Key)
	}
	return list, nil
}

// RoleNow is a role as it is now, by key; nil when there is none.
func (s *Service) RoleNow(key string) *domain.RoleView {
	l := &look{book: s.gate.Snapshot(), at: s.now()}
	book := l.book.Book()
	return l.role(&book, key)
}

// role shows a role; nil when there is none.
func (l *look) role(book *domain.Rulebook, key string) *domain.RoleView {
	r := book.RoleByKey(key)
	if r == nil {
		return nil
	}
	view := &domain.RoleView{Role: r, Carries: book.Carries(key), Conflicts: book.InternalConflicts(key), AsOf: l.asOf}
	for _, above := range r.Inherits {
		view.Above = append(view.Above, l.role(book, above))
	}
	return view
}

// RoleActions is what a role gives with what it inherits, as of an instant. A role that was not there gave nothing.
func (s *Service) RoleActions(ctx context.Context, r *domain.RoleView, asOf *time.Time) ([]domain.Action, error) {
	if asOf == nil {
		return r.Carries, nil
	}
	l, err := s.lookAt(ctx, asOf)
	if err != nil {
		return nil, err
	}
	book := l.book.Book()
	return book.Carries(r.Key), nil
}

// RoleGrants is a page of the grants of a role whose time is not over, by name. Without an instant it is that of the role.
//
// Errors: FORBIDDEN without AUDIT_READ; BAD_CURSOR.
func (s *Service) RoleGrants(ctx context.Context, r *domain.RoleView, asOf *time.Time, page domain.PageRequest) (domain.Page[*domain.Grant], error) {
	var none domain.Page[*domain.Grant]
	caller, err := s.glance(ctx)
	if err != nil {
		return none, err
	}
	if err := s.mayLook(ctx, caller, "roleGrants", 0); err != nil {
		return none, err
	}
	if asOf == nil {
		asOf = r.AsOf
	}
	l, err := s.lookAt(ctx, asOf)
	if err != nil {
		return none, err
	}
	list := l.grants(func(g *domain.Grant) bool { return g.Role == r.Key })
	return cut(list, page, func(g *domain.Grant) string { return g.NodeID().String() })
}

// cut is a page of a list that is held whole: after the item whose id the cursor is. Errors: BAD_CURSOR.
func cut[T any](list []T, page domain.PageRequest, id func(T) string) (domain.Page[T], error) {
	start := 0
	if page.After != "" {
		if start = 1 + slices.IndexFunc(list, func(one T) bool { return id(one) == page.After }); start == 0 {
			return domain.Page[T]{}, domain.Refuse(domain.CodeBadCursor, "This cursor belongs to another list; begin again without one.")
		}
	}
	end := min(start+page.First, len(list))
	out := domain.Page[T]{Items: list[start:end], HasNext: end < len(list), HasPrevious: start > 0}
	for _, one := range out.Items {
		out.Cursors = append(out.Cursors, id(one))
	}
	return out, nil
}

// RoleVersions are all versions of these roles, or of all (nil), by the role's id, newest first, at most 100 of each.
func (s *Service) RoleVersions(ctx context.Context, ids []domain.UUID) (map[domain.UUID][]*domain.Role, error) {
	list, err := s.db.RoleVersions(ctx, ids, maxVersions)
	byID := map[domain.UUID][]*domain.Role{}
	for i := range list {
		byID[list[i].ID] = append(byID[list[i].ID], &list[i])
	}
	return byID, err
}

// maxVersions is how many versions of a role are told; the log has them all.
const maxVersions = 100

// RoleDiff is what was changed of a role between two instants.
func (s *Service) RoleDiff(ctx context.Context, r *domain.RoleView, from, to time.Time) ([]*domain.Change, error) {
	before, err := s.lookAt(ctx, &from)
	if err != nil {
		return nil, err
	}
	after, err := s.lookAt(ctx, &to)
	if err != nil {
		return nil, err
	}
	was, is := before.book.Book(), after.book.Book()
	changes := domain.RoleChanges(was.RoleByKey(r.Key), is.RoleByKey(r.Key))
	list := make([]*domain.Change, len(changes))
	for i := range changes {
		list[i] = &changes[i]
	}
	return list, nil
}

// MayCountUses refuses whoever may not see what others did. Errors: FORBIDDEN without AUDIT_READ.
func (s *Service) MayCountUses(ctx context.Context) error {
	r, err := s.glance(ctx)
	if err != nil {
		return err
	}
	return s.mayLook(ctx, r, "unusedActions", 0)
}

// Unused is what each of these roles, or of all (nil), gives as of an instant and nobody who holds it did within so many
// days before, by the role's key. What leaves no event is left out. Errors: INVALID for days outside 1 to 365.
func (s *Service) Unused(ctx context.Context, keys []string, asOf *time.Time, days int) (map[string][]domain.Action, error) {
	if days < 1 || days > lastUseDays {
		return nil, domain.RefuseField(domain.CodeInvalid, "days", "Look back over 1 to %d days.", lastUseDays)
	}
	l, err := s.lookAt(ctx, asOf)
	if err != nil {
		return nil, err
	}
	since := l.at.AddDate(0, 0, -days)
	uses, err := s.db.Uses(ctx, nil, since, since, l.at)
	if err != nil {
		return nil, err
	}
	did := map[domain.UUID]map[domain.Action]bool{}
	for _, u := range uses {
		if did[u.Person] == nil {
			did[u.Person] = map[domain.Action]bool{}
		}
		did[u.Person][u.Action] = true
	}
	book, unused := l.book.Book(), map[string][]domain.Action{}
	for i := range book.Roles {
		key := book.Roles[i].Key
		if keys != nil && !slices.Contains(keys, key) {
			continue
		}
		holders := l.grants(func(g *domain.Grant) bool { return g.Role == key })
		unused[key] = slices.DeleteFunc(book.Carries(key), func(a domain.Action) bool {
			return !a.Recorded() || slices.ContainsFunc(holders, func(g *domain.Grant) bool { return did[g.Person][a] })
		})
	}
	return unused, nil
}
