package domain

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// maxSteps bounds the steps of a row: more signatures than this are never read.
const maxSteps = 9

// factValues lists the values of facts that have a closed list; the others take any text.
var factValues = map[FactKey][]string{
	FactSupplierRisk: {"LOW", "MEDIUM", "HIGH", "CRITICAL"},
	FactMatchOutcome: {string(Matched), string(WithinTolerance), string(PriceVariance), string(QuantityVariance),
		string(NoReceipt), string(NoPO), string(PartialMatch)},
	FactKind:   {string(KindInvoice), string(KindCreditNote), string(KindCorrection), string(KindPrepayment), string(KindSelfBilled)},
	FactChecks: {string(CheckPass), string(CheckInfo), string(CheckUnknown), string(CheckWarning), string(CheckBlocker)},
	FactAmount: nil, FactEntity: nil, FactCostCenter: nil,
}

// RoleKeys lists the roles that the rows ask, sorted, each once: whom a Directory must know.
func (v PolicyVersion) RoleKeys() []string {
	var keys []string
	for _, row := range v.Rows {
		for _, s := range row.Then.Steps {
			if s.From == FromRole && s.Ref != nil {
				keys = append(keys, *s.Ref)
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// Validate finds everything for which a version must not come into force: words that do not exist, comparisons that
// cannot hold, rows that cannot be reached, automatic rows without a cap, and a table that leaves an item to nobody.
//
// Errors: INVALID with every violation.
func (v PolicyVersion) Validate() error {
	var broken Violations
	if !v.Currency.Valid() {
		broken.Add("currency", "iso4217", "%.10q is not an ISO 4217 currency code.", string(v.Currency))
	}
	if v.Tolerance != nil {
		v.Tolerance.validate(&broken)
		return broken.Err()
	}
	for n, row := range v.Rows {
		v.validateRow(&broken, n, row)
	}
	if last := len(v.Rows) - 1; last < 0 || !v.Rows[last].catchesAll() {
		broken.Add("rows", "total", "The last row must take everything: no conditions, and somebody to ask.")
	}
	return broken.Err()
}

// catchesAll says whether nothing gets past the row.
func (r PolicyRow) catchesAll() bool { return len(r.When) == 0 && !r.Then.Automatic }

func (v PolicyVersion) validateRow(broken *Violations, n int, row PolicyRow) {
	field := fmt.Sprintf("rows[%d]", n)
	if row.Order != n+1 {
		broken.Add(field+".order", "order", "Row %d says that it is row %d.", n+1, row.Order)
	}
	if strings.TrimSpace(row.Name) == "" {
		broken.Add(field+".name", "required", "Row %d has no name.", n+1)
	}
	for m, earlier := range v.Rows[:n] {
		if earlier.catchesAll() || !earlier.Then.Automatic && reflect.DeepEqual(earlier.When, row.When) {
			broken.Add(field, "reachable", "Row %d is never reached: row %d takes everything it could.", n+1, m+1)
			break
		}
	}
	for m, c := range row.When {
		c.validate(broken, fmt.Sprintf("%s.when[%d]", field, m))
	}
	v.validateOutcome(broken, field+".then", row.Then)
}

func (v PolicyVersion) validateOutcome(broken *Violations, field string, o Outcome) {
	switch {
	case o.Automatic && len(o.Steps) > 0:
		broken.Add(field+".steps", "automatic", "A row is automatic or asks somebody, not both.")
	case o.Automatic && (o.Cap == nil || o.Cap.Minor <= 0 || o.Cap.Currency != v.Currency):
		broken.Add(field+".cap", "required", "An automatic row needs a cap above zero in %s.", v.Currency)
	case !o.Automatic && len(o.Steps) == 0:
		broken.Add(field+".steps", "required", "The row asks nobody.")
	case !o.Automatic && o.Cap != nil:
		broken.Add(field+".cap", "automatic", "Only an automatic row has a cap.")
	case len(o.Steps) > maxSteps:
		broken.Add(field+".steps", "length", "A row has at most %d steps.", maxSteps)
	}
	for n, s := range o.Steps {
		at := fmt.Sprintf("%s.steps[%d]", field, n)
		switch s.From {
		case FromRole:
			if s.Ref == nil || *s.Ref == "" {
				broken.Add(at+".ref", "required", "The step asks a role but names none.")
			}
		case FromCostCenterOwner, FromManagerChain:
			if s.Ref != nil {
				broken.Add(at+".ref", "none", "Only a step that asks a role names one.")
			}
		default:
			broken.Add(at+".from", "known", "%.40q is no source of approvers.", string(s.From))
		}
		if s.Limit != nil && (s.Limit.Minor < 0 || s.Limit.Currency != v.Currency) {
			broken.Add(at+".limit", "currency", "A limit is an amount in %s, not below zero.", v.Currency)
		}
	}
}

func (c Condition) validate(broken *Violations, field string) {
	values, known := factValues[c.Fact]
	if !known {
		broken.Add(field+".fact", "known", "%.40q is nothing that a policy looks at.", string(c.Fact))
		return
	}
	if !slices.Contains([]ConditionOp{OpEq, OpNe, OpIn, OpNotIn, OpGte, OpLt, OpBetween}, c.Op) {
		broken.Add(field+".op", "known", "%.40q is no comparison.", string(c.Op))
		return
	}
	if !c.arity() {
		broken.Add(field+".values", "arity", "%s has another number of values than %d.", c.Op, len(c.Values))
		return
	}
	if c.Fact != FactAmount {
		if slices.Contains([]ConditionOp{OpGte, OpLt, OpBetween}, c.Op) {
			broken.Add(field+".op", "typed", "%s is not a number, so %s says nothing about it.", c.Fact, c.Op)
		}
		for _, value := range c.Values {
			if values != nil && !slices.Contains(values, value) {
				broken.Add(field+".values", "known", "%s is never %.40q.", c.Fact, value)
			}
		}
		return
	}
	bounds := make([]Decimal, len(c.Values))
	for n, value := range c.Values {
		var err error
		if bounds[n], err = ParseDecimal(value); err != nil || bounds[n].Sign() < 0 {
			broken.Add(field+".values", "decimal", "%.40q is not an amount of zero or more.", value)
			return
		}
	}
	if c.Op == OpBetween && bounds[0].Cmp(bounds[1]) >= 0 {
		broken.Add(field+".values", "order", "BETWEEN needs the lower value first; %s is not below %s.", bounds[0], bounds[1])
	}
}

func (t Tolerance) validate(broken *Violations) {
	for _, bound := range []struct {
		field string
		value Decimal
	}{{"pricePercent", t.PricePercent}, {"priceAmount", t.PriceAmount}, {"quantityPercent", t.QuantityPercent}} {
		if bound.value.Sign() < 0 {
			broken.Add("tolerance."+bound.field, "sign", "A tolerance is not below zero.")
		}
	}
}
