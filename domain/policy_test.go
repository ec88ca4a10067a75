package domain

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func eur(major int64) Money { return NewMoney(major*100, "EUR") }

func cond(fact FactKey, op ConditionOp, values ...string) Condition {
	return Condition{fact, op, values}
}

func asks(from ApproverSource, ref string) StepTemplate {
	return StepTemplate{From: from, Ref: optional(ref)}
}

// table is a small policy: automatic below 500 when matched, two for much money, the owner for the rest.
func table() PolicyVersion {
	small := eur(500)
	return PolicyVersion{ID: ID{Kind: NodePolicyVersion, UUID: UUIDOf("v")}, Policy: "approval", Number: 1, Currency: "EUR", Rows: []PolicyRow{
		{Order: 1, Name: "Nobody", When: []Condition{cond(FactMatchOutcome, OpEq, "MATCHED")}, Then: Outcome{Automatic: true, Cap: &small}},
		{Order: 2, Name: "Large", When: []Condition{cond(FactAmount, OpGte, "10000"), cond(FactEntity, OpIn, "DE01", "FR01")},
			Then: Outcome{Steps: []StepTemplate{asks(FromManagerChain, ""), asks(FromRole, "cfo")}}},
		{Order: 3, Name: "Rest", Then: Outcome{Steps: []StepTemplate{asks(FromCostCenterOwner, "")}}},
	}}
}

func facts(amount string, more ...Fact) []Fact {
	return append([]Fact{{FactAmount, amount, ""}, {FactEntity, "DE01", ""}, {FactMatchOutcome, "NO_PO", ""}, {FactChecks, "PASS", ""}}, more...)
}

func TestDecide_TakesTheFirstRowOfWhichAllHolds(t *testing.T) {
	t.Parallel()
	exp := table().Decide(facts("12000.00"))
	if exp.Chosen.Name != "Large" || len(exp.Trace) != 2 {
		t.Fatalf("%+v", exp)
	}
	if first := exp.Trace[0]; first.Matched || len(first.Failed) != 2 || first.Failed[0].Fact != FactMatchOutcome || first.Failed[1].Fact != FactAmount {
		t.Errorf("%+v", first)
	}
	exp = table().Decide(facts("9999.99"))
	if exp.Chosen.Name != "Rest" || len(exp.Trace) != 3 || exp.Trace[1].Failed[0].Values[0] != "10000" || !exp.Trace[2].Matched {
		t.Errorf("%+v", exp)
	}
	v := table()
	v.Rows = v.Rows[:2]
	if exp = v.Decide(facts("1")); exp.Chosen != nil || len(exp.Trace) != 2 {
		t.Errorf("%+v", exp)
	}
}

func TestDecide_LetsNothingPassThatIsDearOrUnclear(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		amount, checks string
		automatic      bool
		failed         Condition
	}{
		"clean":         {"499.99", "PASS", true, Condition{}},
		"at the cap":    {"500.00", "INFO", true, Condition{}},
		"above the cap": {"500.01", "PASS", false, cond(FactAmount, OpLt, "500.01")},
		"warning":       {"1", "WARNING", false, cond(FactChecks, OpIn, "PASS", "INFO")},
		"source down":   {"1", "UNKNOWN_SOURCE_DOWN", false, cond(FactChecks, OpIn, "PASS", "INFO")},
		"blocker":       {"1", "BLOCKER", false, cond(FactChecks, OpIn, "PASS", "INFO")},
	} {
		exp := table().Decide([]Fact{{FactAmount, c.amount, ""}, {FactMatchOutcome, "MATCHED", ""}, {FactChecks, c.checks, ""}})
		if exp.Chosen.Then.Automatic != c.automatic {
			t.Errorf("%s chose %s", name, exp.Chosen.Name)
			continue
		}
		if failed := exp.Trace[0].Failed; !c.automatic && (len(failed) != 1 || failed[0].Op != c.failed.Op || !slices.Equal(failed[0].Values, c.failed.Values)) {
			t.Errorf("%s failed on %+v", name, failed)
		}
	}
	v := table()
	v.Rows[0].Then.Cap = nil
	if exp := v.Decide([]Fact{{FactAmount, "0", ""}, {FactMatchOutcome, "MATCHED", ""}, {FactChecks, "PASS", ""}}); exp.Chosen.Then.Automatic {
		t.Error("an automatic row without a cap let something pass")
	}
}

