package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/domain"
	"countersign/store"
)

// signing is the right that a signature of a role needs.
var signing = map[domain.SignRole]domain.Action{
	domain.SignPreparer: domain.CertifyAccount, domain.SignReviewer: domain.ReviewAccount, domain.SignSecondReviewer: domain.ReviewAccount,
}

// ReconciliationDone is a reconciliation after a command about it.
type ReconciliationDone struct {
	Account domain.ID
	Period  domain.ID
}

// Certify signs a period of an account. The account is locked while its figures are taken and the signature is kept, so
// that a signature covers exactly what its signer read.
//
// Errors: NOT_FOUND; FORBIDDEN, also to who signed it in another role; DUTY_CONFLICT; EVIDENCE_MISSING when an old open
// line is carried over without a note; SIGN_OFF_STALE when anything under
// the figures changed since they were read; WRONG_STATE; INVALID.
func (s *Service) Certify(ctx context.Context, in domain.CertifyInput) (*ReconciliationDone, error) {
	done := ReconciliationDone{Account: in.AccountID, Period: in.PeriodID}
	c := command{name: "certify", entity: in.AccountID.Entity, about: in.AccountID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		r, changes, err := s.lockReconciliation(ctx, w, in.AccountID, in.PeriodID.UUID)
		if err != nil {
			return err
		}
		if err := w.tx.CountNotesMissing(ctx, r); err != nil {
			return err
		}
		action, known := signing[in.Role]
		if !known {
			return domain.RefuseField(domain.CodeInvalid, "role", "It is signed as preparer, reviewer or second reviewer.")
		}
		facts := r.Facts()
		permit, err := s.allowOn(ctx, w, action, &facts)
		if err != nil {
			return err
		}
		var ended domain.Event
		stale := r.Stale()
		if stale {
			ended, _ = r.Void(changedUnder, w.at)
		}
		event, err := r.Sign(w.actor, in, r.Figures, w.at)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event.AtVersion(r.Version+1)); err != nil {
			return err
		}
		if stale {
			w.follow(ended.AtVersion(r.Version + 1))
		}
		return w.tx.SaveReconciliation(ctx, r, changes)
	})
}

// lockReconciliation locks an account that the actor sees and reads one of its periods.
func (s *Service) lockReconciliation(ctx context.Context, w *work, account domain.ID, period domain.UUID) (*domain.Reconciliation, int64, error) {
	if w.actor.IsPerson() && !s.reconScope(w.actor, w.at).Sees(account.Entity) {
		return nil, 0, domain.Refuse(domain.CodeNotFound, "There is no such account, or you may not see it.")
	}
	a, err := w.tx.ReconAccountForUpdate(ctx, account, 0)
	if err != nil {
		return nil, 0, err
	}
	return w.tx.ReconciliationForUpdate(ctx, a, period)
}

// changedUnder is why a signature is void.
const changedUnder = "something under the figures changed after it was signed."

// maxReconciliations is how many periods of an account are added up at once: two years of months.
const maxReconciliations = 24

// Reconciliations are the latest periods of an account, with the figures of now and what was signed, at most limit. An
// account that the caller does not see has none. notes says whether the notes that are missing are to be counted, too.
func (s *Service) Reconciliations(ctx context.Context, account *domain.ReconAccount, limit int, notes bool) ([]*domain.Reconciliation, error) {
	if limit < 1 || limit > maxReconciliations {
		return nil, domain.RefuseField(domain.CodeInvalid, "first", "Ask for 1 to %d periods.", maxReconciliations)
	}
	r, err := s.reading(ctx)
	if err != nil || !s.reconScope(r.actor, r.at).Sees(account.ID.Entity) {
		return nil, err
	}
	periods, err := s.db.PeriodsBefore(ctx, account.ID.Entity, domain.DateOf(r.at), int64(limit))
	if err != nil {
		return nil, err
	}
	list, err := s.db.Reconciliations(ctx, account, periods)
	if err == nil && notes {
		err = s.db.CountNotesMissing(ctx, list)
	}
	if err == nil {
		err = s.fillForecasts(ctx, r.dir, list)
	}
	if err != nil {
		return nil, err
	}
	ids := make([]domain.UUID, len(list))
	for i, one := range list {
		ids[i] = one.ID.UUID
		for n := range one.SignOffs {
			one.SignOffs[n].Person = r.dir.people[one.SignOffs[n].ByID]
		}
	}
	used, err := s.db.UsedInGroup(ctx, s.gate.Parties(r.actor), ids, r.dir.numbers())
	for _, one := range list {
		one.Used = domain.UsedOn(one.Facts(), used)
	}
	return list, err
}

// Reconciliation is one period of an account after a command about it.
// Errors: NOT_FOUND when the account or the period is not there, or the caller does not see it.
func (s *Service) Reconciliation(ctx context.Context, of ReconciliationDone) (*domain.Reconciliation, error) {
	nodes, err := s.Nodes(ctx, []domain.ID{of.Account}, 0)
	if err != nil {
		return nil, err
	}
	if account, ok := nodes[0].(*domain.ReconAccount); ok {
		list, err := s.Reconciliations(ctx, account, maxReconciliations, true)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			if r.PeriodID == of.Period.UUID {
				return r, nil
			}
		}
	}
	return nil, domain.Refuse(domain.CodeNotFound, "There is no such account or period, or you may not see it.")
}

// CanReconciliation says whether the caller may sign, and why not. Used must be loaded.
func (s *Service) CanReconciliation(ctx context.Context, r *domain.Reconciliation, actions []domain.Action) ([]*domain.Answer, error) {
	at := s.now()
	return s.can(ctx, actions, []domain.Action{domain.CertifyAccount, domain.ReviewAccount}, r.Facts(), func(actor domain.Actor, action domain.Action) *domain.DenyReason {
		return r.Against(actor.ID, action, at)
	})
}

