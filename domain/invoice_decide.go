package domain

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// reasonCodes is the closed list of reasons for which an invoice is returned or rejected.
var reasonCodes = []string{"WRONG_AMOUNT", "WRONG_CODING", "NOT_ORDERED", "NOT_RECEIVED", "DUPLICATE", "WRONG_ENTITY", "OTHER"}

// Decide is Approve, Reject or Return, as d.Outcome says. Errors: INVALID for any other outcome, and theirs.
func (i *Invoice) Decide(by Actor, task *Task, d DecideTaskInput, at time.Time) (Decision, Event, error) {
	switch d.Outcome {
	case DecideApprove:
		return i.Approve(by, task, d, at)
	case DecideReject:
		return i.Reject(by, task, d, at)
	case DecideReturn:
		return i.Return(by, task, d, at)
	}
	return Decision{}, Event{}, RefuseField(CodeInvalid, "outcome", "A person approves, rejects or returns.")
}

// Approve records a person's approval of a ready step, bound to the invoice's digest. The next step opens; after the
// last one the invoice is on its way to the ledger. Tasks must hold every step of the round, task among them.
//
// The decision's ID, Authority and Event are the workflow's to fill in.
// Errors: FORBIDDEN to who is not asked; DUTY_CONFLICT to who entered or last changed it or decided another step;
// WRONG_STATE when the invoice or the step waits for no decision; INVALID.
func (i *Invoice) Approve(by Actor, task *Task, d DecideTaskInput, at time.Time) (Decision, Event, error) {
	if err := i.mayDecide(VerbApprove, by, task, d); err != nil {
		return Decision{}, Event{}, err
	}
	steps := i.steps()
	here := slices.Index(steps, task)
	decision := i.decided(DecideApprove, by, task, d, at)
	before := i.State
	text := fmt.Sprintf("%s approved step %d of %d.", by.named(), *task.Step, len(steps))
	if here == len(steps)-1 {
		i.to(VerbApprove, StatePosting)
		text = fmt.Sprintf("%s approved step %d of %d: everybody needed has agreed.", by.named(), *task.Step, len(steps))
	} else {
		i.to(VerbApprove, StateInReview)
		steps[here+1].State = TaskReady
	}
	event := i.told("invoice.approved", by, at, "%s", text).With("step", *task.Step).With("round", i.Round).With("digest", i.Digest)
	if before != i.State {
		event = event.Changed("state", string(before), string(i.State))
	}
	return decision, withComment(event, d), nil
}

// Reject refuses the invoice for good; the steps after fall away. Errors as Approve.
func (i *Invoice) Reject(by Actor, task *Task, d DecideTaskInput, at time.Time) (Decision, Event, error) {
	return i.turnDown(VerbReject, DecideReject, StateRejected, "invoice.rejected", "%s rejected the invoice: %s.", by, task, d, at)
}

// Return sends the invoice back to be mended; the steps after fall away. Errors as Approve.
func (i *Invoice) Return(by Actor, task *Task, d DecideTaskInput, at time.Time) (Decision, Event, error) {
	return i.turnDown(VerbReturn, DecideReturn, StateReturned, "invoice.returned", "%s returned the invoice: %s.", by, task, d, at)
}

func (i *Invoice) turnDown(
	verb InvoiceVerb, outcome DecisionKind, state ItemState, kind, text string, by Actor, task *Task, d DecideTaskInput, at time.Time,
) (Decision, Event, error) {
	if err := i.mayDecide(verb, by, task, d); err != nil {
		return Decision{}, Event{}, err
	}
	decision := i.decided(outcome, by, task, d, at)
	before := i.State
	i.to(verb, state)
	i.cancelTasks()
	why := strings.ReplaceAll(strings.ToLower(*d.ReasonCode), "_", " ")
	event := i.told(kind, by, at, text, by.named(), why).With("step", *task.Step).With("round", i.Round).
		With("reasonCode", *d.ReasonCode).With("digest", i.Digest).Changed("state", string(before), string(i.State))
	return decision, withComment(event, d), nil
}

