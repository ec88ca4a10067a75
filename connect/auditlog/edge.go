package auditlog

import (
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Edge is the right edge of a growing tree: for each level, the last complete subtree of that level that no larger one
// holds. It is all that appending needs. The zero Edge is the empty tree.
type Edge struct {
	size   int64
	hashes [64]tlog.Hash // that of level n stands where bit n of size is set
}

// OpenEdge reads the edge of the tree of size leaves from its stored hashes.
func OpenEdge(size int64, stored tlog.HashReader) (*Edge, error) {
	e := &Edge{size: size}
	var levels []int
	var indexes []int64
	for level := range bits.Len64(uint64(size)) {
		if size>>level&1 == 1 {
			levels, indexes = append(levels, level), append(indexes, tlog.StoredHashIndex(level, size>>level-1))
		}
	}
	if size == 0 {
		return e, nil
	}
	hashes, err := stored.ReadHashes(indexes)
	if err != nil {
		return nil, fmt.Errorf("open the edge of the log: %w", err)
	}
	for i, level := range levels {
		e.hashes[level] = hashes[i]
	}
	return e, nil
}

// Size is how many leaves the tree has.
func (e *Edge) Size() int64 { return e.size }

// Append adds a leaf and appends to stored the hashes that the tree gains: the leaf's, then those of the subtrees that
// it completes, as tlog.StoredHashes orders them.
func (e *Edge) Append(leaf tlog.Hash, stored []tlog.Hash) []tlog.Hash {
	stored = append(stored, leaf)
	level := 0
	for ; e.size>>level&1 == 1; level++ {
		leaf = tlog.NodeHash(e.hashes[level], leaf)
		stored = append(stored, leaf)
	}
	e.hashes[level] = leaf
	e.size++
	return stored
}

// Grow adds a complete subtree of 1<<level leaves at once; the tree's size must be a multiple of that. Level 0 is a leaf.
func (e *Edge) Grow(level int, hash tlog.Hash) {
	size := e.size + 1<<level
	for ; e.size>>level&1 == 1; level++ {
		hash = tlog.NodeHash(e.hashes[level], hash)
	}
	e.hashes[level], e.size = hash, size
}

// Root is the root of the tree; that of the empty one is the hash of nothing.
func (e *Edge) Root() tlog.Hash {
	root, err := tlog.TreeHash(e.size, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, idx := range indexes {
			level, _ := tlog.SplitStoredHashIndex(idx)
			hashes[i] = e.hashes[level]
		}
		return hashes, nil
	}))
	if err != nil { // the reader above has none
		return tlog.Hash{}
	}
	return root
}
