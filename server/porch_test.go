package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"countersign/domain"
)

// porch is a server under test with a client that is signed in.
type porch struct {
	*httptest.Server
	t      *testing.T
	house  *smallHouse
	server *Server
	issuer *DemoIssuer
	log    *lockedBuffer
	token  string // of Ana
}

// setup builds the porch over the small house; change may alter its options.
func setup(t *testing.T, change ...func(*Options)) *porch {
	t.Helper()
	issuer, err := OpenDemoIssuer(t.TempDir(), time.Now, true)
	require.NoError(t, err)
	keys, err := issuer.Keys(t.Context())
	require.NoError(t, err)
	verifier, err := NewVerifier(issuer.Rules(), keys, time.Now)
	require.NoError(t, err)
	p := &porch{t: t, house: newSmallHouse(), issuer: issuer, log: &lockedBuffer{}}
	o := Options{House: p.house, Schema: newSmallSchema(), Present: presentSmall, SignIn: SignIn{Verifier: verifier, Demo: issuer},
		Log: slog.New(LogHandler{slog.NewJSONHandler(p.log, nil)}), Metrics: true, Limits: Limits{PerMinute: -1}}
	for _, c := range change {
		c(&o)
	}
	p.server, err = New(o)
	require.NoError(t, err)
	p.Server = httptest.NewUnstartedServer(p.server.Handler())
	p.Config.ReadTimeout, p.Config.WriteTimeout = requestPatience, requestPatience
	p.Start()
	t.Cleanup(func() { p.server.Close(); p.Close() })
	p.token = p.tokenOf("ana@example.com")
	return p
}

// requestPatience is what the program allows a request, shortened; what lasts longer must say so itself.
const requestPatience = 2 * time.Second

// oidcMode makes sessions real: no demo, cookies hold tokens of an issuer.
func oidcMode(o *Options) { o.SignIn.Demo = nil }

func limited(change func(*Limits)) func(*Options) {
	return func(o *Options) { change(&o.Limits) }
}

// presentSmall stands in for the presenter of resolvers.
func presentSmall(ctx context.Context, err error) *gqlerror.Error {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		refusal = internal()
	}
	told := &gqlerror.Error{Message: refusal.Message, Path: graphql.GetPath(ctx), Extensions: map[string]any{"code": refusal.Code}}
	if refusal.Field != "" {
		told.Extensions["field"] = refusal.Field
	}
	if refusal.Details != nil {
		told.Extensions["details"] = refusal.Details
	}
	return told
}

func (p *porch) tokenOf(email string) string {
	p.t.Helper()
	token, _, err := p.issuer.Token(email)
	require.NoError(p.t, err)
	return token
}

// reply is an answer read whole.
type reply struct {
	status int
	header http.Header
	text   string
}

// do sends a request as Ana with what every POST needs; header pairs override, "" removes.
func (p *porch) do(method, path string, body io.Reader, header ...string) reply {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, p.URL+path, body)
	require.NoError(p.t, err)
	r.Header.Set("Authorization", "Bearer "+p.token)
	r.Header.Set("X-Requested-With", "test")
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		if r.Header.Set(header[i], header[i+1]); header[i+1] == "" {
			r.Header.Del(header[i])
		}
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	require.NoError(p.t, err)
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	require.NoError(p.t, err)
	return reply{answer.StatusCode, answer.Header, string(text)}
}

// ask sends a document with variables given as name, value pairs.
func (p *porch) ask(document string, variables ...any) reply {
	p.t.Helper()
	named := map[string]any{}
	for i := 0; i < len(variables); i += 2 {
		named[variables[i].(string)] = variables[i+1]
	}
	return p.do(http.MethodPost, "/graphql", asJSON(p.t, map[string]any{"query": document, "variables": named}))
}

func asJSON(t *testing.T, v any) io.Reader {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return bytes.NewReader(text)
}

type told struct {
	Message    string
	Path       []any
	Extensions struct {
		Code, Field, RequestID, TraceID string
		Details                         map[string]any
	}
}

// errors are those of a GraphQL answer or of a refusal outside it.
func (r reply) errors(t *testing.T) []told {
	t.Helper()
	var body struct{ Errors []told }
	require.NoError(t, json.Unmarshal([]byte(r.text), &body), r.text)
	return body.Errors
}

// code is that of the first error; "" when there is none.
func (r reply) code(t *testing.T) string {
	t.Helper()
	if errs := r.errors(t); len(errs) > 0 {
		return errs[0].Extensions.Code
	}
	return ""
}

func (r reply) data(t *testing.T) map[string]any {
	t.Helper()
	var body struct{ Data map[string]any }
	require.NoError(t, json.Unmarshal([]byte(r.text), &body), r.text)
	return body.Data
}

// lockedBuffer keeps log lines of many goroutines.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// lines are the log's records whose message is msg.
func (l *lockedBuffer) lines(t *testing.T, msg string) []map[string]any {
	t.Helper()
	var found []map[string]any
	for line := range strings.Lines(l.String()) {
		var one map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &one), line)
		if one["msg"] == msg {
			found = append(found, one)
		}
	}
	return found
}
