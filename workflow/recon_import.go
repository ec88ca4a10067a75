package workflow

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
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
	if err != nil {
		return account, source, err
	}
	if source != "" && !slices.Contains(a.Sources, source) {
		return account, source, domain.RefuseField(domain.CodeInvalid, "source", "The account %s has no source %s; it has %s.", a.Name, source, sourceNames(a.Sources))
	}
	return a.ID.UUID, source, nil
}

// readStatements reads a received file as statements, a CSV file by the mapping that was saved for its account. There is no
// reading when it is none, and nobody said that it was.
func readStatements(intake *domain.Intake, mapping json.RawMessage, content []byte) (*domain.StatementReading, connect.Format, error) {
	reading := new(domain.StatementReading)
	items := intake.Source != "" && intake.Source != domain.SourceBank
	if mapping != nil && !items && connect.LooksLikeCSV(content) {
		err := connect.ReadMapped(bytes.NewReader(content), mapping, reading.Visitor())
		if err == nil && len(reading.Drafts) == 0 {
			err = domain.Refuse(domain.CodeInvalid, "The file holds no statement.")
		}
		return reading, connect.FormatCSV, err
	}
	format, err := connect.ReadStatements(bytes.NewReader(content), reading.Visitor())
	switch {
	case (format == "" || format == connect.FormatCSV) && items:
		reading, err := readItems(content)
		return reading, connect.FormatCSV, err
	case format == "" && !intake.ForStatements():
		return nil, "", nil
	case err == nil && len(reading.Drafts) == 0:
		err = domain.Refuse(domain.CodeInvalid, "The file holds no statement.")
	}
	return reading, format, err
}

// mappingFor is how CSV files of the account that a file was brought for are read; nil when none was saved.
func (s *Service) mappingFor(ctx context.Context, intake *domain.Intake) (json.RawMessage, error) {
	if intake.ReconID.IsZero() {
		return nil, nil
	}
	list, err := s.db.ReconAccountsByID(ctx, domain.ScopeOf(intake.ID.Entity), []domain.ID{{Kind: domain.NodeReconAccount, Entity: intake.ID.Entity, UUID: intake.ReconID}})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0].Mapping, nil
}

// FoundMapping is how a quarantined CSV file seems to be written, as JSON for a person to settle and save with its account;
// nil for any other file.
func (s *Service) FoundMapping(ctx context.Context, intake *domain.Intake) (json.RawMessage, error) {
	if intake.State != domain.IntakeQuarantined || orEmpty(intake.Format) != string(connect.FormatCSV) {
		return nil, nil
	}
	_, content, err := s.File(ctx, intake.File.ID)
	if err != nil || !connect.LooksLikeCSV(content) {
		return nil, err
	}
	found, err := connect.FindMapping(content)
	if refusalOf(err) != nil {
		return nil, nil // there is no mapping to show; the problem says why
	}
	return found, err
}

// readItems reads a CSV file of lines that have keys of their own.
func readItems(content []byte) (*domain.StatementReading, error) {
	sheet, err := connect.ReadSheet(string(domain.RowsItems), content)
	if err != nil {
		return &domain.StatementReading{}, err
	}
	if len(sheet.Items) == 0 {
		return &domain.StatementReading{}, domain.Refuse(domain.CodeInvalid, "The file holds no item.")
	}
	d := &domain.StatementDraft{Place: 1}
	for _, i := range sheet.Items {
		d.Own = append(d.Own, i.Own)
		d.Entries = append(d.Entries, domain.BankEntry{Booked: i.On, Amount: i.Amount, Currency: i.Currency, CustomerRef: i.Ref, Counterparty: i.Party, Text: i.Text})
	}
	return &domain.StatementReading{Drafts: []*domain.StatementDraft{d}}, nil
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
		for i, draft := range reading.Drafts {
			statement, err := s.load(ctx, w, draft, accounts[i], intake)
			if err != nil {
				return err
			}
			if i == 0 {
				intake.StatementID, intake.ReconID = statement.ID.UUID, statement.AccountID
			}
		}
		if err := w.tx.SaveIntake(ctx, intake); err != nil {
			return err
		}
		return w.endJob(ctx, task.Job, task.Entity, intake.ID, "")
	})
}

