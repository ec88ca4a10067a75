package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/connect"
	"countersign/domain"
	"countersign/store"
)

// Sweep recomputes, from the rows themselves, that nobody broke a duty, that acts and events are the same, that what was
// approved is what is posted, that the log's tree holds every event as it is, and that the ledger holds each confirmed
// document once.
func (s *Service) Sweep(ctx context.Context) ([]store.Sweep, error) {
	results, err := s.db.Sweep(ctx)
	if err != nil {
		return nil, err
	}
	tree, err := s.sweepLog(ctx)
	if err != nil {
		return nil, err
	}
	results = append(results, tree)
	ledger, listed := s.ledger.(connect.Lister[connect.Entry])
	if !listed {
		return results, nil
	}
	tie, err := s.tieLedger(ctx, ledger)
	return append(results, tie), err
}

// tieLedger compares the ledger with the postings, both ways.
func (s *Service) tieLedger(ctx context.Context, ledger connect.Lister[connect.Entry]) (store.Sweep, error) {
	start := time.Now()
	tie := store.Sweep{Name: "ledger", Rule: "the ledger holds every confirmed document once, and nothing that was not approved", Violations: []string{}}
	held := map[string]int{}
	for _, e := range s.directory.Load().list.Entities {
		for page, err := range ledger.List(ctx, connect.Query{Entity: e.Code}) {
			if err != nil {
				return tie, fmt.Errorf("read the ledger of %s: %w", e.Code, err)
			}
			for _, entry := range page.Items {
				held[string(entry.Key)]++
			}
		}
	}
	broken := func(format string, args ...any) { tie.Break(fmt.Sprintf(format, args...)) }
	err := s.db.EachPostingKey(ctx, s.ledgerName, func(key string, state domain.PostingState) {
		tie.Checked++
		n := held[key]
		delete(held, key)
		switch {
		case n > 1:
			broken("%s stands %d times", key, n)
		case n == 0 && (state == domain.PostingConfirmed || state == domain.PostingReversed):
			broken("%s is confirmed and not there", key)
		}
	})
	for key := range held {
		broken("%s is there and was never meant", key)
	}
	tie.Took = time.Since(start)
	tie.Ms = tie.Took.Milliseconds()
	return tie, err
}
