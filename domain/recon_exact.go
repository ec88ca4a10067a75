package domain

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// exact pairs lines whose keys are all equal: each is claimed once. Equal keys with unequal counts are ambiguous.
func (c *cascade) exact(rule int) {
	r := &c.rules[rule]
	blocks := c.blocks(r, false)
	found := make([]exactFound, len(blocks.from)-1)
	_ = parallel(c.workers, len(found), func(p int) error {
		f := &found[p]
		blocks.runs(p, func(run []ranked) { c.pairRun(r, run, f) })
		return nil
	})
	c.claimPairs(rule, found)
	for p := range found {
		for _, set := range found[p].ambiguous {
			c.ambiguous(rule, c.countsReason(set), set)
		}
	}
}

// claimPairs takes the lines of all pairs, in the order of the parts that found them.
func (c *cascade) claimPairs(rule int, parts []exactFound) {
	r := &c.rules[rule]
	before := make([]int, len(parts)+1) // pairs of the parts in front
	for p := range parts {
		before[p+1] = before[p] + len(parts[p].pairs)
	}
	groups, lines, all := len(c.found), len(c.arena), before[len(parts)]
	c.found, c.arena = slices.Grow(c.found, all)[:groups+all], slices.Grow(c.arena, 2*all)[:lines+2*all]
	_ = parallel(c.workers, len(parts), func(p int) error {
		for i, pair := range parts[p].pairs {
			g, from := groups+before[p]+i, lines+2*(before[p]+i)
			f := foundBy(rule, r, pair.evidence)
			f.from, f.to = int32(from), int32(from+2)
			c.found[g] = f
			c.arena[from], c.arena[from+1] = int(pair.a), int(pair.b)
			c.rows[pair.a].group, c.rows[pair.b].group = int32(g), int32(g)
		}
		return nil
	})
}

// foundBy is a group with one solution, of which nothing remains.
func foundBy(rule int, r *MatchRule, e evidence) reconFound {
	return reconFound{rule: int16(rule), suggested: r.Mode != MatchAuto, solutions: 1, evidence: e}
}

type exactFound struct {
	pairs     []exactPair
	ambiguous [][]int32
	side      [2][]int32 // scratch
}

type exactPair struct {
	a, b     int32
	evidence evidence
}

// blocks sorts the open lines by the hash of a rule's keys. Lines that do not state one of them are left out; unsigned
// takes an amount and its opposite for equal.
func (c *cascade) blocks(r *MatchRule, unsigned bool) keyBlocks {
	b, _ := c.sortLines(func(from, to int, out []ranked) ([]ranked, error) {
		var buf []byte
		for at := int32(from); at < int32(to); at++ {
			row := &c.rows[at]
			if !row.open() || row.side == sideMiddle && !unsigned {
				continue
			}
			var key uint64
			if key, buf = c.keyOf(r, at, unsigned, buf); key != 0 {
				out = append(out, ranked{key: key, at: at, side: row.side, negative: row.amount < 0})
			}
		}
		return out, nil
	})
	return b
}

// keyOf hashes the keys of a rule; 0 stands for a line that does not state one of them. buf is scratch space, handed back.
func (c *cascade) keyOf(r *MatchRule, at int32, unsigned bool, buf []byte) (uint64, []byte) {
	row := &c.rows[at]
	h := mix64(uint64(row.cur)^0x2545F4914F6CDD1D, 0x9FB21C651E98DF25)
	for _, k := range r.Keys {
		part := uint64(0)
		switch k {
		case KeyAmount:
			part = uint64(row.amount) ^ 0x5555555555555555
			if unsigned {
				part = uint64(abs64(row.amount)) ^ 0x5555555555555555
			}
		case KeyReference:
			if part = row.ref; part != 0 && len(r.Normalise) > 0 {
				buf = appendNormal(buf[:0], c.line(at).Reference, r.Normalise)
				part = hashBytes(buf)
			}
		case KeyCounterparty:
			if row.statesParty() {
				part = hashBytes(c.party(at))
			}
		case KeyDate:
			part = uint64(row.day)
		case KeyText:
			if buf = appendPlain(buf[:0], c.line(at).Text, ' '); len(buf) > 0 {
				part = hashBytes(buf)
			}
		}
		if part == 0 {
			return 0, buf
		}
		h = mix64(h^part, 0xC2B2AE3D27D4EB4F) | 1
	}
	return h, buf
}

// appendNormal appends a reference as a rule's normalisers leave it: "plain" is letters and digits alone, which is always
// done, "digits" the digits alone, "zeros" without leading zeros.
func appendNormal(buf []byte, s string, names []string) []byte {
	buf = appendPlain(buf, s, 0)
	for _, name := range names {
		switch name {
		case "digits":
			buf = slices.DeleteFunc(buf, func(b byte) bool { return b < '0' || b > '9' })
		case "zeros":
			buf = bytes.TrimLeft(buf, "0")
		}
	}
	return buf
}

