package domain

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// MatchRuleInput is one rule as somebody writes it.
type MatchRuleInput struct {
	ID               *ID // keeps a rule of an earlier set; nil is a new one
	Order            int
	Name             string
	Shape            MatchShape
	Mode             MatchMode
	Keys             []MatchKey
	Normalise        []string
	AmountTolerance  *Decimal // in the account's currency
	PercentTolerance *Decimal
	Days             int
	MinScore         float64
	Margin           float64
	Fee              *string
	ReasonCode       *string
	OneSided         bool
	Filter           *RuleFilterInput // which lines it is for; nil is all
}

// SaveMatchRulesInput is a whole table of rules for an account, as a draft.
type SaveMatchRulesInput struct {
	AccountID        ID
	Rules            []*MatchRuleInput
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// The bounds of a table of rules: more than anybody reads from top to bottom.
const (
	MaxRules    = 50
	maxRuleName = 100
)

// inputNames are the fields that the input calls otherwise than the engine does.
var inputNames = map[string]string{"tolerance": "amountTolerance", "percent": "percentTolerance"}

// reasonCode is what the reason code of an adjustment looks like.
var reasonCode = regexp.MustCompile(`^[A-Z][A-Z0-9_]{1,39}$`)

// DraftRules makes a table of rules for an account of what somebody wrote, in the order in which they run. A rule that is
// new has an id made of account and name, so that a trial and a draft of the same rules are the same; one that names
// an id keeps it.
//
// Errors: INVALID with every violation, each under its path, for example rules.2.days.
func DraftRules(account *ReconAccount, in []*MatchRuleInput, known map[UUID]bool) ([]MatchRule, error) {
	var broken Violations
	if len(in) < 1 || len(in) > MaxRules {
		broken.Add("rules", "bounds", "A table has 1 to %d rules.", MaxRules)
		return nil, broken.Err()
	}
	rules := make([]MatchRule, len(in))
	taken, orders, names := map[UUID]bool{}, map[int]bool{}, map[string]bool{}
	for i, one := range in {
		path := "rules." + strconv.Itoa(i)
		r := one.rule(account, path, &broken)
		r.check(path, inputNames, &broken)
		one.checkTexts(account, &r, path, &broken)
		if one.ID != nil {
			if r.ID = one.ID.UUID; one.ID.Kind != NodeRule || one.ID.Entity != account.ID.Entity || !known[r.ID] {
				broken.Add(path+".id", "known", "There is no such rule of this account; leave the id out for a new one.")
			} else if taken[r.ID] {
				broken.Add(path+".id", "unique", "This rule stands in the table twice.")
			}
			taken[r.ID] = true
		}
		if orders[r.Order] {
			broken.Add(path+".order", "unique", "Two rules have the place %d.", r.Order)
		}
		if names[strings.ToLower(r.Name)] {
			broken.Add(path+".name", "unique", "Two rules have the name %q.", r.Name)
		}
		orders[r.Order], names[strings.ToLower(r.Name)] = true, true
		rules[i] = r
	}
	if err := broken.Err(); err != nil {
		return nil, err
	}
	for i := range rules {
		for n := 0; rules[i].ID.IsZero(); n++ { // a renamed rule may hold the id that its old name makes
			if id := newRuleID(account.ID, rules[i].Name, n); !taken[id] {
				rules[i].ID, taken[id] = id, true
			}
		}
	}
	slices.SortFunc(rules, func(a, b MatchRule) int { return cmp.Compare(a.Order, b.Order) })
	return rules, nil
}

// rule is what the engine carries out.
func (in *MatchRuleInput) rule(account *ReconAccount, path string, broken *Violations) MatchRule {
	r := MatchRule{
		Order: in.Order, Name: strings.TrimSpace(in.Name), Shape: in.Shape, Mode: in.Mode, Keys: in.Keys, Normalise: in.Normalise,
		Days: in.Days, MinScore: in.MinScore, Margin: in.Margin, OneSided: in.OneSided,
	}
	if in.AmountTolerance != nil {
		tolerance, err := MoneyOf(*in.AmountTolerance, account.Currency)
		if err != nil {
			broken.Add(path+".amountTolerance", "bounds", "The tolerance is no amount of %s.", account.Currency)
		}
		r.Tolerance = tolerance.Minor
	}
	if in.PercentTolerance != nil {
		r.Percent = *in.PercentTolerance
	}
	if in.Fee != nil {
		r.Fee = *in.Fee
	}
	if in.ReasonCode != nil {
		r.ReasonCode = *in.ReasonCode
	}
	r.Filter = in.Filter.filter(account.Currency, path+".filter", broken)
	return r
}

// checkTexts adds what is wrong with what a person wrote and the engine does not look at.
func (in *MatchRuleInput) checkTexts(account *ReconAccount, r *MatchRule, path string, broken *Violations) {
	if n := utf8.RuneCountInString(r.Name); n < 1 || n > maxRuleName {
		broken.Add(path+".name", "length", "A rule has a name of 1 to %d characters.", maxRuleName)
	}
	if r.Order < 1 || r.Order > 100_000 {
		broken.Add(path+".order", "bounds", "The place of a rule is 1 to 100000.")
	}
	if r.Fee != "" && r.Fee != FeeInferred && !account.hasFee(r.Fee) {
		broken.Add(path+".fee", "known", "The account has no fee schedule %.40q; besides its own there is %s, worked out of the lines.", r.Fee, FeeInferred)
	}
	if r.ReasonCode != "" && !reasonCode.MatchString(r.ReasonCode) {
		broken.Add(path+".reasonCode", "form", "A reason code is 2 to 40 capitals, digits and underscores.")
	}
	for i, k := range r.Keys {
		if slices.Contains(r.Keys[:i], k) {
			broken.Add(path+".keys", "unique", "The key %.20s is named twice.", k)
		}
	}
	for i, n := range r.Normalise {
		if slices.Contains(r.Normalise[:i], n) {
			broken.Add(path+".normalise", "unique", "The normaliser %.20s is named twice.", n)
		}
	}
}

// newRuleID is the id of a rule that is new, the n-th of its name.
func newRuleID(account ID, name string, n int) UUID {
	return UUIDOf("match rule", account.String(), name, strconv.Itoa(n))
}
