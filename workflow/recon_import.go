package workflow

import (
	"context"
	"fmt"
	"slices"

	"countersign/connect"
	"countersign/domain"
	"countersign/store"
)

// ImportStatement asks for a received file to be read as statements, for an account and source where those are named.
//
// Errors: NOT_FOUND; FORBIDDEN without RECON_MATCH there; WRONG_STATE when it was read before and accepted; INVALID for a
// source that the account has not.
func (s *Service) ImportStatement(ctx context.Context, in domain.ImportStatementInput) (*domain.Job, error) {
	var job domain.Job
	c := command{name: "importStatement", entity: in.UploadID.Entity, about: in.UploadID, key: in.IdempotencyKey, body: in, answer: &job}
	return &job, s.change(ctx, c, func(w *work) error {
		intake, permit, err := s.lockIntake(ctx, w, in.UploadID, 0, domain.MatchLines)
		if err != nil {
			return err
		}
		if intake.State != domain.IntakeReceived && intake.State != domain.IntakeQuarantined {
			return wrongIntake(intake)
		}
		if intake.ReconID, intake.Source, err = w.named(ctx, in); err != nil {
			return err
		}
		return s.askToRead(ctx, w, intake, permit, &job)
	})
}

// named is the account and source that a caller says a file is for.
func (w *work) named(ctx context.Context, in domain.ImportStatementInput) (account domain.UUID, source domain.ReconSource, err error) {
	if in.Source != nil {
		if source = *in.Source; !source.Known() {
			return account, source, domain.RefuseField(domain.CodeInvalid, "source", "There is no such source.")
		}
	}
	if in.AccountID == nil {
		if source != "" {
			return account, source, domain.RefuseField(domain.CodeInvalid, "accountId", "Name the account whose %s lines the file brings.", source)
		}
		return account, source, nil
	}
	if in.AccountID.Kind != domain.NodeReconAccount || in.AccountID.Entity != in.UploadID.Entity {
		return account, source, domain.RefuseField(domain.CodeNotFound, "accountId", "There is no such account, or you may not see it.")
	}
	a, err := w.tx.ReconAccountForUpdate(ctx, *in.AccountID, 0)
	if err == nil {
		err = a.NotClosed()
	}
	if err != nil {
		return account, source, err
	}
	if source != "" && !slices.Contains(a.Sources, source) {
		return account, source, domain.RefuseField(domain.CodeInvalid, "source", "The account %s has no source %s; it has %s.", a.Name, source, sourceNames(a.Sources))
	}
	return a.ID.UUID, source, nil
}

// takeInStatements loads the statements of a file, all of them or none, each into its account.
func (s *Service) takeInStatements(ctx context.Context, task domain.ReadFile, reading *domain.StatementReading, format connect.Format) error {
	id := domain.ID{Kind: domain.NodeIntake, Entity: task.Entity, UUID: task.Intake}
	return s.change(ctx, command{name: "readFile", entity: task.Entity, about: id}, func(w *work) error {
		intake, permit, err := s.lockIntake(ctx, w, id, 0, domain.MatchLines)
		if err != nil {
			return err
		}
		if intake.State != domain.IntakeReceived {
			return store.Rollback() // done before
		}
		accounts, err := w.accountsOf(ctx, intake, reading.Drafts)
		if err != nil {
			return err
		}
		text := string(format)
		count := len(reading.Drafts)
		intake.State, intake.Format, intake.Statements = domain.IntakeAccepted, &text, &count
		event := domain.Happened("file.accepted", intake.ID, "The file became "+plural(count, "statement")+".").With("statements", count).With("format", format)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		booked := map[domain.ID]bool{}
		for i, draft := range reading.Drafts {
			statement, err := s.load(ctx, w, draft, accounts[i], intake)
			if err != nil {
				return err
			}
			if i == 0 {
				intake.StatementID, intake.ReconID = statement.ID.UUID, statement.AccountID
			}
			booked[accounts[i].ID] = booked[accounts[i].ID] || !statement.Provisional
		}
		for _, account := range accounts {
			if !booked[account.ID] {
				continue // there is nothing to match, and nothing that was missing came
			}
			booked[account.ID] = false
			w.enqueue(domain.WatchFeeds{Account: account.ID})
			if err := w.reconcileSoon(ctx, account.ID); err != nil {
				return err
			}
		}
		if err := w.tx.SaveIntake(ctx, intake); err != nil {
			return err
		}
		return w.endJob(ctx, task.Job, task.Entity, intake.ID, "")
	})
}

