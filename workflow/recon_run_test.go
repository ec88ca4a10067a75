package workflow_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow/reconset"
)

// reconciler may match and take back in every entity.
const reconciler = "greta.sundermoor"

// loads puts lines into an account, as they are, and returns their ids in order.
func (h *house) loads(a *domain.ReconAccount, lines ...domain.ReconLine) []domain.ID {
	h.t.Helper()
	ids := make([]domain.ID, len(lines))
	rows := make([][]any, len(lines))
	for i, l := range lines {
		id := domain.UUIDOf("test line", a.ID.String(), string(l.Source), l.ID)
		ids[i] = domain.ID{Kind: domain.NodeLine, Entity: a.ID.Entity, UUID: id}
		rows[i] = []any{
			int32(a.ID.Entity), id.String(), a.ID.UUID.String(), string(l.Source), l.Booked.Time(), l.Amount.Minor, string(l.Amount.Currency),
			l.Reference, l.More, l.Counterparty, l.Text, l.Reversal, h.now(),
		}
	}
	columns := []string{"entity_id", "id", "account_id", "source", "booked_on", "minor", "currency", "reference", "more", "counterparty", "text", "reversal", "loaded_at"}
	_, err := h.pool.Pool.CopyFrom(h.t.Context(), pgx.Identifier{"recon_line"}, columns, pgx.CopyFromRows(rows))
	require.NoError(h.t, err)
	h.exec(`UPDATE recon_account SET changes = changes + 1 WHERE id = $1`, a.ID.UUID)
	return ids
}

// sides are the lines of the bank and the ledger of an invented set.
func sides(lines int, seed int64) []domain.ReconLine {
	set := reconset.Make(reconset.Options{Lines: lines, Seed: seed})
	return append(set.Side(domain.SourceBank), set.Side(domain.SourceLedger)...)
}

// asks asks for a run and returns its task.
func (h *house) asks(a *domain.ReconAccount, key string) domain.RunReconciliation {
	h.t.Helper()
	job, err := h.service.RunReconciliation(h.as(reconciler), domain.RunReconInput{AccountID: a.ID, IdempotencyKey: "run-key-" + key})
	require.NoError(h.t, err)
	return domain.RunReconciliation{Entity: a.ID.Entity, Run: job.ResultID.UUID, Job: job.ID.UUID}
}

// runs reconciles an account and reads the run.
func (h *house) runs(a *domain.ReconAccount, key string) *domain.ReconRun {
	h.t.Helper()
	task := h.asks(a, key)
	require.NoError(h.t, h.service.Reconcile(h.system("clock"), task, time.Minute))
	return h.run(task)
}

func (h *house) run(task domain.RunReconciliation) *domain.ReconRun {
	h.t.Helper()
	list, err := h.db.RunsByID(h.t.Context(), domain.ScopeOf(task.Entity), []domain.ID{{Kind: domain.NodeReconRun, Entity: task.Entity, UUID: task.Run}})
	require.NoError(h.t, err)
	require.Len(h.t, list, 1)
	return list[0]
}

// states counts lines of an account by state.
func (h *house) states(a *domain.ReconAccount) map[string]int {
	h.t.Helper()
	rows, err := h.pool.Pool.Query(h.t.Context(), `SELECT coalesce(c.state, 'NEW'), count(*)::int FROM recon_line l
		LEFT JOIN recon_claim c ON c.entity_id = l.entity_id AND c.id = l.id WHERE l.account_id = $1 GROUP BY 1`, a.ID.UUID)
	require.NoError(h.t, err)
	found := map[string]int{}
	var state string
	var n int
	_, err = pgx.ForEachRow(rows, []any{&state, &n}, func() error { found[state] = n; return nil })
	require.NoError(h.t, err)
	return found
}

// bankLine and ledgerLine are lines that say little.
func bankLine(id, reference string, minor int64) domain.ReconLine {
	return domain.ReconLine{ID: id, Source: domain.SourceBank, Booked: domain.NewDate(2026, 11, 3), Amount: domain.NewMoney(minor, "EUR"),
		Reference: reference, Counterparty: "Nordwerk GmbH", Text: "Payment " + reference}
}

func ledgerLine(id, reference string, minor int64) domain.ReconLine {
	l := bankLine(id, reference, minor)
	l.Source = domain.SourceLedger
	return l
}

