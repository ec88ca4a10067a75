package domain

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
)

// Reconcile runs the cascade of rules over the lines and proves that each came out in exactly one state.
//
// The result depends on the input alone: lines are worked through in the order of their content, ties are broken by it,
// and work is cut into parts that do not depend on the number of workers. Nothing is matched that has a second solution.
//
// Errors: INVALID for a line without id, amount or currency, an id twice in one source, a rule that is none; the error of
// Progress; a plain error when the proof fails. With an error there is no result.
func Reconcile(in ReconInput) (*ReconResult, error) {
	rules, err := orderedRules(in.Rules)
	if err != nil {
		return nil, err
	}
	say := in.Progress
	if say == nil {
		say = func(string, int, int) error { return nil }
	}
	if err := say("sort", 0, len(rules)); err != nil {
		return nil, err
	}
	table, err := newReconTable(&in, rules)
	if err != nil {
		return nil, err
	}
	c := &cascade{reconTable: table, rules: rules, out: &ReconResult{Rules: rules}}
	c.told = make([]foundTold, 1)
	c.arena, c.found = make([]int, 0, len(in.Lines)), make([]reconFound, 0, len(in.Lines)*9/20) // a group has two lines or more
	for i := range rules {
		if err := say(rules[i].Name, i, len(rules)); err != nil {
			return nil, err
		}
		c.run(i)
	}
	if err := say("prove", len(rules), len(rules)); err != nil {
		return nil, err
	}
	return c.finish()
}

// cascade is a run under way.
type cascade struct {
	*reconTable
	rules  []MatchRule
	out    *ReconResult
	names  *nameIndex   // nil until a pass needs it
	parent []int32      // scratch of components
	arena  []int        // the lines of all groups, one after the other, as places
	told   []foundTold  // the first is nothing
	found  []reconFound // groups, in the order in which they were found
}

// reconFound is a group as long as the run goes on: a million of them hold no pointers, so that nobody has to follow them.
type reconFound struct {
	from, to  int32 // in the arena
	rule      int16
	suggested bool
	solutions uint8
	evidence  evidence
	remainder int64
	told      int32 // index into told; 0 is nothing
}

// foundTold is what few groups have.
type foundTold struct {
	name   string    // what explains the remainder
	others [][]int32 // as good solutions
}

// claim takes lines that are open for a group.
func (c *cascade) claim(f reconFound, lines ...int32) {
	f.from = int32(len(c.arena))
	for _, at := range lines {
		c.group[at] = int32(len(c.found))
		c.arena = append(c.arena, int(at))
	}
	f.to = int32(len(c.arena))
	c.found = append(c.found, f)
}

// tell keeps what few groups have.
func (c *cascade) tell(name string, others [][]int32) int32 {
	if name == "" && others == nil {
		return 0
	}
	c.told = append(c.told, foundTold{name, others})
	return int32(len(c.told) - 1)
}

// ambiguous keeps lines from all later passes: several matches are equally good.
func (c *cascade) ambiguous(rule int, reason string, lines []int32) {
	a := ReconAmbiguity{Rule: rule, Reason: reason}
	for _, at := range lines {
		c.locked[at] = true
		a.Lines = append(a.Lines, int(at))
	}
	c.out.Ambiguities = append(c.out.Ambiguities, a)
}

// limit reports work that was left undone.
func (c *cascade) limit(rule int, bound string, most, blocks int) {
	if blocks > 0 {
		c.out.Limits = append(c.out.Limits, ReconLimit{Rule: rule, Bound: bound, Max: most, Blocks: blocks})
	}
}

// run is one pass. Which one follows from what the rule compares.
func (c *cascade) run(i int) {
	if c.rules[i].Mode == MatchExclude {
		c.exclude(i)
		return
	}
	defer c.holdBack(c.rules[i].Filter)()
	switch passOf(&c.rules[i]) {
	case passReturn:
		c.returns(i)
	case passExact:
		c.exact(i)
	case passLinked:
		c.linkedRun(i)
	case passTolerance:
		c.tolerate(i)
	case passScored:
		c.score(i)
	case passSum:
		c.add(i)
	}
}

// finish turns places into indices, states what became of each line, and proves it.
func (c *cascade) finish() (*ReconResult, error) {
	out := c.out
	out.States, out.GroupOf = make([]LineState, len(c.order)), make([]int32, len(c.order))
	for at := range c.order {
		state := LineCase
		switch g := c.group[at]; {
		case g >= 0 && c.found[g].suggested:
			state = LineSuggested
		case g >= 0:
			state = LineMatched
		case c.side[at] == sideNone:
			state = LineExcluded
		case c.locked[at]:
			state = LineAmbiguous
		}
		out.States[c.order[at]], out.GroupOf[c.order[at]] = state, c.group[at]
	}
	out.InputHash = c.hash
	out.ResultHash = c.resultHash()
	c.names, c.parent = nil, nil // the groups take their place in memory
	c.deliver()
	out.Tallies = c.tallies()
	proof, err := ProveRecon(c.in.Lines, out)
	if err == nil {
		err = proveExclusions(c.in.Lines, out)
	}
	if err != nil {
		return nil, err
	}
	out.Proof = proof
	return out, nil
}

