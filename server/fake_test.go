package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"countersign/domain"
	"countersign/workflow"
)

// smallSDL is a contract with one field for each way that an operation can go.
const smallSDL = `
directive @auth(action: Action!) on FIELD_DEFINITION
directive @cost(weight: Int!, per: String) on FIELD_DEFINITION
enum Action { SCHEMA_READ AUDIT_READ }
type Query {
  hello: String! me: String! requestId: String! slow: String panics: String broken: String refused: String
  secret: String @auth(action: AUDIT_READ) schemaSecret: String @auth(action: SCHEMA_READ)
  count(n: Int, in: ActInput): Int row: Row many: [Row!]!
  rows(first: Int, last: Int, after: String): RowConnection! @cost(weight: 2, per: "first")
  page(first: Int = 20): [Row!]! @cost(weight: 2, per: "first")
  byIds(ids: [String!]!): [Row!]! @cost(weight: 3, per: "ids")
}
type RowConnection { edges: [RowEdge!]! pageInfo: PageInfo! totalCount: Int! @cost(weight: 10) }
type RowEdge { cursor: String! node: Row! }
type PageInfo { hasNextPage: Boolean! }
type Row { id: ID! name: String! money: Money parent: Row children: [Row!]! checks: [Check!]! @cost(weight: 2) }
type Check { rule: String! }
type Money { amount: String! }
type Mutation { act(input: ActInput!): String! other: String! }
input ActInput { note: String amount: Int lines: [LineInput!] }
input LineInput { n: Int! }
type Subscription { ticks(count: Int!): Int! breaks(count: Int!): Int! forever: Int! }
`

// smallSchema runs smallSDL. Composite fields answer null; what the tests look at is what happens before.
type smallSchema struct{ schema *ast.Schema }

func newSmallSchema() smallSchema {
	return smallSchema{gqlparser.MustLoadSchema(&ast.Source{Input: smallSDL})}
}

func (s smallSchema) Schema() *ast.Schema { return s.schema }

func (smallSchema) Complexity(context.Context, string, string, int, map[string]any) (int, bool) {
	return 0, false
}

func (s smallSchema) Exec(ctx context.Context) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	fields := graphql.CollectFields(operation, operation.Operation.SelectionSet, []string{"Query", "Mutation", "Subscription"})
	if operation.Operation.Operation == ast.Subscription {
		return s.ticks(ctx, fields[0])
	}
	done := false
	return func(ctx context.Context) *graphql.Response {
		if done {
			return nil
		}
		done = true
		data := map[string]any{}
		for _, f := range fields {
			data[f.Alias] = s.field(ctx, operation, f)
		}
		text, err := json.Marshal(data)
		if err != nil {
			panic(err)
		}
		return &graphql.Response{Data: text}
	}
}

// field runs one field as the generated code does: recovering, through the field middleware, errors to the presenter.
func (s smallSchema) field(ctx context.Context, operation *graphql.OperationContext, f graphql.CollectedField) (value any) {
	ctx = graphql.WithFieldContext(ctx, &graphql.FieldContext{Object: "Query", Field: f, Args: f.ArgumentMap(operation.Variables)})
	defer func() {
		if what := recover(); what != nil {
			graphql.AddError(ctx, operation.Recover(ctx, what))
			value = nil
		}
	}()
	value, err := operation.ResolverMiddleware(ctx, func(ctx context.Context) (any, error) { return answer(ctx, f.Name) })
	if err != nil {
		graphql.AddError(ctx, err)
		return nil
	}
	return value
}

func answer(ctx context.Context, field string) (any, error) {
	actor, _ := domain.ActorFrom(ctx)
	switch field {
	case "__typename":
		return "Query", nil
	case "hello", "act", "other", "secret", "schemaSecret":
		return "world", nil
	case "me":
		return actor.Name, nil
	case "requestId":
		return actor.RequestID, nil
	case "slow":
		<-ctx.Done()
		return nil, ctx.Err()
	case "panics":
		panic("the secret of the panic")
	case "broken":
		return nil, errors.New("the secret of the database")
	case "refused":
		return nil, domain.RefuseField(domain.CodeStale, "version", "It changed meanwhile.").With("current", 7)
	}
	return nil, nil
}

