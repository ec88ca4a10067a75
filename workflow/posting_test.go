package workflow_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect/fileledger"
	"countersign/domain"
)

// faults makes these the faults of the house's ledger.
func (h *house) faults(faults ...fileledger.Fault) {
	h.t.Helper()
	for i := range faults {
		faults[i].ID = h.t.Name() + string(rune('a'+i))
	}
	require.NoError(h.t, fileledger.WriteFaults(h.ledger, faults...))
}

// books are the lines of an entity's journal.
func (h *house) books(entity string) []string {
	h.t.Helper()
	text, err := os.ReadFile(filepath.Join(h.ledger, entity+".jsonl"))
	if os.IsNotExist(err) {
		return nil
	}
	require.NoError(h.t, err)
	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// toldOf counts the events of an invoice of a kind.
func toldOf(inv *domain.Invoice, kind string) int {
	n := 0
	for _, e := range inv.Events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func TestPostDocument_EveryFaultEndsInTheRightState(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for _, c := range []struct {
		kind   fileledger.FaultKind
		delay  time.Duration
		state  domain.PostingState
		told   string
		pause  time.Duration // until the next try
		posted int           // documents in the ledger after the first try
	}{
		{fileledger.FaultSlow, time.Millisecond, domain.PostingConfirmed, "invoice.posted", 0, 1},
		{fileledger.FaultLate, time.Millisecond, domain.PostingConfirmed, "invoice.posted", 0, 1},
		{fileledger.FaultDown, 0, domain.PostingPending, "posting.postponed", time.Second, 0},
		{fileledger.FaultDropped, 0, domain.PostingInDoubt, "posting.in_doubt", time.Second, 0},
		{fileledger.FaultLost, 0, domain.PostingInDoubt, "posting.in_doubt", time.Second, 1},
		{fileledger.FaultThrottled, 90 * time.Second, domain.PostingPending, "posting.postponed", 90 * time.Second, 0},
		{fileledger.FaultAuth, 0, domain.PostingPending, "posting.postponed", time.Second, 0},
		{fileledger.FaultDuplicate, 0, domain.PostingRefused, "invoice.posting_refused", 0, 0},
		{fileledger.FaultClosed, 0, domain.PostingRefused, "invoice.posting_refused", 0, 0},
	} {
		inv := h.approve(h.enter(bill{}))
		before := len(h.books("DE01"))
		h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: c.kind, Delay: fileledger.Duration(c.delay), Times: 1})
		inv = h.post(inv)
		require.Equal(t, c.state, inv.Posting.State, c.kind)
		require.Equal(t, 1, toldOf(inv, c.told), c.kind)
		require.Len(t, h.books("DE01"), before+c.posted, c.kind)
		if c.pause > 0 {
			require.Equal(t, domain.StatePosting, inv.State, c.kind)
			require.NotEmpty(t, *inv.Posting.Problem, c.kind)
			wait := inv.Posting.RetryAt.Sub(inv.Posting.UpdatedAt)
			require.Equal(t, c.pause, wait, c.kind)
			require.Equal(t, c.state, h.drive(inv).Posting.State, "%s: it is tried before its time", c.kind)
			h.later(c.pause)
			inv = h.drive(inv)
		}
		if c.state == domain.PostingRefused {
			require.Equal(t, domain.StateFailed, inv.State, c.kind)
			require.NotNil(t, waiting(inv, domain.TaskResolve), c.kind)
			continue
		}
		require.Equal(t, domain.StatePosted, inv.State, c.kind)
		require.Equal(t, domain.PostingConfirmed, inv.Posting.State, c.kind)
		require.NotEmpty(t, *inv.Posting.Reference, c.kind)
		require.Len(t, h.books("DE01"), before+1, c.kind)
	}
	h.clean()
}

