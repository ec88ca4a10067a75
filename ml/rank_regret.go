package ml

import (
	"math"
	"slices"
	"time"
)

// Gain is the discounted gain of the first k of a list against the best order of it, NDCG@k (Järvelin and Kekäläinen 2002), in [0,1];
// gains are not negative. 1 when there is nothing to gain.
func Gain(gains []float64, k int) float64 {
	best := slices.Clone(gains)
	slices.Sort(best)
	slices.Reverse(best)
	reached, possible := discounted(gains, k), discounted(best, k)
	if possible == 0 {
		return 1
	}
	return reached / possible
}

func discounted(gains []float64, k int) float64 {
	sum := 0.0
	for i, g := range gains[:min(k, len(gains))] {
		sum += g / math.Log2(float64(i+2))
	}
	return sum
}

// Lost is what one person loses who works down a list from an instant on: fees of what is finished after it was due, discounts of what is
// finished after they lapsed, of what had a problem its share of the money for the part of the horizon that it stood, and what
// blocked money cost meanwhile. Problems are those that there were: one for each item.
func Lost(order []Waiting, problem []bool, from time.Time) int64 {
	sum, at := 0.0, from
	for i := range order {
		w := &order[i]
		at = at.Add(w.effort())
		stood := float64(at.Sub(from))
		if problem[i] {
			sum += float64(w.AtRisk) * min(stood/float64(horizon), 1)
		}
		if !w.Due.IsZero() && at.After(w.Due) {
			sum += float64(w.LateFee)
		}
		if !w.Until.IsZero() && at.After(w.Until) && !w.Until.Before(from) {
			sum += float64(w.Saving)
		}
		if w.Blocks > 0 {
			sum += float64(w.Blocked) * dayRate * stood / float64(24*time.Hour)
		}
	}
	return int64(sum)
}

// Regret is what it would have cost to work a queue first in, first out instead of as ranked, in minor units: what that order loses
// more, negative when it loses less. Problems are by id.
func Regret(queue []Waiting, problem map[string]bool, from time.Time) int64 {
	fifo := slices.Clone(queue)
	slices.SortStableFunc(fifo, func(a, b Waiting) int { return a.Arrived.Compare(b.Arrived) })
	ranked := Rank(queue, from)
	ours := make([]Waiting, len(ranked))
	for i := range ranked {
		ours[i] = ranked[i].Waiting
	}
	return Lost(fifo, problemsOf(fifo, problem), from) - Lost(ours, problemsOf(ours, problem), from)
}

func problemsOf(list []Waiting, problem map[string]bool) []bool {
	out := make([]bool, len(list))
	for i := range list {
		out[i] = problem[list[i].ID]
	}
	return out
}
