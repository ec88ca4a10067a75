package domain

import (
	"slices"
	"strconv"
)

// reconPass is what a rule does; it follows from what the rule compares.
type reconPass uint8

const (
	passNone      reconPass = iota
	passReturn              // lines of one source that take each other back
	passExact               // all keys are equal
	passLinked              // a reference names the others, and their sums tie
	passTolerance           // one reference names the other, and the difference is explained
	passScored              // equal amounts whose other keys are nearly equal
	passSum                 // lines of one counterparty that add up
	passExclude             // lines that are left out
)

func passOf(r *MatchRule) reconPass {
	reference, amount := slices.Contains(r.Keys, KeyReference), slices.Contains(r.Keys, KeyAmount)
	tolerant := r.Tolerance > 0 || r.Percent.Sign() > 0 || r.Fee != ""
	switch {
	case r.Mode == MatchExclude:
		return passExclude
	case r.OneSided:
		return passReturn
	case r.Shape != OneToOne && reference:
		return passLinked
	case r.Shape != OneToOne:
		return passSum
	case tolerant:
		return passTolerance
	case amount && r.MinScore == 0:
		return passExact
	case amount:
		return passScored
	}
	return passNone
}

// The bounds of a rule's numbers.
const (
	MaxRuleDays      = 366
	MaxRuleTolerance = 1_000_000_000_000
)

var (
	matchKeys   = []MatchKey{KeyAmount, KeyReference, KeyCounterparty, KeyDate, KeyText}
	normalisers = []string{"plain", "digits", "zeros"}
)

// Validate looks that the rule is one that a run can carry out.
//
// Errors: INVALID, naming every field that is wrong: an unknown shape, mode, key or normaliser; numbers out of their bounds;
// keys that make no pass, such as a rule of one to one that does not compare amounts.
func (r *MatchRule) Validate() error {
	var broken Violations
	r.check("rules."+strconv.Itoa(r.Order), nil, &broken)
	return broken.Err()
}

// check adds what is wrong with a rule that stands at a path of the input; names are those of fields that the input calls
// otherwise.
func (r *MatchRule) check(path string, names map[string]string, broken *Violations) {
	need := func(holds bool, field, rule, format string, args ...any) {
		if !holds {
			if name, other := names[field]; other {
				field = name
			}
			broken.Add(path+"."+field, rule, format, args...)
		}
	}
	within := func(x float64) bool { return 0 <= x && x <= 1 } // not a number is neither
	need(r.Shape == OneToOne || r.Shape == OneToMany || r.Shape == ManyToMany, "shape", "known",
		"There is no shape %.20q; there are ONE_TO_ONE, ONE_TO_MANY and MANY_TO_MANY.", string(r.Shape))
	need(r.Mode == MatchAuto || r.Mode == MatchSuggest || r.Mode == MatchExclude, "mode", "known", "There is no mode %.20q; there are AUTO, SUGGEST and EXCLUDE.", string(r.Mode))
	if r.Mode == MatchExclude {
		need(len(r.Keys) == 0 && !r.OneSided && r.Tolerance == 0 && r.Percent.IsZero() && r.Fee == "", "mode", "plain",
			"A rule that leaves lines out compares nothing: it has no keys, tolerance or fee.")
		need(r.Filter.narrow(), "filter", "narrow", "A rule that leaves lines out says by text, counterparty or amount which.")
	}
	if r.Filter != nil {
		r.Filter.check(path+".filter", broken)
	}
	need(0 <= r.Days && r.Days <= MaxRuleDays, "days", "bounds", "Lines may lie 0 to %d days apart.", MaxRuleDays)
	need(0 <= r.Tolerance && r.Tolerance <= MaxRuleTolerance, "tolerance", "bounds", "The tolerance is 0 to %d minor units.", MaxRuleTolerance)
	need(r.Percent.Sign() >= 0 && r.Percent.Cmp(NewDecimal(100, 0)) <= 0, "percent", "bounds", "The tolerance is 0 to 100 percent.")
	need(within(r.MinScore), "minScore", "bounds", "The score lies between 0 and 1.")
	need(within(r.Margin), "margin", "bounds", "The margin lies between 0 and 1.")
	known := true
	for _, k := range r.Keys {
		known = known && slices.Contains(matchKeys, k)
		need(slices.Contains(matchKeys, k), "keys", "known", "There is no key %.20q; there are AMOUNT, REFERENCE, COUNTERPARTY, DATE and TEXT.", string(k))
	}
	for _, n := range r.Normalise {
		need(slices.Contains(normalisers, n), "normalise", "known", "There is no normaliser %.20q; there are plain, digits and zeros.", n)
	}
	need(!known || passOf(r) != passNone, "keys", "pass", "A rule of one line to one compares AMOUNT, or names a tolerance.")
}

// StandardRules are the rules that an account of a kind starts with: BANK, CARD, PROCESSOR, CLEARING, SUBLEDGER; "" is
// what suits two exports of whatever kind. Their ids are the same in every installation.
func StandardRules(kind string) []MatchRule {
	rules := []MatchRule{
		{Name: "Taken back", Shape: OneToOne, Mode: MatchAuto, Keys: []MatchKey{KeyAmount, KeyReference}, Days: 60, OneSided: true},
		{Name: "Same reference and amount", Shape: OneToOne, Mode: MatchAuto, Keys: []MatchKey{KeyAmount, KeyReference}, Days: 45},
		{Name: "References named, sums tie", Shape: ManyToMany, Mode: MatchAuto, Keys: []MatchKey{KeyReference}, Days: 60, MinScore: 0.45, Fee: FeeInferred, ReasonCode: "FEE"},
		{Name: "Same amount, reference nearly equal", Shape: OneToOne, Mode: MatchAuto, Keys: []MatchKey{KeyAmount}, Days: 20, MinScore: 0.66, Margin: 0.10},
		{Name: "Same reference, a fee was kept", Shape: OneToOne, Mode: MatchAuto, Keys: []MatchKey{KeyReference}, Days: 45, MinScore: 0.60, Tolerance: 1500, Fee: FeeInferred, ReasonCode: "FEE"},
		{Name: "Same reference, another rate", Shape: OneToOne, Mode: MatchAuto, Keys: []MatchKey{KeyReference}, Days: 45, MinScore: 0.60, Percent: NewDecimal(2, 0), ReasonCode: "FX"},
		{Name: "Same amount and counterparty", Shape: OneToOne, Mode: MatchAuto, Keys: []MatchKey{KeyAmount, KeyCounterparty}, Days: 20, MinScore: 0.36, Margin: 0.10},
		{Name: "Same counterparty, amounts add up", Shape: OneToMany, Mode: MatchAuto, Keys: []MatchKey{KeyCounterparty}, Days: 16, MinScore: 0.30},
		{Name: "Likely", Shape: OneToOne, Mode: MatchSuggest, Keys: []MatchKey{KeyAmount}, Days: 20, MinScore: 0.20, Margin: 0.10},
	}
	if kind == "CLEARING" || kind == "SUBLEDGER" { // a clearing account holds items for long, and nobody keeps a fee
		for i := range rules {
			rules[i].Days = max(rules[i].Days, 60)
		}
		rules = slices.DeleteFunc(rules, func(r MatchRule) bool { return passOf(&r) == passTolerance })
	}
	for i := range rules {
		rules[i].Order = 10 * (i + 1)
		rules[i].ID = UUIDOf("match rule", kind, rules[i].Name)
	}
	return rules
}
