package workflow_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// charges are lines of one kind, and the cluster that they make.
func (h *house) charges(a *domain.ReconAccount, n int) ([]domain.ID, *domain.LineCluster) {
	h.t.Helper()
	lines := []domain.ReconLine{bankLine("single", "RE-100001", 77_700)}
	for m := 1; m <= n; m++ {
		lines = append(lines, domain.ReconLine{ID: fmt.Sprint("c", m), Source: domain.SourceBank, Booked: domain.NewDate(2026, 10, m), Amount: domain.NewMoney(int64(-490-m), "EUR"), Text: fmt.Sprintf("Kontoentgelt %02d/2026", m)})
	}
	ids := h.loads(a, lines...)
	found, err := h.service.Clusters(h.as(reconciler), a)
	require.NoError(h.t, err)
	for _, c := range found {
		if c.Label == "Kontoentgelt #" {
			return ids[1:], c
		}
	}
	require.Fail(h.t, "no cluster")
	return nil, nil
}

func clusterInput(a *domain.ReconAccount, c *domain.LineCluster, act domain.ClusterAct) domain.ResolveClusterInput {
	return domain.ResolveClusterInput{AccountID: a.ID, ClusterID: c.ID, Size: c.Size, Act: act, Category: new(domain.CauseFee), Note: "The bank's charges of the month.", IdempotencyKey: "cluster-" + string(act)}
}

func TestResolveCluster_PutsAllOfItsLinesIntoOneCase(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids, cluster := h.charges(a, 6)
	page, err := h.service.ReconLines(h.as(reconciler), domain.LineFilter{AccountID: a.ID, ClusterID: &cluster.ID}, workflow.List{Page: domain.PageRequest{First: 20}})
	require.NoError(t, err)
	require.Len(t, page.Items, 6)
	in := clusterInput(a, cluster, domain.ClusterOpenCase)
	in.Size, in.IdempotencyKey = 5, "cluster-stale"
	_, err = h.service.ResolveCluster(h.as(reconciler), in)
	require.Equal(t, 6, refused(t, err, domain.CodeStale).Details["lines"])
	in = clusterInput(a, cluster, domain.ClusterOpenCase)
	in.ClusterID.UUID, in.IdempotencyKey = domain.UUIDOf("no cluster"), "cluster-none"
	_, err = h.service.ResolveCluster(h.as(reconciler), in)
	refused(t, err, domain.CodeNotFound)
	_, err = h.service.ResolveCluster(h.as("saskia.norholt"), clusterInput(a, cluster, domain.ClusterOpenCase))
	refused(t, err, domain.CodeForbidden)

	done, err := h.service.ResolveCluster(h.as(reconciler), clusterInput(a, cluster, domain.ClusterOpenCase))
	require.NoError(t, err)
	require.Equal(t, 6, done.Lines)
	c := h.readCase(*done.Case)
	require.Equal(t, domain.CauseFee, c.Category)
	for _, id := range ids {
		require.Equal(t, "CASE "+c.Key, h.lineStands(id))
	}
	tallies, err := h.service.CaseTallies(h.as(reconciler), []domain.ID{c.ID})
	require.NoError(t, err)
	require.Equal(t, 6, tallies[c.ID].Lines)
	require.Len(t, tallies[c.ID].Aging, 1)
	aging := tallies[c.ID].Aging[0]
	require.Equal(t, domain.NewMoney(6*490+21, "EUR"), aging.Amount)
	require.Equal(t, domain.NewDate(2026, 10, 1).DaysUntil(h.today()), aging.OldestDays)
	days := int64(0)
	for m := 1; m <= 6; m++ {
		days += int64(490+m) * int64(domain.NewDate(2026, 10, m).DaysUntil(h.today()))
	}
	require.Equal(t, domain.NewMoney(days, "EUR").Amount().String(), aging.MoneyDays.String())
	accounts, err := h.service.CaseAgings(h.as(reconciler), nil)
	require.NoError(t, err)
	require.Len(t, accounts[a.ID], 1)
	require.Equal(t, 1, accounts[a.ID][0].Cases)
	require.Equal(t, aging, accounts[a.ID][0].Aging[0])

	again, err := h.service.ResolveCluster(h.as(reconciler), clusterInput(a, cluster, domain.ClusterOpenCase))
	require.NoError(t, err, "the same key is the same act, whatever became of the cluster")
	require.Equal(t, done, again)
	h.clean()
}

