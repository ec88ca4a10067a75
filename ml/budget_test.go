package ml

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func spent(limit int64, worths ...int64) *Budget {
	b := &Budget{Limit: limit}
	for _, w := range worths {
		b.Spend(Advised{Automatic: true, Choice: "1", Label: "2", Worth: w})
	}
	return b
}

func TestBudget_SlowsFromHalfAndStopsAtItsEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		spent       int64
		slow, raise float64
		stopped     bool
		left        int64
	}{
		{0, 0, 0.9, false, 1000}, {500, 0, 0.9, false, 500}, {750, 0.5, 0.95, false, 250}, {999, 0.998, 0.9998, false, 1}, {1000, 1, 1, true, 0}, {4000, 1, 1, true, 0},
	} {
		b := spent(1000, c.spent)
		require.InDelta(t, c.slow, b.Slow(), 1e-9, "%d", c.spent)
		require.InDelta(t, c.raise, b.Raise(0.9), 1e-9, "%d", c.spent)
		require.Equal(t, c.stopped, b.Stopped(), "%d", c.spent)
		require.Equal(t, c.left, b.Left(), "%d", c.spent)
		require.True(t, b.Carries(c.left))
		require.False(t, b.Carries(c.left+1))
	}
}

func TestBudget_NoneChangesNothing(t *testing.T) {
	t.Parallel()
	b := spent(0, 1_000_000)
	require.Zero(t, b.Slow())
	require.False(t, b.Stopped())
	require.True(t, b.Carries(1<<60))
	require.Equal(t, 0.9, b.Raise(0.9))
}

func TestBudget_OnlyWrongAutomaticMoneyCounts(t *testing.T) {
	t.Parallel()
	b := &Budget{Limit: 1000}
	for _, a := range []Advised{
		{Automatic: true, Choice: "1", Label: "1", Worth: 900}, {Automatic: true, Choice: "1", Worth: 900}, {Choice: "1", Label: "2", Worth: 900},
	} {
		b.Spend(a)
	}
	require.Zero(t, b.Spent())
	b.Spend(Advised{Automatic: true, Audited: true, Share: 0.25, Choice: "1", Label: "2", Worth: 10})
	require.Equal(t, int64(40), b.Spent())
	b.Spend(Advised{Automatic: true, Audited: true, Choice: "1", Label: "2", Worth: 10})
	require.Equal(t, int64(240), b.Spent())
}

// What an audit of one in twenty says of the money lost is right on average, however errors and amounts lie.
func TestBudget_EstimateIsUnbiased(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 6))
	lost, estimated := 0.0, 0.0
	for range 300 {
		b := &Budget{Limit: 1}
		for range 1000 {
			a := Advised{Automatic: true, Choice: "1", Label: "1", Worth: 1 + r.Int64N(1000), Share: 0.05}
			if r.Float64() < float64(a.Worth)/20000 {
				lost += float64(a.Worth)
				a.Label = "2"
			}
			if r.Float64() >= a.Share {
				a.Label = "" // nobody looked
			} else {
				a.Audited = true
			}
			b.Spend(a)
		}
		estimated += float64(b.Spent())
	}
	require.InDelta(t, 1, estimated/lost, 0.1)
}
