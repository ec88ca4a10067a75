package domain

import (
	"fmt"
	"time"
)

// AiUse is what a model is asked; enum AiUse of the schema.
type AiUse string

// The uses.
const (
	UseCodeLine         AiUse = "CODE_LINE"
	UseDuplicate        AiUse = "DUPLICATE"
	UseSupplierMismatch AiUse = "SUPPLIER_MISMATCH"
	UsePredictApprover  AiUse = "PREDICT_APPROVER"
	UseForecastMiss     AiUse = "FORECAST_MISS"
)

// AiUses lists the uses, in the order of the schema.
func AiUses() []AiUse {
	return []AiUse{UseCodeLine, UseDuplicate, UseSupplierMismatch, UsePredictApprover, UseForecastMiss}
}

// MayAct says whether the use can ever act without a person. Only the coding of a line can: the invoice is still approved by
// whoever the policy names, and what it costs to be wrong is a correction.
func (u AiUse) MayAct() bool { return u == UseCodeLine }

// Foretells says whether the use tells what people will do, so that what comes shows by itself and nobody is asked.
func (u AiUse) Foretells() bool { return u == UsePredictApprover || u == UseForecastMiss }

// AdviceZone is what may be done with a recommendation.
type AdviceZone string

// The zones. A person sees what is recommended in ZoneSuggest; in ZoneHuman there is nothing to rely on.
const (
	ZoneAuto    AdviceZone = "AUTO"
	ZoneSuggest AdviceZone = "SUGGEST"
	ZoneHuman   AdviceZone = "HUMAN"
)

// AdviceState is where a recommendation stands.
type AdviceState string

// The states. It stands until it is decided, runs out, or another takes its place.
const (
	AdviceProposed    AdviceState = "PROPOSED"
	AdviceAutoApplied AdviceState = "AUTO_APPLIED"
	AdviceAccepted    AdviceState = "ACCEPTED"
	AdviceEdited      AdviceState = "EDITED"
	AdviceRejected    AdviceState = "REJECTED"
	AdviceExpired     AdviceState = "EXPIRED"
	AdviceSuperseded  AdviceState = "SUPERSEDED"
)

// AdviceOutcome is what turned out.
type AdviceOutcome string

// The outcomes. UNKNOWN is no judgement: nobody looked.
const (
	OutcomeRight   AdviceOutcome = "RIGHT"
	OutcomeWrong   AdviceOutcome = "WRONG"
	OutcomeUnknown AdviceOutcome = "UNKNOWN"
)

// AdviceFeedback is why a person decided otherwise, so that only the right kind teaches.
type AdviceFeedback string

// The kinds of feedback. What is right is learned after the first two; after FORMAT nothing is.
const (
	FeedbackWrongValue     AdviceFeedback = "WRONG_VALUE"     // it was never right
	FeedbackBusinessChange AdviceFeedback = "BUSINESS_CHANGE" // it used to be right
	FeedbackFormat         AdviceFeedback = "FORMAT"          // it is right, written otherwise here
)

// Recommendation is what a model said about an invoice or one of its lines, by which right it may be used, and what came of it.
type Recommendation struct {
	ID           ID
	Version      int
	Use          AiUse
	InvoiceID    UUID
	Invoice      *Invoice // as far as it was loaded
	Line         int      // number of the line; 0 is the invoice as a whole
	Round        int      // of the invoice that it was made for
	SupplierID   UUID
	Action       ProposedAction
	Confidence   float64 // in [0,1]
	Unseen       string  // what of it nobody confirmed before, "" for nothing
	Zone         AdviceZone
	Threshold    AppliedThreshold
	Explanation  Explanation
	Alternatives []ProposedAction
	Model        string // the state of the model, "" when there was none
	State        AdviceState
	Audited      bool  // sure enough to act, and shown to a person all the same
	Opened       bool  // whoever decided had opened the evidence
	Risk         Money // what it is about, in the group's currency
	MadeAt       time.Time
	Event        UUID
	ExpiresAt    *time.Time
	DeciderID    UUID
	Decider      *User
	DecidedAt    *time.Time
	EditedTo     *ProposedAction
	Feedback     *AdviceFeedback
	Reason       *string
	Outcome      AdviceOutcome
	OutcomeAt    *time.Time
	Similar      []*SimilarCase // as far as they were asked for
	Used         []DutyUse
}

