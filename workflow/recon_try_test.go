package workflow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// amountAlone is a rule that matches whatever has one amount within days.
func amountAlone(days int) *domain.MatchRuleInput {
	return &domain.MatchRuleInput{Order: 5000, Name: "Amount alone", Shape: domain.OneToOne, Mode: domain.MatchAuto, Keys: []domain.MatchKey{domain.KeyAmount}, Days: days}
}

func november(a *domain.ReconAccount, rules ...*domain.MatchRuleInput) domain.TryMatchRulesInput {
	return domain.TryMatchRulesInput{AccountID: a.ID, Rules: rules, From: domain.NewDate(2026, 11, 1), To: domain.NewDate(2026, 11, 30)}
}

func TestTryMatchRules_TellsTheDifferenceAndKeepsNothing(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	bare := func(l domain.ReconLine) domain.ReconLine { l.Reference, l.Counterparty, l.Text = "", "", ""; return l }
	elsewhere := ledgerLine("l9", "RE-900009", 900)
	elsewhere.Booked = domain.NewDate(2026, 10, 31)
	ids := h.loads(a,
		bankLine("b1", "RE-100001", 100), ledgerLine("l1", "RE-100001", 100), // matched by the rules in force
		bare(bankLine("b2", "", 200)), bare(ledgerLine("l2", "", 200)), // by amount only
		bare(bankLine("b3", "", 300)), bare(ledgerLine("l3", "", 300)), bare(ledgerLine("l4", "", 300)),
		bare(bankLine("b5", "", 500)), bare(ledgerLine("l5", "", 500)), // a person's
		elsewhere)
	h.runs(a, "first")
	_, err := h.service.MatchLines(h.as(reconciler), matchInput(a, "person", ids[7], ids[8]))
	require.NoError(t, err)
	before, events := h.standings(a), value[int](h, `SELECT count(*)::int FROM event`)

	trial, err := h.service.TryMatchRules(h.as(drafter), november(a, amountAlone(3)))
	require.NoError(t, err)
	require.Equal(t, 7, trial.Lines, "neither a person's match nor another month")
	require.Equal(t, 1, trial.NewlyMatched.Groups)
	require.Equal(t, 2, trial.NewlyMatched.Lines)
	require.Equal(t, []domain.Money{domain.NewMoney(400, "EUR")}, trial.NewlyMatched.Amounts)
	example := trial.NewlyMatched.Examples[0]
	require.Equal(t, domain.LineMatched, example.After.State)
	require.Equal(t, "Amount alone", example.After.Rule.Name)
	require.Len(t, example.After.Lines, 2)
	require.Equal(t, 2, example.After.Size)
	require.Equal(t, a.ID, example.Line.Account.ID)
	require.NotEqual(t, domain.LineMatched, example.Before.State)
	require.Zero(t, trial.NoLongerMatched.Groups)
	require.Zero(t, trial.ChangedGroups.Groups)
	same, err := h.service.TryMatchRules(h.as(reconciler), november(a, asInputs(a.ID.Entity, domain.StandardRules(a.Kind))...))
	require.NoError(t, err)
	require.Zero(t, same.NewlyMatched.Lines+same.NoLongerMatched.Lines+same.NewlyAmbiguous.Lines+same.ChangedGroups.Lines)
	require.Equal(t, same.Before, same.After)
	less, err := h.service.TryMatchRules(h.as(publisher), november(a, &domain.MatchRuleInput{Order: 1, Name: "Far too strict", Shape: domain.OneToOne, Mode: domain.MatchSuggest, Keys: []domain.MatchKey{domain.KeyAmount, domain.KeyReference}}))
	require.NoError(t, err)
	require.Equal(t, 1, less.NoLongerMatched.Groups)
	require.Equal(t, "Same reference and amount", less.NoLongerMatched.Examples[0].Before.Rule.Name)

	require.Equal(t, before, h.standings(a), "a trial changes nothing")
	require.Equal(t, events, value[int](h, `SELECT count(*)::int FROM event`))
}

func TestTryMatchRules_RefusesStrangersBadRulesAndTooMuch(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	_, err := h.service.TryMatchRules(h.as("jana.koehlert"), november(a, amountAlone(3)))
	refused(t, err, domain.CodeNotFound)
	_, err = h.service.TryMatchRules(h.as("saskia.norholt"), november(a, amountAlone(3)))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.TryMatchRules(h.as(drafter), november(a, amountAlone(999)))
	require.Equal(t, "rules.0.days", refused(t, err, domain.CodeInvalid).Field)
	backwards := november(a, amountAlone(3))
	backwards.From, backwards.To = backwards.To, backwards.From
	_, err = h.service.TryMatchRules(h.as(drafter), backwards)
	require.Equal(t, "to", refused(t, err, domain.CodeInvalid).Field)
	h.exec(`INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
		SELECT 2, gen_random_uuid(), $1, 'BANK', '2026-11-02', n, 'EUR', 'R' || n, '', '', now() FROM generate_series(1, $2::int) AS n`, a.ID.UUID, domain.MaxTrialLines+1)
	_, err = h.service.TryMatchRules(h.as(drafter), november(a, amountAlone(3)))
	told := refused(t, err, domain.CodeInvalid)
	require.Equal(t, "from", told.Field)
	require.Contains(t, told.Message, "200001")
}
