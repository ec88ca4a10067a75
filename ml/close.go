package ml

import (
	"cmp"
	"math"
	"slices"

	"countersign/domain"
)

const (
	// closeDays is how many working days after a period's end are told apart; later ones count as the last of them.
	closeDays = 60
	// closeHalf is after how many days a past close counts half: half a year, six monthly closes.
	closeHalf = 182.0
	// closePrior is how many closes the usual course of an account counts as against its own on a single working day.
	closePrior = 6.0
	// pacePrior is how many finished closes the pace of all accounts counts as for one of them.
	pacePrior = 1.0
	// closeFirst and closeSure are how many closes a flat chance a day counts as before any is known.
	closeFirst, closeSure = 0.1, 2.0
	// closesLeast is of how few finished closes nothing is said.
	closesLeast = 5
	// likelyEnd keeps a chance off certainty: what never happened yet still can.
	likelyEnd = 0.005
)

// Closed is a past period of an account, as far as it is known.
type Closed struct {
	Account string
	Ended   domain.Date // last day of the period
	Day     int         // working day after it on which everybody had signed, from 1; 0 while not
	Seen    int         // working days after it that are over
	Due     int         // working days that it had
}

// Closing is a period of an account that is still to be certified, on one day.
type Closing struct {
	Account string
	Passed  int // working days since its end that are over
	Due     int // working days that it has, more than Passed
	domain.CloseStanding
}

// Foretold is an earlier forecast of which it is known what came.
type Foretold struct {
	Period string  // of an account, that it was about
	Passed int     // as Closing.Passed
	Base   float64 // as CloseForecast.Base
	domain.CloseStanding
	Missed bool
}

// CloseForecast is how a period is likely to end.
type CloseForecast struct {
	Missed              float64  // chance that it is not certified on the day it is due
	Base                float64  // the same by its past alone
	Expected, Low, High int      // working day on which it is certified, in the middle, and as early and late as one in ten; 0 beyond the horizon
	Drivers             []Reason // what it rests on: first what is usual here, then what moves it, the weightiest first; weights are chances, or what they are moved by
}

// CloseModel foretells which accounts miss the day on which their period is to be certified. It is made anew from what is known, and is a
// function of it, in whatever order it comes.
//
// It stands on two steps. How long accounts took before says how likely one that is open today is still open when it is due: a
// chance for each working day, of the account, drawn to that of all accounts the less is known of it. What can be seen of the
// open period then moves it, by as much as it did where a forecast was made before and it is known what came.
type CloseModel struct {
	Closes    int // finished ones that it learned of
	Forecasts int // past forecasts that it learned of

	all      *pace
	accounts map[string]*pace
	lates    map[string]lates
	signs    logistic
}

// pace is how many closes were open at the beginning of each working day, and how many of them ended on it.
type pace struct {
	open, ended [closeDays + 1]float64
	faster      float64 // than all accounts
}

// lates are the closes of an account whose day is over, and those that missed it.
type lates struct{ of, missed int }

// NewCloseModel learns from past periods, and from forecasts of which it is known what came, as of a day.
func NewCloseModel(past []Closed, told []Foretold, at domain.Date) *CloseModel {
	m := &CloseModel{all: new(pace), accounts: map[string]*pace{}, lates: map[string]lates{}, Forecasts: len(told)}
	past = slices.Clone(past)
	slices.SortFunc(past, func(a, b Closed) int {
		return cmp.Or(cmp.Compare(a.Account, b.Account), a.Ended.Time().Compare(b.Ended.Time()))
	})
	for _, c := range past {
		if m.accounts[c.Account] == nil {
			m.accounts[c.Account] = new(pace)
		}
		weight := math.Exp2(-math.Max(0, float64(c.Ended.DaysUntil(at))) / closeHalf)
		m.all.add(c, weight)
		m.accounts[c.Account].add(c, weight)
		if c.Day > 0 {
			m.Closes++
		}
		if c.Day > 0 || c.Seen >= c.Due {
			l := m.lates[c.Account]
			l.of, l.missed = l.of+1, l.missed+int(yes(c.Day == 0 || c.Day > c.Due))
			m.lates[c.Account] = l
		}
	}
	for _, p := range m.accounts {
		m.compare(p)
	}
	m.learn(told)
	return m
}

