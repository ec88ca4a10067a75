package auditlog

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
)

func TestEdge_GrowsAsTheStandardTree(t *testing.T) {
	t.Parallel()
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, idx := range indexes {
			hashes[i] = stored[idx]
		}
		return hashes, nil
	})
	edge := new(Edge)
	for n := range int64(200) {
		body := fmt.Appendf(nil, "body %d", n)
		want, err := tlog.StoredHashes(n, body, reader)
		require.NoError(t, err)
		require.Equal(t, want, edge.Append(tlog.RecordHash(body), nil), "position %d", n)
		stored = append(stored, want...)

		root, err := tlog.TreeHash(n+1, reader)
		require.NoError(t, err)
		require.Equal(t, root, edge.Root())
		require.Equal(t, n+1, edge.Size())
		reopened, err := OpenEdge(n+1, reader)
		require.NoError(t, err)
		require.Equal(t, root, reopened.Root())
		edge = reopened
	}
	empty, err := OpenEdge(0, reader)
	require.NoError(t, err)
	want, err := tlog.TreeHash(0, reader)
	require.NoError(t, err)
	require.Equal(t, want, empty.Root())
}
