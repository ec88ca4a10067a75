package workflow_test

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"countersign/connect"
	"countersign/domain"
	"countersign/store"
	"countersign/store/storetest"
	"countersign/workflow"
	"countersign/workflow/reconset"
)

// BenchmarkReconcile takes a bank's statements and a ledger's items from files to a result that is kept and proved, on a server as
// a user has it: the files are taken in, read and loaded, then the account is reconciled. Bar on two cores: 60 s for a million a side.
func BenchmarkReconcile(b *testing.B) {
	for _, lines := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprintf("lines=%d", lines), func(b *testing.B) { benchReconcile(b, lines) })
	}
}

func benchReconcile(b *testing.B, lines int) {
	dir := b.TempDir()
	files, count := benchFiles(b, dir, lines)
	for b.Loop() {
		b.StopTimer()
		h := openBench(b)
		b.StartTimer()
		began, own, server := time.Now(), ownCPU(), h.serverCPU()
		h.load(files)
		loaded, ownLoaded, serverLoaded := time.Now(), ownCPU(), h.serverCPU()
		run := h.reconcile()
		ended, ownEnded, serverEnded := time.Now(), ownCPU(), h.serverCPU()
		b.StopTimer()
		require.Equal(b, domain.JobDone, run.State)
		require.Equal(b, count, run.Proof.LinesOut)
		var kept int
		require.NoError(b, h.base.Pool.QueryRow(b.Context(), `SELECT count(*) FROM recon_claim WHERE account_id = $1`, h.account.UUID).Scan(&kept))
		require.Equal(b, count, kept)
		for unit, value := range map[string]float64{
			"s/whole": ended.Sub(began).Seconds(), "s/load": loaded.Sub(began).Seconds(), "s/run": ended.Sub(loaded).Seconds(),
			"load-lines/s":    float64(count) / loaded.Sub(began).Seconds(),
			"cpu-s/load":      (ownLoaded - own).Seconds(),
			"pg-cpu-s/load":   (serverLoaded - server).Seconds(),
			"cpu-s/run":       (ownEnded - ownLoaded).Seconds(),
			"pg-cpu-s/run":    (serverEnded - serverLoaded).Seconds(),
			"lines":           float64(count),
			"groups":          float64(run.Proof.Groups),
			"files":           float64(len(files)),
			"all-cpu-s/whole": (ownEnded - own + serverEnded - server).Seconds(),
		} {
			b.ReportMetric(value, unit)
		}
		h.logStages()
		b.StartTimer()
	}
}

// benchLinesInFile keeps a file below what is taken in at once.
const benchLinesInFile = 40_000

// benchFiles writes both sides as files of whole days, as a bank and a ledger export them, and says how many lines they have.
func benchFiles(b *testing.B, dir string, lines int) (files []benchFile, count int) {
	set := reconset.Make(reconset.Options{Lines: lines, Seed: 1})
	opening := reconset.Opening
	for _, source := range []domain.ReconSource{domain.SourceBank, domain.SourceLedger} {
		side := set.Side(source)
		count += len(side)
		slices.SortStableFunc(side, func(a, b domain.ReconLine) int { return a.Booked.Time().Compare(b.Booked.Time()) })
		for n := 1; len(side) > 0; n++ {
			end := len(side)
			if end > benchLinesInFile {
				end = benchLinesInFile
				for side[end-1].Booked == side[end].Booked {
					end--
				}
			}
			path := filepath.Join(dir, fmt.Sprintf("%s-%d", source, n))
			out, err := os.Create(path)
			require.NoError(b, err)
			if source == domain.SourceBank {
				head := reconset.StatementOf(strconv.Itoa(n), opening, side[:end])
				require.NoError(b, connect.WriteStatement(out, head, reconset.Entries(side[:end])))
				opening, err = domain.MoneyOf(*head.Closing, reconset.Currency)
			} else {
				err = writeItems(out, side[:end])
			}
			require.NoError(b, err)
			require.NoError(b, out.Close())
			files = append(files, benchFile{path, source})
			side = side[end:]
		}
	}
	return files, count
}

type benchFile struct {
	path   string
	source domain.ReconSource
}

func writeItems(out io.Writer, lines []domain.ReconLine) error {
	_, err := fmt.Fprintln(out, "id,date,amount,currency,reference,counterparty,text")
	for i := range lines {
		l := &lines[i]
		_, failed := fmt.Fprintf(out, "%s,%s,%s,%s,%q,%q,%q\n", l.ID, l.Booked, l.Amount.Amount(), l.Amount.Currency, l.Reference, l.Counterparty, l.Text)
		err = cmp.Or(err, failed)
	}
	return err
}

// benchHouse is the demo's group without history, with one account to reconcile.
type benchHouse struct {
	b          *testing.B
	base       *storetest.Private
	postmaster int
	db         *store.DB
	service    *workflow.Service
	ctx        context.Context // of who reconciles
	account    domain.ID
}

