package e2e_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const runReconciliation = `mutation($in: RunReconInput!) { runReconciliation(input: $in) { job { id state } } }`

// reconAccount adds an account of a bank with its ledger, and returns its id in the database and in the API.
func (h *house) reconAccount() (id string, node string) {
	h.t.Helper()
	err := h.db.Pool.QueryRow(h.t.Context(), `INSERT INTO recon_account (entity_id, id, version, account_code, name, kind, currency, sources, frequency, due_hour, risk, created_at, updated_at)
		VALUES (3, gen_random_uuid(), 1, '1200', 'Compte de passage', 'BANK', 'EUR', '{BANK,LEDGER}', 'DAILY', 8, 'LOW', now(), now()) RETURNING id::text`).Scan(&id)
	require.NoError(h.t, err)
	type accounts struct {
		ReconAccounts struct {
			Edges []struct{ Node struct{ ID, Name string } }
		}
	}
	for _, e := range ask[accounts](h.as("greta.sundermoor"), `{ reconAccounts(first: 50) { edges { node { id name } } } }`, nil).ReconAccounts.Edges {
		if e.Node.Name == "Compte de passage" {
			node = e.Node.ID
		}
	}
	require.NotEmpty(h.t, node)
	return id, node
}

// loadLines puts n lines a side into an account: nine in ten have a partner with their reference and amount, some differ in the
// amount, some come twice, some are alone.
func (h *house) loadLines(account string, n int) {
	h.t.Helper()
	_, err := h.db.Pool.Exec(h.t.Context(), `
		INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
		SELECT 3, md5(s || n)::uuid, $1::uuid, s, '2026-09-01'::date + n % 60 + (CASE WHEN s = 'BANK' THEN n % 3 ELSE 0 END),
		  (1000 + n * 37 % 900000) * (CASE WHEN n % 11 = 0 THEN -1 ELSE 1 END) - (CASE WHEN s = 'BANK' AND n % 40 = 0 THEN 150 ELSE 0 END), 'EUR',
		  CASE WHEN n % 25 = 0 AND s = 'BANK' THEN '' ELSE 'RE-' || (100000 + n / (CASE WHEN n % 500 < 2 THEN 2 ELSE 1 END)) END,
		  'Customer ' || n % 997, 'Payment ' || n, now()
		FROM generate_series(1, $2::int) AS n, unnest(ARRAY['BANK', 'LEDGER']) AS s WHERE NOT (s = 'BANK' AND n % 60 = 0)`, account, n)
	require.NoError(h.t, err)
	_, err = h.db.Pool.Exec(h.t.Context(), `UPDATE recon_account SET changes = changes + 1 WHERE id = $1`, account)
	require.NoError(h.t, err)
}

func (h *house) text(sql string, args ...any) (v string) {
	h.t.Helper()
	require.NoError(h.t, h.db.Pool.QueryRow(h.t.Context(), sql, args...).Scan(&v), sql)
	return v
}

// found is everything that runs keep about an account's lines, as one digest: groups by their ids, and what became of every line.
func (h *house) found(account string) string {
	h.t.Helper()
	return h.text(`SELECT md5(coalesce((SELECT string_agg(id::text || state || members::text || remainder, ',' ORDER BY id) FROM match_group WHERE account_id = $1 AND state <> 'UNDONE'), ''))
		|| md5(coalesce((SELECT string_agg(id::text || state || coalesce(group_id::text, ''), ',' ORDER BY id) FROM recon_claim WHERE account_id = $1), ''))`, account)
}