func TestReconcile_EndsWithEveryLineInOneStateAndProvesIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	lines := sides(400, 7)
	h.loads(a, lines...)
	run := h.runs(a, "first")
	require.Equal(t, domain.JobDone, run.State)
	require.Equal(t, len(lines), run.Lines)
	require.NotNil(t, run.Proof)
	require.True(t, run.Proof.Complete)
	require.Equal(t, len(lines), run.Proof.LinesIn)
	require.Equal(t, len(lines), run.Proof.LinesOut)
	require.Equal(t, len(lines), run.Proof.Engine.Lines)
	require.Positive(t, run.Proof.Groups)
	states, total := h.states(a), 0
	require.Zero(t, states["NEW"])
	for _, n := range states {
		total += n
	}
	require.Equal(t, len(lines), total)
	require.Positive(t, states["MATCHED"])
	require.Equal(t, 0, value[int](h, `SELECT count(*)::int FROM (SELECT unnest(members) AS line FROM match_group WHERE account_id = $1 AND state <> 'UNDONE') x
		GROUP BY line HAVING count(*) > 1 UNION ALL SELECT 0 LIMIT 1`, a.ID.UUID), "no line is in two groups")
	job := value[string](h, `SELECT state || ' ' || done || ' ' || total FROM job WHERE id = $1`, run.JobID)
	require.Equal(t, fmt.Sprintf("DONE %d %d", len(lines), len(lines)), job)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'reconciliation.ended' AND subject_id = $1 AND actor_name = 'Greta Sundermoor'`, run.ID.UUID))

	again := h.runs(a, "second")
	require.Equal(t, states["MATCHED"], value[int](h, `SELECT count(*)::int FROM recon_claim WHERE account_id = $1 AND state = 'MATCHED'`, a.ID.UUID), "what is matched stays")
	require.Equal(t, len(lines)-states["MATCHED"], again.Lines)
	h.clean()
}

func TestReconcile_TheSameLinesGiveTheSameResult(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	lines := sides(300, 11)
	h.loads(a, lines...)
	first := h.runs(a, "first")
	groups := value[string](h, `SELECT string_agg(id::text || state, ',' ORDER BY id) FROM match_group WHERE account_id = $1`, a.ID.UUID)
	for _, table := range []string{"recon_claim", "match_group", "adjustment", "recon_line"} {
		h.exec(`DELETE FROM ` + table)
	}
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
	h.loads(a, lines...)
	second := h.runs(a, "second")
	require.Equal(t, first.ResultHash, second.ResultHash)
	require.Equal(t, first.InputHash, second.InputHash)
	require.Equal(t, groups, value[string](h, `SELECT string_agg(id::text || state, ',' ORDER BY id) FROM match_group WHERE account_id = $1`, a.ID.UUID))
}

func TestReconcile_OpensOneCaseForEachCauseAndKeepsItUpToDate(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	early := bankLine("b1", "RE-1001", 10_000)
	early.Booked = early.Booked.AddDays(-30)
	odd := ledgerLine("l2", "RE-7777", 50_000)
	odd.Booked = odd.Booked.AddDays(-30)
	less := bankLine("b2", "RE-7777", 44_000)
	less.Booked = odd.Booked
	h.loads(a, early, odd, less, bankLine("b3", "RE-1003", 3_000), ledgerLine("l9", "RE-1009", 999))
	h.runs(a, "first")
	cases := value[string](h, `SELECT string_agg(category || ' ' || state, ', ' ORDER BY category) FROM control_case WHERE subject_id = $1`, a.ID.UUID)
	require.Equal(t, "amount_difference OPEN, missing_entry OPEN, timing OPEN", cases)
	require.Equal(t, 5, value[int](h, `SELECT count(*)::int FROM recon_claim c JOIN control_case k ON k.id = c.case_id WHERE c.account_id = $1 AND c.state = 'CASE'`, a.ID.UUID))
	require.Contains(t, value[string](h, `SELECT evidence FROM control_case WHERE category = 'missing_entry'`), "RE-1001")
	require.Equal(t, 0, value[int](h, `SELECT count(*)::int FROM control_case WHERE subject_id = $1 AND owner IS NULL`, a.ID.UUID))

	late := ledgerLine("l1", "RE-1001", 10_000)
	late.Booked = early.Booked
	h.loads(a, late)
	h.runs(a, "second")
	require.Equal(t, 3, value[int](h, `SELECT count(*)::int FROM control_case WHERE subject_id = $1`, a.ID.UUID), "the open case is brought up to date")
	require.Equal(t, "RESOLVED MATCHED true", value[string](h, `SELECT state || ' ' || resolution || ' ' || (resolved_by IS NULL) FROM control_case WHERE category = 'missing_entry'`), "a case of which no line is left ends by itself")
	h.clean()
}

func TestReconcile_BeginsAgainWhenTheAccountChangesMeanwhile(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.loads(a, bankLine("b1", "RE-100001", 100), ledgerLine("l1", "RE-100001", 100))
	ids := h.loads(a, bankLine("b2", "RE-100002", 700), ledgerLine("l2", "RE-100003", 700))
	task := h.asks(a, "moved")
	hold, err := h.pool.Pool.Begin(t.Context()) // the run waits to keep what it found
	require.NoError(t, err)
	_, err = hold.Exec(t.Context(), `SELECT FROM recon_account WHERE id = $1 FOR UPDATE`, a.ID.UUID)
	require.NoError(t, err)
	ended := make(chan error, 1)
	go func() { ended <- h.service.Reconcile(h.system("clock"), task, time.Minute) }()
	require.Eventually(t, func() bool {
		return value[int](h, `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) > 0
	}, 20*time.Second, 20*time.Millisecond)
	for i, id := range ids { // somebody matches them meanwhile
		group := domain.UUIDOf("by hand")
		if i == 0 {
			_, err = hold.Exec(t.Context(), `INSERT INTO match_group (entity_id, id, version, account_id, shape, state, by_person, members, score, currency, made_at)
				VALUES (2, $1, 1, $2, 'ONE_TO_ONE', 'MATCHED', $3, $4, 1, 'EUR', now())`, group.String(), a.ID.UUID, h.person(reconciler), []string{ids[0].UUID.String(), ids[1].UUID.String()})
			require.NoError(t, err)
		}
		_, err = hold.Exec(t.Context(), `INSERT INTO recon_claim (entity_id, id, account_id, state, group_id) VALUES (2, $1, $2, 'MATCHED', $3)`, id.UUID.String(), a.ID.UUID, group.String())
		require.NoError(t, err)
	}
	_, err = hold.Exec(t.Context(), `UPDATE recon_account SET changes = changes + 1 WHERE id = $1`, a.ID.UUID)
	require.NoError(t, err)
	require.NoError(t, hold.Commit(t.Context()))
	require.NoError(t, <-ended)
	run := h.run(task)
	require.Equal(t, domain.JobDone, run.State)
	require.Equal(t, 2, run.Lines, "what a person matched is none of the run's")
	require.Equal(t, map[string]int{"MATCHED": 4}, h.states(a))
	require.Equal(t, 1, value[int](h, `SELECT version FROM match_group WHERE by_person IS NOT NULL`), "a person's match is as it was")
}

