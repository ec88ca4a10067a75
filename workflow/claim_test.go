package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect/fileledger"
	"countersign/domain"
)

func TestRoute_AsksNobodyForWhatIsSmallOrderedReceivedAndClean(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.budget("3100", 100_000_00)
	h.order("4500000001", 10, 10, 80_00)
	inv := h.enter(bill{order: "4500000001", count: 10, net: 800_00})
	require.Equal(t, domain.StatePosting, inv.State, "%v", inv.Checks)
	require.True(t, inv.Route.Automatic)
	require.Empty(t, inv.Tasks)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM decision WHERE outcome = 'AUTO_APPROVE' AND actor_kind = 'SYSTEM' AND duty IS NULL`))
	require.Equal(t, "10", h.billed("4500000001"))
	require.Equal(t, domain.StatePosted, h.drive(inv).State)

	// Above the cap, short of goods, or billed once more: people are asked.
	h.order("4500000002", 10, 10, 90_00)
	require.False(t, h.enter(bill{order: "4500000002", count: 10, net: 900_00}).Route.Automatic, "1,071.00 with VAT is above 1,000.00")
	h.order("4500000003", 10, 4, 50_00)
	short := h.enter(bill{order: "4500000003", count: 10, net: 500_00})
	require.False(t, short.Route.Automatic)
	require.Equal(t, domain.QuantityVariance, short.Match)
	again := h.enter(bill{order: "4500000001", count: 10, net: 800_00})
	require.Equal(t, domain.QuantityVariance, again.Match, "all ten were billed before")
	h.clean()
}

// Whatever becomes of a bill, its order and budget bear it exactly while it is on its way or posted.
func TestClaims_AreTakenAndGivenBackExactly(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.budget("3100", 100_000_00)
	h.budget("4100", 100_000_00)
	h.order("4500000001", 100, 100, 90_00)
	holds := func(what, quantity string, committed int64) {
		t.Helper()
		require.Equal(t, quantity, h.billed("4500000001"), what)
		require.Equal(t, committed, h.committed("3100"), what)
	}
	holds("nothing", "0", 0)
	inv := h.enter(bill{order: "4500000001", count: 20, net: 1_800_00})
	holds("entered", "20", 1_800_00)
	inv = h.decide(inv, "ulrike.hagenau", domain.DecideReturn)
	holds("returned", "0", 0)
	require.NoError(t, h.undo("ulrike.hagenau", inv, 1))
	holds("the return was undone", "20", 1_800_00)
	inv = h.decide(inv, "ulrike.hagenau", domain.DecideReject)
	holds("rejected", "0", 0)
	require.NoError(t, h.undo("ulrike.hagenau", inv, 1))
	holds("the rejection was undone", "20", 1_800_00)

	inv = h.invoice(inv.ID)
	_, err := h.service.UpdateInvoice(h.as("emre.tasdemir"), h.update(inv, "Agreed anew."))
	require.NoError(t, err)
	holds("changed in review", "20", 1_800_00)
	inv = h.invoice(inv.ID)
	_, err = h.service.CodeInvoice(h.as("emre.tasdemir"), h.coding(inv, "5000", "4100"))
	require.NoError(t, err)
	holds("coded on another centre", "20", 0)
	require.Equal(t, int64(1_800_00), h.committed("4100"))
	inv = h.invoice(inv.ID)
	_, err = h.service.CodeInvoice(h.as("emre.tasdemir"), h.coding(inv, "5000", "3100"))
	require.NoError(t, err)
	holds("and back", "20", 1_800_00)

	other := h.enter(bill{order: "4500000001", count: 15, net: 1_350_00})
	holds("a second bill", "35", 3_150_00)
	_, err = h.service.WithdrawInvoice(h.as("emre.tasdemir"), act(other.ID, other.Version, "Entered twice."))
	require.NoError(t, err)
	holds("and withdrawn", "20", 1_800_00)

	inv = h.approve(h.invoice(inv.ID))
	holds("approved", "20", 1_800_00)
	h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: fileledger.FaultDuplicate, Times: 1})
	inv = h.post(inv)
	require.Equal(t, domain.StateFailed, inv.State)
	holds("refused by the ledger", "20", 1_800_00)
	_, err = h.service.CodeInvoice(h.as("emre.tasdemir"), h.coding(inv, "6000", "3100"))
	require.NoError(t, err)
	holds("coded anew after the refusal", "20", 1_800_00)
	inv = h.post(h.approve(h.invoice(inv.ID)))
	require.Equal(t, domain.StatePosted, inv.State)
	holds("posted", "20", 1_800_00)
	_, err = h.service.ReversePosting(h.as("greta.sundermoor"), act(inv.ID, inv.Version, "Posted twice."))
	require.NoError(t, err)
	holds("while the ledger is asked to take it back", "20", 1_800_00)
	_, err = h.service.ResumePostings(t.Context(), -time.Hour)
	require.NoError(t, err)
	require.Equal(t, domain.StateCancelled, h.invoice(inv.ID).State)
	holds("reversed", "0", 0)
	h.clean()
}

func TestClaims_OfAPostingMoveWithItsYear(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.budget("3100", 100_000_00)
	year := h.now().Year()
	h.exec(`INSERT INTO budget (entity_id, id, center_code, year, amount) VALUES (2, $1, '3100', $2, 10000000) ON CONFLICT DO NOTHING`, domain.UUIDOf("next"), year+1)
	inv := h.enter(bill{})
	require.Equal(t, int64(1_000_00), h.committed("3100"))
	h.exec(`UPDATE period SET state = 'CLOSED' WHERE entity_id = 2`)
	_, err := h.service.DecideTask(h.as("ulrike.hagenau"), decision(step(inv), domain.DecideApprove))
	refused(t, err, domain.CodePeriodClosed)
	require.Equal(t, domain.StateInReview, h.invoice(inv.ID).State)
	h.exec(`UPDATE period SET state = 'OPEN' WHERE entity_id = 2 AND year = $1 AND number = 1`, year+1)
	inv = h.approve(inv)
	require.Equal(t, domain.NewDate(year+1, time.January, 1), inv.PostingOn)
	require.Equal(t, inv.PostingOn, inv.Posting.Body.PostingOn)
	require.Zero(t, h.committed("3100"))
	require.Equal(t, int64(1_000_00), value[int64](h, `SELECT committed FROM budget WHERE entity_id = 2 AND center_code = '3100' AND year = $1`, year+1))
	require.Equal(t, domain.StatePosted, h.post(inv).State)
}
