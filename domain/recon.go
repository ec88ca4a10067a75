package domain

// ReconSource is where a line of a reconciliation comes from; enum ReconSource of the schema.
type ReconSource string

// The sources.
const (
	SourceBank         ReconSource = "BANK"
	SourceLedger       ReconSource = "LEDGER"
	SourceSubledger    ReconSource = "SUBLEDGER"
	SourceProcessor    ReconSource = "PROCESSOR"
	SourceCard         ReconSource = "CARD"
	SourceCounterparty ReconSource = "COUNTERPARTY"
)

// ReconLine is one line of one side of a reconciliation: a movement at the bank, an open item of the ledger, a payment
// at a processor. Both sides are written from one view, so that a bank line and the item that it settles have one sign.
type ReconLine struct {
	ID           string // unique among the lines of its source, and made of their content, never of the order in which they came
	Source       ReconSource
	Booked       Date
	Value        Date // zero when not stated
	Amount       Money
	Reference    string   // the first reference of those that the line states
	More         []string // further references: end-to-end, mandate, bank's, customer's
	Counterparty string
	Text         string
	Reversal     bool // the source says that it takes an earlier movement back
}

// MatchShape is how many lines stand against how many; enum MatchShape of the schema.
type MatchShape string

// The shapes.
const (
	OneToOne   MatchShape = "ONE_TO_ONE"
	OneToMany  MatchShape = "ONE_TO_MANY" // one of either side against several of the other
	ManyToMany MatchShape = "MANY_TO_MANY"
)

// MatchMode says what a rule may do by itself; enum MatchMode of the schema.
type MatchMode string

// The modes.
const (
	MatchAuto    MatchMode = "AUTO"
	MatchSuggest MatchMode = "SUGGEST"
	MatchExclude MatchMode = "EXCLUDE" // matches nothing: leaves out the lines that its filter names
)

// MatchKey is what lines are compared by.
type MatchKey string

// The keys. Currency is always compared.
const (
	KeyAmount       MatchKey = "AMOUNT"
	KeyReference    MatchKey = "REFERENCE"
	KeyCounterparty MatchKey = "COUNTERPARTY"
	KeyDate         MatchKey = "DATE"
	KeyText         MatchKey = "TEXT"
)

// MatchRule is one pass of the cascade, a row of a versioned table.
type MatchRule struct {
	ID         UUID        `json:"id"`
	Order      int         `json:"order"`
	Name       string      `json:"name"`
	Shape      MatchShape  `json:"shape"`
	Mode       MatchMode   `json:"mode"`
	Keys       []MatchKey  `json:"keys"`                 // that must be equal after their normalisers; the rest is scored
	Normalise  []string    `json:"normalise,omitempty"`  // names of normalisers, in order
	Tolerance  int64       `json:"tolerance,omitempty"`  // in minor units of the lines' currency; 0 is exact
	Percent    Decimal     `json:"percent,omitzero"`     // of the larger amount; the wider of the two tolerances holds
	Days       int         `json:"days"`                 // between the lines' dates at most; 0 is the same day
	MinScore   float64     `json:"minScore,omitempty"`   // in [0,1], below which nothing is matched or suggested
	Margin     float64     `json:"margin,omitempty"`     // in [0,1], by which the best must beat the second best to be matched
	Fee        string      `json:"fee,omitempty"`        // key of a fee schedule that explains a difference
	ReasonCode string      `json:"reasonCode,omitempty"` // of the adjustment that a difference becomes
	OneSided   bool        `json:"oneSided,omitempty"`   // finds lines of one source that take each other back
	Filter     *RuleFilter `json:"filter,omitempty"`     // which lines it is for; nil is all
}

// GroupState is where a group stands; enum GroupState of the schema.
type GroupState string

// The states of a group.
const (
	GroupSuggested GroupState = "SUGGESTED"
	GroupMatched   GroupState = "MATCHED"
	GroupApproved  GroupState = "APPROVED"
	GroupUndone    GroupState = "UNDONE"
)

// LineState is what a run made of a line: every line that it was given is in exactly one.
type LineState string

// The states of a line.
const (
	LineNew       LineState = "NEW"       // no run has seen it yet
	LineMatched   LineState = "MATCHED"   // settled with others
	LineSuggested LineState = "SUGGESTED" // a pass that may not decide has a proposal
	LineAmbiguous LineState = "AMBIGUOUS" // several matches are equally good; nobody may pick one but a person
	LineCase      LineState = "CASE"      // nothing fits: somebody looks at it
	LineExcluded  LineState = "EXCLUDED"  // a rule leaves it out
)

// ReconReason is one ground of a score, in words that a person can check.
type ReconReason struct {
	Label  string  `json:"label"`  // for example "reference is equal"
	Weight float64 `json:"weight"` // its part of the score
}

// ReconTally counts lines and money of one state in one currency and source.
type ReconTally struct {
	Source ReconSource `json:"source"`
	State  LineState   `json:"state"`
	Lines  int         `json:"lines"`
	Sum    Money       `json:"sum"`
}
