package workflow_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/fileledger"
	"countersign/domain"
	"countersign/workflow"
)

// failed is an invoice that the ledger refused.
func (h *house) failed() *domain.Invoice {
	h.t.Helper()
	inv := h.approve(h.enter(bill{}))
	h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: fileledger.FaultClosed, Times: 1})
	inv = h.post(inv)
	require.Equal(h.t, domain.StateFailed, inv.State)
	return inv
}

// again is act for a second try of the same thing.
func again(in domain.ActInput) domain.ActInput {
	in.IdempotencyKey += "-again"
	return in
}

func TestRetryPosting_IsForWhoMayPostAndDidNotApprove(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.failed()
	task := waiting(inv, domain.TaskResolve)
	var asked []string
	for _, p := range task.Candidates {
		asked = append(asked, p.Name)
	}
	require.ElementsMatch(t, []string{"Greta Sundermoor", "Oskar Fenwald"}, asked)

	_, err := h.service.RetryPosting(h.as("ulrike.hagenau"), act(inv.ID, inv.Version, ""))
	refused(t, err, domain.CodeForbidden)
	h.holds("ulrike.hagenau", "ap_poster")
	_, err = h.service.RetryPosting(h.as("ulrike.hagenau"), again(act(inv.ID, inv.Version, "")))
	require.Equal(t, "SOD-011", refused(t, err, domain.CodeDutyConflict).Details["rule"], "an approver does not post")
	_, err = h.service.RetryPosting(h.as("greta.sundermoor"), act(inv.ID, inv.Version-1, ""))
	refused(t, err, domain.CodeStale)

	_, err = h.service.RetryPosting(h.as("greta.sundermoor"), act(inv.ID, inv.Version, ""))
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StatePosting, inv.State)
	require.Nil(t, waiting(inv, domain.TaskResolve))
	_, err = h.service.RetryPosting(h.as("greta.sundermoor"), act(inv.ID, inv.Version, ""))
	refused(t, err, domain.CodeWrongState)
	require.Equal(t, domain.StatePosted, h.drive(inv).State)
	require.Len(t, h.books("DE01"), 1)
	h.clean()
}

func TestRetryPosting_ByWhoSentItBarsThemFromApproving(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.holds("greta.sundermoor", "controller")
	inv := h.failed()
	_, err := h.service.RetryPosting(h.as("greta.sundermoor"), act(inv.ID, inv.Version, ""))
	require.NoError(t, err)
	h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: fileledger.FaultClosed, Times: 1})
	inv = h.drive(inv)
	_, err = h.service.CodeInvoice(h.as("emre.tasdemir"), h.coding(inv, "6000", "3100"))
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	h.exec(`UPDATE task SET candidates = $2 WHERE id = $1`, step(inv).ID.UUID, []domain.UUID{h.person("greta.sundermoor")})
	_, err = h.service.DecideTask(h.as("greta.sundermoor"), decision(step(inv), domain.DecideApprove))
	require.Equal(t, "SOD-011", refused(t, err, domain.CodeDutyConflict).Details["rule"])
}

func TestReversePosting_TakesItBackOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.post(h.approve(h.enter(bill{})))
	ask := act(inv.ID, inv.Version, "Posted to the wrong year.")
	_, err := h.service.ReversePosting(h.as("greta.sundermoor"), act(inv.ID, inv.Version, ""))
	require.Equal(t, "reason", refused(t, err, domain.CodeInvalid).Field)
	_, err = h.service.ReversePosting(h.as("ulrike.hagenau"), ask)
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.ReversePosting(h.as("greta.sundermoor"), ask)
	require.NoError(t, err)
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StatePosted, inv.State)
	_, err = h.service.ReversePosting(h.as("oskar.fenwald"), act(inv.ID, inv.Version, "I think so, too."))
	refused(t, err, domain.CodeWrongState)

	h.reverse(inv)
	after := h.invoice(inv.ID)
	require.Equal(t, domain.StateCancelled, after.State)
	require.Equal(t, domain.PostingReversed, after.Posting.State)
	require.NotEqual(t, *after.Posting.Reference, *after.Posting.ReversalReference)
	require.Len(t, h.books("DE01"), 2)
	h.reverse(inv)
	require.Len(t, h.books("DE01"), 2, "a repeated job reverses nothing twice")
	_, err = h.service.ReversePosting(h.as("greta.sundermoor"), act(inv.ID, after.Version, "Once more."))
	refused(t, err, domain.CodeWrongState)
	h.clean()
}

