package workflow

import (
	"context"
	"errors"
	"fmt"
	"time"

	"countersign/connect"
	"countersign/domain"
	"countersign/store"
)

// The one loop towards ledgers. Every iteration is: claim the posting in a transaction, make one attempt outside of any,
// record what came of it in a transaction. A crash between any two of these leaves a posting that the next claim looks
// for in the ledger before it sends anything again.

const (
	effectPost    = "post"
	effectReverse = "reverse"
)

// intendPosting keeps the intent to post what was just approved, and the job that will, after the time in which the
// last approver may still take it back.
func (s *Service) intendPosting(ctx context.Context, w *work, inv *domain.Invoice, wait time.Duration) error {
	entity := w.dir.entities[inv.ID.Entity]
	if inv.Supplier == nil && !inv.SupplierID.IsZero() {
		supplier, err := w.tx.Supplier(ctx, inv.SupplierID)
		if err != nil {
			return err
		}
		inv.Supplier = supplier
	}
	if err := w.keepPeriod(ctx, inv); err != nil {
		return err
	}
	document, err := inv.LedgerDocument(entity, inv.Supplier, w.dir.fallbacks(inv.ID.Entity))
	if err != nil {
		return err
	}
	p := &domain.Posting{
		ID:        domain.ID{Kind: domain.NodePosting, Entity: inv.ID.Entity, UUID: domain.NewUUID(w.at)},
		InvoiceID: inv.ID.UUID, Version: 1, Revision: inv.Round, Effect: effectPost, Connector: s.ledgerName,
		State: domain.PostingPending, Key: fmt.Sprintf("%s:%d:%s", inv.ID.UUID, inv.Round, effectPost),
		BodyHash: connect.Digest(document), Body: &document, Digest: inv.Digest, UpdatedAt: w.at,
	}
	due := w.at.Add(wait)
	if wait > 0 { // nobody takes it up before, not even who looks for lost postings
		p.RetryAt = &due
	}
	if err := w.tx.InsertPosting(ctx, p); err != nil {
		return err
	}
	w.enqueueAt(domain.PostDocument{Entity: p.ID.Entity, Posting: p.ID.UUID}, due)
	return nil
}

// keepPeriod moves the posting to an open period when its own was closed since the invoice was routed: approvals may
// take longer than a month. What is taken of the budgets moves with the year.
// Errors: PERIOD_CLOSED when no period is open.
func (w *work) keepPeriod(ctx context.Context, inv *domain.Invoice) error {
	on, err := w.openDay(ctx, inv, inv.PostingOn)
	if err != nil {
		return err
	}
	if on.Year() == inv.PostingOn.Year() {
		inv.PostingOn = on
		return nil
	}
	if err := w.release(ctx, inv); err != nil {
		return err
	}
	inv.PostingOn = on
	return w.claim(ctx, inv)
}

// openDay is day while its period takes entries, else the day on which the invoice would be posted now.
// Errors: PERIOD_CLOSED when no period is open.
func (w *work) openDay(ctx context.Context, inv *domain.Invoice, day domain.Date) (domain.Date, error) {
	periods, err := w.tx.Periods(ctx, inv.ID.Entity, domain.DateOf(w.at).AddDays(-oldestPeriodDays))
	if err != nil {
		return day, err
	}
	for _, p := range periods {
		if p.Takes() && !day.Before(p.First) && !p.Last.Before(day) {
			return day, nil
		}
	}
	facts := domain.CheckFacts{Invoice: inv, Entity: w.dir.entities[inv.ID.Entity], Periods: periods, Now: w.at}
	on := facts.PostingOn()
	if on.IsZero() {
		return on, domain.Refuse(domain.CodePeriodClosed, "No posting period of %s is open, so nothing can be posted.", facts.Entity.Code)
	}
	return on, nil
}

func (d *directory) fallbacks(entity domain.EntityID) domain.LedgerAccounts {
	code := func(kind string) string {
		if a := d.accountOfKind(entity, kind); a != nil {
			return a.Code
		}
		return ""
	}
	return domain.LedgerAccounts{Payable: code("PAYABLE"), Tax: code("OTHER_BALANCE"), Expense: code("PROFIT_LOSS")}
}

// attemptTimeout bounds one call of a ledger.
const attemptTimeout = 30 * time.Second

