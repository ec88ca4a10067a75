package domain

import (
	"errors"
	"slices"
	"testing"
	"time"
)

var (
	noon   = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	maria  = Actor{Kind: ActorPerson, ID: UUIDOf("maria"), Name: "Maria Keller"}
	tom    = Actor{Kind: ActorPerson, ID: UUIDOf("tom"), Name: "Tom Berg"}
	clerk  = Actor{Kind: ActorPerson, ID: UUIDOf("clerk"), Name: "Ada Clerk"}
	poster = SystemActor("poster")
)

// sample is an invoice in a state, with two steps of which the first is open in review, approved in POSTING.
func sample(state ItemState) *Invoice {
	i := &Invoice{
		ID: ID{NodeInvoice, 1, UUIDOf("inv")}, Key: "INV-2026-000001", Number: "RE-1", Kind: KindInvoice, State: StateDraft,
		SellerName: "Stahl GmbH", SellerTaxID: "DE1", BankAccount: "DE89370400440532013000", BuyerName: ptr("Rollwerk SE"),
		IssuedOn: NewDate(2026, 3, 1), DueOn: NewDate(2026, 4, 1), Currency: "EUR", Net: NewMoney(10000, "EUR"), Tax: NewMoney(1900, "EUR"),
		Gross: NewMoney(11900, "EUR"), Payable: NewMoney(11900, "EUR"), Group: NewMoney(11900, "EUR"), Base: NewMoney(11900, "EUR"),
		EnteredBy: clerk, FileID: UUIDOf("file"), Orders: []string{"4500001"},
		Lines: []InvoiceLine{
			{Number: 1, Text: "Steel", Quantity: dec("2"), Unit: ptr("C62"), Price: dec("30"), Amount: NewMoney(6000, "EUR"), TaxCategory: ptr("S"), TaxRate: dec("19"), AccountCode: "6300", CenterCode: "4100", OrderLine: ptr("10")},
			{Number: 2, Text: "Bolts", Amount: NewMoney(4000, "EUR"), AccountCode: "6300", CenterCode: "4200"},
		},
		Taxes: []TaxLine{{Category: "S", Rate: dec("19"), Base: NewMoney(10000, "EUR"), Tax: NewMoney(1900, "EUR")}},
	}
	i.Digest = i.ComputeDigest()
	i.State, i.Round, i.Center = state, 1, "4100"
	i.Tasks = []*Task{
		{ID: ID{NodeTask, 1, UUIDOf("t1")}, Kind: TaskApprove, State: TaskReady, InvoiceID: i.ID.UUID, Round: 1, Step: ptr(1), CandidateIDs: []UUID{maria.ID}},
		{ID: ID{NodeTask, 1, UUIDOf("t2")}, Kind: TaskApprove, State: TaskPending, InvoiceID: i.ID.UUID, Round: 1, Step: ptr(2), CandidateIDs: []UUID{maria.ID, tom.ID}},
	}
	return i
}

func route(i *Invoice, automatic bool) *ApprovalRoute {
	r := &ApprovalRoute{InvoiceID: i.ID.UUID, Round: i.Round + 1, Automatic: automatic, Explanation: &RouteExplanation{Chosen: &PolicyRow{Name: "Small"}}}
	if !automatic {
		r.Steps = []ApprovalStep{{Order: 1, Via: "owner of cost centre 4100"}, {Order: 2, Via: "role CFO"}}
	}
	return r
}

func decided(i *Invoice, by Actor, at time.Time) *Decision {
	d := &Decision{TaskID: UUIDOf("t1"), InvoiceID: i.ID.UUID, Round: 1, Outcome: DecideApprove, ActorKind: by.Kind, ActorID: by.ID, At: at, Standing: true}
	i.Tasks[0].Decision, i.Tasks[0].State = d, TaskDone
	i.UpdatedAt = at
	return d
}