// tendReconciliations voids signatures under which the data changed, and certifies what certifies itself.
func (s *Service) tendReconciliations(ctx context.Context) error {
	shaken, err := s.db.ShakenReconciliations(ctx, tended)
	if err != nil {
		return err
	}
	if err := eachOf(shaken, func(one store.SignedAccount) error { return s.lookAgain(ctx, one) }); err != nil {
		return err
	}
	due, err := s.db.CertifiesItself(ctx, domain.DateOf(s.now()), tended)
	if err != nil {
		return err
	}
	return eachOf(due, func(one store.SignedAccount) error { return s.certifyItself(ctx, one) })
}

// lookAgain holds signatures against the data of now, and notes at which change of the account it did.
func (s *Service) lookAgain(ctx context.Context, one store.SignedAccount) error {
	account, err := s.db.ReconAccountsByID(ctx, domain.ScopeOf(one.Account.Entity), []domain.ID{one.Account})
	if err != nil || len(account) == 0 {
		return err
	}
	seen, changes, err := s.db.LookAt(ctx, account[0], one.Period)
	if err != nil {
		return err
	}
	if !seen.Stale() {
		return s.db.Seen(ctx, seen, changes)
	}
	c := command{name: "voidSignatures", entity: one.Account.Entity, about: one.Reconciliation}
	return s.change(ctx, c, func(w *work) error {
		r, changes, err := s.lockReconciliation(ctx, w, one.Account, one.Period)
		if err != nil {
			return err
		}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, r.Facts(), w.at)
		if err != nil {
			return err
		}
		event, voided := domain.Event{}, false
		if r.Stale() {
			event, voided = r.Void(changedUnder, w.at)
		}
		if !voided {
			return store.Rollback()
		}
		if _, _, err := w.record(ctx, permit, event.AtVersion(r.Version+1)); err != nil {
			return err
		}
		if err := w.tx.SaveReconciliation(ctx, r, changes); err != nil {
			return err
		}
		_, err = s.openCase(ctx, w, &domain.Case{
			ID: domain.ID{Kind: domain.NodeCase, Entity: r.ID.Entity}, Category: domain.CaseVoided, Twin: r.ID.UUID.String(), SubjectID: r.ID,
			Title:    fmt.Sprintf("%s for %s must be signed anew", r.Account.Name, r.Period.Name()),
			Evidence: "What was signed is no longer what the account holds.", DueAt: w.at.Add(voidedTime),
		}, r.Account.PreparerID)
		return err
	})
}

// voidedTime is how long the preparer has to sign anew.
const voidedTime = 3 * 24 * time.Hour

// certifyItself signs a period by the account's rule, or notes that the rule does not hold for it.
func (s *Service) certifyItself(ctx context.Context, one store.SignedAccount) error {
	account, err := s.db.ReconAccountsByID(ctx, domain.ScopeOf(one.Account.Entity), []domain.ID{one.Account})
	if err != nil || len(account) == 0 || account[0].CertifyRule == nil {
		return err
	}
	seen, changes, err := s.db.LookAt(ctx, account[0], one.Period)
	if err != nil {
		return err
	}
	if err := s.db.CountNotesMissing(ctx, []*domain.Reconciliation{seen}); err != nil {
		return err
	}
	if seen.NotesMissing > 0 || account[0].CertifyRule.Certifies(seen, seen.Figures) == "" {
		return s.db.Seen(ctx, seen, changes)
	}
	c := command{name: "certifyItself", entity: one.Account.Entity, about: seen.ID}
	return s.change(ctx, c, func(w *work) error {
		r, changes, err := s.lockReconciliation(ctx, w, one.Account, one.Period)
		if err != nil {
			return err
		}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, r.Facts(), w.at)
		if err != nil {
			return err
		}
		if err := w.tx.CountNotesMissing(ctx, r); err != nil {
			return err
		}
		event, did := domain.Event{}, false
		if r.Account.CertifyRule != nil && r.NotesMissing == 0 {
			event, did = r.CertifyItself(*r.Account.CertifyRule, r.Figures, w.at)
		}
		if !did {
			return store.Rollback()
		}
		if _, _, err := w.record(ctx, permit, event.AtVersion(r.Version+1)); err != nil {
			return err
		}
		return w.tx.SaveReconciliation(ctx, r, changes)
	})
}

// SetCertifyRule says when periods of an account certify themselves: with the right to publish policies.
//
// Errors: NOT_FOUND; FORBIDDEN; STALE; INVALID, also for accounts of high risk.
func (s *Service) SetCertifyRule(ctx context.Context, in domain.SetCertifyRuleInput) (*ReconAccountDone, error) {
	done := ReconAccountDone{Account: in.AccountID}
	c := command{name: "setCertifyRule", entity: in.AccountID.Entity, about: in.AccountID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		if !s.reconScope(w.actor, w.at).Sees(in.AccountID.Entity) {
			return domain.Refuse(domain.CodeNotFound, "There is no such account, or you may not see it.")
		}
		a, err := w.tx.ReconAccountForUpdate(ctx, in.AccountID, in.Version)
		if err != nil {
			return err
		}
		permit, err := s.gate.Allow(w.actor, domain.PublishPolicy, a.Facts(), w.at)
		if err != nil {
			return err
		}
		event, err := a.SetCertifyRule(w.actor, in, w.at)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		return w.tx.SaveReconAccount(ctx, a)
	})
}
