package domain

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

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
// would get wrong; of equally good ones the first. It may match by itself only where people's matches support it and nothing
// contradicts it. lines are the cluster's, as indices into what was tested.
func (c *LineCluster) Propose(account *ReconAccount, lines []int, tested []TestedRule) {
	best, most := -1, 0
	for i := range tested {
		hits := tested[i].Test.hitsOf(lines)
		if worth := hits - tested[i].Test.Counters; 2*hits >= len(lines) && worth > most {
			best, most = i, worth
		}
	}
	if best < 0 {
		return
	}
	rule, test := tested[best].Rule, tested[best].Test
	hits := test.hitsOf(lines)
	switch {
	case rule.Mode == MatchExclude:
	case test.Counters == 0 && test.Support > 0:
		rule.Mode = MatchAuto
	default:
		rule.Mode = MatchSuggest
	}
	c.ProposedRule = &RuleView{MatchRule: rule, Account: account.ID, Currency: account.Currency}
	c.ExpectedHits, c.CounterExamples, c.Support = &hits, &test.Counters, &test.Support
}

// TestedRule is a rule with what it finds.
type TestedRule struct {
	Rule MatchRule
	Test *RuleBackTest
}

// hitsOf is how many of these lines the rule would settle.
func (t *RuleBackTest) hitsOf(lines []int) int {
	hits := 0
	for _, at := range lines {
		if t.Hits[at] {
			hits++
		}
	}
	return hits
}

// clusterRules is how many of the proposable rules are tried with a cluster's own filter.
const clusterRules = 3

// ClusterRules are the rules that are tried for one cluster alone: those of the tested that settle most of its lines, each for its
// lines only, and, where its lines are without amount, one that leaves them out. lines are the cluster's, as indices into all.
func ClusterRules(account *ReconAccount, label string, all []ReconLine, lines []int, tested []TestedRule) []MatchRule {
	filter := filterOf(all, lines)
	if filter == nil {
		return nil
	}
	best := slices.DeleteFunc(slices.Clone(tested), func(t TestedRule) bool { return t.Test.hitsOf(lines) == 0 })
	slices.SortStableFunc(best, func(a, b TestedRule) int { return b.Test.hitsOf(lines) - a.Test.hitsOf(lines) })
	var rules []MatchRule
	for _, t := range best[:min(len(best), clusterRules)] {
		rules = append(rules, clusterRule(account, label, t.Rule, filter))
	}
	if !slices.ContainsFunc(lines, func(at int) bool { return all[at].Amount.Minor != 0 }) {
		rules = append(rules, clusterRule(account, label, MatchRule{Name: "Left out: nothing moves", Shape: OneToOne, Mode: MatchExclude}, filter))
	}
	return rules
}

func clusterRule(account *ReconAccount, label string, rule MatchRule, filter *RuleFilter) MatchRule {
	const most = 40 // of the label, so that the name stays one
	if utf8.RuneCountInString(label) > most {
		label = strings.TrimSpace(string([]rune(label)[:most])) + "…"
	}
	rule.Name = fmt.Sprintf("%s: %s%s", label, strings.ToLower(rule.Name[:1]), rule.Name[1:])
	rule.Filter, rule.ID = filter, newRuleID(account.ID, rule.Name, 0)
	return rule
}

// filterOf is the narrowest filter that all of some lines fit: their source, which way their money goes, the words that stand in
// all of their texts in one order, their counterparty, and their amount where it is one and nothing else tells them apart. It
// is nil when they have none of the last three in common.
func filterOf(all []ReconLine, lines []int) *RuleFilter {
	first := &all[lines[0]]
	f := &RuleFilter{Source: first.Source, Direction: MoneyIn}
	if first.Amount.Minor < 0 {
		f.Direction = MoneyOut
	}
	words, party, amount := strings.Fields(first.Text), FoldName(first.Counterparty), abs64(first.Amount.Minor)
	same, parts := true, patternParts(strings.Join(words, "*"))
	for _, at := range lines {
		l := &all[at]
		if l.Source != f.Source || (l.Amount.Minor < 0) != (f.Direction == MoneyOut) {
			return nil
		}
		if !inOrder(parts, l.Text) {
			words = wordsInCommon(words, l.Text)
			parts = patternParts(strings.Join(words, "*"))
		}
		if FoldName(l.Counterparty) != party {
			party = ""
		}
		same = same && abs64(l.Amount.Minor) == amount
	}
	if pattern := []rune(strings.Join(words, " * ")); len(pattern) <= MaxFilterText && slices.ContainsFunc(words, tells) {
		f.Text = string(pattern)
	}
	if party != "" {
		f.Counterparty = first.Counterparty
	}
	if f.Text == "" && party == "" && same {
		f.From, f.To = &amount, &amount
	}
	if utf8.RuneCountInString(f.Counterparty) > MaxFilterText || !f.narrow() {
		return nil
	}
	return f
}

// tells says whether a word is long enough to mean something.
func tells(word string) bool {
	const shortest = 4
	return utf8.RuneCountInString(FoldName(word)) >= shortest
}

// wordsInCommon are the longest run of words, with gaps, that a text has in the same order.
func wordsInCommon(words []string, text string) []string {
	const most = 40 // of a text: more tell nothing new
	theirs := strings.Fields(text)
	words, theirs = words[:min(len(words), most)], theirs[:min(len(theirs), most)]
	fold := func(list []string) []string {
		folded := make([]string, len(list))
		for i, w := range list {
			folded[i] = FoldName(w)
		}
		return folded
	}
	a, b := fold(words), fold(theirs)
	length := make([][]int, len(a)+1)
	length[len(a)] = make([]int, len(b)+1)
	for i := len(a) - 1; i >= 0; i-- {
		length[i] = make([]int, len(b)+1)
		for j := len(b) - 1; j >= 0; j-- {
			if length[i][j] = max(length[i+1][j], length[i][j+1]); a[i] != "" && a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	var common []string
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] != "" && a[i] == b[j]:
			common, i, j = append(common, words[i]), i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return common
}