func TestResolveCluster_AdjustsOrLeavesOutAllOrNothing(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids, cluster := h.charges(a, 4)
	_, err := h.service.ResolveCluster(h.as(reconciler), clusterInput(a, cluster, domain.ClusterLeaveOut))
	refused(t, err, domain.CodeForbidden)
	require.Equal(t, "NEW", h.lineStands(ids[0]), "refused, nothing is changed")
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM control_case WHERE opened_by IS NOT NULL`))
	_, err = h.service.ResolveCluster(h.as(secondReconciler), clusterInput(a, cluster, domain.ClusterAdjust))
	refused(t, err, domain.CodeInvalid)

	in := clusterInput(a, cluster, domain.ClusterAdjust)
	in.Kind, in.AgainstAccountID, in.ReasonCode, in.IdempotencyKey = new("FEE"), h.account("DE01", "5300"), new("BANK_FEE"), "cluster-adjusted"
	done, err := h.service.ResolveCluster(h.as(secondReconciler), in)
	require.NoError(t, err)
	proposed := h.adjustment(*done.Adjustment)
	require.Equal(t, int64(-4*490-10), proposed.Amount.Minor)
	require.Equal(t, map[string]int{"NEW": 1, "SUGGESTED": 4}, h.states(a))
	_, err = h.service.DecideAdjustment(h.as(creditor), h.decision(proposed.ID, false, "no"))
	require.NoError(t, err)
	require.Equal(t, map[string]int{"NEW": 5}, h.states(a))

	out := clusterInput(a, cluster, domain.ClusterLeaveOut)
	out.IdempotencyKey = "cluster-left-out"
	done, err = h.service.ResolveCluster(h.as(secondReconciler), out)
	require.NoError(t, err)
	c := h.readCase(*done.Case)
	require.Equal(t, "NOT_NEEDED", c.Resolution.Code)
	require.Equal(t, "Oskar Fenwald", c.Resolution.Person.Name)
	require.Equal(t, map[string]int{"NEW": 1, "EXCLUDED": 4}, h.states(a))
	h.clean()
}

func TestDecideAdjustment_EndsTheCaseOfTheLinesThatItSettles(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "FEE-Q4", -450))
	c := h.puts(a, "fee", ids[0])
	done, err := h.service.ProposeAdjustment(h.as(secondReconciler), h.writeOff(a, "fee", ids[0]))
	require.NoError(t, err)
	require.Equal(t, domain.CaseOpen, h.readCase(c.ID).State, "somebody must approve it first")
	_, err = h.service.ResolveCase(h.as(secondReconciler), becoming(c, "NOT_NEEDED"))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "waits for somebody to decide")
	_, err = h.service.DecideAdjustment(h.as(creditor), h.decision(done.Adjustment, true, "yes"))
	require.NoError(t, err)
	require.Equal(t, "ADJUSTED", h.readCase(c.ID).Resolution.Code)
	require.Equal(t, "MATCHED "+c.Key, h.lineStands(ids[0]))
	h.clean()
}

func TestSetCaseOwner_SaysWhoOwnsCasesOfAKindOfAccount(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "RE-1", 700), bankLine("b2", "RE-2", 900))
	oskar := domain.ID{Kind: domain.NodeUser, UUID: h.person(secondReconciler)}
	in := domain.SetCaseOwnerInput{EntityID: domain.EntityNode(a.ID.Entity), AccountKind: new(a.Kind), Category: new(domain.CauseMissing), OwnerID: &oskar, Reason: "Oskar knows the payers.", IdempotencyKey: "owner-key-1"}
	_, err := h.service.SetCaseOwner(h.as(reconciler), in)
	refused(t, err, domain.CodeForbidden)
	bad := in
	bad.OwnerID, bad.IdempotencyKey = &domain.ID{Kind: domain.NodeUser, UUID: h.person("jana.koehlert")}, "owner-key-2"
	_, err = h.service.SetCaseOwner(h.as(publisher), bad)
	require.Equal(t, "ownerId", refused(t, err, domain.CodeInvalid).Field)
	_, err = h.service.SetCaseOwner(h.as(publisher), in)
	require.NoError(t, err)
	require.Equal(t, "Oskar Fenwald", h.puts(a, "by rule", ids[0]).Owner.Name)
	in.IdempotencyKey, in.OwnerID = "owner-key-3", nil
	_, err = h.service.SetCaseOwner(h.as(publisher), in)
	refused(t, err, domain.CodeStale)
	in.IdempotencyKey, in.Version = "owner-key-4", new(1)
	_, err = h.service.SetCaseOwner(h.as(publisher), in)
	require.NoError(t, err)
	rules, err := h.service.CaseOwners(h.as(reconciler))
	require.NoError(t, err)
	require.Empty(t, rules, "it was taken back")
	other := h.puts(a, "by nobody", ids[1])
	require.NotEqual(t, oskar.UUID, other.OwnerID, "who has a case gives way to who has none")
	require.False(t, other.OwnerID.IsZero())
}
