package domain

import "slices"

// StepDifferenceKind is what became of a step when an invoice was routed anew.
type StepDifferenceKind string

// What can become of a step.
const (
	StepSame    StepDifferenceKind = "SAME"    // the same people are asked for the same reason
	StepChanged StepDifferenceKind = "CHANGED" // the same reason finds other people, or needs another limit
	StepCame    StepDifferenceKind = "CAME"
	StepGone    StepDifferenceKind = "GONE"
)

// StepDifference is a step of two routes side by side.
type StepDifference struct {
	Kind   StepDifferenceKind
	Before *ApprovalStep // nil when it came
	After  *ApprovalStep // nil when it is gone
}

// Fell is the approval of the former step that counts no longer; nil when nobody had approved it, or when the approval
// still stands.
func (d StepDifference) Fell() *Decision {
	if d.Before == nil || d.Before.Decision == nil {
		return nil
	}
	if given := d.Before.Decision; given.Outcome == DecideApprove && !given.Standing {
		return given
	}
	return nil
}

// Differences is what became of each step since the round before, as CompareRoutes tells it; none on a first route.
func (r *ApprovalRoute) Differences() []StepDifference {
	if r.ChangedFrom == nil {
		return nil
	}
	return CompareRoutes(r.ChangedFrom, r)
}

// CompareRoutes sets two routes of one invoice side by side: every step of either is named once, in the order of the
// new route; one that is gone stands before the step that took its place.
//
// Steps are the same one when they ask for the same reason (Via), whatever their place. Each step is paired at most
// once: of two that ask the same role, the first is paired with the first.
func CompareRoutes(before, after *ApprovalRoute) []StepDifference {
	former := before.Steps
	pairs := make([]int, len(after.Steps)) // index among the former steps, -1 for none
	paired := make([]bool, len(former))
	for n, step := range after.Steps {
		pairs[n] = -1
		for m := range former {
			if !paired[m] && former[m].Via == step.Via {
				pairs[n], paired[m] = m, true
				break
			}
		}
	}
	var list []StepDifference
	next := 0
	gone := func(until int) {
		for ; next < len(former) && former[next].Order <= until; next++ {
			if !paired[next] {
				list = append(list, StepDifference{Kind: StepGone, Before: &former[next]})
			}
		}
	}
	for n := range after.Steps {
		step := &after.Steps[n]
		gone(step.Order)
		if pairs[n] < 0 {
			list = append(list, StepDifference{Kind: StepCame, After: step})
			continue
		}
		list = append(list, stepPair(&former[pairs[n]], step))
	}
	if len(former) > 0 {
		gone(former[len(former)-1].Order)
	}
	return list
}

func stepPair(before, after *ApprovalStep) StepDifference {
	d := StepDifference{Kind: StepSame, Before: before, After: after}
	if !sameLimit(before.Limit, after.Limit) || !slices.Equal(idsOf(before.Approvers), idsOf(after.Approvers)) {
		d.Kind = StepChanged
	}
	return d
}

func sameLimit(a, b *Money) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// idsOf are people in an order that does not depend on how they are listed.
func idsOf(people []*User) []string {
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID.String()
	}
	slices.Sort(ids)
	return ids
}
