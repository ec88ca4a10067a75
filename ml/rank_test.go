package ml

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var noon = time.Date(2031, 3, 3, 12, 0, 0, 0, time.UTC)

func order(queue ...Waiting) (ids []string) {
	for _, r := range Rank(queue, noon) {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestRank_ExplainsAPlaceInMoney(t *testing.T) {
	t.Parallel()
	ranked := Rank([]Waiting{{
		ID: "a", Problem: 0.2, AtRisk: 10000, Due: noon.Add(84 * time.Hour), LateFee: 400, Saving: 3000, Until: noon.Add(42 * time.Hour), Blocks: 2, Blocked: 3650000,
	}}, noon)
	require.Equal(t, []Part{
		{PartDiscount, 2250, 3000, 0.75}, {PartProblem, 2000, 10000, 0.2}, {PartBlocking, 1000, 3650000, dayRate}, {PartLate, 200, 400, 0.5},
	}, ranked[0].Parts)
	require.Equal(t, int64(5450), ranked[0].Loss)
	require.InDelta(t, 1090, ranked[0].Score, 1e-9)
}

func TestRank_PinnedFirstThenLossForTheWorkThenWhoCameFirst(t *testing.T) {
	t.Parallel()
	require.Equal(t, []string{"pinned", "quick", "dear", "older", "old", "young"}, order(
		Waiting{ID: "young", Arrived: noon}, Waiting{ID: "old", Arrived: noon.Add(-time.Hour)}, Waiting{ID: "older", Arrived: noon.Add(-2 * time.Hour)},
		Waiting{ID: "dear", Problem: 1, AtRisk: 1000, Effort: time.Hour}, Waiting{ID: "quick", Problem: 1, AtRisk: 500, Effort: time.Minute},
		Waiting{ID: "pinned", Pinned: true},
	))
}

func TestRank_WhatIsPastLosesNoMoreUnlessItGoesOn(t *testing.T) {
	t.Parallel()
	past := noon.Add(-time.Hour)
	ranked := Rank([]Waiting{{ID: "a", Saving: 100, Until: past, LateFee: 70, Due: past}}, noon)
	require.Equal(t, []Part{{PartLate, 70, 70, 1}}, ranked[0].Parts)
}

// queue draws items with honest chances of a problem, and which of them have one.
func queue(r *rand.Rand, n int) ([]Waiting, map[string]bool) {
	list, problem := make([]Waiting, n), map[string]bool{}
	for i := range list {
		w := Waiting{ID: fmt.Sprint(i), Arrived: noon.Add(-time.Duration(r.IntN(10000)) * time.Minute), Problem: r.Float64() * r.Float64(), AtRisk: r.Int64N(200000),
			Effort: time.Duration(2+r.IntN(40)) * time.Minute}
		if r.IntN(4) == 0 {
			w.Saving, w.Until = r.Int64N(20000), noon.Add(time.Duration(r.IntN(200))*time.Hour)
		}
		if r.IntN(3) == 0 {
			w.LateFee, w.Due = r.Int64N(5000), noon.Add(time.Duration(r.IntN(200))*time.Hour)
		}
		list[i], problem[w.ID] = w, r.Float64() < w.Problem
	}
	return list, problem
}

func TestRank_DoesNotDependOnTheOrderItIsGiven(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7))
	list, _ := queue(r, 50)
	want := order(list...)
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	require.Equal(t, want, order(list...))
}

func TestRank_LosesLessThanFirstInFirstOut(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 8))
	better, sum := 0, int64(0)
	for range 100 {
		list, problem := queue(r, 60)
		regret := Regret(list, problem, noon)
		sum += regret
		if regret > 0 {
			better++
		}
	}
	require.Greater(t, better, 95)
	require.Positive(t, sum)
	require.Zero(t, Regret(nil, nil, noon))
}

func TestLost_CountsWhatHappensWhileItWaits(t *testing.T) {
	t.Parallel()
	list := []Waiting{
		{Effort: 84 * time.Hour, AtRisk: 1000, Saving: 50, Until: noon.Add(-time.Second)},
		{Effort: 84 * time.Hour, AtRisk: 1000, LateFee: 30, Due: noon.Add(167 * time.Hour), Saving: 20, Until: noon.Add(168 * time.Hour)},
	}
	require.Equal(t, int64(500+1000+30), Lost(list, []bool{true, true}, noon))
	require.Equal(t, int64(30), Lost(list, []bool{false, false}, noon))
}

func TestGain_IsOneForTheBestOrderAndLessForOthers(t *testing.T) {
	t.Parallel()
	require.InDelta(t, 1, Gain([]float64{3, 2, 1, 0}, 4), 1e-12)
	require.InDelta(t, 1, Gain([]float64{3, 2, 0, 1}, 2), 1e-12)
	require.InDelta(t, 0.6309, Gain([]float64{0, 1}, 2), 1e-4)
	require.InDelta(t, 1, Gain(nil, 5), 1e-12)
	require.InDelta(t, 1, Gain([]float64{0, 0}, 5), 1e-12)
	r := rand.New(rand.NewPCG(9, 9))
	for range 100 {
		gains := make([]float64, 20)
		for i := range gains {
			gains[i] = r.Float64()
		}
		g := Gain(gains, 10)
		require.Greater(t, g, 0.0)
		require.LessOrEqual(t, g, 1.0)
		slices.Sort(gains)
		slices.Reverse(gains)
		require.InDelta(t, 1, Gain(gains, 10), 1e-12)
	}
}
