package domain

import (
	"slices"
	"time"
)

// Role is a named set of actions, in one version.
type Role struct {
	ID       UUID
	Key      string // stable, lower case with underscores, for example "ap_approver"
	Name     string // for people, for example "AP approver"
	Purpose  string // what it is for, in a sentence
	Owner    UUID   // who answers for it
	Actions  []Action
	Inherits []string // keys of roles whose actions it has too; a chain is at most 5 roles long
	Record   Record
}

// Grant gives one role to one person or service account, for some entities, up to a limit, for a time.
type Grant struct {
	ID        UUID
	Person    UUID
	Role      string     // key of the role
	Entities  []EntityID // at least one
	Limit     Money      // zero Money is without limit; else in the group's currency
	ValidFrom time.Time
	ValidTo   time.Time // zero is open
	Emergency string    // ticket of the emergency session that gave it; "" for a standing grant
	Record    Record
}

// Record says since when, by whom and why a row of the rulebook is as it is. Rows are never altered: another version
// closes the recorded time of the one before.
type Record struct {
	From      time.Time // when it was recorded
	To        time.Time // when another version took its place; zero is now
	Requested UUID      // who asked for it; zero when it came with the set-up
	Approved  UUID      // who agreed
	Reason    string
	Change    UUID // the access change that made it; zero when it came with the set-up
}

// Facts is what the gate must know of a record. It comes from rows read under the lock.
type Facts struct {
	Kind         NodeKind
	Entity       EntityID
	ID           UUID
	Amount       Money     // in the group's currency, zero when the record has no amount
	Counterparty UUID      // the supplier that it is about; zero when there is none
	Linked       []UUID    // other records of its chain: the order of an invoice, the invoices of a payment
	Used         []DutyUse // duties used on its chains, by anybody
}

// Chains are the chains that duties are looked for on: the record's own and its links, its counterparty, its entity.
func (f Facts) Chains() []UUID {
	chains := append([]UUID{f.ID}, f.Linked...)
	if !f.Counterparty.IsZero() {
		chains = append(chains, f.Counterparty)
	}
	return append(chains, EntityChain(f.Entity))
}

const (
	// MaxDelegation is how long a delegation lasts at most: longer than a leave, shorter than a habit.
	MaxDelegation = 92 * 24 * time.Hour
	// MaxMitigation is how long a conflict is accepted at most before somebody looks again.
	MaxMitigation = 366 * 24 * time.Hour
)

// Delegation lends some of one person's rights to another for a time.
type Delegation struct {
	ID        UUID
	From      UUID
	To        UUID
	Actions   []Action
	Entities  []EntityID
	Limit     Money // zero Money is the delegator's own; else in the group's currency
	ValidFrom time.Time
	ValidTo   time.Time // always set
	Inform    bool      // the delegator hears of each act
	Record    Record
}

// Mitigation accepts that one person holds both sides of a segregation rule, for a time, under a control that somebody
// owns. It never switches off a critical rule's check of acts.
type Mitigation struct {
	ID        UUID
	Rule      string // key of the rule
	Person    UUID
	Control   string // what is done instead, in a sentence
	Owner     UUID   // who does it
	ValidFrom time.Time
	ValidTo   time.Time // always set
	Record    Record
}

// ServiceAccount is a machine outside the house that signs in by itself. It can never approve.
type ServiceAccount struct {
	ID      UUID
	Name    string
	Owner   UUID      // the person who answers for it
	ValidTo time.Time // always set
	Record  Record
	AsOf    time.Time `json:"-"` // when it was looked at; zero is now
}

// Rulebook is everything that authorization decides by; one immutable version.
type Rulebook struct {
	Version     int64               // grows with every change; an older book never replaces a newer one
	Currency    Currency            // of the group; every limit is in it
	Entities    map[EntityID]string // code of every legal entity that can be granted; 0, the group itself, is always known
	Names       map[UUID]string     // of people and service accounts, for sentences; never decides anything
	Roles       []Role
	Grants      []Grant
	Rules       []DutyRule
	Delegations []Delegation
	Mitigations []Mitigation
	Services    []ServiceAccount
	Inactive    []UUID // people who have left; they may do nothing
}

// ActionsOf is everything that a role gives, what it inherits included, in the order of the schema; none for a role that
// is not in the book.
func (b *Rulebook) ActionsOf(role string) []Action {
	gives, seen := map[Action]bool{}, map[string]bool{}
	for open := []string{role}; len(open) > 0; {
		key := open[0]
		open = open[1:]
		for i := range b.Roles {
			if r := &b.Roles[i]; r.Key == key && !seen[key] {
				seen[key] = true
				open = append(open, r.Inherits...)
				for _, action := range r.Actions {
					gives[action] = true
				}
			}
		}
	}
	return slices.DeleteFunc(Actions(), func(a Action) bool { return !gives[a] })
}

// DenyCode says why something is not permitted; enum DenyCode of the schema.
type DenyCode string

