package domain

import (
	"fmt"
	"time"
)

// AdvicePolicy is what the owner of a use decided for an entity: how often it may be wrong, and where it must not act at all. A
// version never changes once it was in force.
type AdvicePolicy struct {
	ID          ID
	Use         AiUse
	Number      int      // of the version; 0 is the one that holds where nobody decided
	State       string   // DRAFT ACTIVE RETIRED
	Automatic   bool     // may it ever act by itself?
	Target      float64  // promised share of errors among what is automatic, in (0, 0.5)
	Audit       float64  // share of what is automatic that a person sees all the same, in [0.02, 0.05]
	SuggestFrom float64  // less sure than this is not suggested
	HoldFrom    *float64 // as sure as this of harm, an item is held; nil is never
	Cap         *Money   // of an invoice, in the group's currency, above which nothing is automatic; nil is none
	DraftedBy   UUID
	Drafter     *User // nil for what a group begins with
	PublishedBy UUID
	Publisher   *User // nil for a draft, too
	ActiveFrom  *time.Time
	Event       UUID // by which it came in force, zero for what a group begins with
	Reason      string
	Budget      *Money // of error money, in the group's currency, above which it stops; nil is none

	Model    ModelState // what the model may do at all; "" is ModelActive
	Spending *Spending  // of the budget; nil without one, and where it was not asked for
}

// DefaultAdvicePolicy holds where nobody decided: it suggests and never acts.
func DefaultAdvicePolicy(entity EntityID, use AiUse) *AdvicePolicy {
	return &AdvicePolicy{
		ID: ID{Kind: NodeAdvicePolicy, Entity: entity, UUID: UUIDOf("advice_policy", string(use))}, Use: use, State: "ACTIVE",
		Target: 0.01, Audit: 0.05,
	}
}

// Caution is what is known of an invoice that keeps a machine from acting on it, however sure it is.
type Caution struct {
	Worth         Money // gross, in the group's currency; zero when it is not known
	FirstInvoice  bool  // nobody has confirmed an invoice of this supplier before
	NewBankDetail bool  // it asks to be paid to an account that is not on file and confirmed
	NoSupplier    bool  // the supplier is not on file
	Approved      bool  // somebody has decided on it before: what they saw stays as they saw it
}

// Forbids is why nothing about the invoice is done by itself, in a sentence; "" when nothing stands against it.
func (p *AdvicePolicy) Forbids(c Caution) string {
	switch {
	case !p.Use.MayAct():
		return "This use never acts by itself."
	case !p.Automatic:
		return "The policy lets it suggest and not act."
	case p.Held(c.Worth.Abs().Minor) != "":
		return p.Held(c.Worth.Abs().Minor)
	case c.NoSupplier:
		return "The supplier is not on file."
	case c.FirstInvoice:
		return "It is the first invoice of this supplier."
	case c.NewBankDetail:
		return "It asks to be paid to an account that nobody has confirmed."
	case c.Approved:
		return "People have decided on this invoice before."
	case c.Worth.IsZero():
		return "Its worth is not known, so no cap can be held against it."
	case p.Cap != nil && (c.Worth.Currency != p.Cap.Currency || c.Worth.Abs().Minor > p.Cap.Minor):
		return fmt.Sprintf("It is worth more than %s.", p.Cap)
	}
	return ""
}

// ModelVersion is a checkpoint of a model: what it had learned at a position of the log.
type ModelVersion struct {
	ID       ID
	ModelID  UUID
	Use      AiUse
	Number   int
	State    string // names what was learned: format, seed, number of lines, digest of them
	Seed     int64
	Position int64 // of the log: everything before it was learned
	Learned  int64 // labels
	Labels   int   // different ones
	DataHash string
	SHA256   string // of the bytes before they were packed
	RawBytes int64
	Content  []byte // packed; nil where it was not asked for, and once it was dropped
	MadeAt   time.Time
	Event    UUID
}

// AdviceTurn is when a use stopped acting by itself, or a person let it act again.
type AdviceTurn struct {
	ID     ID
	Use    AiUse
	Kind   string // STOPPED or PROMOTED
	Cause  string // of a stop
	Reason string
	On     Date
	Person UUID
	Event  UUID
	At     time.Time
}

// The kinds of turns.
const (
	TurnStopped  = "STOPPED"
	TurnPromoted = "PROMOTED"
)
