package ml

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"countersign/domain"
)

// toldFrom is how much a driver moves the chance at least to be worth a word.
const toldFrom = 0.005

// closeSigns are what can be seen of an open period, in words, and as a number from 0, all well, to about 1.
var closeSigns = []struct {
	words func(s *domain.CloseStanding) string
	size  func(s *domain.CloseStanding) float64
}{
	{func(*domain.CloseStanding) string { return "The preparer has signed." }, func(s *domain.CloseStanding) float64 { return yes(s.Prepared) }},
	{func(*domain.CloseStanding) string { return "It was signed, and the data changed under the signatures." }, func(s *domain.CloseStanding) float64 { return yes(s.Voided) }},
	{func(s *domain.CloseStanding) string {
		return counted(s.Feeds, "statement is missing", "statements are missing")
	}, func(s *domain.CloseStanding) float64 { return many(s.Feeds) }},
	{func(s *domain.CloseStanding) string { return counted(s.Open, "line is open", "lines are open") }, func(s *domain.CloseStanding) float64 { return many(s.Open) / 2 }},
	{func(s *domain.CloseStanding) string {
		return counted(s.Notes, "old line has no note, which keeps it from being signed", "old lines have no note, which keeps it from being signed")
	}, func(s *domain.CloseStanding) float64 { return many(s.Notes) }},
	{func(s *domain.CloseStanding) string {
		return counted(s.Cases, "case about it is open", "cases about it are open")
	}, func(s *domain.CloseStanding) float64 { return many(s.Cases) }},
	{func(s *domain.CloseStanding) string {
		return counted(s.Overdue, "case about it is overdue", "cases about it are overdue")
	}, func(s *domain.CloseStanding) float64 { return many(s.Overdue) }},
	{func(s *domain.CloseStanding) string {
		return counted(s.Backlog, "other period waits for its preparer", "other periods wait for its preparer")
	}, func(s *domain.CloseStanding) float64 { return many(s.Backlog) }},
}

func yes(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// many is how much a number says: the step from none to one most, and 1 at ten.
func many(n int) float64 { return math.Log1p(float64(max(n, 0))) / math.Log(11) }

func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one + "."
	}
	return fmt.Sprintf("%d %s.", n, more)
}

// drivers says what the chance rests on: what is usual here, what the past of the account adds to it, how far earlier forecasts were off, and each
// sign.
func (m *CloseModel) drivers(f *CloseForecast, c *Closing) {
	usual := m.still("", c.Passed, c.Due)
	left := "1 working day"
	if n := c.Due - c.Passed; n > 1 {
		left = fmt.Sprintf("%d working days", n)
	}
	f.Drivers = []Reason{{Sentence: fmt.Sprintf("Of accounts that are open with %s left, %.0f %% are late.", left, 100*usual), Weight: usual}}
	if l := m.lates[c.Account]; l.of > 0 {
		f.Drivers = append(f.Drivers, Reason{Sentence: fmt.Sprintf("It was late in %d of %s before.", l.missed, closesOf(l.of)), Count: l.missed, Of: l.of, Weight: f.Base - usual})
	}
	// Each sign is added to those before it, so that all together add up to the chance.
	x := signsOf(f.Base, &domain.CloseStanding{})
	chance := m.signs.moved(logOdds(f.Base), x)
	if moved := chance - f.Base; math.Abs(moved) >= toldFrom {
		f.Drivers = append(f.Drivers, Reason{Sentence: "So much earlier forecasts were off where nothing else was to be seen.", Weight: moved})
	}
	for i, sign := range closeSigns {
		if x[signsFrom+i] = sign.size(&c.CloseStanding); x[signsFrom+i] == 0 {
			continue
		}
		before := chance
		chance = m.signs.moved(logOdds(f.Base), x)
		f.Drivers = append(f.Drivers, Reason{Sentence: sign.words(&c.CloseStanding), Weight: chance - before})
	}
	slices.SortStableFunc(f.Drivers[1:], func(a, b Reason) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
}

func closesOf(n int) string {
	if n == 1 {
		return "1 close"
	}
	return fmt.Sprintf("%d closes", n)
}
