package domain

import (
	"fmt"
	"slices"
)

// RuleBackTest is what a rule finds when it runs after the rules in force, over open lines and settled ones whose matches are
// the truth.
type RuleBackTest struct {
	Hits     []bool // as long as the lines: open lines that the rule would settle with open lines
	Support  int    // matches that it finds as people made them
	Counters int    // matches that contradict those that stand, or that people turned down
}

// RuleTester tests rules, each as if it stood alone after the rules in force. Those run once, whatever the number of rules that are
// tested: each of these is one more pass over what they leave.
type RuleTester struct {
	cascade  *cascade
	mark     cascadeMark
	inForce  []MatchRule
	last     int         // order of the last of them
	group    []int       // the match that each line is in
	size     map[int]int // of each match
	rejected func(lines []int) bool
}

// NewRuleTester runs the rules in force. group numbers the match that each line is in, the same for lines of one match, and is
// negative for open ones. rejected, which may be nil, says what people turned down.
//
// Errors: those of Reconcile.
func NewRuleTester(in ReconInput, group []int, rejected func(lines []int) bool) (*RuleTester, error) {
	c, err := newCascade(&in)
	if err != nil {
		return nil, fmt.Errorf("test rules: %w", err)
	}
	t := &RuleTester{cascade: c, inForce: slices.Clip(c.rules), group: group, size: map[int]int{}, rejected: rejected}
	for i := range c.rules {
		if in.Progress != nil {
			if err := in.Progress(c.rules[i].Name, i, len(c.rules)); err != nil {
				return nil, err
			}
		}
		c.run(i)
		t.last = c.rules[i].Order
	}
	for _, g := range group {
		t.size[g]++
	}
	c.folds = make([][2]string, len(c.rows))
	c.rules, c.named, c.crowded = append(t.inForce, MatchRule{Days: MaxRuleDays}), nil, nil
	c.findLinks() // as far apart as any rule that is tested may allow
	t.mark = c.mark()
	return t, nil
}

// Test says what a rule finds after the rules in force. Errors: INVALID for a rule that is none.
func (t *RuleTester) Test(rule MatchRule) (*RuleBackTest, error) {
	c := t.cascade
	rule.Order = max(rule.Order, t.last+1)
	if err := rule.Validate(); err != nil {
		return nil, fmt.Errorf("test rule %q: %w", rule.Name, err)
	}
	c.rules = append(t.inForce, rule)
	c.run(len(t.inForce))
	defer c.backTo(t.mark)
	return t.judge(), nil
}

// cascadeMark is how a cascade stands between two passes.
type cascadeMark struct {
	rows                                           []reconRow
	named                                          []link
	found, arena, told, ambiguous, excluded, limit int
}

func (c *cascade) mark() cascadeMark {
	return cascadeMark{
		slices.Clone(c.rows), slices.Clone(c.named),
		len(c.found), len(c.arena), len(c.told), len(c.out.Ambiguities), len(c.out.Exclusions), len(c.out.Limits),
	}
}

// backTo forgets everything since a mark.
func (c *cascade) backTo(m cascadeMark) {
	copy(c.rows, m.rows)
	c.named = append(c.named[:0], m.named...)
	c.found, c.arena, c.told = c.found[:m.found], c.arena[:m.arena], c.told[:m.told]
	c.out.Ambiguities, c.out.Exclusions, c.out.Limits = c.out.Ambiguities[:m.ambiguous], c.out.Exclusions[:m.excluded], c.out.Limits[:m.limit]
}

// judge holds what a rule found against the matches that stand.
func (t *RuleTester) judge() *RuleBackTest {
	c, m, group := t.cascade, t.mark, t.group
	test := &RuleBackTest{Hits: make([]bool, len(group))}
	for _, f := range c.found[m.found:] {
		lines := c.arena[f.from:f.to:f.to]
		first := group[lines[0]]
		alike := !slices.ContainsFunc(lines, func(at int) bool { return group[at] != first && (group[at] >= 0 || first >= 0) })
		switch {
		case !alike || first >= 0 && t.size[first] != len(lines), t.rejected != nil && t.rejected(lines):
			test.Counters++
		case first >= 0:
			test.Support++
		default:
			for _, at := range lines {
				test.Hits[at] = true
			}
		}
	}
	torn := map[int]bool{} // matches of which a line would be left out
	for _, x := range c.out.Exclusions[m.excluded:] {
		for _, at := range x.Lines {
			if group[at] < 0 {
				test.Hits[at] = true
			} else {
				torn[group[at]] = true
			}
		}
	}
	test.Counters += len(torn)
	return test
}
