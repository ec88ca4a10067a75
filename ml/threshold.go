package ml

import (
	"cmp"
	"math"
	"slices"

	"countersign/domain"
)

// Decision is one confirmed estimate.
type Decision struct {
	Date       domain.Date
	Confidence float64 // of the first choice, in [0,1]
	Right      bool    // the person confirmed the first choice
}

// Threshold is the confidence from which on a use may act by itself, with the decisions that support it.
type Threshold struct {
	Holds      bool    // false: no confidence is high enough, abstain wholly
	Confidence float64 // act at or above it
	Target     float64 // promised share of errors
	Tried      int     // decisions at or above Confidence
	Errors     int     // of these
	Bound      float64 // 95 % upper bound of the error rate that they leave possible; at most Target when it holds
	Window     int     // decisions looked at
	From, To   domain.Date
}

// strides: thresholds are tried each time this share of the window is added, the first after enough decisions that some
// errors among them could be afforded.
const (
	stepsPerWindow = 120
	spareTries     = 3
)

// FindThreshold walks from strict to loose over decisions and keeps the last confidence up to which the 95 % bound of the
// errors stayed within target at every step. The steps are fixed before any error is looked at, and the walk ends at the
// first that fails: so the chance that the promise is broken, were tomorrow like the window, is at most one in twenty, however
// many steps are tried. Target lies in (0,1).
func FindThreshold(decisions []Decision, target float64) Threshold {
	t := Threshold{Target: target, Bound: 1, Confidence: 1, Window: len(decisions)}
	list := slices.Clone(decisions)
	slices.SortFunc(list, func(a, b Decision) int { return cmp.Compare(b.Confidence, a.Confidence) }) // equal ones count together
	for _, d := range list {
		if t.From.IsZero() || d.Date.Before(t.From) {
			t.From = d.Date
		}
		if t.To.Before(d.Date) {
			t.To = d.Date
		}
	}
	// Fewer than this many decisions without any error do not support target.
	least := int(math.Ceil(math.Log(1-confidenceOfBounds) / math.Log1p(-target)))
	next, stride := spareTries*least, max(len(list)/stepsPerWindow, 1)
	errors := 0
	for i, d := range list {
		if !d.Right {
			errors++
		}
		tied := i+1 < len(list) && list[i+1].Confidence == d.Confidence
		if i+1 < next || tied {
			continue
		}
		if !within(errors, i+1, target) {
			break
		}
		t.Holds, t.Confidence, t.Tried, t.Errors = true, d.Confidence, i+1, errors
		next = i + 1 + stride
	}
	if t.Holds {
		t.Bound = UpperBound(t.Errors, t.Tried)
	}
	return t
}
