package ml_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/ml"
)

var asked = ml.Asking{Candidates: []string{"ann", "ben", "cid"}, Minor: 1_000_00, At: time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC)}

// ruled are n decisions of a person a day apart, on items of the supplier at the same step.
func ruled(person string, n int) (list []ml.Ruling) {
	for i := range n {
		list = append(list, ml.Ruling{Item: fmt.Sprint(person, i), Person: person, At: asked.At.AddDate(0, 0, -1-i), Minor: 900_00, Step: true, Supplier: true})
	}
	return list
}

func TestRankApprovers_NamesWhoUsuallyDecidesWithCounts(t *testing.T) {
	t.Parallel()
	got := ml.RankApprovers(append(ruled("ben", 9), ruled("ann", 2)...), asked)
	require.Len(t, got, 3)
	require.Equal(t, []string{"ben", "ann", "cid"}, []string{got[0].Person, got[1].Person, got[2].Person})
	require.InDelta(t, 1, got[0].Confidence+got[1].Confidence+got[2].Confidence, 1e-9)
	require.Equal(t, "9 of the last 11 decisions on this step for this supplier.", got[0].Reasons[0].Sentence)
	require.Equal(t, 9, got[0].Reasons[0].Count)
	require.Equal(t, 11, got[0].Reasons[0].Of)
	require.Empty(t, got[2].Reasons, "who never decided one has no count")
}

func TestRankApprovers_TheNarrowerContextCountsMore(t *testing.T) {
	t.Parallel()
	past := ruled("ben", 12)
	for i := range past {
		past[i].Supplier = false
	}
	past = append(past, ruled("ann", 8)...)
	require.Equal(t, "ann", ml.RankApprovers(past, asked)[0].Person, "ben took the step more often, and never for this supplier")
	center := asked
	past = append(ruled("ben", 6), ruled("ann", 6)...)
	for i := range past {
		past[i].Supplier, past[i].Center = false, past[i].Person == "ann"
	}
	require.Equal(t, "ann", ml.RankApprovers(past, center)[0].Person)
}

func TestRankApprovers_LateDecisionsCountMore(t *testing.T) {
	t.Parallel()
	past := ruled("ben", 10)
	for i := range past {
		past[i].At = past[i].At.AddDate(-2, 0, 0)
	}
	require.Equal(t, "ann", ml.RankApprovers(append(past, ruled("ann", 6)...), asked)[0].Person)
}

func TestRankApprovers_Abstains(t *testing.T) {
	t.Parallel()
	one := asked
	one.Candidates = []string{"ben"}
	strange := ruled("ben", 20)
	for i := range strange {
		strange[i].Step, strange[i].Supplier = false, false
	}
	for name, got := range map[string][]ml.Approver{
		"without a choice":         ml.RankApprovers(ruled("ben", 20), one),
		"with too little evidence": ml.RankApprovers(ruled("ben", 4), asked),
		"of decisions of others":   ml.RankApprovers(ruled("zoe", 20), asked),
		"of items unlike this one": ml.RankApprovers(strange, asked),
		"between equals":           ml.RankApprovers(append(append(ruled("ann", 9), ruled("ben", 9)...), ruled("cid", 9)...), asked),
		"of nothing":               ml.RankApprovers(nil, asked),
	} {
		require.Empty(t, got, name)
	}
	require.NotEmpty(t, ml.RankApprovers(ruled("ben", 5), asked))
}

func TestRankApprovers_ConfidenceRisesWithEvidenceAndOrderMeansNothing(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 11))
	told, rose := 0, 0
	for range 2_000 {
		var past []ml.Ruling
		for i := range 5 + r.IntN(30) {
			past = append(past, ml.Ruling{
				Item: fmt.Sprint("i", i), Person: []string{"ann", "ben", "ben", "ben", "cid", "zoe"}[r.IntN(6)], At: asked.At.Add(-time.Duration(r.IntN(9_000)) * time.Hour), Minor: int64(r.IntN(4_000_00)),
				Step: r.IntN(3) > 0, Supplier: r.IntN(3) > 0, Center: r.IntN(2) > 0,
			})
		}
		got := ml.RankApprovers(past, asked)
		out := ml.FindOutsider(past, asked)
		shuffled := append([]ml.Ruling{}, past...)
		r.Shuffle(len(shuffled), func(a, b int) { shuffled[a], shuffled[b] = shuffled[b], shuffled[a] })
		require.Equal(t, got, ml.RankApprovers(shuffled, asked))
		require.Equal(t, out, ml.FindOutsider(shuffled, asked))
		if len(got) == 0 {
			continue
		}
		told++
		sum := 0.0
		for _, a := range got {
			require.Contains(t, asked.Candidates, a.Person, "nobody but whom the policy asks is ever named")
			require.Positive(t, a.Confidence)
			sum += a.Confidence
			for _, reason := range a.Reasons {
				require.LessOrEqual(t, reason.Count, reason.Of)
			}
		}
		require.InDelta(t, 1, sum, 1e-9)
		more := ml.RankApprovers(append(past, ml.Ruling{Item: "new", Person: got[0].Person, At: asked.At, Minor: asked.Minor, Step: true, Supplier: true, Center: true}), asked)
		require.Equal(t, got[0].Person, more[0].Person)
		require.Greater(t, more[0].Confidence, got[0].Confidence)
		rose++
	}
	require.Greater(t, told, 200, "the test shows nothing")
	t.Logf("%d of 2000 situations were worth a word; %d rose", told, rose)
}

func TestFindOutsider_IsWhoUsuallyDecidesAndIsNotAsked(t *testing.T) {
	t.Parallel()
	past := append(ruled("zoe", 8), ruled("ann", 2)...)
	require.Equal(t, &ml.Outsider{Person: "zoe", Count: 8, Of: 10}, ml.FindOutsider(past, asked))
	known := asked
	known.Known = []string{"zoe"}
	require.Nil(t, ml.FindOutsider(past, known), "the policy looked at them")
	require.Nil(t, ml.FindOutsider(ruled("ann", 9), asked), "a candidate is no outsider")
	require.Nil(t, ml.FindOutsider(ruled("zoe", 4), asked), "too little evidence")
	require.Nil(t, ml.FindOutsider(append(ruled("zoe", 5), ruled("ann", 5)...), asked), "half is not most")
	for i := range past {
		past[i].Supplier = false
	}
	require.Nil(t, ml.FindOutsider(past, asked), "of other suppliers")
}
