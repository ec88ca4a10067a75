package domain

import (
	"cmp"
	"fmt"
	"slices"
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
	var none ReconProof
	if len(r.States) != len(lines) || len(r.GroupOf) != len(lines) {
		return none, fmt.Errorf("prove completeness: %d lines went in, %d states came out", len(lines), len(r.States))
	}
	grouped := make([]int32, len(lines))
	for g := range r.Groups {
		if err := proveGroup(lines, r, g, grouped); err != nil {
			return none, err
		}
	}
	ambiguous := make([]bool, len(lines))
	for _, a := range r.Ambiguities {
		for _, l := range a.Lines {
			if l < 0 || l >= len(lines) {
				return none, fmt.Errorf("prove completeness: an ambiguity names line %d of %d", l, len(lines))
			}
			ambiguous[l] = true
		}
	}
	for l, g := range grouped {
		state := r.States[l]
		switch inGroup := state == LineMatched || state == LineSuggested; {
		case inGroup != (g != 0):
			return none, fmt.Errorf("prove completeness: line %s is %s and in group %d", lines[l].ID, state, g-1)
		case r.GroupOf[l] != g-1:
			return none, fmt.Errorf("prove completeness: line %s names group %d and is in %d", lines[l].ID, r.GroupOf[l], g-1)
		case (state == LineAmbiguous) != (ambiguous[l] && !inGroup && state != LineExcluded):
			return none, fmt.Errorf("prove completeness: line %s is %s without an ambiguity that says so", lines[l].ID, state)
		}
	}
	return balance(lines, r)
}

// proveGroup marks the lines of a group and looks that it is one: lines of one state, each in no other, a remainder that
// is their difference.
func proveGroup(lines []ReconLine, r *ReconResult, g int, grouped []int32) error {
	group := &r.Groups[g]
	if len(group.Lines) < 2 {
		return fmt.Errorf("prove completeness: group %d has %d lines", g, len(group.Lines))
	}
	want := LineSuggested
	if group.State == GroupMatched {
		want = LineMatched
	}
	for _, l := range group.Lines {
		switch {
		case l < 0 || l >= len(lines):
			return fmt.Errorf("prove completeness: group %d names line %d of %d", g, l, len(lines))
		case grouped[l] != 0:
			return fmt.Errorf("prove completeness: line %s is in groups %d and %d", lines[l].ID, grouped[l]-1, g)
		case r.States[l] != want:
			return fmt.Errorf("prove completeness: line %s is %s in a group that is %s", lines[l].ID, r.States[l], group.State)
		}
		grouped[l] = int32(g) + 1
	}
	if group.State == GroupMatched && !group.Unique {
		return fmt.Errorf("prove completeness: group %d is matched and has %d solutions", g, group.Solutions)
	}
	if group.State == GroupMatched && group.Remainder.Minor != 0 && group.Adjustment == nil {
		return fmt.Errorf("prove completeness: group %d is matched and leaves %s unexplained", g, group.Remainder)
	}
	return nil
}

// balance counts lines and money per source and currency, and holds the parts against the whole.
func balance(lines []ReconLine, r *ReconResult) (ReconProof, error) {
	type side struct {
		source   ReconSource
		currency Currency
	}
	var sides []ReconBalance
	at := map[side]int{}
	for l := range lines {
		key := side{lines[l].Source, lines[l].Amount.Currency}
		i, known := at[key]
		if !known {
			i = len(sides)
			at[key] = i
			sides = append(sides, ReconBalance{Source: key.source, Sum: Money{0, key.currency}, ByState: map[LineState]int{}})
		}
		b := &sides[i]
		minor := lines[l].Amount.Minor
		b.Lines++
		b.Sum.Minor += minor
		b.ByState[r.States[l]]++
		switch r.States[l] {
		case LineMatched:
			b.Matched += minor
		case LineSuggested:
			b.Proposed += minor
		case LineAmbiguous, LineCase, LineExcluded:
			b.Open += minor
		default:
			return ReconProof{}, fmt.Errorf("prove completeness: line %s is in no state", lines[l].ID)
		}
	}
	slices.SortFunc(sides, func(a, b ReconBalance) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Sum.Currency, b.Sum.Currency))
	})
	return ReconProof{Lines: len(lines), Groups: len(r.Groups), Sides: sides}, tie(sides, r.Tallies)
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