func TestCrash_ARunOfReconciliationGivesTheSameResultWhereverItDies(t *testing.T) {
	t.Parallel()
	const kills, lines = 20, 12_000
	h := open(t, options{})
	dice := seeded(t)
	account, node := h.reconAccount()
	h.loadLines(account, lines)
	c := h.as("greta.sundermoor")
	ask := func() {
		t.Helper()
		c.do(runReconciliation, vars{"in": vars{"accountId": node, "idempotencyKey": key()}})
	}
	running := func() bool {
		return h.count(`SELECT count(*) FROM recon_run WHERE account_id = $1 AND state = 'RUNNING'`, account) > 0
	}
	began := time.Now()
	ask()
	eventually(t, 2*time.Minute, "the first run ends", func() bool { return !running() })
	whole := time.Since(began)
	require.Equal(t, 1, h.count(`SELECT count(*) FROM recon_run WHERE account_id = $1 AND state = 'DONE'`, account), h.text(`SELECT coalesce(max(problem), '') FROM recon_run WHERE account_id = $1`, account))
	want, all := h.found(account), h.count(`SELECT count(*) FROM recon_line WHERE account_id = $1`, account)
	require.Equal(t, all, h.count(`SELECT count(*) FROM recon_claim WHERE account_id = $1`, account))

	died, runs := 0, 1
	length := whole // of a run, as far as known: the first shared the machine with whatever began beside it
	for died < kills {
		if !running() { // it got through: once more from the beginning
			require.Equal(t, want, h.found(account))
			for _, table := range []string{"recon_claim", "match_group", "adjustment"} {
				_, err := h.db.Pool.Exec(t.Context(), `DELETE FROM `+table+` WHERE account_id = $1`, account)
				require.NoError(t, err)
			}
			ask()
			runs++
			length = length * 3 / 4
		}
		taken := h.text(`SELECT coalesce(max(attempt), 0)::text FROM recon_run WHERE account_id = $1 AND state = 'RUNNING'`, account)
		eventually(t, 2*time.Minute, "a worker takes the run", func() bool {
			return !running() || h.text(`SELECT coalesce(max(attempt), 0)::text FROM recon_run WHERE account_id = $1 AND state = 'RUNNING'`, account) != taken || taken == "1" && died == 0
		})
		time.Sleep(time.Duration(dice.Int64N(int64(length) * 6 / 10)))
		if !running() {
			continue
		}
		h.kill()
		died++
		require.NoError(t, h.again())
		require.NoError(t, h.awaitReady(30*time.Second))
	}
	eventually(t, 3*time.Minute, "the last run ends", func() bool { return !running() })
	t.Logf("crash: %d kills in %d runs over %d lines, which take %.1f s; taken up %s times", died, runs, all, whole.Seconds(), h.text(`SELECT sum(attempt)::text FROM recon_run WHERE account_id = $1`, account))
	require.Equal(t, want, h.found(account))
	require.Equal(t, runs, h.count(`SELECT count(*) FROM recon_run WHERE account_id = $1 AND state = 'DONE'`, account))
	require.Equal(t, 1, h.count(`SELECT count(DISTINCT result_hash) FROM recon_run WHERE account_id = $1`, account), "one result")
	require.Equal(t, all, h.count(`SELECT count(*) FROM recon_claim WHERE account_id = $1`, account), "nothing is lost")
	require.Equal(t, h.count(`SELECT count(*) FROM recon_claim WHERE account_id = $1 AND group_id IS NOT NULL`, account),
		h.count(`SELECT coalesce(sum(cardinality(members)), 0) FROM match_group WHERE account_id = $1 AND state <> 'UNDONE'`, account), "nothing is doubled")
	require.Equal(t, runs, h.count(`SELECT count(*) FROM recon_run WHERE (proof->>'complete')::boolean AND (proof->>'linesIn')::int = $1 AND (proof->>'linesOut')::int = $1 AND account_id = $2`, all, account))
	h.clean()
}

