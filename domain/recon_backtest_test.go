package domain

import "testing"

func TestBackTest_CountsHitsSupportAndCounterExamples(t *testing.T) {
	account := ruledAccount()
	lines := []ReconLine{
		trialLine(SourceBank, "open", 100, 1, ""), trialLine(SourceLedger, "open", 100, 3, ""), // a hit
		trialLine(SourceBank, "person", 200, 1, ""), trialLine(SourceLedger, "person", 200, 3, ""), // as people did
		trialLine(SourceBank, "else", 300, 1, ""), trialLine(SourceLedger, "else", 300, 3, ""), trialLine(SourceLedger, "its own", 700, 3, ""), // they did otherwise
		trialLine(SourceBank, "no", 400, 1, ""), trialLine(SourceLedger, "no", 400, 3, ""), // turned down
	}
	group := []int{-1, -1, 0, 0, 1, -1, 1, -1, -1}
	rule := ProposableRules(account)[2]
	tester, err := NewRuleTester(ReconInput{Lines: lines, Rules: StandardRules("BANK")[:2]}, group, func(found []int) bool { return lines[found[0]].ID == "no" })
	if err != nil {
		t.Fatal(err)
	}
	test, err := tester.Test(rule)
	if err != nil {
		t.Fatal(err)
	}
	if test.Support != 1 || test.Counters != 2 || !test.Hits[0] || !test.Hits[1] || test.Hits[2] || test.Hits[4] || test.Hits[7] {
		t.Errorf("%+v", test)
	}
	c := &LineCluster{}
	if c.Propose(account, []int{0, 1}, []TestedRule{{rule, test}}); c.ProposedRule != nil {
		t.Error("it gets as much wrong as right")
	}
	test.Counters = 0
	if c.Propose(account, []int{0, 1, 2}, []TestedRule{{rule, test}}); c.ProposedRule == nil || *c.ExpectedHits != 2 || c.ProposedRule.Mode != MatchAuto {
		t.Errorf("%+v", c)
	}
	rule.Keys = []MatchKey{KeyReference}
	if _, err := tester.Test(rule); CodeOf(err) != CodeInvalid {
		t.Error(err)
	}
	for _, r := range ProposableRules(account) {
		if err := r.Validate(); err != nil {
			t.Error(r.Name, err)
		}
	}
	zero := 0
	if _, err := c.Lines(&zero); CodeOf(err) != CodeInvalid {
		t.Error(err)
	}
}
