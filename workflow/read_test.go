package workflow_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// list asks for the first n.
func list(n int) workflow.List { return workflow.List{Page: domain.PageRequest{First: n}} }

// counted counts the statements that reach the database, each of a batch among them.
type counted struct{ statements atomic.Int64 }

func (c *counted) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	c.statements.Add(1)
	return ctx
}

func (c *counted) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func (c *counted) TraceBatchStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceBatchStartData) context.Context {
	return ctx
}

func (c *counted) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {
	c.statements.Add(1)
}

func (c *counted) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData) {}

func TestNodes_CostAsManyStatementsForOneAsForMany(t *testing.T) {
	t.Parallel()
	var count counted
	h := openHouse(t, foundation.New(t), &count)
	var ids []domain.ID
	for range 4 {
		inv := h.decide(h.enter(bill{net: 6_000_00}), "ulrike.hagenau", domain.DecideApprove)
		_, err := h.service.CodeInvoice(h.as("jana.koehlert"), h.coding(inv, "6000", "4100"))
		require.NoError(t, err)
		ids = append(ids, inv.ID)
	}
	reader := h.as("marit.holvaag")
	cost := func(ids []domain.ID) int64 {
		before := count.statements.Load()
		nodes, err := h.service.Nodes(reader, ids, ^workflow.Parts(0))
		require.NoError(t, err)
		for _, node := range nodes {
			require.NotNil(t, node.(*domain.Invoice).Route.ChangedFrom)
		}
		return count.statements.Load() - before
	}
	one := cost(ids[3:]) // the latest, which resembles the others: twins are one statement more
	require.Positive(t, one)
	require.Equal(t, one, cost(ids))
}
