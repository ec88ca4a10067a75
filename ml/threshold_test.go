package ml

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestUpperBound_IsClopperAndPearsons(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		k, n int
		want float64
	}{
		{0, 0, 1}, {0, 1, 0.95}, {0, 299, 0.009969}, {0, 10, 0.258866}, {1, 10, 0.394163}, {5, 100, 0.102253}, {10, 10, 1}, {60, 6000, 0.012429},
	} {
		require.InDelta(t, c.want, UpperBound(c.k, c.n), 1e-4, "%d of %d", c.k, c.n)
		if c.n > 0 && c.k < c.n {
			require.True(t, within(c.k, c.n, c.want+1e-4))
			require.False(t, within(c.k, c.n, c.want-1e-4))
		}
	}
}

// world draws decisions whose chance of being right is a function of confidence: better or worse than announced.
func world(r *rand.Rand, n int, truth func(confidence float64) float64) []Decision {
	list := make([]Decision, n)
	for i := range list {
		c := 1 - math.Pow(r.Float64(), 3)*0.7
		list[i] = Decision{Date: firstDay.AddDays(i / 50), Confidence: c, Right: r.Float64() < truth(c)}
	}
	return list
}

// TestFindThreshold_KeepsItsPromiseInNineteenOfTwentyWorlds draws worlds, lets each choose its threshold on 6,000 decisions, and asks
// how many errors it would make for ever after.
func TestFindThreshold_KeepsItsPromiseInNineteenOfTwentyWorlds(t *testing.T) {
	t.Parallel()
	truths := map[string]func(float64) float64{
		"as announced":      func(c float64) float64 { return c },
		"overconfident":     func(c float64) float64 { return 0.97 * c },
		"errors at the top": func(c float64) float64 { return min(c, 0.985) },
		"worst at the top":  func(c float64) float64 { return 0.99 - 0.02*c },
	}
	const worlds = 100
	for name, truth := range truths {
		r := rand.New(rand.NewPCG(11, 1))
		future := world(r, 100000, truth)
		slices.SortFunc(future, func(a, b Decision) int { return int(math.Copysign(1, b.Confidence-a.Confidence)) })
		expected := make([]float64, len(future)+1) // errors among the most confident ones
		for i, d := range future {
			expected[i+1] = expected[i] + 1 - truth(d.Confidence)
		}
		for _, target := range []float64{0.01, 0.02, 0.05} {
			broken := 0
			for range worlds {
				th := FindThreshold(world(r, 6000, truth), target)
				if !th.Holds {
					continue
				}
				require.LessOrEqual(t, th.Bound, target)
				n := sort.Search(len(future), func(i int) bool { return future[i].Confidence < th.Confidence })
				if expected[n] > target*float64(n)*(1+1e-9) {
					broken++
				}
			}
			// One in twenty, and three standard deviations of what 100 worlds can show.
			require.LessOrEqual(t, float64(broken)/worlds, 0.05+0.065, "%s at %g", name, target)
		}
	}
}

func TestFindThreshold_AbstainsWhenNothingSupportsIt(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(12, 1))
	require.False(t, FindThreshold(nil, 0.02).Holds)
	coin := FindThreshold(world(r, 6000, func(float64) float64 { return 0.6 }), 0.05)
	require.False(t, coin.Holds)
	require.Equal(t, 1.0, coin.Confidence)
	require.Equal(t, 6000, coin.Window)
	few := world(r, 200, func(float64) float64 { return 1 })
	require.False(t, FindThreshold(few, 0.01).Holds, "200 right ones do not support a promise of 1 %%")
	require.True(t, FindThreshold(few, 0.05).Holds)
}

func TestFindThreshold_ShowsItsEvidence(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(13, 1))
	list := world(r, 6000, func(c float64) float64 { return c })
	th := FindThreshold(list, 0.02)
	require.True(t, th.Holds)
	tried, errors := 0, 0
	for _, d := range list {
		if d.Confidence >= th.Confidence {
			tried++
			if !d.Right {
				errors++
			}
		}
	}
	require.Equal(t, []int{tried, errors}, []int{th.Tried, th.Errors})
	require.Equal(t, UpperBound(errors, tried), th.Bound)
	require.Equal(t, firstDay, th.From)
	require.Equal(t, firstDay.AddDays(119), th.To)
	strict := FindThreshold(list, 0.01)
	require.True(t, strict.Holds)
	require.Greater(t, strict.Confidence, th.Confidence)
}

func TestFindThreshold_KeepsEqualConfidencesTogether(t *testing.T) {
	t.Parallel()
	list := make([]Decision, 1000)
	for i := range list {
		list[i] = Decision{Date: firstDay, Confidence: 0.9, Right: i%10 != 0}
	}
	require.False(t, FindThreshold(list, 0.05).Holds, "the first 45 right ones are no better than the rest")
}
