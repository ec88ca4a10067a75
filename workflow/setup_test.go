package workflow_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect/fileledger"
	"countersign/domain"
	"countersign/jobs"
	"countersign/store"
	"countersign/store/storetest"
	"countersign/workflow"
)

// house is one test's group with everything that works in it.
type house struct {
	t       *testing.T
	db      *store.DB
	service *workflow.Service
	ledger  string // directory
	pool    *storetest.DB
}

// setup opens the demo group without a history in a database of its own. Jobs run when work is called, not by themselves.
func setup(t *testing.T) *house {
	t.Helper()
	base := storetest.New(t)
	db, err := store.Open(t.Context(), store.Options{URL: base.URL, MaxConns: 12})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	require.NoError(t, workflow.LoadDemo(t.Context(), db, workflow.Demo{Seed: 1, Invoices: 0, Now: time.Now().UTC()}, nil))
	dir := t.TempDir()
	ledger, err := fileledger.Open(fileledger.Config{Dir: dir, Faults: true})
	require.NoError(t, err)
	service, err := workflow.New(t.Context(), workflow.Options{DB: db, Ledger: ledger, UndoWindow: time.Minute, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	return &house{t: t, db: db, service: service, ledger: dir, pool: base}
}

// as is ctx with a person of the group.
func (h *house) as(email string) context.Context {
	h.t.Helper()
	p, err := h.service.PersonByEmail(h.t.Context(), email)
	require.NoError(h.t, err)
	return domain.WithActor(h.t.Context(), domain.Actor{Kind: domain.ActorPerson, ID: p.ID.UUID, Name: p.Name, RequestID: "test"})
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
