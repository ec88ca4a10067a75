package domain

import (
	"fmt"
	"slices"
	"time"
)

// Undo takes a person's own last decision back while nothing has followed it. The step waits again, as do those that
// fell away with it. A last approval can be taken back only while its Posting, which must be loaded then, was never
// tried; the invoice's Posting is nil afterwards, and the workflow deletes the intent in the same transaction.
//
// Errors: FORBIDDEN for a decision of somebody else; WRONG_STATE when it stands no longer, the window has passed, or
// something followed.
func (i *Invoice) Undo(by Actor, decision *Decision, window time.Duration, at time.Time) (Event, error) {
	if decision.InvoiceID != i.ID.UUID {
		return Event{}, Refuse(CodeNotFound, "There is no such decision.")
	}
	if !by.IsPerson() || decision.ActorID != by.ID || decision.ActorKind != ActorPerson {
		return Event{}, Refuse(CodeForbidden, "You can take back only a decision of your own.")
	}
	if err := i.may(VerbUndo); err != nil {
		return Event{}, err
	}
	steps := i.steps()
	here := slices.IndexFunc(steps, func(t *Task) bool { return t.ID.UUID == decision.TaskID })
	switch {
	case !decision.Standing || decision.Round != i.Round:
		return Event{}, i.wrongState("This decision stands no longer.")
	case at.Sub(decision.At) > window:
		return Event{}, i.wrongState("The time to take a decision back, %s, has passed.", window)
	case here < 0:
		return Event{}, fmt.Errorf("undo on invoice %s: the decision's step is not loaded", i.Key)
	case i.UpdatedAt.After(decision.At):
		return Event{}, i.wrongState("Something has followed this decision already.")
	}
	if i.State == StatePosting {
		if i.Posting == nil || i.Posting.State != PostingPending || i.Posting.Attempts > 0 || i.Posting.Fence > 0 {
			return Event{}, i.wrongState("The ledger has been asked to take this invoice already.")
		}
		i.Posting = nil
	}
	before := i.State
	i.to(VerbUndo, StateInReview)
	i.closeTasks(TaskFixData, TaskCancelled)
	decision.Standing = false
	steps[here].Decision = nil
	steps[here].State = TaskReady
	for _, later := range steps[here+1:] {
		later.State = TaskPending
	}
	event := i.told("decision.undone", by, at, "%s took back their decision on step %d.", by.named(), *steps[here].Step).
		With("step", *steps[here].Step).With("round", i.Round).With("outcome", string(decision.Outcome))
	if before != i.State {
		event = event.Changed("state", string(before), string(i.State))
	}
	return event, nil
}
