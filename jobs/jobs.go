package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"countersign/domain"
	"countersign/workflow"
)

// How long a job of each kind may run before it is cancelled and repeated. The queue tells a vanished process from a busy
// one by elapsed time alone, so each bound is also how long the work of a killed process waits for the queue to take it
// up again; another half minute may pass until the queue looks. Work that can last is therefore cut into pieces rather
// than given time.
const (
	// readBound is twenty times what the largest file that is taken in needs.
	readBound = 20 * time.Second
	// loadBound holds the largest table of master data, which is kept whole or not at all. Invoices of a table are entered
	// in pieces of ten seconds, see workflow.LoadMasterData.
	loadBound = 45 * time.Second
	// postBound holds two calls of a ledger that does not answer: one that looks and one that sends. The posting of a
	// killed process does not wait for it: the clock takes it up after Options.Lease.
	postBound = 75 * time.Second
	// resumeBound ends a look for lost postings that found many. Nobody waits for it either: it is never repeated, the
	// next tick of the clock goes on.
	resumeBound = 5 * time.Minute
	// reconBound ends a run of reconciliation that hangs: twenty times what two million lines need. The run of a killed
	// process does not wait for it: the clock takes it up after Options.Lease.
	reconBound = 20 * time.Minute
	// sweepBound ends a sweep that hangs. Nobody waits for it: the next night goes on.
	sweepBound = time.Hour
	// rescueAfter is after what time the queue looks at a running job at all; it then waits for the bound of its kind. It
	// leaves a job that was cancelled at the least bound the time to say so.
	rescueAfter = readBound + 5*time.Second
)

// Options is what the workers are built from.
type Options struct {
	Pool    *pgxpool.Pool
	Service *workflow.Service
	Log     *slog.Logger
	Workers int           // jobs of this process at once; 0 means 8
	Lease   time.Duration // after which the work of a process that vanished is taken up, and how often the clock looks around; 0 means 30 s
}

// Runner is the running workers of one process.
type Runner struct {
	client *river.Client[pgx.Tx]
	stop   context.CancelFunc // of what looks for lost runs
}

// Start begins to work. Several processes share the work.
func Start(ctx context.Context, opts Options) (*Runner, error) {
	if opts.Workers == 0 {
		opts.Workers = 8
	}
	if opts.Lease == 0 {
		opts.Lease = 30 * time.Second
	}
	if opts.Log == nil {
		opts.Log = slog.Default()
	}
	s := opts.Service
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker[domain.ReadFile]{bound: readBound, work: s.ReadFile})
	river.AddWorker(workers, &worker[domain.LoadMasterData]{bound: loadBound, work: s.LoadMasterData})
	river.AddWorker(workers, &worker[domain.PostDocument]{bound: postBound, work: s.PostDocument})
	river.AddWorker(workers, &worker[domain.ResumeLost]{bound: resumeBound, work: func(ctx context.Context, _ domain.ResumeLost) error {
		_, err := s.ResumePostings(ctx, opts.Lease)
		return err
	}})
	river.AddWorker(workers, &worker[domain.RunReconciliation]{bound: reconBound, work: func(ctx context.Context, task domain.RunReconciliation) error {
		return s.Reconcile(ctx, task, opts.Lease)
	}})
	river.AddWorker(workers, &worker[domain.RemoveLeaver]{bound: readBound, work: s.RemoveLeaver})
	river.AddWorker(workers, &worker[domain.SettleLeaver]{bound: loadBound, work: s.SettleLeaver})
	river.AddWorker(workers, &worker[domain.TendControls]{bound: resumeBound, work: func(ctx context.Context, _ domain.TendControls) error { return s.TendControls(ctx) }})
	river.AddWorker(workers, &worker[domain.SweepDaily]{bound: sweepBound, work: func(ctx context.Context, _ domain.SweepDaily) error { return s.SweepDaily(ctx) }})
	river.AddWorker(workers, &worker[domain.KeepModels]{bound: sweepBound, work: func(ctx context.Context, _ domain.KeepModels) error { return s.KeepModels(ctx) }})
	river.AddWorker(workers, &worker[domain.ForecastCloses]{bound: resumeBound, work: func(ctx context.Context, _ domain.ForecastCloses) error { return s.ForecastCloses(ctx) }})
	river.AddWorker(workers, &worker[domain.WatchFeeds]{bound: resumeBound, work: s.WatchFeeds})
	river.AddWorker(workers, &worker[domain.ReconcileLoaded]{bound: resumeBound, work: s.ReconcileLoaded})
	river.AddWorker(workers, &worker[domain.PullLedger]{bound: resumeBound, work: func(ctx context.Context, _ domain.PullLedger) error { return s.PullLedger(ctx) }})
	client, err := river.NewClient(riverpgxv5.New(opts.Pool), &river.Config{
		Logger:               opts.Log,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: opts.Workers}},
		Workers:              workers,
		FetchCooldown:        50 * time.Millisecond,
		JobTimeout:           readBound, // of a kind without a bound of its own; there is none
		RescueStuckJobsAfter: rescueAfter,
		Middleware:           []rivertype.Middleware{&traced{log: opts.Log}},
		PeriodicJobs:         timetable(opts.Lease),
	})
	if err != nil {
		return nil, fmt.Errorf("set up the workers: %w", err)
	}
	if err := client.Start(ctx); err != nil {
		return nil, fmt.Errorf("start the workers: %w", err)
	}
	looking, stop := context.WithCancel(ctx)
	go resumeRuns(looking, s, opts)
	go learn(looking, s, opts)
	return &Runner{client, stop}, nil
}

