package workflow

import (
	"context"

	"countersign/connect"
	"countersign/domain"
	"countersign/store"
)

// try makes one attempt outside of any transaction.
func (s *Service) try(ctx context.Context, p *domain.Posting, step domain.Step) (connect.Outcome, *connect.Error) {
	ctx, cancel := context.WithTimeout(ctx, attemptTimeout)
	defer cancel()
	var outcome connect.Outcome
	var err error
	switch {
	case p.Effect == effectReverse:
		outcome, err = s.tryReversal(ctx, p, step)
	case step == domain.StepFind:
		outcome, err = s.ledger.Find(ctx, connect.Key(p.Key), *p.Body)
	default:
		outcome, err = s.ledger.Put(ctx, connect.Key(p.Key), *p.Body)
	}
	if err == nil {
		return outcome, nil
	}
	return outcome, connect.AsError(err)
}

// tryReversal asks how the document stands before it is reversed, so that a repeat reverses nothing twice.
func (s *Service) tryReversal(ctx context.Context, p *domain.Posting, step domain.Step) (connect.Outcome, error) {
	of := connect.Ref{Entity: p.Body.Entity, Reference: *p.Reference}
	if step == domain.StepFind {
		outcome, err := s.ledger.Status(ctx, of)
		if err == nil && outcome.State == connect.StatePosted {
			outcome.State = connect.StateAbsent // the reversal is what is looked for
		}
		return outcome, err
	}
	reason := ""
	if p.Reason != nil {
		reason = *p.Reason
	}
	return s.ledger.Reverse(ctx, connect.Key(p.Key), connect.Reversal{Of: of, On: p.Body.PostingOn, Reason: reason})
}

// recordAttempt keeps what came of an attempt; again says whether the next one may follow at once. An attempt that was
// overtaken records nothing.
func (s *Service) recordAttempt(ctx context.Context, claimed *domain.Posting, step domain.Step, outcome connect.Outcome, failure *connect.Error) (again bool, err error) {
	err = s.change(ctx, command{name: "postDocument", entity: claimed.ID.Entity, about: claimed.ID}, func(w *work) error {
		about, p, err := s.lockPosting(ctx, w, claimed.ID)
		if err != nil {
			return err
		}
		if p.Fence != claimed.Fence || p.State != domain.PostingSent {
			return store.Rollback()
		}
		permit, err := s.gate.Allow(w.actor, domain.PostInvoice, about.facts(), w.at)
		if err != nil {
			return err
		}
		problem := ""
		if failure != nil {
			problem = failureText(failure)
		}
		if err := w.tx.EndAttempt(ctx, p, attemptOutcome(outcome, failure), problem, w.at); err != nil {
			return err
		}
		again, err = s.judge(ctx, w, permit, about, p, step, outcome, failure)
		return err
	})
	return again, err
}

func failureText(e *connect.Error) string {
	if e.Message != "" {
		return e.Message
	}
	return e.Error()
}

func attemptOutcome(o connect.Outcome, failure *connect.Error) string {
	if failure != nil {
		return string(failure.Class)
	}
	return string(o.State)
}
