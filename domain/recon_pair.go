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
	text      []byte            // normalised, of the line that was compared last
	of        int32             // its index and one more
	best      map[int32]ranking // scratch of solve1
	chosen    []edge
}

// textOf is the normalised text of a line. One line is compared with several others in a row.
func (f *pairFound) textOf(c *cascade, at int32) []byte {
	if f.of != at+1 {
		f.text, f.of = appendPlain(f.text[:0], c.line(at).Text, 0), at+1
	}
	return f.text
}

// score matches lines of equal amount whose other keys are nearly equal, when the best match is better than any other by
// the rule's margin. Where two are equally good and either would do, both are ambiguous.
func (c *cascade) score(rule int) {
	r := &c.rules[rule]
	c.index()
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
	if !bothSides(run) {
		return
	}
	var outside, books []int32
	for _, k := range run {
		switch {
		case !c.sameKeys(keys, run[0].at, k.at):
		case k.side == sideOutside:
			outside = append(outside, k.at)
		case k.side == sideBooks:
			books = append(books, k.at)
		}
	}
	if len(outside) == 0 || len(books) == 0 {
		return
	}
	byDay := func(x, y int32) int { return cmp.Or(cmp.Compare(c.rows[x].day, c.rows[y].day), c.byRank(x, y)) }
	slices.SortFunc(outside, byDay)
	slices.SortFunc(books, byDay)
	f.edges = f.edges[:0]
	named := slices.Contains(r.Keys, KeyCounterparty)
	from, to := 0, 0
	for _, a := range outside {
		for from < len(books) && int(c.rows[a].day-c.rows[books[from]].day) > r.Days {
			from++
		}
		for to = max(to, from); to < len(books) && int(c.rows[books[to]].day-c.rows[a].day) <= r.Days; {
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
	byParty := make([]ranked, len(run))
	for i, k := range run {
		byParty[i] = k
		byParty[i].key = 0
		if c.rows[k.at].statesParty() {
			byParty[i].key = hashBytes(c.party(k.at))
		}
	}
	slices.SortFunc(byParty, func(x, y ranked) int { return cmp.Or(cmp.Compare(x.key, y.key), c.byRank(x.at, y.at)) })
	for from := 0; from < len(byParty); {
		to := from + 1
		for to < len(byParty) && byParty[to].key == byParty[from].key {
			to++
		}
		c.scoreRun(r, keys, byParty[from:to], f, false)
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
	outer, inner := c.reference(a), c.reference(b)
	if len(inner) > minReference && bytes.Contains(f.textOf(c, a), inner) {
		return refNamed
	}
	if len(outer) == 0 || len(inner) == 0 {
		if c.rows[a].mark&markLinked != 0 {
			return refOther // it names something else
		}
		return refNone
	}
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
		c.names.all(c.rows[own].ref, func(at int32) bool {
			if c.rows[at].side != on {
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
