package workflow

import (
	"context"
	"fmt"
	"strings"
	"time"

	"countersign/domain"
	"countersign/store"
)

// entering is how long one job enters the invoices of a file before it hands the rest on to the next: the work of a
// killed process waits as long as its job may last, and a large file takes half an hour.
const entering = 10 * time.Second

// enterRows enters the invoices of a file one by one, as their sender would, from where the job before left off. A repeat
// finds those that are in by their keys. Invoices that were refused are named in the job; the others stand.
func (s *Service) enterRows(ctx context.Context, task domain.LoadMasterData, intake *domain.Intake, rows []domain.InvoiceRow) error {
	job, err := s.db.JobsByID(ctx, domain.ScopeOf(task.Entity), []domain.ID{{Kind: domain.NodeJob, Entity: task.Entity, UUID: task.Job}})
	if err != nil {
		return err
	}
	if len(job) != 1 {
		return fmt.Errorf("the job %s is gone", task.Job)
	}
	begun := tallyOf(job[0])
	t, until := begun, s.now().Add(entering)
	for t.done < len(rows) && (t.done == begun.done || s.now().Before(until)) {
		row := rows[t.done]
		in, err := s.inputOf(ctx, intake, row)
		if err == nil {
			_, err = s.CreateInvoice(ctx, in)
		}
		refusal := refusalOf(err)
		if err != nil && (refusal == nil || refusal.Code == domain.CodeUnauthenticated) { // they left meanwhile
			return err
		}
		t.done++
		if refusal != nil {
			t.refuse(fmt.Sprintf("Row %d (%s): %s", row.Row, row.Number, refusal.Message))
		}
	}
	if t.done == len(rows) && t.refused == len(rows) && len(rows) > 0 {
		return domain.Refuse(domain.CodeInvalid, "None of its invoices could be entered. %s", t)
	}
	return s.keepTally(ctx, task, begun, t, len(rows))
}

// keepTally ends the file when all its rows are done, else it keeps how far they are and the job that does the rest.
func (s *Service) keepTally(ctx context.Context, task domain.LoadMasterData, begun, t tally, total int) error {
	id := domain.ID{Kind: domain.NodeIntake, Entity: task.Entity, UUID: task.Intake}
	return s.change(ctx, command{name: "loadMasterData", entity: task.Entity, about: id}, func(w *work) error {
		intake, permit, err := s.lockIntake(ctx, w, id, 0, domain.EnterInvoice)
		if err != nil {
			return err
		}
		job, err := w.tx.JobForUpdate(ctx, domain.ID{Kind: domain.NodeJob, Entity: task.Entity, UUID: task.Job})
		if err != nil {
			return err
		}
		if intake.State != domain.IntakeReceived || job.Done != begun.done {
			return store.Rollback() // done before
		}
		if t.done < total {
			return w.leaveRest(ctx, task, permit, job, t, total)
		}
		format := "csv"
		intake.State, intake.Format = domain.IntakeAccepted, &format
		event := domain.Happened("master_data.loaded", intake.ID,
			fmt.Sprintf("%s of the file entered, %d refused.", plural(t.done-t.refused, "invoice"), t.refused)).With("refused", t.refused)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if err := w.tx.SaveIntake(ctx, intake); err != nil {
			return err
		}
		return w.endRows(ctx, task, t.done, t.refused, t.String())
	})
}

// leaveRest keeps how far the file is and the job that goes on.
func (w *work) leaveRest(ctx context.Context, task domain.LoadMasterData, permit permit, job *domain.Job, t tally, total int) error {
	intake := domain.ID{Kind: domain.NodeIntake, Entity: task.Entity, UUID: task.Intake}
	event := domain.Happened("master_data.loading", intake, fmt.Sprintf("%d of %s of the file are done.", t.done, plural(total, "invoice")))
	if _, _, err := w.record(ctx, permit, event.With("done", t.done).With("refused", t.refused)); err != nil {
		return err
	}
	job.State, job.Stage, job.Done, job.Total, job.Failed, job.UpdatedAt = domain.JobRunning, "reading", t.done, &total, t.refused, w.at
	if t.told != "" {
		job.Error = &t.told
	}
	w.follow(domain.Happened("job.progressed", job.ID, "The work goes on."))
	w.enqueue(task)
	return w.tx.SaveJob(ctx, job)
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

// tally is what came of the invoices of a file so far. It is kept in the job between two pieces.
type tally struct {
	done, refused int
	told          string // the first refusals in words
}

// toldRefusals is how many refused invoices are named; the rest is counted.
const toldRefusals = 20

func tallyOf(j *domain.Job) tally {
	t := tally{done: j.Done, refused: j.Failed}
	if j.Error != nil {
		t.told = *j.Error
	}
	return t
}

func (t *tally) refuse(message string) {
	if t.refused++; t.refused <= toldRefusals {
		t.told = strings.TrimSpace(t.told + " " + message)
	}
}

// String names the first refusals and counts the rest; "" when there are none.
func (t tally) String() string {
	if t.refused <= toldRefusals {
		return t.told
	}
	return fmt.Sprintf("%s And %d more.", t.told, t.refused-toldRefusals)
}
