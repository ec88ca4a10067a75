package workflow

import (
	"context"
	"time"

	"countersign/authz"
	"countersign/domain"
)

// bundle is a bundle with what its role gives now.
func (w *work) bundle(ctx context.Context, book *authz.Snapshot, key string) (*domain.EmergencyBundle, error) {
	bundle, err := w.tx.EmergencyBundle(ctx, key)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, domain.RefuseField(domain.CodeNotFound, "bundle", "There is no bundle %.40q.", key)
	}
	if err != nil {
		return nil, err
	}
	bundle.Actions = actionsOf(book, bundle.Role)
	return bundle, nil
}

func actionsOf(book *authz.Snapshot, role string) []domain.Action {
	rows := book.Book()
	return rows.ActionsOf(role)
}

// bothSides are the keys of rules of which a person would hold both sides under a bundle and does not without; stop says
// whether one of them prevents.
func bothSides(book *authz.Snapshot, b *domain.EmergencyBundle, person domain.UUID, at time.Time) (keys []string, stop bool, err error) {
	draft, err := book.Draft(domain.Revision{Grants: []domain.Grant{{
		ID: domain.UUIDOf("emergency preview"), Person: person, Role: b.Role, Entities: b.Entities, Limit: b.Limit, ValidFrom: at,
		ValidTo: at.Add(time.Duration(b.MaxMinutes) * time.Minute), Emergency: "preview",
	}}})
	if err != nil {
		return nil, false, unsound(err)
	}
	before := map[string]bool{}
	for _, c := range book.Conflicts(person, at) {
		before[c.Rule.Key] = true
	}
	for _, c := range draft.Conflicts(person, at) {
		if before[c.Rule.Key] || c.State != domain.ConflictOpen {
			continue
		}
		keys = append(keys, c.Rule.Key)
		stop = stop || c.Rule.Mode == domain.DutyPrevent
	}
	return keys, stop, nil
}