// load keeps one statement and its lines. The account is locked.
func (s *Service) load(ctx context.Context, w *work, draft *domain.StatementDraft, account *domain.ReconAccount, intake *domain.Intake) (*domain.Statement, error) {
	source := intake.Source
	if source == "" {
		source = account.Statements()
	}
	statement, lines, err := draft.Keep(account, source, w.at)
	if err != nil {
		return nil, aboutAccount(err, account)
	}
	statement.ID.UUID, statement.Format, statement.FileID = domain.NewUUID(w.at), orEmpty(intake.Format), intake.FileID
	others, err := w.tx.StatementsOf(ctx, account.ID, source)
	if err != nil {
		return nil, err
	}
	if twin := twinOf(statement, others); twin != nil {
		return nil, aboutAccount(domain.Refuse(domain.CodeDuplicate, "Statement %d of the file is here already: %s of %s, taken in on %s.",
			draft.Place, twin.Named(), account.Name, twin.ImportedAt.Format("2006-01-02 15:04")).With("candidates", []domain.ID{twin.ID}), account)
	}
	booked := slices.DeleteFunc(slices.Clone(others), func(o *domain.Statement) bool { return o.Provisional })
	if statement.Provisional {
		lines = w.provisional(statement, lines, booked)
	} else {
		statement.Continuous = domain.Continuity(append(slices.Clone(booked), statement))[statement.ID.UUID]
	}
	if err := w.tx.InsertStatement(ctx, statement); err != nil {
		return nil, err
	}
	if err := w.tx.ReconChanged(ctx, account.ID); err != nil {
		return nil, err
	}
	fresh, err := w.addLines(ctx, statement, lines, booked)
	if err != nil {
		return nil, err
	}
	w.follow(loaded(statement, account, len(lines), len(fresh)))
	if statement.Provisional {
		return statement, nil
	}
	if err := w.tieEntries(ctx, account, fresh); err != nil {
		return nil, err
	}
	if err := w.continueNeighbours(ctx, statement, booked); err != nil {
		return nil, err
	}
	return statement, w.replaceProvisional(ctx, statement, others)
}

// twinOf is the statement that says the same, or has the same number and days; nil when there is none.
func twinOf(statement *domain.Statement, others []*domain.Statement) *domain.Statement {
	for _, o := range others {
		if o.Provisional != statement.Provisional {
			continue
		}
		if o.SHA256 == statement.SHA256 || o.Number != "" && o.Number == statement.Number && o.From == statement.From && o.To == statement.To {
			return o
		}
	}
	return nil
}

// loaded tells of a statement that was taken in.
func loaded(s *domain.Statement, account *domain.ReconAccount, lines, fresh int) domain.Event {
	text := fmt.Sprintf("%s was loaded into %s: %s, %d of them new.", s.Named(), account.Name, plural(lines, "line"), fresh)
	e := domain.Happened("statement.loaded", s.ID, "The "+text).With("account", account.ID).With("source", s.Source).
		With("sha256", s.SHA256).With("lines", lines).With("new", fresh).With("provisional", s.Provisional).AtVersion(1)
	if s.Continuous != nil {
		e = e.With("continuous", *s.Continuous)
	}
	if s.Reconciles != nil {
		e = e.With("reconciles", *s.Reconciles)
	}
	return e
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
