package workflow

import (
	"context"
	"fmt"

	"countersign/domain"
)

// Item is an invoice after a change.
type Item struct{ Invoice domain.ID }

// CreateInvoice enters an invoice by hand or from a program, checks and routes it.
//
// Errors: FORBIDDEN; INVALID with every violation; DUPLICATE when an exact twin is in force.
func (s *Service) CreateInvoice(ctx context.Context, in domain.CreateInvoiceInput) (*Item, error) {
	var done Item
	entity := in.EntityID.Entity
	c := command{name: "createInvoice", entity: entity, about: in.EntityID, key: in.IdempotencyKey, body: in, answer: &done}
	key, err := s.invoiceKey(ctx, entity)
	if err != nil {
		return nil, err
	}
	return &done, s.change(ctx, c, func(w *work) error {
		id := domain.ID{Kind: domain.NodeInvoice, Entity: entity, UUID: domain.NewUUID(w.at)}
		bare := domain.Facts{Kind: domain.NodeInvoice, Entity: entity, ID: id.UUID}
		if _, err := s.gate.Allow(w.actor, domain.EnterInvoice, bare, w.at); err != nil {
			return err // before anything is told of suppliers or twins
		}
		inv, err := w.typed(ctx, id, in)
		if err != nil {
			return err
		}
		twin, err := w.exactTwin(ctx, inv)
		if err != nil {
			return err
		}
		if twin != nil {
			return domain.RefuseField(domain.CodeDuplicate, "number", "The same invoice is here already as %s.", twin.Key).
				With("candidates", []string{twin.ID.String()})
		}
		inv.Key = key
		permit, err := s.askAgain(ctx, w, domain.EnterInvoice, inv)
		if err != nil {
			return err
		}
		if err := s.enter(ctx, w, inv, permit); err != nil {
			return err
		}
		done.Invoice = inv.ID
		return nil
	})
}

// UpdateInvoice mends an invoice. When what an approval covers changes, approvals given before fall and it is routed anew.
//
// Errors: NOT_FOUND; FORBIDDEN; DUTY_CONFLICT for who approved it; STALE; WRONG_STATE; INVALID.
func (s *Service) UpdateInvoice(ctx context.Context, in domain.UpdateInvoiceInput) (*Item, error) {
	return s.alter(ctx, command{name: "updateInvoice", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in}, in.Version,
		domain.EnterInvoice, func(w *work, inv *domain.Invoice) (domain.Event, error) {
			change := domain.InvoiceChange{Number: in.Number, IssuedOn: in.IssuedOn, DueOn: in.DueOn}
			if in.SupplierID != nil {
				supplier, err := w.tx.Supplier(ctx, in.SupplierID.UUID)
				if err != nil {
					return domain.Event{}, err
				}
				change.Supplier = supplier
			}
			return inv.Amend(change, w.actor, in.Reason, w.at)
		})
}

// CodeInvoice says where lines are booked; approvals given before fall.
//
// Errors: as UpdateInvoice.
func (s *Service) CodeInvoice(ctx context.Context, in domain.CodeInvoiceInput) (*Item, error) {
	return s.alter(ctx, command{name: "codeInvoice", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in}, in.Version,
		domain.CodeInvoice, func(w *work, inv *domain.Invoice) (domain.Event, error) {
			w.confirms = domain.LabelCoded
			coding, err := w.coding(in)
			if err != nil {
				return domain.Event{}, err
			}
			event, err := inv.Code(coding, w.actor, w.at)
			if err != nil {
				return event, err
			}
			return event, w.tx.SaveCoding(ctx, inv)
		})
}

// SubmitInvoice checks and routes an invoice that is a draft, on hold or was returned.
//
// Errors: NOT_FOUND; FORBIDDEN; DUTY_CONFLICT; STALE; WRONG_STATE; INVALID; DUPLICATE.
func (s *Service) SubmitInvoice(ctx context.Context, in domain.ActInput) (*Item, error) {
	return s.alter(ctx, command{name: "submitItem", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in}, in.Version,
		domain.EnterInvoice, func(w *work, inv *domain.Invoice) (domain.Event, error) {
			return inv.Submit(w.actor, w.at)
		})
}

// WithdrawInvoice takes back an invoice that nobody has approved yet.
//
// Errors: NOT_FOUND; FORBIDDEN; STALE; WRONG_STATE; INVALID without a reason.
func (s *Service) WithdrawInvoice(ctx context.Context, in domain.ActInput) (*Item, error) {
	return s.alter(ctx, command{name: "withdrawItem", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in}, in.Version,
		domain.EnterInvoice, func(w *work, inv *domain.Invoice) (domain.Event, error) {
			reason := ""
			if in.Reason != nil {
				reason = *in.Reason
			}
			return inv.Withdraw(w.actor, reason, w.at)
		})
}

