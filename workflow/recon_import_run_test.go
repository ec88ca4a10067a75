package workflow_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/riverqueue/river/rivertype"
	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// loadedTasks are what imports asked for, in order.
func (h *house) loadedTasks() []domain.ReconcileLoaded {
	h.t.Helper()
	var tasks []domain.ReconcileLoaded
	text := value[string](h, `SELECT coalesce(json_agg(args ORDER BY id), '[]')::text FROM river_job WHERE kind = 'reconcile_loaded'`)
	require.NoError(h.t, json.Unmarshal([]byte(text), &tasks))
	return tasks
}

// begun counts runs that imports began.
func (h *house) begun() int {
	h.t.Helper()
	return value[int](h, `SELECT count(*)::int FROM recon_run WHERE trigger = 'IMPORT'`)
}

// snoozed says that err asks for the job to be called again.
func snoozed(err error) bool {
	var snooze *rivertype.JobSnoozeError
	return errors.As(err, &snooze)
}

// books is a file of items of the ledger that answer the movements of statements.
func books(sheets ...sheet) []byte {
	text := "id;date;amount;currency;reference;counterparty;text\n"
	for i, s := range sheets {
		for j, m := range s.moves {
			text += fmt.Sprintf("%d-%d;%s;%s;EUR;%s;;Invoice %s\n", i, j, m.day, domain.NewDecimal(m.cents, 2), m.ref, m.ref)
		}
	}
	return []byte(text)
}

func TestReconcileLoaded_BeginsOneRunHoweverManyFilesCome(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	ledger := domain.SourceLedger
	for _, s := range week {
		h.became(h.statement(camt("053", s)), 1)
	}
	for _, task := range h.loadedTasks() {
		require.NoError(t, h.service.ReconcileLoaded(h.system("clock"), task))
	}
	require.Zero(t, h.begun(), "one side has no lines")

	h.became(h.statementAs("greta.sundermoor", books(week...), &a.ID, &ledger), 1)
	next := sheet{number: "4", from: "2026-01-08", to: "2026-01-08", opening: 100_00, moves: []movement{{day: "2026-01-08", cents: 5_00, ref: "R8"}}}
	h.became(h.statement(camt("053", next)), 1)
	tasks := h.loadedTasks()
	require.Len(t, tasks, 5, "each import asks, for the account once")
	for _, task := range tasks[:4] {
		require.NoError(t, h.service.ReconcileLoaded(h.system("clock"), task))
		require.Zero(t, h.begun(), "a later import is here")
	}
	require.NoError(t, h.service.ReconcileLoaded(h.system("clock"), tasks[4]))
	require.Equal(t, 1, h.begun())
	require.True(t, snoozed(h.service.ReconcileLoaded(h.system("clock"), tasks[4])), "a run under way may have read before the lines came")

	var run domain.RunReconciliation
	require.NoError(t, json.Unmarshal([]byte(value[string](h, `SELECT args::text FROM river_job WHERE kind = 'run_reconciliation'`)), &run))
	require.NoError(t, h.service.Reconcile(h.system("clock"), run, time.Minute))
	require.Equal(t, domain.JobDone, h.run(run).State)
	require.Equal(t, 11, h.run(run).Lines)
	require.Zero(t, h.states(a)["NEW"])
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'reconciliation.asked' AND actor_kind = 'SYSTEM' AND actor_name = 'clock' AND authority <> ''`))
	for range 2 {
		require.NoError(t, h.service.ReconcileLoaded(h.system("clock"), tasks[4]))
	}
	require.Equal(t, 1, h.begun(), "everything was looked at")

	last := sheet{number: "5", from: "2026-01-09", to: "2026-01-09", opening: 105_00, moves: []movement{{day: "2026-01-09", cents: 6_00, ref: "R9"}}}
	h.became(h.statement(camt("053", last)), 1)
	require.NoError(t, h.service.ReconcileLoaded(h.system("clock"), h.loadedTasks()[5]))
	require.Equal(t, 2, h.begun())
	h.clean()
}

func TestReadFile_AsksOnceForAnAccountHoweverManyStatementsAFileHas(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, b := h.reconcile("1200", houseBank), h.reconcile("1400", "DE89370400440532013000")
	other := week[0]
	other.account = b.BankAccount
	today := sheet{number: "I1", from: "2026-01-08", to: "2026-01-08", moves: []movement{{day: "2026-01-08", cents: 7_00, ref: "P"}}}
	h.became(h.statement(camt("052", today)), 1)
	require.Empty(t, h.loadedTasks(), "what is provisional is not matched")
	h.became(h.statement(camt("053", week[0], week[1], other, week[2])), 4)
	tasks := h.loadedTasks()
	require.Len(t, tasks, 2)
	require.ElementsMatch(t, []domain.ID{a.ID, b.ID}, []domain.ID{tasks[0].Account, tasks[1].Account})
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM river_job WHERE kind = 'watch_feeds'`))
}

func TestReconcileLoaded_StartsByItselfWhenTheWorkersRun(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	ledger := domain.SourceLedger
	paid := sheet{number: "1", from: "2026-01-05", to: "2026-01-05"}
	for i := range 5 {
		paid.moves = append(paid.moves, movement{day: "2026-01-05", cents: int64(1234_00 + 77_11*i), ref: fmt.Sprintf("RE-2026-10%03d", i)})
	}
	h.working()
	h.became(h.statementAs("greta.sundermoor", books(paid), &a.ID, &ledger), 1)
	h.became(h.statement(camt("053", paid)), 1)
	require.Eventually(t, func() bool {
		return value[int](h, `SELECT count(*)::int FROM recon_run WHERE trigger = 'IMPORT' AND state = 'DONE'`) > 0
	}, 40*time.Second, 100*time.Millisecond)
	require.Zero(t, h.states(a)["NEW"])
	require.Equal(t, map[string]int{"MATCHED": 10}, h.states(a))
}
