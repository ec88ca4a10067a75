package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// promises has a policy for the coding of lines in force that errs once in five, so that few decisions carry it.
func (h *house) promises() {
	h.t.Helper()
	in := h.draft()
	in.Target = 0.2
	done, err := h.service.DraftAdvicePolicy(h.as(drafts), in)
	require.NoError(h.t, err)
	_, err = h.service.PublishAdvicePolicy(h.as(publishes), domain.PublishAdvicePolicyInput{ID: done.Policy, IdempotencyKey: h.key("publish")})
	require.NoError(h.t, err)
}

// confirms has people confirm n lines as they are booked, some a day, until models know them.
func (h *house) confirms(n int) {
	h.t.Helper()
	for i := range n {
		h.post(h.approve(h.enter(bill{})))
		if i%8 == 7 {
			h.later(24 * time.Hour)
		}
	}
	h.later(24 * time.Hour)
	h.post(h.approve(h.enter(bill{}))) // a day is judged when the next has begun
	h.sequenced()
	_, err := h.service.Learn(h.system("clock"))
	require.NoError(h.t, err)
	h.later(24 * time.Hour)
}

func TestAdvise_BooksALineWhereAPolicyAndItsEvidenceLetIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.adviser()
	h.promises()
	h.confirms(80)
	asked := len(h.enter(bill{}).Route.Steps)
	var applied *domain.Invoice
	for range 6 { // fewer than would count as a batch
		inv := h.unbooked()
		r := inv.Lines[0].Advice
		require.Equal(t, domain.ZoneAuto, r.Zone, r.Threshold.Why)
		require.NotNil(t, r.Threshold.Auto)
		require.LessOrEqual(t, r.Threshold.Bound, 0.2)
		require.Equal(t, 1, r.Threshold.Policy)
		require.Len(t, inv.Route.Steps, asked, "nobody who was to be asked is left out")
		if r.Audited { // by lot: a person books it
			require.Equal(t, domain.AdviceProposed, r.State)
			require.Empty(t, inv.Lines[0].AccountCode)
			continue
		}
		require.Equal(t, domain.AdviceAutoApplied, r.State)
		require.Equal(t, "5000", inv.Lines[0].AccountCode)
		applied = inv
	}
	require.NotNil(t, applied)
	require.Equal(t, "adviser", value[string](h, `SELECT actor_name FROM event WHERE subject_id = $1 AND kind = 'advice.applied'`, applied.ID.UUID))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM decision WHERE invoice_id = $1`, applied.ID.UUID), "a machine approves nothing")
	h.post(h.approve(applied))
	require.False(t, value[bool](h, `SELECT trains FROM label WHERE invoice_id = $1`, applied.ID.UUID), "a model does not learn from itself")
	h.clean()
}

func TestAdvise_BooksNothingWithoutAPolicy(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.confirms(24)
	inv := h.unbooked()
	require.Equal(t, domain.AdviceProposed, inv.Lines[0].Advice.State, "no policy is in force")
	require.Empty(t, inv.Lines[0].AccountCode)
	h.clean()
}

func TestTellStop_AUseThatErrsIsTakenFromActingAndItsOwnerTold(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.adviser()
	h.promises()
	h.confirms(80)
	require.Equal(t, domain.ZoneAuto, h.unbooked().Lines[0].Advice.Zone)
	changed := domain.FeedbackBusinessChange
	for day := range 60 { // the plant writes its accounts anew, and people put right what advice books, whatever it is
		for range 6 {
			r := h.unbooked().Lines[0].Advice
			right := "5300"
			if r.Action.AccountCode == right {
				right = "6000"
			}
			in := h.answering(r, domain.EditAdvice)
			in.EditedTo, in.Feedback = &domain.EditedAdviceInput{AccountID: h.account("DE01", right)}, &changed
			_, err := h.service.DecideAdvice(h.as("jana.koehlert"), in)
			require.NoError(t, err)
		}
		h.later(24 * time.Hour)
		h.sequenced()
		_, err := h.service.Learn(h.system("clock"))
		require.NoError(t, err)
		if value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'advice.stopped'`) > 0 {
			t.Logf("it stopped on day %d", day+1)
			break
		}
	}
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'advice.stopped'`))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM control_case WHERE category = 'advice' AND state = 'OPEN'`))
	require.NotEqual(t, domain.ZoneAuto, h.unbooked().Lines[0].Advice.Zone)
	_, err := h.service.Learn(h.system("clock"))
	require.NoError(t, err)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'advice.stopped'`), "it is told once")
	h.clean()
}