// PostDocument drives one posting until the ledger has answered for good or it must be waited for. Any number of
// workers may do so at once; an attempt of somebody else is left alone until it must have ended.
func (s *Service) PostDocument(ctx context.Context, task domain.PostDocument) error {
	return s.drive(ctx, task, attemptTimeout+5*time.Second)
}

// drive is PostDocument; lease says after which silence the attempt of another worker counts as lost.
func (s *Service) drive(ctx context.Context, task domain.PostDocument, lease time.Duration) error {
	if s.ledger == nil {
		return errors.New("no ledger is connected")
	}
	ctx = domain.WithActor(ctx, systemActor(ctx, "poster"))
	id := domain.ID{Kind: domain.NodePosting, Entity: task.Entity, UUID: task.Posting}
	for range 10 { // find, put, and every retryable answer in between; what is not done by then waits for its retry time
		p, step, err := s.claimPosting(ctx, id, lease)
		if err != nil || p == nil {
			return err
		}
		outcome, failure := s.try(ctx, p, step)
		again, err := s.recordAttempt(ctx, p, step, outcome, failure)
		if err != nil || !again {
			return err
		}
	}
	return nil
}

// claimPosting takes the posting for one attempt; nil when there is nothing to do, also because its approval was taken
// back. What was approved, by whom, and that they still may, is checked again now.
func (s *Service) claimPosting(ctx context.Context, id domain.ID, lease time.Duration) (p *domain.Posting, step domain.Step, err error) {
	err = s.change(ctx, command{name: "postDocument", entity: id.Entity, about: id}, func(w *work) error {
		p = nil
		about, locked, err := s.lockPosting(ctx, w, id)
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
			return store.Rollback()
		case err != nil:
			return err
		case !locked.Claimable(w.at, lease):
			return store.Rollback()
		}
		p = locked
		permit, err := s.gate.Allow(w.actor, domain.PostInvoice, about.facts(), w.at)
		if err != nil {
			return err
		}
		if problem := about.changed(p); problem != "" && p.Effect == effectPost && p.State == domain.PostingPending {
			return s.refusePosting(ctx, w, permit, about, p, problem)
		}
		if step, err = p.Claim(w.at); err != nil {
			return err
		}
		if err := w.tx.InsertAttempt(ctx, p, string(step), w.at); err != nil {
			return err
		}
		event := domain.Happened("posting."+string(step), about.id(), attemptText(p, step, s.ledgerName)).
			With("posting", p.ID).With("attempt", p.Attempts).With("fence", p.Fence)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		return w.tx.SavePosting(ctx, p)
	})
	if p != nil && p.State == domain.PostingRefused {
		p = nil
	}
	return p, step, err
}

func attemptText(p *domain.Posting, step domain.Step, ledger string) string {
	if step == domain.StepFind {
		return fmt.Sprintf("Asked the %s whether an earlier attempt had arrived.", ledger)
	}
	return fmt.Sprintf("Sent to the %s (attempt %d).", ledger, p.Attempts)
}

// stillMay says whether the right by which a step was approved holds on. A delegation need have lasted only until the
// approval, for all of them end; the right that was lent must hold now.
func (s *Service) stillMay(d *domain.Decision, inv *domain.Invoice, now time.Time) bool {
	by := d.By()
	if by.OnBehalf.ID.IsZero() {
		return s.gate.Explain(by, domain.ApproveInvoice, inv.Facts(), now).Allowed
	}
	return s.gate.Explain(by, domain.ApproveInvoice, inv.Facts(), d.At).Allowed &&
		s.gate.ExplainAbout(by.OnBehalf.ID, domain.ApproveInvoice, inv.Facts(), now).Allowed
}

// stillApproved says what has changed since the approval, "" when nothing has.
func (s *Service) stillApproved(w *work, inv *domain.Invoice, p *domain.Posting) string {
	if inv.Digest != p.Digest || inv.ComputeDigest() != p.Digest {
		return "The invoice is no longer the one that was approved."
	}
	for _, t := range inv.Tasks {
		d := t.Decision
		if t.Kind != domain.TaskApprove || t.Round != inv.Round {
			continue
		}
		if d == nil || !d.Standing || d.Outcome != domain.DecideApprove {
			return fmt.Sprintf("Step %d is not approved.", *t.Step)
		}
		if !s.stillMay(d, inv, w.at) {
			return fmt.Sprintf("%s, who approved it, may no longer do so.", actorName(d.By()))
		}
	}
	return ""
}
