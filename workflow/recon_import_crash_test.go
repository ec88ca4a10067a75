package workflow_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// killer ends a context before the n-th statement that is sent under it, as a kill of the process would.
type killer struct {
	left atomic.Int64
	kill context.CancelFunc
	sent atomic.Int64
}

type killedBy struct{}

func (*killer) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func (*killer) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	if k, _ := ctx.Value(killedBy{}).(*killer); k != nil && !strings.HasPrefix(data.SQL, "rollback") {
		k.sent.Add(1)
		if k.left.Add(-1) == 0 {
			k.kill()
		}
	}
	return ctx
}

// CopyFrom sends its rows outside of TraceQueryStart, so they are told of here.
func (k *killer) TraceCopyFromStart(ctx context.Context, conn *pgx.Conn, _ pgx.TraceCopyFromStartData) context.Context {
	return k.TraceQueryStart(ctx, conn, pgx.TraceQueryStartData{SQL: "copy"})
}

func (*killer) TraceCopyFromEnd(context.Context, *pgx.Conn, pgx.TraceCopyFromEndData) {}

// askedToRead asks for a file to be read and returns its task.
func (h *house) askedToRead(content []byte) (domain.ID, domain.ReadFile) {
	h.t.Helper()
	in, err := h.service.ReceiveFile(h.as("greta.sundermoor"), workflow.ReceiveFile{Entity: 2, Name: "s", Channel: "UPLOAD", Content: content})
	require.NoError(h.t, err)
	job, err := h.service.ImportStatement(h.as("greta.sundermoor"), domain.ImportStatementInput{UploadID: in.ID, IdempotencyKey: "load-" + in.ID.String()})
	require.NoError(h.t, err)
	return in.ID, domain.ReadFile{Entity: 2, Intake: in.ID.UUID, Job: job.ID.UUID}
}

// kept is what an import leaves, in numbers and as one digest of its lines.
func (h *house) kept(t *testing.T) string {
	t.Helper()
	return value[string](h, `SELECT concat_ws(' ', (SELECT count(*) FROM bank_statement), (SELECT count(*) || md5(coalesce(string_agg(id::text, ',' ORDER BY id), '')) FROM recon_line),
		(SELECT count(*) FROM event WHERE kind IN ('statement.loaded', 'file.accepted', 'statement.replaced', 'lines.released')),
		(SELECT string_agg(state, ',' ORDER BY received_at) FROM intake), (SELECT count(*) FROM river_job WHERE kind IN ('watch_feeds', 'reconcile_loaded')),
		(SELECT sum(changes) FROM recon_account))`)
}

func TestReadFile_KilledAtAnyStepLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	h := openHouse(t, foundation.New(t), &killer{})
	a := h.reconcile("1200", houseBank)
	today := sheet{number: "I1", from: "2026-01-05", to: "2026-01-05", moves: []movement{{day: "2026-01-05", cents: 50_00, ref: "R1"}}}
	h.became(h.statement(camt("052", today)), 1)
	id, task := h.askedToRead(camt("053", week...))
	before := h.kept(t)
	var kills int
	var steps int64
	for step := int64(1); ; step++ {
		k := &killer{}
		k.left.Store(step)
		ctx, kill := context.WithCancel(h.system("clock"))
		k.kill = kill
		err := h.service.ReadFile(context.WithValue(ctx, killedBy{}, k), task)
		kill()
		if k.left.Load() > 0 { // it got through before that step
			require.NoError(t, err)
			steps = k.sent.Load()
			break
		}
		kills++
		if err == nil { // it was killed after the last step
			steps = k.sent.Load()
			break
		}
		require.Equal(t, domain.CodeInternal, domain.CodeOf(err), "step %d: %v", step, err)
		require.Equal(t, before, h.kept(t), "killed at step %d: nothing of it stands", step)
	}
	require.Greater(t, kills, 20)
	t.Logf("killed at each of %d steps of %d", kills, steps)
	for range 2 {
		require.NoError(t, h.service.ReadFile(h.system("clock"), task), "repeated after it was done")
	}
	h.became(h.intakeAs("greta.sundermoor", id), 3)
	require.Len(t, h.lineIDs(a.ID), 5)
	require.Equal(t, 4, value[int](h, `SELECT count(*)::int FROM bank_statement`))
	require.Equal(t, 4, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'statement.loaded'`))
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'file.accepted'`))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'lines.released'`))
	require.Len(t, h.loadedTasks(), 1)
	require.Equal(t, "DONE", value[string](h, `SELECT state FROM job WHERE id = $1`, task.Job))
	h.clean()
}
