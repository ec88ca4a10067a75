package server

import (
	"context"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"countersign/domain"
)

// document is a checked document: it fits the schema and its shape is within the limits. It is read by many requests at
// once and never changed.
type document struct {
	ast        *ast.QueryDocument
	introspect bool // asks for the schema
}

type admittedKey struct{}

// admitted hands the checked document to gqlgen's executor in place of its query cache, so that no document is parsed
// twice and none is validated in gqlgen's own way, which names what was sent.
type admitted struct{}

// Get is the document that CreateOperationContext checked.
func (admitted) Get(ctx context.Context, _ string) (*ast.QueryDocument, bool) {
	d, ok := ctx.Value(admittedKey{}).(*document)
	if !ok {
		return nil, false
	}
	return d.ast, true
}

// Add keeps nothing.
func (admitted) Add(context.Context, string, *ast.QueryDocument) {}

// CreateOperationContext decides whether an operation may run, cheapest question first: is the document one that this
// caller may send, is its shape within the limits, does it fit the schema, do the variables, what does it cost.
func (e *endpoint) CreateOperationContext(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	operation, errs := e.createOperation(ctx, params)
	if len(errs) > 0 {
		for _, code := range codesOf(&graphql.Response{Errors: errs[:1]}) {
			e.s.gauges.refused.WithLabelValues(string(code)).Inc()
		}
		return &graphql.OperationContext{}, errs
	}
	return operation, nil
}

func (e *endpoint) createOperation(ctx context.Context, params *graphql.RawParams) (*graphql.OperationContext, gqlerror.List) {
	d, errs := e.admitDocument(ctx, params)
	if len(errs) > 0 {
		return nil, errs
	}
	if d.ast.Operations.ForName(params.OperationName) == nil {
		return nil, refusals(ctx, domain.RefuseField(domain.CodeBadRequest, "operationName", "The document holds no operation of that name, or several and none was named."))
	}
	ctx = context.WithValue(graphql.StartOperationTrace(ctx), admittedKey{}, d)
	operation, errs := e.exec.CreateOperationContext(ctx, params)
	if len(errs) > 0 {
		return nil, e.variableErrors(ctx, errs)
	}
	if refusal := e.admitOperation(ctx, d, operation); refusal != nil {
		return nil, refusals(ctx, refusal)
	}
	operation.DisableIntrospection = !d.introspect // permitted by admitOperation
	return operation, nil
}

// admitDocument finds the document by its digest or text, and checks it when it is seen for the first time.
func (e *endpoint) admitDocument(ctx context.Context, params *graphql.RawParams) (*document, gqlerror.List) {
	if digest := digestOf(params); digest != "" && params.Query == "" {
		text, known := e.persisted.byDigest[digest]
		if !known {
			return nil, refusals(ctx, domain.Refuse(domain.CodeNotAllowed, "No document is kept here under that digest."))
		}
		params.Query = text
	}
	ours := e.persisted.texts[params.Query]
	if !ours && callerFrom(ctx).cookie && e.s.signIn.Demo == nil {
		return nil, refusals(ctx, domain.Refuse(domain.CodeNotAllowed, "A browser session may send the console's own documents only; programs sign in with a bearer token."))
	}
	if params.Query == "" {
		return nil, refusals(ctx, domain.RefuseField(domain.CodeBadRequest, "query", "No document was sent."))
	}
	if d, known := e.documents.Get(ctx, params.Query); known {
		return d, nil
	}
	if len(params.Query) > e.s.o.Limits.DocumentBytes && !ours {
		return nil, refusals(ctx, tooComplex("bytes", len(params.Query), e.s.o.Limits.DocumentBytes))
	}
	d, errs := e.check(ctx, params.Query)
	if len(errs) > 0 {
		return nil, errs
	}
	e.documents.Add(ctx, params.Query, d)
	return d, nil
}

