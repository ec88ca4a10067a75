package server

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/felixge/httpsnoop"
	"github.com/go-chi/chi/v5"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/trace"

	"countersign/domain"
)

type requestKey struct{}

// request is what the porch remembers of a request while it runs.
type request struct {
	id      string
	trace   string
	address string // of the client, without port; a proxy's when there is one before us
}

func requestFrom(ctx context.Context) request {
	r, _ := ctx.Value(requestKey{}).(request)
	return r
}

func globalTracer() trace.TracerProvider { return otel.GetTracerProvider() }

// observe names the request, measures it and writes its one line. The line holds no personal data: a pattern for the
// path, no address, no person.
func (s *Server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rq := request{id: requestID(r), address: clientAddress(r)}
		if span := trace.SpanContextFromContext(r.Context()); span.HasTraceID() {
			rq.trace = span.TraceID().String()
		}
		w.Header().Set("X-Request-Id", rq.id)
		ctx := context.WithValue(r.Context(), requestKey{}, rq)
		s.gauges.inFlight.Inc()
		defer s.gauges.inFlight.Dec()
		seen := httpsnoop.CaptureMetricsFn(w, func(w http.ResponseWriter) { next.ServeHTTP(w, r.WithContext(ctx)) })
		route := routeOf(ctx, r)
		s.gauges.request(route, r.Method, seen.Code, seen.Duration)
		if span := trace.SpanFromContext(ctx); span.IsRecording() {
			span.SetName(r.Method + " " + route)
		}
		if !traced(r) {
			return
		}
		s.log.LogAttrs(ctx, slog.LevelInfo, "request", slog.String("method", r.Method), slog.String("route", route),
			slog.Int("status", seen.Code), slog.Int64("bytes", seen.Written), slog.Float64("ms", milliseconds(seen.Duration)))
	})
}

// routeOf is the pattern that answered, which bounds how many series a metric can have.
func routeOf(ctx context.Context, _ *http.Request) string {
	if c := chi.RouteContext(ctx); c != nil {
		if pattern := c.RoutePattern(); pattern != "" {
			return pattern
		}
	}
	return "console"
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// requestID takes the caller's name for the request when it is harmless in a log, and makes one otherwise.
func requestID(r *http.Request) string {
	if id := r.Header.Get("X-Request-Id"); sane(id) {
		return id
	}
	var raw [12]byte
	_, _ = rand.Read(raw[:]) // never fails
	return hex.EncodeToString(raw[:])
}

// clientAddress is where the connection comes from. What a header claims is not believed: anybody can write one.
func clientAddress(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	return host
}

// sane is 8 to 64 letters, digits, dots, dashes and underscores.
func sane(id string) bool {
	if len(id) < 8 || len(id) > 64 {
		return false
	}
	for _, c := range []byte(id) {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return true
}

// rescue turns a panic into INTERNAL; its text and stack go to the log alone.
func (s *Server) rescue(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			what := recover()
			if what == nil {
				return
			}
			if what == http.ErrAbortHandler { //nolint:errorlint // the very value, see net/http
				panic(what) //nolint:forbidigo // net/http asks for it
			}
			s.logPanic(r.Context(), what)
			s.refuse(w, r, internal())
		}()
		next.ServeHTTP(w, r)
	})
}

func (s *Server) logPanic(ctx context.Context, what any) {
	s.log.ErrorContext(ctx, "panic", "panic", what, "stack", string(debug.Stack()))
}

// internal is what a caller reads of our own faults.
func internal() *domain.Error {
	return domain.Refuse(domain.CodeInternal, "Something went wrong on our side. It was logged under this request's id.")
}

// LogHandler adds request_id and trace_id to every line whose context knows them: a request's, or a job's by its actor.
type LogHandler struct{ slog.Handler }

// Handle adds the two names.
func (h LogHandler) Handle(ctx context.Context, line slog.Record) error {
	rq := requestFrom(ctx)
	if actor, err := domain.ActorFrom(ctx); err == nil {
		rq.id, rq.trace = firstOf(rq.id, actor.RequestID), firstOf(rq.trace, actor.TraceID)
	}
	if span := trace.SpanContextFromContext(ctx); span.HasTraceID() {
		rq.trace = firstOf(rq.trace, span.TraceID().String())
	}
	line.AddAttrs(slog.String("request_id", rq.id), slog.String("trace_id", rq.trace))
	return h.Handler.Handle(ctx, line)
}

// WithAttrs keeps the names on derived loggers.
func (h LogHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return LogHandler{h.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the names on derived loggers.
func (h LogHandler) WithGroup(name string) slog.Handler { return LogHandler{h.Handler.WithGroup(name)} }

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
