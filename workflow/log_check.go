package workflow

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"countersign/connect/auditlog"
	"countersign/store"
)

// checkedAtOnce is how many entries are held in memory while the log is recomputed.
const checkedAtOnce = 2000

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
	var gained []tlog.Hash
	for from := edge.Size(); from < to; from = edge.Size() {
		end := min(from+checkedAtOnce, to)
		entries, err := db.LogEntries(ctx, from, end)
		if err != nil {
			return err
		}
		tree, err := db.LogHashRange(ctx, tlog.StoredHashCount(from), tlog.StoredHashCount(end))
		if err != nil {
			return err
		}
		for position := from; position < end; position++ {
			entry := store.LogEntry{Position: position}
			if len(entries) > 0 && entries[0].Position == position {
				entry, entries = entries[0], entries[1:]
			}
			why := faultOf(entry)
			gained = edge.Append(entry.Leaf, gained[:0])
			for i, hash := range gained[1:] {
				if at := tlog.StoredHashCount(position) + 1 + int64(i); tree[at] != hash && why == "" {
					why = "a node of the tree that it completes is another"
				}
			}
			if why != "" {
				broken(position, why)
			}
		}
	}
	return nil
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
