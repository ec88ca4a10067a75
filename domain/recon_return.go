package domain

import (
	"bytes"
	"cmp"
	"slices"
)

// returns finds lines of one source that take each other back: opposite amounts under one key, the later one after the
// earlier. Where the lines of both sides tie as they stand, nothing is taken back.
func (c *cascade) returns(rule int) {
	r := &c.rules[rule]
	blocks := c.blocks(r, true)
	found := make([]exactFound, reconParts)
	_ = parallel(c.workers, reconParts, func(p int) error {
		f := &found[p]
		blocks.runs(p, func(run []ranked) { c.returnRun(r, run, f) })
		return nil
	})
	c.claimPairs(rule, found)
}

func (c *cascade) returnRun(r *MatchRule, run []ranked, f *exactFound) {
	var counts [sideBooks + 1][2]int // by side, of either sign
	for _, k := range run {
		sign := 0
		if k.negative {
			sign = 1
		}
		counts[k.side][sign]++
	}
	outside, books := counts[sideOutside], counts[sideBooks]
	if outside == books && counts[sideMiddle] == [2]int{} {
		return
	}
	for side, count := range counts {
		if count[0] > 0 && count[1] > 0 {
			c.returnSide(r, reconSide(side), run, f)
		}
	}
}

// returnSide pairs each return with the last line before it that it can take back.
func (c *cascade) returnSide(r *MatchRule, side reconSide, run []ranked, f *exactFound) {
	var lines []int32
	for _, k := range run {
		if k.side == side && c.sameKeys(r, run[0].at, k.at) {
			lines = append(lines, k.at)
		}
	}
	slices.SortFunc(lines, func(a, b int32) int {
		return cmp.Or(cmp.Compare(c.line(a).Source, c.line(b).Source), cmp.Compare(c.rows[a].day, c.rows[b].day),
			cmp.Compare(b2i(c.line(a).Reversal), b2i(c.line(b).Reversal)), c.byRank(a, b))
	})
	var waiting [2][]int32 // not taken back yet, of either sign
	for i, at := range lines {
		if i > 0 && c.line(at).Source != c.line(lines[i-1]).Source {
			waiting = [2][]int32{}
		}
		own := b2i(c.rows[at].amount < 0)
		if paid := waiting[1-own]; len(paid) > 0 && c.span(paid[len(paid)-1], at) <= r.Days {
			last := paid[len(paid)-1]
			waiting[1-own] = paid[:len(paid)-1]
			e := evidenceOf(refEqual, partyNone, amountOpposite, c.span(last, at))
			if c.rows[last].statesParty() && bytes.Equal(c.party(last), c.party(at)) {
				e = e.withParty(partyEqual)
			}
			f.pairs = append(f.pairs, exactPair{last, at, e})
			continue
		}
		waiting[own] = append(waiting[own], at)
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
