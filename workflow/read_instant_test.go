package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// halfway runs read, and commits change after read has begun and before it comes to table.
func (h *house) halfway(table, change string, read func()) {
	h.t.Helper()
	tx, err := h.pool.Pool.Begin(h.t.Context())
	require.NoError(h.t, err)
	defer func() { _ = tx.Rollback(h.t.Context()) }()
	_, err = tx.Exec(h.t.Context(), `LOCK TABLE `+table)
	require.NoError(h.t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		read()
	}()
	require.Eventually(h.t, func() bool {
		return value[int](h, `SELECT count(*)::int FROM pg_locks WHERE relation = $1::regclass AND NOT granted`, table) > 0
	}, 10*time.Second, time.Millisecond)
	_, err = tx.Exec(h.t.Context(), change)
	require.NoError(h.t, err)
	require.NoError(h.t, tx.Commit(h.t.Context()))
	<-done
}

func TestRead_ShowsAnInvoiceAndItsPostingAsOfOneInstant(t *testing.T) {
	t.Parallel()
	h := setup(t)
	const reverse = `UPDATE invoice SET state = 'CANCELLED'; UPDATE posting SET state = 'REVERSED'`
	const whole = ^workflow.Parts(0)
	ctx := h.as("marit.holvaag")
	for name, read := range map[string]func(id domain.ID) *domain.Invoice{
		"by id": func(id domain.ID) *domain.Invoice {
			nodes, err := h.service.Nodes(ctx, []domain.ID{id}, whole)
			require.NoError(t, err)
			return nodes[0].(*domain.Invoice)
		},
		"in a list": func(domain.ID) *domain.Invoice {
			page, err := h.service.Invoices(ctx, domain.InvoiceFilter{}, workflow.List{Page: domain.PageRequest{First: 1}, Parts: whole})
			require.NoError(t, err)
			return page.Items[0]
		},
	} {
		inv := h.post(h.approve(h.enter(bill{})))
		var seen *domain.Invoice
		h.halfway("posting", reverse, func() { seen = read(inv.ID) })
		require.Equal(t, domain.StatePosted, seen.State, name)
		require.Equal(t, domain.PostingConfirmed, seen.Posting.State, name)
		seen = read(inv.ID)
		require.Equal(t, domain.StateCancelled, seen.State, name)
		require.Equal(t, domain.PostingReversed, seen.Posting.State, name)
	}
}

func TestRead_ShowsATaskAndItsInvoiceAsOfOneInstant(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{})
	task := step(inv)
	const decide = `DELETE FROM inbox; UPDATE task SET state = 'DONE'; UPDATE invoice SET state = 'POSTING'`
	for name, read := range map[string]func() *domain.Task{
		"by id": func() *domain.Task {
			nodes, err := h.service.Nodes(h.as("ulrike.hagenau"), []domain.ID{task.ID}, 0)
			require.NoError(t, err)
			return nodes[0].(*domain.Task)
		},
		"in the inbox": func() *domain.Task {
			page, err := h.service.Inbox(h.as("ulrike.hagenau"), domain.TaskFilter{}, list(1))
			require.NoError(t, err)
			return page.Items[0]
		},
	} {
		h.exec(`INSERT INTO inbox (entity_id, id, task_id, person_id, kind, due_at, created_at)
			SELECT entity_id, id, id, candidates[1], kind, now(), now() FROM task ON CONFLICT DO NOTHING`)
		h.exec(`UPDATE task SET state = 'READY'; UPDATE invoice SET state = 'IN_REVIEW'`)
		var seen *domain.Task
		h.halfway("invoice", decide, func() { seen = read() })
		require.Equal(t, domain.TaskReady, seen.State, name)
		require.Equal(t, domain.StateInReview, seen.Subject.State, name)
	}
}