func TestPosting_OfAnotherConnectionIsRefusedAsItsPageSays(t *testing.T) {
	t.Parallel()
	h := setup(t)
	ctx := h.as("greta.sundermoor")
	posted := h.post(h.approve(h.enter(bill{})))
	for id, try := range map[domain.ID]func(context.Context, domain.ActInput) (*workflow.Item, error){
		posted.ID: h.service.ReversePosting, h.failed().ID: h.service.RetryPosting,
	} {
		h.exec(`UPDATE posting SET connector = 'former ledger' WHERE invoice_id = $1`, id.UUID)
		inv := h.invoice(id)
		can, err := h.service.CanInvoice(ctx, inv, []domain.Action{domain.PostInvoice})
		require.NoError(t, err)
		require.False(t, can[0].Allowed)
		require.Len(t, can[0].Reasons, 1)
		require.Equal(t, domain.DenyWrongState, can[0].Reasons[0].Code)
		_, err = try(ctx, act(inv.ID, inv.Version, "Posted to the wrong year."))
		told := refused(t, err, domain.CodeWrongState).Message
		require.Contains(t, told, "former ledger, which is not connected here")
		require.Equal(t, told, can[0].Reasons[0].Message, "who asks first is told the same")
		require.Equal(t, inv.Version, h.invoice(inv.ID).Version)
	}
}

// reverse drives the reversal of an invoice's posting once.
func (h *house) reverse(inv *domain.Invoice) {
	h.t.Helper()
	id := value[domain.UUID](h, `SELECT id FROM posting WHERE invoice_id = $1 AND effect = 'reverse'`, inv.ID.UUID)
	require.NoError(h.t, h.service.PostDocument(h.t.Context(), domain.PostDocument{Entity: inv.ID.Entity, Posting: id}))
}

func TestReversePosting_LostAnswersAreLookedForAndRefusalsAskedAgain(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.post(h.approve(h.enter(bill{})))
	_, err := h.service.ReversePosting(h.as("greta.sundermoor"), act(inv.ID, inv.Version, "Posted to the wrong year."))
	require.NoError(t, err)
	h.faults(fileledger.Fault{On: fileledger.OnReverse, Kind: fileledger.FaultClosed, Times: 1},
		fileledger.Fault{On: fileledger.OnReverse, Kind: fileledger.FaultLost, Times: 1})
	h.reverse(inv)
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StatePosted, inv.State)
	require.Equal(t, 1, toldOf(inv, "posting.reversal_refused"))

	_, err = h.service.ReversePosting(h.as("oskar.fenwald"), act(inv.ID, inv.Version, "The period is open again."))
	require.NoError(t, err, "what the ledger refused can be asked again")
	h.reverse(inv)
	require.Equal(t, "IN_DOUBT", value[string](h, `SELECT state FROM posting WHERE effect = 'reverse'`))
	require.Len(t, h.books("DE01"), 2)
	h.later(undoWindow)
	h.reverse(inv)
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.StateCancelled, inv.State)
	require.Len(t, h.books("DE01"), 2)
	h.clean()
}

func TestReversePosting_CountsInAnOpenPeriod(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.post(h.approve(h.enter(bill{})))
	h.exec(`UPDATE period SET state = 'CLOSED' WHERE entity_id = 2`)
	ask := act(inv.ID, inv.Version, "Posted to the wrong year.")
	_, err := h.service.ReversePosting(h.as("greta.sundermoor"), ask)
	refused(t, err, domain.CodePeriodClosed)
	next := domain.DateOf(h.now().AddDate(0, 0, 1-h.now().Day()).AddDate(0, 1, 0))
	h.exec(`UPDATE period SET state = 'OPEN' WHERE entity_id = 2 AND first_day = $1::text::date`, next.String())
	_, err = h.service.ReversePosting(h.as("greta.sundermoor"), ask)
	require.NoError(t, err)
	require.Equal(t, next.String(), value[string](h, `SELECT body->>'postingOn' FROM posting WHERE effect = 'reverse'`))
	h.reverse(inv)
	require.Equal(t, domain.StateCancelled, h.invoice(inv.ID).State)
}