func TestRecon_APersonRunsMatchesAndTakesBackThroughTheAPI(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	account, node := h.reconAccount()
	h.loadLines(account, 300)
	c := h.as("greta.sundermoor")
	type job struct {
		RunReconciliation struct{ Job struct{ ID string } }
	}
	id := ask[job](c, runReconciliation, vars{"in": vars{"accountId": node, "idempotencyKey": key()}}).RunReconciliation.Job.ID
	require.Empty(t, c.follow(id))
	type line struct {
		ID    string
		State string
		Group *struct {
			ID      string
			Version int
			State   string
			Lines   []struct{ ID string }
			Can     []struct {
				Action  string
				Allowed bool
			}
		}
		Candidates []struct {
			Score float64
			Lines []struct{ ID string }
		}
	}
	type answer struct {
		Node struct {
			RuleSet struct{ Number int }
			Runs    struct {
				Edges []struct {
					Node struct {
						State      string
						Lines      int
						ResultHash string
						Job        struct{ ID string }
						Proof      struct {
							Complete bool
							LinesIn  int
							LinesOut int
							Rows     []struct{ SumIn, SumOut struct{ Amount string } }
						}
						ByRule []struct {
							Groups int
							Rule   struct {
								Name    string
								Matched int
							}
						}
					}
				}
			}
		}
		Lines struct{ Edges []struct{ Node line } }
	}
	read := func(state string) answer {
		t.Helper()
		return ask[answer](c, `query($id: ID!, $state: [LineState!]) {
			node(id: $id) { ... on ReconAccount { ruleSet { number } runs(first: 3) { edges { node { state lines resultHash job { id }
				proof { complete linesIn linesOut rows { sumIn { amount } sumOut { amount } } } byRule { groups rule { name matched } } } } } } }
			lines(filter: {accountId: $id, state: $state}, first: 2) { edges { node { id state group { id version state lines { id } can { action allowed } }
				candidates(first: 2) { score lines { id } } } } } }`, vars{"id": node, "state": []string{state}})
	}
	got := read("MATCHED")
	run := got.Node.Runs.Edges[0].Node
	require.Equal(t, "DONE", run.State)
	require.Equal(t, id, run.Job.ID)
	require.True(t, run.Proof.Complete)
	require.Equal(t, run.Lines, run.Proof.LinesOut)
	require.NotEmpty(t, run.ByRule)
	for _, row := range run.Proof.Rows {
		require.Equal(t, row.SumIn, row.SumOut)
	}
	group := got.Lines.Edges[0].Node.Group
	require.Equal(t, "MATCHED", group.State)
	require.Equal(t, run.ByRule[0].Groups, run.ByRule[0].Rule.Matched)
	type undone struct {
		UndoMatch struct {
			Groups  []struct{ State string }
			Lines   []line
			Account struct{ ID string }
		}
	}
	const undo = `mutation($in: ActInput!) { undoMatch(input: $in) { groups { state undoEffect { lines remembered } } lines { id state group { id } candidates { score lines { id } } } account { id } } }`
	back := ask[undone](c, undo, vars{"in": vars{"id": group.ID, "version": group.Version, "reason": "Not the same payment", "idempotencyKey": key()}}).UndoMatch
	require.Equal(t, "UNDONE", back.Groups[0].State)
	require.Equal(t, "NEW", back.Lines[0].State)
	require.NotEmpty(t, back.Lines[0].Candidates)
	require.Equal(t, node, back.Account.ID)
	ids := make([]string, len(back.Lines))
	for i, l := range back.Lines {
		ids[i] = l.ID
	}
	type matched struct {
		MatchLines struct{ Groups []struct{ State, By string } }
	}
	const match = `mutation($in: MatchLinesInput!) { matchLines(input: $in) { groups { state } } }`
	require.Equal(t, "MATCHED", ask[matched](c, match, vars{"in": vars{"accountId": node, "lineIds": ids, "idempotencyKey": key()}}).MatchLines.Groups[0].State)
	again := c.refused("WRONG_STATE", match, vars{"in": vars{"accountId": node, "lineIds": ids, "idempotencyKey": key()}})
	require.Contains(t, again.Message, "Greta Sundermoor")
	type ends struct {
		Most, Least struct{ Edges []struct{ Node line } }
	}
	apart := ask[ends](c, `query($id: ID!) {
		most: lines(filter: {accountId: $id, state: [CASE], source: [LEDGER]}, sort: [{field: "amount", direction: DESC}], first: 1) { edges { node { id } } }
		least: lines(filter: {accountId: $id, state: [CASE], source: [LEDGER]}, sort: [{field: "amount", direction: ASC}], first: 1) { edges { node { id } } } }`, vars{"id": node})
	off := []string{apart.Most.Edges[0].Node.ID, apart.Least.Edges[0].Node.ID}
	c.refused("OUT_OF_BALANCE", match, vars{"in": vars{"accountId": node, "lineIds": off, "idempotencyKey": key()}})
	c.refused("TOLERANCE_EXCEEDED", match, vars{"in": vars{"accountId": node, "lineIds": off, "reasonCode": "FEE", "idempotencyKey": key()}})
	h.clean()
}
