package workflow

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"countersign/connect"
	"countersign/domain"
)

// The standards of an account to reconcile.
const (
	standardFrequency = "DAILY"
	standardDueHour   = 8 // UTC: banks in Europe send the day's statement before the next day's work begins
)

// ReconAccountDone is an account after a command about it.
type ReconAccountDone struct{ Account domain.ID }

// SaveReconAccount adds an account to reconcile, or changes one.
//
// Errors: FORBIDDEN without MASTER_DATA_EDIT there; NOT_FOUND; INVALID with every broken rule; STALE; DUPLICATE when its
// ledger account or number is reconciled already; WRONG_STATE when a source is taken away that brought lines.
func (s *Service) SaveReconAccount(ctx context.Context, in domain.SaveReconAccountInput) (*ReconAccountDone, error) {
	var done ReconAccountDone
	c := command{name: "saveReconAccount", key: in.IdempotencyKey, body: in, answer: &done}
	switch {
	case in.ID != nil:
		c.entity, c.about = in.ID.Entity, *in.ID
	case in.EntityID == nil || in.EntityID.Kind != domain.NodeEntity:
		return nil, domain.RefuseField(domain.CodeInvalid, "entityId", "A new account needs the entity whose books it belongs to.")
	default:
		c.entity, c.about = in.EntityID.Entity, *in.EntityID
	}
	err := s.change(ctx, c, func(w *work) (err error) {
		if in.ID == nil {
			done.Account, err = s.addReconAccount(ctx, w, in)
			return err
		}
		done.Account = *in.ID
		return s.amendReconAccount(ctx, w, in)
	})
	return &done, err
}

func (s *Service) addReconAccount(ctx context.Context, w *work, in domain.SaveReconAccountInput) (domain.ID, error) {
	a := &domain.ReconAccount{
		ID: domain.ID{Kind: domain.NodeReconAccount, Entity: in.EntityID.Entity, UUID: domain.NewUUID(w.at)}, Version: 1,
		Sources: []domain.ReconSource{domain.SourceBank, domain.SourceLedger}, Frequency: standardFrequency, DueHour: standardDueHour, CloseDays: domain.UsualCloseDays,
		Risk: domain.RiskMedium, CreatedAt: w.at, UpdatedAt: w.at,
	}
	permit, err := s.gate.Allow(w.actor, domain.EditMasterData, a.Facts(), w.at)
	if err != nil {
		return a.ID, err
	}
	if in.AccountID != nil {
		a.Account = w.dir.accountByID(*in.AccountID)
	}
	if a.Account == nil || in.AccountID.Entity != a.ID.Entity {
		return a.ID, domain.RefuseField(domain.CodeInvalid, "accountId", "A new account needs an account of the entity's ledger.")
	}
	a.AccountCode, a.Name = a.Account.Code, a.Account.Name
	if in.Kind != nil {
		a.Kind = *in.Kind
	}
	if in.Currency != nil {
		a.Currency = *in.Currency
	} else if e := w.dir.entities[a.ID.Entity]; e != nil {
		a.Currency = e.Base
	}
	if err := w.fillReconAccount(a, in); err != nil {
		return a.ID, err
	}
	event := domain.Happened("recon_account.added", a.ID, fmt.Sprintf("%s added the account %s to those that are reconciled.", actorName(w.actor), a.Name)).
		With("account", a.AccountCode).With("kind", a.Kind).With("currency", a.Currency).With("sources", a.Sources).AtVersion(1)
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return a.ID, err
	}
	if err := w.tx.InsertReconAccount(ctx, a); err != nil || !slices.Contains(a.Sources, domain.SourceLedger) {
		return a.ID, err
	}
	return a.ID, w.tx.ForgetLedgerPull(ctx, a.ID.Entity)
}

func (s *Service) amendReconAccount(ctx context.Context, w *work, in domain.SaveReconAccountInput) error {
	if !s.reconScope(w.actor, w.at).Sees(in.ID.Entity) {
		return domain.Refuse(domain.CodeNotFound, "There is no such account, or you may not see it.")
	}
	if in.Version == nil {
		return domain.RefuseField(domain.CodeInvalid, "version", "Send back the version that you read.")
	}
	a, err := w.tx.ReconAccountForUpdate(ctx, *in.ID, *in.Version)
	if err != nil {
		return err
	}
	permit, err := s.gate.Allow(w.actor, domain.EditMasterData, a.Facts(), w.at)
	if err != nil {
		return err
	}
	if err := a.NotClosed(); err != nil {
		return err
	}
	before := *a
	if in.Kind != nil && *in.Kind != a.Kind || in.Currency != nil && *in.Currency != a.Currency || in.EntityID != nil && in.EntityID.Entity != a.ID.Entity {
		return domain.RefuseField(domain.CodeInvalid, "kind", "Entity, kind and currency of an account stay as they are: its lines rest on them.")
	}
	if err := w.fillReconAccount(a, in); err != nil {
		return err
	}
	for _, source := range before.Sources {
		if slices.Contains(a.Sources, source) {
			continue
		}
		if there, err := w.tx.HasLines(ctx, a.ID, source); err != nil {
			return err
		} else if there {
			return domain.RefuseField(domain.CodeWrongState, "sources", "Lines came from %s already, so it stays a source of this account.", source)
		}
	}
	a.UpdatedAt = w.at
	event := domain.Happened("recon_account.changed", a.ID, fmt.Sprintf("%s changed the account %s.", actorName(w.actor), a.Name)).AtVersion(a.Version + 1)
	for path, values := range reconChanges(&before, a, w.dir) {
		event = event.Changed(path, values[0], values[1])
	}
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return err
	}
	if err := w.tx.SaveReconAccount(ctx, a); err != nil || slices.Contains(before.Sources, domain.SourceLedger) || !slices.Contains(a.Sources, domain.SourceLedger) {
		return err
	}
	return w.tx.ForgetLedgerPull(ctx, a.ID.Entity)
}