// accountsOf are the accounts of statements, in their order, all locked. They are locked in the order of their ids, so that
// two files never wait for each other.
func (w *work) accountsOf(ctx context.Context, intake *domain.Intake, drafts []*domain.StatementDraft) ([]*domain.ReconAccount, error) {
	found := make([]domain.ID, len(drafts))
	for i, d := range drafts {
		id, err := w.accountOf(ctx, intake, d)
		if err != nil {
			return nil, err
		}
		found[i] = id
	}
	locked := map[domain.ID]*domain.ReconAccount{}
	order := distinct(found)
	slices.SortFunc(order, func(a, b domain.ID) int { return a.UUID.Compare(b.UUID) })
	for _, id := range order {
		a, err := w.tx.ReconAccountForUpdate(ctx, id, 0)
		if err != nil {
			return nil, err
		}
		locked[id] = a
	}
	list := make([]*domain.ReconAccount, len(found))
	for i, id := range found {
		list[i] = locked[id]
	}
	return list, nil
}

// accountOf is the account that a statement belongs to: the one that was named, else the one with its number.
func (w *work) accountOf(ctx context.Context, intake *domain.Intake, d *domain.StatementDraft) (domain.ID, error) {
	number := domain.FoldAccount(d.Head.Account)
	if !intake.ReconID.IsZero() {
		id := domain.ID{Kind: domain.NodeReconAccount, Entity: intake.ID.Entity, UUID: intake.ReconID}
		a, err := w.tx.ReconAccountForUpdate(ctx, id, 0)
		if err != nil {
			return id, err
		}
		if number != "" && a.BankAccount != "" && number != a.BankAccount {
			return id, unknownAccount(d, "Statement %d of the file is of account %s, and the account %s that it was brought for has another number.", d.Place, d.Head.Account, a.Name)
		}
		return id, nil
	}
	if number == "" {
		return domain.ID{}, unknownAccount(d, "Statement %d of the file names no account; say which account it is for.", d.Place)
	}
	list, err := w.tx.ReconAccountsByNumber(ctx, intake.ID.Entity, number)
	if err != nil {
		return domain.ID{}, err
	}
	var fits []*domain.ReconAccount
	for _, a := range list {
		if d.Head.Currency == "" || a.Currency == d.Head.Currency {
			fits = append(fits, a)
		}
	}
	switch {
	case len(fits) == 1:
		return fits[0].ID, nil
	case len(fits) > 1:
		return domain.ID{}, unknownAccount(d, "Statement %d of the file names no currency, and account %s is kept in several; say which account it is for.", d.Place, d.Head.Account)
	case len(list) > 0:
		return domain.ID{}, unknownAccount(d, "Account %s is reconciled in %s here, and statement %d of the file is in %s; add it in that currency and resubmit the file.",
			d.Head.Account, list[0].Currency, d.Place, d.Head.Currency)
	}
	return domain.ID{}, unknownAccount(d, "No account with the number %s is reconciled here; add it to the accounts of this entity, or say which account the file is for, and resubmit the file.", d.Head.Account)
}

func unknownAccount(d *domain.StatementDraft, format string, args ...any) error {
	return domain.RefuseField(domain.CodeInvalid, fmt.Sprintf("statement[%d].account", d.Place), format, args...).With("reason", "unknown_account")
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
	if err := w.continueNeighbours(ctx, statement, booked); err != nil {
		return nil, err
	}
	if err := w.replaceProvisional(ctx, statement, others); err != nil {
		return nil, err
	}
	w.enqueue(domain.WatchFeeds{Account: account.ID})
	return statement, nil
}

// accountError is a refusal that knows which account it is about, so that the file is told of by its account.
type accountError struct {
	error
	account *domain.ReconAccount
}

func (e *accountError) Unwrap() error { return e.error }

func aboutAccount(err error, account *domain.ReconAccount) error { return &accountError{err, account} }

