package workflow_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

func TestNodes_RunsAndMatchesAreReadWhole(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.loads(a, bankLine("b1", "RE-100001", 100), ledgerLine("l1", "RE-100001", 100), bankLine("b2", "RE-100002", 300))
	run := h.runs(a, "first")
	group := value[domain.UUID](h, `SELECT id FROM match_group`)
	nodes, err := h.service.Nodes(h.as(reconciler), []domain.ID{run.ID, {Kind: domain.NodeMatchGroup, Entity: 2, UUID: group}}, 0)
	require.NoError(t, err)
	read := nodes[0].(*domain.ReconRun)
	require.Equal(t, a.ID, read.Account.ID)
	require.Equal(t, domain.JobDone, read.Job.State)
	require.Equal(t, 1, read.RuleSet.Number)
	require.Len(t, read.ByRule, 1)
	require.Equal(t, "Same reference and amount", read.ByRule[0].Rule.Name)
	require.Equal(t, domain.NewMoney(100, "EUR"), read.ByRule[0].Amount)
	g := nodes[1].(*domain.MatchGroup)
	require.Len(t, g.Lines, 2)
	require.Equal(t, "Same reference and amount", g.RuleView.Name)
	require.Equal(t, &domain.SystemName{Name: "Same reference and amount"}, g.By())
	effect := g.UndoEffect()
	require.Equal(t, 2, effect.Lines)
	require.True(t, effect.Remembered)
	require.Equal(t, domain.NewMoney(0, "EUR"), effect.Timing, "both sides are open again")
	can, err := h.service.CanMatch(h.as(reconciler), g, nil)
	require.NoError(t, err)
	require.False(t, can[0].Allowed, "it is no proposal")
	require.True(t, can[1].Allowed)
	hidden, err := h.service.Nodes(h.as("jana.koehlert"), []domain.ID{run.ID, g.ID}, 0)
	require.NoError(t, err)
	require.Equal(t, []domain.Node{nil, nil}, hidden)

	page, err := h.service.ReconLines(h.as(reconciler), domain.LineFilter{AccountID: a.ID}, workflow.List{Page: domain.PageRequest{First: 10}, Parts: workflow.PartGroup | workflow.PartAccount})
	require.NoError(t, err)
	grouped := 0
	for _, l := range page.Items {
		if l.Group != nil {
			grouped++
			require.Len(t, l.Group.Lines, 2)
		}
	}
	require.Equal(t, 2, grouped)
	runs, err := h.service.ReconRuns(h.as(reconciler), a, workflow.List{Page: domain.PageRequest{First: 10}, Counted: true})
	require.NoError(t, err)
	require.Len(t, runs.Items, 1)
	uses, err := h.service.RuleUses(h.as(reconciler), a.ID)
	require.NoError(t, err)
	require.Equal(t, workflow.RuleUse{Matched: 1}, uses[g.RuleID])
}

func TestLastRuns_OneForEachAccountThatTheCallerSees(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, never := h.reconcile("1200", "DE02120300000000202051"), h.reconcile("1600", "DE89370400440532013000")
	h.exec(`UPDATE recon_run SET started_at = started_at - interval '1 hour' WHERE id = $1`, h.runs(a, "first").ID.UUID)
	latest := h.runs(a, "second")
	for _, asked := range [][]domain.ID{nil, {a.ID}, {a.ID, never.ID}} {
		found, err := h.service.LastRuns(h.as(reconciler), asked, workflow.PartAccount)
		require.NoError(t, err)
		require.Len(t, found, 1)
		require.Equal(t, latest.ID, found[a.ID].ID)
		require.Equal(t, a.ID, found[a.ID].Account.ID)
		require.Equal(t, domain.JobDone, found[a.ID].Job.State)
	}
	hidden, err := h.service.LastRuns(h.as("jana.koehlert"), []domain.ID{a.ID}, 0)
	require.NoError(t, err)
	require.Empty(t, hidden)
}

func TestCandidates_RankOpenLinesOfTheOtherSide(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	lines := []domain.ReconLine{bankLine("b1", "RE-100001", 70_000)}
	for i := range 40 {
		lines = append(lines, ledgerLine(fmt.Sprint("l", i), fmt.Sprintf("RE-2%05d", i), int64(1_000+i)))
	}
	twin := ledgerLine("near", "RE-100010", 70_000) // two slips away
	lines = append(lines, twin)
	ids := h.loads(a, lines...)
	nodes, err := h.service.Nodes(h.as(reconciler), []domain.ID{ids[0]}, 0)
	require.NoError(t, err)
	line := nodes[0].(*domain.Line)
	found, err := h.service.Candidates(h.as(reconciler), line, 3)
	require.NoError(t, err)
	require.NotEmpty(t, found)
	require.Len(t, found[0].Lines, 1)
	require.Equal(t, ids[len(ids)-1], found[0].Lines[0].ID)
	require.Zero(t, found[0].Remainder.Minor)
	_, err = h.service.Candidates(h.as(reconciler), line, 100)
	refused(t, err, domain.CodeInvalid)
}

func TestReconLines_PagesOfALargeAccountAreQuick(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.exec(`INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
		SELECT 2, gen_random_uuid(), $1, CASE WHEN n % 2 = 0 THEN 'BANK' ELSE 'LEDGER' END, '2026-01-01'::date + n % 300, n, 'EUR', 'R' || n, 'P' || n % 977, 'T' || n, now()
		FROM generate_series(1, 200000) AS n`, a.ID.UUID)
	h.exec(`INSERT INTO match_group (entity_id, id, version, account_id, shape, state, members, score, currency, made_at)
		SELECT 2, id, 1, account_id, 'ONE_TO_ONE', 'MATCHED', ARRAY[id], 1, 'EUR', now() FROM recon_line WHERE minor > 500`)
	h.exec(`INSERT INTO recon_claim (entity_id, id, account_id, state, group_id) SELECT 2, id, account_id, 'MATCHED', id FROM recon_line WHERE minor > 500`)
	h.exec(`INSERT INTO recon_claim (entity_id, id, account_id, state) SELECT 2, id, account_id, 'CASE' FROM recon_line WHERE minor BETWEEN 101 AND 500`)
	h.exec(`ANALYZE recon_line, recon_claim`)
	slowest := time.Duration(0)
	for _, f := range []domain.LineFilter{
		{AccountID: a.ID}, {AccountID: a.ID, State: []domain.LineState{domain.LineCase}}, {AccountID: a.ID, State: []domain.LineState{domain.LineNew, domain.LineCase}},
		{AccountID: a.ID, State: []domain.LineState{domain.LineMatched}, Source: []domain.ReconSource{domain.SourceBank}},
	} {
		for _, field := range []string{"bookedOn", "amount"} {
			after := ""
			for range 3 {
				began := time.Now()
				page, err := h.service.ReconLines(h.as(reconciler), f, workflow.List{Page: domain.PageRequest{First: 50, After: after}, Sort: []*domain.SortInput{{Field: field, Direction: domain.Descending}}})
				require.NoError(t, err)
				require.Len(t, page.Items, 50)
				after = page.Cursors[49]
				took := time.Since(began)
				slowest = max(slowest, took)
				if took > 250*time.Millisecond {
					t.Logf("%v by %s took %s", f.State, field, took)
				}
			}
		}
	}
	t.Logf("the slowest page of 50 in 200,000 lines took %s", slowest)
	require.Less(t, slowest, 5*time.Second)
}
