package workflow

import (
	"context"
	"fmt"
	"strings"

	"countersign/domain"
	"countersign/store"
)

// enterRows enters the invoices of a file one by one, as their sender would. A repeat finds those that are in by their
// keys. Invoices that were refused are named in the job; the others stand.
func (s *Service) enterRows(ctx context.Context, task domain.ReadFile, intake *domain.Intake, rows []domain.InvoiceRow) error {
	var refused []string
	for _, row := range rows {
		in, err := s.inputOf(ctx, intake, row)
		if err == nil {
			_, err = s.CreateInvoice(ctx, in)
		}
		refusal := refusalOf(err)
		switch {
		case err != nil && refusal == nil:
			return err
		case refusal != nil:
			refused = append(refused, fmt.Sprintf("Row %d (%s): %s", row.Row, row.Number, refusal.Message))
		}
	}
	if len(refused) == len(rows) && len(rows) > 0 {
		return s.quarantine(ctx, task, "csv", domain.Refuse(domain.CodeInvalid, "None of its invoices could be entered. %s", atMost(refused)))
	}
	id := domain.ID{Kind: domain.NodeIntake, Entity: task.Entity, UUID: task.Intake}
	return s.change(ctx, command{name: "loadMasterData", entity: task.Entity, about: id}, func(w *work) error {
		intake, permit, err := s.lockIntake(ctx, w, id, 0, domain.EnterInvoice)
		if err != nil {
			return err
		}
		if intake.State != domain.IntakeReceived {
			return store.Rollback() // done before
		}
		format := "csv"
		intake.State, intake.Format = domain.IntakeAccepted, &format
		event := domain.Happened("master_data.loaded", intake.ID,
			fmt.Sprintf("%s of the file entered, %d refused.", plural(len(rows)-len(refused), "invoice"), len(refused))).With("refused", refused)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if err := w.tx.SaveIntake(ctx, intake); err != nil {
			return err
		}
		return w.endRows(ctx, domain.LoadMasterData{Entity: task.Entity, Intake: task.Intake, Job: task.Job}, len(rows), len(refused), atMost(refused))
	})
}

// inputOf is a row of the file as its sender would have typed it. Codes become ids; what is unknown is named by its row.
func (s *Service) inputOf(ctx context.Context, intake *domain.Intake, row domain.InvoiceRow) (domain.CreateInvoiceInput, error) {
	dir := s.directory.Load()
	var broken domain.Violations
	entity := dir.entityByCode(row.Entity)
	if entity == nil {
		return domain.CreateInvoiceInput{}, domain.RefuseField(domain.CodeInvalid, fmt.Sprintf("row %d, column entity", row.Row), "There is no entity %.20q.", row.Entity)
	}
	supplier, err := s.db.SupplierByNumber(ctx, row.Supplier)
	if err != nil {
		return domain.CreateInvoiceInput{}, err
	}
	if supplier == nil {
		return domain.CreateInvoiceInput{}, domain.RefuseField(domain.CodeInvalid, fmt.Sprintf("row %d, column supplier", row.Row), "There is no supplier %.40q.", row.Supplier)
	}
	in := domain.CreateInvoiceInput{
		EntityID: entity.ID, SupplierID: supplier.ID, Number: row.Number, Kind: &row.Kind, IssuedOn: row.IssuedOn, Currency: row.Currency,
		Gross: row.Gross, Tax: row.Tax, IdempotencyKey: fmt.Sprintf("%s:%d", intake.SHA256, row.Row),
	}
	if !row.DueOn.IsZero() {
		in.DueOn = &row.DueOn
	}
	if row.BankAccount != "" {
		in.BankAccount = &row.BankAccount
	}
	for _, l := range row.Lines {
		line := &domain.InvoiceLineInput{
			Text: l.Text, Quantity: l.Quantity, Unit: l.Unit, Price: l.Price, Amount: l.Amount, TaxCategory: l.TaxCategory,
			TaxRate: l.TaxRate, OrderNumber: l.OrderNumber,
		}
		if a := dir.accounts[place{entity.Number, l.Account}]; a != nil {
			line.AccountID = &a.ID
		} else if l.Account != "" {
			broken.Add(fmt.Sprintf("row %d, column account", l.Row), "known", "%s has no account %.40q.", entity.Code, l.Account)
		}
		if c := dir.centers[place{entity.Number, l.CostCenter}]; c != nil {
			line.CostCenterID = &c.ID
		} else if l.CostCenter != "" {
			broken.Add(fmt.Sprintf("row %d, column cost_center", l.Row), "known", "%s has no cost centre %.40q.", entity.Code, l.CostCenter)
		}
		in.Lines = append(in.Lines, line)
	}
	return in, broken.Err()
}

// atMost joins the first of many messages and counts the rest.
func atMost(messages []string) string {
	const shown = 20
	if len(messages) <= shown {
		return strings.Join(messages, " ")
	}
	return fmt.Sprintf("%s And %d more.", strings.Join(messages[:shown], " "), len(messages)-shown)
}
