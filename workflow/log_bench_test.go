package workflow_test

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/store"
	"countersign/store/storetest"
	"countersign/workflow"
)

// benchClients commit at once.
const benchClients = 50

// BenchmarkAuditedCommits commits changes of one event each from 50 clients, with the sequencer at work and without, in
// turns over the same database. Bars on two cores: 2,000 commits a second, 80 % of the rate without, 99 % of events in
// their position within a second.
func BenchmarkAuditedCommits(b *testing.B) {
	base := storetest.New(b)
	db, err := store.Open(b.Context(), store.Options{URL: base.URL, MaxConns: benchClients + 4})
	require.NoError(b, err)
	b.Cleanup(db.Close)
	require.NoError(b, workflow.LoadDemo(b.Context(), db, workflow.Demo{Seed: 1, Now: time.Now().UTC().Truncate(time.Second)}, nil))
	var lags []time.Duration
	var guard sync.Mutex
	service, err := workflow.New(b.Context(), workflow.Options{DB: db, Log: slog.New(slog.DiscardHandler), OnPlaced: func(waited time.Duration) {
		guard.Lock()
		defer guard.Unlock()
		lags = append(lags, waited)
	}})
	require.NoError(b, err)

	const turns, span = 4, 3 * time.Second
	var with, without int64
	for range turns {
		without += commits(b, db, span)
		ctx, cancel := context.WithCancel(b.Context())
		done := make(chan struct{})
		go func() { service.Sequence(ctx); close(done) }()
		drained(b, db) // what the turn before left behind is not this one's
		guard.Lock()
		lags = lags[:len(lags):len(lags)]
		from := len(lags)
		guard.Unlock()
		with += commits(b, db, span)
		drained(b, db)
		cancel()
		<-done
		guard.Lock()
		lags = lags[from:]
		guard.Unlock()
	}
	seconds := (turns * span).Seconds()
	slices.Sort(lags)
	b.ReportMetric(float64(with)/seconds, "commits/s")
	b.ReportMetric(float64(without)/seconds, "commits/s-alone")
	b.ReportMetric(float64(with)/float64(without), "ratio")
	b.ReportMetric(lags[len(lags)/2].Seconds()*1000, "ms-lag-median")
	b.ReportMetric(lags[len(lags)*99/100].Seconds()*1000, "ms-lag-p99")
}

// commits counts how many changes of one event each are committed in a span of time.
func commits(b *testing.B, db *store.DB, span time.Duration) int64 {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), span)
	defer cancel()
	var done atomic.Int64
	var clients sync.WaitGroup
	for client := range benchClients {
		clients.Go(func() {
			for ctx.Err() == nil {
				at := time.Now().UTC().Truncate(time.Microsecond)
				subject := domain.ID{Kind: domain.NodeInvoice, Entity: domain.EntityID(client%9 + 1), UUID: domain.NewUUID(at)}
				e := domain.Happened("invoice.approved", subject, "Somebody approved the invoice.").With("step", client).AtVersion(2)
				e.ID, e.At, e.Salt = domain.ID{Kind: domain.NodeEvent, Entity: subject.Entity, UUID: domain.NewUUID(at)}, at, domain.NewSalt()
				e.ActorKind, e.ActorID, e.ActorName, e.RequestID = domain.ActorPerson, domain.UUIDOf("ada"), "Ada", "bench"
				err := db.InTx(b.Context(), func(tx *store.Tx) error {
					if err := tx.AppendEvents(b.Context(), []domain.Event{e}); err != nil {
						return err
					}
					return tx.Notify(b.Context())
				})
				if err != nil {
					b.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	clients.Wait()
	return done.Load()
}

// drained waits until every event has its position.
func drained(b *testing.B, db *store.DB) {
	b.Helper()
	require.Eventually(b, func() bool {
		var waits bool
		err := db.Pool().QueryRow(b.Context(), `SELECT EXISTS (SELECT FROM event_pending)`).Scan(&waits)
		return err == nil && !waits
	}, 5*time.Minute, 20*time.Millisecond)
}
