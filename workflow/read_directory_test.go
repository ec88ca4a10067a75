package workflow_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEntities_AreThoseWhereOneSeesInvoicesOrWhereAccessIsOnesToAskFor(t *testing.T) {
	t.Parallel()
	h := setup(t)
	all, err := h.service.Entities(h.as("marit.holvaag"))
	require.NoError(t, err)
	asks, err := h.service.Entities(h.as(asker))
	require.NoError(t, err)
	require.Equal(t, all, asks, "who asks for grants sees no invoice, and names each place")
	own, err := h.service.Entities(h.as("dieter.moosbrugger"))
	require.NoError(t, err)
	require.Less(t, len(own), len(all))
	require.NotEmpty(t, own)
}
