package domain

import (
	"fmt"
	"strings"
	"testing"
)

// was is a step as a route has it: "1 owner of cost centre 4100: owner" with a limit of 10,000.00.
func was(order int, via string, people ...string) ApprovalStep {
	limit := eur(10_000_00)
	s := ApprovalStep{Order: order, State: TaskPending, Via: via, Limit: &limit}
	for _, name := range people {
		s.Approvers = append(s.Approvers, &User{ID: ID{NodeUser, 0, UUIDOf(name)}, Name: name})
	}
	return s
}

// drawn is what was found in short: "GONE 1, CAME 1, SAME 2".
func drawn(list []StepDifference) string {
	parts := make([]string, len(list))
	for i, d := range list {
		step := d.After
		if step == nil {
			step = d.Before
		}
		parts[i] = fmt.Sprintf("%s %d", d.Kind, step.Order)
	}
	return strings.Join(parts, ", ")
}

func TestCompareRoutes_NamesEveryStepOnce(t *testing.T) {
	t.Parallel()
	owner, other := was(1, "owner of cost centre 4100", "owner"), was(1, "owner of cost centre 4200", "lead")
	clerk, cfo := was(2, "role Accounts payable", "clerk"), was(3, "role CFO", "cfo1", "cfo2")
	poorer := was(2, "role Accounts payable", "clerk")
	poorer.Limit = nil
	higher := was(2, "role Accounts payable", "clerk")
	limit := eur(20_000_00)
	higher.Limit = &limit
	for name, c := range map[string]struct {
		before, after []ApprovalStep
		want          string
	}{
		"nothing changed":            {[]ApprovalStep{owner, clerk}, []ApprovalStep{owner, clerk}, "SAME 1, SAME 2"},
		"another owner":              {[]ApprovalStep{owner, clerk}, []ApprovalStep{other, clerk}, "GONE 1, CAME 1, SAME 2"},
		"a step more":                {[]ApprovalStep{owner, clerk}, []ApprovalStep{owner, clerk, cfo}, "SAME 1, SAME 2, CAME 3"},
		"a step less":                {[]ApprovalStep{owner, clerk, cfo}, []ApprovalStep{owner, clerk}, "SAME 1, SAME 2, GONE 3"},
		"the first fell away":        {[]ApprovalStep{owner, clerk}, []ApprovalStep{was(1, clerk.Via, "clerk")}, "GONE 1, SAME 1"},
		"in another order":           {[]ApprovalStep{owner, clerk}, []ApprovalStep{was(1, clerk.Via, "clerk"), was(2, owner.Via, "owner")}, "SAME 1, SAME 2"},
		"other people":               {[]ApprovalStep{owner, cfo}, []ApprovalStep{owner, was(2, cfo.Via, "cfo2")}, "SAME 1, CHANGED 2"},
		"people in another order":    {[]ApprovalStep{cfo}, []ApprovalStep{was(1, cfo.Via, "cfo2", "cfo1")}, "SAME 1"},
		"another limit":              {[]ApprovalStep{owner, clerk}, []ApprovalStep{owner, higher}, "SAME 1, CHANGED 2"},
		"no limit any more":          {[]ApprovalStep{owner, clerk}, []ApprovalStep{owner, poorer}, "SAME 1, CHANGED 2"},
		"nobody is asked any more":   {[]ApprovalStep{owner, clerk}, nil, "GONE 1, GONE 2"},
		"nobody was asked before":    {nil, []ApprovalStep{owner}, "CAME 1"},
		"the same role twice, later": {[]ApprovalStep{was(1, cfo.Via, "cfo1")}, []ApprovalStep{was(1, cfo.Via, "cfo1"), was(2, cfo.Via, "cfo2")}, "SAME 1, CAME 2"},
	} {
		got := CompareRoutes(&ApprovalRoute{Steps: c.before}, &ApprovalRoute{Steps: c.after})
		if drawn(got) != c.want {
			t.Errorf("%s: %s, want %s", name, drawn(got), c.want)
		}
		if again := CompareRoutes(&ApprovalRoute{Steps: c.after}, &ApprovalRoute{Steps: c.before}); len(again) != len(got) {
			t.Errorf("%s: %s there, %s back", name, drawn(got), drawn(again))
		}
	}
}

func TestStepDifference_FellIsAnApprovalThatStandsNoLonger(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		decision *Decision
		want     bool
	}{
		"fell":                   {&Decision{Outcome: DecideApprove}, true},
		"stands":                 {&Decision{Outcome: DecideApprove, Standing: true}, false},
		"a return is no consent": {&Decision{Outcome: DecideReturn}, false},
		"nobody decided":         {nil, false},
	} {
		before := was(1, "role CFO", "cfo1")
		before.Decision = c.decision
		route := &ApprovalRoute{ChangedFrom: &ApprovalRoute{Steps: []ApprovalStep{before}}}
		if got := route.Differences()[0].Fell(); (got != nil) != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := (StepDifference{Kind: StepCame, After: &ApprovalStep{}}).Fell(); got != nil {
		t.Errorf("a new step: %+v", got)
	}
	if got := (&ApprovalRoute{Steps: []ApprovalStep{was(1, "role CFO", "cfo1")}}).Differences(); got != nil {
		t.Errorf("a first route differs from nothing: %+v", got)
	}
}
