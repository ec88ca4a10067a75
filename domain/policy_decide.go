package domain

import (
	"cmp"
	"slices"
)

// RouteFacts is what a policy looks at in an invoice, each with its source: amounts in the group's currency without a
// sign, the supplier's risk as HIGH when nobody knows them. Entity and Supplier must be loaded, results are the checks
// of this round. A fact that is not known is left out, and no condition about it holds.
func RouteFacts(i *Invoice, results []CheckResult) []Fact {
	var facts []Fact
	add := func(key FactKey, value, source string) {
		if value != "" {
			facts = append(facts, Fact{key, value, source})
		}
	}
	if !i.Group.IsZero() {
		source := "the document"
		if i.RateSource != "" {
			source += ", at the rate of " + i.RateDate.String() + " of " + i.RateSource
		}
		add(FactAmount, i.Group.Abs().Amount().String(), source)
	}
	if i.Entity != nil {
		add(FactEntity, i.Entity.Code, "the document")
	}
	add(FactCostCenter, cmp.Or(i.Center, NoCostCenter), "the coding")
	if i.Supplier != nil {
		add(FactSupplierRisk, i.Supplier.Risk, "supplier master")
	} else {
		add(FactSupplierRisk, "HIGH", "the supplier is not on file")
	}
	match := i.Match
	if match == "" {
		match = NoPO
	}
	add(FactMatchOutcome, string(match), "the match")
	add(FactKind, string(i.Kind), "the document")
	add(FactChecks, string(Worst(results)), "the checks")
	return facts
}

// Decide tries the rows in order; the first whose conditions all hold is chosen. An automatic row holds only for an
// item within its cap whose checks all passed: neither a warning nor an answer that is missing lets money out unseen.
// Where it does not hold for that reason alone, the trace shows the condition that was implied. Chosen is nil when no
// row fits.
func (v PolicyVersion) Decide(facts []Fact) RouteExplanation {
	known := make(map[FactKey]string, len(facts))
	for _, f := range facts {
		known[f.Key] = f.Value
	}
	exp := RouteExplanation{Facts: facts, Trace: []RowTrace{}, Excluded: []Excluded{}}
	for n := range v.Rows {
		row := v.Rows[n]
		trace := RowTrace{Row: row, Failed: []Condition{}}
		for _, c := range slices.Concat(row.When, row.Then.implied()) {
			if !c.holds(known) {
				trace.Failed = append(trace.Failed, c)
			}
		}
		trace.Matched = len(trace.Failed) == 0
		exp.Trace = append(exp.Trace, trace)
		if trace.Matched {
			exp.Chosen = &row
			break
		}
	}
	return exp
}

// implied is what an automatic outcome asks beyond its row: an amount up to the cap, and clean checks. A cap of
// 1,000.00 is written "below 1,000.01". Without a cap no amount is small enough.
func (o Outcome) implied() []Condition {
	if !o.Automatic {
		return nil
	}
	limit := "0"
	if o.Cap != nil {
		limit = NewMoney(o.Cap.Minor+1, o.Cap.Currency).Amount().String()
	}
	return []Condition{
		{FactAmount, OpLt, []string{limit}},
		{FactChecks, OpIn, []string{string(CheckPass), string(CheckInfo)}},
	}
}

// holds compares a fact. AMOUNT compares decimals, everything else text. What is unknown or cannot be read never holds.
func (c Condition) holds(known map[FactKey]string) bool {
	value, ok := known[c.Fact]
	if !ok || !c.arity() {
		return false
	}
	equal := func(other string) bool { return value == other }
	if c.Fact == FactAmount {
		amount, err := ParseDecimal(value)
		bounds := make([]Decimal, len(c.Values))
		for n, text := range c.Values {
			var e error
			if bounds[n], e = ParseDecimal(text); e != nil {
				return false
			}
		}
		switch {
		case err != nil:
			return false
		case c.Op == OpGte:
			return amount.Cmp(bounds[0]) >= 0
		case c.Op == OpLt:
			return amount.Cmp(bounds[0]) < 0
		case c.Op == OpBetween:
			return amount.Cmp(bounds[0]) >= 0 && amount.Cmp(bounds[1]) < 0
		}
		equal = func(other string) bool { d, e := ParseDecimal(other); return e == nil && amount.Cmp(d) == 0 }
	}
	switch c.Op {
	case OpEq:
		return equal(c.Values[0])
	case OpNe:
		return !equal(c.Values[0])
	case OpIn:
		return slices.ContainsFunc(c.Values, equal)
	case OpNotIn:
		return !slices.ContainsFunc(c.Values, equal)
	}
	return false
}

// arity says whether the comparison has as many values as it needs.
func (c Condition) arity() bool {
	switch c.Op {
	case OpEq, OpNe, OpGte, OpLt:
		return len(c.Values) == 1
	case OpBetween:
		return len(c.Values) == 2
	case OpIn, OpNotIn:
		return len(c.Values) > 0
	}
	return false
}
