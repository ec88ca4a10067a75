package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/domain"
)

// governed puts the models of the British works under somebody's care, with a promise for coding in force and a stricter one that
// waits for a second person.
func (d *demoControls) governed(at time.Time) {
	d.now = at
	plant, owner := domain.EntityNode(4), d.user("dagmar.wesseling")
	for _, use := range []domain.AiUse{domain.UseCodeLine, domain.UseDuplicate, domain.UseSupplierMismatch} {
		d.do(func() error {
			_, err := d.NameModelOwner(d.as("beatrix.amsholt"), domain.NameModelOwnerInput{
				EntityID: plant, Use: use, OwnerID: owner, Reason: "Answers for the models of the works.", IdempotencyKey: d.key(),
			})
			return err
		})
	}
	d.later(20 * time.Minute)
	inForce := d.promised(plant, 0.02, "Two in a hundred may be booked wrong: what the review of the year found among people.")
	d.later(35 * time.Minute)
	d.do(func() error {
		_, err := d.PublishAdvicePolicy(d.as("dagmar.wesseling"), domain.PublishAdvicePolicyInput{ID: inForce.Policy, IdempotencyKey: d.key()})
		return err
	})
	d.later(3 * time.Hour)
	d.promised(plant, 0.01, "The auditors ask for one in a hundred.")
}

// promised drafts a promise for the coding of lines.
func (d *demoControls) promised(plant domain.ID, target float64, reason string) *AdvicePolicyDone {
	euros := func(amount string) *domain.MoneyInput {
		return &domain.MoneyInput{Amount: domain.MustDecimal(amount), Currency: "EUR"}
	}
	return try(d, func() (*AdvicePolicyDone, error) {
		return d.DraftAdvicePolicy(d.as("lennart.quist"), domain.DraftAdvicePolicyInput{
			EntityID: plant, Use: domain.UseCodeLine, Automatic: true, Target: target, Audit: 0.05, SuggestFrom: 0.3, Cap: euros("5000"), Budget: euros("2000"),
			Reason: reason, IdempotencyKey: d.key(),
		})
	})
}

// advised has a supplier's lines booked elsewhere than was agreed with it, has models learn that, and lets three more invoices of it
// come in: what they say of these waits for the clerks.
func (d *demoControls) advised(at time.Time) {
	d.now = at
	plant := domain.EntityNode(2)
	suppliers := try(d, func() (*domain.Page[*domain.Supplier], error) {
		page, err := d.Suppliers(d.as("emre.tasdemir"), domain.SupplierFilter{Country: []string{"DE"}, Risk: []string{"LOW"}, Status: []string{"ACTIVE"}}, List{Page: domain.PageRequest{First: 6}})
		return &page, err
	})
	coding := d.otherwise(plant, "6300")
	if d.fault != nil || len(suppliers.Items) == 0 {
		return
	}
	from := suppliers.Items[len(suppliers.Items)-1]
	for n := range 5 {
		inv := d.entered(plant, from, n)
		d.later(2 * time.Minute)
		d.do(func() error {
			nodes, err := d.Nodes(d.as("emre.tasdemir"), []domain.ID{inv.Invoice}, 0)
			if err != nil {
				return err
			}
			stands, ok := nodes[0].(*domain.Invoice)
			if !ok {
				return fmt.Errorf("invoice %s is not there", inv.Invoice)
			}
			_, err = d.CodeInvoice(d.as("emre.tasdemir"), domain.CodeInvoiceInput{
				ID: inv.Invoice, Version: stands.Version, IdempotencyKey: d.key(), Lines: []*domain.LineCodingInput{coding},
			})
			return err
		})
		d.later(2 * time.Minute)
	}
	d.learned()
	for n := range 3 {
		d.entered(plant, from, 5+n)
		d.later(time.Minute)
	}
}

// otherwise books the first line on an account of the plant, by its code, and on a cost centre of it.
func (d *demoControls) otherwise(plant domain.ID, code string) *domain.LineCodingInput {
	coding := &domain.LineCodingInput{Number: 1}
	d.do(func() error {
		accounts, err := d.Accounts(d.as("emre.tasdemir"), plant)
		if err != nil {
			return err
		}
		for _, a := range accounts {
			if a.Code == code {
				coding.AccountID = a.ID
			}
		}
		centers, err := d.CostCenters(d.as("emre.tasdemir"), plant)
		if err == nil && len(centers) > 0 {
			coding.CostCenterID = &centers[0].ID
		}
		return err
	})
	return coding
}

// entered is one more invoice of a supplier for the upkeep of what it delivered.
func (d *demoControls) entered(plant domain.ID, from *domain.Supplier, n int) *Item {
	return try(d, func() (*Item, error) {
		net := domain.NewDecimal(int64(90_000+7_350*n), 2)
		return d.CreateInvoice(d.as("jana.koehlert"), domain.CreateInvoiceInput{
			EntityID: plant, SupplierID: from.ID, Number: fmt.Sprintf("SW-%d-%03d", d.now.Year(), 118+n), IssuedOn: domain.DateOf(d.now).AddDays(-4),
			Currency: "EUR", Gross: net, Tax: domain.MustDecimal("0.00"), IdempotencyKey: d.key(),
			Lines: []*domain.InvoiceLineInput{{Text: "Software upkeep of the mill", Amount: net, TaxCategory: new("E"), TaxRate: new(domain.MustDecimal("0"))}},
		})
	})
}

// learned waits until all of the history has its place in the log, and has models learn it.
func (d *demoControls) learned() {
	d.do(func() error {
		ctx, cancel := context.WithCancel(d.ctx)
		done := make(chan struct{})
		go func() { d.Sequence(ctx); close(done) }()
		defer func() { cancel(); <-done }()
		for {
			waits, err := d.db.Unplaced(ctx)
			if err != nil {
				return err
			}
			if !waits {
				_, err = d.Learn(ctx)
				return err
			}
			time.Sleep(10 * time.Millisecond)
		}
	})
}
