package workflow_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// ofDifference are two lines that name each other and differ by an amount, within the two percent of the standard rules.
func ofDifference(n int, minor int64) []domain.ReconLine {
	reference := fmt.Sprintf("RE-20000%d", n)
	return []domain.ReconLine{bankLine(fmt.Sprint("b", n), reference, 400_000_000), ledgerLine(fmt.Sprint("l", n), reference, 400_000_000+minor)}
}

// proposalOf is the proposed match that leaves an amount over.
func (h *house) proposalOf(a *domain.ReconAccount, remainder int64) domain.ID {
	h.t.Helper()
	return domain.ID{Kind: domain.NodeMatchGroup, Entity: a.ID.Entity, UUID: value[domain.UUID](h, `SELECT id FROM match_group WHERE account_id = $1 AND state = 'SUGGESTED' AND remainder = $2`, a.ID.UUID, remainder)}
}

func TestAcceptMatch_LeavesOverWhatTheLimitAllowsAndNoCentMore(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	rules := domain.StandardRules(a.Kind)
	for i := range rules {
		if !rules[i].Percent.IsZero() {
			rules[i].Mode = domain.MatchSuggest
		}
	}
	h.inForce(a, "differences are proposed", asInputs(a.ID.Entity, rules)...)
	const limit = 500_00 // in EUR, of who reviews reconciliations in the demo's group
	h.loads(a, append(ofDifference(1, limit), ofDifference(2, limit+1)...)...)
	h.runs(a, "first")
	require.Equal(t, map[string]int{"SUGGESTED": 4}, h.states(a))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM adjustment`), "a proposal has no entry before somebody accepts it")
	atBound, above := h.proposalOf(a, -limit), h.proposalOf(a, -limit-1)

	before := h.standings(a)
	_, err := h.service.AcceptMatch(h.as(reconciler), h.actOn(atBound, "no right"))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.AcceptMatch(h.as(secondReconciler), h.actOn(above, "a cent above"))
	refused(t, err, domain.CodeOverLimit)
	require.Equal(t, before, h.standings(a), "a refusal changes nothing")

	_, err = h.service.AcceptMatch(h.as(secondReconciler), h.actOn(atBound, "at the bound"))
	require.NoError(t, err)
	require.Equal(t, map[string]int{"SUGGESTED": 2, "MATCHED": 2}, h.states(a))
	require.Equal(t, "PROPOSED -50000", value[string](h, `SELECT state || ' ' || minor FROM adjustment`))
	entry := domain.ID{Kind: domain.NodeAdjustment, Entity: a.ID.Entity, UUID: value[domain.UUID](h, `SELECT id FROM adjustment`)}
	_, err = h.service.DecideAdjustment(h.as(secondReconciler), h.decision(entry, true, "own"))
	require.Contains(t, []domain.Code{domain.CodeForbidden, domain.CodeDutyConflict}, domain.CodeOf(err), "who accepts a difference does not approve its entry")
	h.clean()
}
