package domain

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
	"sync"
)

// stateOf is what became of a line.
func (c *cascade) stateOf(r *reconRow) LineState {
	switch {
	case r.group >= 0 && c.found[r.group].suggested:
		return LineSuggested
	case r.group >= 0:
		return LineMatched
	case r.side == sideNone:
		return LineExcluded
	case r.mark&markLocked != 0:
		return LineAmbiguous
	}
	return LineCase
}

// finish states what became of each line, and proves it.
func (c *cascade) finish() (*ReconResult, error) {
	out := c.out
	c.names, c.named, c.parent, c.live = nil, nil, nil, nil // the groups take their place in memory
	c.listed, c.sorted = nil, nil
	out.States, out.GroupOf = make([]LineState, len(c.rows)), make([]int32, len(c.rows))
	_ = c.chunks(len(c.rows), func(from, to int) error {
		for at := from; at < to; at++ {
			out.States[at], out.GroupOf[at] = c.stateOf(&c.rows[at]), c.rows[at].group
		}
		return nil
	})
	out.InputHash = c.hash
	err := parallel(c.workers, 2, func(i int) (err error) {
		if i == 0 {
			out.ResultHash = c.resultHash()
			return nil
		}
		c.deliver()
		out.Tallies = c.tallies()
		if out.Proof, err = proveRecon(c.in.Lines, out, c.workers); err != nil {
			return err
		}
		return proveExclusions(c.in.Lines, out)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// resultHash covers all that was found, by ranks: the hash of the input says what each line says.
func (c *cascade) resultHash() [32]byte {
	whole := sha256.New()
	whole.Write(c.hash[:])
	buf := make([]byte, 0, 1<<16)
	number := func(n int64) {
		if len(buf) > 1<<16-binary.MaxVarintLen64 {
			whole.Write(buf)
			buf = buf[:0]
		}
		buf = binary.AppendVarint(buf, n)
	}
	groupOf := slices.Repeat([]int32{-1}, len(c.rows)) // by rank
	for i := range c.found {
		f := &c.found[i]
		number(int64(f.rule))
		number(int64(f.solutions))
		number(int64(f.evidence))
		number(f.remainder)
		number(int64(f.to - f.from))
		for _, at := range c.arena[f.from:f.to] {
			number(int64(c.rank[at]))
			groupOf[c.rank[at]] = int32(i)
		}
		if f.suggested {
			number(-1)
		}
		for _, b := range []byte(c.told[f.told].name) {
			number(int64(b))
		}
		for _, other := range c.told[f.told].others {
			for _, at := range other {
				number(int64(c.rank[at]))
			}
		}
	}
	for _, a := range c.out.Ambiguities {
		number(int64(-2 - a.Rule))
		for _, at := range a.Lines {
			number(int64(c.rank[at]))
		}
	}
	for _, x := range c.out.Exclusions {
		number(math.MinInt64 + int64(x.Rule))
		ranks := make([]int32, len(x.Lines))
		for i, at := range x.Lines {
			ranks[i] = c.rank[at]
		}
		slices.Sort(ranks)
		for _, rank := range ranks {
			number(int64(rank))
		}
	}
	for _, g := range groupOf {
		number(int64(g))
	}
	whole.Write(buf)
	var sum [32]byte
	whole.Sum(sum[:0])
	return sum
}

// deliver writes the groups as they are handed out.
func (c *cascade) deliver() {
	texts := reasonsBook{}
	for i := range c.found {
		texts.of(c.found[i].evidence)
	}
	groups := make([]ReconGroup, len(c.found))
	c.out.Others = map[int][][]int{}
	_ = c.chunks(len(groups), func(from, to int) error {
		for i := from; i < to; i++ {
			c.write(&groups[i], &c.found[i], texts)
		}
		return nil
	})
	c.out.Groups = groups
	for i := range c.found {
		if others := c.told[c.found[i].told].others; others != nil {
			c.out.Others[i] = placesOf(others)
		}
	}
}

// placesOf are lines as they are handed out.
func placesOf(sets [][]int32) [][]int {
	out := make([][]int, len(sets))
	for i, set := range sets {
		out[i] = make([]int, len(set))
		for n, at := range set {
			out[i][n] = int(at)
		}
	}
	return out
}

// write hands one group out; texts has what speaks for it.
func (c *cascade) write(g *ReconGroup, f *reconFound, texts reasonsBook) {
	lines := c.arena[f.from:f.to:f.to]
	outside, books, currency := 0, 0, c.money[c.rows[lines[0]].cur]
	for _, at := range lines {
		if r := &c.rows[at]; r.side == sideBooks {
			books++
			currency = c.money[r.cur]
		} else {
			outside++
		}
	}
	*g = ReconGroup{
		Lines: lines, Rule: f.rule, Solutions: f.solutions, Shape: shapeOf(outside, books), State: GroupMatched, Score: f.evidence.score(),
		Reasons: texts[f.evidence], Remainder: Money{f.remainder, currency},
	}
	if f.suggested {
		g.State = GroupSuggested
	}
	if told := &c.told[f.told]; f.remainder != 0 && told.name != "" {
		g.Adjustment = &ReconAdjustment{Reason: c.rules[f.rule].ReasonCode, Amount: g.Remainder, Name: told.name}
	}
}

func shapeOf(outside, books int) MatchShape {
	switch {
	case outside+books == 2:
		return OneToOne
	case outside == 1 || books == 1 || outside == 0 || books == 0:
		return OneToMany
	}
	return ManyToMany
}

// lineStates are all states that a run leaves lines in.
var lineStates = []LineState{LineAmbiguous, LineCase, LineExcluded, LineMatched, LineSuggested}

// tallies counts lines and money by source, currency and state.
func (c *cascade) tallies() []ReconTally {
	all := make([]ReconTally, 0, len(c.sources)*len(c.money)*len(lineStates)) // sorted by source, currency and state
	for _, source := range c.sources {
		for _, currency := range c.money {
			for _, state := range lineStates {
				all = append(all, ReconTally{Source: source, State: state, Sum: Money{0, currency}})
			}
		}
	}
	var mu sync.Mutex
	_ = c.chunks(len(c.rows), func(from, to int) error {
		lines, sums := make([]int, len(all)), make([]int64, len(all))
		for at := from; at < to; at++ {
			r := &c.rows[at]
			i := (int(r.source)*len(c.money)+int(r.cur))*len(lineStates) + slices.Index(lineStates, c.out.States[at])
			lines[i]++
			sums[i] += r.amount
		}
		mu.Lock()
		defer mu.Unlock()
		for i := range all {
			all[i].Lines += lines[i]
			all[i].Sum.Minor += sums[i]
		}
		return nil
	})
	return slices.DeleteFunc(all, func(t ReconTally) bool { return t.Lines == 0 })
}
