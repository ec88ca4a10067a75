package ml

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// closings is a world of accounts that are certified month by month. Some are slow, some fast; what is seen of them moves it or not.
type closings struct {
	dice     *rand.Rand
	accounts int
	signs    bool // what is seen of a period says something about it
	past     []Closed
	told     []Foretold
}

const (
	closingDue    = 8
	closingMonths = 30
	closingFrom   = 10 // months before which forecasts are not judged
)

// judged is a forecast and what came of it.
type judged struct {
	CloseForecast
	missed bool
	day    int
}

// run lets the months pass. On every working day every open account is foretold by a model that knows what is over, and no more.
func (w *closings) run() []judged {
	var all []judged
	for month := range closingMonths {
		ended := domain.NewDate(2024, time.Month(1+month), 1).AddDays(-1)
		model := NewCloseModel(w.past, w.told, ended)
		for a := range w.accounts {
			name := fmt.Sprint("account ", a)
			day, seen, made := w.close(a, name, ended, model)
			w.past = append(w.past, Closed{Account: name, Ended: ended, Day: day, Seen: closeDays, Due: closingDue})
			for _, f := range seen {
				f.Missed = day == 0 || day > closingDue
				w.told = append(w.told, f)
			}
			for _, f := range made {
				if month >= closingFrom {
					all = append(all, judged{f, day == 0 || day > closingDue, day})
				}
			}
		}
	}
	return all
}

// close lets the days of one account's month pass, and returns the working day on which it was certified, 0 for not within the horizon.
func (w *closings) close(a int, name string, ended domain.Date, model *CloseModel) (day int, seen []Foretold, made []CloseForecast) {
	usual := 0.05 + 0.30*float64(a%7)/6
	s := domain.CloseStanding{Feeds: max(0, w.dice.IntN(6)-3), Notes: max(0, w.dice.IntN(8)-5), Backlog: w.dice.IntN(4)}
	for d := 1; d <= closeDays; d++ {
		if f := model.Foretell(Closing{Account: name, Passed: d - 1, Due: closingDue, CloseStanding: s}); f != nil {
			made = append(made, *f)
			seen = append(seen, Foretold{Period: name + ended.String(), Passed: d - 1, Base: f.Base, CloseStanding: s})
		}
		chance := usual
		if w.signs {
			chance *= math.Exp(-0.9*float64(s.Feeds) - 0.9*float64(s.Notes))
			if s.Prepared {
				chance = min(1, 3*usual)
			}
			if w.dice.Float64() < chance {
				s.Prepared, s.Notes = true, 0
			}
			if s.Feeds > 0 && w.dice.IntN(4) == 0 {
				s.Feeds--
			}
		}
		if w.dice.Float64() < chance && (!w.signs || s.Prepared) {
			return d, seen, made
		}
	}
	return 0, seen, made
}

// brier is the mean square of what was foretold against what came.
func brier(all []judged, chance func(*judged) float64) float64 {
	sum := 0.0
	for i := range all {
		sum += math.Pow(chance(&all[i])-yes(all[i].missed), 2)
	}
	return sum / float64(len(all))
}

func TestCloseModel_KeepsWhatItForetells(t *testing.T) {
	for _, signs := range []bool{true, false} {
		for seed := range uint64(3) {
			w := &closings{dice: rand.New(rand.NewPCG(seed, 7)), accounts: 40, signs: signs}
			all := w.run()
			var calibration Calibration
			missed, within, ranged := 0, 0, 0
			for _, j := range all {
				calibration.Add(j.Missed, j.missed)
				missed += int(yes(j.missed))
				if j.Low > 0 && j.High > 0 {
					ranged++
					within += int(yes(j.day >= j.Low && j.day > 0 && j.day <= j.High))
				}
			}
			share := float64(missed) / float64(len(all))
			told := brier(all, func(j *judged) float64 { return j.CloseForecast.Missed })
			base := brier(all, func(j *judged) float64 { return j.Base })
			flat := brier(all, func(*judged) float64 { return share })
			t.Logf("signs %v seed %d: %d forecasts, %.0f %% late, calibration error %.3f, Brier %.4f (by the past alone %.4f, of the mean %.4f), %.0f %% of %d within their range",
				signs, seed, len(all), 100*share, calibration.Error(), told, base, flat, 100*float64(within)/float64(ranged), ranged)
			require.Less(t, calibration.Error(), 0.05)
			require.Less(t, base, 0.95*flat, "the past of an account says something")
			if signs {
				require.Less(t, told, 0.95*base, "and so does what is seen of it")
			} else {
				require.Less(t, told, 1.02*base, "what says nothing costs nothing")
			}
			require.InDelta(t, 0.9, float64(within)/float64(ranged), 0.07, "four in five at least, and more since days are whole")
		}
	}
}

