package workflow

import (
	"context"
	"fmt"

	"countersign/connect"
	"countersign/domain"
)

// booked is what a posting is about, locked with it: an invoice or an adjustment.
type booked interface {
	id() domain.ID
	facts() domain.Facts
	// changed says what has changed since the approval, "" when nothing has.
	changed(p *domain.Posting) string
	// confirmed moves the posting and its subject on; the event is still to be recorded, and both saved.
	confirmed(ctx context.Context, p *domain.Posting, outcome connect.Outcome) (domain.Event, error)
	// taught keeps what models learn of it now that it stands in the ledger; event is that it does.
	taught(ctx context.Context, p *domain.Posting, event domain.UUID) error
	// refused tells that the ledger refused, and asks somebody to resolve it. The posting is saved.
	refused(ctx context.Context, permit permit, p *domain.Posting, problem string) error
	save(ctx context.Context) error
}

// lockPosting locks an intent and what it is about, the latter first, as everything that changes both does.
func (s *Service) lockPosting(ctx context.Context, w *work, id domain.ID) (booked, *domain.Posting, error) {
	about, err := w.tx.SubjectOfPosting(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	var subject booked
	if about.Kind == domain.NodeAdjustment {
		account, a, err := s.lockAdjustment(ctx, w, about, 0)
		if err != nil {
			return nil, nil, err
		}
		subject = &bookedEntry{s, w, account, a}
	} else {
		inv, err := w.lockInvoice(ctx, about, 0)
		if err != nil {
			return nil, nil, err
		}
		subject = &bookedInvoice{s, w, inv}
	}
	p, err := w.tx.PostingForUpdate(ctx, id)
	return subject, p, err
}

// bookedInvoice is an invoice on its way to the ledger.
type bookedInvoice struct {
	s   *Service
	w   *work
	inv *domain.Invoice
}

func (b *bookedInvoice) id() domain.ID                    { return b.inv.ID }
func (b *bookedInvoice) facts() domain.Facts              { return b.inv.Facts() }
func (b *bookedInvoice) changed(p *domain.Posting) string { return b.s.stillApproved(b.w, b.inv, p) }
func (b *bookedInvoice) save(ctx context.Context) error   { return b.w.save(ctx, b.inv) }

func (b *bookedInvoice) confirmed(ctx context.Context, p *domain.Posting, outcome connect.Outcome) (domain.Event, error) {
	if p.Effect == effectReverse {
		return b.s.confirmReversal(ctx, b.w, b.inv, p, outcome)
	}
	if err := p.Confirm(outcome.Reference, b.w.at); err != nil {
		return domain.Event{}, err
	}
	return b.inv.Posted(outcome.Reference, b.w.at)
}

func (b *bookedInvoice) taught(ctx context.Context, p *domain.Posting, event domain.UUID) error {
	if p.Effect == effectReverse {
		return nil
	}
	return b.w.confirmApproved(ctx, b.inv, event)
}

func (b *bookedInvoice) refused(ctx context.Context, permit permit, p *domain.Posting, problem string) error {
	if p.Effect == effectReverse {
		_, _, err := b.w.record(ctx, permit, domain.Happened("posting.reversal_refused", b.inv.ID, problem).With("posting", p.ID))
		return err
	}
	event, err := b.inv.PostingRefused(problem, b.w.at)
	if err != nil {
		return err
	}
	if _, _, err := b.w.record(ctx, permit, event.With("posting", p.ID)); err != nil {
		return err
	}
	if err := b.s.ask(ctx, b.w, b.inv, domain.TaskResolve, domain.PostInvoice, "The ledger refused it: "+problem); err != nil {
		return err
	}
	return b.w.save(ctx, b.inv)
}

// bookedEntry is an adjustment on its way to the ledger.
type bookedEntry struct {
	s       *Service
	w       *work
	account *domain.ReconAccount
	a       *domain.MatchAdjustment
}

func (b *bookedEntry) id() domain.ID       { return b.a.ID }
func (b *bookedEntry) facts() domain.Facts { return b.a.Facts() }

func (b *bookedEntry) save(ctx context.Context) error { return b.w.tx.SaveAdjustment(ctx, b.a) }

func (b *bookedEntry) changed(p *domain.Posting) string {
	document := b.a.LedgerDocument(b.w.dir.entities[b.a.ID.Entity], p.Body.PostingOn)
	switch {
	case b.a.State != domain.AdjustmentApproved || connect.Digest(document) != p.Digest:
		return "The adjustment is no longer the one that was approved."
	case !b.s.gate.ExplainAbout(b.a.DeciderID, domain.ApproveCredit, b.a.Facts(), b.w.at).Allowed:
		return fmt.Sprintf("%s, who approved it, may no longer do so.", b.w.dir.name(b.a.DeciderID))
	}
	return ""
}

func (b *bookedEntry) confirmed(_ context.Context, p *domain.Posting, outcome connect.Outcome) (domain.Event, error) {
	if err := p.Confirm(outcome.Reference, b.w.at); err != nil {
		return domain.Event{}, err
	}
	return b.a.Posted(outcome.Reference)
}

func (b *bookedEntry) taught(context.Context, *domain.Posting, domain.UUID) error { return nil }

func (b *bookedEntry) refused(ctx context.Context, permit permit, p *domain.Posting, problem string) error {
	event := domain.Happened("adjustment.posting_refused", b.a.ID, fmt.Sprintf("The ledger refused %s: %s", b.a.Key, problem))
	if _, _, err := b.w.record(ctx, permit, event.With("posting", p.ID)); err != nil {
		return err
	}
	_, err := b.s.openCase(ctx, b.w, &domain.Case{
		ID: domain.ID{Kind: domain.NodeCase, Entity: b.a.ID.Entity}, Category: domain.CaseUnposted, Twin: b.a.ID.UUID.String(), SubjectID: b.a.ID,
		Title: b.a.Key + " was refused by the ledger", Evidence: problem, Exposure: b.a.Amount.Abs(),
		DueAt: dueAfter(b.w.dir.entities[b.a.ID.Entity], b.w.at, slaDays[b.account.Risk]),
	}, b.account.PreparerID)
	return err
}

// intendEntry keeps the intent to post an adjustment that was just approved, and the job that will.
// Errors: PERIOD_CLOSED when no period is open.
func (s *Service) intendEntry(ctx context.Context, w *work, a *domain.MatchAdjustment) error {
	on, err := w.postingDay(ctx, a.ID.Entity)
	if err != nil {
		return err
	}
	document := a.LedgerDocument(w.dir.entities[a.ID.Entity], on)
	p := &domain.Posting{
		ID: domain.ID{Kind: domain.NodePosting, Entity: a.ID.Entity, UUID: domain.NewUUID(w.at)}, AdjustmentID: a.ID.UUID, Version: 1, Revision: 1,
		Effect: effectPost, Connector: s.ledgerName, State: domain.PostingPending, Key: fmt.Sprintf("%s:1:%s", a.ID.UUID, effectPost),
		BodyHash: connect.Digest(document), Body: &document, Digest: connect.Digest(document), UpdatedAt: w.at,
	}
	if err := w.tx.InsertPosting(ctx, p); err != nil {
		return err
	}
	w.enqueue(domain.PostDocument{Entity: p.ID.Entity, Posting: p.ID.UUID})
	return nil
}

// postingDay is today while its period takes entries, else the first day after it that one takes.
// Errors: PERIOD_CLOSED when none does.
func (w *work) postingDay(ctx context.Context, entity domain.EntityID) (domain.Date, error) {
	today := domain.DateOf(w.at)
	periods, err := w.tx.Periods(ctx, entity, today)
	if err != nil {
		return today, err
	}
	for _, p := range periods {
		switch {
		case p.Takes() && p.First.Before(today):
			return today, nil
		case p.Takes():
			return p.First, nil
		}
	}
	return today, domain.Refuse(domain.CodePeriodClosed, "No posting period of %s is open, so nothing can be posted.", w.dir.entities[entity].Code)
}

// RetryAdjustment tries to post an approved adjustment again that the ledger refused, after its cause was mended.
//
// Errors: NOT_FOUND; FORBIDDEN; OVER_LIMIT; STALE; WRONG_STATE.
func (s *Service) RetryAdjustment(ctx context.Context, in domain.ActInput) (*AdjustmentDone, error) {
	done := AdjustmentDone{Adjustment: in.ID}
	c := command{name: "postAdjustment", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		_, a, err := s.lockAdjustment(ctx, w, in.ID, in.Version)
		if err != nil {
			return err
		}
		facts := a.Facts()
		permit, err := s.allowOn(ctx, w, domain.PostInvoice, &facts)
		if err != nil {
			return err
		}
		p, err := w.tx.PostingOf(ctx, a.ID, effectPost)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return domain.Refuse(domain.CodeWrongState, "%s is not approved, so nothing of it is posted.", a.Key).With("state", a.State)
		}
		if err != nil {
			return err
		}
		if elsewhere := s.connected(p); elsewhere != nil {
			return elsewhere
		}
		if err := p.Retry(w.at); err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, domain.Happened("adjustment.posting_retried", a.ID, actorName(w.actor)+" had "+a.Key+" posted again.").With("posting", p.ID)); err != nil {
			return err
		}
		w.enqueue(domain.PostDocument{Entity: p.ID.Entity, Posting: p.ID.UUID})
		return w.tx.SavePosting(ctx, p)
	})
}
