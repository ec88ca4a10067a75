package auditlog

import (
	"encoding/binary"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
)

// maxProof is what a proof may weigh at a million entries, in bytes.
const maxProof = 1 << 10

func TestProofs_AreAtMostOneKibibyteAtAMillionEntries(t *testing.T) {
	t.Parallel()
	const leaves = 1 << 20
	l := &madeLog{stored: make([]tlog.Hash, 0, 2*leaves)}
	var body [8]byte
	for n := range int64(leaves) {
		binary.BigEndian.PutUint64(body[:], uint64(n))
		more, err := tlog.StoredHashes(n, body[:], l)
		require.NoError(t, err)
		l.stored = append(l.stored, more...)
	}
	inclusion, consistency, ends, text := 0, 0, 0, 0
	for _, size := range []int64{leaves, leaves - 1, 1_000_000, 777_777} {
		root, err := tlog.TreeHash(size, l)
		require.NoError(t, err)
		for n := int64(0); n < size; n += 10_007 {
			record, err := tlog.ProveRecord(size, n, l)
			require.NoError(t, err)
			binary.BigEndian.PutUint64(body[:], uint64(n))
			require.NoError(t, tlog.CheckRecord(record, size, root, n, tlog.RecordHash(body[:])))
			inclusion = max(inclusion, len(record)*tlog.HashSize)
			tree, err := tlog.ProveTree(size, n+1, l)
			require.NoError(t, err)
			consistency = max(consistency, len(tree)*tlog.HashSize)
			p := proof{}
			p.Left, err = hashesOf(cover(0, n), l)
			require.NoError(t, err)
			p.Right, err = hashesOf(cover(n+1, size), l)
			require.NoError(t, err)
			ends = max(ends, (len(p.Left)+len(p.Right))*tlog.HashSize)
			written, err := p.text()
			require.NoError(t, err)
			text = max(text, len(written))
		}
	}
	t.Logf("at a million entries: inclusion %d bytes, consistency %d bytes, what joins an export of one entry to the root %d bytes (%d as JSON)", inclusion, consistency, ends, text)
	require.LessOrEqual(t, max(inclusion, consistency), maxProof)
}

func TestReadProof_ReadsWhatWasWrittenAndNothingElse(t *testing.T) {
	t.Parallel()
	whole := `{"left":["` + tlog.Hash{1}.String() + `"],"right":[]}` + "\n"
	for text, good := range map[string]bool{
		whole: true, "": false, "{}\n": false, "null\n": false, whole + " ": false,
		strings.Replace(whole, "left", "Left", 1):                false,
		strings.Replace(whole, `"right":[]`, `"right":null`, 1):  false,
		strings.Replace(whole, "]}", `],"more":1}`, 1):           false,
		strings.Replace(whole, "A=\"", "B=\"", 1):                false, // bits that no byte holds
		strings.Replace(whole, `"left"`, `"right":[],"left"`, 1): false,
		strings.Replace(whole, tlog.Hash{1}.String(), "AQ==", 1): false,
	} {
		p, err := readProof(fstest.MapFS{proofFile: {Data: []byte(text)}})
		if good {
			require.NoError(t, err)
			require.Equal(t, proof{Left: []tlog.Hash{{1}}, Right: []tlog.Hash{}}, p)
		} else {
			require.EqualError(t, err, "proof.json is damaged", text)
		}
	}
	_, err := readProof(fstest.MapFS{})
	require.EqualError(t, err, "proof.json cannot be read")
}

func TestEdge_GrowsBySubtreesToTheRootOfTheLog(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 18, 130)
	for from := int64(0); from <= 130; from += 13 {
		for to := from; to <= 130; to += 9 {
			var f Edge
			for _, part := range cover(0, from) {
				grow(t, &f, l, part)
			}
			for _, e := range l.entries[from:to] {
				f.Grow(0, e.Leaf)
			}
			for _, part := range cover(to, 130) {
				grow(t, &f, l, part)
			}
			root, err := tlog.TreeHash(130, l)
			require.NoError(t, err)
			require.Equal(t, root, f.Root(), "%d to %d", from, to)
		}
	}
}

func grow(t *testing.T, f *Edge, l *madeLog, part subtree) {
	t.Helper()
	hashes, err := hashesOf([]subtree{part}, l)
	require.NoError(t, err)
	f.Grow(part.level, hashes[0])
}
