package domain

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
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

func TestAmend_VoidsApprovalsAndSaysSo(t *testing.T) {
	t.Parallel()
	i := sample(StateInReview)
	if _, _, err := i.Approve(maria, i.Tasks[0], agree, noon); err != nil {
		t.Fatal(err)
	}
	given, before := i.Tasks[0].Decision, i.Digest
	supplier := &Supplier{ID: ID{NodeSupplier, 0, UUIDOf("s")}}
	e, err := i.Amend(InvoiceChange{Supplier: supplier, Number: ptr(" RE-0002 "), DueOn: &Date{2026, 5, 1}}, tom, "misread", noon)
	if err != nil || i.State != StateSubmitted || given.Standing || i.Tasks[1].State != TaskCancelled || i.EditedBy != tom.ID {
		t.Fatalf("%v %s %+v", err, i.State, given)
	}
	if i.Digest == before || i.Digest != i.ComputeDigest() || i.NumberNorm != "RE2" || i.SupplierID != supplier.ID.UUID {
		t.Errorf("%+v", i)
	}
	if e.Text != "Tom Berg changed the invoice. The approval given before fell." || e.Data["approvalsFell"] != 1 {
		t.Errorf("%+v", e)
	}
	var paths []string
	for _, c := range e.Changes {
		paths = append(paths, c.Path)
	}
	if !slices.Equal(paths, []string{"supplier", "number", "dueOn", "state"}) || *e.Changes[1].Before != "RE-1" || *e.Changes[1].After != "RE-0002" {
		t.Errorf("%v", paths)
	}
}

func TestAmend_RefusesWithoutReasonOrChange(t *testing.T) {
	t.Parallel()
	i := sample(StateReturned)
	before := i.Digest
	for name, c := range map[string]struct {
		change InvoiceChange
		reason string
	}{
		"nothing": {InvoiceChange{}, "because"}, "same": {InvoiceChange{Number: ptr("RE-1")}, "because"},
		"no reason": {InvoiceChange{Number: ptr("RE-2")}, "x"}, "no number": {InvoiceChange{Number: ptr(" ")}, "because"},
		"no date": {InvoiceChange{IssuedOn: &Date{}}, "because"},
	} {
		if _, err := i.Amend(c.change, clerk, c.reason, noon); CodeOf(err) != CodeInvalid || i.Digest != before || i.Touches != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCode_BooksLinesAndFindsTheLargestCentre(t *testing.T) {
	t.Parallel()
	i := sample(StateFailed)
	e, err := i.Code([]LineCoding{{Number: 1, Account: &Account{Code: "6400"}, Center: &CostCenter{Code: "4200"}}}, tom, noon)
	if err != nil || i.Lines[0].AccountCode != "6400" || i.Lines[0].CenterCode != "4200" || i.Center != "4200" || i.State != StateSubmitted {
		t.Fatalf("%v %+v", err, i.Lines)
	}
	if len(e.Changes) != 3 || e.Changes[0].Path != "lines[1].account" || e.Kind != "invoice.coded" {
		t.Errorf("%+v", e.Changes)
	}
	_, err = i.Code(nil, tom, noon)
	if CodeOf(err) != CodeWrongState {
		t.Errorf("%v", err)
	}
	i = sample(StateDraft)
	_, err = i.Code([]LineCoding{{Number: 3, Account: &Account{}}, {Number: 1}, {Number: 1, Account: &Account{Code: "1"}}}, tom, noon)
	var refusal *Error
	if !errors.As(err, &refusal) || len(refusal.Details["violations"].([]Violation)) != 3 {
		t.Errorf("%v", err)
	}
	if _, err = i.Code([]LineCoding{{Number: 1, Account: &Account{Code: "6300"}, Center: &CostCenter{Code: "4100"}}}, tom, noon); CodeOf(err) != CodeInvalid {
		t.Errorf("nothing changed: %v", err)
	}
}

func TestLargestCenter_ComparesSharesWithoutSign(t *testing.T) {
	t.Parallel()
	line := func(code string, minor int64) InvoiceLine {
		return InvoiceLine{CenterCode: code, Amount: NewMoney(minor, "EUR")}
	}
	for want, lines := range map[string][]InvoiceLine{
		"":  {line("", 500)},
		"A": {line("B", 100), line("A", 100)},
		"B": {line("A", 90), line("B", 50), line("B", 50)},
		"C": {line("A", 90), line("C", -100)},
	} {
		if got := LargestCenter(lines); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