// verbs calls each verb with everything else right, so that only the state can refuse it.
var verbs = map[InvoiceVerb]func(*Invoice) error{
	VerbSubmit: func(i *Invoice) error { _, err := i.Submit(clerk, noon); return err },
	VerbHold: func(i *Invoice) error {
		i.Checks = []CheckResult{{Rule: "X", Outcome: CheckBlocker, Message: "No."}}
		_, err := i.Hold(noon)
		return err
	},
	VerbRoute: func(i *Invoice) error { _, err := i.Routed(route(i, false), noon); return err },
	VerbApprove: func(i *Invoice) error {
		_, _, err := i.Decide(maria, i.Tasks[0], DecideTaskInput{Outcome: DecideApprove}, noon)
		return err
	},
	VerbReject: func(i *Invoice) error {
		_, _, err := i.Decide(maria, i.Tasks[0], DecideTaskInput{Outcome: DecideReject, ReasonCode: ptr("OTHER"), Comment: ptr("wrong")}, noon)
		return err
	},
	VerbReturn: func(i *Invoice) error {
		_, _, err := i.Decide(maria, i.Tasks[0], DecideTaskInput{Outcome: DecideReturn, ReasonCode: ptr("OTHER"), Comment: ptr("wrong")}, noon)
		return err
	},
	VerbUndo: func(i *Invoice) error {
		i.Posting = &Posting{State: PostingPending}
		_, err := i.Undo(maria, decided(i, maria, noon), time.Minute, noon)
		return err
	},
	VerbWithdraw: func(i *Invoice) error { _, err := i.Withdraw(clerk, "double", noon); return err },
	VerbAmend: func(i *Invoice) error {
		_, err := i.Amend(InvoiceChange{Number: ptr("RE-2")}, clerk, "misread", noon)
		return err
	},
	VerbCode: func(i *Invoice) error {
		_, err := i.Code([]LineCoding{{Number: 1, Account: &Account{Code: "6400"}}}, clerk, noon)
		return err
	},
	VerbPosted:  func(i *Invoice) error { _, err := i.Posted("4711", noon); return err },
	VerbRefused: func(i *Invoice) error { _, err := i.PostingRefused("Closed.", noon); return err },
	VerbRetry:   func(i *Invoice) error { _, err := i.PostingRetried(clerk, noon); return err },
	VerbReroute: func(i *Invoice) error { _, err := i.Reroute(poster, "Nobody is left.", noon); return err },
	VerbReverse: func(i *Invoice) error { _, err := i.Reversed(clerk, "wrong entity", noon); return err },
}

func TestInvoice_EveryStateTakesExactlyTheVerbsOfTheTable(t *testing.T) {
	t.Parallel()
	for _, state := range InvoiceStates() {
		for verb, call := range verbs {
			i := sample(state)
			err := call(i)
			next, allowed := nextStates[state][verb]
			if !allowed {
				var refusal *Error
				if !errors.As(err, &refusal) || refusal.Code != CodeWrongState || refusal.Details["state"] != string(state) {
					t.Errorf("%s in %s: %v", verb, state, err)
				}
				if i.State != state {
					t.Errorf("%s in %s was refused and moved to %s", verb, state, i.State)
				}
				continue
			}
			if err != nil || !slices.Contains(next, i.State) {
				t.Errorf("%s in %s led to %s, %v", verb, state, i.State, err)
			}
		}
	}
	if len(verbs) != len(verbWords) || len(InvoiceStates()) != len(stateWords) {
		t.Error("a verb or a state has no words")
	}
}

func TestInvoice_AWrongStateNamesWhatMayFollow(t *testing.T) {
	t.Parallel()
	var refusal *Error
	if err := verbs[VerbPosted](sample(StateReturned)); !errors.As(err, &refusal) {
		t.Fatal(err)
	}
	want := []string{"amend", "code", "submit", "undo", "withdraw"}
	if !slices.Equal(refusal.Details["next"].([]string), want) || refusal.Message != "This invoice is returned, so it cannot be confirmed as posted." {
		t.Errorf("%s %v", refusal.Message, refusal.Details)
	}
}

func TestAllowedActions_FollowTheTable(t *testing.T) {
	t.Parallel()
	for state, want := range map[ItemState][]Action{
		StateDraft:     {ViewInvoice, EnterInvoice, CodeInvoice},
		StateInReview:  {ViewInvoice, EnterInvoice, CodeInvoice, ApproveInvoice},
		StatePosting:   {ViewInvoice},
		StateFailed:    {ViewInvoice, CodeInvoice, PostInvoice},
		StatePosted:    {ViewInvoice, PostInvoice},
		StateCancelled: {ViewInvoice},
	} {
		if got := AllowedActions(state); !slices.Equal(got, want) {
			t.Errorf("%s allows %v", state, got)
		}
	}
}

func TestInvoice_EveryEventTellsWhoWhatAndWhen(t *testing.T) {
	t.Parallel()
	i := sample(StateDraft)
	e, err := i.Submit(clerk, noon)
	if err != nil {
		t.Fatal(err)
	}
	if e.Kind != "invoice.submitted" || e.Text != "Ada Clerk handed the invoice in." || e.ActorID != clerk.ID || !e.At.Equal(noon) || e.Subject != i.ID {
		t.Errorf("%+v", e)
	}
	if len(e.Changes) != 1 || *e.Changes[0].Before != "DRAFT" || *e.Changes[0].After != "SUBMITTED" || e.Data["digest"] != i.Digest {
		t.Errorf("%+v", e.Changes)
	}
	if i.Touches != 1 || !i.UpdatedAt.Equal(noon) {
		t.Errorf("touches %d, updated %v", i.Touches, i.UpdatedAt)
	}
}

