package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/connect"
	"countersign/domain"
	"countersign/store"
)

// ReadFile reads a received file, and turns it into an invoice that is checked and routed, or into statements that are
// loaded, all or nothing: what it is shows its content. What cannot be read is quarantined with the reason; nothing is lost. It acts in the name of who asked for it, with the rights they
// have now. Repeating it changes nothing.
func (s *Service) ReadFile(ctx context.Context, task domain.ReadFile) error {
	if ended, err := s.ended(ctx, task.Entity, task.Job); err != nil {
		return err
	} else if ended {
		return s.quarantine(ctx, task, "", leftMeanwhile())
	}
	id := domain.ID{Kind: domain.NodeIntake, Entity: task.Entity, UUID: task.Intake}
	intake, content, err := s.receivedFile(domain.WithActor(ctx, domain.SystemActor("intake")), id)
	if err != nil || intake.State != domain.IntakeReceived {
		return err
	}
	asker, err := s.whoAsked(ctx, task, intake)
	if err != nil {
		return err
	}
	asking := domain.WithActor(ctx, asker)
	mapping, err := s.mappingFor(ctx, intake)
	if err != nil {
		return err
	}
	if reading, format, err := readStatements(intake, mapping, content); reading != nil {
		if err == nil {
			err = s.takeInStatements(asking, task, reading, format)
		}
		if refusalOf(err) != nil {
			return s.quarantine(ctx, task, string(format), err)
		}
		return err
	}
	format, err := s.becomeInvoice(asking, task, intake, content)
	switch domain.CodeOf(err) {
	case domain.CodeDuplicate, domain.CodeStale: // somebody's change came first; now it can be seen
		format, err = s.becomeInvoice(asking, task, intake, content)
	}
	if refusalOf(err) != nil {
		return s.quarantine(ctx, task, string(format), err)
	}
	return err
}

// whoAsked is who asked for the file to be read: a resubmission need not be by who brought it.
func (s *Service) whoAsked(ctx context.Context, task domain.ReadFile, intake *domain.Intake) (domain.Actor, error) {
	asker := intake.ReceivedBy
	jobs, err := s.db.JobsByID(ctx, domain.ScopeOf(task.Entity), []domain.ID{{Kind: domain.NodeJob, Entity: task.Entity, UUID: task.Job}})
	if err != nil {
		return asker, err
	}
	for _, j := range jobs {
		if p := s.directory.Load().people[j.ActorID]; p != nil {
			asker = domain.Actor{Kind: domain.ActorPerson, ID: p.ID.UUID, Name: p.Name}
		}
	}
	asker.Auth, asker.RequestID = domain.AuthJob, "job:"+task.Job.String()
	return asker, nil
}

// becomeInvoice reads the file and takes it in.
func (s *Service) becomeInvoice(ctx context.Context, task domain.ReadFile, intake *domain.Intake, content []byte) (connect.Format, error) {
	document, format, err := connect.ReadInvoice(intake.File.Name, content)
	if err != nil {
		return format, err
	}
	inv, err := domain.NewInvoice(document, s.directory.Load().entities[task.Entity], s.now())
	if err != nil {
		return format, err
	}
	giveIDs(inv, s.now())
	inv.Format = string(format)
	if inv.Key, err = s.invoiceKey(ctx, task.Entity); err != nil {
		return format, err
	}
	return format, s.takeIn(ctx, task, inv)
}

// receivedFile is a received file's way with its bytes.
func (s *Service) receivedFile(ctx context.Context, id domain.ID) (*domain.Intake, []byte, error) {
	nodes, err := s.Nodes(ctx, []domain.ID{id}, 0)
	if err != nil {
		return nil, nil, err
	}
	intake, _ := nodes[0].(*domain.Intake)
	if intake == nil {
		return nil, nil, fmt.Errorf("the received file %s is gone", id)
	}
	_, content, err := s.File(ctx, intake.File.ID)
	return intake, content, err
}

// takeIn makes the invoice, or names its twin.
func (s *Service) takeIn(ctx context.Context, task domain.ReadFile, inv *domain.Invoice) error {
	id := domain.ID{Kind: domain.NodeIntake, Entity: task.Entity, UUID: task.Intake}
	return s.change(ctx, command{name: "readFile", entity: task.Entity, about: id}, func(w *work) error {
		intake, permit, err := s.lockIntake(ctx, w, id, 0, domain.EnterInvoice)
		if err != nil {
			return err
		}
		if intake.State != domain.IntakeReceived {
			return store.Rollback() // done before
		}
		intake.Format = &inv.Format
		supplier, err := w.tx.RecogniseSupplier(ctx, foldedTaxIDs(inv), inv.SellerName)
		if err != nil {
			return err
		}
		if supplier != nil {
			inv.Recognise(supplier)
		}
		twin, err := w.twinOf(ctx, intake, inv)
		if err != nil {
			return err
		}
		if !twin.IsZero() {
			return s.keepTwin(ctx, w, task, intake, twin, permit)
		}
		inv.FileID = intake.FileID
		entering, err := s.askAgain(ctx, w, domain.EnterInvoice, inv)
		if err != nil {
			return err
		}
		if err := s.enter(ctx, w, inv, entering, intake.ReceivedBy); err != nil {
			return err
		}
		intake.State, intake.InvoiceID = domain.IntakeAccepted, inv.ID.UUID
		w.follow(domain.Happened("file.accepted", intake.ID, "The file became invoice "+inv.Key+".").With("invoice", inv.ID))
		if err := w.tx.SaveIntake(ctx, intake); err != nil {
			return err
		}
		return w.endJob(ctx, task.Job, task.Entity, inv.ID, "")
	})
}

