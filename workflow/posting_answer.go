package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/connect"
	"countersign/domain"
)

// judge moves the posting by what the ledger answered.
func (s *Service) judge(ctx context.Context, w *work, permit permit, about booked, p *domain.Posting, step domain.Step, outcome connect.Outcome, failure *connect.Error) (again bool, err error) {
	switch {
	case failure == nil && outcome.State.Final():
		return false, s.confirm(ctx, w, permit, about, p, outcome)
	case failure == nil && outcome.State == connect.StateAbsent:
		if err := p.Absent(w.at); err != nil {
			return false, err
		}
		again = true
		event := domain.Happened("posting.absent", about.id(), fmt.Sprintf("The %s has nothing of it yet.", s.ledgerName)).With("posting", p.ID)
		_, _, err = w.record(ctx, permit, event)
	case failure == nil: // partial, held, or waiting there: look again later
		err = s.wait(ctx, w, permit, about, p, "The "+s.ledgerName+" has not finished with it: "+outcome.Note, true, 0)
	case failure.Class.Transient() || failure.Class == connect.Auth:
		err = s.wait(ctx, w, permit, about, p, failureText(failure), failure.Sent || step == domain.StepFind, failure.RetryAfter)
	case step == domain.StepFind && failure.Class != connect.Conflict:
		// Nobody could look, so the earlier attempt may stand there: to give it up would let it be posted twice.
		err = s.wait(ctx, w, permit, about, p, failureText(failure), true, failure.RetryAfter)
	case failure.Sent && failure.Class != connect.Duplicate && failure.Class != connect.PeriodClosed && failure.Class != connect.Invalid && failure.Class != connect.Conflict:
		err = s.wait(ctx, w, permit, about, p, failureText(failure), true, failure.RetryAfter)
	default:
		return false, s.refusePosting(ctx, w, permit, about, p, failureText(failure))
	}
	if err != nil {
		return false, err
	}
	return again, w.tx.SavePosting(ctx, p)
}

// wait lets the posting rest and keeps the job that takes it up again.
func (s *Service) wait(ctx context.Context, w *work, permit permit, about booked, p *domain.Posting, problem string, doubt bool, pause time.Duration) error {
	if pause <= 0 {
		pause = domain.Backoff(p.Attempts)
	}
	retryAt := w.at.Add(pause)
	kind, move := "posting.postponed", p.Postpone
	if doubt {
		kind, move = "posting.in_doubt", p.Doubt
	}
	if err := move(problem, retryAt, w.at); err != nil {
		return err
	}
	w.enqueueAt(domain.PostDocument{Entity: p.ID.Entity, Posting: p.ID.UUID}, retryAt)
	_, _, err := w.record(ctx, permit, domain.Happened(kind, about.id(), problem).With("posting", p.ID).With("retryAt", retryAt))
	return err
}

// confirm keeps the ledger's number; what it is about is posted, or reversed.
func (s *Service) confirm(ctx context.Context, w *work, permit permit, about booked, p *domain.Posting, outcome connect.Outcome) error {
	event, err := about.confirmed(ctx, p, outcome)
	if err != nil {
		return err
	}
	posted, _, err := w.record(ctx, permit, event.With("posting", p.ID).With("reference", outcome.Reference))
	if err != nil {
		return err
	}
	if err := about.taught(ctx, p, posted); err != nil {
		return err
	}
	if err := w.tx.SavePosting(ctx, p); err != nil {
		return err
	}
	return about.save(ctx)
}

func (s *Service) confirmReversal(ctx context.Context, w *work, inv *domain.Invoice, p *domain.Posting, outcome connect.Outcome) (domain.Event, error) {
	original, err := w.tx.PostingOf(ctx, inv.ID, effectPost)
	if err != nil {
		return domain.Event{}, err
	}
	if err := original.Reverse(outcome.ReversedBy, w.at); err != nil {
		return domain.Event{}, err
	}
	if err := w.tx.SavePosting(ctx, original); err != nil {
		return domain.Event{}, err
	}
	reason := "reversed in the ledger"
	if p.Reason != nil {
		reason = *p.Reason
	}
	if err := p.Confirm(outcome.ReversedBy, w.at); err != nil {
		return domain.Event{}, err
	}
	if err := w.release(ctx, inv); err != nil {
		return domain.Event{}, err
	}
	return inv.Reversed(w.actor, reason, w.at)
}

// refusePosting keeps the ledger's refusal and asks somebody who may post to resolve it.
func (s *Service) refusePosting(ctx context.Context, w *work, permit permit, about booked, p *domain.Posting, problem string) error {
	if p.State == domain.PostingPending { // refused by our own check, before anything was sent
		if _, err := p.Claim(w.at); err != nil {
			return err
		}
	}
	if err := p.Refuse(problem, w.at); err != nil {
		return err
	}
	if err := w.tx.SavePosting(ctx, p); err != nil {
		return err
	}
	return about.refused(ctx, permit, p, problem)
}