// mayDecide refuses in the order of what the caller may know: first who they are, then where the work stands, then what
// they wrote.
func (i *Invoice) mayDecide(verb InvoiceVerb, by Actor, task *Task, d DecideTaskInput) error {
	switch {
	case task.InvoiceID != i.ID.UUID:
		return Refuse(CodeNotFound, "There is no such task.")
	case !by.IsPerson():
		return Refuse(CodeForbidden, "Only a person decides on an invoice.")
	case !slices.Contains(task.CandidateIDs, by.Asked()):
		return Refuse(CodeForbidden, "You are not among those who are asked for this step.")
	case by.Stands(i.EditedBy) || i.EnteredBy.IsPerson() && by.Stands(i.EnteredBy.ID):
		return Refuse(CodeDutyConflict, "You entered or changed this invoice, so somebody else decides on it.")
	}
	if err := i.may(verb); err != nil {
		return err
	}
	if task.Kind != TaskApprove || task.Step == nil || task.Round != i.Round || task.State != TaskReady {
		return i.wrongState("This step no longer waits for a decision.")
	}
	if !i.own(task) {
		return fmt.Errorf("decide on invoice %s: the task is not among those loaded", i.Key)
	}
	for n, s := range i.steps() {
		if *s.Step != n+1 {
			return fmt.Errorf("decide on invoice %s: step %d of its round is not loaded", i.Key, n+1)
		}
		if d := s.Decision; d != nil && d.Standing && (by.Stands(d.ActorID) || by.Stands(d.OnBehalf.ID)) {
			return Refuse(CodeDutyConflict, "%s decided step %d already, so somebody else takes this one.", d.taker(by), *s.Step)
		}
	}
	return decisionWords(verb, d).Err()
}

// taker is which of the people who stand behind an act took an earlier step: four eyes count people, whoever acts for them.
func (d *Decision) taker(by Actor) string {
	if by.ID == d.ActorID || by.ID == d.OnBehalf.ID {
		return "You"
	}
	return by.OnBehalf.Name
}

func decisionWords(verb InvoiceVerb, d DecideTaskInput) Violations {
	var v Violations
	comment := ""
	if d.Comment != nil {
		comment = strings.TrimSpace(*d.Comment)
	}
	length := utf8.RuneCountInString(comment)
	if length > maxComment {
		v.Add("comment", "length", "A comment has at most %d characters.", maxComment)
	}
	if verb == VerbApprove {
		return v
	}
	if d.ReasonCode == nil || !slices.Contains(reasonCodes, *d.ReasonCode) {
		v.Add("reasonCode", "oneOf", "Choose a reason: %s.", strings.Join(reasonCodes, ", "))
	}
	if length < minReason {
		v.Add("comment", "length", "Say in your words what is wrong, in at least %d characters.", minReason)
	}
	return v
}

// decided closes the task with its decision.
func (i *Invoice) decided(outcome DecisionKind, by Actor, task *Task, d DecideTaskInput, at time.Time) Decision {
	decision := Decision{
		ID: ID{Kind: NodeDecision, Entity: i.ID.Entity}, TaskID: task.ID.UUID, InvoiceID: i.ID.UUID, Round: i.Round,
		Outcome: outcome, ActorKind: by.Kind, ActorID: by.ID, ActorName: by.Name, OnBehalf: by.OnBehalf, At: at, Comment: d.Comment,
		Digest: i.Digest, Standing: true,
	}
	if outcome != DecideApprove {
		decision.ReasonCode = d.ReasonCode
	}
	task.State = TaskDone
	kept := decision
	task.Decision = &kept
	return decision
}

// AutoDecision is the record that a policy let the invoice of an automatic route pass. by is a part of the house; a
// person can not give it. ID, Authority and Event are the workflow's to fill in.
func (i *Invoice) AutoDecision(by Actor, at time.Time) (Decision, error) {
	if by.Kind != ActorSystem || i.Route == nil || !i.Route.Automatic || i.Route.Round != i.Round {
		return Decision{}, fmt.Errorf("let invoice %s pass: its route is not automatic", i.Key)
	}
	return Decision{
		ID: ID{Kind: NodeDecision, Entity: i.ID.Entity}, InvoiceID: i.ID.UUID, Round: i.Round, Outcome: DecideAuto,
		ActorKind: by.Kind, ActorID: by.ID, ActorName: by.Name, At: at, Digest: i.Digest, Standing: true,
	}, nil
}

func withComment(e Event, d DecideTaskInput) Event {
	if d.Comment == nil {
		return e
	}
	return e.Because(strings.TrimSpace(*d.Comment))
}
