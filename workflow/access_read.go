package workflow

import (
	"context"
	"slices"
	"time"

	"countersign/domain"
)

// accessReaders are the actions whose holders see every change of access: who takes part in them, and who audits.
var accessReaders = []domain.Action{
	domain.RequestGrant, domain.EditRole, domain.EditDutyRule, domain.EditCredential, domain.GrantRole, domain.MitigateConflict, domain.ReadAudit,
}

// readsAccess says whether the actor sees every change of access, and not just those about themselves.
func (s *Service) readsAccess(actor domain.Actor, at time.Time) bool {
	return slices.ContainsFunc(accessReaders, func(a domain.Action) bool { return len(s.gate.Scope(actor, a, at).Entities()) > 0 })
}

// seesChange says whether the actor sees a change of access: every one, or as who asked for it or whom it is about.
func (s *Service) seesChange(actor domain.Actor, c *domain.AccessChange, at time.Time) bool {
	return actor.ID == c.Person || actor.ID == c.Requested || s.readsAccess(actor, at)
}

// AccessChanges is a page of changes of access, newest first: all of them for who takes part in them or audits, those that
// they asked for or are the subject of for everybody else.
func (s *Service) AccessChanges(ctx context.Context, f domain.AccessChangeFilter, l List) (domain.Page[*domain.AccessChange], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.AccessChange]{}, err
	}
	only := r.actor.ID
	if s.readsAccess(r.actor, r.at) {
		only = domain.UUID{}
	}
	page, err := s.db.AccessChanges(ctx, only, f, l.Page, l.Counted)
	if err != nil {
		return page, err
	}
	return page, s.dressChanges(ctx, r, page.Items)
}

// accessChangesByID are those of these changes that the reader may see.
func (s *Service) accessChangesByID(ctx context.Context, r *reader, ids []domain.UUID) ([]*domain.AccessChange, error) {
	list, err := s.db.AccessChangesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(c *domain.AccessChange) bool { return !s.seesChange(r.actor, c, r.at) })
	return list, s.dressChanges(ctx, r, list)
}

// dressChanges fills in who took part, whether the rulebook has moved since the preview, and what the reader has done to
// the changes before.
func (s *Service) dressChanges(ctx context.Context, r *reader, list []*domain.AccessChange) error {
	ids := make([]domain.UUID, len(list))
	for i, c := range list {
		ids[i] = c.ID.UUID
	}
	used, err := s.db.UsedInGroup(ctx, s.gate.Parties(r.actor), ids, r.dir.numbers())
	if err != nil {
		return err
	}
	for _, c := range list {
		c.RequestedBy, c.DecidedBy, c.User = r.dir.people[c.Requested], r.dir.people[c.Decided], s.principal(r.dir, c.Person)
		c.ShowProposed()
		c.Preview.Stale = c.State == domain.ChangeRequested && c.Base != s.gate.Version()
		c.Used = domain.UsedOn(c.Facts(), used)
	}
	return nil
}

// principal is a person or a service account by id, nil when it is on file as neither.
func (s *Service) principal(dir *directory, id domain.UUID) domain.Principal {
	if u := dir.people[id]; u != nil {
		return u
	}
	for _, account := range s.gate.Snapshot().Book().Services {
		if account.ID == id {
			return &account
		}
	}
	return nil
}

// CanAccessChange says what the caller may do to a change of access: decide on it, and take it back.
func (s *Service) CanAccessChange(ctx context.Context, c *domain.AccessChange, actions []domain.Action) ([]*domain.Answer, error) {
	return s.can(ctx, actions, []domain.Action{c.Kind.Decides()}, c.Facts(), func(actor domain.Actor, action domain.Action) *domain.DenyReason {
		if action == c.Kind.Decides() {
			return c.AgainstDeciding(actor)
		}
		return nil
	})
}
