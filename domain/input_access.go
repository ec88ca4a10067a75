package domain

import "time"

// What commands about access are given, as the public API takes it.

// MoneyInput is an amount as it is written.
type MoneyInput struct {
	Amount   Decimal
	Currency Currency
}

// Money is the amount in minor units; nil is the zero Money. Errors: INVALID when it is finer than its currency.
func (m *MoneyInput) Money() (Money, error) {
	if m == nil {
		return Money{}, nil
	}
	return MoneyOf(m.Amount, m.Currency)
}

// GrantInput is a role for a person.
type GrantInput struct {
	UserID    ID
	Role      string // key
	EntityIds []ID
	Group     bool // also what belongs to no entity
	Limit     *MoneyInput
	ValidFrom *time.Time // nil is as soon as somebody agrees
	ValidTo   *time.Time // nil is open
}

// RoleInput is what a role gives.
type RoleInput struct {
	Key      string
	Name     string
	Purpose  string
	OwnerID  *ID
	Actions  []Action
	Inherits []string
}

// RuleInput is a segregation rule.
type RuleInput struct {
	Key     string
	Name    string
	Why     string
	Process string
	Risk    Risk
	Mode    DutyMode
	Span    DutySpan
	Left    []Action
	Right   []Action
	Control string
	OwnerID *ID
}

// GrantRoleInput asks for a grant.
type GrantRoleInput struct {
	Grant            GrantInput
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// RevokeGrantInput asks for the end of a grant.
type RevokeGrantInput struct {
	ID               ID
	From             *time.Time // nil is as soon as somebody agrees
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// SaveRoleInput asks for another version of a role, or for a new one.
type SaveRoleInput struct {
	Role             RoleInput
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// SaveSodRuleInput asks for another version of a segregation rule, or for a new one.
type SaveSodRuleInput struct {
	Rule             RuleInput
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// RemoveSodRuleInput asks for a segregation rule to be removed.
type RemoveSodRuleInput struct {
	Rule             string // key
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// MitigateInput asks that a conflict is accepted for a time.
type MitigateInput struct {
	Rule             string // key
	UserID           ID
	Control          string // what is done instead, in a sentence
	OwnerID          ID     // who does it
	ValidFrom        *time.Time
	Until            time.Time
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// SaveServiceAccountInput asks for a service account with its one role, new or changed.
type SaveServiceAccountInput struct {
	Name             string
	OwnerID          ID
	Until            time.Time
	Role             string // key
	EntityIds        []ID
	Group            bool // also what belongs to no entity
	Limit            *MoneyInput
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// DecideAccessChangeInput is a decision on a change of access.
type DecideAccessChangeInput struct {
	ID               ID
	Version          int
	Outcome          DecisionKind // APPROVE or REJECT
	Comment          *string      // needed to reject
	IdempotencyKey   string
	ClientMutationID *string
}

// AccessChangeFilter says which changes of access.
type AccessChangeFilter struct {
	State  []AccessChangeState
	Kind   []AccessChangeKind
	UserID *ID // whom they are about
	From   *time.Time
	To     *time.Time
}
