package ml

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func guarded(t *testing.T, target float64) *Guard {
	t.Helper()
	g, err := NewGuard(GuardOptions{Target: target, Seed: 3})
	require.NoError(t, err)
	return g
}

// stream is an invented use: confidences that are honest until a change turns a share of the right answers wrong.
type stream struct {
	r      *rand.Rand
	date   domain.Date
	wrong  float64 // share of right answers turned wrong
	rename bool    // the wrong ones carry labels that nobody used before
}

func newStream(seed uint64) *stream {
	return &stream{r: rand.New(rand.NewPCG(seed, 2)), date: firstDay}
}

// day is 70 lines of 50 suppliers.
func (s *stream) day(g *Guard) []Outcome {
	s.date = s.date.AddDays(1)
	list := make([]Outcome, 70)
	for i := range list {
		vendor := s.r.IntN(50)
		c := 1 - s.r.Float64()*s.r.Float64()*s.r.Float64()*s.r.Float64()*0.7
		o := Outcome{Date: s.date, Vendor: fmt.Sprint(vendor), Choice: "100", Label: "100", Confidence: c}
		if s.r.Float64() > c {
			o.Label = "200"
		} else if s.r.Float64() < s.wrong {
			o.Label, o.New = fmt.Sprint(300+vendor%10), s.rename
		}
		o.Zone = g.zone(Suggestion{Vendor: o.Vendor, Choices: []Choice{{Label: o.Choice, Confidence: c}}})
		o.Audited = o.Zone == ZoneAuto && g.Audits(fmt.Sprint(s.date, i))
		list[i] = o
	}
	return list
}

func (s *stream) run(g *Guard, days int) (automatic, wrong int) {
	for range days {
		day := s.day(g)
		for _, o := range day {
			if o.Zone == ZoneAuto {
				automatic++
				if !o.right() {
					wrong++
				}
			}
		}
		g.Confirm(day)
		g.Refit()
	}
	return automatic, wrong
}

// primed is a guard that looked on for so many days and found its threshold.
func primed(t *testing.T, s *stream, days int) *Guard {
	t.Helper()
	g := guarded(t, 0.02)
	for range days {
		g.Confirm(s.day(g))
	}
	require.True(t, g.Refit().Holds)
	return g
}

func TestGuard_RefusesPromisesThatNobodyMayMake(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		o    GuardOptions
		want string
	}{
		{GuardOptions{}, "INVALID: target: The promised share of errors lies between 0 and 0.5, not at 0."},
		{GuardOptions{Target: 0.5}, "INVALID: target: The promised share of errors lies between 0 and 0.5, not at 0.5."},
		{GuardOptions{Target: 0.02, Audit: 0.01}, "INVALID: audit: The audited share lies between 0.02 and 0.05, not at 0.01."},
		{GuardOptions{Target: 0.02, Audit: 0.5}, "INVALID: audit: The audited share lies between 0.02 and 0.05, not at 0.5."},
		{GuardOptions{Target: 0.02, Window: -1}, "INVALID: window: The window holds at least one decision, not -1."},
	} {
		_, err := NewGuard(c.o)
		require.EqualError(t, err, c.want)
	}
}

func TestGuard_ZonesByThresholdAndNeverTheUnseen(t *testing.T) {
	t.Parallel()
	g := guarded(t, 0.02)
	sure := Suggestion{Choices: []Choice{{Label: "100", Confidence: 1}}}
	require.Equal(t, ZoneSuggest, g.zone(sure), "nothing supports a threshold yet")
	newStream(1).run(g, 40)
	require.True(t, g.Threshold().Holds)
	require.Equal(t, ZoneAuto, g.zone(sure))
	require.Equal(t, ZoneSuggest, g.zone(Suggestion{Choices: []Choice{{Label: "100", Confidence: g.Threshold().Confidence - 0.001}}}))
	require.Equal(t, ZoneHuman, g.zone(Suggestion{}))
	for _, unseen := range []Unseen{UnseenVendor, UnseenLabel} {
		sure.Unseen = unseen
		require.Equal(t, ZoneHuman, g.zone(sure))
	}
}

func TestGuard_ProbesLargeBatchesBeforeTheRestFollows(t *testing.T) {
	t.Parallel()
	g := primed(t, newStream(7), 90)
	day := make([]Suggestion, 70)
	for i := range day {
		day[i] = Suggestion{Vendor: "S1", Choices: []Choice{{Label: "100", Confidence: 1 - float64(i)/1e6}}}
		if i >= 50 {
			day[i].Vendor = "S2" + fmt.Sprint(i%3) // three small ones
		}
	}
	zones, probes := g.Zones(day)
	require.Equal(t, []int{0, 12, 25}, probes)
	for i, z := range zones {
		if slices.Contains(probes, i) {
			require.Equal(t, ZoneSuggest, z)
		} else {
			require.Equal(t, ZoneAuto, z)
		}
	}
	g.Withhold(day, zones, nil)
	require.Equal(t, ZoneAuto, zones[1])
	g.Withhold(day, zones, []int{12})
	for i, z := range zones {
		require.Equal(t, i >= 50, z == ZoneAuto, "line %d", i)
	}
}

