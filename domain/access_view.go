package domain

import "time"

// What questions about access are asked with and answered by, as the public API shows it.

// AccessAnswer is whether somebody may do something, and why.
type AccessAnswer struct {
	Permit   Answer
	Rulebook int64     // version that was asked
	At       time.Time // as of when
	History  []*Event  // the acts whose duties were looked at, oldest first
}

// RoleView is a role as a rulebook has it.
type RoleView struct {
	*Role
	Carries   []Action    // with what it inherits, in the order of Actions
	Above     []*RoleView // the roles that it inherits
	Conflicts []*DutyRule // rules of which it gives both sides
	AsOf      *time.Time  // as of which instant it was asked; nil is now
}

// NodeID is the role's public id, the same in all its versions.
func (r *RoleView) NodeID() ID { return ID{Kind: NodeRole, UUID: r.ID} }

// Own is what the role gives by itself.
func (r *RoleView) Own() []Action { return r.Actions }

// NodeID is the grant's public id, the same in all its versions.
func (g *Grant) NodeID() ID { return ID{Kind: NodeGrant, UUID: g.ID} }

// Ceiling is up to how much the grant reaches; nil is without limit.
func (g *Grant) Ceiling() *Money { return g.Limit.Stated() }

// Until is when the grant ends; nil is open.
func (g *Grant) Until() *time.Time { return stated(g.ValidTo) }

// Ticket is that of the emergency session which gave it; nil for a standing grant.
func (g *Grant) Ticket() *string { return optional(g.Emergency) }

// NodeID is the rule's public id, the same in all its versions.
func (r *DutyRule) NodeID() ID { return ID{Kind: NodeDutyRule, UUID: r.ID} }

// NodeID is the mitigation's public id, the same in all its versions.
func (m *Mitigation) NodeID() ID { return ID{Kind: NodeMitigation, UUID: m.ID} }

// NodeID is the conflict's public id: of its rule, its person and its kind.
func (c *SodConflict) NodeID() ID {
	return ID{Kind: "cnf", UUID: UUIDOf("conflict", string(c.Kind), c.Rule.Key, c.Person.String())}
}

// Until is when another version took the row's place; nil while it holds.
func (r *Record) Until() *time.Time { return stated(r.To) }

func stated(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// ConflictFilter says which conflicts; every stated part must hold.
type ConflictFilter struct {
	Kind     *ConflictKind
	State    []ConflictState
	Rule     []string // keys
	Risk     []Risk
	UserID   *ID
	EntityID *ID
}

// ConflictObject is one act of an exercised conflict.
type ConflictObject struct {
	Item    WorkItem // nil when the record is not an invoice, or may not be seen
	Subject string   // the record in words
	Left    *Event   // by which the left side was used
	Right   *Event
	Amount  *Money // what the invoice is worth in the group's currency
}

// ConflictMatrix is every segregation rule as a cell between two duties.
type ConflictMatrix struct {
	At       time.Time
	Rulebook int64
	Duties   []MatrixDuty
	Cells    []MatrixCell
}

// MatrixDuty is one side of some rule.
type MatrixDuty struct {
	Name    string
	Actions []Action
}

// MatrixCell is the rules between two duties, and what stands against them.
type MatrixCell struct {
	Left      int // places in the list of duties
	Right     int
	Rules     []*DutyRule
	People    int    // who hold both sides
	Open      int    // of those, whom nobody accepted
	Mitigated int    // of those, whose conflict is accepted
	Exercised int    // who used both sides
	Acts      int    // how often the second side was used
	Exposure  *Money // what the invoices in it are worth, in the group's currency; nil when none is
}

// RolePolicyDiff is what people may do differently at two instants, and every change of roles and rules between them.
type RolePolicyDiff struct {
	From              time.Time
	To                time.Time
	FromRulebook      int64
	ToRulebook        int64
	Gained            []EffectiveAccess
	Lost              []EffectiveAccess
	NewConflicts      []SodConflict
	ResolvedConflicts []SodConflict
	Changes           []RulebookChange
}
