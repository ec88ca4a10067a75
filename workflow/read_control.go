package workflow

import (
	"context"
	"slices"

	"countersign/domain"
)

// controlNodes reads bundles, sessions, campaigns, lines or cases in a fixed number of statements.
func (s *Service) controlNodes(ctx context.Context, r *reader, kind domain.NodeKind, ids []domain.ID, found map[domain.ID]domain.Node) error {
	switch kind {
	case domain.NodeBundle:
		list, err := s.EmergencyBundles(ctx)
		return put(found, list, err, func(b *domain.EmergencyBundle) domain.ID { return b.ID })
	case domain.NodeEmergency:
		list, err := s.emergenciesByID(ctx, r, uuids(ids))
		return put(found, list, err, func(e *domain.EmergencySession) domain.ID { return e.ID })
	case domain.NodeReview:
		list, err := s.reviewsByID(ctx, r, uuids(ids))
		return put(found, list, err, func(a *domain.AccessReview) domain.ID { return a.ID })
	case domain.NodeReviewItem:
		list, err := s.reviewItemsByID(ctx, r, uuids(ids))
		return put(found, list, err, func(i *domain.ReviewItem) domain.ID { return i.ID })
	default:
		list, err := s.casesByID(ctx, r, ids)
		if err == nil {
			err = s.fillSubjects(ctx, r, list)
		}
		return put(found, list, err, func(c *domain.Case) domain.ID { return c.ID })
	}
}

func put[T domain.Node](found map[domain.ID]domain.Node, list []T, err error, id func(T) domain.ID) error {
	for _, one := range list {
		found[id(one)] = one
	}
	return err
}

// fillSubjects reads what cases are about, as far as the reader sees it. The review of a session there stays without its
// own subject.
func (s *Service) fillSubjects(ctx context.Context, r *reader, cases []*domain.Case) error {
	byKind, found := map[domain.NodeKind][]domain.ID{}, map[domain.ID]domain.Node{}
	for _, c := range cases {
		if k := c.SubjectID.Kind; k != "" && k != domain.NodeCase && !slices.Contains(byKind[k], c.SubjectID) {
			byKind[k] = append(byKind[k], c.SubjectID)
		}
	}
	for kind, ids := range byKind {
		if err := s.nodesOfKind(ctx, r, kind, ids, 0, found); err != nil {
			return err
		}
	}
	for _, c := range cases {
		c.Subject = found[c.SubjectID]
	}
	return nil
}

// BankAccounts are a supplier's bank accounts, masked. Looking at them during emergency access is an event.
func (s *Service) BankAccounts(ctx context.Context, supplier *domain.Supplier) ([]domain.BankDetail, error) {
	actor, err := domain.ActorFrom(ctx)
	if err != nil {
		return nil, err
	}
	if s.gate.Emergency(actor.ID, s.now()) == "" {
		return supplier.BankAccounts, nil
	}
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	return supplier.BankAccounts, s.noteRead(ctx, r, "bank.read", supplier.ID, "bank accounts of the supplier "+supplier.Number)
}

// noteRead keeps that something sensitive was looked at, when the reader has emergency access: whatever is done under it is
// in the log, looking included.
func (s *Service) noteRead(ctx context.Context, r *reader, kind string, subject domain.ID, what string) error {
	ticket := s.gate.Emergency(r.actor.ID, r.at)
	if ticket == "" || len(r.scope.Entities()) == 0 {
		return nil
	}
	entity := r.scope.Entities()[0]
	if r.scope.Sees(subject.Entity) {
		entity = subject.Entity
	}
	c := command{name: kind, entity: subject.Entity, about: subject}
	return s.change(ctx, c, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.ViewInvoice, domain.Facts{Kind: subject.Kind, Entity: entity, ID: subject.UUID}, w.at)
		if err != nil {
			return err
		}
		event := domain.Happened(kind, subject, w.actor.Name+" looked at "+what+".").With("emergency", ticket)
		_, _, err = w.record(ctx, permit, event)
		return err
	})
}
