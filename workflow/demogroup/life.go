package demogroup

import (
	"fmt"
	"time"

	"countersign/domain"
)

// What people write when they send something back, refuse it or take it back.
var (
	returnWords = map[string]string{
		"WRONG_AMOUNT": "The agreed price was lower, please clear this with the supplier.",
		"WRONG_CODING": "This belongs to another cost centre.",
		"NOT_RECEIVED": "Half of this has not arrived yet.",
		"OTHER":        "The delivery note is missing, please add it.",
	}
	rejectWords = map[string]string{
		"NOT_ORDERED":  "Nobody here ordered this.",
		"DUPLICATE":    "We paid for this with the collective invoice already.",
		"WRONG_ENTITY": "This is for a sister company, they ask for a new invoice.",
		"NOT_RECEIVED": "The delivery was refused at the gate.",
	}
	returnCodes   = []string{"WRONG_AMOUNT", "WRONG_CODING", "NOT_RECEIVED", "OTHER"}
	rejectCodes   = []string{"NOT_ORDERED", "DUPLICATE", "WRONG_ENTITY", "NOT_RECEIVED"}
	approveWords  = []string{"Checked against the delivery note.", "As agreed with the supplier.", "Fine.", "OK, budgeted."}
	withdrawWords = []string{"Entered twice by mistake.", "The supplier sends a corrected invoice."}
	reverseWords  = []string{"Posted to the wrong year.", "The supplier cancelled the invoice."}
	amendWords    = []string{"The due date was agreed anew with the supplier.", "Due date corrected as by contract."}
)

// live tells the invoice from its entry to where the plan wants it.
func (s *tale) live() {
	s.enter()
	if s.end == endDraft {
		return
	}
	s.settle()
	if s.inv.State == domain.StateOnHold {
		if s.end == endHeld {
			return
		}
		s.works(2*time.Hour, 40*time.Hour)
		s.mended = true
		s.acts(s.clerk(), "submitItem")
		event, err := s.inv.Submit(s.actor, s.at)
		s.must(err)
		s.told(event, domain.EnterInvoice)
		s.settle()
	}
	s.decide()
	if s.inv.State == domain.StatePosting {
		s.post()
	}
	if s.end == endReversed && s.inv.State == domain.StatePosted {
		s.reverse()
	}
}

// enter hands the document in, or leaves it as a draft.
func (s *tale) enter() {
	inv := s.inv
	if s.end == endDraft {
		inv.Center = domain.LargestCenter(inv.Lines)
		inv.Digest = inv.ComputeDigest()
		s.told(domain.Happened("invoice.entered", inv.ID, nameOf(s.actor)+" began to enter the invoice."), domain.EnterInvoice)
		return
	}
	event, err := inv.Submit(s.actor, s.at)
	s.must(err)
	event.Kind, event.Text = "invoice.entered", nameOf(s.actor)+" entered the invoice."
	s.told(event, domain.EnterInvoice)
	if s.h.Intake != nil {
		s.told(domain.Happened("file.accepted", s.h.Intake.ID, "The file became invoice "+inv.Key+".").With("invoice", inv.ID), "")
	}
}

// decide asks the people of each step until the plan's end, through as many rounds as it takes.
func (s *tale) decide() {
	inv := s.inv
	if s.end == endWithdrawn && inv.State == domain.StateInReview {
		s.works(time.Hour, 20*time.Hour)
		s.acts(s.clerk(), "withdrawItem")
		event, err := inv.Withdraw(s.actor, pick(s.d, withdrawWords), s.at)
		s.must(err)
		s.told(event, domain.EnterInvoice)
		s.release()
		return
	}
	if s.end == endFirstStep && !s.d.chance(8) {
		return
	}
	comesBack := s.end == endReturned || s.end == endFirstStep || s.end == endPosted && s.d.chance(5)
	for inv.State == domain.StateInReview {
		steps := s.steps()
		at := 0
		for at < len(steps) && steps[at].State != domain.TaskReady {
			at++
		}
		last := at == len(steps)-1
		s.works(40*time.Minute, 52*time.Hour)
		switch {
		case comesBack:
			comesBack = false
			s.turnDown(steps[at], domain.DecideReturn, pick(s.d, returnCodes), returnWords)
			if s.end == endReturned {
				return
			}
			s.mend()
			if s.end == endFirstStep {
				return
			}
		case s.end == endRejected && (last || s.d.chance(70)):
			s.turnDown(steps[at], domain.DecideReject, pick(s.d, rejectCodes), rejectWords)
		case s.end == endLaterStep && last:
			return
		default:
			s.approve(steps[at])
		}
	}
}

