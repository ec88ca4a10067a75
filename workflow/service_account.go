package workflow

import (
	"context"
	"slices"
	"strings"
	"time"

	"countersign/domain"
)

// ServiceAccounts are all machines outside the house, as recorded at an instant (nil is now), by name. It needs AUDIT_READ
// for the group, or CREDENTIAL_EDIT.
//
// Errors: FORBIDDEN.
func (s *Service) ServiceAccounts(ctx context.Context, asOf *time.Time) ([]*domain.ServiceAccount, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	if len(s.gate.Scope(r.actor, domain.EditCredential, r.at).Entities()) == 0 {
		if err := s.mayLook(ctx, r, "serviceAccounts", 0); err != nil {
			return nil, err
		}
	}
	l, err := s.lookAt(ctx, asOf)
	if err != nil {
		return nil, err
	}
	accounts := l.book.Book().Services
	list := make([]*domain.ServiceAccount, len(accounts))
	for i := range accounts {
		account := accounts[i]
		account.AsOf = l.at
		list[i] = &account
	}
	slices.SortFunc(list, func(a, b *domain.ServiceAccount) int { return strings.Compare(a.Name, b.Name) })
	return list, nil
}

// ServiceNow is a service account as it is on file, for one that an event names alone.
func (s *Service) ServiceNow(account *domain.ServiceAccount) *domain.ServiceAccount {
	if !account.Owner.IsZero() {
		return account
	}
	for _, known := range s.gate.Snapshot().Book().Services {
		if known.ID == account.ID {
			return &known
		}
	}
	return account
}

// ServiceActions is what a service account may do, in the order of the actions.
func (s *Service) ServiceActions(ctx context.Context, account *domain.ServiceAccount) ([]domain.Action, error) {
	l, err := s.lookAt(ctx, stated(account.AsOf))
	if err != nil {
		return nil, err
	}
	var actions []domain.Action
	for _, one := range l.book.Access(account.ID, l.at) {
		actions = append(actions, one.Action)
	}
	return actions, nil
}

// ServiceGrants are the grants of a service account whose time is not over.
func (s *Service) ServiceGrants(ctx context.Context, account *domain.ServiceAccount) ([]*domain.Grant, error) {
	l, err := s.lookAt(ctx, stated(account.AsOf))
	if err != nil {
		return nil, err
	}
	return l.grants(func(g *domain.Grant) bool { return g.Person == account.ID }), nil
}

// ServiceActive says whether nothing stops a service account: neither its end nor that its owner left.
func (s *Service) ServiceActive(account *domain.ServiceAccount) bool {
	account = s.ServiceNow(account)
	at := account.AsOf
	if at.IsZero() {
		at = s.now()
	}
	owner := s.directory.Load().people[account.Owner]
	return owner != nil && owner.Active && at.Before(account.ValidTo)
}

// stated is an instant to look at, nil for the zero time: now.
func stated(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}
