package jobs

import (
	"context"
	"encoding/json"
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

// Options is what the workers are built from.
type Options struct {
	Pool    *pgxpool.Pool
	Service *workflow.Service
	Log     *slog.Logger
	Workers int           // jobs of this process at once; 0 means 8
	Lease   time.Duration // after which the work of a process that vanished is taken up; 0 means 30 s
}

// Runner is the running workers of one process.
type Runner struct{ client *river.Client[pgx.Tx] }

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
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, job *river.Job[domain.ReadFile]) error {
		return s.ReadFile(ctx, job.Args)
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, job *river.Job[domain.LoadMasterData]) error {
		return s.LoadMasterData(ctx, job.Args)
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, job *river.Job[domain.PostDocument]) error {
		return s.PostDocument(ctx, job.Args)
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[domain.ResumeLost]) error {
		_, err := s.ResumePostings(ctx, opts.Lease)
		return err
	}))
	client, err := river.NewClient(riverpgxv5.New(opts.Pool), &river.Config{
		Logger:               opts.Log,
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: opts.Workers}},
		Workers:              workers,
		FetchCooldown:        50 * time.Millisecond,
		JobTimeout:           5 * time.Minute,
		RescueStuckJobsAfter: 6 * time.Minute, // longer than any job may run
		Middleware:           []rivertype.Middleware{&traced{log: opts.Log}},
		PeriodicJobs: []*river.PeriodicJob{river.NewPeriodicJob(river.PeriodicInterval(opts.Lease),
			func() (river.JobArgs, *river.InsertOpts) {
				return domain.ResumeLost{}, &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByPeriod: opts.Lease}, MaxAttempts: 1}
			}, &river.PeriodicJobOpts{RunOnStart: true})},
	})
	if err != nil {
		return nil, fmt.Errorf("set up the workers: %w", err)
	}
	if err := client.Start(ctx); err != nil {
		return nil, fmt.Errorf("start the workers: %w", err)
	}
	return &Runner{client}, nil
}

// Stop lets running jobs finish until ctx ends, then cancels them; what was cancelled is repeated elsewhere.
func (r *Runner) Stop(ctx context.Context) error {
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
	actor.RequestID, actor.TraceID = fmt.Sprintf("job:%d", job.ID), span.SpanContext().TraceID().String()
	start := time.Now()
	err := inner(domain.WithActor(ctx, actor))
	level := slog.LevelDebug
	if err != nil {
		span.RecordError(err)
		level = slog.LevelWarn
	}
	t.log.Log(ctx, level, "job", "kind", job.Kind, "job_id", job.ID, "attempt", job.Attempt,
		"ms", time.Since(start).Milliseconds(), "error", err, "trace_id", actor.TraceID)
	return err
}
