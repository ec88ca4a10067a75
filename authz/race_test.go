package authz_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
)

// Each rulebook gives the approver a limit equal to its version, so that an answer that mixes two of them shows.
func TestSwap_EveryAnswerIsOfOneWholeRulebook(t *testing.T) {
	t.Parallel()
	const versions = 50
	var books []*authz.Snapshot
	for v := range versions {
		b := book()
		b.Version = int64(v + 1)
		b.Grants[1].Limit = eur(int64(v + 1))
		snapshot, err := authz.NewSnapshot(b)
		require.NoError(t, err)
		books = append(books, snapshot)
	}
	g := authz.NewGate(books[0])
	stop := make(chan struct{})
	var readers, writers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			last := int64(0)
			for {
				select {
				case <-stop:
					return
				default:
				}
				before := g.Version()
				permit, err := g.Allow(person("approver"), domain.ApproveInvoice, invoice(de, before), noon)
				if err != nil || permit.Version() < before || before < last {
					t.Errorf("at version %d, after %d: permit of %d, %v", before, last, permit.Version(), err)
					return
				}
				last = before
				if _, err := g.Allow(person("approver"), domain.ApproveInvoice, invoice(de, versions+1), noon); err == nil {
					t.Error("allowed above every limit")
					return
				}
				g.Scope(person("approver"), domain.ApproveInvoice, noon)
				g.Candidates(authz.Question{Action: domain.ApproveInvoice, Facts: invoice(de, 1), At: noon})
			}
		})
	}
	for w := range 2 {
		writers.Go(func() {
			for i := w; i < versions; i += 2 {
				g.Swap(books[i])
				g.Swap(books[i/2])
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
	require.Equal(t, int64(versions), g.Version())
}
