package domain

import (
	"maps"
	"strings"
	"testing"
)

// covered is a policy of two rows: the cost centre's owner below 3,000.00, and a finance head as well from there on.
func covered() PolicyVersion {
	below := Condition{FactAmount, OpLt, []string{"3000"}}
	return PolicyVersion{Currency: "EUR", Rows: []PolicyRow{
		{Name: "Small", When: []Condition{below}, Then: Outcome{Steps: []StepTemplate{asks(FromCostCenterOwner, "")}}},
		{Name: "Elsewhere", When: []Condition{{FactEntity, OpEq, []string{"FR01"}}}, Then: Outcome{Steps: []StepTemplate{asks(FromRole, "nobody")}}},
		{Name: "Large", Then: Outcome{Steps: []StepTemplate{asks(FromCostCenterOwner, ""), asks(FromRole, "cfo")}}},
	}}
}

// less is the house without the right to approve of some.
func less(people ...string) Directory {
	d := house()
	d.Limits = maps.Clone(d.Limits)
	for _, name := range people {
		delete(d.Limits, UUIDOf(name))
	}
	return d
}

func TestUncovered_NamesRowsThatLoseTheirLastApprover(t *testing.T) {
	t.Parallel()
	entity := &Entity{Number: 1, Code: "DE01"}
	for _, c := range []struct {
		gone []string
		rows string // names of the rows and what their sentences say
	}{
		{nil, ""},
		{[]string{"owner", "lead", "head"}, ""},          // the one at the top is left
		{[]string{"cfo2"}, ""},                           // cfo1 reaches further
		{[]string{"cfo1", "cfo2"}, "Large: 3000.00 EUR"}, // nobody at all
		{[]string{"owner", "lead", "head", "ceo"}, "Small: 0.01 EUR, Large: 3000.00 EUR"},
	} {
		var told []string
		for _, u := range covered().Uncovered(entity, house(), less(c.gone...)) {
			amount := strings.TrimPrefix(u.Why[:strings.Index(u.Why, ":")], "For an invoice of ")
			told = append(told, u.Row.Name+": "+amount)
			if !strings.Contains(u.Why, "Step ") || u.Entity != entity {
				t.Errorf("%v: %s", c.gone, u.Why)
			}
		}
		if got := strings.Join(told, ", "); got != c.rows {
			t.Errorf("without %v: %q, want %q", c.gone, got, c.rows)
		}
	}
}

func TestUncovered_FindsTheAmountAboveWhichNobodyIsLeft(t *testing.T) {
	t.Parallel()
	found := covered().Uncovered(&Entity{Number: 1, Code: "DE01"}, house(), less("cfo1"))
	if len(found) != 1 || !strings.HasPrefix(found[0].Why, "For an invoice of 100000.01 EUR: Step 2 of row “Large” asks role Finance head") {
		t.Errorf("%+v", found)
	}
}

func TestUncovered_BlamesNoDraftForWhatWasUncoveredBefore(t *testing.T) {
	t.Parallel()
	if found := covered().Uncovered(&Entity{Number: 1, Code: "FR01"}, less("cfo1", "cfo2"), less("cfo1", "cfo2", "clerk")); found != nil {
		t.Errorf("%+v", found)
	}
}
