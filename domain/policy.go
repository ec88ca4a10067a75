package domain

import "time"

// FactKey is what a policy can look at; enum FactKey of the schema.
type FactKey string

// The facts.
const (
	FactAmount       FactKey = "AMOUNT"
	FactEntity       FactKey = "ENTITY"
	FactCostCenter   FactKey = "COST_CENTER"
	FactSupplierRisk FactKey = "SUPPLIER_RISK"
	FactMatchOutcome FactKey = "MATCH_OUTCOME"
	FactKind         FactKey = "KIND"
	FactChecks       FactKey = "CHECKS"
)

// NoCostCenter is the value of COST_CENTER when no line names one.
const NoCostCenter = "NONE"

// ConditionOp is how a fact is compared.
type ConditionOp string

// The comparisons.
const (
	OpEq      ConditionOp = "EQ"
	OpNe      ConditionOp = "NE"
	OpIn      ConditionOp = "IN"
	OpNotIn   ConditionOp = "NOT_IN"
	OpGte     ConditionOp = "GTE"
	OpLt      ConditionOp = "LT"
	OpBetween ConditionOp = "BETWEEN" // lower included, upper not
)

// Condition is one typed comparison; AMOUNT compares decimals, everything else compares text.
type Condition struct {
	Fact   FactKey     `json:"fact"`
	Op     ConditionOp `json:"op"`
	Values []string    `json:"values"`
}

// ApproverSource is where the approvers of a step come from.
type ApproverSource string

// The sources of approvers.
const (
	FromRole            ApproverSource = "ROLE"
	FromCostCenterOwner ApproverSource = "COST_CENTER_OWNER"
	FromManagerChain    ApproverSource = "MANAGER_CHAIN"
)

// StepTemplate is how the approvers of a step are found.
type StepTemplate struct {
	From  ApproverSource `json:"from"`
	Ref   *string        `json:"ref,omitempty"` // key of the role, for ROLE
	Limit *Money         `json:"limit,omitempty"`
}

// Outcome is what a row leads to.
type Outcome struct {
	Automatic bool           `json:"automatic"`
	Cap       *Money         `json:"cap,omitempty"`
	Steps     []StepTemplate `json:"steps"`
}

// PolicyRow is one row of a decision table; the first whose conditions all hold decides.
type PolicyRow struct {
	ID    ID          `json:"id"`
	Order int         `json:"order"`
	Name  string      `json:"name"`
	When  []Condition `json:"when"`
	Then  Outcome     `json:"then"`
}

// PolicyVersion is one numbered version of a policy. It never changes once active.
type PolicyVersion struct {
	ID        ID
	Policy    string // key of the policy: "approval" or "match_tolerance"
	Number    int
	State     string // DRAFT ACTIVE RETIRED
	From      *time.Time
	Currency  Currency // that amounts are compared in
	Rows      []PolicyRow
	Tolerance *Tolerance // for match_tolerance
}

// Policy is a governed set of rules.
type Policy struct {
	ID     ID
	Key    string
	Kind   string // APPROVAL or MATCH_TOLERANCE
	Name   string
	Active *PolicyVersion
}

// Tolerance is how far a bill may differ from its order. A difference within any of a pair's two bounds is within
// tolerance; 0 means exact.
type Tolerance struct {
	PricePercent    Decimal `json:"pricePercent"`    // of the ordered price, above only
	PriceAmount     Decimal `json:"priceAmount"`     // per line, in the order's currency
	QuantityPercent Decimal `json:"quantityPercent"` // of the open quantity, above only
	NeedsReceipt    bool    `json:"needsReceipt"`    // 3-way when true, else 2-way
}

// Fact is one thing that a policy looked at.
type Fact struct {
	Key    FactKey `json:"key"`
	Value  string  `json:"value"`
	Source string  `json:"source"`
}

// RowTrace is one row that was tried and the conditions that failed.
type RowTrace struct {
	Row     PolicyRow   `json:"row"`
	Matched bool        `json:"matched"`
	Failed  []Condition `json:"failed"`
}

// RouteExplanation is how a route was found.
type RouteExplanation struct {
	Facts    []Fact     `json:"facts"`
	Trace    []RowTrace `json:"trace"`
	Chosen   *PolicyRow `json:"chosen"`
	Asked    []UUID     `json:"asked"`    // everybody who is asked, in any step
	Excluded []Excluded `json:"excluded"` // people who were looked at and not asked, with the reason
}

// Excluded is a person who was looked at for a step and not asked.
type Excluded struct {
	Person UUID       `json:"person"`
	Step   int        `json:"step"`
	Reason DenyReason `json:"reason"`
}
