package domain

import (
	"bytes"
	"cmp"
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
	c, err := startCascade(&in, rules)
	if err != nil {
		return nil, err
	}
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

// newCascade is a run before its first pass. Errors: those of Reconcile.
func newCascade(in *ReconInput) (*cascade, error) {
	rules, err := orderedRules(in.Rules)
	if err != nil {
		return nil, err
	}
	return startCascade(in, rules)
}

func startCascade(in *ReconInput, rules []MatchRule) (*cascade, error) {
	table, err := newReconTable(in, rules)
	if err != nil {
		return nil, err
	}
	c := &cascade{reconTable: table, rules: rules, out: &ReconResult{Rules: rules}}
	c.told = make([]foundTold, 1)
	c.arena, c.found = make([]int, 0, len(in.Lines)), make([]reconFound, 0, len(in.Lines)*9/20) // a group has two lines or more
	return c, nil
}

// cascade is a run under way.
type cascade struct {
	*reconTable
	rules   []MatchRule
	out     *ReconResult
	names   *nameIndex   // nil until a pass needs it
	read    bool         // named and crowded are known
	named   []link       // open lines of which one names the other
	crowded []int32      // lines that bear a name of too many
	parent  []int32      // scratch of components
	live    []rankedLink // likewise
	arena   []int        // the lines of all groups, one after the other
	told    []foundTold  // the first is nothing
	found   []reconFound // groups, in the order in which they were found
	folds   [][2]string  // text and counterparty of each place as filters compare them, filled in as they are asked for; nil keeps none
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
		c.rows[at].group = int32(len(c.found))
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
		c.rows[at].mark |= markLocked
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
