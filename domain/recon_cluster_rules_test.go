package domain

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// A rule that is tested after the rules in force finds what it finds as the last rule of a whole run, whatever was tested before.
func TestRuleTester_FindsWhatAWholeRunFinds(t *testing.T) {
	account := ruledAccount()
	compared := 0
	for seed := range uint64(12) {
		dice := rand.New(rand.NewPCG(seed, 4))
		var lines []ReconLine
		for i := range 80 {
			l := trialLine(SourceBank, fmt.Sprint(i), int64(100*dice.IntN(25)), 1+dice.IntN(20), []string{"", fmt.Sprint("RE-10000", i)}[dice.IntN(2)])
			l.Text, l.Counterparty = []string{"Kontoentgelt 01/2026", "Card payout"}[dice.IntN(2)], []string{"", "Nordwerk GmbH"}[dice.IntN(2)]
			other := trialLine(SourceLedger, fmt.Sprint(i), l.Amount.Minor, 1+dice.IntN(20), l.Reference)
			other.Counterparty = l.Counterparty
			lines = append(lines, l, other)
		}
		group := make([]int, len(lines))
		for i := range group {
			group[i] = -1
		}
		inForce := StandardRules("BANK")[:3]
		tester, err := NewRuleTester(ReconInput{Lines: lines, Rules: inForce}, group, nil)
		if err != nil {
			t.Fatal(err)
		}
		rules := ProposableRules(account)
		for i := range rules { // each for all lines, and for some
			filtered := rules[i]
			filtered.Filter, filtered.Name = &RuleFilter{Source: SourceBank, Text: "card * payout"}, filtered.Name+" of cards"
			rules = append(rules, filtered)
		}
		rules = append(rules, MatchRule{ID: UUIDOf("out"), Name: "Out", Shape: OneToOne, Mode: MatchExclude, Filter: &RuleFilter{Text: "kontoentgelt"}})
		dice.Shuffle(len(rules), func(i, j int) { rules[i], rules[j] = rules[j], rules[i] })
		for _, rule := range rules {
			test, err := tester.Test(rule)
			if err != nil {
				t.Fatal(err)
			}
			rule.Order = 1000
			whole, err := Reconcile(ReconInput{Lines: lines, Rules: append(slices.Clone(inForce), rule)})
			if err != nil {
				t.Fatal(err)
			}
			want := make([]bool, len(lines))
			for i := range whole.Groups {
				if int(whole.Groups[i].Rule) == len(inForce) {
					for _, l := range whole.Groups[i].Lines {
						want[l] = true
					}
				}
			}
			for _, x := range whole.Exclusions {
				for _, l := range x.Lines {
					want[l] = true
				}
			}
			if !slices.Equal(want, test.Hits) {
				t.Errorf("seed %d: %s finds other lines than a whole run", seed, rule.Name)
			}
			if slices.Contains(want, true) {
				compared++
			}
		}
	}
	if compared < 60 {
		t.Errorf("only %d tests found something", compared)
	}
}

func TestClusterRules_AreForTheLinesOfTheClusterAlone(t *testing.T) {
	account := ruledAccount()
	line := func(id, text, party string, minor int64) ReconLine {
		l := trialLine(SourceBank, id, minor, 3, "")
		l.Text, l.Counterparty = text, party
		return l
	}
	all := []ReconLine{
		line("1", "Kontoentgelt 01/2026 Filiale 7", "Sparkasse", -490), line("2", "Kontoentgelt 02/2026 Filiale 9", "Sparkasse ", -510),
		line("3", "KONTOENTGELT für März, Filiale", "SPARKASSE", -470), line("4", "Überweisung", "Nordwerk", -490),
		line("5", "Saldo 1", "", 0), line("6", "Saldo 2", "", 0), line("7", "R1", "", 77), line("8", "X2", "", 77), line("9", "A", "", 1), line("10", "B", "", 2),
	}
	hits := func(at ...int) *RuleBackTest {
		test := &RuleBackTest{Hits: make([]bool, len(all))}
		for _, i := range at {
			test.Hits[i] = true
		}
		return test
	}
	known := ProposableRules(account)
	tested := []TestedRule{{known[0], hits(3)}, {known[2], hits(0, 1, 2)}, {known[3], hits(0)}}
	fees := []int{0, 1, 2}
	rules := ClusterRules(account, "Kontoentgelt #", all, fees, tested)
	if len(rules) != 2 || rules[0].Name != "Kontoentgelt #: same amount, within 5 days" || rules[0].ID == known[2].ID {
		t.Fatalf("%+v", rules)
	}
	f := rules[0].Filter
	if f.Text != "Kontoentgelt * Filiale" || f.Counterparty != "Sparkasse" || f.Source != SourceBank || f.Direction != MoneyOut || f.From != nil {
		t.Errorf("%+v", f)
	}
	for i := range all {
		if want := slices.Contains(fees, i); f.Fits(&all[i]) != want {
			t.Errorf("line %d fits: %v", i, !want)
		}
	}
	nothing := ClusterRules(account, "Saldo #", all, []int{4, 5}, nil)
	if len(nothing) != 1 || nothing[0].Mode != MatchExclude || nothing[0].Validate() != nil {
		t.Errorf("%+v", nothing)
	}
	if same := filterOf(all, []int{6, 7}); same == nil || *same.From != 77 || *same.To != 77 {
		t.Errorf("%+v", same)
	}
	if filterOf(all, []int{8, 9}) != nil {
		t.Error("lines that have nothing in common make no filter")
	}
	for _, r := range rules {
		if err := r.Validate(); err != nil {
			t.Error(err)
		}
	}
}
