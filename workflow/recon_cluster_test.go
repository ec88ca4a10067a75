package workflow_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestClusters_GroupOpenLinesAndProposeATestedRule(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	none, err := h.service.Clusters(h.as(drafter), a)
	require.NoError(t, err)
	require.Empty(t, none)
	var lines []domain.ReconLine
	for m := 1; m <= 6; m++ { // charges without reference or counterparty, booked days later: amounts are the one thing that ties them
		l := domain.ReconLine{ID: fmt.Sprint("c", m), Source: domain.SourceBank, Booked: domain.NewDate(2026, 5, 2+4*m), Amount: domain.NewMoney(int64(-490-m), "EUR"), Text: fmt.Sprintf("Kontoentgelt %02d/2026", m)}
		other := l
		other.Source, other.Text, other.Booked = domain.SourceLedger, fmt.Sprintf("Aufwand Bank K%d", m), l.Booked.AddDays(3)
		lines = append(lines, l, other)
	}
	ids := h.loads(a, lines...)
	h.exec(`INSERT INTO match_rule_set (entity_id, id, account_id, number, state, rules, active_from) VALUES (2, gen_random_uuid(), $1, 1, 'ACTIVE',
		'[{"id":"01890000-0000-7000-8000-000000000001","order":1,"name":"Same","shape":"ONE_TO_ONE","mode":"AUTO","keys":["AMOUNT","REFERENCE"],"days":9}]', now())`, a.ID.UUID)
	_, err = h.service.MatchLines(h.as(reconciler), matchInput(a, "by hand", ids[0], ids[1]))
	require.NoError(t, err)
	before := h.standings(a)
	found, err := h.service.Clusters(h.as(drafter), a)
	require.NoError(t, err)
	require.Len(t, found, 2, "one on either side")
	var fees *domain.LineCluster
	for _, c := range found {
		if c.Label == "Kontoentgelt #" {
			fees = c
		}
	}
	require.NotNil(t, fees)
	require.Equal(t, 5, fees.Size)
	require.Equal(t, domain.NewMoney(-5*490-2-3-4-5-6, "EUR"), fees.Amount)
	require.NotNil(t, fees.ProposedRule)
	require.Equal(t, 5, *fees.ExpectedHits)
	require.Zero(t, *fees.CounterExamples)
	require.Equal(t, 1, *fees.Support, "what a person matched speaks for it")
	require.Equal(t, domain.MatchAuto, fees.ProposedRule.Mode)
	require.Equal(t, "Kontoentgelt", *fees.ProposedRule.FilterOf().Text(), "a rule of its own, for lines like these alone")
	require.Equal(t, domain.MoneyOut, *fees.ProposedRule.FilterOf().Direction())
	again, err := h.service.Clusters(h.as(reconciler), a)
	require.NoError(t, err)
	require.Equal(t, found, again, "from memory they are the same")
	shown, err := fees.Lines(new(3))
	require.NoError(t, err)
	require.Len(t, shown, 3)
	require.Equal(t, ids[2], shown[0].ID)
	require.Equal(t, before, h.standings(a))

	_, err = h.service.MatchLines(h.as(reconciler), matchInput(a, "by hand, too", ids[2], ids[3]))
	require.NoError(t, err)
	found, err = h.service.Clusters(h.as(drafter), a)
	require.NoError(t, err)
	for _, c := range found {
		require.Equal(t, 4, c.Size, "what changed since is seen")
	}
	rule := *fees.ProposedRule
	kept := asInputs(a.ID.Entity, []domain.MatchRule{rule.MatchRule})[0]
	kept.ID, kept.Order, kept.Filter = nil, 1, &domain.RuleFilterInput{Source: rule.FilterOf().Source(), Direction: rule.FilterOf().Direction(), Text: rule.FilterOf().Text()}
	h.inForce(a, "proposed", kept)
	h.runs(a, "by the proposed rule")
	require.Equal(t, map[string]int{"MATCHED": 12}, h.states(a), "the rule does what its test promised")

	hidden, err := h.service.Clusters(h.as("jana.koehlert"), a)
	require.NoError(t, err)
	require.Empty(t, hidden)
}
