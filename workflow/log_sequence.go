package workflow

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"countersign/connect/auditlog"
	"countersign/store"
)

const (
	// maxBatch bounds what is held in memory; a larger one is no faster.
	maxBatch = 4000
	// batchPause lets a burst gather: fewer and larger batches cost those who write less.
	batchPause = 100 * time.Millisecond
	// idleTick is for hints that were lost.
	idleTick = 250 * time.Millisecond
)

// Sequence gives events their positions in the log, whenever this process is the one to do so, until ctx ends.
func (s *Service) Sequence(ctx context.Context) {
	s.perform(ctx, &duty{
		lock: store.SequencerLock,
		work: s.sequence,
		state: func(l *LogStatus, busy bool, trouble string) {
			l.Sequencing, l.Stalled = busy, trouble
			if !busy {
				l.Size = 0
			}
		},
	})
}

// sequencer gives positions by the connection that holds the lock. After an error it is of no more use: its edge may be
// ahead of what was kept.
type sequencer struct {
	session *store.LogSession
	edge    *auditlog.Edge
	stored  []tlog.Hash // what the tree gains in one batch
}

func (s *Service) sequence(ctx context.Context, session *store.LogSession) error {
	size, err := session.Begin(ctx)
	if err != nil {
		return err
	}
	q := &sequencer{session: session}
	if q.edge, err = auditlog.OpenEdge(size, treeOf(ctx, session.Hashes)); err != nil {
		return err
	}
	for {
		s.tellLog(func(l *LogStatus) { l.Size = q.edge.Size() })
		wake := s.feed.next()
		placed, err := q.batch(ctx)
		if err != nil {
			return err
		}
		now := time.Now()
		for i := range placed {
			s.onPlaced(now.Sub(placed[i].Since))
		}
		switch len(placed) {
		case maxBatch: // more waits
		case 0:
			select {
			case <-ctx.Done():
				return nil
			case <-wake:
			case <-time.After(idleTick):
			}
		default:
			sleep(ctx, batchPause)
		}
	}
}

// batch gives some of the waiting events their positions; none when nothing waits.
func (q *sequencer) batch(ctx context.Context) ([]store.Pending, error) {
	waits, err := q.session.Waits(ctx)
	if err != nil || !waits {
		return nil, err
	}
	placed, err := q.session.Sequence(ctx, q.edge.Size(), maxBatch, q.grow)
	if errors.Is(err, store.ErrPlacedTwice) {
		n, clearing := q.session.ForgetPlaced(ctx)
		return nil, errors.Join(fmt.Errorf("%d events that have a position were written down as waiting for one", n), clearing)
	}
	return placed, err
}

// grow appends the events' leaves to the tree and returns the hashes that it gains.
func (q *sequencer) grow(events []store.Pending) ([]tlog.Hash, error) {
	q.stored = q.stored[:0]
	for i := range events {
		body, err := events[i].Event.Canonical()
		if err != nil {
			return nil, err
		}
		q.stored = q.edge.Append(tlog.RecordHash(body), q.stored)
	}
	return q.stored, nil
}
