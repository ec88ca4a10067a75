package domain

import (
	"errors"
	"strings"
	"testing"
)

var agree = DecideTaskInput{Outcome: DecideApprove, Comment: ptr(" fine ")}

func TestApprove_OpensTheNextStepAndEndsWithTheLast(t *testing.T) {
	t.Parallel()
	i := sample(StateInReview)
	d, e, err := i.Approve(maria, i.Tasks[0], agree, noon)
	if err != nil || i.State != StateInReview || i.Tasks[0].State != TaskDone || i.Tasks[1].State != TaskReady {
		t.Fatalf("%v: %s %s %s", err, i.State, i.Tasks[0].State, i.Tasks[1].State)
	}
	if e.Text != "Maria Keller approved step 1 of 2." || e.Kind != "invoice.approved" || *e.Reason != "fine" || len(e.Changes) != 0 {
		t.Errorf("%+v", e)
	}
	if d.Digest != i.Digest || !d.Standing || d.Round != 1 || d.ActorID != maria.ID || d.TaskID != i.Tasks[0].ID.UUID || d.ReasonCode != nil {
		t.Errorf("%+v", d)
	}
	if _, e, err = i.Approve(tom, i.Tasks[1], agree, noon); err != nil || i.State != StatePosting || *e.Changes[0].After != "POSTING" {
		t.Errorf("%v %+v", err, e)
	}
}

func TestApprove_MovesATaskThatWasLoadedByItself(t *testing.T) {
	t.Parallel()
	i := sample(StateInReview)
	alone := *i.Tasks[0]
	if _, _, err := i.Approve(maria, &alone, agree, noon); err != nil || alone.State != TaskDone || i.Tasks[0].State != TaskDone || i.Tasks[1].State != TaskReady {
		t.Errorf("%v %s", err, alone.State)
	}
}

func TestDecide_RefusesWhoMayNot(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		by    Actor
		spoil func(*Invoice)
		code  Code
	}{
		"machine":          {poster, func(i *Invoice) { i.Tasks[0].CandidateIDs = []UUID{poster.ID} }, CodeForbidden},
		"not asked":        {tom, func(*Invoice) {}, CodeForbidden},
		"entered it":       {clerk, func(i *Invoice) { i.Tasks[0].CandidateIDs = []UUID{clerk.ID} }, CodeDutyConflict},
		"changed it":       {maria, func(i *Invoice) { i.EditedBy = maria.ID }, CodeDutyConflict},
		"step done":        {maria, func(i *Invoice) { i.Tasks[0].State = TaskDone }, CodeWrongState},
		"step pending":     {maria, func(i *Invoice) { i.Tasks[0].State = TaskPending }, CodeWrongState},
		"step cancelled":   {maria, func(i *Invoice) { i.Tasks[0].State = TaskCancelled }, CodeWrongState},
		"other round":      {maria, func(i *Invoice) { i.Tasks[0].Round = 0 }, CodeWrongState},
		"no approval":      {maria, func(i *Invoice) { i.Tasks[0].Kind = TaskFixData }, CodeWrongState},
		"other invoice":    {maria, func(i *Invoice) { i.Tasks[0].InvoiceID = UUIDOf("x") }, CodeNotFound},
		"on hold":          {maria, func(i *Invoice) { i.State = StateOnHold }, CodeWrongState},
		"steps not loaded": {maria, func(i *Invoice) { *i.Tasks[1].Step = 3 }, CodeInternal},
		"took another step": {maria, func(i *Invoice) {
			i.Tasks[1].Decision = &Decision{ActorID: maria.ID, Standing: true}
		}, CodeDutyConflict},
	} {
		i := sample(StateInReview)
		c.spoil(i)
		state := i.State
		_, _, err := i.Approve(c.by, i.Tasks[0], agree, noon)
		if CodeOf(err) != c.code || i.State != state || i.Touches != 0 {
			t.Errorf("%s: %v, %s", name, err, i.State)
		}
		if strings.Contains(err.Error(), maria.Name) && c.by != maria {
			t.Errorf("%s: %q names somebody", name, err)
		}
	}
}