// approve lets one of those who are asked agree.
func (s *tale) approve(task *domain.Task) {
	in := domain.DecideTaskInput{ID: task.ID, Version: task.Version, Outcome: domain.DecideApprove}
	if s.d.chance(12) {
		in.Comment = ref(pick(s.d, approveWords))
	}
	s.decided(task, in)
	if s.inv.State == domain.StatePosting {
		s.intend()
	}
	for _, t := range s.steps() {
		if t.State == domain.TaskReady && t.DueAt == nil {
			t.DueAt = s.due()
			t.Version++
		}
	}
}

func (s *tale) turnDown(task *domain.Task, outcome domain.DecisionKind, code string, words map[string]string) {
	s.decided(task, domain.DecideTaskInput{ID: task.ID, Version: task.Version, Outcome: outcome, ReasonCode: &code, Comment: ref(words[code])})
	s.release()
	if outcome == domain.DecideReturn {
		s.ask(s.inv.FixDataTask(s.holders(roleClerk), "Returned: "+words[code], s.at))
	}
}

// decided records a decision with the duties that it uses.
func (s *tale) decided(task *domain.Task, in domain.DecideTaskInput) {
	person := s.person(pick(s.d, s.notYet(task)))
	s.acts(person, "decideTask")
	decision, event, err := s.inv.Decide(s.actor, task, in, s.at)
	s.must(err)
	authority, _ := s.authority(person, s.place.Number)
	id, duty := s.told(event.With("task", task.ID), domain.ApproveInvoice)
	decision.ID.UUID, decision.Authority, decision.Event = s.d.id(s.at), authority, id
	task.Version++
	task.Decision.ID, task.Decision.Authority, task.Decision.Event = decision.ID, authority, id
	s.h.Decisions = append(s.h.Decisions, domain.DecisionRecord{Decision: decision, Duty: duty})
}

// mend changes the due date of a returned invoice and hands it in again, which asks everybody anew.
func (s *tale) mend() {
	s.works(time.Hour, 30*time.Hour)
	s.acts(s.clerk(), "updateInvoice")
	due := s.inv.DueOn.AddDays(s.d.between(5, 14))
	event, err := s.inv.Amend(domain.InvoiceChange{DueOn: &due}, s.actor, pick(s.d, amendWords), s.at)
	s.must(err)
	s.told(event, domain.EnterInvoice)
	s.wait(time.Minute, 10*time.Minute)
	s.acts(s.actor, "submitItem")
	event, err = s.inv.Submit(s.actor, s.at)
	s.must(err)
	s.voidDecisions()
	s.told(event, domain.EnterInvoice)
	s.settle()
}

// reverse takes a posted invoice back in the ledger, by a posting of its own.
func (s *tale) reverse() {
	s.works(20*time.Hour, 90*time.Hour)
	inv, original := s.inv, s.inv.Posting
	reason := pick(s.d, reverseWords)
	s.acts(s.person(pick(s.d, s.holders(rolePoster))), "reversePosting")
	back := &domain.Posting{
		ID:        domain.ID{Kind: domain.NodePosting, Entity: inv.ID.Entity, UUID: s.d.id(s.at)},
		InvoiceID: inv.ID.UUID, Version: 1, Revision: original.Revision, Effect: "reverse", Connector: original.Connector,
		State: domain.PostingPending, Key: fmt.Sprintf("%s:%d:reverse", inv.ID.UUID, original.Revision),
		BodyHash: original.BodyHash, Body: original.Body, Digest: original.Digest, Reference: original.Reference,
		Problem: &reason, UpdatedAt: s.at,
	}
	s.h.Postings = append(s.h.Postings, back)
	s.told(domain.Happened("posting.reversal_asked", inv.ID, s.actor.Name+" asked the ledger to take it back.").
		Because(reason).With("posting", back.ID), domain.PostInvoice)
	s.wait(time.Second, 10*time.Second)
	s.acts(poster, "postDocument")
	inv.Posting = back
	s.attempt("REVERSED", "", "")
	inv.Posting = original
	reference := fmt.Sprintf("%d-52%08d", s.at.Year(), s.plan.number+1)
	s.must(original.Reverse(reference, s.at))
	s.must(back.Confirm(reference, s.at))
	original.Version++
	event, err := inv.Reversed(s.actor, reason, s.at)
	s.must(err)
	s.told(event.With("posting", back.ID).With("reference", reference), domain.PostInvoice)
	s.release()
}

func ref[T any](v T) *T { return &v }
