package domain

import (
	"bytes"
	"cmp"
	"slices"
)

// edge is a possible match of two lines of equal amount.
type edge struct {
	a, b  int32
	e     evidence
	score float64
	bar   bool // competes, and cannot be chosen: a key of the rule is not equal
}

const (
	edgeFloor   = 0.20  // below which a pair does not even compete
	maxNear     = 128   // lines of one amount within the days that a line is compared with
	leastMargin = 0.001 // of a rule that asks for none: equally good is never better
	maxOptimum  = 7     // lines of a side for which every assignment is looked at
)

// pairFound is what a part of the work found.
type pairFound struct {
	edges     []edge
	matched   []edge
	offered   []edge
	ambiguous [][]int32
	crowded   int
	text      [3][]byte
}

// score matches lines of equal amount whose other keys are nearly equal, when the best match is better than any other by
// the rule's margin. Where two are equally good and either would do, both are ambiguous.
func (c *cascade) score(rule int) {
	r := &c.rules[rule]
	if c.names == nil {
		c.names = c.newNames()
	}
	keys := *r
	keys.Keys, keys.Normalise = slices.DeleteFunc(slices.Clone(r.Keys), func(k MatchKey) bool { return k == KeyCounterparty }), nil
	blocks := c.blocks(&keys, false)
	found := make([]pairFound, reconParts)
	_ = parallel(c.workers, reconParts, func(p int) error {
		f := &found[p]
		blocks.runs(p, func(run []ranked) { c.scoreRun(r, &keys, run, f, true) })
		return nil
	})
	crowded := 0
	for p := range found {
		f := &found[p]
		crowded += f.crowded
		for _, m := range f.matched {
			c.claim(foundBy(rule, r, m.e), m.a, m.b)
		}
		for _, m := range f.offered {
			g := foundBy(rule, r, m.e)
			g.suggested = true
			c.claim(g, m.a, m.b)
		}
		for _, set := range f.ambiguous {
			c.ambiguous(rule, "Several are equally good.", set)
		}
		*f = pairFound{}
	}
	c.limit(rule, "lines of one amount within the days", maxNear, crowded)
}

// scoreRun compares the lines of one amount with each other. A crowd is parted by counterparty; what is still crowded then
// is left alone and counted.
func (c *cascade) scoreRun(r, keys *MatchRule, run []ranked, f *pairFound, may bool) {
	var outside, books []int32
	for _, k := range run {
		switch {
		case !c.sameKeys(keys, run[0].at, k.at):
		case c.side[k.at] == sideOutside:
			outside = append(outside, k.at)
		case c.side[k.at] == sideBooks:
			books = append(books, k.at)
		}
	}
	if len(outside) == 0 || len(books) == 0 {
		return
	}
	byDay := func(x, y int32) int { return cmp.Or(cmp.Compare(c.day[x], c.day[y]), cmp.Compare(x, y)) }
	slices.SortFunc(outside, byDay)
	slices.SortFunc(books, byDay)
	f.edges = f.edges[:0]
	named := slices.Contains(r.Keys, KeyCounterparty)
	from, to := 0, 0
	for _, a := range outside {
		for from < len(books) && int(c.day[a]-c.day[books[from]]) > r.Days {
			from++
		}
		for to = max(to, from); to < len(books) && int(c.day[books[to]]-c.day[a]) <= r.Days; {
			to++
		}
		if to-from > maxNear {
			if may {
				c.partByParty(r, keys, run, f)
			} else {
				f.crowded++
			}
			return
		}
		for _, b := range books[from:to] {
			if e := c.compare(a, b, f); e.score() >= edgeFloor {
				f.edges = append(f.edges, edge{a: a, b: b, e: e, score: e.score(), bar: named && e.party() != partyEqual && e.party() != partyCut})
			}
		}
	}
	c.solve1(r, f)
}

