package workflow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// Who drafts rules, and who puts them in force.
const (
	drafter   = "lennart.quist"
	publisher = "beatrix.amsholt"
)

// asInputs are the standard rules of a kind, as somebody who keeps them sends them.
func asInputs(entity domain.EntityID, rules []domain.MatchRule) []*domain.MatchRuleInput {
	list := make([]*domain.MatchRuleInput, len(rules))
	for i, r := range rules {
		in := &domain.MatchRuleInput{
			ID: &domain.ID{Kind: domain.NodeRule, Entity: entity, UUID: r.ID}, Order: r.Order, Name: r.Name, Shape: r.Shape, Mode: r.Mode, Keys: r.Keys,
			Normalise: r.Normalise, Days: r.Days, MinScore: r.MinScore, Margin: r.Margin, OneSided: r.OneSided,
		}
		if r.Tolerance > 0 {
			amount := domain.NewMoney(r.Tolerance, "EUR").Amount()
			in.AmountTolerance = &amount
		}
		if !r.Percent.IsZero() {
			in.PercentTolerance = &r.Percent
		}
		if r.Fee != "" {
			in.Fee = &r.Fee
		}
		if r.ReasonCode != "" {
			in.ReasonCode = &r.ReasonCode
		}
		list[i] = in
	}
	return list
}

func rulesInput(a *domain.ReconAccount, key string, rules ...*domain.MatchRuleInput) domain.SaveMatchRulesInput {
	return domain.SaveMatchRulesInput{AccountID: a.ID, Rules: rules, Reason: "The bank changed its texts.", IdempotencyKey: "rules-key-" + key}
}

// drafts keeps a draft and reads it.
func (h *house) drafts(a *domain.ReconAccount, key string, rules ...*domain.MatchRuleInput) *domain.MatchRuleSet {
	h.t.Helper()
	saved, err := h.service.SaveMatchRules(h.as(drafter), rulesInput(a, key, rules...))
	require.NoError(h.t, err)
	return h.ruleSet(*saved)
}

func (h *house) ruleSet(of workflow.RulesSaved) *domain.MatchRuleSet {
	h.t.Helper()
	set, err := h.service.RuleSet(h.as(drafter), of)
	require.NoError(h.t, err)
	return set
}

func TestSaveMatchRules_KeepsADraftThatNoRunFollows(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "RE-100001", 100), ledgerLine("l1", "RE-100001", 100))
	h.runs(a, "first")
	rules := asInputs(a.ID.Entity, domain.StandardRules(a.Kind))
	rules[1].Days = 7
	draft := h.drafts(a, "draft", append(rules[1:], &domain.MatchRuleInput{Order: 900, Name: "Any", Shape: domain.OneToOne, Mode: domain.MatchSuggest, Keys: []domain.MatchKey{domain.KeyAmount}, Days: 3})...)
	require.Equal(t, 2, draft.Number)
	require.Equal(t, domain.RulesDraft, draft.State)
	require.Equal(t, "Lennart Qvist", draft.MadeBy.Name)
	require.Equal(t, "The bank changed its texts.", *draft.Reason())
	require.Nil(t, draft.ActiveFrom)
	changes, err := draft.Difference(nil)
	require.NoError(t, err)
	require.Len(t, changes, 3, "one is changed, one is new, one is gone")
	require.Equal(t, []domain.RuleFieldChange{{Field: "days", Before: "45", After: "7"}}, changes[0].Fields)
	require.Equal(t, "rules 2", value[string](h, `SELECT substring(text from 'rules 2') FROM event WHERE kind = 'match_rules.drafted'`))

	sets, err := h.service.RuleSets(h.as(drafter), a)
	require.NoError(t, err)
	require.Len(t, sets, 2)
	require.Equal(t, domain.RulesActive, sets[1].State)
	again, err := h.service.SaveMatchRules(h.as(drafter), rulesInput(a, "draft", append(rules[1:], &domain.MatchRuleInput{Order: 900, Name: "Any", Shape: domain.OneToOne, Mode: domain.MatchSuggest, Keys: []domain.MatchKey{domain.KeyAmount}, Days: 3})...))
	require.NoError(t, err)
	require.Equal(t, draft.ID, again.RuleSet, "a retry is the same act")
	require.NotEmpty(t, ids)
}