func TestSubmit_NamesEverythingThatIsMissing(t *testing.T) {
	t.Parallel()
	i := sample(StateDraft)
	i.Number, i.SellerName, i.Gross = " ", "", Money{}
	i.Lines[1].Amount = NewMoney(1, "USD")
	_, err := i.Submit(clerk, noon)
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Code != CodeInvalid || len(refusal.Details["violations"].([]Violation)) != 4 {
		t.Errorf("%v", err)
	}
	if i.State != StateDraft || i.Touches != 0 {
		t.Error("a refusal changed the invoice")
	}
}

func TestHold_TellsTheFirstReason(t *testing.T) {
	t.Parallel()
	i := sample(StateSubmitted)
	if _, err := i.Hold(noon); err == nil || CodeOf(err) != CodeInternal || i.State != StateSubmitted {
		t.Errorf("held without a reason: %v", err)
	}
	i.Checks = []CheckResult{{Rule: "A", Outcome: CheckWarning}, {Rule: "B", Outcome: CheckBlocker, Message: "Twin."}, {Rule: "C", Outcome: CheckBlocker, Message: "Closed."}}
	e, err := i.Hold(noon)
	if err != nil || e.Text != "On hold for 2 reasons, the first: Twin." || !slices.Equal(e.Data["rules"].([]string), []string{"B", "C"}) || i.Touches != 0 {
		t.Errorf("%v %+v", err, e)
	}
}

func TestRouted_TakesARouteOfItsNextRoundOnly(t *testing.T) {
	t.Parallel()
	i := sample(StateSubmitted)
	e, err := i.Routed(route(i, false), noon)
	if err != nil || i.State != StateInReview || i.Round != 2 ||
		e.Text != "Asked for approval, by row “Small”: owner of cost centre 4100, then role CFO." {
		t.Errorf("%v %+v", err, e)
	}
	i = sample(StateSubmitted)
	if e, err = i.Routed(route(i, true), noon); err != nil || i.State != StatePosting || e.Kind != "invoice.auto_approved" {
		t.Errorf("%v %+v", err, e)
	}
	if d, err := i.AutoDecision(poster, noon); err != nil || d.Outcome != DecideAuto || d.Digest != i.Digest || d.Round != 2 || !d.Standing {
		t.Errorf("%v %+v", err, d)
	}
	if _, err := i.AutoDecision(maria, noon); err == nil {
		t.Error("a person passed for a policy")
	}
	for name, spoil := range map[string]func(*ApprovalRoute){
		"round": func(r *ApprovalRoute) { r.Round++ }, "invoice": func(r *ApprovalRoute) { r.InvoiceID = UUID{} },
		"nobody": func(r *ApprovalRoute) { r.Steps = nil }, "both": func(r *ApprovalRoute) { r.Automatic = true },
	} {
		i := sample(StateSubmitted)
		r := route(i, false)
		spoil(r)
		if _, err := i.Routed(r, noon); err == nil || i.State != StateSubmitted {
			t.Errorf("%s: %v, %s", name, err, i.State)
		}
	}
}

func TestPosting_MovesTheInvoice(t *testing.T) {
	t.Parallel()
	i := sample(StatePosting)
	if e, err := i.PostingRefused("Account 1 is blocked.", noon); err != nil || i.State != StateFailed || e.Data["problem"] != "Account 1 is blocked." {
		t.Errorf("%v %+v", err, e)
	}
	i.Tasks = append(i.Tasks, i.ResolveTask([]UUID{tom.ID}, "refused", noon))
	if _, err := i.PostingRetried(tom, noon); err != nil || i.State != StatePosting || i.Tasks[2].State != TaskDone {
		t.Errorf("%v", err)
	}
	if e, err := i.Posted("900017", noon); err != nil || i.State != StatePosted || e.Text != "The ledger confirmed it as 900017." {
		t.Errorf("%v %+v", err, e)
	}
	if _, err := i.Reversed(tom, "no", noon); CodeOf(err) != CodeInvalid {
		t.Errorf("a reason of two letters: %v", err)
	}
	if e, err := i.Reversed(tom, "wrong entity", noon); err != nil || i.State != StateCancelled || *e.Reason != "wrong entity" {
		t.Errorf("%v %+v", err, e)
	}
}