// resumeRuns looks for runs whose worker vanished. Every process looks for itself: the clock of the queue has one owner, and
// when that one vanished, too, it takes a quarter of a minute until there is another.
func resumeRuns(ctx context.Context, s *workflow.Service, opts Options) {
	tick := time.NewTicker(opts.Lease)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if _, err := s.ResumeRuns(ctx, opts.Lease); err != nil && ctx.Err() == nil {
			opts.Log.WarnContext(ctx, "look for lost runs", "error", err)
		}
	}
}

// learnEvery is how long what a person confirmed takes at most to teach the models of a process.
const learnEvery = 3 * time.Second

// learn follows the log for the models. Every process learns for itself, the same from the same log.
func learn(ctx context.Context, s *workflow.Service, opts Options) {
	tick := time.NewTicker(learnEvery)
	defer tick.Stop()
	for {
		as := domain.WithActor(ctx, domain.SystemActor("clock"))
		if _, err := s.Learn(as); err != nil && ctx.Err() == nil {
			opts.Log.WarnContext(ctx, "learn what people confirmed", "error", err)
		}
		if err := s.FitTwins(as); err != nil && ctx.Err() == nil {
			opts.Log.WarnContext(ctx, "fit what finds twins", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// worker does the jobs of one kind.
type worker[T river.JobArgs] struct {
	river.WorkerDefaults[T]
	bound time.Duration
	work  func(context.Context, T) error
}

// Work does one job.
func (w *worker[T]) Work(ctx context.Context, job *river.Job[T]) error { return w.work(ctx, job.Args) }

// Timeout is how long a job may run.
func (w *worker[T]) Timeout(*river.Job[T]) time.Duration { return w.bound }

// Stop lets running jobs finish until ctx ends, then cancels them; what was cancelled is repeated elsewhere.
func (r *Runner) Stop(ctx context.Context) error {
	r.stop()
	if err := r.client.Stop(ctx); err == nil {
		return nil
	}
	again, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	return r.client.StopAndCancel(again)
}

// traced puts each job under the trace of the request that asked for it, and logs how it went.
type traced struct {
	river.MiddlewareDefaults
	log *slog.Logger
}

// Work runs one job.
func (t *traced) Work(ctx context.Context, job *rivertype.JobRow, inner func(context.Context) error) error {
	var carried struct {
		TraceID string `json:"trace_id"`
		SpanID  string `json:"span_id"`
	}
	_ = json.Unmarshal(job.Metadata, &carried)
	if traceID, err := trace.TraceIDFromHex(carried.TraceID); err == nil {
		spanID, _ := trace.SpanIDFromHex(carried.SpanID)
		ctx = trace.ContextWithRemoteSpanContext(ctx, trace.NewSpanContext(trace.SpanContextConfig{
			TraceID: traceID, SpanID: spanID, TraceFlags: trace.FlagsSampled, Remote: true,
		}))
	}
	ctx, span := otel.Tracer("countersign/jobs").Start(ctx, "job "+job.Kind)
	defer span.End()
	actor := domain.SystemActor("clock")
	actor.Auth, actor.RequestID, actor.TraceID = domain.AuthJob, fmt.Sprintf("job:%d", job.ID), span.SpanContext().TraceID().String()
	start := time.Now()
	err := inner(domain.WithActor(ctx, actor))
	level := slog.LevelDebug
	if err != nil && !errors.As(err, new(*rivertype.JobSnoozeError)) { // which asks for it to be done later
		span.RecordError(err)
		level = slog.LevelWarn
	}
	t.log.Log(ctx, level, "job", "kind", job.Kind, "job_id", job.ID, "attempt", job.Attempt,
		"ms", time.Since(start).Milliseconds(), "error", err, "trace_id", actor.TraceID)
	return err
}