func TestPostDocument_DoubtIsLookedForBeforeAnythingIsSentAgain(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: fileledger.FaultDropped, Times: 1},
		fileledger.Fault{On: fileledger.OnFind, Kind: fileledger.FaultAuth, Times: 1})
	inv = h.post(inv)
	h.later(time.Second)
	inv = h.drive(inv)
	require.Equal(t, domain.PostingInDoubt, inv.Posting.State, "nobody could look")
	h.later(2 * time.Second)
	inv = h.drive(inv)
	require.Equal(t, domain.StatePosted, inv.State)
	require.Equal(t, 2, toldOf(inv, "posting.find"))
	require.Equal(t, 1, toldOf(inv, "posting.absent"))
	require.Equal(t, 2, toldOf(inv, "posting.put"))
	require.Len(t, h.books("DE01"), 1)
}

func TestPostDocument_DoubtIsNotGivenUpWhenTheLedgerIsSetUpWrongly(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: fileledger.FaultLost, Times: 1})
	inv = h.post(inv)
	h.later(time.Second)
	file := filepath.Join(h.ledger, "faults.json")
	require.NoError(t, os.WriteFile(file, []byte("no faults at all"), 0o600)) // a connection that somebody set up wrongly
	inv = h.drive(inv)
	require.Equal(t, domain.PostingInDoubt, inv.Posting.State, "given up, it could be posted twice")
	require.NoError(t, os.Remove(file))
	h.later(2 * time.Second)
	require.Equal(t, domain.StatePosted, h.drive(inv).State)
	require.Len(t, h.books("DE01"), 1)
	h.clean()
}

func TestPostDocument_WaitsUntilTheApprovalCannotBeTakenBack(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	h.later(undoWindow - time.Second)
	require.Equal(t, domain.PostingPending, h.drive(inv).Posting.State)
	n, err := h.service.ResumePostings(t.Context(), time.Millisecond)
	require.NoError(t, err)
	require.Zero(t, n, "who looks for lost postings waits, too")
	h.later(time.Second)
	require.Equal(t, domain.PostingConfirmed, h.drive(inv).Posting.State)
}

func TestPostDocument_LeavesAnAttemptOfSomebodyElseAlone(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	h.later(undoWindow)
	h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: fileledger.FaultSlow, Delay: fileledger.Duration(400 * time.Millisecond), Times: 1})
	first := make(chan error, 1)
	p := inv.Posting
	go func() {
		first <- h.service.PostDocument(t.Context(), domain.PostDocument{Entity: p.ID.Entity, Posting: p.ID.UUID})
	}()
	require.Eventually(t, func() bool { return h.invoice(inv.ID).Posting.State == domain.PostingSent }, 5*time.Second, 5*time.Millisecond)
	require.Equal(t, 1, h.drive(inv).Posting.Attempts)
	require.NoError(t, <-first)
	require.Equal(t, domain.StatePosted, h.invoice(inv.ID).State)
	require.Len(t, h.books("DE01"), 1)
}

