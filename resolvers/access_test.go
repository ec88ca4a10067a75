package resolvers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/resolvers"
	"countersign/store"
	"countersign/store/storetest"
	"countersign/workflow"
)

// history is the demo group with a short history, loaded once and cloned for each test.
var history = storetest.Prepare(func(url string) error {
	db, err := store.Open(context.Background(), store.Options{URL: url})
	if err != nil {
		return err
	}
	defer db.Close()
	return workflow.LoadDemo(context.Background(), db, workflow.Demo{Seed: 1, Invoices: 60, Now: time.Now().UTC().Truncate(time.Second)}, nil)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if err := history.Drop(); err != nil {
		fmt.Fprintln(os.Stderr, "drop what tests cloned from:", err)
	}
	os.Exit(code)
}

// counter counts statements.
type counter struct{ statements atomic.Int64 }

func (c *counter) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	c.statements.Add(1)
	return ctx
}
func (c *counter) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
func (c *counter) TraceBatchStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceBatchStartData) context.Context {
	c.statements.Add(int64(data.Batch.Len()))
	return ctx
}
func (c *counter) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}
func (c *counter) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData)     {}

// counted answers documents as an auditor and counts the statements of each.
func counted(t *testing.T) func(document string) int64 {
	t.Helper()
	return countedOn(t, history.New(t))
}

func countedOn(t *testing.T, base *storetest.DB) func(document string) int64 {
	t.Helper()
	return countedFor(t, base, "marit.holvaag@kaldervik.example")
}

func countedFor(t *testing.T, base *storetest.DB, email string) func(document string) int64 {
	t.Helper()
	seen := &counter{}
	db, err := store.Open(t.Context(), store.Options{URL: base.URL, Tracer: seen})
	require.NoError(t, err)
	t.Cleanup(db.Close)
	service, err := workflow.New(t.Context(), workflow.Options{DB: db})
	require.NoError(t, err)
	person, err := service.PersonByEmail(t.Context(), email)
	require.NoError(t, err)
	ctx := domain.WithActor(t.Context(), domain.Actor{Kind: domain.ActorPerson, ID: person.ID.UUID, Name: person.Name, RequestID: "test"})
	exec := executor.New(resolvers.NewSchema(service))
	return func(document string) int64 {
		t.Helper()
		before := seen.statements.Load()
		ctx := graphql.StartOperationTrace(ctx)
		op, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: document})
		require.Empty(t, errs)
		answer, ctx := exec.DispatchOperation(ctx, op)
		got := answer(ctx)
		require.Empty(t, got.Errors)
		require.True(t, json.Valid(got.Data))
		return seen.statements.Load() - before
	}
}

// A list costs as many statements as a short one, whatever is asked of each.
func TestAccess_ListsCostAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	count := counted(t)
	for name, list := range map[string]string{
		"people": `{ users(first: %d) { edges { node { access { uses lastUsedAt conflicts { rule { key } } paths { grant { role { key } } } }
			grants { id } conflicts { kind objects(first: 3) { edges { node { subject leftEvent { text } } } } } } } } }`,
		"people, then": `{ users(first: %d) { edges { node { access(asOf: "` + time.Now().AddDate(0, -2, 0).UTC().Format(time.RFC3339) + `") { uses action } } } } }`,
		"conflicts":    `{ sodConflicts(first: %d) { totalCount { value } edges { node { user { ... on User { name } } objects(first: 3) { edges { node { subject } } } } } } }`,
	} {
		one, many := fmt.Sprintf(list, 2), fmt.Sprintf(list, 40)
		count(one) // a past rulebook is loaded once
		few := count(one)
		require.LessOrEqual(t, count(many), few+2, "%s: only among many may somebody have what is asked for", name)
		require.Less(t, few, int64(14), name)
	}
	roles := count(`{ roles { key actions inherits { key } grants(first: 50) { edges { node { id } } }
		internalConflicts { key } unusedActions(days: 90) history { name record { reason } } } }`)
	require.Less(t, roles, int64(7), "all roles with holders, uses and versions")
}
