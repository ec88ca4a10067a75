package domain

import (
	"errors"
	"slices"
	"testing"
)

func TestAmend_VoidsApprovalsAndSaysSo(t *testing.T) {
	t.Parallel()
	i := sample(StateInReview)
	if _, _, err := i.Approve(maria, i.Tasks[0], agree, noon); err != nil {
		t.Fatal(err)
	}
	given, before := i.Tasks[0].Decision, i.Digest
	supplier := &Supplier{ID: ID{NodeSupplier, 0, UUIDOf("s")}}
	e, err := i.Amend(InvoiceChange{Supplier: supplier, Number: ptr(" RE-0002 "), DueOn: ptr(NewDate(2026, 5, 1))}, tom, "misread", noon)
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
