package ml

import "math"

// Budget is how much money an automation may have acted on wrongly before it stops, since a person last renewed it. The zero Budget
// sets no bound and changes nothing.
type Budget struct {
	Limit int64 // minor units, above 0; 0 is none

	spent float64
}

// slowsFrom is the part of a budget that is used before the automation slows: half, so that there is time to look while it still acts.
const slowsFrom = 0.5

// Spend takes what turned out about automatic advice. What an audit found wrong stands for all that no audit saw: it counts with the
// inverse of the chance that it was looked at (Horvitz and Thompson 1952). What came out by itself counts once.
func (b *Budget) Spend(a Advised) {
	if !a.Automatic || !a.wrong() || a.Worth <= 0 {
		return
	}
	weight := 1.0
	if a.Audited {
		chance := a.Share
		if chance <= 0 || chance > 1 {
			chance = DefaultAudit
		}
		weight = 1 / chance
	}
	b.spent += weight * float64(a.Worth)
}

// Spent is the estimated money of errors since the renewal, in minor units.
func (b *Budget) Spent() int64 { return int64(math.Ceil(min(b.spent, math.MaxInt64/2))) }

// Left is what may still be lost, never negative; 0 without a budget.
func (b *Budget) Left() int64 { return max(b.Limit-b.Spent(), 0) }

// Stopped says whether the budget is used up: the automation acts no more until a person renews it.
func (b *Budget) Stopped() bool { return b.Limit > 0 && b.Spent() >= b.Limit }

// Slow is how far the automation is slowed, from 0, not at all, to 1, stopped.
func (b *Budget) Slow() float64 {
	if b.Limit <= 0 {
		return 0
	}
	return min(max((b.spent/float64(b.Limit)-slowsFrom)/(1-slowsFrom), 0), 1)
}

// Raise is the threshold under the budget: the doubt that a threshold allows shrinks evenly from half of the budget on, to none at its
// end. Never lower than threshold.
func (b *Budget) Raise(threshold float64) float64 { return threshold + (1-threshold)*b.Slow() }

// Carries says whether the budget would survive it if advice of this worth were wrong: nothing is automatic that could break it alone.
func (b *Budget) Carries(worth int64) bool { return b.Limit <= 0 || worth <= b.Left() }