func TestReconcile_FailsLoudlyAndChangesNothingWhenLinesGetLost(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.loads(a, bankLine("b1", "RE-100001", 100), ledgerLine("l1", "RE-100001", 100), bankLine("b2", "RE-100002", 200))
	h.exec(`CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE recon_line SET minor = minor + 1 WHERE id = NEW.id AND reference = 'RE-100002'; RETURN NEW; END $$`)
	h.exec(`ALTER FUNCTION lose() SECURITY DEFINER`)
	h.exec(`CREATE TRIGGER lose AFTER INSERT ON recon_claim FOR EACH ROW EXECUTE FUNCTION lose()`)
	task := h.asks(a, "lossy")
	require.Error(t, h.service.Reconcile(h.system("clock"), task, time.Minute))
	run := h.run(task)
	require.Equal(t, domain.JobFailed, run.State)
	require.Contains(t, *run.Problem, "was not complete")
	require.Equal(t, map[string]int{"NEW": 3}, h.states(a))
	require.Equal(t, 0, value[int](h, `SELECT count(*)::int FROM match_group`))
	require.Equal(t, "FAILED", value[string](h, `SELECT state FROM job WHERE id = $1`, run.JobID))
	require.Equal(t, 0, value[int](h, `SELECT count(*)::int FROM control_case WHERE subject_id = $1`, a.ID.UUID))
}