func TestSaveMatchRules_RefusesWhoMayNotAndWhatIsWrong(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	good := &domain.MatchRuleInput{Order: 1, Name: "Same", Shape: domain.OneToOne, Mode: domain.MatchAuto, Keys: []domain.MatchKey{domain.KeyAmount, domain.KeyReference}, Days: 30}
	_, err := h.service.SaveMatchRules(h.as(reconciler), rulesInput(a, "clerk", good))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.SaveMatchRules(h.as("jana.koehlert"), rulesInput(a, "stranger", good))
	refused(t, err, domain.CodeNotFound)
	bad := *good
	bad.Days, bad.Order, bad.Normalise = 400, 2, []string{"guess"}
	_, err = h.service.SaveMatchRules(h.as(drafter), rulesInput(a, "bad", good, &bad))
	told := refused(t, err, domain.CodeInvalid)
	require.Equal(t, "rules.1.days", told.Field)
	require.Len(t, told.Details["violations"], 3, "days, normaliser, and the name that stands twice")
	silent := rulesInput(a, "silent", good)
	silent.Reason = " "
	_, err = h.service.SaveMatchRules(h.as(drafter), silent)
	require.Equal(t, "reason", refused(t, err, domain.CodeInvalid).Field)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM match_rule_set`))
}

func TestPublishMatchRules_AnotherPersonPutsThemInForceAndRunsFollow(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.loads(a, bankLine("b1", "RE-100001", 100), ledgerLine("l1", "RE-100001", 100))
	first := h.runs(a, "first")
	require.Equal(t, 1, first.RuleSetNo)
	h.loads(a, bankLine("b2", "", 300), ledgerLine("l2", "", 300))
	draft := h.drafts(a, "draft", &domain.MatchRuleInput{Order: 1, Name: "Amount alone", Shape: domain.OneToOne, Mode: domain.MatchAuto, Keys: []domain.MatchKey{domain.KeyAmount}, Days: 3})
	publish := domain.PublishMatchRulesInput{ID: draft.ID, IdempotencyKey: "publish-key-1"}
	_, err := h.service.PublishMatchRules(h.as(drafter), publish)
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.PublishMatchRules(h.as("jana.koehlert"), publish)
	refused(t, err, domain.CodeNotFound)
	_, err = h.service.PublishMatchRules(h.as(publisher), domain.PublishMatchRulesInput{ID: domain.ID{Kind: domain.NodeRuleSet, Entity: 2, UUID: domain.UUIDOf("none")}, IdempotencyKey: "publish-key-2"})
	refused(t, err, domain.CodeNotFound)
	can, err := h.service.CanRuleSet(h.as(publisher), draft, nil)
	require.NoError(t, err)
	require.True(t, can[0].Allowed)

	saved, err := h.service.PublishMatchRules(h.as(publisher), publish)
	require.NoError(t, err)
	active := h.ruleSet(*saved)
	require.Equal(t, domain.RulesActive, active.State)
	require.Equal(t, "Beatrix Amsholt", active.PublishedBy.Name)
	require.NotNil(t, active.ActiveFrom)
	require.Equal(t, domain.RulesRetired, active.Siblings[1].State)
	_, err = h.service.PublishMatchRules(h.as(publisher), domain.PublishMatchRulesInput{ID: draft.ID, IdempotencyKey: "publish-key-3"})
	refused(t, err, domain.CodeWrongState)
	second := h.runs(a, "second")
	require.Equal(t, 2, second.RuleSetNo)
	require.Equal(t, map[string]int{"MATCHED": 4}, h.states(a))
}

func TestPublishMatchRules_RefusesWhoMadeThemWhateverTheirRights(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	draft := h.drafts(a, "draft", &domain.MatchRuleInput{Order: 1, Name: "Same", Shape: domain.OneToOne, Mode: domain.MatchAuto, Keys: []domain.MatchKey{domain.KeyAmount}, Days: 3})
	h.exec(`UPDATE match_rule_set SET made_by = (SELECT id FROM person WHERE name = $2) WHERE id = $1`, draft.ID.UUID, "Beatrix Amsholt")
	_, err := h.service.PublishMatchRules(h.as(publisher), domain.PublishMatchRulesInput{ID: draft.ID, IdempotencyKey: "publish-own"})
	require.Equal(t, "You made these rules; somebody else puts them in force.", refused(t, err, domain.CodeForbidden).Message)
	require.Equal(t, domain.RulesDraft, value[string](h, `SELECT state FROM match_rule_set`))
}