// The kinds of proposed actions.
const (
	ActionCodeLine        = "CODE_LINE"
	ActionReviewDuplicate = "REVIEW_DUPLICATE"
	ActionCheckSupplier   = "CHECK_SUPPLIER"
	ActionAskApprover     = "ASK_APPROVER"
	ActionNone            = "NONE" // nothing is proposed; a person decides alone
)

// ProposedAction is what a recommendation would have done. Which fields count depends on its kind.
type ProposedAction struct {
	Kind        string      `json:"kind"`
	Label       string      `json:"label"` // one line for a person
	AccountCode string      `json:"account,omitempty"`
	CenterCode  string      `json:"center,omitempty"`
	TwinID      UUID        `json:"twin,omitzero"`
	PersonID    UUID        `json:"person,omitzero"`
	Step        int         `json:"step,omitempty"` // of the route that PersonID would take
	Confidence  float64     `json:"confidence"`
	Effect      []string    `json:"effect"` // what following it does, in sentences
	Account     *Account    `json:"-"`
	Center      *CostCenter `json:"-"`
	Twin        *Invoice    `json:"-"` // nil where the reader may not see it
	Person      *User       `json:"-"`
}

// AppliedThreshold is by which bounds the zone was chosen, with the evidence for them.
type AppliedThreshold struct {
	Auto    *float64 `json:"auto,omitempty"` // act at or above it; nil: at no confidence
	Suggest float64  `json:"suggest"`        // show at or above it
	Target  float64  `json:"target"`         // promised share of errors
	Bound   float64  `json:"bound"`          // 95 % upper bound of the error rate that the evidence leaves possible
	Tried   int      `json:"tried"`          // confirmed decisions at or above Auto
	Errors  int      `json:"errors"`         // of these
	Window  int      `json:"window"`         // decisions looked at
	From    Date     `json:"from,omitzero"`
	To      Date     `json:"to,omitzero"`
	Cap     *Money   `json:"cap,omitempty"` // above it nothing is automatic
	Policy  int      `json:"policy"`        // number of the version; 0 when none is in force
	Why     string   `json:"why"`           // why this zone, in a sentence
}

// Explanation is why a model says so.
type Explanation struct {
	Summary        string          `json:"summary"`
	Reasons        []AdviceReason  `json:"reasons"`
	Counterfactual *string         `json:"counterfactual,omitempty"` // the smallest change that would turn the advice
	Record         TrackRecord     `json:"record"`
	Of             *Recommendation `json:"-"` // that it explains
}

// Uncited is how many of its sentences cite no row: such a sentence is not shown, so none.
func (*Explanation) Uncited() int { return 0 }

// SimilarTo are items that looked the same, as far as they were loaded.
func (e *Explanation) SimilarTo() []*SimilarCase { return e.Of.Similar }

// Explained is the explanation, which knows what it explains.
func (r *Recommendation) Explained() *Explanation {
	e := r.Explanation
	e.Of = r
	return &e
}

// AdviceReason is one thing that speaks for a proposed action.
type AdviceReason struct {
	Sentence string  `json:"sentence"`
	Count    int     `json:"count"` // lines that say so; 0 for reasons that are no counts
	Of       int     `json:"of"`    // lines that looked the same
	Weight   float64 `json:"weight"`
}

// TrackRecord is how often the use was right where a person looked.
type TrackRecord struct {
	N       int    `json:"n"`
	Right   int    `json:"right"`
	Segment string `json:"segment"` // over which it was counted
}

