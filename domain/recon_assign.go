package domain

import (
	"cmp"
	"slices"
)

// solve1 chooses among the edges of one amount. Every edge that is its two lines' best by the margin is chosen, until there
// is none; of what remains, the best assignment as a whole is, when it is better than any other by the margin.
func (c *cascade) solve1(r *MatchRule, f *pairFound) {
	live, margin := f.edges, max(r.Margin, leastMargin)
	for len(live) > 0 {
		f.rank(live)
		chosen, best := f.chosen[:0], f.best
		for _, e := range live {
			x, y := best[e.a], best[e.b]
			if e.score >= r.MinScore && !e.bar && e == x.first && e == y.first && x.second <= e.score-margin && y.second <= e.score-margin {
				chosen = append(chosen, e)
			}
		}
		if f.chosen = chosen; len(chosen) == 0 {
			break
		}
		for _, e := range chosen {
			if r.Mode == MatchAuto {
				f.matched = append(f.matched, e)
			} else {
				f.offered = append(f.offered, e)
			}
		}
		live = without(live, chosen)
	}
	live = slices.DeleteFunc(live, func(e edge) bool { return e.score < r.MinScore || e.bar })
	for len(live) > 0 {
		var part []edge
		part, live = connected(live)
		c.solvePart(r, part, f)
	}
}

type ranking struct {
	first  edge
	second float64 // score of the next best, 0 for none
}

// rank ranks the edges of each line; among equal scores the one that comes first is best, and the second is as good.
func (f *pairFound) rank(edges []edge) {
	if f.best == nil {
		f.best = map[int32]ranking{}
	}
	clear(f.best)
	for _, e := range edges {
		for _, at := range [2]int32{e.a, e.b} {
			switch x, known := f.best[at]; {
			case !known:
				f.best[at] = ranking{first: e}
			case e.score > x.first.score:
				f.best[at] = ranking{e, x.first.score}
			default:
				f.best[at] = ranking{x.first, max(x.second, e.score)}
			}
		}
	}
}

// without drops the edges that share a line with a chosen one: no line has two of those.
func without(edges, chosen []edge) []edge {
	if len(chosen) == len(edges) {
		return nil
	}
	gone := make(map[int32]bool, 2*len(chosen))
	for _, e := range chosen {
		gone[e.a], gone[e.b] = true, true
	}
	return slices.DeleteFunc(edges, func(e edge) bool { return gone[e.a] || gone[e.b] })
}

// connected parts the edges that hang together with the first from the rest.
func connected(edges []edge) (part, rest []edge) {
	in := map[int32]bool{edges[0].a: true, edges[0].b: true}
	rest = slices.Clone(edges)
	for grown := true; grown; {
		grown = false
		rest = slices.DeleteFunc(rest, func(e edge) bool {
			if !in[e.a] && !in[e.b] {
				return false
			}
			in[e.a], in[e.b], grown = true, true, true
			part = append(part, e)
			return true
		})
	}
	return part, rest
}

// solvePart matches the best assignment of a component when it is unique, and else calls its lines ambiguous.
func (c *cascade) solvePart(r *MatchRule, part []edge, f *pairFound) {
	slices.SortFunc(part, func(x, y edge) int { return cmp.Or(c.byRank(x.a, y.a), c.byRank(x.b, y.b)) })
	var outside, all []int32
	for _, e := range part {
		outside = append(outside, e.a)
		all = append(all, e.a, e.b)
	}
	slices.SortFunc(all, c.byRank)
	all = slices.Compact(all)
	outside = slices.Compact(outside)
	if len(outside) <= maxOptimum && len(all) <= 2*maxOptimum {
		whole, chosen := assign(part, outside, edge{a: -1, b: -1})
		unique := len(chosen) > 0
		for _, e := range chosen {
			other, _ := assign(part, outside, e)
			unique = unique && whole-other >= max(r.Margin, leastMargin)
		}
		if unique {
			if r.Mode == MatchAuto {
				f.matched = append(f.matched, chosen...)
			} else {
				f.offered = append(f.offered, chosen...)
			}
			return
		}
	}
	f.ambiguous = append(f.ambiguous, all)
}

// assign is the assignment of the greatest sum that does not use one edge.
func assign(part []edge, outside []int32, barred edge) (sum float64, chosen []edge) {
	taken := map[int32]bool{}
	var current []edge
	var walk func(i int, at float64)
	walk = func(i int, at float64) {
		if i == len(outside) {
			if at > sum {
				sum, chosen = at, slices.Clone(current)
			}
			return
		}
		for _, e := range part {
			if e.a != outside[i] || taken[e.b] || e.a == barred.a && e.b == barred.b {
				continue
			}
			taken[e.b] = true
			current = append(current, e)
			walk(i+1, at+e.score)
			current = current[:len(current)-1]
			taken[e.b] = false
		}
		walk(i+1, at)
	}
	walk(0, 0)
	return sum, chosen
}
