package auditlog

import (
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// subtree is a complete subtree of the log's tree: the n-th of those with 1<<level leaves.
type subtree struct {
	level int
	n     int64
}

// cover is the fewest complete subtrees that hold the leaves lo to hi-1, from left to right: at most two for each level.
func cover(lo, hi int64) []subtree {
	var parts []subtree
	for lo < hi {
		level := bits.Len64(uint64(hi-lo)) - 1
		if lo > 0 {
			level = min(level, bits.TrailingZeros64(uint64(lo)))
		}
		parts = append(parts, subtree{level, lo >> level})
		lo += 1 << level
	}
	return parts
}

// hashesOf reads the hashes of subtrees from a log that keeps them as package tlog does.
func hashesOf(parts []subtree, stored tlog.HashReader) ([]tlog.Hash, error) {
	if len(parts) == 0 {
		return []tlog.Hash{}, nil
	}
	indexes := make([]int64, len(parts))
	for i, p := range parts {
		indexes[i] = tlog.StoredHashIndex(p.level, p.n)
	}
	hashes, err := stored.ReadHashes(indexes)
	if err != nil {
		return nil, fmt.Errorf("read hashes of the tree: %w", err)
	}
	if len(hashes) != len(indexes) {
		return nil, fmt.Errorf("read hashes of the tree: %d of %d are there", len(hashes), len(indexes))
	}
	return hashes, nil
}

// frontier is a tree that grows at its right end in the space of its height: the roots of the complete subtrees that
// hold its leaves so far, the largest first. The zero value is the empty tree.
type frontier struct{ roots []root }

type root struct {
	level int
	hash  tlog.Hash
}

// push appends the complete subtree of 1<<level leaves; level 0 is a leaf. The number of leaves before it must be a
// multiple of its own.
func (f *frontier) push(level int, hash tlog.Hash) {
	for n := len(f.roots); n > 0 && f.roots[n-1].level == level; n-- {
		hash, level = tlog.NodeHash(f.roots[n-1].hash, hash), level+1
		f.roots = f.roots[:n-1]
	}
	f.roots = append(f.roots, root{level, hash})
}

// root is the root of the whole tree, RFC 6962 section 2.1. It must not be empty.
func (f *frontier) root() tlog.Hash {
	last := len(f.roots) - 1
	hash := f.roots[last].hash
	for i := last - 1; i >= 0; i-- {
		hash = tlog.NodeHash(f.roots[i].hash, hash)
	}
	return hash
}
