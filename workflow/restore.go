package workflow

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"

	"countersign/connect/auditlog"
	"countersign/domain"
	"countersign/store"
)

// TestRestore is a wish to hold a restored copy of the database against checkpoints that were kept outside of it.
type TestRestore struct {
	Copy  *store.DB        // restored from a backup, by whatever tools make and restore backups here
	Kept  CheckpointLister // that were kept outside
	Known []note.Verifier  // keys of the log
}

// RestoreTest is what a restored copy was found to be.
type RestoreTest struct {
	At          time.Time `json:"at"`
	Verified    bool      `json:"verified"`
	Why         string    `json:"why"`     // what does not hold, or what the copy verifies to
	Entries     int64     `json:"entries"` // of the log in the copy
	Size        int64     `json:"size"`    // of the log here
	Checkpoints int       `json:"checkpoints"`
	Oldest      int64     `json:"oldest"` // entries that the oldest checkpoint covers; 0 without one
	Newest      int64     `json:"newest"`
}

// TestRestore recomputes the whole log of a restored copy from its rows, compares its root with every checkpoint that it
// reaches to, and records the outcome here, whatever it is. A copy that no checkpoint covers is not verified.
//
// Errors: FORBIDDEN without OPS_COMMAND for the group; a database or a checkpoint that cannot be read.
func (s *Service) TestRestore(ctx context.Context, in TestRestore) (t RestoreTest, err error) {
	if t, err = s.compareCopy(ctx, in); err != nil {
		return t, err
	}
	c := command{name: "testRestore", about: domain.EntityNode(0)}
	err = s.change(ctx, c, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, domain.Facts{}, w.at)
		if err != nil {
			return err
		}
		t.At = w.at
		_, _, err = w.record(ctx, permit, domain.Happened("restore.tested", domain.EntityNode(0), "A restored copy was held against kept checkpoints: "+t.Why+".").
			With("verified", map[bool]string{true: "yes", false: "no"}[t.Verified]).With("entries", t.Entries).With("size", t.Size).
			With("checkpoints", t.Checkpoints).With("oldest", t.Oldest).With("newest", t.Newest))
		return err
	})
	return t, err
}

// compareCopy stops at the first thing that does not hold.
func (s *Service) compareCopy(ctx context.Context, in TestRestore) (t RestoreTest, err error) {
	if t.Size, err = s.db.LogSize(ctx); err != nil {
		return t, err
	}
	if t.Entries, err = in.Copy.LogSize(ctx); err != nil {
		return t, fmt.Errorf("read the copy: %w", err)
	}
	edge, known := new(auditlog.Edge), note.VerifierList(in.Known...)
	grow := func(to int64) error {
		return checkLog(ctx, in.Copy, edge, to, func(position int64, why string) {
			if t.Why == "" {
				t.Why = fmt.Sprintf("position %d: %s", position, why)
			}
		})
	}
	for signed, err := range in.Kept.Between(0, t.Entries) {
		if err != nil {
			return t, err
		}
		checkpoint, err := auditlog.Open(signed, known)
		if err != nil {
			return t, err
		}
		if err := grow(checkpoint.Size); err != nil {
			return t, err
		}
		if t.Why == "" && edge.Root() != checkpoint.Root {
			t.Why = fmt.Sprintf("the copy does not lead to the checkpoint of %d entries", checkpoint.Size)
		}
		if t.Why != "" {
			return t, nil
		}
		if t.Newest = checkpoint.Size; t.Checkpoints == 0 {
			t.Oldest = checkpoint.Size
		}
		t.Checkpoints++
	}
	if err := grow(t.Entries); err != nil || t.Why != "" {
		return t, err
	}
	if t.Verified = t.Checkpoints > 0; !t.Verified {
		t.Why = "no kept checkpoint covers any of it"
		return t, nil
	}
	t.Why = fmt.Sprintf("its log verifies to position %d, and leads to %s of %d to %d entries", t.Entries-1, plural(t.Checkpoints, "kept checkpoint"), t.Oldest, t.Newest)
	return t, nil
}
