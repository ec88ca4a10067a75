package workflow_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/store"
	"countersign/store/storetest"
	"countersign/workflow"
)

// benchInvoices is how long a history is invented: with more than nine events to an invoice, a million events.
const benchInvoices = 112_000

// BenchmarkEvidence answers every request over three years of a history of a million events, of nine entities, and reports how
// long each takes, the writing of its table included. Bar on two cores: 60 s each.
func BenchmarkEvidence(b *testing.B) {
	base := storetest.New(b)
	db, err := store.Open(b.Context(), store.Options{URL: base.URL, MaxConns: 8})
	require.NoError(b, err)
	b.Cleanup(db.Close)
	now := time.Now().UTC().Truncate(time.Second)
	began := time.Now()
	require.NoError(b, workflow.LoadDemo(b.Context(), db, workflow.Demo{Seed: 1, Invoices: benchInvoices, Now: now}, nil))
	service, err := workflow.New(b.Context(), workflow.Options{DB: db, Log: slog.New(slog.DiscardHandler)})
	require.NoError(b, err)
	sequencing, stop := context.WithCancel(b.Context())
	done := make(chan struct{})
	go func() { service.Sequence(sequencing); close(done) }()
	require.Eventually(b, func() bool {
		var waits bool
		err := db.Pool().QueryRow(b.Context(), `SELECT EXISTS (SELECT FROM event_pending)`).Scan(&waits)
		return err == nil && !waits
	}, 20*time.Minute, time.Second)
	stop()
	<-done
	_, err = base.Pool.Exec(b.Context(), `ANALYZE`)
	require.NoError(b, err)
	size, err := db.LogSize(b.Context())
	require.NoError(b, err)
	b.Logf("%d events, made and put in order in %.0f s", size, time.Since(began).Seconds())

	auditor, err := service.PersonByEmail(b.Context(), "marit.holvaag@kaldervik.example")
	require.NoError(b, err)
	ctx := domain.WithActor(b.Context(), domain.Actor{Kind: domain.ActorPerson, ID: auditor.ID.UUID, Name: auditor.Name, RequestID: "bench"})
	subject := domain.ID{Kind: domain.NodeInvoice}
	require.NoError(b, base.Pool.QueryRow(b.Context(), `SELECT entity_id, id FROM invoice WHERE state = 'POSTED' ORDER BY entity_id, id LIMIT 1`).Scan(&subject.Entity, &subject.UUID))
	requests, err := service.EvidenceRequests(ctx)
	require.NoError(b, err)
	for b.Loop() {
		for _, r := range requests {
			in := workflow.AskEvidence{Number: r.Number, From: new(now.AddDate(-3, 0, 0))}
			if r.Number == 1 {
				in.From = new(now.AddDate(0, -3, 0))
			}
			if slices.Contains(r.Parameters, "subject") {
				in.Subject = subject
			}
			began := time.Now()
			e, err := service.Evidence(ctx, in)
			require.NoError(b, err)
			_, err = e.Write(ctx, io.Discard, io.Discard)
			require.NoError(b, err)
			b.ReportMetric(time.Since(began).Seconds(), fmt.Sprintf("s-request-%02d", r.Number))
		}
	}
}
