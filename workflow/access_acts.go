package workflow

import (
	"context"
	"slices"

	"countersign/domain"
	"countersign/store"
)

// ConflictActs is a page of the acts of each of these exercised conflicts, newest first, by the conflict's id. They are all
// of one instant. Errors: BAD_CURSOR.
func (s *Service) ConflictActs(ctx context.Context, conflicts []*domain.SodConflict, page domain.PageRequest) (map[domain.ID]domain.Page[*domain.ConflictObject], error) {
	pages := map[domain.ID]domain.Page[*domain.ConflictObject]{}
	var pairs []store.Pair
	for _, c := range conflicts {
		if c.Kind == domain.ConflictExercised {
			pairs = append(pairs, store.Pair{Rule: c.Rule.Key, Person: c.Person})
		}
	}
	if len(pairs) == 0 {
		return pages, nil
	}
	r, err := s.glance(ctx)
	if err != nil {
		return nil, err
	}
	var after domain.UUID
	if page.After != "" {
		if after, err = domain.ParseUUID(page.After); err != nil {
			return nil, domain.Refuse(domain.CodeBadCursor, "This cursor belongs to another list; begin again without one.")
		}
	}
	l, err := s.lookAt(ctx, conflicts[0].AsOf)
	if err != nil {
		return nil, err
	}
	acts, err := s.db.ConflictActs(ctx, l.book.Book().Rules, pairs, l.at, after, page.First+1)
	if err != nil {
		return nil, err
	}
	told, err := s.tellActs(ctx, r, acts)
	if err != nil {
		return nil, err
	}
	for _, c := range conflicts {
		one := domain.Page[*domain.ConflictObject]{HasPrevious: page.After != ""}
		for i, act := range acts {
			switch {
			case act.Rule != c.Rule.Key || act.Person != c.Person || c.Kind != domain.ConflictExercised:
			case len(one.Items) == page.First:
				one.HasNext = true
			default:
				one.Items, one.Cursors = append(one.Items, told[i]), append(one.Cursors, act.ID.String())
			}
		}
		pages[c.NodeID()] = one
	}
	return pages, nil
}

// tellActs loads the records and events of acts, in two statements and one for each kind of record.
func (s *Service) tellActs(ctx context.Context, r *reader, acts []store.ConflictAct) ([]*domain.ConflictObject, error) {
	var events, invoices []domain.ID
	for _, a := range acts {
		for _, e := range []domain.UUID{a.LeftEvent, a.RightEvent} {
			for _, entity := range []domain.EntityID{a.EntityID, 0} { // an act of the group is told where it was found
				events = append(events, domain.ID{Kind: domain.NodeEvent, Entity: entity, UUID: e})
			}
		}
		if a.SubjectKind == domain.NodeInvoice {
			invoices = append(invoices, domain.ID{Kind: domain.NodeInvoice, Entity: a.EntityID, UUID: a.SubjectID})
		}
	}
	found, err := s.eventsByID(ctx, r, unique(events))
	if err != nil {
		return nil, err
	}
	byID := map[domain.UUID]*domain.Event{}
	for _, e := range found {
		byID[e.ID.UUID] = e
	}
	seen, err := s.db.InvoicesByID(ctx, r.scope, unique(invoices), 0)
	if err != nil {
		return nil, err
	}
	items := map[domain.UUID]*domain.Invoice{}
	for _, inv := range seen {
		r.dir.dress(inv)
		items[inv.ID.UUID] = inv
	}
	told := make([]*domain.ConflictObject, len(acts))
	for i, a := range acts {
		o := &domain.ConflictObject{Left: byID[a.LeftEvent], Right: byID[a.RightEvent]}
		if act := byID[a.ID]; act != nil {
			o.Subject = act.Text
		}
		if a.GroupMinor != nil {
			amount := domain.NewMoney(*a.GroupMinor, r.dir.currency).Abs()
			o.Amount = &amount
		}
		if inv := items[a.SubjectID]; inv != nil {
			o.Item, o.Subject = inv, inv.Key+" "+inv.Title()
		}
		told[i] = o
	}
	return told, nil
}

// unique are the ids, each once.
func unique(ids []domain.ID) []domain.ID {
	seen := map[domain.ID]bool{}
	return slices.DeleteFunc(ids, func(id domain.ID) bool {
		known := seen[id]
		seen[id] = true
		return known
	})
}
