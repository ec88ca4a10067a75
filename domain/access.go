package domain

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"
)

// Action is something that can be permitted; the list is closed and equals enum Action of the schema.
type Action string

// The closed list of actions.
const (
	ViewInvoice    Action = "INVOICE_VIEW"
	EnterInvoice   Action = "INVOICE_ENTER"
	CodeInvoice    Action = "INVOICE_CODE"
	ApproveInvoice Action = "INVOICE_APPROVE"
	PostInvoice    Action = "INVOICE_POST"
	EditSupplier   Action = "SUPPLIER_EDIT"
	EditMasterData Action = "MASTER_DATA_EDIT"
	EditPolicy     Action = "POLICY_EDIT"
	PublishPolicy  Action = "POLICY_PUBLISH"
	EditRole       Action = "ROLE_EDIT"
	GrantRole      Action = "ROLE_GRANT"
	CommandOps     Action = "OPS_COMMAND"
	ReadAudit      Action = "AUDIT_READ"
	ReadSchema     Action = "SCHEMA_READ"
)

// Actions lists every action, in the order of the schema.
func Actions() []Action {
	return []Action{ViewInvoice, EnterInvoice, CodeInvoice, ApproveInvoice, PostInvoice, EditSupplier, EditMasterData,
		EditPolicy, PublishPolicy, EditRole, GrantRole, CommandOps, ReadAudit, ReadSchema}
}

// Known says whether the action is one of the closed list.
func (a Action) Known() bool { return slices.Contains(Actions(), a) }

// MarshalGQL writes the enum value.
func (a Action) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(a))) }

// UnmarshalGQL reads the enum value. Errors: when it is not of the closed list.
func (a *Action) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	*a = Action(s)
	if !ok || !a.Known() {
		return fmt.Errorf("%v is not an Action", v)
	}
	return nil
}

// Role is a named set of actions.
type Role struct {
	ID       UUID
	Key      string // stable, lower case with underscores, for example "ap_approver"
	Name     string // for people, for example "AP approver"
	Actions  []Action
	Inherits []string // keys of roles whose actions it has too; a chain is at most 5 roles long
}

// Grant gives one role to one person, for some entities, up to a limit, for a time.
type Grant struct {
	ID        UUID
	Person    UUID
	Role      string     // key of the role
	Entities  []EntityID // at least one
	Limit     Money      // zero Money is without limit; else in the group's currency
	ValidFrom time.Time
	ValidTo   time.Time // zero is open
}

// DutyMode says what a duty rule does.
type DutyMode string

// The modes of a duty rule.
const (
	DutyPrevent DutyMode = "PREVENT" // the act is refused
	DutyDetect  DutyMode = "DETECT"  // the act is reported afterwards
)

// DutyRule forbids one person to stand on both sides in the chain of one object.
type DutyRule struct {
	Key      string // for example "SOD-009"
	Name     string // for people
	Mode     DutyMode
	Left     []Action
	Right    []Action
	Critical bool // Postgres refuses it too
}

// Side is where an act stands in a duty rule.
type Side string

// The sides of a duty rule.
const (
	SideLeft  Side = "L"
	SideRight Side = "R"
)

// DutyUse records that a person used one side of a rule on the chain of linked objects.
type DutyUse struct {
	Chain  UUID
	Rule   string
	Person UUID
	Side   Side
	Event  UUID
}

// Facts is what the gate must know of a record. It comes from rows read under the lock.
type Facts struct {
	Kind   NodeKind
	Entity EntityID
	ID     UUID
	Amount Money     // in the group's currency, zero when the record has no amount
	Used   []DutyUse // duties used on its chain, by anybody
}

// Rulebook is everything that authorization decides by; one immutable version.
type Rulebook struct {
	Version  int64               // grows with every change; an older book never replaces a newer one
	Currency Currency            // of the group; every limit is in it
	Entities map[EntityID]string // code of every legal entity that can be granted; 0, the group itself, is always known
	Roles    []Role
	Grants   []Grant
	Rules    []DutyRule
	Inactive []UUID // people who have left; they may do nothing
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
)

// DenyReason is one reason against, for programs and for people.
type DenyReason struct {
	Code    DenyCode `json:"code"`
	Message string   `json:"message"`
	Rule    *string  `json:"rule,omitempty"`
	Limit   *Money   `json:"limit,omitempty"`
}

// AccessPath is one grant by which an action is allowed, told in a sentence.
type AccessPath struct {
	Role      string     `json:"role"`
	RoleName  string     `json:"roleName"`
	EntityIDs []EntityID `json:"entities"`
	Limit     *Money     `json:"limit,omitempty"`
	ValidTo   *time.Time `json:"validTo,omitempty"`
	Sentence  string     `json:"sentence"`
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