// The closed list of reasons.
const (
	DenyNoGrant      DenyCode = "NO_GRANT"
	DenyOutOfScope   DenyCode = "OUT_OF_SCOPE"
	DenyOverLimit    DenyCode = "OVER_LIMIT"
	DenyExpired      DenyCode = "EXPIRED"
	DenySod          DenyCode = "SOD"
	DenyOwnItem      DenyCode = "OWN_ITEM"
	DenyWrongState   DenyCode = "WRONG_STATE"
	DenyNotAssigned  DenyCode = "NOT_ASSIGNED"
	DenyAlreadyActed DenyCode = "ALREADY_ACTED"
	DenyFrozen       DenyCode = "FROZEN"
)

// DenyReason is one reason against, for programs and for people.
type DenyReason struct {
	Code    DenyCode `json:"code"`
	Message string   `json:"message"`
	Rule    *string  `json:"rule,omitempty"`
	Limit   *Money   `json:"limit,omitempty"`
}

// AccessPath is one way by which an action is allowed, told in a sentence.
type AccessPath struct {
	Role         string     `json:"role"`
	RoleName     string     `json:"roleName"`
	GrantID      UUID       `json:"grant"`
	DelegationID UUID       `json:"delegation,omitzero"` // of an act on behalf of another
	EntityIDs    []EntityID `json:"entities"`
	Limit        *Money     `json:"limit,omitempty"`
	ValidFrom    time.Time  `json:"validFrom"`
	ValidTo      *time.Time `json:"validTo,omitempty"`
	Emergency    *string    `json:"emergency,omitempty"` // ticket
	Sentence     string     `json:"sentence"`

	Grant      *Grant      `json:"-"` // as the rulebook has it; nil for a part of the house
	Delegation *Delegation `json:"-"` // nil for an act in one's own name
}

// Answer is what the gate says of one action: allowed with paths, or denied with reasons.
type Answer struct {
	Action  Action       `json:"action"`
	Allowed bool         `json:"allowed"`
	Reasons []DenyReason `json:"reasons"`
	Paths   []AccessPath `json:"paths"`
}

// Scope is which legal entities a query may see. Its zero value sees nothing.
type Scope struct{ entities []EntityID }

// ScopeOf sees exactly these entities.
func ScopeOf(entities ...EntityID) Scope {
	sorted := slices.Clone(entities)
	slices.Sort(sorted)
	return Scope{slices.Compact(sorted)}
}

// Entities lists what the scope sees, in order.
func (s Scope) Entities() []EntityID { return slices.Clone(s.entities) }

// Sees says whether the scope covers the entity.
func (s Scope) Sees(e EntityID) bool { return slices.Contains(s.entities, e) }

// Within narrows the scope to those of wanted that it sees; no wanted leaves it as it is.
func (s Scope) Within(wanted []EntityID) Scope {
	if len(wanted) == 0 {
		return s
	}
	var both []EntityID
	for _, e := range wanted {
		if s.Sees(e) {
			both = append(both, e)
		}
	}
	return ScopeOf(both...)
}

// EffectiveAccess is one action that a person may do, with every way by which they may.
type EffectiveAccess struct {
	Person   UUID         `json:"person"`
	Action   Action       `json:"action"`
	Entities []EntityID   `json:"entities"`
	Limit    *Money       `json:"limit,omitempty"` // the highest of any way; nil is without limit, or one that limits do not hold for
	Paths    []AccessPath `json:"paths"`

	AsOf      *time.Time      `json:"-"` // as of which instant it was asked; nil is now
	Conflicts []SodConflict   `json:"-"` // of the person, that the action has a part in; filled where it is read
	Proposed  *ServiceAccount `json:"-"` // who it is, of a service account that is not on file yet; filled where it is read
}

// ConflictKind says whether a conflict could happen or did; enum ConflictKind of the schema.
type ConflictKind string

// The kinds of conflict.
const (
	ConflictPotential ConflictKind = "POTENTIAL" // both sides are held
	ConflictExercised ConflictKind = "EXERCISED" // both sides were used on one chain
)

// ConflictState says what became of a conflict; enum ConflictState of the schema.
type ConflictState string

// The states of a conflict.
const (
	ConflictOpen      ConflictState = "OPEN"
	ConflictMitigated ConflictState = "MITIGATED"
	ConflictRemoved   ConflictState = "REMOVED" // it was exercised, and the person no longer holds both sides
)

// SodConflict is one person on both sides of one rule.
type SodConflict struct {
	Rule       *DutyRule
	Person     UUID
	Kind       ConflictKind
	Entities   []EntityID   // where both sides meet
	Left       []AccessPath // ways to the left side; at least one
	Right      []AccessPath
	Since      time.Time
	State      ConflictState
	Mitigation *Mitigation // the accepted conflict that covers it; nil when open

	Exposure *Money          `json:"-"` // of an exercised conflict: what the invoices in it are worth, in the group's currency
	Acts     int             `json:"-"` // of an exercised conflict: how often the second side was used
	AsOf     *time.Time      `json:"-"` // as of which instant it was asked; nil is now
	Proposed *ServiceAccount `json:"-"` // as EffectiveAccess.Proposed
}

// Group says whether it reaches what belongs to no entity.
func (p *AccessPath) Group() bool { return slices.Contains(p.EntityIDs, 0) }

// Group says whether it reaches what belongs to no entity.
func (a *EffectiveAccess) Group() bool { return slices.Contains(a.Entities, 0) }

// Group says whether it covers what belongs to no entity.
func (g *Grant) Group() bool { return slices.Contains(g.Entities, 0) }
