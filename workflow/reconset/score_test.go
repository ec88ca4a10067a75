package reconset_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow/reconset"
)

// knowing is the answer of somebody who knows the truth.
func knowing(set *reconset.Set) reconset.Answer {
	a := reconset.Answer{States: slices.Repeat([]domain.LineState{domain.LineCase}, len(set.Lines))}
	for _, truth := range set.Truth {
		switch truth.Fate {
		case reconset.Together:
			a.Matched = append(a.Matched, truth.Lines)
		case reconset.Unclear:
			for _, l := range truth.Lines {
				a.States[l] = domain.LineAmbiguous
			}
		case reconset.Apart:
		}
	}
	for _, group := range a.Matched {
		for _, l := range group {
			a.States[l] = domain.LineMatched
		}
	}
	return a
}

func TestScoreOf_TheTruthIsRight(t *testing.T) {
	t.Parallel()
	set := reconset.Make(reconset.Options{Lines: 5000, Seed: 5})
	score := reconset.ScoreOf(set, knowing(set))
	require.InDelta(t, 1, score.AutomaticRate(), 0)
	require.Zero(t, score.WrongGroups)
	require.Zero(t, score.AmbiguousMatched)
	require.Zero(t, score.Lost)
	for _, c := range score.Classes {
		require.Equal(t, c.Things, c.Right, c.Class)
	}
}

func TestScoreOf_CountsWhatIsWrongOfferedMissedAndLost(t *testing.T) {
	t.Parallel()
	set := reconset.Make(reconset.Options{Lines: 500, Seed: 6, Mix: reconset.Mix{"exact": 10, "rivals": 1}})
	a := knowing(set)
	var unclear reconset.Truth
	for _, truth := range set.Truth {
		if truth.Fate == reconset.Unclear {
			unclear = truth
		}
	}
	first, second := a.Matched[0], a.Matched[1]
	a.Matched = append(a.Matched[4:], []int{first[0], second[1]}, unclear.Lines[:2]) // crossed; picked from rivals
	for _, l := range slices.Concat(a.Matched[len(a.Matched)-2:]...) {
		a.States[l] = domain.LineMatched
	}
	a.States[first[1]], a.States[second[0]] = domain.LineCase, domain.LineCase
	third, fourth := knowing(set).Matched[2], knowing(set).Matched[3]
	a.States[third[0]], a.States[third[1]] = domain.LineSuggested, domain.LineSuggested
	a.States[fourth[0]], a.States[fourth[1]] = domain.LineCase, domain.LineNew
	score := reconset.ScoreOf(set, a)
	require.Equal(t, 2, score.WrongGroups)
	require.Equal(t, 2, score.AmbiguousMatched)
	require.Equal(t, 1, score.Lost)
	exact := score.Classes[0]
	require.Equal(t, []int{2, 1, 1}, []int{exact.Wrong, exact.Offered, exact.Missed})
	require.Equal(t, exact.Things-4, exact.Right)
	require.Equal(t, 1, score.Classes[1].Wrong)
}

func TestScoreOf_TwinsMayStandForEachOther(t *testing.T) {
	t.Parallel()
	set := reconset.Make(reconset.Options{Lines: 2, Seed: 7, Mix: reconset.Mix{"twins": 1}})
	require.Len(t, set.Truth, 2)
	one, other := set.Truth[0].Lines, set.Truth[1].Lines
	if set.Lines[one[0]].Source != set.Lines[other[0]].Source { // the lines are dealt anew
		slices.Reverse(other)
	}
	a := knowing(set)
	a.Matched = [][]int{{one[0], other[1]}, {other[0], one[1]}}
	score := reconset.ScoreOf(set, a)
	require.Equal(t, 2, score.Classes[0].Right)
	require.Zero(t, score.WrongGroups)

	a.Matched = [][]int{{one[0], other[0]}, {one[1], other[1]}}
	require.Equal(t, 2, reconset.ScoreOf(set, a).WrongGroups, "two lines of one side are no match")
}
