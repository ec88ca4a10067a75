package server

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"countersign/domain"
)

// endpoint answers operations. The path of one: a transport (post.go, stream.go, socket.go) reads it; admit (admit.go)
// finds or checks its document and weighs it; gqlgen's executor runs it; present (present.go) words what went wrong.
type endpoint struct {
	s         *Server
	exec      *executor.Executor
	schema    *ast.Schema
	weights   weights
	rules     []namedRule
	documents graphql.Cache[*document]
	persisted *persisted
	guarded   map[*ast.FieldDefinition]domain.Action // fields with @auth
	open      *openStreams
	socket    http.Handler
}

// documentsKept is how many checked documents are remembered; the console has about a hundred.
const documentsKept = 500

func newEndpoint(s *Server) (*endpoint, error) {
	schema := s.o.Schema.Schema()
	allowed, err := readPersisted(s.o.Persisted)
	if err != nil {
		return nil, err
	}
	e := &endpoint{
		s: s, exec: executor.New(ending{s.o.Schema}), schema: schema, weights: weightsOf(schema), rules: validationRules(),
		documents: lru.New[*document](documentsKept), persisted: allowed, guarded: guardedFields(schema), open: newOpenStreams(s.o.Limits.Streams),
	}
	e.exec.SetQueryCache(admitted{})
	e.exec.SetErrorPresenter(e.present)
	e.exec.SetRecoverFunc(e.recovered)
	if len(e.guarded) > 0 { // a hook on every field costs; nobody pays while no field asks for it
		e.exec.AroundFields(e.guard)
	}
	e.socket = e.newSocket()
	return e, nil
}

// graphql chooses the transport. There are four: POST and, for bearer tokens, GET answer once; POST with
// Accept: text/event-stream streams; GET with Upgrade opens a socket.
func (s *Server) graphql(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		s.gql.socket.ServeHTTP(w, r)
		return
	}
	answer := http.HandlerFunc(s.gql.post)
	switch {
	case r.Method == http.MethodGet:
		answer = s.gql.get
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", "GET, POST")
		s.refuseStatus(w, r, http.StatusMethodNotAllowed, domain.Refuse(domain.CodeBadRequest, "Send operations by POST."))
		return
	case strings.Contains(r.Header.Get("Accept"), "text/event-stream"):
		answer = s.gql.stream
	}
	s.identify(s.perHead(answer)).ServeHTTP(w, r)
}

// lane is the way by which an operation came, which decides what it may do.
type lane string

const (
	byPost   lane = "post"
	byGet    lane = "get"
	byStream lane = "sse"
	bySocket lane = "websocket"
)

type laneKey struct{}

func withLane(ctx context.Context, l lane) context.Context {
	return context.WithValue(ctx, laneKey{}, l)
}

func laneFrom(ctx context.Context) lane {
	l, _ := ctx.Value(laneKey{}).(lane)
	return l
}

// jsonAnswer and graphqlAnswer are the two ways to label an answer; by the first a refused document still has status 200,
// as clients older than the GraphQL-over-HTTP draft expect.
const (
	jsonAnswer    = "application/json; charset=utf-8"
	graphqlAnswer = "application/graphql-response+json; charset=utf-8"
)

// answerType picks the label that the client prefers, by order of mention.
func answerType(r *http.Request) string {
	for part := range strings.SplitSeq(r.Header.Get("Accept"), ",") {
		switch kind, _, _ := strings.Cut(strings.TrimSpace(part), ";"); kind {
		case "application/graphql-response+json":
			return graphqlAnswer
		case "application/json", "application/*", "*/*":
			return jsonAnswer
		}
	}
	return jsonAnswer
}

// write answers with one response. Refused before it ran, it has no data.
func (e *endpoint) write(w http.ResponseWriter, r *http.Request, response *graphql.Response, ran bool) {
	kind, status := answerType(r), http.StatusOK
	if !ran && kind == graphqlAnswer {
		status = http.StatusBadRequest
	}
	if slices.ContainsFunc(codesOf(response), func(c domain.Code) bool { return c == domain.CodeTimeout }) {
		status = http.StatusServiceUnavailable
	}
	text, err := encode(response)
	if err != nil {
		e.s.refuse(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(text)
}

// encode writes a response; one that never ran has no data at all, not even null, as the specification says.
func encode(response *graphql.Response) ([]byte, error) {
	if response.Data == nil {
		return json.Marshal(struct {
			Errors gqlerror.List `json:"errors"`
		}{response.Errors})
	}
	return json.Marshal(response)
}

func codesOf(response *graphql.Response) []domain.Code {
	codes := make([]domain.Code, 0, len(response.Errors))
	for _, e := range response.Errors {
		switch code := e.Extensions["code"].(type) {
		case domain.Code:
			codes = append(codes, code)
		case string:
			codes = append(codes, domain.Code(code))
		}
	}
	return codes
}