// twinOf is an accepted file with the same bytes, or an invoice in force of the same payee with the same number and
// amount; the zero id when there is none.
func (w *work) twinOf(ctx context.Context, intake *domain.Intake, inv *domain.Invoice) (domain.UUID, error) {
	twin, err := w.tx.AcceptedTwin(ctx, intake.ID.Entity, intake.SHA256)
	if err != nil || !twin.IsZero() {
		return twin, err
	}
	other, err := w.exactTwin(ctx, inv)
	if err != nil || other == nil {
		return twin, err
	}
	return other.ID.UUID, nil
}

// exactTwin is an invoice in force of the same payee with the same number and amount, nil when there is none.
func (w *work) exactTwin(ctx context.Context, inv *domain.Invoice) (*domain.Invoice, error) {
	others, err := w.tx.Twins(ctx, inv)
	if err != nil {
		return nil, err
	}
	for _, o := range others {
		if o.NumberNorm == inv.NumberNorm && o.Gross == inv.Gross {
			return o, nil
		}
	}
	return nil, nil
}

func (s *Service) keepTwin(ctx context.Context, w *work, task domain.ReadFile, intake *domain.Intake, twin domain.UUID, permit permit) error {
	other, err := w.tx.InvoiceKey(ctx, domain.ID{Kind: domain.NodeInvoice, Entity: task.Entity, UUID: twin})
	if err != nil {
		return err
	}
	code, problem := domain.CodeDuplicate, fmt.Sprintf("The same document is here already as %s.", other)
	intake.State, intake.TwinID, intake.ProblemCode, intake.Problem = domain.IntakeDuplicate, twin, &code, &problem
	event := domain.Happened("file.duplicate", intake.ID, problem).With("twin", twin)
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return err
	}
	if err := w.tx.SaveIntake(ctx, intake); err != nil {
		return err
	}
	return w.endJob(ctx, task.Job, task.Entity, intake.ID, problem)
}

// quarantine puts a file that could not be taken in where a person can mend or discard it.
func (s *Service) quarantine(ctx context.Context, task domain.ReadFile, format string, cause error) error {
	refusal := refusalOf(cause)
	if refusal == nil {
		return cause
	}
	id := domain.ID{Kind: domain.NodeIntake, Entity: task.Entity, UUID: task.Intake}
	ctx = domain.WithActor(ctx, domain.SystemActor("intake"))
	return s.change(ctx, command{name: "readFile", entity: task.Entity, about: id}, func(w *work) error {
		intake, permit, err := s.lockIntake(ctx, w, id, 0, domain.EnterInvoice)
		if err != nil {
			return err
		}
		if intake.State != domain.IntakeReceived {
			return store.Rollback() // done before
		}
		left, err := w.leftBehind(ctx, task.Entity, task.Job)
		if err != nil {
			return err
		}
		if left && intake.JobID != task.Job {
			return store.Rollback() // a colleague has asked anew
		}
		if left {
			refusal = leftMeanwhile()
		}
		intake.State, intake.ProblemCode, intake.Problem = domain.IntakeQuarantined, &refusal.Code, &refusal.Message
		if refusal.Field != "" {
			intake.ProblemField = &refusal.Field
		}
		if account := accountIn(cause); !account.IsZero() {
			intake.ReconID = account
		}
		if twins, ok := refusal.Details["candidates"].([]domain.ID); ok && refusal.Code == domain.CodeDuplicate && len(twins) == 1 && twins[0].Kind == domain.NodeStatement {
			intake.State, intake.StatementID = domain.IntakeDuplicate, twins[0].UUID
		}
		if format != "" {
			intake.Format = &format
		}
		kind, text := "file.quarantined", "The file was put in quarantine: "
		if intake.State == domain.IntakeDuplicate {
			kind, text = "file.duplicate", ""
		}
		event := domain.Happened(kind, intake.ID, text+refusal.Message).With("code", refusal.Code)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if err := w.tx.SaveIntake(ctx, intake); err != nil {
			return err
		}
		if left {
			return nil // its work is ended by who settles after them
		}
		return w.endJob(ctx, task.Job, task.Entity, intake.ID, refusal.Message)
	})
}

// endJob says what came of a job; problem is "" when it ended well.
func (w *work) endJob(ctx context.Context, job domain.UUID, entity domain.EntityID, result domain.ID, problem string) error {
	if job.IsZero() {
		return nil
	}
	j, err := w.tx.JobForUpdate(ctx, domain.ID{Kind: domain.NodeJob, Entity: entity, UUID: job})
	if err != nil {
		return err
	}
	j.State, j.Stage, j.Done, j.ResultID, j.UpdatedAt = domain.JobDone, "done", 1, result, w.at
	if problem != "" {
		j.Failed, j.Error = 1, &problem
	}
	w.follow(domain.Happened("job.ended", j.ID, "The work ended.").With("result", result))
	return w.tx.SaveJob(ctx, j)
}

// giveIDs gives a new invoice and its lines their ids.
func giveIDs(inv *domain.Invoice, at time.Time) {
	inv.ID.UUID = domain.NewUUID(at)
	for i := range inv.Lines {
		inv.Lines[i].ID = domain.ID{Kind: domain.NodeInvoiceLine, Entity: inv.ID.Entity, UUID: domain.NewUUID(at)}
	}
}

func foldedTaxIDs(inv *domain.Invoice) []string {
	if inv.SellerTaxID == "" {
		return nil
	}
	return []string{inv.SellerTaxID}
}
