package workflow_test

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/store"
	"countersign/store/storetest"
	"countersign/workflow"
)

// BenchmarkReconcile runs over open lines of a bank and a ledger that are in the database: read, matched, kept and proved.
// Bar on two cores, with the loading of the files: 60 s for a million a side.
func BenchmarkReconcile(b *testing.B) {
	for _, lines := range []int{200_000, 1_000_000} {
		b.Run(fmt.Sprintf("lines=%d", lines), func(b *testing.B) { benchReconcile(b, lines) })
	}
}

func benchReconcile(b *testing.B, lines int) {
	base := storetest.New(b)
	db, err := store.Open(b.Context(), store.Options{URL: base.URL, MaxConns: 8})
	require.NoError(b, err)
	b.Cleanup(db.Close)
	require.NoError(b, workflow.LoadDemo(b.Context(), db, workflow.Demo{Seed: 1, Now: time.Now().UTC().Truncate(time.Second)}, nil))
	service, err := workflow.New(b.Context(), workflow.Options{DB: db, Log: slog.New(slog.DiscardHandler)})
	require.NoError(b, err)
	person, err := service.PersonByEmail(b.Context(), reconciler+"@kaldervik.example")
	require.NoError(b, err)
	ctx := domain.WithActor(b.Context(), domain.Actor{Kind: domain.ActorPerson, ID: person.ID.UUID, Name: person.Name, RequestID: "bench"})
	account := domain.ID{Kind: domain.NodeReconAccount, Entity: 2, UUID: domain.UUIDOf("bench account")}
	_, err = base.Pool.Exec(b.Context(), `INSERT INTO recon_account (entity_id, id, version, account_code, name, kind, currency, sources, frequency, due_hour, risk, created_at, updated_at)
		VALUES (2, $1, 1, '1200', 'Bench', 'BANK', 'EUR', '{BANK,LEDGER}', 'DAILY', 8, 'LOW', now(), now())`, account.UUID.String())
	require.NoError(b, err)
	invented := sides(lines, 1)
	columns := []string{"entity_id", "id", "account_id", "source", "booked_on", "minor", "currency", "reference", "more", "counterparty", "text", "reversal", "loaded_at"}
	_, err = base.Pool.CopyFrom(b.Context(), pgx.Identifier{"recon_line"}, columns, pgx.CopyFromSlice(len(invented), func(i int) ([]any, error) {
		l := &invented[i]
		id := domain.UUIDOf("bench", string(l.Source), l.ID)
		return []any{int32(2), [16]byte(id), [16]byte(account.UUID), string(l.Source), l.Booked.Time(), l.Amount.Minor, string(l.Amount.Currency),
			l.Reference, l.More, l.Counterparty, l.Text, l.Reversal, time.Now()}, nil
	}))
	require.NoError(b, err)
	count := len(invented)
	invented = nil
	_, err = base.Pool.Exec(b.Context(), `ANALYZE recon_line`)
	require.NoError(b, err)
	runtime.GC()
	for i := 0; b.Loop(); i++ {
		if i > 0 {
			b.StopTimer()
			_, err := base.Pool.Exec(b.Context(), `TRUNCATE recon_claim, match_group, adjustment, posting, posting_attempt`)
			require.NoError(b, err)
			b.StartTimer()
		}
		job, err := service.RunReconciliation(ctx, domain.RunReconInput{AccountID: account, IdempotencyKey: fmt.Sprintf("bench-run-%d", i)})
		require.NoError(b, err)
		began, cpu := time.Now(), ownCPU()
		require.NoError(b, service.Reconcile(domain.WithActor(b.Context(), domain.SystemActor("clock")), domain.RunReconciliation{Entity: 2, Run: job.ResultID.UUID, Job: job.ID.UUID}, time.Minute))
		runs, err := db.RunsByID(context.Background(), domain.ScopeOf(2), []domain.ID{job.ResultID})
		require.NoError(b, err)
		require.Equal(b, domain.JobDone, runs[0].State)
		require.Equal(b, count, runs[0].Proof.LinesOut)
		b.ReportMetric(time.Since(began).Seconds(), "s/run")
		b.ReportMetric((ownCPU() - cpu).Seconds(), "cpu-s/run")
		b.ReportMetric(float64(count), "lines")
		b.ReportMetric(float64(runs[0].Proof.Groups), "groups")
	}
	rows, err := base.Pool.Query(b.Context(), `SELECT coalesce(data->>'stage', text), at FROM event WHERE kind = 'job.moved' ORDER BY at`)
	require.NoError(b, err)
	var stage string
	var at time.Time
	_, err = pgx.ForEachRow(rows, []any{&stage, &at}, func() error { b.Logf("%s %s", at.Format("15:04:05.000"), stage); return nil })
	require.NoError(b, err)
}

// ownCPU is the processor time of this process.
func ownCPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