func TestPostDocument_AnAttemptThatWasOvertakenRecordsNothing(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	h.later(undoWindow)
	h.faults(fileledger.Fault{On: fileledger.OnPut, Kind: fileledger.FaultSlow, Delay: fileledger.Duration(700 * time.Millisecond), Times: 1})
	first := make(chan error, 1)
	p := inv.Posting
	go func() {
		first <- h.service.PostDocument(t.Context(), domain.PostDocument{Entity: p.ID.Entity, Posting: p.ID.UUID})
	}()
	require.Eventually(t, func() bool { return h.invoice(inv.ID).Posting.State == domain.PostingSent }, 5*time.Second, 5*time.Millisecond)
	h.later(time.Minute) // the first is taken for dead
	n, err := h.service.ResumePostings(t.Context(), 30*time.Second)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	inv = h.invoice(inv.ID)
	require.Equal(t, domain.PostingConfirmed, inv.Posting.State)
	require.NoError(t, <-first)
	after := h.invoice(inv.ID)
	require.Equal(t, inv.Posting.Version, after.Posting.Version)
	require.Equal(t, len(inv.Events), len(after.Events))
	require.Len(t, h.books("DE01"), 1)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM posting_attempt WHERE ended_at IS NULL`), "the overtaken one never ended")
	h.clean()
}

func TestResumePostings_TakesUpWhatWasLostAndNothingElse(t *testing.T) {
	t.Parallel()
	h := setup(t)
	var lost []*domain.Invoice
	for range 3 {
		lost = append(lost, h.approve(h.enter(bill{})))
	}
	h.later(undoWindow + time.Minute) // their jobs never ran
	fresh := h.approve(h.enter(bill{}))
	n, err := h.service.ResumePostings(t.Context(), 30*time.Second)
	require.NoError(t, err)
	require.Equal(t, 3, n)
	for _, inv := range lost {
		require.Equal(t, domain.StatePosted, h.invoice(inv.ID).State)
	}
	require.Equal(t, domain.StatePosting, h.invoice(fresh.ID).State)
	n, err = h.service.ResumePostings(t.Context(), 30*time.Second)
	require.NoError(t, err)
	require.Zero(t, n)
}

func TestPostDocument_RefusesWhatIsNoLongerWhatWasApproved(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for name, change := range map[string]func(*domain.Invoice){
		"the amount moved behind our back": func(i *domain.Invoice) {
			h.exec(`UPDATE invoice SET gross_minor = gross_minor + 1 WHERE id = $1`, i.ID.UUID)
		},
		"the account moved":           func(i *domain.Invoice) { h.exec(`UPDATE invoice SET bank_account = 'DE00' WHERE id = $1`, i.ID.UUID) },
		"the digest was written anew": func(i *domain.Invoice) { h.exec(`UPDATE invoice SET digest = 'other' WHERE id = $1`, i.ID.UUID) },
		"the approval no longer stands": func(i *domain.Invoice) {
			h.exec(`UPDATE decision SET standing = false WHERE invoice_id = $1`, i.ID.UUID)
		},
		"the approver's limit was lowered": func(*domain.Invoice) { h.limit("ulrike.hagenau", 100) },
	} {
		inv := h.approve(h.enter(bill{}))
		change(inv)
		inv = h.post(inv)
		require.Equal(t, domain.StateFailed, inv.State, name)
		require.Equal(t, domain.PostingRefused, inv.Posting.State, name)
		require.Regexp(t, `no longer|not approved|longer do so`, *inv.Posting.Problem, name)
		require.NotNil(t, waiting(inv, domain.TaskResolve), name)
		h.limit("ulrike.hagenau", 25_000_00)
	}
	require.Empty(t, h.books("DE01"))
}

// limit changes how far a person's grants reach, in cents, as the administration of roles would.
func (h *house) limit(local string, cents int64) {
	h.t.Helper()
	h.exec(`UPDATE role_grant SET limit_minor = $2 WHERE limit_minor IS NOT NULL AND person_id = $1`, h.person(local), cents)
	h.exec(`UPDATE world SET authz = authz + 1`)
}

// person is the id of a person of the group.
func (h *house) person(local string) domain.UUID {
	h.t.Helper()
	return value[domain.UUID](h, `SELECT id FROM person WHERE email = $1`, local+"@kaldervik.example")
}

// leaves lets a person leave the group.
func (h *house) leaves(local string) {
	h.t.Helper()
	h.exec(`UPDATE person SET active = false WHERE id = $1`, h.person(local))
	h.exec(`UPDATE world SET authz = authz + 1, directory = directory + 1`)
}

func TestPostDocument_RefusesWhenAnApproverHasLeft(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	h.leaves("ulrike.hagenau")
	inv = h.post(inv)
	require.Equal(t, domain.StateFailed, inv.State)
	require.Contains(t, *inv.Posting.Problem, "Ulrike Hagenau, who approved it, may no longer do so.")
	require.Empty(t, h.books("DE01"))
}

func TestPostDocument_OfAnApprovalTakenBackIsDone(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.approve(h.enter(bill{}))
	p := inv.Posting
	task := inv.Tasks[0]
	_, err := h.service.UndoDecision(h.as("ulrike.hagenau"), act(task.ID, task.Version, ""))
	require.NoError(t, err)
	h.later(undoWindow)
	require.NoError(t, h.service.PostDocument(t.Context(), domain.PostDocument{Entity: p.ID.Entity, Posting: p.ID.UUID}), "the job is not repeated for nothing")
	require.Equal(t, domain.StateInReview, h.invoice(inv.ID).State)
}
