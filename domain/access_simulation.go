package domain

import "time"

// SimulateAccessInput is a draft of roles and rules that is looked at and not kept.
type SimulateAccessInput struct {
	Grant      []*GrantInput
	Revoke     []ID // grants
	Roles      []*RoleInput
	Rules      []*RuleInput
	Leave      []ID // people
	ReplayDays *int // over how many days recorded decisions are replayed, 0 to 365; nil is 90
}

// AccessSimulation is what a draft would change.
type AccessSimulation struct {
	Base              int64     // version of the rulebook that the draft stands on
	At                time.Time // when everything in the draft has begun
	Gained            []EffectiveAccess
	Lost              []EffectiveAccess
	NewConflicts      []SodConflict
	ResolvedConflicts []SodConflict
	UncoveredSteps    []UncoveredStep
	Replayed          ReplayResult
}

// Blocked says whether the draft has a conflict because of which it could not be applied.
func (s *AccessSimulation) Blocked() bool {
	p := AccessPreview{NewConflicts: s.NewConflicts}
	return p.Blocked()
}

// ReplayResult is what recorded decisions would have been answered, had they been asked under the draft.
type ReplayResult struct {
	Since        time.Time
	Decisions    int // approvals, returns and rejections, and attempts that were refused
	StillAllowed int // decisions that the draft allows
	ChangedCount int
	Changed      []ReplayedDecision // the latest of those that are answered otherwise
	Took         time.Duration
}

// TookMs is how long it took, in milliseconds.
func (r *ReplayResult) TookMs() int { return int(r.Took.Milliseconds()) }

// MaxReplayed is how many changed decisions are told one by one.
const MaxReplayed = 50

// ReplayedDecision is a recorded decision that the draft answers otherwise than the rulebook in force does.
type ReplayedDecision struct {
	Item    WorkItem // nil when the caller may not see it
	ID      ID       // of the invoice
	Person  UUID
	At      time.Time
	Now     bool   // allowed by the rulebook in force
	Then    bool   // allowed by the draft
	Message string // the first reason against, in a sentence
}
