package domain

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"time"
)

// ReconRun is one run over the open lines of an account, as it is kept.
type ReconRun struct {
	ID         ID
	Version    int
	AccountID  UUID
	JobID      UUID
	RuleSetNo  int    // of the account's rule sets
	Trigger    string // PERSON IMPORT CLOCK COMMAND
	State      JobState
	Lines      int // that it took
	Tallies    []ReconTally
	Rules      []RuleOutcome
	Proof      *RunProof // nil until it ended well
	InputHash  *string   // SHA-256, in hexadecimal, of lines, rules, fees and rates
	ResultHash *string   // the same for the same input, whoever runs it and how often
	Problem    *string
	ReplayID   UUID
	Attempt    int // how often a worker took it up
	StartedAt  time.Time
	EndedAt    *time.Time

	Account  *ReconAccount
	Job      *Job
	RuleSet  *MatchRuleSet
	ReplayOf *ReconRun
	ByRule   []RuleTally
}

// RuleOutcome is what one rule found in a run.
type RuleOutcome struct {
	Rule   UUID  `json:"rule"`
	Groups int   `json:"groups"`
	Lines  int   `json:"lines"`
	Amount Money `json:"amount"` // of the lines outside the books, without signs
}

// RuleTally is the same with the rule itself.
type RuleTally struct {
	Rule   *RuleView
	Groups int
	Lines  int
	Amount Money
}

// RunProof shows that a run lost nothing: what went in, counted in the database before anything was written, and what came
// out, counted there afterwards, beside what the matching itself counted.
type RunProof struct {
	Complete bool            `json:"complete"`
	LinesIn  int             `json:"linesIn"`
	LinesOut int             `json:"linesOut"`
	Rows     []RunProofRow   `json:"rows"`
	Kept     []RunProofRow   `json:"kept"`   // what people or earlier runs had settled, before and after: untouched
	States   []ReconTally    `json:"states"` // what came out, by state
	Groups   int             `json:"groups"` // whose members are exactly the lines that name them
	Engine   ReconProof      `json:"engine"`
	Excluded []RuleExclusion `json:"excluded,omitempty"` // lines that rules left out, counted in the database
	Limits   []RunLimitNote  `json:"limits,omitempty"`
}

// RunProofRow ties one source and currency.
type RunProofRow struct {
	Source   ReconSource `json:"source"`
	Currency Currency    `json:"currency"`
	LinesIn  int         `json:"linesIn"`
	LinesOut int         `json:"linesOut"`
	SumIn    Money       `json:"sumIn"`
	SumOut   Money       `json:"sumOut"`
}

// RuleExclusion is lines of one source and currency that a rule left out.
type RuleExclusion struct {
	RuleID UUID        `json:"id"`
	Rule   string      `json:"rule"` // its name when it ran
	Source ReconSource `json:"source"`
	Lines  int         `json:"lines"`
	Sum    Money       `json:"sum"`
}

// RunLimitNote is work that a rule left undone because a bound was reached.
type RunLimitNote struct {
	Rule   string `json:"rule"`
	Bound  string `json:"bound"`
	Max    int    `json:"max"`
	Blocks int    `json:"blocks"`
}

// MatchRuleSet is a versioned table of rules, in the order in which they run.
type MatchRuleSet struct {
	ID          ID
	AccountID   UUID
	Number      int
	State       string // DRAFT ACTIVE RETIRED
	Rules       []MatchRule
	ActiveFrom  *time.Time
	MakerID     UUID // zero for the standard rules
	PublisherID UUID
	Account     *ReconAccount
	MadeBy      *User
	PublishedBy *User
	Siblings    []*MatchRuleSet // every set of the account, newest first
	Why         string
}

// Reason is why it was made; nil for the standard rules.
func (s *MatchRuleSet) Reason() *string { return optional(s.Why) }

// Tolerance is the difference that a match of these lines may leave over, in minor units: the widest that a rule of the set
// for all of them allows, absolute or of the larger of the two sums.
func (s *MatchRuleSet) Tolerance(lines []*Line, outside, books int64) int64 {
	widest := int64(0)
	for i := range s.Rules {
		r := &s.Rules[i]
		if slices.ContainsFunc(lines, func(l *Line) bool { line := l.Recon(); return !r.Filter.Fits(&line) }) {
			continue
		}
		widest = max(widest, r.Tolerance)
		if r.Percent.Sign() > 0 {
			part := new(big.Rat).Mul(r.Percent.Rat(), big.NewRat(max(abs64(outside), abs64(books)), 100))
			widest = max(widest, new(big.Int).Quo(part.Num(), part.Denom()).Int64())
		}
	}
	return widest
}

