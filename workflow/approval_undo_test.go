package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect/fileledger"
	"countersign/domain"
)

// undo takes back the decision of a step, as the invoice stands.
func (h *house) undo(by string, inv *domain.Invoice, order int) error {
	h.t.Helper()
	task := h.invoice(inv.ID).Tasks[order-1]
	_, err := h.service.UndoDecision(h.as(by), act(task.ID, task.Version, ""))
	return err
}

func TestUndoDecision_OpensTheStepAgain(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.decide(h.enter(bill{net: 6_000_00}), "ulrike.hagenau", domain.DecideApprove)
	require.NoError(t, h.undo("ulrike.hagenau", inv, 1))
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StateInReview, inv.State)
	require.Equal(t, domain.TaskReady, inv.Tasks[0].State)
	require.Equal(t, domain.TaskPending, inv.Tasks[1].State)
	require.Nil(t, inv.Tasks[0].Decision, "a step that waits again shows no decision")
	require.Nil(t, inv.Route.Steps[0].Decision)
	require.Equal(t, 1, toldOf(inv, "decision.undone"))
	require.Equal(t, h.person("ulrike.hagenau"), value[domain.UUID](h, `SELECT person_id FROM inbox`), "it waits in one inbox")
	require.Error(t, h.undo("ulrike.hagenau", inv, 1), "there is nothing left to take back")
	inv = h.approve(inv)
	require.True(t, inv.Route.Steps[0].Decision.Standing, "the one that was made since")
	require.Equal(t, domain.StatePosted, h.post(inv).State)
	h.clean()
}

func TestUndoDecision_LeavesWhatAChangeVoided(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.decide(h.enter(bill{net: 6_000_00}), "ulrike.hagenau", domain.DecideApprove)
	require.NoError(t, h.undo("ulrike.hagenau", inv, 1))
	inv = h.decide(h.invoice(inv.ID), "ulrike.hagenau", domain.DecideApprove)
	_, err := h.service.CodeInvoice(h.as("emre.tasdemir"), h.coding(inv, "6000", "3100"))
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.TaskDone, inv.Tasks[0].State)
	require.False(t, inv.Tasks[0].Decision.Standing, "it was made, and fell: that stays to be seen")
	require.Nil(t, inv.Route.Steps[0].Decision, "nobody has decided in the new round")
	h.clean()
}

func TestUndoDecision_OfTheLastApprovalStopsItsPosting(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	h.later(undoWindow - time.Second)
	require.NoError(t, h.undo("ulrike.hagenau", inv, 1))
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StateInReview, inv.State)
	require.Nil(t, inv.Posting)
	inv = h.approve(inv)
	require.Equal(t, domain.StatePosted, h.post(inv).State)
	require.Len(t, h.books("DE01"), 1)
	h.clean()
}

func TestUndoDecision_BringsBackWhatWasTurnedDown(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for _, outcome := range []domain.DecisionKind{domain.DecideReject, domain.DecideReturn} {
		inv := h.decide(h.enter(bill{net: 6_000_00}), "ulrike.hagenau", outcome)
		require.NoError(t, h.undo("ulrike.hagenau", inv, 1))
		inv = h.invoice(inv.ID)
		require.Equal(t, domain.StateInReview, inv.State)
		require.Equal(t, domain.TaskReady, inv.Tasks[0].State)
		require.Equal(t, domain.TaskPending, inv.Tasks[1].State)
		require.Nil(t, waiting(inv, domain.TaskFixData))
		require.Equal(t, domain.StatePosting, h.approve(inv).State)
	}
	h.clean()
}

func TestUndoDecision_RefusesWhatIsTooLateOrNotOnesOwn(t *testing.T) {
	t.Parallel()
	h := setup(t)
	two := bill{net: 6_000_00}

	inv := h.decide(h.enter(two), "ulrike.hagenau", domain.DecideApprove)
	refused(t, h.undo("dieter.moosbrugger", inv, 1), domain.CodeForbidden)
	refused(t, h.undo("emre.tasdemir", inv, 1), domain.CodeForbidden)
	refused(t, h.undo("elodie.vasseurin", inv, 1), domain.CodeNotFound)
	refused(t, h.undo("dieter.moosbrugger", inv, 2), domain.CodeWrongState)
	h.decide(inv, "dieter.moosbrugger", domain.DecideApprove)
	refused(t, h.undo("ulrike.hagenau", inv, 1), domain.CodeWrongState) // somebody followed

	inv = h.decide(h.enter(two), "ulrike.hagenau", domain.DecideApprove)
	h.later(undoWindow + time.Second)
	require.Contains(t, refused(t, h.undo("ulrike.hagenau", inv, 1), domain.CodeWrongState).Message, "has passed")

	inv = h.decide(h.enter(two), "ulrike.hagenau", domain.DecideReturn)
	_, err := h.service.SubmitInvoice(h.as("emre.tasdemir"), act(inv.ID, inv.Version, ""))
	require.NoError(t, err)
	refused(t, h.undo("ulrike.hagenau", inv, 1), domain.CodeStale) // it was handed in again
	h.clean()
}

func TestUndoDecision_RefusesOnceTheLedgerWasAsked(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: fileledger.FaultDown})
	h.exec(`UPDATE posting SET retry_at = NULL`) // as if the window of another process were shorter
	h.drive(inv)
	require.Contains(t, refused(t, h.undo("ulrike.hagenau", inv, 1), domain.CodeWrongState).Message, "ledger has been asked")
	require.Equal(t, domain.StatePosting, h.invoice(inv.ID).State)
}