func TestCondition_ComparesAmountsAsNumbersAndTheRestAsText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value string
		c     Condition
		want  bool
	}{
		{"9", cond(FactAmount, OpLt, "10"), true}, {"10.00", cond(FactAmount, OpLt, "10"), false}, {"10", cond(FactAmount, OpGte, "10.000"), true},
		{"10", cond(FactAmount, OpBetween, "10", "20"), true}, {"20", cond(FactAmount, OpBetween, "10", "20"), false}, {"19.99", cond(FactAmount, OpBetween, "10", "20"), true},
		{"10.0", cond(FactAmount, OpEq, "10"), true}, {"10.01", cond(FactAmount, OpNe, "10"), true}, {"5", cond(FactAmount, OpIn, "4", "5.0"), true},
		{"5", cond(FactAmount, OpNotIn, "4", "5.0"), false}, {"x", cond(FactAmount, OpNe, "10"), false}, {"5", cond(FactAmount, OpLt, "x"), false},
		{"DE01", cond(FactEntity, OpEq, "DE01"), true}, {"DE01", cond(FactEntity, OpNe, "DE01"), false}, {"DE01", cond(FactEntity, OpIn, "FR01", "DE01"), true},
		{"DE01", cond(FactEntity, OpNotIn, "FR01"), true}, {"9", cond(FactEntity, OpLt, "10"), false}, {"DE01", cond(FactEntity, OpEq), false},
		{"DE01", cond(FactEntity, OpIn), false}, {"5", cond(FactAmount, OpBetween, "1"), false}, {"DE01", cond(FactEntity, "LIKE", "DE01"), false},
	} {
		if got := c.c.holds(map[FactKey]string{c.c.Fact: c.value}); got != c.want {
			t.Errorf("%s %+v is %v", c.value, c.c, got)
		}
		if c.c.holds(map[FactKey]string{}) {
			t.Errorf("%+v holds of what nobody knows", c.c)
		}
	}
}

func TestRouteFacts_NameValueAndSource(t *testing.T) {
	t.Parallel()
	i := sample(StateSubmitted)
	i.Entity, i.Group, i.Kind = &Entity{Code: "DE01"}, NewMoney(-123456, "EUR"), KindCreditNote
	want := map[FactKey]string{
		FactAmount: "1234.56", FactEntity: "DE01", FactCostCenter: "4100", FactSupplierRisk: "HIGH", FactMatchOutcome: "NO_PO",
		FactKind: "CREDIT_NOTE", FactChecks: "WARNING",
	}
	list := RouteFacts(i, []CheckResult{{Outcome: CheckPass}, {Outcome: CheckWarning}})
	for _, f := range list {
		if want[f.Key] != f.Value || f.Source == "" {
			t.Errorf("%+v", f)
		}
	}
	if len(list) != len(want) {
		t.Errorf("%d facts", len(list))
	}
	i.Supplier, i.Match, i.Group = &Supplier{Risk: "LOW"}, Matched, Money{}
	for _, f := range RouteFacts(i, nil) {
		if f.Key == FactAmount || f.Key == FactSupplierRisk && f.Value != "LOW" || f.Key == FactMatchOutcome && f.Value != "MATCHED" {
			t.Errorf("%+v", f)
		}
	}
}

