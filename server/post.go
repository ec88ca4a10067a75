package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"countersign/domain"
)

// post answers one operation sent as a JSON body.
func (e *endpoint) post(w http.ResponseWriter, r *http.Request) {
	params, ok := e.readBody(w, r)
	if !ok {
		return
	}
	e.answer(w, r.WithContext(withLane(r.Context(), byPost)), params)
}

// get answers a query sent in the address, for tools with a bearer token; browsers, which send cookies by themselves,
// have no need of it.
func (e *endpoint) get(w http.ResponseWriter, r *http.Request) {
	if callerFrom(r.Context()).cookie {
		e.s.refuse(w, r, domain.Refuse(domain.CodeNotAllowed, "Send operations by POST."))
		return
	}
	asked := r.URL.Query()
	params := &graphql.RawParams{Query: asked.Get("query"), OperationName: asked.Get("operationName"), Headers: r.Header}
	for name, into := range map[string]*map[string]any{"variables": &params.Variables, "extensions": &params.Extensions} {
		if text := asked.Get(name); text != "" {
			if err := decodeJSON([]byte(text), into); err != nil {
				e.s.refuse(w, r, domain.RefuseField(domain.CodeBadRequest, name, "This is not a JSON object."))
				return
			}
		}
	}
	e.answer(w, r.WithContext(withLane(r.Context(), byGet)), params)
}

// answer admits and runs one query or mutation.
func (e *endpoint) answer(w http.ResponseWriter, r *http.Request, params *graphql.RawParams) {
	ctx := r.Context()
	operation, errs := e.CreateOperationContext(ctx, params)
	if len(errs) > 0 {
		e.write(w, r, e.DispatchError(ctx, errs), false)
		return
	}
	e.write(w, r, e.runOnce(ctx, operation), true)
}

// runOnce runs a query or mutation within its time and measures it.
func (e *endpoint) runOnce(ctx context.Context, operation *graphql.OperationContext) *graphql.Response {
	name, kind, began := rootField(operation), string(operation.Operation.Operation), time.Now()
	ctx, cancel := context.WithTimeout(ctx, e.s.o.Limits.Operation)
	defer cancel()
	ctx, span := e.s.tracer.Start(ctx, kind+" "+name, trace.WithAttributes(attribute.String("graphql.operation.type", kind)))
	defer span.End()
	run, ctx := e.exec.DispatchOperation(ctx, operation)
	response := run(ctx)
	if response == nil || errors.Is(ctx.Err(), context.DeadlineExceeded) {
		response = e.refusal(ctx, domain.Refuse(domain.CodeTimeout, "It took longer than %g seconds and was stopped.", e.s.o.Limits.Operation.Seconds()))
	}
	outcome := "ok"
	if found := codesOf(response); len(found) > 0 {
		outcome = string(found[0])
		span.SetStatus(codes.Error, outcome)
	}
	took := time.Since(began)
	e.s.gauges.operations.WithLabelValues(name, kind, outcome).Observe(took.Seconds())
	e.s.log.LogAttrs(ctx, slog.LevelDebug, "operation", slog.String("field", name), slog.String("outcome", outcome), slog.Float64("ms", milliseconds(took)))
	return response
}

// rootField is the first field that is asked for: a name of ours, unlike that of the operation.
func rootField(operation *graphql.OperationContext) string {
	return firstField(operation.Operation.SelectionSet, 0)
}

func firstField(set ast.SelectionSet, depth int) string {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			return s.Name
		case *ast.InlineFragment:
			return firstField(s.SelectionSet, depth+1)
		case *ast.FragmentSpread:
			if s.Definition != nil && depth < 10 {
				return firstField(s.Definition.SelectionSet, depth+1)
			}
		}
	}
	return "none"
}

// readBody reads the parameters of an operation; when it cannot, it has answered.
func (e *endpoint) readBody(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, bool) {
	kind, options, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := options["charset"]; err != nil || kind != "application/json" || charset != "" && !strings.EqualFold(charset, "utf-8") {
		e.s.refuseStatus(w, r, http.StatusUnsupportedMediaType, domain.Refuse(domain.CodeBadRequest, "Send JSON in UTF-8, as application/json."))
		return nil, false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, e.s.o.Limits.BodyBytes))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		e.s.refuseStatus(w, r, http.StatusRequestEntityTooLarge, domain.Refuse(domain.CodeBadRequest, "The request is larger than %d bytes.", tooLarge.Limit))
		return nil, false
	}
	if err != nil {
		e.s.refuse(w, r, domain.Refuse(domain.CodeBadRequest, "The request did not arrive whole."))
		return nil, false
	}
	params, err := readParams(body)
	if err != nil {
		e.s.refuse(w, r, err)
		return nil, false
	}
	params.Headers = r.Header
	return params, true
}

// variableValues bounds the values of all variables together, counted by their commas: 500 rows of a bulk command with 20
// fields each. Coercing a value costs a hundred times what reading it does.
const variableValues = 10_000

// readParams reads {"query","operationName","variables","extensions"}. Numbers stay text, so that no digit is lost.
func readParams(body []byte) (*graphql.RawParams, error) {
	var in struct {
		Query      *string         `json:"query"`
		Document   string          `json:"documentId"`
		Name       *string         `json:"operationName"`
		Variables  json.RawMessage `json:"variables"`
		Extensions json.RawMessage `json:"extensions"`
	}
	if err := decodeJSON(body, &in); err != nil {
		return nil, domain.Refuse(domain.CodeBadRequest, "The request is not a JSON object of the shape that GraphQL over HTTP asks for.")
	}
	params := &graphql.RawParams{}
	for _, part := range []struct {
		text json.RawMessage
		into *map[string]any
		name string
	}{{in.Variables, &params.Variables, "variables"}, {in.Extensions, &params.Extensions, "extensions"}} {
		if values := bytes.Count(part.text, []byte(",")); values > variableValues {
			return nil, tooComplex(part.name, values, variableValues)
		}
		if len(part.text) > 0 && decodeJSON(part.text, part.into) != nil {
			return nil, domain.RefuseField(domain.CodeBadRequest, part.name, "This is not a JSON object.")
		}
	}
	if in.Query != nil {
		params.Query = *in.Query
	}
	if in.Name != nil {
		params.OperationName = *in.Name
	}
	if in.Document != "" {
		params.Extensions = map[string]any{"persistedQuery": map[string]any{"sha256Hash": strings.TrimPrefix(in.Document, "sha256:")}}
	}
	if digestOf(params) == "" && strings.TrimSpace(params.Query) == "" {
		return nil, domain.RefuseField(domain.CodeBadRequest, "query", "No document was sent.")
	}
	return params, nil
}

// decodeJSON reads exactly one value.
func decodeJSON(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one value")
	}
	return nil
}
