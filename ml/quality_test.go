package ml

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// history is advice of 60 suppliers, 70 a day, whose confidences are honest.
func history(seed uint64, days int) []Advised {
	r := rand.New(rand.NewPCG(seed, 9))
	list := make([]Advised, 0, days*70)
	for d := range days {
		for i := range 70 {
			c := 1 - r.Float64()*r.Float64()*r.Float64()*r.Float64()*0.7
			a := Advised{
				Item: fmt.Sprintf("%04d-%02d", d, i), Date: firstDay.AddDays(d), Vendor: fmt.Sprint(r.IntN(60)), Choice: "100", Label: "100",
				Confidence: c, Worth: int64(100 + r.IntN(100000)), Accepted: true, Opened: true,
			}
			if r.Float64() > c {
				a.Label, a.Accepted = "200", false
			}
			list = append(list, a)
		}
	}
	return list
}

func qualityOf(list ...Advised) Quality {
	var t Tally
	for _, a := range list {
		t.Add(a)
	}
	return t.Quality()
}

func TestTally_CountsWhatEachFigureIsAbout(t *testing.T) {
	t.Parallel()
	accepted := Advised{Choice: "1", Label: "1", Confidence: 0.9, Accepted: true, Opened: true, Took: time.Minute}
	unread, hasty, changed := accepted, accepted, accepted
	unread.Opened = false
	hasty.Took = RubberStamp - 1
	changed.Label, changed.Accepted = "2", false
	automatic := Advised{Choice: "1", Label: "1", Confidence: 0.99, Automatic: true, Worth: 500}
	wrong := automatic
	wrong.Label, wrong.Audited = "2", true
	open := automatic
	open.Label = ""
	abstained := Advised{Label: "3"}
	q := qualityOf(accepted, unread, hasty, changed, automatic, wrong, open, abstained)
	require.Equal(t, 8, q.N)
	require.Equal(t, 7, q.Known)
	require.InDelta(t, 4.0/6, q.Precision, 1e-12)
	require.InDelta(t, 4.0/7, q.Recall, 1e-12)
	require.Equal(t, []int{4, 3}, []int{q.Decided, q.Accepted})
	require.InDelta(t, 1.0/4, q.OverrideRate, 1e-12)
	require.InDelta(t, 2.0/3, q.RubberStampRate, 1e-12)
	require.Equal(t, []int{3, 1}, []int{q.Automatic, q.WrongAuto})
	require.Equal(t, int64(500), q.WrongMoney)
	require.Len(t, q.Bins, 15)
	require.Equal(t, Bin{From: 13.0 / 15, To: 14.0 / 15, N: 4, Announced: 0.9, Observed: 0.75}, q.Bins[13])
	require.InDelta(t, (4*0.15+2*0.49)/6, q.CalibrationError, 1e-9)
	require.Zero(t, q.Drift)
}

func TestTally_SaysNothingOfNothing(t *testing.T) {
	t.Parallel()
	q := qualityOf()
	require.Len(t, q.Bins, 15)
	q.Bins = nil
	require.Equal(t, Quality{}, q)
}

func TestTally_DriftIsAgainstThePeriodBefore(t *testing.T) {
	t.Parallel()
	var same, moved Tally
	for _, a := range history(1, 20) {
		same.AddBefore(a)
		moved.AddBefore(a)
		same.Add(a)
		a.Confidence /= 3
		moved.Add(a)
	}
	require.Zero(t, same.Quality().Drift)
	require.Greater(t, moved.Quality().Drift, 0.25)
}

// Whatever comes, shares are shares, and the bins hold what was known and advised.
func TestTally_SharesAreShares(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 2))
	for range 200 {
		var tally Tally
		told := 0
		for range r.IntN(40) {
			a := Advised{Confidence: r.Float64(), Automatic: r.IntN(2) == 0, Accepted: r.IntN(2) == 0, Opened: r.IntN(2) == 0, Worth: r.Int64N(1000),
				Choice: []string{"", "1", "2"}[r.IntN(3)], Label: []string{"", "1", "2"}[r.IntN(3)]}
			tally.Add(a)
			if a.Choice != "" && a.Label != "" {
				told++
			}
		}
		q := tally.Quality()
		for _, share := range []float64{q.Precision, q.Recall, q.OverrideRate, q.RubberStampRate, q.CalibrationError} {
			require.GreaterOrEqual(t, share, 0.0)
			require.LessOrEqual(t, share, 1.0)
		}
		for _, b := range q.Bins {
			told -= b.N
		}
		require.Zero(t, told)
		require.LessOrEqual(t, q.Recall, q.Precision)
		require.LessOrEqual(t, q.WrongAuto, q.Automatic)
	}
}