// RightRate is the share that was right, in [0,1]; 0 when nobody looked yet.
func (t TrackRecord) RightRate() float64 {
	if t.N == 0 {
		return 0
	}
	return float64(t.Right) / float64(t.N)
}

// Stands says whether a person may still decide it.
func (r *Recommendation) Stands() bool {
	return r.State == AdviceProposed || r.State == AdviceAutoApplied
}

// Subject is what it is about.
func (r *Recommendation) Subject() ID {
	return ID{Kind: NodeInvoice, Entity: r.ID.Entity, UUID: r.InvoiceID}
}

// LineNumber is the line that it is about, nil for the invoice as a whole.
func (r *Recommendation) LineNumber() *int {
	if r.Line == 0 {
		return nil
	}
	return &r.Line
}

// ModelState is the state of the model that said it, nil when there was none.
func (r *Recommendation) ModelState() *string { return optional(r.Model) }

// Doubts says that it speaks against its invoice as it stands, and nobody has decided it yet.
func (r *Recommendation) Doubts() bool {
	return r.State == AdviceProposed && r.Zone != ZoneHuman && r.Use != UsePredictApprover
}

// AtRisk is what it is about, nil when no amount is known.
func (r *Recommendation) AtRisk() *Money { return r.Risk.Stated() }

// DecidedBy is who decided it, nil while nobody has.
func (r *Recommendation) DecidedBy() Principal {
	if r.DeciderID.IsZero() {
		return nil
	}
	return principal(ActorPerson, r.DeciderID, "", r.Decider)
}

// Facts is what the gate must know of the recommendation: what was done to its invoice counts for it. Used must be loaded.
func (r *Recommendation) Facts() Facts {
	return Facts{Kind: NodeRecommendation, Entity: r.ID.Entity, ID: r.ID.UUID, Linked: []UUID{r.InvoiceID}, Used: r.Used}
}

// Input is the action for programs.
func (a *ProposedAction) Input() any {
	in := map[string]any{}
	for key, value := range map[string]string{"account": a.AccountCode, "costCenter": a.CenterCode} {
		if value != "" {
			in[key] = value
		}
	}
	if !a.TwinID.IsZero() {
		in["twin"] = a.TwinID.String()
	}
	if !a.PersonID.IsZero() {
		in["person"] = a.PersonID.String()
	}
	if a.Step != 0 {
		in["step"] = a.Step
	}
	return in
}

// Same says whether two actions would do the same.
func (a *ProposedAction) Same(b *ProposedAction) bool {
	return a.Kind == b.Kind && a.AccountCode == b.AccountCode && a.CenterCode == b.CenterCode && a.TwinID == b.TwinID && a.PersonID == b.PersonID
}

// RecommendationFilter says which recommendations; every stated part must hold.
type RecommendationFilter struct {
	Use       []AiUse
	Zone      []AdviceZone
	State     []AdviceState
	Outcome   []AdviceOutcome
	EntityID  []ID
	InvoiceID []ID
	Audited   *bool
	Standing  *bool // still to be decided, or not
}

// adviceWords name a use in a sentence.
var adviceWords = map[AiUse]string{
	UseCodeLine: "where a line is booked", UseDuplicate: "a duplicate", UseSupplierMismatch: "the supplier", UsePredictApprover: "who usually decides",
	UseForecastMiss: "which accounts are certified late",
}

// Words name what the recommendation is about, for sentences.
func (r *Recommendation) Words() string {
	if r.Line > 0 {
		return fmt.Sprintf("where line %d is booked", r.Line)
	}
	return adviceWords[r.Use]
}

// CodingAdvice is the newest advice on where the line is booked, nil when there is none or the invoice's advice was not loaded.
func (i *Invoice) CodingAdvice(line int) *Recommendation {
	for _, r := range i.Advice {
		if r.Use == UseCodeLine && r.Line == line {
			return r
		}
	}
	return nil
}