// accountIn is the account that a refusal is about, zero when it is not known.
func accountIn(err error) domain.UUID {
	var about *accountError
	if errors.As(err, &about) {
		return about.account.ID.UUID
	}
	return domain.UUID{}
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

// provisional leaves out what was booked already: a report that comes after the statement of its day tells nothing new.
func (w *work) provisional(s *domain.Statement, lines []*domain.Line, booked []*domain.Statement) []*domain.Line {
	var last *domain.Statement
	for _, b := range booked {
		if last == nil || last.To.Before(b.To) {
			last = b
		}
	}
	if last == nil {
		return lines
	}
	if !last.To.Before(s.To) {
		s.ReplacedID = last.ID.UUID
	}
	return slices.DeleteFunc(lines, func(l *domain.Line) bool { return !last.To.Before(l.BookedOn) })
}

// addLines names the lines of a statement and adds those that are not here. It returns them.
func (w *work) addLines(ctx context.Context, s *domain.Statement, lines []*domain.Line, booked []*domain.Statement) ([]*domain.Line, error) {
	for _, l := range lines {
		l.StatementID = s.ID.UUID
	}
	return w.keepLines(ctx, s.Account, s.Source, lines, func(day domain.Date) bool {
		return !s.Provisional && slices.ContainsFunc(booked, func(o *domain.Statement) bool { return s.Adjoins(o, day) })
	})
}

// keepLines names lines of an account and source, and adds those that are not here. It returns them. The account is locked.
//
// Errors: DUPLICATE when one that its source names by a key of its own is here and says something else.
func (w *work) keepLines(ctx context.Context, account *domain.ReconAccount, source domain.ReconSource, lines []*domain.Line, next func(domain.Date) bool) ([]*domain.Line, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	first, last := lines[0].BookedOn, lines[0].BookedOn
	own := map[domain.UUID]*domain.Line{}
	for _, l := range lines {
		if l.BookedOn.Before(first) {
			first = l.BookedOn
		}
		if last.Before(l.BookedOn) {
			last = l.BookedOn
		}
		if l.Own != "" {
			own[domain.OwnLineID(l.AccountID, l.Source, l.Own)] = l
		}
	}
	known, err := w.tx.LineIDs(ctx, account.ID, source, first, last)
	if err != nil {
		return nil, err
	}
	named, err := w.tx.LinesNamed(ctx, account.ID, slices.Collect(maps.Keys(own)))
	if err != nil {
		return nil, err
	}
	for _, l := range named {
		known[l.ID.UUID] = true
		if mine := own[l.ID.UUID]; mine.Content() != l.Content() {
			return nil, domain.Refuse(domain.CodeDuplicate, "The item %.60q is here already and says something else: %s of %s; an item that was loaded does not change.",
				mine.Own, l.Amount, l.BookedOn)
		}
	}
	fresh := domain.NameLines(lines, known, next)
	return fresh, w.tx.CopyLines(ctx, fresh)
}

// continueNeighbours says anew of the statements around one whether they continue, now that it is here.
func (w *work) continueNeighbours(ctx context.Context, s *domain.Statement, booked []*domain.Statement) error {
	now := domain.Continuity(append(slices.Clone(booked), s))
	for _, o := range booked {
		was, is := o.Continuous, now[o.ID.UUID]
		if was == is || was != nil && is != nil && *was == *is {
			continue
		}
		o.Continuous = is
		w.follow(domain.Happened("statement.continuity", o.ID, "The "+o.Named()+" was compared with one that came later.").
			Changed("continuous", sayBool(was), sayBool(is)).With("came", s.ID).AtVersion(o.Version + 1))
		if err := w.tx.SaveStatement(ctx, o); err != nil {
			return err
		}
	}
	return nil
}

func sayBool(b *bool) string {
	if b == nil {
		return "unknown"
	}
	return fmt.Sprint(*b)
}

// replaceProvisional removes what a booked statement replaces: provisional lines up to its last day, with the matches that
// they were in. The booked lines inherit nothing.
func (w *work) replaceProvisional(ctx context.Context, s *domain.Statement, others []*domain.Statement) error {
	released, err := w.tx.DropProvisional(ctx, s.Account.ID, s.Source, s.To, s.ID.UUID)
	if err != nil {
		return err
	}
	for _, o := range others {
		if !o.Provisional || !o.ReplacedID.IsZero() || s.To.Before(o.To) {
			continue
		}
		o.ReplacedID = s.ID.UUID
		w.follow(domain.Happened("statement.replaced", o.ID, "The "+s.Named()+" brought what was provisional on this one.").With("by", s.ID).AtVersion(o.Version + 1))
		if err := w.tx.SaveStatement(ctx, o); err != nil {
			return err
		}
	}
	if released.Lines == 0 {
		return nil
	}
	slices.SortFunc(released.Groups, domain.UUID.Compare)
	event := domain.Happened("lines.released", s.ID, fmt.Sprintf("%s went for those that were booked; %s and %s lost theirs.",
		plural(released.Lines, "provisional line"), plural(len(released.Groups), "matched group"), plural(len(released.Cases), "case"))).
		With("lines", released.Lines).With("groups", released.Groups).With("cases", released.Cases)
	w.follow(event)
	return nil
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
