package demogroup

import (
	"fmt"
	"strconv"
	"time"

	"countersign/domain"
)

// formerLedger is the connection that history was posted through. It is gone: the live one holds none of its documents.
const formerLedger = "former ledger"

// fallbacks are the accounts that the chart gives a posting.
var fallbacks = domain.LedgerAccounts{Payable: "1600", Tax: "1570", Expense: "5000"}

// refusals are what ledgers say when they refuse.
var refusals = []string{
	"Account 5400 is locked for postings.", "The posting period is closed in the ledger.",
	"The cost centre is not valid on the posting date.", "The supplier has no reconciliation account in this company.",
}

// intend keeps the intent to post what was just approved.
func (s *tale) intend() {
	inv := s.inv
	document, err := inv.LedgerDocument(&s.place.Entity, inv.Supplier, fallbacks)
	s.must(err)
	connector := formerLedger
	if s.end == endPosting || s.end == endFailed {
		connector = s.group.options.Ledger
	}
	inv.Posting = &domain.Posting{
		ID:        domain.ID{Kind: domain.NodePosting, Entity: inv.ID.Entity, UUID: s.d.id(s.at)},
		InvoiceID: inv.ID.UUID, Version: 1, Revision: inv.Round, Effect: "post", Connector: connector,
		State: domain.PostingPending, Key: fmt.Sprintf("%s:%d:post", inv.ID.UUID, inv.Round),
		BodyHash: s.group.options.BodyHash(document), Body: &document, Digest: inv.Digest, UpdatedAt: s.at,
	}
	s.h.Postings = append(s.h.Postings, inv.Posting)
}

// post drives the posting to where the plan wants it.
func (s *tale) post() {
	s.wait(2*time.Second, 90*time.Second)
	s.acts(poster, "postDocument")
	switch {
	case s.end == endPosting && s.plan.number%3 == 0:
		return // nobody has tried yet
	case s.end == endPosting:
		s.attempt("", "UNAVAILABLE", "The ledger did not answer in time.")
		p := s.inv.Posting
		retry := s.group.options.Now.Add(domain.Backoff(p.Attempts))
		s.must(p.Doubt("The ledger did not answer in time.", retry, s.at))
		s.told(domain.Happened("posting.in_doubt", s.inv.ID, "The ledger did not answer in time.").
			With("posting", p.ID).With("retryAt", retry), domain.PostInvoice)
	case s.end == endFailed, s.d.chance(2):
		s.refused()
	default:
		s.confirmed()
	}
}

// attempt claims the posting, tells so and keeps the attempt.
func (s *tale) attempt(outcome, class, problem string) {
	p := s.inv.Posting
	step, err := p.Claim(s.at)
	s.must(err)
	p.Version++
	text := fmt.Sprintf("Sent to the %s (attempt %d).", p.Connector, p.Attempts)
	if step == domain.StepFind {
		text = fmt.Sprintf("Asked the %s whether an earlier attempt had arrived.", p.Connector)
	}
	s.told(domain.Happened("posting."+string(step), s.inv.ID, text).With("posting", p.ID).
		With("attempt", p.Attempts).With("fence", p.Fence), domain.PostInvoice)
	a := domain.PostingAttempt{
		ID:     domain.UUIDOf("attempt", p.ID.UUID.String(), strconv.FormatInt(p.Fence, 10)),
		Entity: p.ID.Entity, PostingID: p.ID.UUID, Fence: p.Fence, Step: string(step), StartedAt: s.at,
	}
	s.wait(80*time.Millisecond, 1500*time.Millisecond)
	ended := s.at
	a.EndedAt = &ended
	if outcome == "" {
		outcome = class
	}
	a.Outcome = &outcome
	if problem != "" {
		a.Problem = &problem
	}
	s.h.Attempts = append(s.h.Attempts, a)
	p.Version++
}

func (s *tale) confirmed() {
	s.attempt("POSTED", "", "")
	inv, p := s.inv, s.inv.Posting
	reference := fmt.Sprintf("%d-51%08d", s.at.Year(), s.plan.number+1)
	s.must(p.Confirm(reference, s.at))
	event, err := inv.Posted(reference, s.at)
	s.must(err)
	s.told(event.With("posting", p.ID).With("reference", reference), domain.PostInvoice)
}

// refused lets the ledger refuse; where the plan goes on, a person mends the cause and sends it again.
func (s *tale) refused() {
	problem := pick(s.d, refusals)
	s.attempt("", "INVALID", problem)
	inv, p := s.inv, s.inv.Posting
	s.must(p.Refuse(problem, s.at))
	event, err := inv.PostingRefused(problem, s.at)
	s.must(err)
	s.told(event.With("posting", p.ID), domain.PostInvoice)
	s.ask(inv.ResolveTask(s.holders(rolePoster), "The ledger refused it: "+problem, s.at))
	if s.end == endFailed {
		return
	}
	s.works(time.Hour, 30*time.Hour)
	s.acts(s.personal(pick(s.d, seatsOf(holding, rolePoster))), "postItem")
	event, err = inv.PostingRetried(s.actor, s.at)
	s.must(err)
	s.must(p.Retry(s.at))
	s.told(event.With("posting", p.ID), domain.PostInvoice)
	s.wait(time.Second, 5*time.Second)
	s.acts(poster, "postDocument")
	s.confirmed()
}
