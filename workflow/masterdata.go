package workflow

import (
	"context"

	"countersign/domain"
)

// masterDataActions says who may load which rows.
var masterDataActions = map[string]domain.Action{
	"ENTITIES": domain.EditMasterData, "COST_CENTERS": domain.EditMasterData, "ACCOUNTS": domain.EditChart,
	"PURCHASE_ORDERS": domain.EditOrder, "RECEIPTS": domain.RecordReceipt, "BUDGETS": domain.EditMasterData,
	"RATES": domain.EditRate, "SUPPLIERS": domain.EditSupplier, "INVOICES": domain.EnterInvoice,
}

// ImportMasterData asks for a received CSV file to be loaded.
//
// Errors: NOT_FOUND; FORBIDDEN; INVALID for an unknown kind; WRONG_STATE when it was read before.
func (s *Service) ImportMasterData(ctx context.Context, in domain.ImportMasterDataInput) (*domain.Job, error) {
	var job domain.Job
	c := command{name: "importMasterData", entity: in.UploadID.Entity, about: in.UploadID, key: in.IdempotencyKey, body: in, answer: &job}
	action, known := masterDataActions[in.Kind]
	if !known {
		return nil, domain.RefuseField(domain.CodeInvalid, "kind", "There are no rows of this kind.")
	}
	return &job, s.change(ctx, c, func(w *work) error {
		intake, permit, err := s.lockIntake(ctx, w, in.UploadID, 0, action)
		if err != nil {
			return err
		}
		if intake.State != domain.IntakeReceived && intake.State != domain.IntakeQuarantined {
			return wrongIntake(intake)
		}
		intake.State, intake.ProblemCode, intake.Problem, intake.ProblemField = domain.IntakeReceived, nil, nil, nil
		job = *newJob(w, "master-data", intake, "waiting")
		event := domain.Happened("file.load_asked", intake.ID, actorName(w.actor)+" asked for the rows to be loaded.").
			With("job", job.ID).With("rows", in.Kind)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		w.enqueue(domain.LoadMasterData{Entity: intake.ID.Entity, Intake: intake.ID.UUID, Job: job.ID.UUID, Rows: in.Kind})
		if err := w.tx.InsertJob(ctx, &job); err != nil {
			return err
		}
		return w.tx.SaveIntake(ctx, intake)
	})
}
