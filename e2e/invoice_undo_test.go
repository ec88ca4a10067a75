package e2e_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// decided is the step's task after it was decided.
func (c *client) decided(inv *invoice, order int) *task {
	c.t.Helper()
	for _, t := range c.invoice(inv.ID).Tasks {
		if t.Kind == "APPROVE" && t.Step == order {
			return &t
		}
	}
	c.t.Fatalf("there is no step %d", order)
	return nil
}

// undo takes back one's decision of a step.
func (c *client) undo(inv *invoice, order int) {
	c.t.Helper()
	t := c.decided(inv, order)
	c.do(undoDecision, act(t.ID, t.Version, ""))
}

func TestUndo_ADecisionIsTakenBackInItsWindow(t *testing.T) {
	t.Parallel()
	const window = 5 * time.Second
	h := open(t, options{env: []string{"COUNTERSIGN_UNDO=" + window.String()}})
	inv := h.arrive(12_000)
	first := h.as(local(inv.open("APPROVE").Candidates[0]))
	first.decide(inv.open("APPROVE"), "APPROVE")
	inv = first.invoice(inv.ID)
	require.Equal(t, "APPROVE", inv.Route.Steps[0].Decision.Outcome)
	second := h.as(local(inv.open("APPROVE").Candidates[0]))

	t1 := second.decided(inv, 1)
	second.refused("FORBIDDEN", undoDecision, act(t1.ID, t1.Version, ""))
	first.refused("STALE", undoDecision, act(t1.ID, t1.Version-1, ""))
	first.undo(inv, 1)
	inv = first.invoice(inv.ID)
	require.Equal(t, "IN_REVIEW", inv.State)
	require.Equal(t, "READY", inv.Route.Steps[0].State)
	require.Nil(t, inv.Route.Steps[0].Decision, "what was taken back is shown no more")
	require.Equal(t, "PENDING", inv.Route.Steps[1].State)
	require.Contains(t, inv.told(), "decision.undone", "the log keeps both")
	require.Contains(t, inv.told(), "invoice.approved")

	h.approve(inv)
	inv = second.invoice(inv.ID)
	require.Equal(t, "POSTING", inv.State)
	second.undo(inv, 2)
	inv = second.invoice(inv.ID)
	require.Equal(t, "IN_REVIEW", inv.State)
	require.Nil(t, inv.Posting, "nothing is meant for the ledger any more")
	require.NotNil(t, inv.Route.Steps[0].Decision)
	require.Nil(t, inv.Route.Steps[1].Decision)
	time.Sleep(window + time.Second)
	require.Empty(t, h.posted(), "what was taken back never comes to the ledger")

	h.approve(inv)
	inv = h.as(auditor).state(inv.ID, "POSTED")
	late := second.decided(inv, 2)
	second.refused("WRONG_STATE", undoDecision, act(late.ID, late.Version, ""))
	require.Equal(t, map[string]int{inv.Number: 1}, h.posted())
	h.clean()
}

func TestUndo_IsRefusedAfterItsWindow(t *testing.T) {
	t.Parallel()
	h := open(t, options{env: []string{"COUNTERSIGN_UNDO=1s"}})
	inv := h.arrive(12_000)
	first := h.as(local(inv.open("APPROVE").Candidates[0]))
	first.decide(inv.open("APPROVE"), "APPROVE")
	time.Sleep(1100 * time.Millisecond)
	t1 := first.decided(inv, 1)
	told := first.refused("WRONG_STATE", undoDecision, act(t1.ID, t1.Version, ""))
	require.Contains(t, told.Message, "has passed")
	require.True(t, first.invoice(inv.ID).Route.Steps[0].Decision.Standing)
	h.clean()
}
