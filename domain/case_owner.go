package domain

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// CaseOwner says who owns cases of lines: of a category, on accounts of a kind.
type CaseOwner struct {
	ID          ID
	Version     int
	AccountKind string // "" is any
	Category    string // "" is any
	OwnerID     UUID   // zero once the rule was taken back
	Owner       *User
	SetByID     UUID
	SetBy       *User
	SetAt       time.Time
	Reason      string
	Entity      *Entity
}

// Kind is the kind of accounts; nil is any.
func (o *CaseOwner) Kind() *string { return optional(o.AccountKind) }

// OfCategory is the category of the cases; nil is any.
func (o *CaseOwner) OfCategory() *string { return optional(o.Category) }

// SetCaseOwnerInput says who owns cases of a category on accounts of a kind, or takes that back.
type SetCaseOwnerInput struct {
	EntityID         ID
	AccountKind      *string // nil is any
	Category         *string // nil is any
	OwnerID          *ID     // nil takes the rule back
	Version          *int    // of the rule, as read; nil where there is none yet
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// CaseOwnerID is the id of the rule for a kind and a category.
func CaseOwnerID(entity EntityID, kind, category string) ID {
	return ID{Kind: NodeCaseOwner, Entity: entity, UUID: UUIDOf("case owner", EntityNode(entity).String(), kind, category)}
}

// OwnerBy is who a case of a category on an account of a kind belongs to: the narrowest rule goes first, and the account's
// preparer before the rule for all. It is zero when nobody is named.
func OwnerBy(rules []*CaseOwner, kind, category string, preparer UUID) UUID {
	find := func(kind, category string) UUID {
		at := slices.IndexFunc(rules, func(r *CaseOwner) bool { return r.AccountKind == kind && r.Category == category })
		if at < 0 {
			return UUID{}
		}
		return rules[at].OwnerID
	}
	for _, owner := range []UUID{find(kind, category), find("", category), find(kind, ""), preparer, find("", "")} {
		if !owner.IsZero() {
			return owner
		}
	}
	return UUID{}
}

// Set says who owns such cases from now on. Errors: INVALID with every broken rule.
func (o *CaseOwner) Set(by Actor, in SetCaseOwnerInput, at time.Time) (Event, error) {
	var broken Violations
	if o.Category != "" && !slices.Contains(LineCategories(), o.Category) {
		broken.Add("category", "known", "A case about lines is one of %s.", strings.Join(LineCategories(), ", "))
	}
	reason := strings.TrimSpace(in.Reason)
	if n := utf8.RuneCountInString(reason); n < 3 || n > 500 {
		broken.Add("reason", "length", "Say why in 3 to 500 characters.")
	}
	if err := broken.Err(); err != nil {
		return Event{}, err
	}
	before := o.OwnerID
	o.OwnerID = UUID{}
	if in.OwnerID != nil {
		o.OwnerID = in.OwnerID.UUID
	}
	o.SetByID, o.SetAt, o.Reason = by.ID, at, reason
	return Happened("case_owner.set", o.ID, by.named()+" said who owns cases of lines.").Because(reason).
		With("accountKind", o.AccountKind).With("category", o.Category).Changed("owner", before.String(), o.OwnerID.String()).AtVersion(o.Version + 1), nil
}