// partByParty looks at the lines of each counterparty by themselves.
func (c *cascade) partByParty(r, keys *MatchRule, run []ranked, f *pairFound) {
	slices.SortFunc(run, func(x, y ranked) int {
		return cmp.Or(cmp.Compare(c.party[x.at], c.party[y.at]), cmp.Compare(x.at, y.at))
	})
	for from := 0; from < len(run); {
		to := from + 1
		for to < len(run) && c.party[run[to].at] == c.party[run[from].at] {
			to++
		}
		c.scoreRun(r, keys, run[from:to], f, false)
		from = to
	}
}

// compare says what speaks for a match of two lines of equal amount.
func (c *cascade) compare(a, b int32, f *pairFound) evidence {
	e := evidenceOf(c.compareReference(a, b, f), c.compareParty(a, b), amountEqual, c.span(a, b))
	if e.ref() == refSlip && e.party() == partyOther {
		e = e.withReference(refClose) // numbers of one series are neighbours: that of somebody else is no slip
	}
	return e
}

func (c *cascade) compareReference(a, b int32, f *pairFound) refEvidence {
	x, y := c.line(a), c.line(b)
	f.text[1] = appendPlain(f.text[1][:0], y.Reference, 0)
	inner := f.text[1]
	if c.ref[b] != 0 {
		f.text[2] = appendPlain(f.text[2][:0], x.Text, 0)
		if len(inner) > minReference && bytes.Contains(f.text[2], inner) {
			return refNamed
		}
	}
	if c.ref[a] == 0 || c.ref[b] == 0 {
		if c.linked[a] {
			return refOther // it names something else
		}
		return refNone
	}
	f.text[0] = appendPlain(f.text[0][:0], x.Reference, 0)
	outer := f.text[0]
	if len(outer) > minReference && len(inner) > minReference && (bytes.Contains(outer, inner) || bytes.Contains(inner, outer)) {
		if len(outer) == len(inner) {
			return refEqual
		}
		return refNamed
	}
	switch slips(outer, inner) {
	case 0:
		return refEqual
	case 1:
		return c.slipOrOther(a, b)
	case 2:
		return refClose
	}
	return refOther
}

// slipOrOther tells a slip from a neighbour: a reference that another line of the same counterparty bears is no slip.
func (c *cascade) slipOrOther(a, b int32) refEvidence {
	out := refSlip
	look := func(own int32, on reconSide) {
		c.names.all(c.ref[own], func(at int32) bool {
			if c.side[at] != on {
				return true
			}
			out = refTaken
			if c.compareParty(own, at) != partyOther {
				out = refOther
				return false
			}
			return true
		})
	}
	look(a, sideBooks)
	if out != refOther {
		look(b, sideOutside)
	}
	return out
}

// solve1 chooses among the edges of one amount. Every edge that is its two lines' best by the margin is chosen, until there
// is none; of what remains, the best assignment as a whole is, when it is better than any other by the margin.
func (c *cascade) solve1(r *MatchRule, f *pairFound) {
	live, margin := f.edges, max(r.Margin, leastMargin)
	for {
		best := bestOf(live)
		var chosen []edge
		for _, e := range live {
			x, y := best[e.a], best[e.b]
			if e.score >= r.MinScore && !e.bar && e == x.first && e == y.first && x.second <= e.score-margin && y.second <= e.score-margin {
				chosen = append(chosen, e)
			}
		}
		if len(chosen) == 0 {
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

// bestOf ranks the edges of each line; among equal scores the one that comes first is best, and the second is as good.
func bestOf(edges []edge) map[int32]ranking {
	best := make(map[int32]ranking, 2*len(edges))
	for _, e := range edges {
		for _, at := range [2]int32{e.a, e.b} {
			switch x, known := best[at]; {
			case !known:
				best[at] = ranking{first: e}
			case e.score > x.first.score:
				best[at] = ranking{e, x.first.score}
			default:
				best[at] = ranking{x.first, max(x.second, e.score)}
			}
		}
	}
	return best
}

// without drops the edges that share a line with a chosen one.
func without(edges, chosen []edge) []edge {
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
	slices.SortFunc(part, func(x, y edge) int { return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) })
	var outside, all []int32
	for _, e := range part {
		outside = append(outside, e.a)
		all = append(all, e.a, e.b)
	}
	slices.Sort(all)
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