// sameKeys compares what was only compared by hash.
func (c *cascade) sameKeys(r *MatchRule, a, b int32) bool {
	x, y := &c.rows[a], &c.rows[b]
	for _, k := range r.Keys {
		same := true
		switch k {
		case KeyAmount:
			same = abs64(x.amount) == abs64(y.amount)
		case KeyReference:
			same = c.sameReference(r, a, b)
		case KeyCounterparty:
			same = bytes.Equal(c.party(a), c.party(b))
		case KeyDate:
			same = x.day == y.day
		case KeyText:
			x, y := c.line(a).Text, c.line(b).Text
			same = x == y || bytes.Equal(appendPlain(nil, x, ' '), appendPlain(nil, y, ' '))
		}
		if !same {
			return false
		}
	}
	return x.cur == y.cur
}

func (c *cascade) sameReference(r *MatchRule, a, b int32) bool {
	if len(r.Normalise) == 0 {
		return bytes.Equal(c.reference(a), c.reference(b))
	}
	x, y := c.line(a).Reference, c.line(b).Reference
	return x == y || bytes.Equal(appendNormal(nil, x, r.Normalise), appendNormal(nil, y, r.Normalise))
}

// pairRun pairs the lines of one key. Those further apart than the rule's days have nothing to do with each other.
func (c *cascade) pairRun(r *MatchRule, run []ranked, f *exactFound) {
	if !bothSides(run) {
		return
	}
	for _, k := range run[1:] {
		if !c.sameKeys(r, run[0].at, k.at) {
			return // two keys of one hash, once in ten billion runs: a later pass compares them one by one
		}
	}
	if len(run) == 2 { // nearly always
		a, b := run[0].at, run[1].at
		if run[0].side > run[1].side {
			a, b = b, a
		}
		if c.span(a, b) <= r.Days {
			f.pairs = append(f.pairs, exactPair{a, b, c.exactEvidence(r, a, b)})
		}
		return
	}
	slices.SortFunc(run, func(x, y ranked) int {
		return cmp.Or(cmp.Compare(c.rows[x.at].day, c.rows[y.at].day), c.byRank(x.at, y.at))
	})
	for from := 0; from < len(run); {
		to := from + 1
		for to < len(run) && c.span(run[to-1].at, run[to].at) <= r.Days {
			to++
		}
		c.pairCluster(r, run[from:to], f)
		from = to
	}
}

// bothSides says whether lines of one key stand on both sides.
func bothSides(run []ranked) bool {
	return slices.ContainsFunc(run, func(k ranked) bool { return k.side == sideOutside }) &&
		slices.ContainsFunc(run, func(k ranked) bool { return k.side == sideBooks })
}

// pairCluster pairs as many lines of one side as there are of the other in the order of their days. Which of them stands
// against which makes no difference, for they are equal; that one is left over would, so then nothing is chosen.
func (c *cascade) pairCluster(r *MatchRule, run []ranked, f *exactFound) {
	outside, books := f.side[0][:0], f.side[1][:0]
	for _, k := range run {
		if k.side == sideOutside {
			outside = append(outside, k.at)
		} else {
			books = append(books, k.at)
		}
	}
	f.side[0], f.side[1] = outside, books
	if len(outside) == 0 || len(books) == 0 {
		return
	}
	fits := len(outside) == len(books)
	for i := 0; fits && i < len(outside); i++ {
		fits = c.span(outside[i], books[i]) <= r.Days && c.interchangeable(outside, i) && c.interchangeable(books, i)
	}
	if fits {
		for i := range outside {
			f.pairs = append(f.pairs, exactPair{outside[i], books[i], c.exactEvidence(r, outside[i], books[i])})
		}
		return
	}
	f.ambiguous = append(f.ambiguous, append(slices.Clone(outside), books...))
}

// interchangeable says whether the i-th line has the counterparty of the first.
func (c *cascade) interchangeable(lines []int32, i int) bool {
	return bytes.Equal(c.party(lines[i]), c.party(lines[0]))
}

func (c *cascade) exactEvidence(r *MatchRule, a, b int32) evidence {
	e := evidenceOf(refNone, partyNone, amountEqual, c.span(a, b))
	if slices.Contains(r.Keys, KeyReference) {
		e = e.withReference(refEqual)
	}
	if c.rows[a].statesParty() && bytes.Equal(c.party(a), c.party(b)) {
		e = e.withParty(partyEqual)
	}
	return e
}

func (c *cascade) countsReason(set []int32) string {
	outside := 0
	for _, at := range set {
		if c.rows[at].side == sideOutside {
			outside++
		}
	}
	if books := len(set) - outside; books != outside {
		return fmt.Sprintf("%d of one side and %d of the other have one key.", outside, books)
	}
	return fmt.Sprintf("%d of either side have one key and differ in what it leaves out.", outside)
}
