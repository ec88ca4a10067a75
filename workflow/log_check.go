package workflow

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"countersign/connect/auditlog"
	"countersign/store"
)

const (
	// checkedAtOnce is how many entries a stretch of the log has while it is recomputed.
	checkedAtOnce = 2000
	// checkedAhead is how many stretches are read and held in memory beside the one whose turn it is: enough that neither the
	// database nor we wait for the other.
	checkedAhead = 2
)

// sweepLog recomputes the whole tree from the events as their rows are now.
func (s *Service) sweepLog(ctx context.Context) (store.Sweep, error) {
	start := time.Now()
	sweep := store.Sweep{Name: "log", Rule: "the log's tree holds every event as its row says it now", Violations: []string{}}
	size, err := s.db.LogSize(ctx)
	if err != nil {
		return sweep, err
	}
	err = checkLog(ctx, s.db, new(auditlog.Edge), size, func(position int64, why string) {
		sweep.Break(fmt.Sprintf("position %d: %s", position, why))
	})
	sweep.Checked = size
	sweep.Took = time.Since(start)
	sweep.Ms = sweep.Took.Milliseconds()
	return sweep, err
}

// checkLog recomputes the log from the end of edge to position to-1, and grows edge by what the tree holds. broken is told
// of each position that does not hold, in order; a node of the tree that is wrong is told with the position that completes
// it.
func checkLog(ctx context.Context, db *store.DB, edge *auditlog.Edge, to int64, broken func(position int64, why string)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var gained []tlog.Hash
	for read := range stretches(ctx, db, edge.Size(), to) {
		stretch := <-read
		if stretch.err != nil {
			return stretch.err
		}
		for i, leaf := range stretch.leaves {
			position, why := edge.Size(), stretch.faults[i]
			gained = edge.Append(leaf, gained[:0])
			for i, hash := range gained[1:] {
				if at := tlog.StoredHashCount(position) + 1 + int64(i); stretch.tree[at] != hash && why == "" {
					why = "a node of the tree that it completes is another"
				}
			}
			if why != "" {
				broken(position, why)
			}
		}
	}
	return ctx.Err()
}

// stretch is a part of the log without a gap: the leaves that the tree holds, what is wrong with the event of each by
// itself, and the tree's hashes.
type stretch struct {
	leaves []tlog.Hash
	faults []string
	tree   map[int64]tlog.Hash
	err    error
}

// stretches hands out the log from a position to to-1, in order; each is read and recomputed beside those before it. It ends
// early with ctx.
func stretches(ctx context.Context, db *store.DB, from, to int64) <-chan chan stretch {
	turns := make(chan chan stretch, checkedAhead)
	go func() {
		defer close(turns)
		for ; from < to; from = min(from+checkedAtOnce, to) {
			turn := make(chan stretch, 1)
			select {
			case turns <- turn:
			case <-ctx.Done():
				return
			}
			go func(from, end int64) { turn <- stretchOf(ctx, db, from, end) }(from, min(from+checkedAtOnce, to))
		}
	}()
	return turns
}

// stretchOf reads the positions from to end-1 and recomputes each event.
func stretchOf(ctx context.Context, db *store.DB, from, end int64) (s stretch) {
	entries, err := db.LogEntries(ctx, from, end)
	if err != nil {
		return stretch{err: err}
	}
	if s.tree, s.err = db.LogHashRange(ctx, tlog.StoredHashCount(from), tlog.StoredHashCount(end)); s.err != nil {
		return s
	}
	s.leaves, s.faults = make([]tlog.Hash, end-from), make([]string, end-from)
	for i := range s.leaves {
		entry := store.LogEntry{Position: from + int64(i)}
		if len(entries) > 0 && entries[0].Position == entry.Position {
			entry, entries = entries[0], entries[1:]
		}
		s.leaves[i], s.faults[i] = entry.Leaf, faultOf(entry)
	}
	return s
}

// faultOf says what is wrong with an entry by itself; "" is nothing.
func faultOf(entry store.LogEntry) string {
	switch {
	case entry.ID.UUID.IsZero():
		return "the position is missing"
	case entry.Event == nil:
		return "its event is gone"
	}
	body, err := entry.Event.Canonical()
	switch {
	case err != nil:
		return err.Error()
	case entry.Leaf == tlog.Hash{}:
		return "its leaf is missing"
	case tlog.RecordHash(body) != entry.Leaf:
		return "its event was changed"
	}
	return ""
}
