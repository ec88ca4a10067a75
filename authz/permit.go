package authz

import "countersign/domain"

// Permit is the gate's consent to one act on one record by one actor. Only the gate can fill it: the zero Permit is
// not valid.
type Permit struct {
	snapshot *Snapshot // that it was given by; nil only in the zero Permit
	asked    question
	given    verdict
}

// Valid says whether a gate gave the permit.
func (p Permit) Valid() bool { return p.snapshot != nil }

// For is what is permitted, and the record; the record is zero when the question was asked without one.
func (p Permit) For() (domain.Action, domain.UUID) { return p.asked.action, p.asked.facts.ID }

// Actor is who may.
func (p Permit) Actor() domain.UUID { return p.asked.actor.ID }

// Version is that of the rulebook it was given by, 0 of the zero Permit.
func (p Permit) Version() int64 {
	if !p.Valid() {
		return 0
	}
	return p.snapshot.version
}

// Sentence tells by which right, for example "through role AP approver, entity DE01, up to 50,000.00 EUR".
func (p Permit) Sentence() string {
	if !p.Valid() {
		return ""
	}
	return p.snapshot.authority(p.asked, p.given)
}

// Duties are the sides of rules that using the permit spends, one for each PREVENT rule that has the action on a side.
// The caller writes them in the transaction of the act and fills in the event. Chain is the record itself; a permit
// that was asked for without a record spends nothing.
func (p Permit) Duties() []domain.DutyUse {
	if !p.Valid() || p.asked.facts.Kind == "" {
		return nil
	}
	var spent []domain.DutyUse
	for _, stand := range p.snapshot.duties[p.asked.action].sides {
		spent = append(spent, domain.DutyUse{Chain: p.asked.facts.ID, Rule: stand.rule.Key, Person: p.asked.actor.ID,
			Side: stand.side})
	}
	return spent
}
