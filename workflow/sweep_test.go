package workflow_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"countersign/store"
	"countersign/store/storetest"
)

// overheard keeps every statement that is sent.
type overheard struct {
	mu         sync.Mutex
	statements []pgx.TraceQueryStartData
}

func (o *overheard) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.statements = append(o.statements, data)
	return ctx
}

func (o *overheard) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// plans are how Postgres would answer each overheard statement that reads rows.
func (o *overheard) plans(t *testing.T, base *storetest.DB) (plans []string) {
	t.Helper()
	for _, said := range o.statements {
		if !strings.HasPrefix(strings.TrimSpace(said.SQL), "SELECT") {
			continue
		}
		rows, err := base.Pool.Query(t.Context(), "EXPLAIN (COSTS OFF) "+said.SQL, said.Args...)
		require.NoError(t, err)
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		require.NoError(t, err)
		plans = append(plans, strings.Join(lines, "\n"))
	}
	return plans
}

// listening opens a database with a history of so many invoices.
func listening(t *testing.T, invoices int) (*store.DB, *storetest.DB, *overheard) {
	t.Helper()
	base, seen := storetest.New(t), &overheard{}
	require.NoError(t, load(base.URL, invoices))
	db, err := store.Open(t.Context(), store.Options{URL: base.URL, Tracer: seen})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	return db, base, seen
}

// A plan that asks a table once for each row of another takes minutes at a hundred thousand invoices and days at ten
// million.
func TestSweep_IsPlannedAsJoinsOverAllRows(t *testing.T) {
	t.Parallel()
	db, base, seen := listening(t, 1500)
	results, err := db.Sweep(t.Context())
	require.NoError(t, err)
	plans := seen.plans(t, base)
	require.GreaterOrEqual(t, len(plans), 2*len(results), "of each rule, whom it is about and who breaks it")
	for _, plan := range plans {
		require.NotContains(t, plan, "SubPlan")
		require.NotContains(t, plan, "Nested Loop")
	}
}

func TestLostPostings_AreFoundAmongTheUnsettledAlone(t *testing.T) {
	t.Parallel()
	db, base, seen := listening(t, 1500)
	lost, err := db.LostPostings(t.Context(), born.Add(-time.Minute), 1000)
	require.NoError(t, err)
	require.NotEmpty(t, lost)
	plans := seen.plans(t, base)
	require.Len(t, plans, 1)
	require.Contains(t, plans[0], "posting_unsettled")
	require.NotContains(t, plans[0], "Seq Scan")
}
