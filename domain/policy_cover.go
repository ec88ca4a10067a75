package domain

import (
	"errors"
	"maps"
	"slices"
)

// UncoveredStep is a row of a policy of which a step would have nobody left in an entity.
type UncoveredStep struct {
	Row    PolicyRow `json:"row"`
	Entity *Entity   `json:"entity"`
	Why    string    `json:"why"` // a sentence for people, with the smallest amount that nobody could be asked about
}

// Uncovered finds the rows whose steps can be filled in an entity as people stand before, and no longer as they stand
// after, in the order of the rows; each row once.
//
// It routes invented invoices by the rule that routes real ones: one at each amount where an answer can change, which is
// at the bounds of rows and steps and at the limits of people, and for each cost centre where one is asked about. What a
// row says of anything but amount, entity and cost centre is taken to hold.
func (v PolicyVersion) Uncovered(entity *Entity, before, after Directory) []UncoveredStep {
	var found []UncoveredStep
	amounts := v.turningPoints(before, after)
	for n, row := range v.Rows {
		if row.Then.Automatic {
			continue
		}
		if why := v.uncovers(n, entity, amounts, before, after); why != "" {
			found = append(found, UncoveredStep{Row: row, Entity: entity, Why: why})
		}
	}
	return found
}

// uncovers is why row n would have nobody, "" when it has somebody or had nobody before.
func (v PolicyVersion) uncovers(n int, entity *Entity, amounts []int64, before, after Directory) string {
	row := v.Rows[n]
	for _, minor := range amounts {
		for _, center := range row.centers(before) {
			i := &Invoice{ID: ID{Kind: NodeInvoice, Entity: entity.Number}, Group: NewMoney(minor, v.Currency), Center: center}
			known := knownOf(entity.Code, i)
			if !row.mayFit(known) || slices.ContainsFunc(v.Rows[:n], func(above PolicyRow) bool { return above.mustFit(known) }) {
				continue
			}
			_, _, err := BuildRoute(row, after, i)
			if err == nil {
				continue
			}
			if _, _, was := BuildRoute(row, before, i); was != nil {
				continue
			}
			var blocked *Error
			if errors.As(err, &blocked) {
				return "For an invoice of " + i.Group.String() + ": " + blocked.Message
			}
		}
	}
	return ""
}

// knownOf is what an invented invoice says.
func knownOf(code string, i *Invoice) map[FactKey]string {
	center := i.Center
	if center == "" {
		center = NoCostCenter
	}
	return map[FactKey]string{FactAmount: i.Group.Amount().String(), FactEntity: code, FactCostCenter: center}
}

// mayFit says whether nothing that the row asks of what is known stands against it.
func (r PolicyRow) mayFit(known map[FactKey]string) bool {
	for _, c := range r.When {
		if _, asked := known[c.Fact]; asked && !c.holds(known) {
			return false
		}
	}
	return true
}

// mustFit says whether the row holds whatever else an invoice says, so that no row below it is reached.
func (r PolicyRow) mustFit(known map[FactKey]string) bool {
	return !r.Then.Automatic && !slices.ContainsFunc(r.When, func(c Condition) bool { return !c.holds(known) })
}

// centers are the cost centres that make a difference to the row, "" for none. A row that asks about none is tried with
// two all the same, lest a row above it for one of them, or for none, hides it.
func (r PolicyRow) centers(d Directory) []string {
	codes := slices.Sorted(maps.Keys(d.CenterOwners))
	asks := slices.ContainsFunc(r.Then.Steps, func(s StepTemplate) bool { return s.From != FromRole }) ||
		slices.ContainsFunc(r.When, func(c Condition) bool { return c.Fact == FactCostCenter })
	if !asks && len(codes) > 2 {
		codes = []string{codes[0], codes[len(codes)-1]}
	}
	return append(codes, "")
}

// turningPoints are the amounts, in minor units and in order, at which whom a row asks can change.
func (v PolicyVersion) turningPoints(directories ...Directory) []int64 {
	points := map[int64]bool{1: true}
	around := func(minor int64) {
		for n := max(minor-1, 1); n <= minor+1; n++ {
			points[n] = true
		}
	}
	for _, row := range v.Rows {
		for _, c := range row.When {
			if c.Fact != FactAmount {
				continue
			}
			for _, text := range c.Values {
				d, err := ParseDecimal(text)
				if err != nil {
					continue
				}
				if m, err := MoneyOf(d, v.Currency); err == nil {
					around(m.Minor)
				}
			}
		}
		for _, s := range row.Then.Steps {
			if s.Limit != nil {
				around(s.Limit.Minor)
			}
		}
	}
	for _, d := range directories {
		for _, limit := range d.Limits {
			if !limit.IsZero() {
				around(limit.Minor)
			}
		}
	}
	return slices.Sorted(maps.Keys(points))
}
