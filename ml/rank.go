package ml

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Waiting is one item of a queue, with what is at stake while it waits. All money is in minor units of one currency.
type Waiting struct {
	ID      string
	Arrived time.Time
	Pinned  bool // a person put it first

	Problem float64       // calibrated chance in [0,1] that something is wrong with it
	AtRisk  int64         // money that is lost when it is and nobody looks in time
	Due     time.Time     // when it is late; zero for never
	LateFee int64         // what being late costs
	Saving  int64         // discount that is lost after Until
	Until   time.Time     // last instant for the discount; zero for none
	Blocks  int           // items that wait for this one
	Blocked int64         // money in them
	Effort  time.Duration // how long a person takes; 0 counts as usualEffort
}

// usualEffort is what an item takes of which nothing is known.
const usualEffort = 5 * time.Minute

const (
	// horizon: what is due later than a working week from now loses nothing by waiting a day.
	horizon = 7 * 24 * time.Hour
	// dayRate is what money that stands still costs a day: 10 % a year, the order of a credit line.
	dayRate = 0.10 / 365
)

// Part is one thing that an item would lose by waiting.
type Part struct {
	Kind  PartKind
	Money int64   // expected, in minor units
	Of    int64   // what it is a part of: all that could be lost
	Share float64 // chance that it is lost by waiting, in [0,1]
}

// PartKind is what could be lost.
type PartKind string

// The parts of an expected loss.
const (
	PartProblem  PartKind = "PROBLEM"  // the problem comes true
	PartLate     PartKind = "LATE"     // a deadline passes
	PartDiscount PartKind = "DISCOUNT" // a discount lapses
	PartBlocking PartKind = "BLOCKING" // others wait for it
)

// Ranked is an item in its place.
type Ranked struct {
	Waiting

	Loss  int64  // expected by waiting, the sum of the parts
	Parts []Part // the largest first; none of no money
	Score float64
}

// Rank puts a queue in the order in which waiting loses least: the pinned ones, then by expected loss for each minute of work, then who
// came first. Of items whose losses grow evenly while they wait, this order loses least of all (Smith 1956).
func Rank(queue []Waiting, now time.Time) []Ranked {
	list := make([]Ranked, len(queue))
	for i := range queue {
		list[i] = queue[i].rank(now)
	}
	slices.SortFunc(list, func(a, b Ranked) int {
		switch {
		case a.Pinned != b.Pinned && a.Pinned:
			return -1
		case a.Pinned != b.Pinned:
			return 1
		}
		return cmp.Or(cmp.Compare(b.Score, a.Score), a.Arrived.Compare(b.Arrived), cmp.Compare(a.ID, b.ID))
	})
	return list
}

func (w Waiting) rank(now time.Time) Ranked {
	r := Ranked{Waiting: w}
	r.part(PartProblem, w.AtRisk, min(max(w.Problem, 0), 1))
	r.part(PartLate, w.LateFee, nearness(w.Due, now, true))
	r.part(PartDiscount, w.Saving, nearness(w.Until, now, false))
	if w.Blocks > 0 {
		r.part(PartBlocking, w.Blocked, dayRate)
	}
	slices.SortStableFunc(r.Parts, func(a, b Part) int { return cmp.Compare(b.Money, a.Money) })
	r.Score = float64(r.Loss) / w.effort().Minutes()
	return r
}

func (r *Ranked) part(kind PartKind, money int64, chance float64) {
	if lost := int64(math.Round(chance * float64(money))); lost > 0 {
		r.Parts = append(r.Parts, Part{Kind: kind, Money: lost, Of: money, Share: chance})
		r.Loss += lost
	}
}

func (w *Waiting) effort() time.Duration {
	if w.Effort <= 0 {
		return usualEffort
	}
	return w.Effort
}

// nearness is the chance that waiting longer misses an instant: it grows evenly over the horizon. Of what is past it is 1 where
// being late goes on, and 0 where all is lost anyway.
func nearness(at, now time.Time, goesOn bool) float64 {
	left := at.Sub(now)
	switch {
	case at.IsZero() || left >= horizon:
		return 0
	case left < 0 && goesOn:
		return 1
	case left < 0:
		return 0
	}
	return 1 - float64(left)/float64(horizon)
}
