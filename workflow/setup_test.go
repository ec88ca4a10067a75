package workflow_test

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"countersign/connect/fileledger"
	"countersign/domain"
	"countersign/jobs"
	"countersign/store"
	"countersign/store/storetest"
	"countersign/workflow"
)

// undoWindow is how long a decision can be taken back in these tests.
const undoWindow = time.Minute

// house is one test's group with everything that works in it.
type house struct {
	t       *testing.T
	db      *store.DB
	service *workflow.Service
	ledger  string // directory
	pool    *storetest.DB
	ahead   *atomic.Int64 // nanoseconds by which the house's clock is ahead of the machine's
	numbers *atomic.Int64 // of the invoices that were entered
}

// setup opens the demo group without a history in a database of its own. Jobs run when work is called, not by themselves.
func setup(t *testing.T) *house { return openHouse(t, foundation.New(t), nil) }

func openHouse(t *testing.T, base *storetest.DB, tracer pgx.QueryTracer) *house {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{URL: base.URL, MaxConns: 12, Tracer: tracer})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	h := &house{t: t, db: db, ledger: t.TempDir(), pool: base, ahead: new(atomic.Int64), numbers: new(atomic.Int64)}
	h.service = h.another()
	return h
}

// another is one more process of the same house: it shares the database, the ledger and the clock.
func (h *house) another() *workflow.Service {
	h.t.Helper()
	ledger, err := fileledger.Open(fileledger.Config{Dir: h.ledger, Faults: true})
	require.NoError(h.t, err)
	service, err := workflow.New(h.t.Context(), workflow.Options{
		DB: h.db, Ledger: ledger, UndoWindow: undoWindow, Log: slog.New(slog.DiscardHandler), Now: h.now,
	})
	require.NoError(h.t, err)
	return service
}

// now is the house's clock, as fine as Postgres keeps it.
func (h *house) now() time.Time {
	return time.Now().Add(time.Duration(h.ahead.Load())).UTC().Truncate(time.Microsecond)
}

// later moves the house's clock.
func (h *house) later(d time.Duration) { h.ahead.Add(int64(d)) }

// as is ctx with a person of the group, by the local part of their address.
func (h *house) as(local string) context.Context {
	h.t.Helper()
	p, err := h.service.PersonByEmail(h.t.Context(), local+"@kaldervik.example")
	require.NoError(h.t, err)
	return domain.WithActor(h.t.Context(), domain.Actor{Kind: domain.ActorPerson, ID: p.ID.UUID, Name: p.Name, RequestID: "test"})
}

// system is ctx with a part of the house.
func (h *house) system(name string) context.Context {
	return domain.WithActor(h.t.Context(), domain.SystemActor(name))
}

// entity is the number of a legal entity.
func (h *house) entity(code string) domain.EntityID {
	h.t.Helper()
	e, err := h.service.EntityByCode(h.t.Context(), code)
	require.NoError(h.t, err)
	return e.Number
}

// exec changes rows as the owner of the tables, which no user of the program is.
func (h *house) exec(sql string, args ...any) {
	h.t.Helper()
	_, err := h.pool.Pool.Exec(h.t.Context(), sql, args...)
	require.NoError(h.t, err)
}

// value reads one value of the database.
func value[T any](h *house, sql string, args ...any) (v T) {
	h.t.Helper()
	require.NoError(h.t, h.pool.Pool.QueryRow(h.t.Context(), sql, args...).Scan(&v), sql)
	return v
}

// clean says that every rule of the sweeps holds.
func (h *house) clean() {
	h.t.Helper()
	results, err := h.service.Sweep(h.t.Context())
	require.NoError(h.t, err)
	for _, r := range results {
		require.Zero(h.t, r.Broken, "%s: %v", r.Rule, r.Violations)
	}
}

// refused says that err is a refusal with this code and a sentence, and returns it.
func refused(t *testing.T, err error, code domain.Code) *domain.Error {
	t.Helper()
	var refusal *domain.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, code, refusal.Code, refusal.Message)
	require.Regexp(t, `^\S.*[.!?]$`, refusal.Message)
	return refusal
}

// working runs the workers until the test ends.
func (h *house) working() {
	h.t.Helper()
	runner, err := jobs.Start(h.t.Context(), jobs.Options{Pool: h.db.Pool(), Service: h.service, Log: slog.New(slog.DiscardHandler), Lease: 2 * time.Second})
	require.NoError(h.t, err)
	h.t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = runner.Stop(ctx)
	})
}
