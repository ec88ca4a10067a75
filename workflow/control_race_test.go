package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestEmergency_TwoDecisionsAtOnceMakeOne(t *testing.T) {
	t.Parallel()
	h := setup(t)
	other := h.another()
	s := h.emergency(onCall, h.override("posting_recovery"))
	errs := together(
		func() error {
			_, err := h.service.DecideEmergency(h.as(approver), h.deciding(s, domain.DecideApprove, ""))
			return err
		},
		func() error {
			_, err := other.DecideEmergency(h.as("beatrix.amsholt"), h.deciding(s, domain.DecideReject, "It can wait."))
			return err
		})
	require.Equal(t, 1, won(t, errs, domain.CodeStale, domain.CodeWrongState))
	h.clean()
}

func TestEmergency_TwoRequestsAtOnceMakeOne(t *testing.T) {
	t.Parallel()
	h := setup(t)
	other := h.another()
	errs := together(
		func() error {
			_, err := h.service.UseOverride(h.as(onCall), h.override("invoice_desk"))
			return err
		},
		func() error {
			_, err := other.UseOverride(h.as(onCall), h.override("invoice_desk"))
			return err
		})
	require.Equal(t, 1, won(t, errs, domain.CodeWrongState))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM emergency_session WHERE person_id = $1 AND state = 'ACTIVE'`, h.person(onCall)))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM role_grant WHERE person_id = $1 AND emergency <> '' AND recorded_to IS NULL`, h.person(onCall)))
	h.clean()
}

func TestTendControls_TwoClocksDoEverythingOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	other := h.another()
	in := h.campaign("ap_clerk")
	in.EntityIDs = []domain.ID{domain.EntityNode(2)}
	in.DueAt = h.now().Add(domain.ReviewLeast + time.Minute)
	r := h.started(in)
	s := h.activated(onCall, h.override("posting_recovery"))
	h.later(domain.ReviewLeast + 2*time.Minute)
	for range 4 {
		for _, err := range together(
			func() error { return h.service.TendControls(h.system("clock")) },
			func() error { return other.TendControls(h.system("clock")) }) {
			require.Contains(t, []domain.Code{"", domain.CodeStale}, domain.CodeOf(err), "%v", err)
		}
	}
	require.Equal(t, domain.ReviewClosed, h.review(r.ID).State)
	require.Len(t, h.review(r.ID).Evidence, 2)
	require.Equal(t, domain.EmergencyEnded, h.session(s.ID).State)
	for kind, times := range map[string]int{"review.lapsed": 2, "review.verified": 2, "review.closed": 1, "review.evidence_kept": 1, "emergency.ended": 1, "case.opened": 1} {
		require.Equal(t, times, value[int](h, `SELECT count(*)::int FROM event WHERE kind = $1 AND at > $2`, kind, h.now().Add(-time.Minute)), kind)
	}
	h.clean()
}
