package authz

import (
	"slices"

	"countersign/domain"
)

// Permit is the gate's consent to one act on one record by one actor. Only the gate can fill it: the zero Permit is
// not valid.
type Permit struct {
	action   domain.Action
	object   domain.UUID
	actor    domain.UUID
	version  int64
	sentence string
	duties   []domain.DutyUse
}

// Valid says whether a gate gave the permit.
func (p Permit) Valid() bool { return p.action != "" }

// For is what is permitted, and the record; the record is zero when the question was asked without one.
func (p Permit) For() (domain.Action, domain.UUID) { return p.action, p.object }

// Actor is who may.
func (p Permit) Actor() domain.UUID { return p.actor }

// Version is that of the rulebook it was given by.
func (p Permit) Version() int64 { return p.version }

// Sentence tells by which right, for example "through role AP approver, entity DE01, up to 50,000.00 EUR".
func (p Permit) Sentence() string { return p.sentence }

// Duties are the sides of rules that using the permit spends, one for each PREVENT rule that has the action on a side.
// The caller writes them in the transaction of the act and fills in the event. Chain is the record itself.
func (p Permit) Duties() []domain.DutyUse { return slices.Clone(p.duties) }
