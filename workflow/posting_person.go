package workflow

import (
	"context"
	"fmt"
	"strings"
	"time"

	"countersign/connect"
	"countersign/domain"
)

// connected refuses a posting of another connection than the one that is live: another ledger knows nothing of it.
func (s *Service) connected(p *domain.Posting) *domain.Error {
	if p == nil || p.Connector == s.ledgerName {
		return nil
	}
	return domain.Refuse(domain.CodeWrongState, "Its posting belongs to the %s, which is not connected here: it can be tried again or taken back there alone.", p.Connector)
}

// RetryPosting tries a refused posting again, after its cause was mended.
//
// Errors: NOT_FOUND; FORBIDDEN; OVER_LIMIT; DUTY_CONFLICT for who approved it; STALE; WRONG_STATE.
func (s *Service) RetryPosting(ctx context.Context, in domain.ActInput) (*Item, error) {
	c := command{name: "postItem", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in}
	return s.alter(ctx, c, in.Version, domain.PostInvoice, func(w *work, inv *domain.Invoice) (domain.Event, error) {
		event, err := inv.PostingRetried(w.actor, w.at)
		if err != nil {
			return event, err
		}
		p, err := w.tx.PostingOf(ctx, inv.ID, effectPost)
		if err != nil {
			return event, err
		}
		if elsewhere := s.connected(p); elsewhere != nil {
			return event, elsewhere
		}
		if err := p.Retry(w.at); err != nil {
			return event, err
		}
		w.enqueue(domain.PostDocument{Entity: p.ID.Entity, Posting: p.ID.UUID})
		return event.With("posting", p.ID), w.tx.SavePosting(ctx, p)
	})
}

// ReversePosting asks the ledger to take a confirmed posting back, once. The invoice is reversed when the ledger confirms.
// What the ledger refused can be asked again.
//
// Errors: NOT_FOUND; FORBIDDEN; OVER_LIMIT; DUTY_CONFLICT for who approved it; STALE; WRONG_STATE; PERIOD_CLOSED; INVALID
// without a reason.
func (s *Service) ReversePosting(ctx context.Context, in domain.ActInput) (*Item, error) {
	c := command{name: "reversePosting", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in}
	return s.alter(ctx, c, in.Version, domain.PostInvoice, func(w *work, inv *domain.Invoice) (domain.Event, error) {
		if in.Reason == nil || len(strings.TrimSpace(*in.Reason)) < 3 {
			return domain.Event{}, domain.RefuseField(domain.CodeInvalid, "reason", "Say in at least 3 characters why this posting is taken back.")
		}
		if inv.State != domain.StatePosted {
			return domain.Event{}, domain.Refuse(domain.CodeWrongState, "Only what the ledger has confirmed can be taken back.").With("state", inv.State)
		}
		reason := strings.TrimSpace(*in.Reason)
		p, err := s.intendReversal(ctx, w, inv, reason)
		if err != nil {
			return domain.Event{}, err
		}
		w.enqueue(domain.PostDocument{Entity: p.ID.Entity, Posting: p.ID.UUID})
		return domain.Happened("posting.reversal_asked", inv.ID, w.actor.Name+" asked the ledger to take it back.").
			Because(reason).With("posting", p.ID), nil
	})
}

// intendReversal keeps the intent to take the invoice's posting back, or takes up the one that the ledger refused.
func (s *Service) intendReversal(ctx context.Context, w *work, inv *domain.Invoice, reason string) (*domain.Posting, error) {
	original, err := w.tx.PostingOf(ctx, inv.ID, effectPost)
	if err != nil {
		return nil, err
	}
	if elsewhere := s.connected(original); elsewhere != nil {
		return nil, elsewhere.With("state", inv.State)
	}
	earlier, err := w.tx.PostingOf(ctx, inv.ID, effectReverse)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound:
	case err != nil:
		return nil, err
	case earlier.State != domain.PostingRefused:
		return nil, domain.Refuse(domain.CodeWrongState, "The ledger has been asked to take this back already.").With("state", inv.State)
	default:
		if err := earlier.Retry(w.at); err != nil {
			return nil, err
		}
		earlier.Reason = &reason
		return earlier, w.tx.SavePosting(ctx, earlier)
	}
	body := *original.Body
	if body.PostingOn, err = w.openDay(ctx, inv, body.PostingOn); err != nil {
		return nil, err
	}
	p := &domain.Posting{
		ID:        domain.ID{Kind: domain.NodePosting, Entity: inv.ID.Entity, UUID: domain.NewUUID(w.at)},
		InvoiceID: inv.ID.UUID, Version: 1, Revision: original.Revision, Effect: effectReverse, Connector: original.Connector,
		State: domain.PostingPending, Key: fmt.Sprintf("%s:%d:%s", inv.ID.UUID, original.Revision, effectReverse),
		BodyHash: connect.Digest(body), Body: &body, Digest: original.Digest, Reference: original.Reference,
		Reason: &reason, UpdatedAt: w.at,
	}
	return p, w.tx.InsertPosting(ctx, p)
}

// ResumePostings puts back to work every posting whose attempt was lost: the process that held it is gone for longer
// than lease. It returns how many.
func (s *Service) ResumePostings(ctx context.Context, lease time.Duration) (int, error) {
	at := s.now()
	lost, err := s.db.LostPostings(ctx, at.Add(-lease), 1000)
	if err != nil {
		return 0, err
	}
	for _, id := range lost {
		if err := s.drive(ctx, domain.PostDocument{Entity: id.Entity, Posting: id.UUID}, lease); err != nil {
			s.log.ErrorContext(ctx, "a lost posting could not be resumed", "posting", id.String(), "error", err)
		}
	}
	return len(lost), nil
}

// systemActor is a part of the house in the name of a job.
func systemActor(ctx context.Context, name string) domain.Actor {
	a := domain.SystemActor(name)
	a.RequestID, a.TraceID = "job:"+name, ""
	if asked, err := domain.ActorFrom(ctx); err == nil {
		a.RequestID, a.TraceID, a.Auth = asked.RequestID, asked.TraceID, asked.Auth
	}
	return a
}