// resultHash covers all that was found, by places: the hash of the input says what stands at each.
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
	for i := range c.found {
		f := &c.found[i]
		number(int64(f.rule))
		number(int64(f.solutions))
		number(int64(f.evidence))
		number(f.remainder)
		number(int64(f.to - f.from))
		for _, at := range c.arena[f.from:f.to] {
			number(int64(at))
		}
		if f.suggested {
			number(-1)
		}
		for _, b := range []byte(c.told[f.told].name) {
			number(int64(b))
		}
		for _, other := range c.told[f.told].others {
			for _, at := range other {
				number(int64(at))
			}
		}
	}
	for _, a := range c.out.Ambiguities {
		number(int64(-2 - a.Rule))
		for _, at := range a.Lines {
			number(int64(at))
		}
	}
	for _, x := range c.out.Exclusions {
		number(math.MinInt64 + int64(x.Rule))
		for _, at := range x.Lines {
			number(int64(at))
		}
	}
	for at := range c.order {
		number(int64(c.group[at]))
	}
	whole.Write(buf)
	var sum [32]byte
	whole.Sum(sum[:0])
	return sum
}

// deliver writes the groups as they are handed out.
func (c *cascade) deliver() {
	texts := reasonsBook{}
	groups := make([]ReconGroup, len(c.found))
	for i := range c.found {
		f := &c.found[i]
		lines := c.arena[f.from:f.to:f.to]
		outside, books, currency := 0, 0, Currency("")
		for n, at := range lines {
			if c.side[at] == sideBooks {
				books++
				currency = c.money[c.cur[at]]
			} else {
				outside++
			}
			lines[n] = int(c.order[at])
		}
		g := &groups[i]
		if currency == "" {
			currency = c.in.Lines[lines[0]].Amount.Currency
		}
		*g = ReconGroup{
			Lines: lines, Rule: int(f.rule), Shape: shapeOf(outside, books), State: GroupMatched, Score: f.evidence.score(),
			Unique: f.solutions == 1, Solutions: int(f.solutions), Reasons: texts.of(f.evidence), Remainder: Money{f.remainder, currency},
		}
		if f.suggested {
			g.State = GroupSuggested
		}
		told := &c.told[f.told]
		if f.remainder != 0 && told.name != "" {
			g.Adjustment = &ReconAdjustment{Reason: c.rules[f.rule].ReasonCode, Amount: g.Remainder, Name: told.name}
		}
		for _, other := range told.others {
			places := make([]int, len(other))
			for n, at := range other {
				places[n] = int(c.order[at])
			}
			g.Others = append(g.Others, places)
		}
	}
	c.out.Groups = groups
	c.deliverExclusions()
	for i := range c.out.Ambiguities {
		lines := c.out.Ambiguities[i].Lines
		for n, at := range lines {
			lines[n] = int(c.order[at])
		}
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

// tallies counts lines and money by source, currency and state.
func (c *cascade) tallies() []ReconTally {
	var out []ReconTally
	last := -1
	for i := range c.in.Lines {
		l, state := &c.in.Lines[i], c.out.States[i]
		same := func(t *ReconTally) bool {
			return t.Source == l.Source && t.State == state && t.Sum.Currency == l.Amount.Currency
		}
		if last < 0 || !same(&out[last]) {
			if last = slices.IndexFunc(out, func(t ReconTally) bool { return same(&t) }); last < 0 {
				last = len(out)
				out = append(out, ReconTally{Source: l.Source, State: state, Sum: Money{0, l.Amount.Currency}})
			}
		}
		out[last].Lines++
		out[last].Sum.Minor += l.Amount.Minor
	}
	slices.SortFunc(out, func(a, b ReconTally) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Sum.Currency, b.Sum.Currency), cmp.Compare(a.State, b.State))
	})
	return out
}

// orderedRules are the rules in the order in which they run. Errors: INVALID for numbers out of their bounds.
func orderedRules(rules []MatchRule) ([]MatchRule, error) {
	if len(rules) == 0 {
		rules = StandardRules("")
	}
	out := slices.Clone(rules)
	slices.SortFunc(out, func(a, b MatchRule) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), bytes.Compare(a.ID[:], b.ID[:]), cmp.Compare(a.Name, b.Name))
	})
	for i := range out {
		if err := out[i].Validate(); err != nil {
			return nil, err
		}
	}
	if len(out) > math.MaxInt16 {
		return nil, RefuseField(CodeInvalid, "rules", "A run takes at most %d rules.", math.MaxInt16)
	}
	return out, nil
}
