package workflow_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
	"countersign/workflow"
)

// written is how many rows, events and jobs a change of these tests left behind.
func (h *house) written(id domain.ID) [3]int {
	h.t.Helper()
	return [3]int{
		value[int](h, `SELECT count(*)::int FROM job WHERE id = $1`, id.UUID),
		value[int](h, `SELECT count(*)::int FROM event WHERE subject_id = $1`, id.UUID),
		value[int](h, `SELECT count(*)::int FROM river_job WHERE kind = 'resume_lost'`),
	}
}

func TestChange_KeepsRowsEventsAndJobsTogetherOrNotAtAll(t *testing.T) {
	t.Parallel()
	h := setup(t)
	ctx := h.as("emre.tasdemir")
	actor, err := domain.ActorFrom(ctx)
	require.NoError(t, err)
	other, err := domain.ActorFrom(h.as("jana.koehlert"))
	require.NoError(t, err)
	id := domain.ID{Kind: domain.NodeIntake, Entity: 2, UUID: domain.UUIDOf("one")}
	allowed := func(actor domain.Actor, record string) authz.Permit {
		p, err := h.service.Allow(actor, domain.EnterInvoice, domain.Facts{Kind: domain.NodeIntake, Entity: 2, ID: domain.UUIDOf(record)})
		require.NoError(t, err)
		return p
	}
	happened := domain.Happened("test.happened", id, "Something happened.")
	for name, record := range map[string]func(context.Context, *workflow.Work) error{
		"no event":                  func(context.Context, *workflow.Work) error { return nil },
		"an event without a permit": func(_ context.Context, w *workflow.Work) error { w.Follow(happened); return nil },
		"an empty permit":           func(ctx context.Context, w *workflow.Work) error { return w.Record(ctx, authz.Permit{}, happened) },
		"a permit for another record": func(ctx context.Context, w *workflow.Work) error {
			return w.Record(ctx, allowed(actor, "two"), happened)
		},
		"the permit of somebody else": func(ctx context.Context, w *workflow.Work) error {
			return w.Record(ctx, allowed(other, "one"), happened)
		},
		"an event before its permit": func(ctx context.Context, w *workflow.Work) error {
			w.Follow(happened)
			return w.Record(ctx, allowed(actor, "one"), happened)
		},
		"a failure after all was written": func(ctx context.Context, w *workflow.Work) error {
			return errors.Join(w.Record(ctx, allowed(actor, "one"), happened), errors.New("the power failed"))
		},
	} {
		err := h.service.Change(ctx, "test", 2, func(w *workflow.Work) error {
			w.Enqueue(domain.ResumeLost{})
			if err := w.Touch(ctx, id); err != nil {
				return err
			}
			return record(ctx, w)
		})
		require.Equal(t, domain.CodeInternal, domain.CodeOf(err), "%s: %v", name, err)
		require.Equal(t, [3]int{0, 0, 0}, h.written(id), name)
	}
	require.NoError(t, h.service.Change(ctx, "test", 2, func(w *workflow.Work) error {
		w.Enqueue(domain.ResumeLost{})
		if err := w.Record(ctx, allowed(actor, "one"), happened); err != nil {
			return err
		}
		w.Follow(domain.Happened("test.followed", id, "And so did this."))
		return w.Touch(ctx, id)
	}))
	require.Equal(t, [3]int{1, 2, 1}, h.written(id))
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM event WHERE subject_id = $1 AND command = 'test' AND actor_id = $2
		AND authority = 'through role AP clerk, entity DE01' AND request_id = 'test'`, id.UUID, actor.ID))
	require.Equal(t, []string{"test.happened", "test.followed"}, value[[]string](h, `SELECT array_agg(kind ORDER BY id) FROM event WHERE subject_id = $1`, id.UUID))
}

func TestChange_TakesOnRightsThatMovedMeanwhile(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	inv := h.enter(bill{net: 6_000_00})
	ctx := h.as("ulrike.hagenau")
	h.exec(`UPDATE role_grant SET valid_to = now() - interval '1 second' WHERE person_id = $1`, h.person("ulrike.hagenau"))
	_, err := second.Invoices(ctx, domain.InvoiceFilter{}, list(1))
	require.NoError(t, err)
	h.exec(`UPDATE world SET authz = authz + 1`)
	for _, service := range []*workflow.Service{h.service, second} {
		_, err := service.DecideTask(ctx, decision(step(inv), domain.DecideApprove))
		require.Contains(t, []domain.Code{domain.CodeNotFound, domain.CodeForbidden}, domain.CodeOf(err))
		page, err := service.Invoices(ctx, domain.InvoiceFilter{}, list(1))
		require.NoError(t, err)
		require.Empty(t, page.Items)
	}
	h.exec(`UPDATE role_grant SET valid_to = NULL WHERE person_id = $1`, h.person("ulrike.hagenau"))
	h.exec(`UPDATE world SET authz = authz + 1`)
	_, err = second.DecideTask(ctx, decision(step(inv), domain.DecideApprove))
	require.NoError(t, err)
}

func TestChange_TurnsAwayWhoHasLeft(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	inv := h.enter(bill{})
	ctx, in := h.input(bill{})
	approver := h.as("ulrike.hagenau")
	h.leaves("emre.tasdemir")
	h.leaves("ulrike.hagenau")
	for _, service := range []*workflow.Service{h.service, second} {
		_, err := service.CreateInvoice(ctx, in)
		refused(t, err, domain.CodeUnauthenticated)
		_, err = service.DecideTask(approver, decision(step(inv), domain.DecideApprove))
		refused(t, err, domain.CodeUnauthenticated)
		_, err = service.Inbox(approver, domain.TaskFilter{}, list(1))
		refused(t, err, domain.CodeUnauthenticated)
		_, err = service.Me(approver)
		refused(t, err, domain.CodeUnauthenticated)
		require.False(t, service.May(approver, domain.ApproveInvoice))
	}
}