func TestGuard_DoubtedBatchesAreNoEvidence(t *testing.T) {
	t.Parallel()
	for wrong, want := range map[int]int{0: 10, 1: 60} { // the surest line is a probe, the second is none
		g := guarded(t, 0.02)
		var day []Outcome
		for i := range 60 {
			o := Outcome{Date: firstDay, Vendor: "1", Choice: "100", Label: "100", Confidence: 1 - float64(i)/1e6}
			if i >= 50 {
				o.Vendor = fmt.Sprint(i)
			}
			if i == wrong {
				o.Label = "200"
			}
			day = append(day, o)
		}
		g.Confirm(day)
		require.Equal(t, want, g.Refit().Window)
	}
}

func TestGuard_AuditsTheShareThatWasAskedFor(t *testing.T) {
	t.Parallel()
	g, other := guarded(t, 0.02), guarded(t, 0.02)
	other.o.Seed++
	audited, same := 0, 0
	for i := range 20000 {
		item := fmt.Sprint(i)
		require.Equal(t, g.Audits(item), g.Audits(item))
		if g.Audits(item) {
			audited++
			if other.Audits(item) {
				same++
			}
		}
	}
	require.InDelta(t, DefaultAudit, float64(audited)/20000, 0.005)
	require.Less(t, same, audited/4, "another seed draws another sample")
}

// TestGuard_StopsWithinFiveDaysOfAChange draws worlds in which a share of all answers turns wrong overnight.
func TestGuard_StopsWithinFiveDaysOfAChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		wrong  float64
		rename bool
	}{{1, true}, {0.5, true}, {0.3, true}, {1, false}, {0.5, false}, {0.3, false}} {
		late, dearest, causes := 0, 0, map[Cause]int{}
		const worlds = 30
		for seed := range uint64(worlds) {
			s := newStream(seed)
			g := primed(t, s, 90)
			for range 20 {
				g.Confirm(s.day(g))
			}
			if g.Stopped() != nil {
				continue // a false alarm is counted by another test
			}
			s.wrong, s.rename = c.wrong, c.rename
			automatic, wrong := 0, 0
			days := 0
			for g.Stopped() == nil && days < 30 {
				a, w := s.run(g, 1)
				automatic, wrong, days = automatic+a, wrong+w, days+1
			}
			if days > 5 {
				late++
			}
			dearest = max(dearest, wrong-automatic/50)
			if stop := g.Stopped(); stop != nil {
				causes[stop.Cause]++
				require.NotEmpty(t, stop.Reason)
				require.Equal(t, s.date, stop.Date)
				require.LessOrEqual(t, stop.Errors, stop.Tries)
			}
			a, _ := s.run(g, 10)
			require.Zero(t, a, "who was stopped does nothing by itself")
		}
		t.Logf("%v of the answers wrong, renamed %v: %d of %d later than 5 days, at most %d wrong beyond 2 %%, %v", c.wrong, c.rename, late, worlds, dearest, causes)
		require.LessOrEqual(t, late, worlds/10)
		require.LessOrEqual(t, dearest, 60)
	}
}

func TestGuard_RarelyStopsWithoutAChange(t *testing.T) {
	t.Parallel()
	stops := 0
	for seed := range uint64(20) {
		s := newStream(1000 + seed)
		g := primed(t, s, 90)
		for range 250 {
			g.Confirm(s.day(g))
		}
		if g.Stopped() != nil {
			stops++
		}
	}
	require.LessOrEqual(t, stops, 6, "false alarms of 20 worlds in a year")
}

func TestGuard_OneSupplierWhoChangesIsNoAlarm(t *testing.T) {
	t.Parallel()
	s := newStream(4)
	g := primed(t, s, 90)
	require.Nil(t, g.Stopped())
	day := s.day(g)
	for range 60 {
		day = append(day, Outcome{Date: s.date, Vendor: "one", Choice: "100", Label: "999", New: true, Confidence: 0.9, Zone: ZoneSuggest})
	}
	g.Confirm(day)
	require.Nil(t, g.Stopped())
}

func TestGuard_ComesBackOnlyByAPersonAndOnNewEvidence(t *testing.T) {
	t.Parallel()
	s := newStream(5)
	g := primed(t, s, 90)
	s.wrong, s.rename = 1, true
	for g.Stopped() == nil {
		s.run(g, 1)
	}
	require.False(t, g.Threshold().Holds)
	s.wrong = 0 // the model has learned the new names
	s.run(g, 60)
	require.True(t, g.Threshold().Holds)
	require.Equal(t, 60*70, g.Threshold().Window, "only what was confirmed since the stop")
	require.NotNil(t, g.Stopped())
	g.Promote()
	require.Nil(t, g.Stopped())
	automatic, _ := s.run(g, 1)
	require.Positive(t, automatic)
}

func TestGuard_HealthTellsOfAChange(t *testing.T) {
	t.Parallel()
	g, s := guarded(t, 0.02), newStream(6)
	require.Equal(t, Health{}, g.Health())
	s.run(g, 60)
	calm := g.Health()
	require.Equal(t, 1000, calm.Outcomes)
	require.Less(t, calm.CalibrationError, 0.03)
	require.Less(t, calm.Stability, 0.1)
	require.Zero(t, calm.NewLabels)
	s.wrong, s.rename = 0.5, true
	s.run(g, 15)
	upset := g.Health()
	require.Greater(t, upset.CalibrationError, 0.3)
	require.Greater(t, upset.NewLabels, 0.3)
	day := s.day(g)
	for i := range day {
		day[i].Confidence, day[i].Unseen = 0.3, UnseenVendor
	}
	for range 15 {
		g.Confirm(day)
	}
	require.Greater(t, g.Health().Stability, 0.25)
	require.Equal(t, 1.0, g.Health().UnseenVendors)
}
