package domain

// ReconInput is all that a reconciliation depends on: the same lines, rules, fees and rates give the same result, in
// whatever order the lines come and by however many workers.
type ReconInput struct {
	// Lines are the open lines of all sides, across period ends. Lines that a person matched are left out by the caller,
	// so that a run can never alter such a match. (Source, ID) is unique.
	Lines []ReconLine
	// Rules are the passes, taken by Order, then ID; none means StandardRules.
	Rules []MatchRule
	// Fees are the schedules that rules name by key. A rule that names FeeInferred works them out of the lines.
	Fees map[string]FeeSchedule
	// Rates turn one currency into another; none means that rules with a rate source work it out of the lines.
	Rates []ReconRate
	// Excluded are indices of lines that a rule of the caller leaves out; they are counted in the proof.
	Excluded []int
	// Workers is how many passes run at once, 1 to 64; 0 is one for each processor. It has no influence on the result.
	Workers int
	// Progress is told how far a stage is, from one goroutine at a time; an error ends the run with that error. May be nil.
	Progress func(stage string, done, total int) error
}

// FeeInferred is the fee key of a rule whose schedule is worked out of the lines themselves.
const FeeInferred = "INFERRED"

// FeeSchedule is what somebody keeps of each payment: percent of it and a fixed part.
type FeeSchedule struct {
	Name    string  `json:"name"`    // for a person: "2.9 % + 0.30 EUR"
	Percent Decimal `json:"percent"` // of the gross amount, 0 to 100
	Fixed   Money   `json:"fixed"`   // per payment, in the payment's currency
}

// ReconRate is the price of one unit of From in To on a day.
type ReconRate struct {
	From, To Currency
	On       Date
	Rate     Decimal
	Source   string // for a person: "ECB"
}

// ReconGroup is lines that settle each other, found by a rule. A run of a million lines a side has nearly as many.
type ReconGroup struct {
	Lines      []int            // indices into ReconInput.Lines: outside first (bank, processor), then the books
	Rule       int16            // index into ReconResult.Rules
	Solutions  uint8            // how many that are equally good within the rule's margin were counted, at most ReconMaxSolutions
	Shape      MatchShape       // as found; a rule for groups may find several shapes
	State      GroupState       // MATCHED or SUGGESTED
	Score      float64          // in [0,1]; 1 only when every key is equal
	Reasons    []ReconReason    // grounds of the score, heaviest first; shared among groups, never to be altered
	Remainder  Money            // outside minus books, in the currency of the books; 0 when they tie
	Adjustment *ReconAdjustment // what the remainder is proposed to become; nil when nothing explains it
}

// Unique says whether no other solution is as good.
func (g *ReconGroup) Unique() bool { return g.Solutions == 1 }

// ReconAdjustment is the entry that a difference is proposed to become. It is booked by nobody until it is approved.
type ReconAdjustment struct {
	Reason string // reason code of the rule: FEE, FX, ROUNDING ...
	Amount Money  // to be added to the books so that the group ties
	Name   string // what explains it: the fee schedule, the rate and its source, the tolerance
}

// ReconAmbiguity is a set of lines that can be matched in several equally good ways; no rule may choose among them.
type ReconAmbiguity struct {
	Lines  []int  // indices, in the order of their content
	Rule   int    // index into ReconResult.Rules
	Reason string // one sentence: "2 lines of the bank and 3 of the ledger have one key"
}

// ReconExclusion is lines that a rule leaves out.
type ReconExclusion struct {
	Rule  int   // index into ReconResult.Rules
	Lines []int // indices, in order
}

// ReconLimit is work that a pass left undone because a bound was reached. Its lines go on to the next pass.
type ReconLimit struct {
	Rule   int    // index into ReconResult.Rules
	Bound  string // which: "candidates per line", "steps per block" ...
	Max    int    // the bound's value
	Blocks int    // how many lines or blocks reached it
}

// ReconResult is what a run found. Every line of the input is in exactly one state, which Proof shows.
type ReconResult struct {
	Rules       []MatchRule // as they were taken, in order
	Groups      []ReconGroup
	States      []LineState     // one per line of the input
	GroupOf     []int32         // one per line: index into Groups of the group that it is in, -1 for none
	Others      map[int][][]int // of suggestions with several solutions, by index into Groups: the others, as indices into the lines
	Ambiguities []ReconAmbiguity
	Exclusions  []ReconExclusion
	Tallies     []ReconTally // by source, currency and state
	Limits      []ReconLimit
	Proof       ReconProof
	InputHash   [32]byte // of lines, rules, fees and rates; no order, no worker
	ResultHash  [32]byte // of InputHash, states, groups and ambiguities
}

// ReconCandidate is one way to settle a line, for the workbench.
type ReconCandidate struct {
	Lines     []int   // indices into the open lines; several when they add up
	Score     float64 // in [0,1]
	Unique    bool    // no other candidate comes within the margin
	Reasons   []ReconReason
	Remainder Money // the line minus the candidates, in the candidates' currency
	Rule      int   // index into the rules whose margin and tolerance were taken; -1 when none would
}

// ReconMaxSolutions is where counting of equally good solutions ends: two are enough to know that one must not choose.
const ReconMaxSolutions = 2

// Apply sets the states of a group's lines and returns what puts back exactly those that it found.
// Errors: WRONG_STATE, and nothing is set, when a line is in a group already or left out.
func (g *ReconGroup) Apply(states []LineState) (undo func(), err error) {
	to := LineSuggested
	if g.State == GroupMatched || g.State == GroupApproved {
		to = LineMatched
	}
	before := make([]LineState, len(g.Lines))
	for i, l := range g.Lines {
		if l < 0 || l >= len(states) {
			return nil, Refuse(CodeInvalid, "The group names line %d; there are %d.", l, len(states))
		}
		if before[i] = states[l]; before[i] == LineMatched || before[i] == LineExcluded || before[i] == LineSuggested {
			return nil, Refuse(CodeWrongState, "Line %d is %s already.", l, before[i])
		}
	}
	for _, l := range g.Lines {
		states[l] = to
	}
	return func() {
		for i, l := range g.Lines {
			states[l] = before[i]
		}
	}, nil
}