// MatchGroup is lines that settle each other, as they are kept.
type MatchGroup struct {
	ID           ID
	Version      int
	AccountID    UUID
	RunID        UUID // zero for a person's
	RuleID       UUID
	Shape        MatchShape
	State        GroupState
	PersonID     UUID // who made it; zero for a rule's
	DecidedID    UUID // who accepted it, turned it down or took it back
	Members      []UUID
	Score        float64
	Reasons      []ReconReason
	Remainder    Money
	AdjustmentID UUID
	Before       json.RawMessage // of a person's: how its lines stood, see GroupBefore
	MadeAt       time.Time

	Account    *ReconAccount
	Lines      []*Line
	RuleView   *RuleView
	Person     *User
	Adjustment *MatchAdjustment
	Certified  string // the certified period that holds one of its lines; "" for none
}

// GroupBefore is how the lines of a person's match stood, which its undoing restores.
type GroupBefore struct {
	Claims []Claim `json:"claims,omitempty"` // of its own lines; lines without one were new
	Others []Claim `json:"others,omitempty"` // of the other lines of proposals that it displaced
}

// Claim is what became of a line.
type Claim struct {
	Line  UUID      `json:"line"`
	State LineState `json:"state"`
	Group UUID      `json:"group,omitzero"`
	Case  UUID      `json:"case,omitzero"`
	Held  bool      `json:"held,omitempty"` // a person put it there
}

// MatchAdjustment is an entry that a difference is proposed to become.
type MatchAdjustment struct {
	ID         ID
	Version    int
	Key        string
	AccountID  UUID
	Kind       string // WRITE_OFF FEE FX CORRECTION
	State      string // PROPOSED APPROVED REJECTED POSTED WITHDRAWN
	GroupID    UUID   // of the match whose difference it explains
	CaseID     UUID   // that its lines were in; zero for none
	Amount     Money
	Lines      []AdjustmentLine
	ReasonCode string
	Reason     string
	PreparerID UUID // zero for a rule's
	PreparedAt time.Time
	DeciderID  UUID // zero until somebody decided
	DecidedAt  *time.Time
	Comment    *string
	Reference  *string // the ledger's number once it is posted
	Person     *User
	Decider    *User
	Account    *ReconAccount
	Group      *MatchGroup // nil for none
	Posting    *Posting    // nil before it is approved
	Case       *Case       // nil for none, and where the reader does not see it
	EntryID    UUID        // the line in which the ledger listed the entry; zero until then
	Entry      *Line

	Worth           Money  // in the group's currency, without its sign, at the newest rate
	Reconciliations []UUID // of the periods in which its lines lie
	Used            []DutyUse
}

// AdjustmentLine is one line of an adjustment's journal; the lines sum to zero.
type AdjustmentLine struct {
	Account string `json:"account"`
	Text    string `json:"text"`
	Amount  Money  `json:"amount"`
}

// AdjustmentKind is what kind of adjustment a reason code asks for.
func AdjustmentKind(reasonCode string) string {
	switch reasonCode {
	case "FEE", "FX", "CORRECTION":
		return reasonCode
	}
	return "WRITE_OFF"
}

// MatchGroupID is the id of what a rule finds: the same lines by the same rule are the same group, whichever run finds them
// and how often. members are in order.
func MatchGroupID(account, rule UUID, members []UUID) UUID {
	buf := make([]byte, 0, 16*(len(members)+2))
	buf = append(append(buf, account[:]...), rule[:]...)
	for i := range members {
		buf = append(buf, members[i][:]...)
	}
	sum := sha256.Sum256(buf)
	var id UUID
	copy(id[:], sum[:])
	id[6] = id[6]&0x0f | 0x80
	id[8] = id[8]&0x3f | 0x80
	return id
}

// CompareTallies orders tallies by source, currency and state.
func CompareTallies(a, b ReconTally) int {
	return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Sum.Currency, b.Sum.Currency), cmp.Compare(a.State, b.State))
}

// Story says in a sentence what a run came to.
func (r *ReconRun) Story(account string) string {
	count := map[LineState]int{}
	for _, t := range r.Tallies {
		count[t.State] += t.Lines
	}
	return fmt.Sprintf("%s was reconciled: of %s %d are matched, %d proposed, %d ambiguous, %d left over.",
		account, lineCount(r.Lines), count[LineMatched], count[LineSuggested], count[LineAmbiguous], count[LineCase])
}