func TestRunReconciliation_OneAtATimeByWhoMay(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, b := h.reconcile("1200", "DE02120300000000202051"), h.reconcile("1600", "DE89370400440532013000")
	h.asks(a, "first")
	_, err := h.service.RunReconciliation(h.as(reconciler), domain.RunReconInput{AccountID: a.ID, IdempotencyKey: "another-run"})
	refused(t, err, domain.CodeWrongState)
	h.asks(b, "other account")
	_, err = h.service.RunReconciliation(h.as("jana.koehlert"), domain.RunReconInput{AccountID: b.ID, IdempotencyKey: "clerks-run"})
	refused(t, err, domain.CodeNotFound)
	_, err = h.service.RunReconciliation(h.as("saskia.norholt"), domain.RunReconInput{AccountID: b.ID, IdempotencyKey: "stewards-run"})
	refused(t, err, domain.CodeForbidden)
}

func TestCancelJob_StopsARunAndKeepsNothingOfIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.loads(a, bankLine("b1", "RE-100001", 100), ledgerLine("l1", "RE-100001", 100))
	task := h.asks(a, "to be stopped")
	hold, err := h.pool.Pool.Begin(t.Context())
	require.NoError(t, err)
	_, err = hold.Exec(t.Context(), `SELECT FROM recon_account WHERE id = $1 FOR UPDATE`, a.ID.UUID)
	require.NoError(t, err)
	ended := make(chan error, 1)
	go func() { ended <- h.service.Reconcile(h.system("clock"), task, time.Second) }()
	require.Eventually(t, func() bool {
		return value[int](h, `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) > 0
	}, 20*time.Second, 20*time.Millisecond)
	stop := domain.ActInput{ID: domain.ID{Kind: domain.NodeJob, Entity: task.Entity, UUID: task.Job}, Version: 1, IdempotencyKey: "stop-the-run"}
	_, err = h.service.CancelJob(h.as("saskia.norholt"), stop)
	refused(t, err, domain.CodeForbidden)
	job, err := h.service.CancelJob(h.as(reconciler), stop)
	require.NoError(t, err)
	require.Equal(t, domain.JobCancelled, job.State)
	require.NoError(t, hold.Commit(t.Context()))
	require.NoError(t, <-ended)
	require.Equal(t, domain.JobCancelled, h.run(task).State)
	require.Equal(t, map[string]int{"NEW": 2}, h.states(a))
	stop.IdempotencyKey = "stop-again"
	_, err = h.service.CancelJob(h.as(reconciler), stop)
	refused(t, err, domain.CodeWrongState)
	h.runs(a, "anew")
	require.Equal(t, map[string]int{"MATCHED": 2}, h.states(a))
}

func TestReconcile_IsTakenUpWhenItsWorkerVanished(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.loads(a, bankLine("b1", "RE-100001", 100), ledgerLine("l1", "RE-100001", 100))
	task := h.asks(a, "lost")
	taken, err := h.db.TakeRun(t.Context(), domain.ID{Kind: domain.NodeReconRun, Entity: task.Entity, UUID: task.Run}, h.now(), time.Minute)
	require.NoError(t, err)
	require.NotNil(t, taken, "a worker that vanishes now")
	require.NoError(t, h.service.Reconcile(h.system("clock"), task, time.Minute))
	require.Equal(t, domain.JobRunning, h.run(task).State, "somebody seems to be at it")
	h.later(2 * time.Minute)
	n, err := h.service.ResumeRuns(h.system("clock"), time.Minute)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.NoError(t, h.service.Reconcile(h.system("clock"), task, time.Minute))
	run := h.run(task)
	require.Equal(t, domain.JobDone, run.State)
	require.Equal(t, 2, run.Attempt)
	require.Equal(t, map[string]int{"MATCHED": 2}, h.states(a))
}

func TestReconcile_SeveralAccountsAtOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.working()
	accounts := []*domain.ReconAccount{h.reconcile("1200", "DE02120300000000202051"), h.reconcile("1600", "DE89370400440532013000")}
	for i, a := range accounts {
		h.loads(a, sides(200, int64(i))...)
	}
	for i, a := range accounts {
		h.asks(a, fmt.Sprint("parallel", i))
	}
	require.Eventually(t, func() bool { return value[int](h, `SELECT count(*)::int FROM recon_run WHERE state = 'DONE'`) == 2 }, time.Minute, 50*time.Millisecond)
	for _, a := range accounts {
		require.Zero(t, h.states(a)["NEW"])
	}
}
