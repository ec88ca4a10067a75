package workflow

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"countersign/domain"
	"countersign/store"
)

// feedHub wakes readers of the feed: on a hint from any process, and once a second in case a hint was lost.
type feedHub struct {
	db   *store.DB
	log  *slog.Logger
	mu   sync.Mutex
	wake chan struct{} // closed and replaced at each hint
}

func newFeedHub(db *store.DB, log *slog.Logger) *feedHub {
	return &feedHub{db: db, log: log, wake: make(chan struct{})}
}

// Run listens for hints until ctx ends, reconnecting when the database went away.
func (s *Service) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if err := s.db.Listen(ctx, s.feed.hint); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "hints of changes are lost for a moment; readers poll meanwhile", "error", err)
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
			}
		}
	}
}

func (h *feedHub) hint() {
	h.mu.Lock()
	defer h.mu.Unlock()
	close(h.wake)
	h.wake = make(chan struct{})
}

func (h *feedHub) next() <-chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.wake
}

// Change is one step of the feed as a subscriber sees it.
type Change struct {
	Cursor string
	Event  *domain.Event // nil for RESYNC: too much was missed
}

// maxMissed bounds what a returning subscriber is told one by one; beyond it, reading everything again is cheaper.
const maxMissed = 1000

// Watch follows the log behind the cursor after ("" is from now on) and calls take for each event that the caller may
// see, in order, until ctx ends or take returns an error. A caller whose rights have ended is let go.
// Errors: BAD_CURSOR; UNAUTHENTICATED.
func (s *Service) Watch(ctx context.Context, after string, take func(Change) error) error {
	if _, err := s.reading(ctx); err != nil {
		return err
	}
	place, err := s.startOf(ctx, after)
	if err != nil {
		return err
	}
	told := 0
	for {
		r, err := s.reading(ctx) // each time: rights may have moved
		if err != nil {
			return err
		}
		wake := s.feed.next()
		items, err := s.db.Feed(ctx, r.scope, place, 200)
		if err != nil {
			return err
		}
		for _, item := range items {
			place = item.Place
			told++
			if told > maxMissed && after != "" {
				if place, err = s.db.FeedEnd(ctx); err != nil {
					return err
				}
				after, told = "", 0
				if err := take(Change{Cursor: store.FeedCursor(place)}); err != nil {
					return err
				}
				break
			}
			if err := take(Change{store.FeedCursor(place), &item.Event}); err != nil {
				return err
			}
		}
		if len(items) > 0 {
			continue
		}
		after = "" // caught up
		select {
		case <-ctx.Done():
			return nil
		case <-wake:
			// Let the writers that the hint overtook finish; the feed only shows what nothing can come before.
			time.Sleep(5 * time.Millisecond)
		case <-time.After(time.Second):
		}
	}
}

func (s *Service) startOf(ctx context.Context, after string) (store.FeedPlace, error) {
	if after == "" {
		return s.db.FeedEnd(ctx)
	}
	return store.ParseFeedCursor(after)
}

// CheckCursor refuses what is no cursor of the feed. Errors: BAD_CURSOR.
func (s *Service) CheckCursor(after string) error {
	if after == "" {
		return nil
	}
	_, err := store.ParseFeedCursor(after)
	return err
}

// FeedEnd is the cursor behind everything that can be read now.
func (s *Service) FeedEnd(ctx context.Context) (string, error) {
	place, err := s.db.FeedEnd(ctx)
	return store.FeedCursor(place), err
}
