package domain

import (
	"slices"
	"strconv"
	"time"
)

// DutyMode says what a duty rule does.
type DutyMode string

// The modes of a duty rule.
const (
	DutyPrevent DutyMode = "PREVENT" // the act is refused
	DutyDetect  DutyMode = "DETECT"  // the act is reported afterwards
)

// DutySpan says on what a person who acted on one side may not act on the other; enum SodSpan of the schema.
type DutySpan string

// The spans of a duty rule.
const (
	SpanObject       DutySpan = "SAME_OBJECT"       // the record and those linked to it
	SpanCounterparty DutySpan = "SAME_COUNTERPARTY" // everything of the same supplier
	SpanEntity       DutySpan = "SAME_ENTITY"       // everything of the same legal entity
)

// Risk says how bad a conflict is; enum RiskLevel of the schema.
type Risk string

// The levels of risk.
const (
	RiskLow      Risk = "LOW"
	RiskMedium   Risk = "MEDIUM"
	RiskHigh     Risk = "HIGH"
	RiskCritical Risk = "CRITICAL" // Postgres refuses it too; nothing switches its check of acts off
)

// Rank is how bad it is as a number: higher is worse, -1 for what is no level.
func (r Risk) Rank() int {
	return slices.Index([]Risk{RiskLow, RiskMedium, RiskHigh, RiskCritical}, r)
}

// DutyRule forbids one person to hold both sides, and to act on both sides within its span.
type DutyRule struct {
	ID      UUID
	Key     string // for example "SOD-009"
	Name    string // for people
	Why     string // what could go wrong, in a sentence
	Process string // for example "procure to pay"
	Risk    Risk
	Mode    DutyMode
	Span    DutySpan
	Left    []Action
	Right   []Action
	Owner   UUID // who answers for it
	Control string
	Record  Record
}

// Critical says whether nothing may switch the rule's check of acts off.
func (r *DutyRule) Critical() bool { return r.Risk == RiskCritical }

// Side is where an act stands in a duty rule.
type Side string

// The sides of a duty rule.
const (
	SideLeft  Side = "L"
	SideRight Side = "R"
)

// Other is the other side.
func (s Side) Other() Side {
	if s == SideLeft {
		return SideRight
	}
	return SideLeft
}

// DutyUse records that a person used one side of a rule on a chain of linked records.
type DutyUse struct {
	Entity  EntityID
	Chain   UUID
	Rule    string
	Person  UUID
	Side    Side
	Binding bool // Postgres refuses the other side; false where a rule only detects, or was lawfully relaxed
	Event   UUID
}

// EntityChain is the chain of everything that is done in a legal entity.
func EntityChain(e EntityID) UUID { return UUIDOf("chain of entity", strconv.Itoa(int(e))) }

// UsedOn picks, of duties used on many records, those on the chains of one. A record of the whole group is reached by what
// was done in any entity, and every record by what was done for the group.
func UsedOn(f Facts, used []DutyUse) []DutyUse {
	chains := f.Chains()
	var on []DutyUse
	for _, u := range used {
		if (f.Entity == 0 || u.Entity == f.Entity || u.Entity == 0) && (slices.Contains(chains, u.Chain) || u.Chain == EntityChain(u.Entity)) {
			on = append(on, u)
		}
	}
	return on
}

// Chain is which of the facts' chains the rule looks at; several for a record with links, none when the rule's span has
// nothing to hold on to.
func (r *DutyRule) Chain(f Facts) []UUID {
	switch r.Span {
	case SpanCounterparty:
		if f.Counterparty.IsZero() {
			return nil
		}
		return []UUID{f.Counterparty}
	case SpanEntity:
		return []UUID{EntityChain(f.Entity)}
	default:
		return append([]UUID{f.ID}, f.Linked...)
	}
}

// SideOf is where an action stands in the rule, "" when it does not. No action of a sound rule stands on both.
func (r *DutyRule) SideOf(action Action) Side {
	switch {
	case slices.Contains(r.Left, action):
		return SideLeft
	case slices.Contains(r.Right, action):
		return SideRight
	default:
		return ""
	}
}

// In says whether the mitigation holds at an instant.
func (m *Mitigation) In(at time.Time) bool { return !at.Before(m.ValidFrom) && at.Before(m.ValidTo) }

// In says whether the delegation holds at an instant.
func (d *Delegation) In(at time.Time) bool { return !at.Before(d.ValidFrom) && at.Before(d.ValidTo) }