// alter changes one invoice under its lock. What was claimed for the round before is released; an invoice that comes
// out SUBMITTED is checked and routed in the same transaction.
func (s *Service) alter(ctx context.Context, c command, version int, action domain.Action, decide func(*work, *domain.Invoice) (domain.Event, error)) (*Item, error) {
	var done Item
	c.answer = &done
	return &done, s.change(ctx, c, func(w *work) error {
		inv, err := w.lockInvoice(ctx, c.about, version)
		if err != nil {
			return err
		}
		permit, err := s.gate.Allow(w.actor, action, inv.Facts(), w.at)
		if err != nil {
			return err
		}
		claimed, supplier := claims(inv.State), inv.SupplierID
		event, err := decide(w, inv)
		if err != nil {
			return err
		}
		if inv.SupplierID != supplier {
			if permit, err = s.askAgain(ctx, w, action, inv); err != nil {
				return err
			}
		}
		told, _, err := w.record(ctx, permit, event)
		if err != nil {
			return err
		}
		if err := w.confirmCoding(ctx, inv, event.Changes, told); err != nil {
			return err
		}
		if err := s.altered(ctx, w, inv, claimed); err != nil {
			return err
		}
		done.Invoice = inv.ID
		return w.save(ctx, inv)
	})
}

// altered follows a change of an invoice: what it claimed before is released, and one that came out SUBMITTED is checked and routed.
func (s *Service) altered(ctx context.Context, w *work, inv *domain.Invoice, claimed bool) error {
	if claimed && !claims(inv.State) {
		if err := w.release(ctx, inv); err != nil {
			return err
		}
	}
	if inv.State != domain.StateSubmitted {
		return nil
	}
	if err := w.tx.VoidDecisions(ctx, inv); err != nil {
		return err
	}
	if err := w.saveTasks(ctx, inv); err != nil { // the steps of the round before close first
		return err
	}
	return s.checkAndRoute(ctx, w, inv)
}

// askAgain asks once more when the supplier and the orders of an invoice are known, or are others, and with them what the
// actor has done there before.
func (s *Service) askAgain(ctx context.Context, w *work, action domain.Action, inv *domain.Invoice) (permit, error) {
	if err := w.tx.LoadUsed(ctx, inv); err != nil {
		return permit{}, err
	}
	return s.gate.Allow(w.actor, action, inv.Facts(), w.at)
}

// enter adds a new invoice, hands it in, checks and routes it. Whoever else had a hand in it, as who brought its file,
// stands on the same side of the segregation rules as who enters it.
func (s *Service) enter(ctx context.Context, w *work, inv *domain.Invoice, permit permit, others ...domain.Actor) error {
	inv.State, inv.Version, inv.CreatedAt, inv.UpdatedAt, inv.EnteredBy = domain.StateDraft, 1, w.at, w.at, w.actor
	if w.actor.IsPerson() {
		inv.EditedBy = w.actor.ID
	}
	event, err := inv.Submit(w.actor, w.at)
	if err != nil {
		return err
	}
	event.Kind, event.Text = "invoice.entered", fmt.Sprintf("%s entered the invoice.", actorName(w.actor))
	entered, _, err := w.record(ctx, permit, event)
	if err != nil {
		return err
	}
	inv.Used = append(inv.Used, permit.Duties()...)
	for _, other := range others {
		if !other.IsPerson() || other.ID == w.actor.ID {
			continue
		}
		theirs := permit.DutiesOf(other.ID)
		for i := range theirs {
			theirs[i].Event = entered
		}
		if _, err := w.tx.UseDuties(ctx, theirs); err != nil {
			return err
		}
		inv.Used = append(inv.Used, theirs...)
	}
	inv.State = domain.StateDraft // as it is first kept; the unique number counts from the moment it is routed
	if err := w.tx.InsertInvoice(ctx, inv); err != nil {
		return err
	}
	inv.State = domain.StateSubmitted
	w.watch(inv)
	if err := s.checkAndRoute(ctx, w, inv); err != nil {
		return err
	}
	return w.save(ctx, inv)
}

// invoiceKey is the next human key of an entity's invoices. It is taken before the change begins.
func (s *Service) invoiceKey(ctx context.Context, entity domain.EntityID) (string, error) {
	if s.directory.Load().entities[entity] == nil {
		return "", domain.RefuseField(domain.CodeInvalid, "entityId", "There is no such entity.")
	}
	return s.db.NextKey(ctx, entity, "INV", s.now().Year())
}

// coding finds the accounts and centres that an input names.
func (w *work) coding(in domain.CodeInvoiceInput) ([]domain.LineCoding, error) {
	var broken domain.Violations
	list := make([]domain.LineCoding, len(in.Lines))
	for i, l := range in.Lines {
		list[i] = domain.LineCoding{Number: l.Number, Account: w.dir.accountByID(l.AccountID)}
		if a := list[i].Account; a == nil || a.ID.Entity != in.ID.Entity {
			broken.Add(fmt.Sprintf("lines[%d].accountId", i), "known", "Line %d names an account that the entity does not have.", l.Number)
		}
		if l.CostCenterID == nil {
			continue
		}
		list[i].Center = w.dir.centerByID(*l.CostCenterID)
		if c := list[i].Center; c == nil || c.ID.Entity != in.ID.Entity {
			broken.Add(fmt.Sprintf("lines[%d].costCenterId", i), "known", "Line %d names a cost centre that the entity does not have.", l.Number)
		}
	}
	return list, broken.Err()
}

func actorName(a domain.Actor) string {
	if a.Kind == domain.ActorSystem {
		return "The " + a.Name
	}
	if a.OnBehalf.Name != "" {
		return a.Name + " for " + a.OnBehalf.Name
	}
	return a.Name
}
