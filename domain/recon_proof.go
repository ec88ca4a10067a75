package domain

import (
	"cmp"
	"fmt"
	"runtime"
	"slices"
	"sync"
)

// ReconProof shows that nothing was lost or counted twice: it is recounted from the outcome alone, by other code than the
// one that matched.
type ReconProof struct {
	Lines  int            `json:"lines"`  // in the input and in exactly one state
	Groups int            `json:"groups"` // matched and suggested
	Sides  []ReconBalance `json:"sides"`  // by source and currency
}

// ReconBalance ties the states of one source and currency to its input.
type ReconBalance struct {
	Source   ReconSource       `json:"source"`
	Lines    int               `json:"lines"`
	Sum      Money             `json:"sum"`
	ByState  map[LineState]int `json:"byState"`  // lines; they add up to Lines
	Matched  int64             `json:"matched"`  // minor units in groups that are matched
	Proposed int64             `json:"proposed"` // minor units in groups that are suggested
	Open     int64             `json:"open"`     // minor units of the rest; the three add up to Sum
}

// ProveRecon recounts a result against the lines that it is of.
//
// Errors: plain errors, for a failed proof is our fault and nothing of the result may be used: a line without a state
// or in two groups, a state that its group does not have, a group without lines, sums that do not tie.
func ProveRecon(lines []ReconLine, r *ReconResult) (ReconProof, error) {
	return proveRecon(lines, r, runtime.GOMAXPROCS(0))
}

// proof is a recount under way.
type proof struct {
	lines     []ReconLine
	result    *ReconResult
	ambiguous []bool // lines that an ambiguity names
	mu        sync.Mutex
	grouped   int // lines of all groups
	named     int // lines that name a group
	sides     []ReconBalance
}

func proveRecon(lines []ReconLine, r *ReconResult, workers int) (ReconProof, error) {
	var none ReconProof
	if len(r.States) != len(lines) || len(r.GroupOf) != len(lines) {
		return none, fmt.Errorf("prove completeness: %d lines went in, %d states came out", len(lines), len(r.States))
	}
	p := &proof{lines: lines, result: r, ambiguous: make([]bool, len(lines))}
	for _, a := range r.Ambiguities {
		for _, l := range a.Lines {
			if l < 0 || l >= len(lines) {
				return none, fmt.Errorf("prove completeness: an ambiguity names line %d of %d", l, len(lines))
			}
			p.ambiguous[l] = true
		}
	}
	groups := chunksOf(len(r.Groups))
	err := parallel(workers, groups+chunksOf(len(lines)), func(i int) error {
		if i < groups {
			return p.someGroups(i*chunkLines, min(len(r.Groups), (i+1)*chunkLines))
		}
		i -= groups
		return p.someLines(i*chunkLines, min(len(lines), (i+1)*chunkLines))
	})
	if err != nil {
		return none, err
	}
	// Each line of a group names it, once. So when as many lines are in groups as name one, none names a group that it is
	// not in, and none is in two.
	if p.grouped != p.named {
		return none, fmt.Errorf("prove completeness: groups have %d lines, and %d lines name a group", p.grouped, p.named)
	}
	slices.SortFunc(p.sides, func(a, b ReconBalance) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Sum.Currency, b.Sum.Currency))
	})
	return ReconProof{Lines: len(lines), Groups: len(r.Groups), Sides: p.sides}, tie(p.sides, r.Tallies)
}