// fillReconAccount writes what the input states, people who work here only.
func (w *work) fillReconAccount(a *domain.ReconAccount, in domain.SaveReconAccountInput) error {
	for field, id := range map[string]*domain.ID{"preparerId": in.PreparerID, "reviewerId": in.ReviewerID} {
		if id == nil {
			continue
		}
		if p := w.dir.people[id.UUID]; p == nil || !p.Active || id.Kind != domain.NodeUser {
			return domain.RefuseField(domain.CodeInvalid, field, "Nobody of this id works here.")
		}
	}
	if in.Mapping != nil {
		text, err := json.Marshal(in.Mapping)
		if err != nil {
			return domain.RefuseField(domain.CodeInvalid, "mapping", "The mapping is no JSON.")
		}
		var refusal *domain.Error
		if err := connect.CheckMapping(text); errors.As(err, &refusal) {
			return domain.RefuseField(domain.CodeInvalid, "mapping", "%s", refusal.Message)
		} else if err != nil {
			return err
		}
		a.Mapping = text
	}
	return a.Apply(in)
}

// reconChanges are what differs, before and after, by path; numbers at the bank are masked.
func reconChanges(before, after *domain.ReconAccount, dir *directory) map[string][2]string {
	changes := map[string][2]string{}
	add := func(path, was, is string) {
		if was != is {
			changes[path] = [2]string{was, is}
		}
	}
	add("name", before.Name, after.Name)
	if before.BankAccount != after.BankAccount {
		changes["bankAccount"] = [2]string{domain.MaskAccount(before.BankAccount), domain.MaskAccount(after.BankAccount)}
	}
	add("sources", sourceNames(before.Sources), sourceNames(after.Sources))
	add("frequency", before.Frequency, after.Frequency)
	add("dueHour", fmt.Sprint(before.DueHour), fmt.Sprint(after.DueHour))
	add("closeDays", fmt.Sprint(before.CloseDays), fmt.Sprint(after.CloseDays))
	add("risk", string(before.Risk), string(after.Risk))
	add("preparer", dir.name(before.PreparerID), dir.name(after.PreparerID))
	add("reviewer", dir.name(before.ReviewerID), dir.name(after.ReviewerID))
	add("mapping", string(before.Mapping), string(after.Mapping))
	add("feeSchedules", feeNames(before.Fees), feeNames(after.Fees))
	return changes
}

func feeNames(list []domain.AccountFee) string {
	names := make([]string, len(list))
	for i := range list {
		names[i] = list[i].Schedule().Name
	}
	return strings.Join(names, "; ")
}

func sourceNames(list []domain.ReconSource) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = string(s)
	}
	return strings.Join(names, ", ")
}

// reconActions are what may be done to an account, in the order in which a page shows it.
var reconActions = []domain.Action{domain.MatchLines, domain.UndoMatch, domain.CertifyAccount, domain.ReviewAccount, domain.EditMasterData}

// reconScope is the entities whose accounts, statements and lines the actor sees: where they work on reconciliations, decide
// on adjustments, keep master data or the rules, or audit.
func (s *Service) reconScope(actor domain.Actor, at time.Time) domain.Scope {
	var seen []domain.EntityID
	for _, action := range append(slices.Clone(reconActions), domain.WriteOff, domain.ApproveCredit, domain.EditPolicy, domain.PublishPolicy, domain.ReadAudit) {
		seen = append(seen, s.gate.Scope(actor, action, at).Entities()...)
	}
	return domain.ScopeOf(seen...)
}

// CanReconAccount says what the caller may do to an account. Whoever may clear items of any amount may clear some; the limit is
// held against the entry that they propose.
func (s *Service) CanReconAccount(ctx context.Context, a *domain.ReconAccount, actions []domain.Action) ([]*domain.Answer, error) {
	facts := a.Facts()
	facts.Amount = domain.NewMoney(0, s.Currency())
	return s.can(ctx, actions, reconActions, facts, func(_ domain.Actor, action domain.Action) *domain.DenyReason {
		if err := a.NotClosed(); err != nil && (action == domain.MatchLines || action == domain.UndoMatch) {
			return &domain.DenyReason{Code: domain.DenyWrongState, Message: refusalOf(err).Message}
		}
		return nil
	})
}