func TestDecide_ATaskOutsideTheLoadedOnesIsOurFault(t *testing.T) {
	t.Parallel()
	i := sample(StateInReview)
	stranger := *i.Tasks[0]
	stranger.ID.UUID = UUIDOf("t9")
	if _, _, err := i.Approve(maria, &stranger, agree, noon); err == nil || CodeOf(err) != CodeInternal {
		t.Errorf("%v", err)
	}
}

func TestDecide_RejectingAndReturningNeedAReasonAndWords(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", maxComment+1)
	for name, c := range map[string]struct {
		reason, comment *string
		broken          int
	}{
		"nothing": {nil, nil, 2}, "unknown reason": {ptr("BORING"), ptr("wrong"), 1}, "no comment": {ptr("OTHER"), nil, 1},
		"two letters": {ptr("OTHER"), ptr(" no "), 1}, "too long": {ptr("OTHER"), &long, 1}, "right": {ptr("NOT_ORDERED"), ptr("nee"), 0},
	} {
		for _, outcome := range []DecisionKind{DecideReject, DecideReturn} {
			i := sample(StateInReview)
			_, _, err := i.Decide(maria, i.Tasks[0], DecideTaskInput{Outcome: outcome, ReasonCode: c.reason, Comment: c.comment}, noon)
			var refusal *Error
			switch {
			case c.broken == 0 && err != nil:
				t.Errorf("%s: %v", name, err)
			case c.broken > 0 && (!errors.As(err, &refusal) || len(refusal.Details["violations"].([]Violation)) != c.broken):
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	i := sample(StateInReview)
	if _, _, err := i.Approve(maria, i.Tasks[0], DecideTaskInput{Comment: &long}, noon); CodeOf(err) != CodeInvalid {
		t.Errorf("a long comment on an approval: %v", err)
	}
	if _, _, err := i.Decide(maria, i.Tasks[0], DecideTaskInput{Outcome: DecideAuto}, noon); CodeOf(err) != CodeInvalid {
		t.Errorf("a person let it pass by itself: %v", err)
	}
}

func TestReject_EndsItAndCancelsTheStepsBehind(t *testing.T) {
	t.Parallel()
	for outcome, state := range map[DecisionKind]ItemState{DecideReject: StateRejected, DecideReturn: StateReturned} {
		i := sample(StateInReview)
		d, e, err := i.Decide(maria, i.Tasks[0], DecideTaskInput{Outcome: outcome, ReasonCode: ptr("WRONG_AMOUNT"), Comment: ptr("12 too much")}, noon)
		if err != nil || i.State != state || i.Tasks[1].State != TaskCancelled || i.Tasks[0].State != TaskDone {
			t.Errorf("%v %s %s", err, i.State, i.Tasks[1].State)
		}
		if *d.ReasonCode != "WRONG_AMOUNT" || d.Outcome != outcome || !strings.HasSuffix(e.Text, "the invoice: wrong amount.") || *e.Reason != "12 too much" {
			t.Errorf("%+v %+v", d, e)
		}
	}
}

func TestWithdraw_OnlyWhileNobodyApproved(t *testing.T) {
	t.Parallel()
	i := sample(StateInReview)
	if _, _, err := i.Approve(maria, i.Tasks[0], agree, noon); err != nil {
		t.Fatal(err)
	}
	if _, err := i.Withdraw(clerk, "double", noon); CodeOf(err) != CodeWrongState || i.State != StateInReview {
		t.Errorf("%v", err)
	}
	i = sample(StateInReview)
	if e, err := i.Withdraw(clerk, "double", noon); err != nil || i.Tasks[0].State != TaskCancelled || i.Tasks[1].State != TaskCancelled || *e.Reason != "double" {
		t.Errorf("%v", err)
	}
}