func (p *proof) someGroups(from, to int) error {
	lines := 0
	for g := from; g < to; g++ {
		if err := p.group(g); err != nil {
			return err
		}
		lines += len(p.result.Groups[g].Lines)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.grouped += lines
	return nil
}

// group looks that a group is one: lines of one state that name it, each once, and a remainder that is explained.
func (p *proof) group(g int) error {
	r := p.result
	group := &r.Groups[g]
	if len(group.Lines) < 2 {
		return fmt.Errorf("prove completeness: group %d has %d lines", g, len(group.Lines))
	}
	want := LineSuggested
	if group.State == GroupMatched {
		want = LineMatched
	}
	for i, l := range group.Lines {
		switch {
		case l < 0 || l >= len(p.lines):
			return fmt.Errorf("prove completeness: group %d names line %d of %d", g, l, len(p.lines))
		case r.GroupOf[l] != int32(g):
			return fmt.Errorf("prove completeness: line %s names group %d and is in %d", p.lines[l].ID, r.GroupOf[l], g)
		case slices.Contains(group.Lines[:i], l):
			return fmt.Errorf("prove completeness: line %s is twice in group %d", p.lines[l].ID, g)
		case r.States[l] != want:
			return fmt.Errorf("prove completeness: line %s is %s in a group that is %s", p.lines[l].ID, r.States[l], group.State)
		}
	}
	if group.State == GroupMatched && !group.Unique() {
		return fmt.Errorf("prove completeness: group %d is matched and has %d solutions", g, group.Solutions)
	}
	if group.State == GroupMatched && group.Remainder.Minor != 0 && group.Adjustment == nil {
		return fmt.Errorf("prove completeness: group %d is matched and leaves %s unexplained", g, group.Remainder)
	}
	return nil
}

// someLines looks that each line's state is that of its group, and counts lines and money.
func (p *proof) someLines(from, to int) error {
	var sides []ReconBalance
	named, at := 0, 0
	for l := from; l < to; l++ {
		state, g := p.result.States[l], p.result.GroupOf[l]
		switch inGroup := state == LineMatched || state == LineSuggested; {
		case inGroup != (g >= 0):
			return fmt.Errorf("prove completeness: line %s is %s and names group %d", p.lines[l].ID, state, g)
		case (state == LineAmbiguous) != (p.ambiguous[l] && !inGroup && state != LineExcluded):
			return fmt.Errorf("prove completeness: line %s is %s without an ambiguity that says so", p.lines[l].ID, state)
		case inGroup:
			named++
		}
		source, amount := p.lines[l].Source, p.lines[l].Amount
		if len(sides) == 0 || sides[at].Source != source || sides[at].Sum.Currency != amount.Currency {
			sides, at = balanceOf(sides, source, amount.Currency)
		}
		if !sides[at].count(state, amount.Minor) {
			return fmt.Errorf("prove completeness: line %s is in no state", p.lines[l].ID)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.named += named
	for i := range sides {
		p.sides, at = balanceOf(p.sides, sides[i].Source, sides[i].Sum.Currency)
		p.sides[at].add(&sides[i])
	}
	return nil
}

// balanceOf finds the balance of a source and currency, or adds it.
func balanceOf(sides []ReconBalance, source ReconSource, currency Currency) ([]ReconBalance, int) {
	at := slices.IndexFunc(sides, func(b ReconBalance) bool { return b.Source == source && b.Sum.Currency == currency })
	if at >= 0 {
		return sides, at
	}
	return append(sides, ReconBalance{Source: source, Sum: Money{0, currency}, ByState: map[LineState]int{}}), len(sides)
}

// count adds a line. It is false for a state that a run leaves no line in.
func (b *ReconBalance) count(state LineState, minor int64) bool {
	switch state {
	case LineMatched:
		b.Matched += minor
	case LineSuggested:
		b.Proposed += minor
	case LineAmbiguous, LineCase, LineExcluded:
		b.Open += minor
	default:
		return false
	}
	b.Lines++
	b.Sum.Minor += minor
	b.ByState[state]++
	return true
}

func (b *ReconBalance) add(other *ReconBalance) {
	b.Lines += other.Lines
	b.Sum.Minor += other.Sum.Minor
	b.Matched += other.Matched
	b.Proposed += other.Proposed
	b.Open += other.Open
	for state, n := range other.ByState {
		b.ByState[state] += n
	}
}

// tie compares what was counted here with the tallies that the run states, and parts with the whole.
func tie(sides []ReconBalance, tallies []ReconTally) error {
	for _, b := range sides {
		lines, sum := 0, int64(0)
		for _, t := range tallies {
			if t.Source != b.Source || t.Sum.Currency != b.Sum.Currency {
				continue
			}
			if t.Lines != b.ByState[t.State] {
				return fmt.Errorf("prove completeness: %d lines of %s are %s, the tally says %d", b.ByState[t.State], b.Source, t.State, t.Lines)
			}
			lines += t.Lines
			sum += t.Sum.Minor
		}
		if lines != b.Lines || sum != b.Sum.Minor || b.Matched+b.Proposed+b.Open != sum {
			return fmt.Errorf("prove completeness: %s %s has %d lines of %d in its states, and %d of %d minor units",
				b.Source, b.Sum.Currency, lines, b.Lines, sum, b.Sum.Minor)
		}
	}
	return nil
}
