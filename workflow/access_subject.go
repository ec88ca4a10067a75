package workflow

import (
	"context"
	"slices"

	"countersign/domain"
	"countersign/store"
)

// asked is what a question about access is about: one record, or the same invented one in each of several entities.
type asked struct {
	facts   []domain.Facts
	against func(domain.Actor) *domain.DenyReason // what the record itself says against the action now; nil for none
}

// subjectOf finds what a question is about and loads what a decision on it would look at.
//
// Errors: NOT_FOUND; INVALID for an entity or an amount beside a record, for no such entity, and for an amount in another
// currency than the group's.
func (s *Service) subjectOf(ctx context.Context, r *reader, l *look, q domain.AccessQuestion) (a asked, err error) {
	amount, err := s.amountOf(r, q.Amount)
	switch {
	case err != nil:
		return a, err
	case q.SubjectID == nil:
		entities, err := r.dir.placesOf(q.EntityID)
		for _, e := range entities {
			a.facts = append(a.facts, l.book.RecordOf(q.Action, e, amount))
		}
		return a, err
	case q.EntityID != nil || q.Amount != nil:
		return a, domain.RefuseField(domain.CodeInvalid, "subjectId", "A record has its own entity and amount: leave them out, or the record.")
	}
	facts, err := s.factsOf(ctx, *q.SubjectID, q.Action, &a)
	if err != nil {
		return a, err
	}
	if l.past {
		a.against = nil
		late := domain.FirstUUID(l.at)
		facts.Used = slices.DeleteFunc(facts.Used, func(u domain.DutyUse) bool { return u.Event.Compare(late) >= 0 })
	}
	a.facts = []domain.Facts{facts}
	return a, nil
}

// factsOf loads a record as a decision on it does.
func (s *Service) factsOf(ctx context.Context, id domain.ID, action domain.Action, a *asked) (facts domain.Facts, err error) {
	nodes, err := s.Nodes(ctx, []domain.ID{id}, store.PartLines|store.PartDetail|store.PartTasks|store.PartPosting)
	if err != nil {
		return facts, err
	}
	facts = domain.Facts{Kind: id.Kind, Entity: id.Entity, ID: id.UUID}
	switch one := nodes[0].(type) {
	case nil:
		return facts, domain.Refuse(domain.CodeNotFound, "There is no such record, or you may not see it.")
	case *domain.Task:
		return s.invoiceFacts(ctx, one.Subject, action, a)
	case *domain.Invoice:
		return s.invoiceFacts(ctx, one, action, a)
	case *domain.Intake:
		a.against = func(domain.Actor) *domain.DenyReason { return intakeAgainst(one) }
	case *domain.PurchaseOrder:
		facts.Counterparty = one.SupplierID
	case *domain.Supplier:
		facts.Counterparty = one.ID.UUID
	}
	facts.Used, err = s.db.Used(ctx, facts)
	return facts, err
}

func (s *Service) invoiceFacts(ctx context.Context, inv *domain.Invoice, action domain.Action, a *asked) (domain.Facts, error) {
	a.against = func(actor domain.Actor) *domain.DenyReason { return s.invoiceAgainst(inv, actor.Asked(), action) }
	err := s.db.LoadUsed(ctx, inv)
	return inv.Facts(), err
}

// amountOf reads the amount of a question. Errors: INVALID when it is not in the group's currency.
func (s *Service) amountOf(r *reader, in *domain.MoneyInput) (domain.Money, error) {
	amount, err := in.Money()
	if err == nil && in != nil && (amount.Currency != r.dir.currency || amount.Minor < 0) {
		err = domain.RefuseField(domain.CodeInvalid, "amount", "Limits are in %s: give the amount in it, at zero or above.", string(r.dir.currency))
	}
	return amount, err
}

// placesOf are the entity that is named, or the group and all its entities. Errors: INVALID when there is no such one.
func (d *directory) placesOf(id *domain.ID) ([]domain.EntityID, error) {
	switch {
	case id == nil:
		return append([]domain.EntityID{0}, d.numbers()...), nil
	case *id == domain.EntityNode(0):
	case d.entities[id.Entity] == nil || d.entities[id.Entity].ID != *id:
		return nil, domain.RefuseField(domain.CodeInvalid, "entityId", "There is no such entity.")
	}
	return []domain.EntityID{id.Entity}, nil
}
