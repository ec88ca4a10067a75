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
