package workflow

import (
	"context"
	"fmt"
	"strings"
	"time"

	"countersign/domain"
)

// oldestPeriodDays is how far back periods are looked at: nobody posts into a year that ended more than a month ago.
const oldestPeriodDays = 400

// gather reads everything that the checks compare the invoice with. Sources inside our own database cannot be down
// without the whole change failing; what comes from elsewhere is marked with its age.
func (s *Service) gather(ctx context.Context, w *work, inv *domain.Invoice) (*domain.CheckFacts, error) {
	entity := w.dir.entities[inv.ID.Entity]
	f := &domain.CheckFacts{Invoice: inv, Entity: entity, Now: w.at, Centers: w.dir.codes(inv.ID.Entity)}
	var err error
	if !inv.SupplierID.IsZero() {
		if f.Supplier, err = w.tx.Supplier(ctx, inv.SupplierID); err != nil {
			return nil, err
		}
		inv.Supplier = f.Supplier
	}
	if f.Twins, err = w.tx.Twins(ctx, inv); err != nil {
		return nil, err
	}
	if f.Orders, err = w.tx.OrdersByNumber(ctx, inv.ID.Entity, inv.OrderNumbers(), w.at); err != nil {
		return nil, err
	}
	if f.Periods, err = w.tx.Periods(ctx, inv.ID.Entity, domain.DateOf(w.at).AddDays(-oldestPeriodDays)); err != nil {
		return nil, err
	}
	if f.Rate, err = w.tx.RateOn(ctx, inv.Currency, w.dir.currency, domain.DateOf(w.at)); err != nil {
		return nil, err
	}
	policy, err := w.tx.ActivePolicy(ctx, "match_tolerance")
	if err != nil {
		return nil, err
	}
	if policy.Tolerance != nil {
		f.Tolerance = *policy.Tolerance
	}
	return f, nil
}

// value says what the invoice is worth in the entity's and the group's currency, at the newest rate of the day. Without
// a rate both stay unstated, and the check of rates blocks it.
func (w *work) value(ctx context.Context, inv *domain.Invoice) error {
	entity := w.dir.entities[inv.ID.Entity]
	if entity == nil {
		return domain.RefuseField(domain.CodeInvalid, "entityId", "There is no such entity.")
	}
	day := domain.DateOf(w.at)
	group, err := w.tx.RateOn(ctx, inv.Currency, w.dir.currency, day)
	if err != nil || group == nil || inv.Gross.IsZero() {
		return err
	}
	base, err := w.tx.RateOn(ctx, entity.Base, w.dir.currency, day)
	if err != nil || base == nil {
		return err
	}
	if inv.Group, err = inv.Gross.Convert(group.Rate, w.dir.currency); err != nil {
		return err
	}
	if inv.Base, err = inv.Gross.Cross(group.Rate, base.Rate, entity.Base); err != nil {
		return err
	}
	inv.RateDate, inv.RateSource = group.On, group.Source
	if inv.Currency == w.dir.currency && entity.Base != w.dir.currency {
		inv.RateDate, inv.RateSource = base.On, base.Source
	}
	return nil
}

// codes are the cost centres of an entity by code.
func (d *directory) codes(entity domain.EntityID) map[string]*domain.CostCenter {
	codes := map[string]*domain.CostCenter{}
	for _, c := range d.list.Centers {
		if c.ID.Entity == entity {
			codes[c.Code] = c
		}
	}
	return codes
}

// preCode books lines that nobody coded: as their order says, else as agreed with the supplier.
func (w *work) preCode(inv *domain.Invoice, f *domain.CheckFacts) {
	byNumber := map[string]*domain.PurchaseOrder{}
	for i := range f.Orders {
		byNumber[f.Orders[i].Number] = &f.Orders[i]
	}
	for i := range inv.Lines {
		l := &inv.Lines[i]
		account, center := "", ""
		if order := orderOf(inv, l, byNumber); order != nil && len(order.Lines) > 0 {
			account, center = order.Lines[0].Account, order.Lines[0].CostCenter
		}
		if f.Supplier != nil && account == "" {
			account = f.Supplier.DefaultAccount
		}
		if f.Supplier != nil && center == "" {
			center = f.Supplier.DefaultCenter
		}
		if l.AccountCode == "" && w.dir.accounts[place{inv.ID.Entity, account}] != nil {
			l.AccountCode = account
		}
		if l.CenterCode == "" && w.dir.centers[place{inv.ID.Entity, center}] != nil {
			l.CenterCode = center
		}
	}
}