func TestCloseModel_IsAFunctionOfWhatIsKnown(t *testing.T) {
	w := &closings{dice: rand.New(rand.NewPCG(1, 1)), accounts: 12, signs: true}
	w.run()
	at := domain.NewDate(2026, time.July, 1)
	ask := Closing{Account: "account 3", Passed: 2, Due: closingDue, CloseStanding: domain.CloseStanding{Feeds: 2, Notes: 1}}
	first := NewCloseModel(w.past, w.told, at).Foretell(ask)
	for range 3 {
		w.dice.Shuffle(len(w.past), func(i, j int) { w.past[i], w.past[j] = w.past[j], w.past[i] })
		w.dice.Shuffle(len(w.told), func(i, j int) { w.told[i], w.told[j] = w.told[j], w.told[i] })
		require.Equal(t, first, NewCloseModel(w.past, w.told, at).Foretell(ask))
	}
	ask.Notes, ask.Feeds = 0, 0
	require.Less(t, NewCloseModel(w.past, w.told, at).Foretell(ask).Missed, first.Missed)
}

func TestCloseModel_SaysWhatItRestsOn(t *testing.T) {
	w := &closings{dice: rand.New(rand.NewPCG(2, 2)), accounts: 21, signs: true}
	w.run()
	m := NewCloseModel(w.past, w.told, domain.NewDate(2026, time.July, 1))
	f := m.Foretell(Closing{Account: "account 0", Passed: 5, Due: closingDue, CloseStanding: domain.CloseStanding{Feeds: 1, Notes: 2}})
	require.Contains(t, f.Drivers[0].Sentence, "open with 3 working days left")
	var late *Reason
	sum := 0.0
	for i, r := range f.Drivers {
		sum += r.Weight
		if r.Of > 0 {
			late = &f.Drivers[i]
		}
	}
	require.Equal(t, closingMonths, late.Of)
	require.Equal(t, fmt.Sprintf("It was late in %d of 30 closes before.", late.Count), late.Sentence)
	require.Positive(t, late.Weight, "the slowest of all")
	require.True(t, slices.ContainsFunc(f.Drivers, func(r Reason) bool {
		return r.Sentence == "2 old lines have no note, which keeps it from being signed." && r.Weight > 0
	}), "%+v", f.Drivers)
	require.InDelta(t, f.Missed, sum, 2*likelyEnd, "what it rests on adds up")
}

func TestCloseModel_SaysNothingOfLittle(t *testing.T) {
	past := []Closed{}
	for i := range closesLeast - 1 {
		past = append(past, Closed{Account: "a", Ended: domain.NewDate(2026, time.Month(1+i), 28), Day: 3, Seen: 3, Due: 5})
	}
	ask := Closing{Account: "a", Passed: 1, Due: 5}
	at := domain.NewDate(2026, time.July, 1)
	require.Nil(t, NewCloseModel(past, nil, at).Foretell(ask))
	past = append(past, Closed{Account: "b", Ended: domain.NewDate(2026, time.June, 30), Day: 9, Seen: 9, Due: 5})
	m := NewCloseModel(past, nil, at)
	f := m.Foretell(ask)
	require.InDelta(t, f.Base, f.Missed, 1e-9, "without forecasts to learn from the past alone counts")
	require.Less(t, f.Missed, m.Foretell(Closing{Account: "b", Passed: 1, Due: 5}).Missed)
	require.Nil(t, m.Foretell(Closing{Account: "a", Passed: 5, Due: 5}), "it is due")
}
