package main

import (
	"context"
	"io"
	"log/slog"
	"os"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	"go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.37.0"

	"countersign/server"
)

// newLog writes JSON lines, each with the ids of the request or job that it belongs to.
func newLog(out io.Writer, level string) *slog.Logger {
	least := slog.LevelInfo
	_ = least.UnmarshalText([]byte(level)) // one of the closed list, or empty for the default
	log := slog.New(server.LogHandler{Handler: slog.NewJSONHandler(out, &slog.HandlerOptions{Level: least})})
	slog.SetDefault(log)
	return log
}

// flushPatience bounds how long the last traces may take to leave.
const flushPatience = 2 * time.Second

// startTracing makes every request and job have a trace id, and sends the traces away when somebody listens. The
// returned function sends what is left.
func startTracing(ctx context.Context, log *slog.Logger) (stop func(), err error) {
	about, err := resource.Merge(resource.Default(), resource.NewSchemaless(semconv.ServiceName("countersign")))
	if err != nil {
		return nil, err
	}
	// Where nobody listens, requests still have ids for the log, but nothing is recorded.
	options := []trace.TracerProviderOption{trace.WithResource(about), trace.WithSampler(trace.NeverSample())}
	if os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") != "" || os.Getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != "" {
		out, err := otlptracehttp.New(ctx)
		if err != nil {
			return nil, err
		}
		options = []trace.TracerProviderOption{trace.WithResource(about), trace.WithBatcher(out)}
	}
	provider := trace.NewTracerProvider(options...)
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.TraceContext{})
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Warn("traces not sent", "error", err) })) //nolint:sloglint // the handler has no context
	return func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushPatience)
		defer cancel()
		if err := provider.Shutdown(ctx); err != nil {
			log.WarnContext(ctx, "last traces not sent", "error", err)
		}
	}, nil
}