func TestValidate_FindsEverythingThatMustNotComeIntoForce(t *testing.T) {
	t.Parallel()
	if err := table().Validate(); err != nil {
		t.Fatal(err)
	}
	when := func(c ...Condition) func(*PolicyVersion) { return func(v *PolicyVersion) { v.Rows[1].When = c } }
	step := func(s StepTemplate) func(*PolicyVersion) {
		return func(v *PolicyVersion) { v.Rows[1].Then.Steps = []StepTemplate{s} }
	}
	dollars := NewMoney(100, "USD")
	for name, c := range map[string]struct {
		spoil func(*PolicyVersion)
		rule  string
	}{
		"no rows":              {func(v *PolicyVersion) { v.Rows = nil }, "total"},
		"last has conditions":  {func(v *PolicyVersion) { v.Rows = v.Rows[:2] }, "total"},
		"last is automatic":    {func(v *PolicyVersion) { v.Rows = v.Rows[:1]; v.Rows[0].When = nil }, "total"},
		"after a catch-all":    {func(v *PolicyVersion) { v.Rows[1].When = nil }, "reachable"},
		"twice the same":       {func(v *PolicyVersion) { v.Rows[0] = v.Rows[1]; v.Rows[0].Order = 1 }, "reachable"},
		"wrong order":          {func(v *PolicyVersion) { v.Rows[1].Order = 7 }, "order"},
		"no name":              {func(v *PolicyVersion) { v.Rows[1].Name = " " }, "required"},
		"no currency":          {func(v *PolicyVersion) { v.Currency = "" }, "iso4217"},
		"unknown fact":         {when(cond("MOOD", OpEq, "good")), "known"},
		"unknown op":           {when(cond(FactEntity, "LIKE", "D%")), "known"},
		"unknown value":        {when(cond(FactKind, OpEq, "LETTER")), "known"},
		"no value":             {when(cond(FactEntity, OpIn)), "arity"},
		"two values":           {when(cond(FactAmount, OpGte, "1", "2")), "arity"},
		"one bound":            {when(cond(FactAmount, OpBetween, "1")), "arity"},
		"bounds turned":        {when(cond(FactAmount, OpBetween, "2", "1")), "order"},
		"empty band":           {when(cond(FactAmount, OpBetween, "2", "2.0")), "order"},
		"no decimal":           {when(cond(FactAmount, OpLt, "1e3")), "decimal"},
		"negative":             {when(cond(FactAmount, OpLt, "-1")), "decimal"},
		"text is no number":    {when(cond(FactEntity, OpLt, "DE01")), "typed"},
		"no cap":               {func(v *PolicyVersion) { v.Rows[0].Then.Cap = nil }, "required"},
		"cap of zero":          {func(v *PolicyVersion) { v.Rows[0].Then.Cap = ptr(eur(0)) }, "required"},
		"cap in dollars":       {func(v *PolicyVersion) { v.Rows[0].Then.Cap = &dollars }, "required"},
		"automatic and asking": {func(v *PolicyVersion) { v.Rows[0].Then.Steps = v.Rows[1].Then.Steps }, "automatic"},
		"cap but asking":       {func(v *PolicyVersion) { v.Rows[1].Then.Cap = ptr(eur(1)) }, "automatic"},
		"asks nobody":          {func(v *PolicyVersion) { v.Rows[1].Then.Steps = nil }, "required"},
		"ten steps":            {func(v *PolicyVersion) { v.Rows[1].Then.Steps = make([]StepTemplate, 10) }, "length"},
		"role without a name":  {step(asks(FromRole, "")), "required"},
		"owner with a role":    {step(asks(FromCostCenterOwner, "cfo")), "none"},
		"unknown source":       {step(asks("ORACLE", "")), "known"},
		"limit in dollars":     {step(StepTemplate{From: FromManagerChain, Limit: &dollars}), "currency"},
		"negative tolerance":   {func(v *PolicyVersion) { v.Tolerance = &Tolerance{PriceAmount: MustDecimal("-1")} }, "sign"},
	} {
		v := table()
		c.spoil(&v)
		err := v.Validate()
		var refusal *Error
		if !errors.As(err, &refusal) || refusal.Code != CodeInvalid {
			t.Errorf("%s: %v", name, err)
			continue
		}
		list := refusal.Details["violations"].([]Violation)
		if !slices.ContainsFunc(list, func(one Violation) bool { return one.Rule == c.rule && one.Message != "" }) {
			t.Errorf("%s: %+v", name, list)
		}
	}
	if err := (PolicyVersion{Currency: "EUR", Tolerance: &Tolerance{}}).Validate(); err != nil {
		t.Errorf("a tolerance of nothing: %v", err)
	}
}

func TestRoleKeys_AreSortedAndOnce(t *testing.T) {
	t.Parallel()
	v := table()
	v.Rows[2].Then.Steps = []StepTemplate{asks(FromRole, "cfo"), asks(FromRole, "ap")}
	if got := strings.Join(v.RoleKeys(), " "); got != "ap cfo" {
		t.Errorf("%s", got)
	}
}