func orderOf(inv *domain.Invoice, l *domain.InvoiceLine, byNumber map[string]*domain.PurchaseOrder) *domain.PurchaseOrder {
	if l.OrderNumber != nil {
		return byNumber[strings.TrimSpace(*l.OrderNumber)]
	}
	if len(inv.Orders) > 0 {
		return byNumber[strings.TrimSpace(inv.Orders[0])]
	}
	return nil
}

// due is when a step that opens now should be decided: two working days of the entity later.
func (w *work) due(inv *domain.Invoice) *time.Time {
	entity := w.dir.entities[inv.ID.Entity]
	at := dueAfter(entity, w.at, 2)
	return &at
}

// typed makes an invoice of what somebody typed in. Errors: INVALID with every violation.
func (w *work) typed(ctx context.Context, id domain.ID, in domain.CreateInvoiceInput) (*domain.Invoice, error) {
	supplier, err := w.tx.Supplier(ctx, in.SupplierID.UUID)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
		return nil, domain.RefuseField(domain.CodeInvalid, "supplierId", "There is no such supplier.")
	case err != nil:
		return nil, err
	}
	var broken domain.Violations
	money := func(field string, d domain.Decimal) domain.Money {
		m, err := domain.MoneyOf(d, in.Currency)
		if refusal := refusalOf(err); refusal != nil {
			broken.Add(field, "precision", "%s", refusal.Message)
		}
		return m
	}
	inv := &domain.Invoice{
		ID: id, Number: strings.TrimSpace(in.Number), NumberNorm: domain.NormaliseNumber(in.Number), Kind: domain.KindInvoice, SupplierID: supplier.ID.UUID, Supplier: supplier,
		SellerName: supplier.Name, IssuedOn: in.IssuedOn, Currency: in.Currency, ReceivedAt: w.at,
		Gross: money("gross", in.Gross), Tax: money("tax", in.Tax),
	}
	inv.Payable = inv.Gross
	if in.Kind != nil {
		inv.Kind = *in.Kind
	}
	inv.DueOn = in.IssuedOn.AddDays(supplier.PaymentTermDays)
	if in.DueOn != nil {
		inv.DueOn = *in.DueOn
	}
	if in.BankAccount != nil {
		inv.BankAccount = domain.FoldAccount(*in.BankAccount)
	}
	if len(in.Lines) == 0 || len(in.Lines) > 1000 {
		broken.Add("lines", "length", "An invoice has 1 to 1,000 lines.")
	}
	inv.Net = domain.NewMoney(inv.Gross.Minor-inv.Tax.Minor, in.Currency)
	for i, l := range in.Lines {
		inv.Lines = append(inv.Lines, w.typedLine(inv, i, l, money, &broken))
	}
	inv.Taxes = domain.TaxesOf(inv)
	return inv, broken.Err()
}

func (w *work) typedLine(inv *domain.Invoice, i int, in *domain.InvoiceLineInput, money func(string, domain.Decimal) domain.Money, broken *domain.Violations) domain.InvoiceLine {
	at := func(field string) string { return fmt.Sprintf("lines[%d].%s", i, field) }
	line := domain.InvoiceLine{
		ID:     domain.ID{Kind: domain.NodeInvoiceLine, Entity: inv.ID.Entity, UUID: domain.NewUUID(w.at)},
		Number: i + 1, Text: strings.TrimSpace(in.Text), Quantity: in.Quantity, Unit: in.Unit, Price: in.Price,
		Amount: money(at("amount"), in.Amount), TaxCategory: in.TaxCategory, TaxRate: in.TaxRate, OrderNumber: in.OrderNumber,
	}
	if n := len([]rune(line.Text)); n < 1 || n > 1000 {
		broken.Add(at("text"), "length", "Line %d needs a text of 1 to 1,000 characters.", i+1)
	}
	standard, zero := "S", domain.Decimal{}
	if line.TaxCategory == nil {
		line.TaxCategory = &standard
	}
	if line.TaxRate == nil {
		line.TaxRate = &zero
	}
	if in.AccountID != nil {
		if a := w.dir.accountByID(*in.AccountID); a != nil && a.ID.Entity == inv.ID.Entity {
			line.AccountCode = a.Code
		} else {
			broken.Add(at("accountId"), "known", "Line %d names an account that the entity does not have.", i+1)
		}
	}
	if in.CostCenterID != nil {
		if c := w.dir.centerByID(*in.CostCenterID); c != nil && c.ID.Entity == inv.ID.Entity {
			line.CenterCode = c.Code
		} else {
			broken.Add(at("costCenterId"), "known", "Line %d names a cost centre that the entity does not have.", i+1)
		}
	}
	return line
}
