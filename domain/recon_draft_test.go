package domain

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// ruledAccount is an account whose rules are written in the tests.
func ruledAccount() *ReconAccount {
	return &ReconAccount{ID: ID{Kind: NodeReconAccount, Entity: 2, UUID: UUIDOf("account")}, Name: "Main bank", Kind: "BANK", Currency: "EUR"}
}

func ruleInput(order int, name string) *MatchRuleInput {
	return &MatchRuleInput{Order: order, Name: name, Shape: OneToOne, Mode: MatchAuto, Keys: []MatchKey{KeyAmount, KeyReference}, Days: 30}
}

func TestDraftRules_ReadsRulesInTheirOrder(t *testing.T) {
	account := ruledAccount()
	standard := StandardRules("BANK")[1]
	kept := ruleInput(30, "Kept")
	kept.ID = &ID{Kind: NodeRule, Entity: 2, UUID: standard.ID}
	tolerance, percent, fee, code := NewDecimal(1250, 2), NewDecimal(2, 0), FeeInferred, "FEE"
	late := ruleInput(20, " Late ")
	late.AmountTolerance, late.PercentTolerance, late.Fee, late.ReasonCode, late.Normalise = &tolerance, &percent, &fee, &code, []string{"zeros"}
	rules, err := DraftRules(account, []*MatchRuleInput{kept, late, ruleInput(10, "First")}, map[UUID]bool{standard.ID: true})
	if err != nil {
		t.Fatal(err)
	}
	if rules[0].Name != "First" || rules[1].Name != "Late" || rules[2].ID != standard.ID || rules[1].Tolerance != 1250 || rules[1].Percent.Cmp(percent) != 0 || rules[1].Fee != fee || rules[1].ReasonCode != code {
		t.Fatalf("%+v", rules)
	}
	again, err := DraftRules(account, []*MatchRuleInput{ruleInput(1, "First")}, nil)
	if err != nil || again[0].ID != rules[0].ID || again[0].ID.IsZero() {
		t.Fatalf("a trial and a draft of one rule are one: %v %v", again, err)
	}
	renamed := ruleInput(1, "Second")
	renamed.ID = &ID{Kind: NodeRule, Entity: 2, UUID: rules[0].ID}
	both, err := DraftRules(account, []*MatchRuleInput{renamed, ruleInput(2, "First")}, map[UUID]bool{rules[0].ID: true})
	if err != nil || both[0].ID != rules[0].ID || both[1].ID == both[0].ID {
		t.Fatalf("two rules never share an id: %v %v", both, err)
	}
}

func TestDraftRules_NamesEveryViolationByItsPath(t *testing.T) {
	account := ruledAccount()
	bad := &MatchRuleInput{
		ID: &ID{Kind: NodeRule, Entity: 2, UUID: UUIDOf("of another account")}, Order: 0, Shape: "TRIANGLE", Mode: "PERHAPS", Keys: []MatchKey{"MOOD"},
		Normalise: []string{"rot13"}, Days: 367, MinScore: 1.5, Margin: -0.1,
	}
	huge, wrong, negative := NewDecimal(200, 0), "house prices", NewDecimal(-1, 0)
	bad.PercentTolerance, bad.Fee, bad.ReasonCode, bad.AmountTolerance = &huge, &wrong, &wrong, &negative
	alone := ruleInput(7, "Alone")
	alone.Keys = []MatchKey{KeyReference, KeyReference}
	_, err := DraftRules(account, []*MatchRuleInput{ruleInput(5, "One"), bad, ruleInput(5, "one"), alone}, nil)
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Code != CodeInvalid {
		t.Fatal(err)
	}
	var paths []string
	for _, v := range refusal.Details["violations"].([]Violation) {
		paths = append(paths, v.Field+" "+v.Rule)
	}
	for _, want := range []string{
		"rules.1.id known", "rules.1.order bounds", "rules.1.shape known", "rules.1.mode known", "rules.1.keys known", "rules.1.normalise known", "rules.1.days bounds",
		"rules.1.minScore bounds", "rules.1.margin bounds", "rules.1.percentTolerance bounds", "rules.1.amountTolerance bounds", "rules.1.fee known", "rules.1.reasonCode form",
		"rules.1.name length", "rules.2.order unique", "rules.2.name unique", "rules.3.keys unique", "rules.3.keys pass",
	} {
		if !slices.Contains(paths, want) {
			t.Errorf("%s is missing among %v", want, paths)
		}
	}
	for _, n := range []int{0, MaxRules + 1} {
		if _, err := DraftRules(account, make([]*MatchRuleInput, n), nil); CodeOf(err) != CodeInvalid {
			t.Errorf("%d rules: %v", n, err)
		}
	}
}

