package workflow

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"countersign/connect"
	"countersign/domain"
	"countersign/store"
)

// LoadMasterData loads the rows of a received CSV file in the name of who asked for it, all or none; invoices are entered
// one by one, each with its own answer, for some seconds, then the rest is left to the next job. What cannot be loaded is
// quarantined with every fault by row and column. Repeating it changes nothing.
func (s *Service) LoadMasterData(ctx context.Context, task domain.LoadMasterData) error {
	reading := domain.ReadFile{Entity: task.Entity, Intake: task.Intake, Job: task.Job}
	if ended, err := s.ended(ctx, task.Entity, task.Job); err != nil {
		return err
	} else if ended {
		return s.quarantine(ctx, reading, "csv", leftMeanwhile())
	}
	id := domain.ID{Kind: domain.NodeIntake, Entity: task.Entity, UUID: task.Intake}
	intake, content, err := s.receivedFile(domain.WithActor(ctx, domain.SystemActor("intake")), id)
	if err != nil || intake.State != domain.IntakeReceived {
		return err
	}
	asker, err := s.whoAsked(ctx, reading, intake)
	if err != nil {
		return err
	}
	err = s.loadRows(domain.WithActor(ctx, asker), task, intake, content)
	if refusalOf(err) != nil {
		return s.quarantine(ctx, reading, "csv", err)
	}
	return err
}

// loadRows loads what a file holds.
func (s *Service) loadRows(ctx context.Context, task domain.LoadMasterData, intake *domain.Intake, content []byte) error {
	sheet, err := connect.ReadSheet(task.Rows, content)
	if err != nil {
		return err
	}
	if sheet.Kind == domain.RowsInvoices {
		return s.enterRows(ctx, task, intake, sheet.Invoices)
	}
	return s.loadSheet(ctx, task, sheet)
}

// loadSheet keeps all rows of a sheet, for entities that the actor may each edit.
func (s *Service) loadSheet(ctx context.Context, task domain.LoadMasterData, sheet *connect.Sheet) error {
	id := domain.ID{Kind: domain.NodeIntake, Entity: task.Entity, UUID: task.Intake}
	action := masterDataActions[task.Rows]
	return s.change(ctx, command{name: "loadMasterData", entity: task.Entity, about: id}, func(w *work) error {
		intake, permit, err := s.lockIntake(ctx, w, id, 0, action)
		if err != nil {
			return err
		}
		if intake.State != domain.IntakeReceived {
			return store.Rollback() // done before
		}
		if err := s.mayEdit(w, action, sheet); err != nil {
			return err
		}
		loaded, err := w.keepRows(ctx, sheet)
		if err != nil {
			return err
		}
		format := "csv"
		intake.State, intake.Format = domain.IntakeAccepted, &format
		text := fmt.Sprintf("%s loaded: %d new or changed.", plural(sheet.Rows, "row"), loaded.Changed)
		event := domain.Happened("master_data.loaded", intake.ID, text).With("rows", task.Rows).With("read", sheet.Rows).
			With("changed", loaded.Changed).With("charset", sheet.Charset).With("delimiter", sheet.Delimiter)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if err := s.tellTouched(ctx, w, sheet.Kind, loaded.Touched); err != nil {
			return err
		}
		if err := w.tx.SaveIntake(ctx, intake); err != nil {
			return err
		}
		return w.endRows(ctx, task, sheet.Rows, 0, "")
	})
}

// mayEdit asks for every entity that the rows name, beside the one that received the file.
func (s *Service) mayEdit(w *work, action domain.Action, sheet *connect.Sheet) error {
	named := map[string]bool{}
	for _, r := range sheet.CostCenters {
		named[r.Entity] = true
	}
	for _, r := range sheet.Accounts {
		named[r.Entity] = true
	}
	for _, r := range sheet.Orders {
		named[r.Entity] = true
	}
	for _, r := range sheet.Receipts {
		named[r.Entity] = true
	}
	for _, r := range sheet.Budgets {
		named[r.Entity] = true
	}
	for _, code := range slices.Sorted(maps.Keys(named)) {
		e := w.dir.entityByCode(code)
		if e == nil {
			continue // the store names the row
		}
		if _, err := s.gate.Allow(w.actor, action, domain.Facts{Entity: e.Number}, w.at); err != nil {
			return err
		}
	}
	return nil
}

// keepRows writes a sheet and says what it changed.
func (w *work) keepRows(ctx context.Context, sheet *connect.Sheet) (loaded store.Loaded, err error) {
	switch sheet.Kind {
	case domain.RowsEntities:
		loaded.Changed, err = w.tx.UpsertEntities(ctx, sheet.Entities)
	case domain.RowsCostCenters:
		loaded.Changed, err = w.tx.UpsertCostCenters(ctx, sheet.CostCenters)
	case domain.RowsAccounts:
		loaded.Changed, err = w.tx.UpsertAccounts(ctx, sheet.Accounts)
	case domain.RowsSuppliers:
		return w.tx.UpsertSuppliers(ctx, sheet.Suppliers, w.at)
	case domain.RowsPurchaseOrders:
		return w.tx.UpsertOrders(ctx, sheet.Orders)
	case domain.RowsReceipts:
		return w.tx.UpsertReceipts(ctx, sheet.Receipts)
	case domain.RowsBudgets:
		loaded.Changed, err = w.tx.UpsertBudgets(ctx, sheet.Budgets, w.at)
	case domain.RowsRates:
		loaded.Changed, err = w.tx.UpsertRates(ctx, sheet.Rates)
	default:
		err = fmt.Errorf("load rows of kind %s: nobody keeps them", sheet.Kind)
	}
	return loaded, err
}

// endRows says what came of a job that loaded rows.
func (w *work) endRows(ctx context.Context, task domain.LoadMasterData, done, failed int, problem string) error {
	j, err := w.tx.JobForUpdate(ctx, domain.ID{Kind: domain.NodeJob, Entity: task.Entity, UUID: task.Job})
	if err != nil {
		return err
	}
	j.State, j.Stage, j.Done, j.Total, j.Failed, j.UpdatedAt = domain.JobDone, "done", done, &done, failed, w.at
	j.ResultID = domain.ID{Kind: domain.NodeIntake, Entity: task.Entity, UUID: task.Intake}
	if problem != "" {
		j.Error = &problem
	}
	w.follow(domain.Happened("job.ended", j.ID, "The work ended.").With("result", j.ResultID))
	return w.tx.SaveJob(ctx, j)
}
