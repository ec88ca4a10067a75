package domain

// TryMatchRulesInput is rules to be tried on what is past.
type TryMatchRulesInput struct {
	AccountID ID
	Rules     []*MatchRuleInput
	From      Date
	To        Date
}

// RuleTrial is how a run by other rules would differ from one by the rules in force, over the same lines.
type RuleTrial struct {
	Account         *ReconAccount
	From            Date
	To              Date
	Lines           int
	Before          []ReconTally
	After           []ReconTally
	NewlyMatched    *TrialChange
	NoLongerMatched *TrialChange
	NewlyAmbiguous  *TrialChange
	ChangedGroups   *TrialChange
	NewlyExcluded   *TrialChange
	Limits          []string // work that a bound left undone, in sentences
}

// TrialChange is one way in which the two runs differ.
type TrialChange struct {
	Groups   int
	Lines    int
	Amounts  []Money
	Examples []*TrialExample
}

// TrialExample is one line and what either run made of it.
type TrialExample struct {
	Line   *Line
	Before *TrialOutcome
	After  *TrialOutcome
}

// TrialOutcome is what a run made of a line.
type TrialOutcome struct {
	State LineState
	Rule  *RuleView // nil where none took it
	Size  int       // lines that it is matched, proposed or confused with, itself among them
	Lines []*Line   // the first of those
	Why   string
}

// Reason is why the line is ambiguous; nil for all others.
func (o *TrialOutcome) Reason() *string { return optional(o.Why) }

// TrialBounds are what a trial takes and shows at most.
const (
	MaxTrialLines      = 200_000 // two runs over them take a second or two
	MaxTrialDays       = 3 * 366
	MaxTrialExamples   = 50
	MaxTrialGroupLines = 10 // of one match
)

// Validate looks at the period. Errors: INVALID.
func (in *TryMatchRulesInput) Validate() error {
	var broken Violations
	if in.From.IsZero() || in.To.IsZero() || in.To.Time().Before(in.From.Time()) {
		broken.Add("to", "order", "The period ends on its first day or later.")
	} else if in.From.DaysUntil(in.To) > MaxTrialDays {
		broken.Add("to", "bounds", "Rules are tried on at most %d days.", MaxTrialDays)
	}
	return broken.Err()
}