func TestDifferFrom_TellsWhatWasAddedRemovedAndChanged(t *testing.T) {
	account := ruledAccount()
	rules := StandardRules("BANK")
	before := &MatchRuleSet{Account: account, Number: 1, State: RulesActive, Rules: rules}
	next := slices.Clone(rules[1:])
	next[0].Days, next[0].Tolerance, next[0].Keys = 10, 300, []MatchKey{KeyReference, KeyAmount}
	next = append(next, MatchRule{ID: UUIDOf("new"), Order: 500, Name: "New"})
	after := &MatchRuleSet{Account: account, Number: 2, State: RulesDraft, Rules: next}
	after.Siblings = []*MatchRuleSet{after, before}
	before.Siblings = after.Siblings
	changes, err := after.Difference(nil)
	if err != nil || len(changes) != 3 {
		t.Fatalf("%v %v", changes, err)
	}
	changed, added, removed := changes[0], changes[1], changes[2]
	if changed.Kind != RuleChanged || !slices.Equal(changed.Fields, []RuleFieldChange{{"amountTolerance", "", "3.00 EUR"}, {"days", "45", "10"}}) {
		t.Errorf("%+v: keys in another order are the same", changed.Fields)
	}
	if added.Kind != RuleAdded || added.After.Name != "New" || added.Before != nil || removed.Kind != RuleRemoved || removed.Before.Name != "Taken back" || removed.After != nil {
		t.Errorf("%+v %+v", added, removed)
	}
	one, four := 1, 4
	if same, err := before.Difference(&one); err != nil || len(same) != 0 {
		t.Errorf("%v %v", same, err)
	}
	if first, err := before.Difference(nil); err != nil || len(first) != len(rules) || first[0].Kind != RuleAdded {
		t.Errorf("%v %v", first, err)
	}
	if _, err := after.Difference(&four); CodeOf(err) != CodeInvalid {
		t.Errorf("%v", err)
	}
}

func TestPublish_IsAnotherPersonsAndOfADraft(t *testing.T) {
	at := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	maker, other := Actor{Kind: ActorPerson, ID: UUIDOf("maker")}, Actor{Kind: ActorPerson, ID: UUIDOf("other")}
	set := &MatchRuleSet{Account: ruledAccount(), Number: 2, State: RulesDraft, MakerID: maker.ID}
	old := &MatchRuleSet{Number: 1, State: RulesActive}
	if _, err := set.Publish(maker, old, nil, at); CodeOf(err) != CodeForbidden {
		t.Fatal(err)
	}
	short := "x"
	if _, err := set.Publish(other, old, &short, at); CodeOf(err) != CodeInvalid {
		t.Fatal(err)
	}
	if _, err := set.Publish(other, old, nil, at); err != nil || set.State != RulesActive || old.State != RulesRetired || !set.ActiveFrom.Equal(at) || set.PublisherID != other.ID {
		t.Fatal(set, err)
	}
	if _, err := set.Publish(other, nil, nil, at); CodeOf(err) != CodeWrongState {
		t.Fatal(err)
	}
}
