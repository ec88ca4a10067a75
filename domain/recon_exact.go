package domain

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
)

// reconParts is into how many parts a pass cuts its work: more than any number of workers, and always the same.
const reconParts = 256

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
	for p := range found {
		f := &found[p]
		for _, pair := range f.pairs {
			c.claim(foundBy(rule, r, pair.evidence), pair.a, pair.b)
		}
		for _, set := range f.ambiguous {
			c.ambiguous(rule, c.countsReason(set), set)
		}
		f.pairs, f.ambiguous = nil, nil
	}
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

// keyBlocks are open lines, sorted so that equal keys stand together.
type keyBlocks struct {
	lines []ranked
	from  []int
}

// blocks sorts the open lines by the hash of a rule's keys. Lines that do not state one of them are left out; unsigned
// takes an amount and its opposite for equal.
func (c *cascade) blocks(r *MatchRule, unsigned bool) keyBlocks {
	keys := make([]ranked, 0, len(c.order))
	of := c.keyColumn(r, unsigned)
	for at := range int32(len(c.order)) {
		if of[at] != 0 && c.open(at) && (unsigned || c.side[at] != sideMiddle) {
			keys = append(keys, ranked{of[at], at})
		}
	}
	b := keyBlocks{from: make([]int, reconParts+1)}
	b.lines = sortRanked(keys, c.workers, func(x, y int32) int { return cmp.Compare(x, y) })
	for _, k := range b.lines {
		b.from[k.key>>56+1]++
	}
	for p := range reconParts {
		b.from[p+1] += b.from[p]
	}
	return b
}

// runs calls do for the lines of each key of a part that has at least two.
func (b *keyBlocks) runs(part int, do func(run []ranked)) {
	lines := b.lines[b.from[part]:b.from[part+1]]
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && lines[to].key == lines[from].key {
			to++
		}
		if to-from > 1 {
			do(lines[from:to])
		}
		from = to
	}
}

// keyColumn hashes the keys of a rule per line; 0 stands for a line that does not state one of them.
func (c *cascade) keyColumn(r *MatchRule, unsigned bool) []uint64 {
	of := make([]uint64, len(c.order))
	_ = c.chunks(len(of), func(from, to int) error {
		var buf []byte
		for at := int32(from); at < int32(to); at++ {
			h := mix64(uint64(c.cur[at])^0x2545F4914F6CDD1D, 0x9FB21C651E98DF25)
			amount := c.amount[at]
			if unsigned {
				amount = abs64(amount)
			}
			for _, k := range r.Keys {
				part := uint64(0)
				switch k {
				case KeyAmount:
					part = uint64(amount) ^ 0x5555555555555555
				case KeyReference:
					if part = c.ref[at]; part != 0 && len(r.Normalise) > 0 {
						buf = appendNormal(buf[:0], c.line(at).Reference, r.Normalise)
						part = hashBytes(buf)
					}
				case KeyCounterparty:
					part = c.party[at]
				case KeyDate:
					part = uint64(c.day[at])
				case KeyText:
					if buf = appendPlain(buf[:0], c.line(at).Text, ' '); len(buf) > 0 {
						part = hashBytes(buf)
					}
				}
				if part == 0 {
					h = 0
					break
				}
				h = mix64(h^part, 0xC2B2AE3D27D4EB4F) | 1
			}
			of[at] = h
		}
		return nil
	})
	return of
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
	x, y := c.line(a), c.line(b)
	for _, k := range r.Keys {
		switch {
		case k == KeyReference && x.Reference != y.Reference &&
			!bytes.Equal(appendNormal(nil, x.Reference, r.Normalise), appendNormal(nil, y.Reference, r.Normalise)),
			k == KeyCounterparty && x.Counterparty != y.Counterparty && !bytes.Equal(appendParty(nil, x.Counterparty), appendParty(nil, y.Counterparty)),
			k == KeyText && x.Text != y.Text && !bytes.Equal(appendPlain(nil, x.Text, ' '), appendPlain(nil, y.Text, ' ')),
			k == KeyDate && c.day[a] != c.day[b],
			k == KeyAmount && abs64(x.Amount.Minor) != abs64(y.Amount.Minor):
			return false
		}
	}
	return c.cur[a] == c.cur[b]
}

// pairRun pairs the lines of one key. Those further apart than the rule's days have nothing to do with each other.
func (c *cascade) pairRun(r *MatchRule, run []ranked, f *exactFound) {
	for _, k := range run[1:] {
		if !c.sameKeys(r, run[0].at, k.at) {
			return // two keys of one hash, once in ten billion runs: a later pass compares them one by one
		}
	}
	if len(run) == 2 { // nearly always
		a, b := run[0].at, run[1].at
		if c.side[a] > c.side[b] {
			a, b = b, a
		}
		if c.side[a] == sideOutside && c.side[b] == sideBooks && c.span(a, b) <= r.Days {
			f.pairs = append(f.pairs, exactPair{a, b, c.exactEvidence(r, a, b)})
		}
		return
	}
	slices.SortFunc(run, func(x, y ranked) int { return cmp.Or(cmp.Compare(c.day[x.at], c.day[y.at]), cmp.Compare(x.at, y.at)) })
	for from := 0; from < len(run); {
		to := from + 1
		for to < len(run) && c.span(run[to-1].at, run[to].at) <= r.Days {
			to++
		}
		c.pairCluster(r, run[from:to], f)
		from = to
	}
}

// pairCluster pairs as many lines of one side as there are of the other in the order of their days. Which of them stands
// against which makes no difference, for they are equal; that one is left over would, so then nothing is chosen.
func (c *cascade) pairCluster(r *MatchRule, run []ranked, f *exactFound) {
	outside, books := f.side[0][:0], f.side[1][:0]
	for _, k := range run {
		if c.side[k.at] == sideOutside {
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
	return c.party[lines[i]] == c.party[lines[0]]
}

func (c *cascade) exactEvidence(r *MatchRule, a, b int32) evidence {
	e := evidenceOf(refNone, partyNone, amountEqual, c.span(a, b))
	if slices.Contains(r.Keys, KeyReference) {
		e = e.withReference(refEqual)
	}
	switch {
	case c.party[a] == 0 || c.party[b] == 0:
	case c.party[a] == c.party[b]:
		e = e.withParty(partyEqual)
	}
	return e
}

func (c *cascade) countsReason(set []int32) string {
	outside := 0
	for _, at := range set {
		if c.side[at] == sideOutside {
			outside++
		}
	}
	if books := len(set) - outside; books != outside {
		return fmt.Sprintf("%d of one side and %d of the other have one key.", outside, books)
	}
	return fmt.Sprintf("%d of either side have one key and differ in what it leaves out.", outside)
}