func openBench(b *testing.B) *benchHouse {
	h := &benchHouse{b: b, base: storetest.NewDurable(b), account: domain.ID{Kind: domain.NodeReconAccount, Entity: 2, UUID: domain.UUIDOf("bench account")}}
	var err error
	h.postmaster, err = h.base.Postmaster()
	require.NoError(b, err)
	h.db, err = store.Open(b.Context(), store.Options{URL: h.base.URL, MaxConns: 8})
	require.NoError(b, err)
	b.Cleanup(h.db.Close)
	require.NoError(b, workflow.LoadDemo(b.Context(), h.db, workflow.Demo{Seed: 1, Now: time.Now().UTC().Truncate(time.Second)}, nil))
	h.service, err = workflow.New(b.Context(), workflow.Options{DB: h.db, Log: slog.New(slog.DiscardHandler)})
	require.NoError(b, err)
	person, err := h.service.PersonByEmail(b.Context(), reconciler+"@kaldervik.example")
	require.NoError(b, err)
	h.ctx = domain.WithActor(b.Context(), domain.Actor{Kind: domain.ActorPerson, ID: person.ID.UUID, Name: person.Name, RequestID: "bench"})
	_, err = h.base.Pool.Exec(b.Context(), `INSERT INTO recon_account (entity_id, id, version, account_code, name, kind, currency, bank_account, sources, frequency, due_hour, risk, created_at, updated_at)
		VALUES (2, $1, 1, '1200', 'Bench', 'BANK', 'EUR', $2, '{BANK,LEDGER}', 'DAILY', 8, 'LOW', now(), now())`, h.account.UUID, reconset.BankAccount)
	require.NoError(b, err)
	runtime.GC()
	return h
}

func (h *benchHouse) serverCPU() time.Duration {
	h.b.Helper()
	used, err := storetest.ServerTime(h.postmaster)
	require.NoError(h.b, err)
	return used
}

// load takes all files in, two at a time.
func (h *benchHouse) load(files []benchFile) {
	h.b.Helper()
	var work errgroup.Group
	work.SetLimit(2)
	for _, f := range files {
		work.Go(func() error {
			content, err := os.ReadFile(f.path)
			if err != nil {
				return err
			}
			in, err := h.service.ReceiveFile(h.ctx, workflow.ReceiveFile{Entity: 2, Name: filepath.Base(f.path), Channel: "UPLOAD", Content: content})
			if err != nil {
				return err
			}
			job, err := h.service.ImportStatement(h.ctx, domain.ImportStatementInput{UploadID: in.ID, AccountID: &h.account, Source: &f.source, IdempotencyKey: "bench-" + f.path})
			if err != nil {
				return err
			}
			return h.service.ReadFile(domain.WithActor(h.ctx, domain.SystemActor("clock")), domain.ReadFile{Entity: 2, Intake: in.ID.UUID, Job: job.ID.UUID})
		})
	}
	require.NoError(h.b, work.Wait())
	var accepted int
	require.NoError(h.b, h.base.Pool.QueryRow(h.b.Context(), `SELECT count(*) FROM intake WHERE state = 'ACCEPTED' AND recon_account_id = $1`, h.account.UUID).Scan(&accepted))
	require.Equal(h.b, len(files), accepted)
}

// reconcile runs over what is open.
func (h *benchHouse) reconcile() *domain.ReconRun {
	h.b.Helper()
	job, err := h.service.RunReconciliation(h.ctx, domain.RunReconInput{AccountID: h.account, IdempotencyKey: "bench-run"})
	require.NoError(h.b, err)
	task := domain.RunReconciliation{Entity: 2, Run: job.ResultID.UUID, Job: job.ID.UUID}
	require.NoError(h.b, h.service.Reconcile(domain.WithActor(h.ctx, domain.SystemActor("clock")), task, time.Minute))
	runs, err := h.db.RunsByID(h.ctx, domain.ScopeOf(2), []domain.ID{job.ResultID})
	require.NoError(h.b, err)
	require.Len(h.b, runs, 1)
	return runs[0]
}

// logStages tells when each part of the run began.
func (h *benchHouse) logStages() {
	h.b.Helper()
	rows, err := h.base.Pool.Query(h.b.Context(), `SELECT text, at FROM event WHERE kind IN ('job.moved', 'reconciliation.ended') ORDER BY at`)
	require.NoError(h.b, err)
	var stage string
	var at time.Time
	_, err = pgx.ForEachRow(rows, []any{&stage, &at}, func() error { h.b.Logf("%s %.90s", at.Format("15:04:05.000"), stage); return nil })
	require.NoError(h.b, err)
}

// ownCPU is the processor time of this process.
func ownCPU() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