func (p *pace) add(c Closed, weight float64) {
	open := c.Seen
	if c.Day > 0 {
		open = c.Day
		p.ended[min(c.Day, closeDays)] += weight
	}
	for day := 1; day <= min(open, closeDays); day++ {
		p.open[day] += weight
	}
}

// onDay is the chance that an account that is open at the beginning of a working day is certified on it: that of all accounts, faster or
// slower as the account is on all days together, and drawn to its own on this day the more is known of it.
func (m *CloseModel) onDay(account string, day int) float64 {
	day = min(day, closeDays)
	chance := m.usual(day)
	if p := m.accounts[account]; p != nil {
		chance = (p.ended[day] + closePrior*min(chance*p.faster, 0.99)) / (p.open[day] + closePrior)
	}
	return chance
}

func (m *CloseModel) usual(day int) float64 {
	return (m.all.ended[day] + closeSure*closeFirst) / (m.all.open[day] + closeSure)
}

// compare finds how much faster an account is than all.
func (m *CloseModel) compare(p *pace) {
	ended, expected := pacePrior, pacePrior
	for day := 1; day <= closeDays; day++ {
		ended, expected = ended+p.ended[day], expected+p.open[day]*m.usual(day)
	}
	p.faster = ended / expected
}

// still is the chance that an account that is open when passed working days are over is open when day of them are.
func (m *CloseModel) still(account string, passed, day int) float64 {
	chance := 1.0
	for d := passed + 1; d <= day; d++ {
		chance *= 1 - m.onDay(account, d)
	}
	return chance
}

// learn finds how much each sign moves the chance. All forecasts count alike, so that they come true alike; together as much as there are
// periods, since what was said of one period came true or not as one.
func (m *CloseModel) learn(told []Foretold) {
	if len(told) == 0 {
		return
	}
	told = slices.Clone(told)
	slices.SortStableFunc(told, func(a, b Foretold) int {
		return cmp.Or(cmp.Compare(a.Period, b.Period), cmp.Compare(a.Passed, b.Passed))
	})
	periods := map[string]bool{}
	for _, f := range told {
		periods[f.Period] = true
	}
	var x [][]float64
	var y []bool
	var weight, odds []float64
	for i := range told {
		f := &told[i]
		x, y = append(x, signsOf(f.Base, &f.CloseStanding)), append(y, f.Missed)
		weight, odds = append(weight, float64(len(periods))/float64(len(told))), append(odds, logOdds(f.Base))
	}
	m.signs.fit(x, y, weight, odds)
}

// signsFrom is where the signs begin in signsOf.
const signsFrom = 2

// signsOf is what the second step looks at: how sure the first was, a constant, and the signs.
func signsOf(base float64, s *domain.CloseStanding) []float64 {
	x := []float64{logOdds(base), 1}
	for _, sign := range closeSigns {
		x = append(x, sign.size(s))
	}
	return x
}

// logOdds keeps off certainty.
func logOdds(p float64) float64 {
	p = min(max(p, likelyEnd), 1-likelyEnd)
	return math.Log(p / (1 - p))
}

// Foretell says how a period is likely to end; nil while fewer than five closes are known, and for one that is due.
func (m *CloseModel) Foretell(c Closing) *CloseForecast {
	if m.Closes < closesLeast || c.Passed >= c.Due {
		return nil
	}
	base := min(max(m.still(c.Account, c.Passed, c.Due), likelyEnd), 1-likelyEnd)
	f := &CloseForecast{Base: base, Missed: m.moved(base, &c.CloseStanding)}
	m.drivers(f, &c)
	// What moves the chance moves all days alike: the chance of still being open is raised to one power.
	power := math.Log(f.Missed) / math.Log(base)
	open := 1.0
	for day := c.Passed + 1; day <= c.Due+closeDays; day++ {
		open *= math.Pow(1-m.onDay(c.Account, day), power)
		for _, mark := range []struct {
			at  float64
			day *int
		}{{0.9, &f.Low}, {0.5, &f.Expected}, {0.1, &f.High}} {
			if *mark.day == 0 && open <= mark.at {
				*mark.day = day
			}
		}
	}
	return f
}

// moved is a chance after what can be seen was looked at.
func (m *CloseModel) moved(base float64, s *domain.CloseStanding) float64 {
	return min(max(m.signs.moved(logOdds(base), signsOf(base, s)), likelyEnd), 1-likelyEnd)
}