// ticks counts to its argument, or waits for ever. What breaks adds its error as a resolver does whose channel is out.
func (s smallSchema) ticks(opened context.Context, f graphql.CollectedField) graphql.ResponseHandler {
	n := 0
	limit := number(f.Arguments.ForName("count"), graphql.GetOperationContext(opened).Variables)
	return func(ctx context.Context) *graphql.Response {
		if f.Name == "forever" || n >= limit {
			switch f.Name {
			case "forever":
				<-ctx.Done()
			case "breaks":
				graphql.AddError(opened, errors.New("the secret of the database"))
			}
			return nil
		}
		n++
		var b bytes.Buffer
		_ = json.NewEncoder(&b).Encode(map[string]int{f.Alias: n})
		return &graphql.Response{Data: b.Bytes()}
	}
}

// smallHouse is a business of three people and one shelf of files.
type smallHouse struct {
	mu         sync.Mutex
	people     map[string]*domain.User
	files      map[domain.ID][]byte
	received   []workflow.ReceiveFile
	maySchema  bool
	mayAudit   bool
	outOfOrder bool
	asked      int
	refused    []workflow.SignInRefused
}

func newSmallHouse() *smallHouse {
	h := &smallHouse{people: map[string]*domain.User{}, files: map[domain.ID][]byte{}}
	for _, name := range []string{"Ana", "Bo", "Cy"} {
		email := map[string]string{"Ana": "ana@example.com", "Bo": "bo@example.com", "Cy": "cy@example.com"}[name]
		h.people[email] = &domain.User{ID: domain.ID{Kind: domain.NodeUser, UUID: domain.UUIDOf(name)}, Name: name, Email: email, Title: "Clerk", Active: true}
	}
	return h
}

func (h *smallHouse) leave(email string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	gone := *h.people[email]
	gone.Active = false
	h.people[email] = &gone
}

func (h *smallHouse) PersonByEmail(_ context.Context, email string) (*domain.User, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked++
	if h.outOfOrder {
		return nil, errors.New("the secret of the database")
	}
	if p := h.people[email]; p != nil {
		return p, nil
	}
	return nil, domain.Refuse(domain.CodeNotFound, "Nobody.")
}

func (h *smallHouse) DemoPeople(context.Context) ([]workflow.DemoPerson, error) {
	return []workflow.DemoPerson{
		{User: h.people["ana@example.com"], Entity: "DE01", Hint: "AP clerk"}, {User: h.people["bo@example.com"], Entity: "DE01"},
	}, nil
}

func (h *smallHouse) MayReadSchema(context.Context) bool { return h.maySchema }

func (h *smallHouse) May(_ context.Context, action domain.Action) bool {
	return action == domain.ReadAudit && h.mayAudit
}

func (h *smallHouse) ReceiveFile(ctx context.Context, in workflow.ReceiveFile) (*domain.Intake, error) {
	if _, err := domain.ActorFrom(ctx); err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if in.Entity == 9 {
		return nil, domain.Refuse(domain.CodeForbidden, "Not there.")
	}
	id := domain.ID{Kind: domain.NodeIntake, Entity: in.Entity, UUID: domain.UUIDOf("intake", string(in.Content))}
	h.received = append(h.received, in)
	h.files[domain.ID{Kind: domain.NodeEvidence, Entity: in.Entity, UUID: id.UUID}] = in.Content
	return &domain.Intake{ID: id}, nil
}

// EvidenceArchive answers request 9 and is cut short in request 15.
func (h *smallHouse) EvidenceArchive(_ context.Context, in workflow.AskEvidence, begin func(name string) io.Writer) error {
	if in.Number != 9 && in.Number != 15 {
		return domain.Refuse(domain.CodeNotFound, "There is no request %d.", in.Number)
	}
	if _, err := io.WriteString(begin("evidence.zip"), in.Entity.String()+in.From.Format(time.RFC3339)); err != nil || in.Number == 9 {
		return err
	}
	return errors.New("the database went away")
}

func (h *smallHouse) RecordRefusedSignIns(_ context.Context, list []workflow.SignInRefused) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.outOfOrder {
		return errors.New("the secret of the database")
	}
	h.refused = append(h.refused, list...)
	return nil
}

func (h *smallHouse) File(_ context.Context, id domain.ID) (*domain.Evidence, []byte, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	content, there := h.files[id]
	if !there {
		return nil, nil, domain.Refuse(domain.CodeNotFound, "There is no such file.")
	}
	return &domain.Evidence{ID: id, Name: "Rechnung \"7\".html", MediaType: "text/html", Bytes: len(content), SHA256: "abc", AddedAt: time.Unix(1, 0)}, content, nil
}
