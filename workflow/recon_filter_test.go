package workflow_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// inForce drafts rules and puts them in force.
func (h *house) inForce(a *domain.ReconAccount, key string, rules ...*domain.MatchRuleInput) *domain.MatchRuleSet {
	h.t.Helper()
	draft := h.drafts(a, key, rules...)
	_, err := h.service.PublishMatchRules(h.as(publisher), domain.PublishMatchRulesInput{ID: draft.ID, IdempotencyKey: "in-force-" + key})
	require.NoError(h.t, err)
	return draft
}

func leaveOut(text string) *domain.MatchRuleInput {
	return &domain.MatchRuleInput{
		Order: 5, Name: "Notices", Shape: domain.OneToOne, Mode: domain.MatchExclude,
		Filter: &domain.RuleFilterInput{Source: new(domain.SourceBank), Text: &text},
	}
}

func TestReconcile_ARuleLeavesLinesOutAndTheProofNamesIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	same := &domain.MatchRuleInput{Order: 10, Name: "Same", Shape: domain.OneToOne, Mode: domain.MatchAuto, Keys: []domain.MatchKey{domain.KeyAmount, domain.KeyReference}, Days: 9}
	notice := func(id string, minor int64) domain.ReconLine {
		l := bankLine(id, "", minor)
		l.Counterparty, l.Text = "", "Saldomitteilung Nr. "+id
		return l
	}
	other := ledgerLine("l9", "", 5)
	other.Text = "Saldomitteilung der anderen Seite"
	ids := h.loads(a, notice("b1", 0), notice("b2", 500), bankLine("b3", "RE-100001", 700), ledgerLine("l3", "RE-100001", 700), other)
	h.inForce(a, "out", leaveOut("saldomitteilung nr"), same)
	run := h.runs(a, "leaves out")
	require.Equal(t, map[string]int{"EXCLUDED": 2, "MATCHED": 2, "CASE": 1}, h.states(a))
	require.Equal(t, []domain.RuleExclusion{{RuleID: run.Rules[0].Rule, Rule: "Notices", Source: domain.SourceBank, Lines: 2, Sum: domain.NewMoney(500, "EUR")}}, run.Proof.Excluded)
	require.Equal(t, domain.RuleOutcome{Rule: run.Rules[0].Rule, Lines: 2, Amount: domain.NewMoney(500, "EUR")}, run.Rules[0])
	page, err := h.service.ReconLines(h.as(reconciler), domain.LineFilter{AccountID: a.ID, State: []domain.LineState{domain.LineExcluded}}, workflow.List{Page: domain.PageRequest{First: 10}})
	require.NoError(t, err)
	require.Len(t, page.Items, 2)
	require.Equal(t, "Notices", page.Items[0].ExcludedBy.Name)
	_, err = h.service.MatchLines(h.as(reconciler), matchInput(a, "left out", ids[1], ids[4]))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "was left out")
	again := h.runs(a, "again")
	require.Equal(t, run.Proof.Excluded, again.Proof.Excluded, "it looks at them anew, and finds the same")

	trial, err := h.service.TryMatchRules(h.as(drafter), domain.TryMatchRulesInput{AccountID: a.ID, Rules: []*domain.MatchRuleInput{leaveOut("nr. b2"), same}, From: domain.NewDate(2026, 11, 1), To: domain.NewDate(2026, 11, 30)})
	require.NoError(t, err)
	require.Zero(t, trial.NewlyExcluded.Lines)
	wide := leaveOut("saldomitteilung")
	wide.Filter.Source = nil
	trial, err = h.service.TryMatchRules(h.as(drafter), domain.TryMatchRulesInput{AccountID: a.ID, Rules: []*domain.MatchRuleInput{wide, same}, From: domain.NewDate(2026, 11, 1), To: domain.NewDate(2026, 11, 30)})
	require.NoError(t, err)
	require.Equal(t, 1, trial.NewlyExcluded.Lines)
	require.Equal(t, "Notices", trial.NewlyExcluded.Examples[0].After.Rule.Name)

	h.inForce(a, "in", same)
	run = h.runs(a, "takes them again")
	require.Equal(t, map[string]int{"MATCHED": 2, "CASE": 3}, h.states(a), "what a rule left out is open again without the rule")
	require.Empty(t, run.Proof.Excluded)
	h.clean()
}

func TestReconcile_FailsLoudlyWhenWhatIsLeftOutIsNotKeptSo(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.loads(a, bankLine("b1", "RE-1", 700), bankLine("b2", "RE-2", 800), ledgerLine("l1", "RE-3", 900))
	h.inForce(a, "out", leaveOut("payment re"))
	h.exec(`CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.rule_id := NULL; RETURN NEW; END $$`)
	h.exec(`CREATE TRIGGER forget BEFORE INSERT ON recon_claim FOR EACH ROW EXECUTE FUNCTION forget()`)
	task := h.asks(a, "broken")
	_ = h.service.Reconcile(h.system("clock"), task, 60_000_000_000)
	run := h.run(task)
	require.Equal(t, domain.JobFailed, run.State)
	require.Contains(t, *run.Problem, "leaves out")
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM recon_claim`))
}

func TestMatchLines_TheToleranceOfAFilteredRuleIsForItsLinesAlone(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	of := func(id, text string, minor int64) domain.ReconLine {
		l := bankLine(id, "RE-"+id, minor)
		l.Text = text
		return l
	}
	ids := h.loads(a, of("1", "Card payout 7", 9_900), ledgerLine("l1", "X-1", 10_000), of("2", "Transfer", 9_900), ledgerLine("l2", "X-2", 10_000))
	text, tolerance := "card * 7", domain.NewDecimal(5, 0)
	h.inForce(a, "filtered", &domain.MatchRuleInput{Order: 1, Name: "Payouts", Shape: domain.OneToOne, Mode: domain.MatchAuto, Keys: []domain.MatchKey{domain.KeyReference}, Days: 9,
		AmountTolerance: &tolerance, ReasonCode: new("FEE"), Filter: &domain.RuleFilterInput{Source: new(domain.SourceBank), Text: &text}})
	for i, code := range []domain.Code{"", domain.CodeToleranceExceeded} {
		in := matchInput(a, fmt.Sprint("filtered", i), ids[2*i], ids[2*i+1])
		in.ReasonCode = new("FEE")
		_, err := h.service.MatchLines(h.as(secondReconciler), in)
		require.Equal(t, code, domain.CodeOf(err), err)
	}
}
