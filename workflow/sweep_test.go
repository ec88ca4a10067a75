package workflow_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"countersign/store"
	"countersign/store/storetest"
)

// overheard keeps every statement that is sent.
type overheard struct {
	mu         sync.Mutex
	statements []string
}

func (o *overheard) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.statements = append(o.statements, data.SQL)
	return ctx
}

func (o *overheard) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// A plan that asks a table once for each row of another takes minutes at a hundred thousand invoices and days at ten
// million.
func TestSweep_IsPlannedAsJoinsOverAllRows(t *testing.T) {
	t.Parallel()
	base, seen := storetest.New(t), &overheard{}
	require.NoError(t, load(base.URL, 1500))
	db, err := store.Open(t.Context(), store.Options{URL: base.URL, Tracer: seen})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	results, err := db.Sweep(t.Context())
	require.NoError(t, err)
	planned := 0
	for _, statement := range seen.statements {
		if !strings.HasPrefix(statement, "SELECT") {
			continue
		}
		rows, err := base.Pool.Query(t.Context(), "EXPLAIN (COSTS OFF) "+statement)
		require.NoError(t, err)
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		require.NoError(t, err)
		plan := strings.Join(lines, "\n")
		require.NotContains(t, plan, "SubPlan", statement)
		require.NotContains(t, plan, "Nested Loop", statement)
		planned++
	}
	require.GreaterOrEqual(t, planned, 2*len(results), "of each rule, whom it is about and who breaks it")
}
