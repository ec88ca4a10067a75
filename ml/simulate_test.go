package ml

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func simulated(t *testing.T, list []Advised, c Candidate) Simulation {
	t.Helper()
	s, err := Simulate(list, c, 7)
	require.NoError(t, err)
	return s
}

func TestSimulate_AThresholdIsHeldAgainstEachPiece(t *testing.T) {
	t.Parallel()
	list := []Advised{
		{Item: "a", Choice: "1", Label: "1", Confidence: 0.9, Worth: 100}, {Item: "b", Choice: "1", Label: "2", Confidence: 0.95, Worth: 300},
		{Item: "c", Choice: "1", Label: "1", Confidence: 0.8, Worth: 100}, {Item: "d", Choice: "1", Label: "1", Confidence: 1, Worth: 5000},
		{Item: "e", Choice: "1", Confidence: 1, Worth: 100}, {Item: "f", Label: "1", Confidence: 1, Worth: 100},
		{Item: "g", Choice: "1", Label: "1", Confidence: 1, Unseen: UnseenVendor},
	}
	s := simulated(t, list, Candidate{Confidence: 0.9, Cap: 1000})
	require.Equal(t, []int{6, 2, 1}, []int{s.Considered, s.Automatic, s.Wrong})
	require.InDelta(t, 2.0/6, s.Coverage, 1e-12)
	require.Equal(t, UpperBound(1, 2), s.Bound)
	require.Equal(t, []int64{400, 300, 398}, []int64{s.Money, s.WrongMoney, s.BoundMoney})
	require.Equal(t, s.Automatic-s.Audited, s.Saved)
	require.Equal(t, 3, simulated(t, list, Candidate{Confidence: 0.9}).Automatic)
}

func TestSimulate_Refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		c    Candidate
		want string
	}{
		{Candidate{}, "INVALID: target: Name either a promised share of errors or a threshold."},
		{Candidate{Target: 0.01, Confidence: 0.9}, "INVALID: target: Name either a promised share of errors or a threshold."},
		{Candidate{Confidence: 1.1}, "INVALID: threshold: The threshold lies above 0 and at most at 1, not at 1.1."},
		{Candidate{Target: 0.5}, "INVALID: target: The promised share of errors lies between 0 and 0.5, not at 0.5."},
	} {
		_, err := Simulate(history(1, 1), c.c, 1)
		require.EqualError(t, err, c.want)
	}
}

func TestSimulate_StricterNeverSavesMore(t *testing.T) {
	t.Parallel()
	list := history(3, 60)
	last := simulated(t, list, Candidate{Confidence: 0.5})
	for c := 0.55; c <= 1; c += 0.05 {
		s := simulated(t, list, Candidate{Confidence: c})
		require.LessOrEqual(t, s.Automatic, last.Automatic)
		require.LessOrEqual(t, s.WrongMoney, last.WrongMoney)
		require.LessOrEqual(t, s.WrongMoney, s.BoundMoney)
		require.LessOrEqual(t, s.BoundMoney, s.Money)
		last = s
	}
}

// A promise is run as it would have run: it cannot know the answers of tomorrow, keeps what it promised, and stops when the world changes.
func TestSimulate_APromiseIsRunDayByDay(t *testing.T) {
	t.Parallel()
	list := history(4, 150)
	loose, strict := simulated(t, list, Candidate{Target: 0.05}), simulated(t, list, Candidate{Target: 0.02})
	require.Nil(t, strict.Stop)
	require.Greater(t, loose.Automatic, strict.Automatic)
	require.Greater(t, strict.Coverage, 0.2)
	require.LessOrEqual(t, share(strict.Wrong, strict.Automatic), 0.02)
	require.InDelta(t, DefaultAudit, share(strict.Audited, strict.Automatic), 0.05)
	shuffled := slices.Clone(list)
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	require.Equal(t, strict, simulated(t, shuffled, Candidate{Target: 0.02}), "the order it is read in means nothing")

	for i := range list {
		if list[i].Date == firstDay.AddDays(100) || firstDay.AddDays(100).Before(list[i].Date) {
			list[i].Label = "renamed " + list[i].Vendor
		}
	}
	stopped := simulated(t, list, Candidate{Target: 0.02})
	require.NotNil(t, stopped.Stop)
	require.LessOrEqual(t, firstDay.AddDays(100).DaysUntil(stopped.Stop.Date), 5)
	require.Less(t, stopped.Automatic, strict.Automatic)
}

// TestBoundMoney_HoldsInNineteenOfTwentyWorlds lets errors prefer what is dear, which a bound of their share says nothing of.
func TestBoundMoney_HoldsInNineteenOfTwentyWorlds(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 5))
	const worlds = 200
	broken, tight := 0, 0
	for range worlds {
		worth := make([]int64, 2000)
		for i := range worth {
			worth[i] = 1 + int64(1000/(0.01+r.Float64()))
		}
		world := func() (list []Advised, lost int64) {
			for _, w := range worth {
				a := Advised{Choice: "1", Label: "1", Worth: w}
				if r.Float64() < min(0.2, float64(w)/200000) {
					a.Label = "2"
					lost += w
				}
				list = append(list, a)
			}
			return list, lost
		}
		seen, _ := world()
		expected := 0.0
		for _, w := range worth {
			expected += min(0.2, float64(w)/200000) * float64(w)
		}
		bound := boundMoney(seen)
		if float64(bound) < expected {
			broken++
		}
		if float64(bound) < 6*expected {
			tight++
		}
	}
	require.LessOrEqual(t, float64(broken)/worlds, 0.05)
	require.Greater(t, float64(tight)/worlds, 0.9, "a bound that says nothing is none")
	require.Zero(t, boundMoney(nil))
}
