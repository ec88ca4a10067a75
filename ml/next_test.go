package ml_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/ml"
)

var nextNow = time.Date(2026, 11, 26, 9, 0, 0, 0, time.UTC)

func TestNextOf_LetsGoWhatNothingSpeaksAgainst(t *testing.T) {
	t.Parallel()
	list := ml.NextOf(ml.Ahead{Waiting: ml.Waiting{AtRisk: 100_000, Saving: 2_000, Until: nextNow.Add(time.Hour)}}, nextNow)
	require.Len(t, list, 1)
	require.Equal(t, ml.NextAccept, list[0].Kind)
	require.InDelta(t, 1_988, list[0].Gain, 2, "the discount is saved")
	require.InDelta(t, (1_988.0+300)/200_000, list[0].Turn, 0.0001, "so much doubt about all of it would have it looked at first")
}

func TestNextOf_LooksFirstWhereDoubtOutweighsHurry(t *testing.T) {
	t.Parallel()
	a := ml.Ahead{
		Waiting: ml.Waiting{AtRisk: 500_000, LateFee: 4_000, Due: nextNow.Add(time.Hour)},
		Doubts:  []ml.Doubt{{Chance: 0.1, AtRisk: 10_000}, {Chance: 0.3, AtRisk: 500_000}},
	}
	list := ml.NextOf(a, nextNow)
	require.Equal(t, []ml.NextKind{ml.NextLook, ml.NextLook, ml.NextAccept}, kindsOf(list))
	require.Equal(t, 1, list[0].Doubt)
	require.EqualValues(t, 150_000-300, list[0].Gain)
	require.Negative(t, list[2].Gain, "to let it go loses what is doubted")
	a.Doubts[1].Chance = 0.8
	list = ml.NextOf(a, nextNow)
	require.Equal(t, ml.NextLook, list[0].Kind, "a look settles it for less than sending it back costs")
	require.Equal(t, ml.NextSendBack, list[1].Kind)
}

func TestNextOf_ADoubtAboutAPartSendsNothingBack(t *testing.T) {
	t.Parallel()
	list := ml.NextOf(ml.Ahead{Waiting: ml.Waiting{AtRisk: 100_000}, Doubts: []ml.Doubt{{Chance: 0.95, AtRisk: 2_000}}}, nextNow)
	require.Equal(t, []ml.NextKind{ml.NextLook, ml.NextAccept}, kindsOf(list))
}

func TestNextOf_ATrifleIsNotWorthALook(t *testing.T) {
	t.Parallel()
	list := ml.NextOf(ml.Ahead{Doubts: []ml.Doubt{{Chance: 0.2, AtRisk: 500}}}, nextNow)
	require.Equal(t, []ml.NextKind{ml.NextAccept, ml.NextLook}, kindsOf(list))
	require.InDelta(t, 300.0/1_000, list[0].Turn, 1e-9)
}

// What is told as the turning point is one: on one side of it another thing comes first than on the other.
func TestNextOf_TurnsWhereItSays(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(1, 2))
	turned := 0
	for range 2_000 {
		a := ml.Ahead{Waiting: ml.Waiting{AtRisk: 1_000_000, LateFee: dice.Int64N(20_000), Due: nextNow.Add(time.Duration(dice.IntN(200)) * time.Hour)}}
		a.Doubts = []ml.Doubt{{Chance: dice.Float64() / 2, AtRisk: 1_000 + dice.Int64N(1_000_000)}}
		list := ml.NextOf(a, nextNow)
		for i := 1; i < len(list); i++ {
			require.GreaterOrEqual(t, list[i-1].Gain, list[i].Gain)
		}
		if math.IsNaN(list[0].Turn) {
			continue
		}
		turned++
		at := list[0].Turn
		for side, want := range map[float64]ml.NextKind{-0.01: ml.NextAccept, 0.01: ml.NextLook} {
			if c := at + side; c > 0 && c < 1 {
				a.Doubts[0].Chance = c
				require.Equal(t, want, onlyTwo(ml.NextOf(a, nextNow))[0].Kind, "%v at %g", a, c)
			}
		}
	}
	require.Greater(t, turned, 500)
}

func onlyTwo(list []ml.Next) []ml.Next {
	var out []ml.Next
	for _, n := range list {
		if n.Kind != ml.NextSendBack {
			out = append(out, n)
		}
	}
	return out
}

func kindsOf(list []ml.Next) []ml.NextKind {
	kinds := make([]ml.NextKind, len(list))
	for i := range list {
		kinds[i] = list[i].Kind
	}
	return kinds
}
