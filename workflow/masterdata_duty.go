package workflow

import (
	"context"
	"fmt"
	"slices"

	"countersign/domain"
)

// telling is how a load tells of one record, and which right that needs.
type telling struct {
	kind   string // of the event
	action domain.Action
	verb   string
}

// tellings says what is told of a record that a load of this kind touched.
func tellings(rows domain.MasterDataKind, t domain.Touched) []telling {
	switch rows {
	case domain.RowsPurchaseOrders:
		return []telling{{"order.changed", domain.EditOrder, "brought or changed the order"}}
	case domain.RowsReceipts:
		return []telling{{"order.received", domain.RecordReceipt, "recorded receipts of the order"}}
	}
	var list []telling
	if t.Details {
		list = append(list, telling{"supplier.changed", domain.EditSupplier, "brought or changed the supplier"})
	}
	if t.Bank {
		list = append(list, telling{"supplier.bank_changed", domain.EditSupplierBank, "changed bank details of the supplier"})
	}
	return list
}

// maxTouched is how many records one file may bring or change: each is told of and uses duties, a supplier's in every
// entity, and a file is kept whole within the time of one job.
var maxTouched = map[domain.MasterDataKind]int{
	domain.RowsSuppliers: 20_000, domain.RowsPurchaseOrders: 50_000, domain.RowsReceipts: 50_000,
}

// touchedAtOnce is how many records are looked up in one statement.
const touchedAtOnce = 500

// tellTouched tells of every supplier and order that a load touched, by the right of who brought it, and uses their
// duties: on a supplier in every entity, on an order with what is linked to it.
//
// Errors: FORBIDDEN and DUTY_CONFLICT name the record; INVALID when there are too many.
func (s *Service) tellTouched(ctx context.Context, w *work, rows domain.MasterDataKind, touched []domain.Touched) error {
	if most := maxTouched[rows]; len(touched) > most {
		return domain.Refuse(domain.CodeInvalid, "The file brings or changes %d records; bring at most %d at once.", len(touched), most)
	}
	for part := range slices.Chunk(touched, touchedAtOnce) {
		used, err := w.usedOn(ctx, s.gate.Parties(w.actor), part)
		if err != nil {
			return err
		}
		var spent []domain.DutyUse
		for _, t := range part {
			facts := domain.Facts{Kind: t.ID.Kind, Entity: t.ID.Entity, ID: t.ID.UUID, Counterparty: t.Counterparty}
			facts.Used = domain.UsedOn(facts, used)
			for _, tell := range tellings(rows, t) {
				permit, err := s.gate.Allow(w.actor, tell.action, facts, w.at)
				if err != nil {
					return about(err, t)
				}
				text := fmt.Sprintf("%s %s %s.", actorName(w.actor), tell.verb, t.Number)
				_, uses, err := w.admit(permit, domain.Happened(tell.kind, t.ID, text).With("number", t.Number).AtVersion(t.Version))
				if err != nil {
					return err
				}
				spent = append(spent, uses...)
			}
		}
		if _, err := w.tx.UseDuties(ctx, spent); err != nil {
			return err
		}
	}
	return nil
}

// usedOn are the duties that people used before on the chains of records: their own, their suppliers', the entities'.
func (w *work) usedOn(ctx context.Context, people []domain.UUID, records []domain.Touched) ([]domain.DutyUse, error) {
	chains := make([]domain.UUID, 0, 2*len(records))
	for _, t := range records {
		chains = append(chains, t.ID.UUID, t.Counterparty)
	}
	return w.tx.UsedInGroup(ctx, people, chains, w.dir.numbers())
}

// about names the record that a refusal is about.
func about(err error, t domain.Touched) error {
	refusal := refusalOf(err)
	if refusal == nil {
		return err
	}
	named := *refusal
	noun := "Supplier"
	if t.ID.Kind == domain.NodePurchaseOrder {
		noun = "Order"
	}
	named.Message = fmt.Sprintf("%s %s: %s", noun, t.Number, refusal.Message)
	return &named
}
