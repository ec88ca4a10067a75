package domain

import (
	"cmp"
	"slices"
)

// RuleTrialResult is how two runs over the same lines differ. Lines are indices into the lines of both.
type RuleTrialResult struct {
	Before, After  []ReconTally // how many lines each run left in which state
	NewlyMatched   TrialDelta   // matched only by the second
	NoLonger       TrialDelta   // matched only by the first
	NewlyAmbiguous TrialDelta   // ambiguous only in the second
	Changed        TrialDelta   // matched by both, with other lines
	NewlyExcluded  TrialDelta   // left out only by the second
}

// TrialDelta is one way in which two runs differ.
type TrialDelta struct {
	Groups   int     // matches, or sets of lines that could be matched in several ways
	Lines    int     // that came out otherwise
	Sums     []Money // of those lines without signs, by currency
	Examples []TrialPair
}

// TrialPair is what two runs made of one line.
type TrialPair struct {
	Line          int
	Before, After TrialFate
}

// TrialFate is what a run made of a line.
type TrialFate struct {
	State  LineState
	Lines  []int  // with which, itself among them
	Rule   int    // index into the run's rules; -1 for none
	Reason string // why it is ambiguous; "" for all others
}

// CompareRuns says how the second of two runs over the same lines differs from the first, with at most examples of each
// way. Groups for which rejected is true are not made: people turned them down.
func CompareRuns(lines []ReconLine, before, after *ReconResult, rejected func(lines []int) bool, examples int) *RuleTrialResult {
	t := &trial{lines: lines, before: fatesOf(lines, before, rejected), after: fatesOf(lines, after, rejected), examples: examples}
	out := &RuleTrialResult{Before: tallyStates(lines, t.before.state), After: tallyStates(lines, t.after.state)}
	is := func(f *fates, at int, state LineState) bool { return f.state[at] == state }
	out.NewlyMatched = t.delta(t.after, func(at int) bool { return !is(t.before, at, LineMatched) && is(t.after, at, LineMatched) })
	out.NoLonger = t.delta(t.before, func(at int) bool { return is(t.before, at, LineMatched) && !is(t.after, at, LineMatched) })
	out.NewlyAmbiguous = t.delta(t.after, func(at int) bool { return !is(t.before, at, LineAmbiguous) && is(t.after, at, LineAmbiguous) })
	out.Changed = t.delta(t.after, func(at int) bool {
		return is(t.before, at, LineMatched) && is(t.after, at, LineMatched) && !slices.Equal(t.before.with(at), t.after.with(at))
	})
	out.NewlyExcluded = t.delta(t.after, func(at int) bool { return !is(t.before, at, LineExcluded) && is(t.after, at, LineExcluded) })
	return out
}

type trial struct {
	lines         []ReconLine
	before, after *fates
	examples      int
}

// delta collects the lines that came out otherwise; sets are counted as one of the runs has them.
func (t *trial) delta(counted *fates, differs func(at int) bool) TrialDelta {
	d := TrialDelta{}
	sums, sets := map[Currency]int64{}, map[[2]int32]bool{}
	for _, at := range t.after.order {
		if !differs(at) {
			continue
		}
		amount := t.lines[at].Amount
		d.Lines++
		sums[amount.Currency] += amount.Abs().Minor
		set := [2]int32{counted.group[at], counted.unclear[at]}
		if set == [2]int32{-1, -1} {
			set[0] = int32(-2 - at) // alone
		}
		if !sets[set] {
			sets[set] = true
			d.Groups++
			if len(d.Examples) < t.examples {
				d.Examples = append(d.Examples, TrialPair{Line: at, Before: t.before.fate(at), After: t.after.fate(at)})
			}
		}
	}
	for currency, minor := range sums {
		d.Sums = append(d.Sums, NewMoney(minor, currency))
	}
	slices.SortFunc(d.Sums, func(a, b Money) int { return cmp.Compare(a.Currency, b.Currency) })
	return d
}

// fates is what a run made of every line.
type fates struct {
	result  *ReconResult
	state   []LineState
	group   []int32     // index into the run's groups; -1 for none
	unclear []int32     // index into the run's ambiguities; -1 for none
	sorted  [][]int     // the lines of each group, in order
	left    map[int]int // the rule that leaves a line out, by line
	order   []int       // indices by what the lines say: the same whatever order they came in
}

func fatesOf(lines []ReconLine, result *ReconResult, rejected func([]int) bool) *fates {
	f := &fates{result: result, state: slices.Clone(result.States), group: slices.Clone(result.GroupOf), unclear: make([]int32, len(lines)), left: result.excludedBy()}
	f.sorted = make([][]int, len(result.Groups))
	f.order = make([]int, len(lines))
	for i := range lines {
		f.unclear[i], f.order[i] = -1, i
	}
	slices.SortFunc(f.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(dayOf(&lines[a]), dayOf(&lines[b])), cmp.Compare(lines[a].Source, lines[b].Source), cmp.Compare(lines[a].ID, lines[b].ID))
	})
	for i := range result.Groups {
		f.sorted[i] = slices.Sorted(slices.Values(result.Groups[i].Lines))
		if rejected != nil && rejected(result.Groups[i].Lines) {
			for _, l := range result.Groups[i].Lines {
				f.state[l], f.group[l] = LineCase, -1
			}
		}
	}
	for i := range result.Ambiguities {
		for _, l := range result.Ambiguities[i].Lines {
			f.unclear[l] = int32(i)
		}
	}
	return f
}

// with are the lines that a line is in a group with, in order; nil when it is in none.
func (f *fates) with(at int) []int {
	if f.group[at] < 0 {
		return nil
	}
	return f.sorted[f.group[at]]
}

func (f *fates) fate(at int) TrialFate {
	fate := TrialFate{State: f.state[at], Lines: []int{at}, Rule: -1}
	switch {
	case f.group[at] >= 0:
		g := &f.result.Groups[f.group[at]]
		fate.Lines, fate.Rule = g.Lines, int(g.Rule)
	case f.state[at] == LineExcluded:
		if rule, known := f.left[at]; known {
			fate.Rule = rule
		}
	case f.state[at] == LineAmbiguous && f.unclear[at] >= 0:
		a := &f.result.Ambiguities[f.unclear[at]]
		fate.Lines, fate.Rule, fate.Reason = a.Lines, a.Rule, a.Reason
	}
	return fate
}

// tallyStates counts lines by source, currency and state.
func tallyStates(lines []ReconLine, states []LineState) []ReconTally {
	type key struct {
		source   ReconSource
		currency Currency
		state    LineState
	}
	found := map[key]*ReconTally{}
	var list []ReconTally
	for i := range lines {
		k := key{lines[i].Source, lines[i].Amount.Currency, states[i]}
		if found[k] == nil {
			found[k] = &ReconTally{Source: k.source, State: k.state, Sum: NewMoney(0, k.currency)}
		}
		found[k].Lines++
		found[k].Sum = found[k].Sum.Add(lines[i].Amount)
	}
	for _, t := range found {
		list = append(list, *t)
	}
	slices.SortFunc(list, CompareTallies)
	return list
}