// check parses and validates a document that was never seen.
func (e *endpoint) check(ctx context.Context, text string) (*document, gqlerror.List) {
	tree, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, e.s.o.Limits.Tokens)
	if err != nil {
		return nil, e.parseError(ctx, err)
	}
	if len(tree.Operations) == 0 {
		return nil, refusals(ctx, domain.RefuseField(domain.CodeBadRequest, "query", "The document holds no operation."))
	}
	shape, refusal := measure(tree, e.s.o.Limits)
	if refusal != nil {
		return nil, refusals(ctx, refusal)
	}
	if errs := e.validate(ctx, tree); len(errs) > 0 {
		return nil, errs
	}
	return &document{ast: tree, introspect: shape.introspects}, nil
}

// admitOperation asks what depends on the caller, the transport and the variables.
func (e *endpoint) admitOperation(ctx context.Context, d *document, operation *graphql.OperationContext) *domain.Error {
	kind, by := operation.Operation.Operation, laneFrom(ctx)
	switch {
	case kind != ast.Query && by == byGet:
		return domain.Refuse(domain.CodeNotAllowed, "Only queries may be sent in the address.")
	case kind == ast.Subscription && by == byPost:
		return domain.Refuse(domain.CodeNotAllowed, "Subscribe with Accept: text/event-stream, or by websocket.")
	case kind == ast.Mutation && countRoots(operation.Operation.SelectionSet) != 1:
		return domain.Refuse(domain.CodeNotAllowed, "Send one command per request.")
	case d.introspect && e.s.signIn.Demo == nil && !e.s.o.House.MayReadSchema(ctx):
		return domain.Refuse(domain.CodeForbidden, "Reading the schema needs the permission SCHEMA_READ.")
	}
	if field := e.wideInt(operation); field != "" {
		return domain.RefuseField(domain.CodeInvalid, field, "An Int has at most 32 bits.")
	}
	cost := e.weights.cost(operation)
	if cost > e.s.o.Limits.Cost {
		return tooComplex("cost", cost, e.s.o.Limits.Cost)
	}
	e.s.gauges.cost.Observe(float64(cost))
	if by == bySocket {
		return admitOnSocket(ctx, kind)
	}
	return nil
}

// countRoots counts the fields that an operation runs, those in fragments included.
func countRoots(set ast.SelectionSet) int {
	n := 0
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			if s.Name != "__typename" { // clients add it everywhere; it does nothing
				n++
			}
		case *ast.InlineFragment:
			n += countRoots(s.SelectionSet)
		case *ast.FragmentSpread:
			n += countRoots(s.Definition.SelectionSet)
		}
	}
	return n
}

func tooComplex(what string, is, limit int) *domain.Error {
	return domain.Refuse(domain.CodeTooComplex, "The request is too large: its %s may be at most %d.", what, limit).
		With(what, is).With("limit", limit)
}

// guardedFields are the fields that need a permission of their own.
func guardedFields(schema *ast.Schema) map[*ast.FieldDefinition]domain.Action {
	guarded := map[*ast.FieldDefinition]domain.Action{}
	for _, t := range schema.Types {
		for _, f := range t.Fields {
			if d := f.Directives.ForName("auth"); d != nil {
				guarded[f] = domain.Action(d.Arguments.ForName("action").Value.Raw)
			}
		}
	}
	return guarded
}

// guard answers a field with @auth for whoever holds its permission; for others it is null and FORBIDDEN at its path.
func (e *endpoint) guard(ctx context.Context, next graphql.Resolver) (any, error) {
	field := graphql.GetFieldContext(ctx).Field
	action, guarded := e.guarded[field.Definition]
	if !guarded || e.may(ctx, action) {
		return next(ctx)
	}
	return nil, domain.Refuse(domain.CodeForbidden, "Reading this needs the permission %s.", action)
}

func (e *endpoint) may(ctx context.Context, action domain.Action) bool {
	if action == domain.ReadSchema {
		return e.s.o.House.MayReadSchema(ctx)
	}
	return slices.Contains(domain.Actions(), action) && e.s.o.House.May(ctx, action)
}
