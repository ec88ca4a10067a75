package workflow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestDecideTask_LastApprovalPostsOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	inv := h.enter(bill{net: 6_000_00})
	require.Equal(t, domain.StateInReview, inv.State, "%v", inv.Checks)
	inv = h.approve(inv)
	require.Equal(t, domain.StatePosting, inv.State)
	inv = h.post(inv)
	require.Equal(t, domain.StatePosted, inv.State)
	require.Equal(t, domain.PostingConfirmed, inv.Posting.State)
	h.clean()
}
