package domain

import (
	"testing"
	"time"
)

func TestUndo_TakesBackOnlyOnesOwnLastDecisionInTime(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*Invoice, *Decision)
		by    Actor
		after time.Duration
		code  Code
	}{
		"in time":            {nil, maria, 30 * time.Second, ""},
		"at the last moment": {nil, maria, time.Minute, ""},
		"too late":           {nil, maria, time.Minute + 1, CodeWrongState},
		"somebody else's":    {nil, tom, 0, CodeForbidden},
		"a machine's":        {func(_ *Invoice, d *Decision) { d.ActorKind = ActorSystem }, maria, 0, CodeForbidden},
		"fallen":             {func(_ *Invoice, d *Decision) { d.Standing = false }, maria, 0, CodeWrongState},
		"earlier round":      {func(_ *Invoice, d *Decision) { d.Round = 0 }, maria, 0, CodeWrongState},
		"other invoice":      {func(_ *Invoice, d *Decision) { d.InvoiceID = UUID{} }, maria, 0, CodeNotFound},
		"followed":           {func(i *Invoice, _ *Decision) { i.UpdatedAt = noon.Add(time.Second) }, maria, time.Minute, CodeWrongState},
	} {
		i := sample(StateInReview)
		if _, _, err := i.Approve(maria, i.Tasks[0], agree, noon); err != nil {
			t.Fatal(err)
		}
		d := i.Tasks[0].Decision
		if c.spoil != nil {
			c.spoil(i, d)
		}
		_, err := i.Undo(c.by, d, time.Minute, noon.Add(c.after))
		if CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
		if c.code == "" && (i.Tasks[0].State != TaskReady || i.Tasks[1].State != TaskPending || d.Standing || i.Tasks[0].Decision != nil) {
			t.Errorf("%s: %s %s", name, i.Tasks[0].State, i.Tasks[1].State)
		}
	}
}

func TestUndo_OfTheLastApprovalNeedsAPostingThatNobodyTried(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		posting *Posting
		ok      bool
	}{
		"untried": {&Posting{State: PostingPending}, true}, "not loaded": {nil, false}, "sent": {&Posting{State: PostingSent}, false},
		"tried": {&Posting{State: PostingPending, Attempts: 1}, false}, "claimed": {&Posting{State: PostingPending, Fence: 1}, false},
	} {
		i := sample(StateInReview)
		i.Tasks = i.Tasks[:1]
		if _, _, err := i.Approve(maria, i.Tasks[0], agree, noon); err != nil || i.State != StatePosting {
			t.Fatal(err)
		}
		i.Posting = c.posting
		e, err := i.Undo(maria, i.Tasks[0].Decision, time.Minute, noon)
		if c.ok != (err == nil) || c.ok != (i.State == StateInReview) {
			t.Errorf("%s: %v %s", name, err, i.State)
		}
		if c.ok && (i.Posting != nil || e.Text != "Maria Keller took back their decision on step 1.") {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

func TestUndo_OfAReturnClosesTheTaskToMendIt(t *testing.T) {
	t.Parallel()
	i := sample(StateInReview)
	_, _, err := i.Return(maria, i.Tasks[0], DecideTaskInput{ReasonCode: ptr("OTHER"), Comment: ptr("look")}, noon)
	if err != nil {
		t.Fatal(err)
	}
	i.Tasks = append(i.Tasks, i.FixDataTask([]UUID{clerk.ID}, "returned", noon))
	if _, err = i.Undo(maria, i.Tasks[0].Decision, time.Minute, noon); err != nil || i.State != StateInReview ||
		i.Tasks[0].State != TaskReady || i.Tasks[1].State != TaskPending || i.Tasks[2].State != TaskCancelled {
		t.Errorf("%v %s", err, i.State)
	}
}
