package domain

import (
	"slices"
	"time"
)

// Delegable are the rights that can be lent: what a delegate finds in their inbox and decides for somebody.
func Delegable() []Action { return []Action{ApproveInvoice} }

// DelegationState is where a delegation stands; enum DelegationState of the schema.
type DelegationState string

// The states of a delegation.
const (
	DelegationPlanned DelegationState = "PLANNED"
	DelegationActive  DelegationState = "ACTIVE"
	DelegationEnded   DelegationState = "ENDED"   // by its date
	DelegationRevoked DelegationState = "REVOKED" // before its date
)

// DelegationView is a delegation as it is shown.
type DelegationView struct {
	*Delegation
	Version   int // counts its rows: what is revoked has two, or one that was closed
	State     DelegationState
	Giver     *User
	Taker     *User
	Conflicts []*SodConflict // of the delegate, in which it has a part
	Acts      []*Event       // what was decided under it, newest first; nil until FillActs loads it
}

// NodeID is the delegation's public id.
func (d *Delegation) NodeID() ID { return ID{Kind: NodeDelegation, UUID: d.ID} }

// Ceiling is up to how much is lent; nil is as much as the delegator may.
func (d *Delegation) Ceiling() *Money { return d.Limit.Stated() }

// Reason is why it was given.
func (d *Delegation) Reason() string { return d.Record.Reason }

// StateAt is where the delegation stands at an instant. One that was ended early says so by when it was recorded to end.
func (d *Delegation) StateAt(at time.Time) DelegationState {
	switch {
	case !d.Record.To.IsZero() || !d.ValidTo.After(d.Record.From):
		return DelegationRevoked
	case at.Before(d.ValidFrom):
		return DelegationPlanned
	case at.Before(d.ValidTo):
		return DelegationActive
	}
	return DelegationEnded
}

// End ends the delegation at an instant. One that has not begun by then ceases.
// Errors: WRONG_STATE when it is over anyway.
func (d Delegation) End(at time.Time, r Record) (Revision, error) {
	switch {
	case !d.ValidTo.After(at):
		return Revision{}, Refuse(CodeWrongState, "This delegation ended on %s.", d.ValidTo.UTC().Format(time.DateOnly))
	case !d.ValidFrom.Before(at):
		return Revision{Closed: []UUID{d.ID}}, nil
	}
	r.Reason = d.Record.Reason // why it was given; why it ended is told by the event
	d.ValidTo, d.Record = at, r
	return Revision{Delegations: []Delegation{d}}, nil
}

// Against says why a delegation would be a chain or a circle with another; "" when it would not.
func (d *Delegation) Against(other *Delegation) string {
	shares := d.ValidFrom.Before(other.ValidTo) && other.ValidFrom.Before(d.ValidTo) &&
		slices.ContainsFunc(d.Actions, func(a Action) bool { return slices.Contains(other.Actions, a) })
	switch {
	case !shares || d.ID == other.ID:
		return ""
	case other.To == d.From:
		return "what was delegated to you at that time cannot be delegated on"
	case other.From == d.To:
		return "they have delegated the same right on at that time"
	}
	return ""
}

// DelegationPreview is what a delegation would have covered lately, and what it would bring about.
type DelegationPreview struct {
	Decided   int   // items that the delegator decided in the last 30 days and it would have covered
	Amount    Money // what these are worth together, in the group's currency
	Barred    int   // of those listed, how many the delegate could not have decided
	Items     []*DelegatedItem
	Waiting   int // tasks that wait now and the delegate would see
	Conflicts []*SodConflict
	Blocked   bool // a conflict that nobody accepted: it would be refused
}

// DelegatedItem is one item that a delegation would have covered.
type DelegatedItem struct {
	Item   *Invoice
	At     time.Time
	Barred *DenyReason // why the delegate could not have decided it; nil when they could
}

// DelegateInput lends one's own rights to somebody.
type DelegateInput struct {
	ToID             ID
	Actions          []Action
	EntityIds        []ID
	Limit            *MoneyInput
	ValidFrom        *time.Time // nil is now
	ValidTo          time.Time
	Reason           string
	KeepInformed     *bool // nil is true
	IdempotencyKey   string
	ClientMutationID *string
}

// NodeID is the service account's public id.
func (s *ServiceAccount) NodeID() ID { return ID{Kind: NodeService, UUID: s.ID} }
