package workflow

import (
	"context"
	"slices"
	"time"

	"countersign/domain"
	"countersign/store"
)

// Pair is a person and a rule that they stand on both sides of.
type Pair = store.Pair

// ConflictActs is a page of the acts of each exercised conflict, newest first: of one, or of everybody's (nil), as of an
// instant. Whoever asks was shown the conflict. Errors: BAD_CURSOR.
func (s *Service) ConflictActs(ctx context.Context, only *Pair, asOf *time.Time, page domain.PageRequest) (map[Pair]domain.Page[*domain.ConflictObject], error) {
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
	l, err := s.lookAt(ctx, asOf)
	if err != nil {
		return nil, err
	}
	acts, err := s.db.ConflictActs(ctx, l.book.Book().Rules, only, l.at, after, page.First+1)
	if err != nil {
		return nil, err
	}
	told, err := s.tellActs(ctx, r, acts)
	if err != nil {
		return nil, err
	}
	pages := map[Pair]domain.Page[*domain.ConflictObject]{}
	for i, act := range acts {
		one := pages[act.Pair]
		if one.HasPrevious = page.After != ""; len(one.Items) == page.First {
			one.HasNext = true
		} else {
			one.Items, one.Cursors = append(one.Items, told[i]), append(one.Cursors, act.ID.String())
		}
		pages[act.Pair] = one
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
