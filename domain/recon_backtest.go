package domain

import (
	"fmt"
	"slices"
)

// RuleBackTest is what a rule finds when it runs after the rules in force, over open lines and settled ones whose matches are
// the truth.
type RuleBackTest struct {
	Hits     []bool // as long as the lines: open lines that the rule would settle with open lines
	Support  int    // matches that it finds as people made them
	Counters int    // matches that contradict those that stand, or that people turned down
}

// BackTest runs the cascade with one rule added at its end. group numbers the match that each line is in, the same for lines of
// one match, and is negative for open ones. rejected, which may be nil, says what people turned down.
//
// Errors: those of Reconcile.
func BackTest(lines []ReconLine, group []int, rules []MatchRule, added MatchRule, rejected func(lines []int) bool) (*RuleBackTest, error) {
	all := slices.Clone(rules)
	for i := range all {
		added.Order = max(added.Order, all[i].Order+1)
	}
	result, err := Reconcile(ReconInput{Lines: lines, Rules: append(all, added)})
	if err != nil {
		return nil, fmt.Errorf("test rule %q: %w", added.Name, err)
	}
	size := map[int]int{}
	for _, g := range group {
		size[g]++
	}
	test := &RuleBackTest{Hits: make([]bool, len(lines))}
	for i := range result.Groups {
		found := &result.Groups[i]
		if result.Rules[found.Rule].ID != added.ID {
			continue
		}
		first := group[found.Lines[0]]
		alike := !slices.ContainsFunc(found.Lines, func(at int) bool { return group[at] != first && (group[at] >= 0 || first >= 0) })
		switch {
		case !alike || first >= 0 && size[first] != len(found.Lines), rejected != nil && rejected(found.Lines):
			test.Counters++
		case first >= 0:
			test.Support++
		default:
			for _, at := range found.Lines {
				test.Hits[at] = true
			}
		}
	}
	return test, nil
}

// ProposableRules are the rules that are tried on clusters of an account, most exact first: what the standard rules leave out
// because it is right for some accounts only.
func ProposableRules(account *ReconAccount) []MatchRule {
	rules := []MatchRule{
		{Name: "Same amount and counterparty, within 60 days", Shape: OneToOne, Keys: []MatchKey{KeyAmount, KeyCounterparty}, Days: 60, MinScore: 0.2, Margin: 0.05},
		{Name: "Same amount and text, within 5 days", Shape: OneToOne, Keys: []MatchKey{KeyAmount, KeyText}, Days: 5},
		{Name: "Same amount, within 5 days", Shape: OneToOne, Keys: []MatchKey{KeyAmount}, Days: 5},
		{Name: "Same amount, within 31 days", Shape: OneToOne, Keys: []MatchKey{KeyAmount}, Days: 31},
		{Name: "Same counterparty, amounts add up within 45 days", Shape: OneToMany, Keys: []MatchKey{KeyCounterparty}, Days: 45, MinScore: 0.2},
		{Name: "Same amount taken back, within 31 days", Shape: OneToOne, Keys: []MatchKey{KeyAmount}, Days: 31, OneSided: true},
	}
	for i := range rules {
		rules[i].Mode, rules[i].ID = MatchAuto, newRuleID(account.ID, rules[i].Name, 0)
	}
	return rules
}

// LineCluster is open lines of one kind, as the API shows them.
type LineCluster struct {
	ID              ID
	Label           string
	Size            int
	Amount          Money
	Features        []ReconReason
	Shown           []*Line // the first of them, earliest first
	ProposedRule    *RuleView
	ExpectedHits    *int
	CounterExamples *int
	Support         *int
}

// MaxClusterLines is how many lines of a cluster are shown.
const MaxClusterLines = 50

// Lines are the first n lines of the cluster. Errors: INVALID for a number that is not 1 to MaxClusterLines.
func (c *LineCluster) Lines(first *int) ([]*Line, error) {
	n := MaxClusterLines
	if first != nil {
		n = *first
	}
	if n < 1 || n > MaxClusterLines {
		return nil, RefuseField(CodeInvalid, "first", "Ask for 1 to %d lines.", MaxClusterLines)
	}
	return c.Shown[:min(n, len(c.Shown))], nil
}

// Propose adds the rule that settles most of the cluster's lines, when one settles at least half of them and more than it
// would get wrong. It may match by itself only where people's matches support it and nothing contradicts it. lines are the
// cluster's, as indices into what was tested; tests are those of rules, in order.
func (c *LineCluster) Propose(account *ReconAccount, lines []int, rules []MatchRule, tests []*RuleBackTest) {
	best, most := -1, 0
	for i, test := range tests {
		hits := 0
		for _, at := range lines {
			if test.Hits[at] {
				hits++
			}
		}
		if worth := hits - test.Counters; 2*hits >= len(lines) && worth > most {
			best, most = i, worth
		}
	}
	if best < 0 {
		return
	}
	rule, test := rules[best], tests[best]
	hits := most + test.Counters
	if rule.Mode = MatchSuggest; test.Counters == 0 && test.Support > 0 {
		rule.Mode = MatchAuto
	}
	c.ProposedRule = &RuleView{MatchRule: rule, Account: account.ID, Currency: account.Currency}
	c.ExpectedHits, c.CounterExamples, c.Support = &hits, &test.Counters, &test.Support
}
