package domain

import (
	"slices"
	"strconv"
	"strings"
)

// RuleChange is what became of one rule between two sets.
type RuleChange struct {
	Kind   RuleChangeKind
	Before *RuleView // nil when it was added
	After  *RuleView // nil when it was removed
	Fields []RuleFieldChange
}

// RuleFieldChange is one field of a rule that has another value.
type RuleFieldChange struct {
	Field  string // as in the API
	Before string
	After  string
}

// RuleChangeKind is what can become of a rule; enum RuleChangeKind of the schema.
type RuleChangeKind string

// The kinds of changes.
const (
	RuleAdded   RuleChangeKind = "ADDED"
	RuleRemoved RuleChangeKind = "REMOVED"
	RuleChanged RuleChangeKind = "CHANGED"
)

// DifferFrom lists what became of each rule since another set of the account: those of this set in their order, then those
// that are gone. Rules that are the same are left out. Account must be loaded in both.
func (s *MatchRuleSet) DifferFrom(before *MatchRuleSet) []*RuleChange {
	old := map[UUID]*RuleView{}
	for _, v := range before.Views() {
		old[v.ID] = v
	}
	list := []*RuleChange{}
	here := map[UUID]bool{}
	for _, v := range s.Views() {
		here[v.ID] = true
		was := old[v.ID]
		if was == nil {
			list = append(list, &RuleChange{Kind: RuleAdded, After: v})
		} else if fields := was.differences(v); len(fields) > 0 {
			list = append(list, &RuleChange{Kind: RuleChanged, Before: was, After: v, Fields: fields})
		}
	}
	for _, v := range before.Views() {
		if !here[v.ID] {
			list = append(list, &RuleChange{Kind: RuleRemoved, Before: v})
		}
	}
	return list
}

// differences lists the fields in which two rules differ.
func (r *RuleView) differences(other *RuleView) []RuleFieldChange {
	var list []RuleFieldChange
	before, after := r.fields(), other.fields()
	for i := range before {
		if before[i][1] != after[i][1] {
			list = append(list, RuleFieldChange{Field: before[i][0], Before: before[i][1], After: after[i][1]})
		}
	}
	return list
}

// fields are the fields of a rule with their values for a person, in the order of the API.
func (r *RuleView) fields() [][2]string {
	keys := make([]string, len(r.Keys))
	for i, k := range r.Keys {
		keys[i] = string(k)
	}
	slices.Sort(keys) // in any order they are the same
	tolerance, percent := "", ""
	if r.Tolerance != 0 {
		tolerance = NewMoney(r.Tolerance, r.Currency).String()
	}
	if r.Percent.Sign() != 0 {
		percent = r.Percent.String()
	}
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	return [][2]string{
		{"order", strconv.Itoa(r.Order)}, {"name", r.Name}, {"shape", string(r.Shape)}, {"mode", string(r.Mode)},
		{"keys", strings.Join(keys, " ")}, {"normalise", strings.Join(r.Normalise, " ")}, {"amountTolerance", tolerance},
		{"percentTolerance", percent}, {"days", strconv.Itoa(r.Days)}, {"minScore", number(r.MinScore)}, {"margin", number(r.Margin)},
		{"fee", r.Fee}, {"reasonCode", r.ReasonCode}, {"oneSided", strconv.FormatBool(r.OneSided)},
		{"filter", r.FilterOf().words()},
	}
}
