package server

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"countersign/domain"
)

// movingClock is the machine's clock, moved.
type movingClock struct {
	mu sync.Mutex
	by time.Duration
}

func (c *movingClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.by)
}

func (c *movingClock) forward(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.by += by
}

func TestObserve_NamesTheRequestInAnswerAndLog(t *testing.T) {
	t.Parallel()
	p := setup(t)
	r := p.do(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{requestId}"}`), "X-Request-Id", "order-4711")
	require.Equal(t, "order-4711", r.header.Get("X-Request-Id"))
	require.Equal(t, map[string]any{"requestId": "order-4711"}, r.data(t), "the house hears it too")
	lines := p.log.lines(t, "request")
	require.Len(t, lines, 1)
	require.Equal(t, "order-4711", lines[0]["request_id"])
	require.Equal(t, "/graphql", lines[0]["route"])
	require.EqualValues(t, 200, lines[0]["status"])
	require.Greater(t, lines[0]["bytes"], 0.0)

	for _, insane := range []string{"short", "with space in it", strings.Repeat("x", 65), "quote\"quote", "new<line>"} {
		r := p.do(http.MethodGet, "/healthz", nil, "X-Request-Id", insane)
		require.NotEqual(t, insane, r.header.Get("X-Request-Id"))
		require.True(t, sane(r.header.Get("X-Request-Id")), insane)
	}
}

func TestObserve_LogsNothingPersonal(t *testing.T) {
	t.Parallel()
	p := setup(t)
	p.do(http.MethodGet, "/files/evd_1_secret-name?name=secret", nil)
	p.do(http.MethodPost, "/auth/demo", strings.NewReader(`{"email":"bo@example.com"}`))
	p.ask(`{hello}`)
	for _, word := range []string{"secret", "Ana", "bo@", "127.0.0.1", "Bearer"} {
		require.NotContains(t, p.log.String(), word)
	}
	require.Equal(t, "/files/{id}", p.log.lines(t, "request")[0]["route"])
}

func TestObserve_TracesOneSpanPerOperation(t *testing.T) {
	t.Parallel()
	seen := tracetest.NewSpanRecorder()
	p := setup(t, func(o *Options) { o.Tracer = sdk.NewTracerProvider(sdk.WithSpanProcessor(seen)) })
	r := p.do(http.MethodPost, "/graphql", strings.NewReader(`{"query":"query IgnoreMe{broken hello}"}`))
	p.do(http.MethodGet, "/healthz", nil)
	require.Eventually(t, func() bool { return len(seen.Ended()) == 2 }, time.Second, time.Millisecond)
	operation, request := seen.Ended()[0], seen.Ended()[1]
	require.Equal(t, "query broken", operation.Name(), "named by the schema, not by the caller")
	require.Equal(t, "INTERNAL", operation.Status().Description)
	require.Equal(t, "POST /graphql", request.Name())
	require.Equal(t, request.SpanContext().SpanID(), operation.Parent().SpanID())
	trace := request.SpanContext().TraceID().String()
	require.Equal(t, trace, r.errors(t)[0].Extensions.TraceID)
	require.Equal(t, trace, p.log.lines(t, "request")[0]["trace_id"])
}

func TestMetrics_CountByNamesOfOurs(t *testing.T) {
	t.Parallel()
	p := setup(t)
	p.ask("query IgnoreMe{hello}")
	p.ask("query IgnoreMe{refused}")
	p.ask("{nothing}")
	p.do("BREW", "/graphql", nil)
	p.do(http.MethodGet, "/some/page", nil)
	text := p.do(http.MethodGet, "/metrics", nil).text
	for _, line := range []string{
		`countersign_graphql_operation_seconds_count{kind="query",operation="hello",outcome="ok"} 1`,
		`countersign_graphql_operation_seconds_count{kind="query",operation="refused",outcome="STALE"} 1`,
		`countersign_graphql_refused_total{code="GRAPHQL_VALIDATION_FAILED"} 1`,
		`countersign_http_request_seconds_count{method="POST",route="/graphql",status="200"} 3`,
		`countersign_http_request_seconds_count{method="other",route="console",status="405"} 1`,
		`countersign_http_in_flight 1`,
		`go_goroutines`,
	} {
		require.True(t, strings.Contains(text, line), line)
	}
	require.NotContains(t, text, "IgnoreMe")
	require.NotContains(t, text, "/some/page")

	hidden := setup(t, func(o *Options) { o.Metrics = false })
	require.Equal(t, http.StatusNotFound, hidden.do(http.MethodGet, "/metrics", nil).status)
}

func TestHealth_TellsLifeFromReadiness(t *testing.T) {
	t.Parallel()
	trouble := errors.New("the secret of the database")
	p := setup(t, func(o *Options) { o.Ready = func(context.Context) error { return trouble } })
	require.Equal(t, http.StatusOK, p.do(http.MethodGet, "/healthz", nil, "Authorization", "").status)
	r := p.do(http.MethodGet, "/readyz", nil, "Authorization", "")
	require.Equal(t, http.StatusServiceUnavailable, r.status)
	require.NotContains(t, r.text, "secret")
	trouble = nil
	require.Equal(t, http.StatusOK, p.do(http.MethodGet, "/readyz", nil, "Authorization", "").status)
}

func TestRescue_TurnsAPanicIntoARefusal(t *testing.T) {
	t.Parallel()
	p := setup(t, func(o *Options) { o.Ready = func(context.Context) error { panic("the secret of the panic") } })
	r := p.do(http.MethodGet, "/readyz", nil)
	require.Equal(t, http.StatusInternalServerError, r.status)
	require.Equal(t, "INTERNAL", r.code(t))
	require.NotContains(t, r.text, "secret")
	require.Contains(t, p.log.lines(t, "panic")[0]["stack"], "health.go")
}

func TestLogHandler_NamesTheJobToo(t *testing.T) {
	t.Parallel()
	var out lockedBuffer
	log := slog.New(LogHandler{slog.NewJSONHandler(&out, nil)}).With("a", 1).WithGroup("g")
	ctx := domain.WithActor(context.Background(), domain.Actor{Kind: domain.ActorSystem, ID: domain.UUIDOf("clock"), RequestID: "job:7", TraceID: "abc"})
	log.InfoContext(ctx, "work", "b", 2)
	require.Contains(t, out.String(), `"request_id":"job:7"`)
	require.Contains(t, out.String(), `"trace_id":"abc"`)
}

func TestSecureHeaders_StandOnEveryAnswer(t *testing.T) {
	t.Parallel()
	p := setup(t, consoleFiles)
	for _, path := range []string{"/", "/healthz", "/graphql", "/auth/config", "/nothing.js"} {
		h := p.do(http.MethodGet, path, nil).header
		require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"), path)
		require.Equal(t, "DENY", h.Get("X-Frame-Options"), path)
		require.NotEmpty(t, h.Get("Content-Security-Policy"), path)
	}
}
