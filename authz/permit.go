package authz

import (
	"maps"
	"slices"
	"time"

	"countersign/domain"
)

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

// By says whether the permit is this actor's, for whom they act included.
func (p Permit) By(actor domain.Actor) bool {
	own := p.asked.actor
	return p.Valid() && own.Kind == actor.Kind && own.ID == actor.ID && own.OnBehalf.ID == actor.OnBehalf.ID
}

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

// Duties are the sides of rules that using the permit spends, for the actor and for whoever they act for: one for each
// rule that has the action on a side, on each chain of the rule's span. The caller writes them in the transaction of the
// act and fills in the event. A permit that was asked for without a record spends nothing.
func (p Permit) Duties() []domain.DutyUse {
	if !p.Valid() {
		return nil
	}
	var spent []domain.DutyUse
	for _, one := range p.snapshot.parties(p.asked) {
		spent = append(spent, p.snapshot.spend(p.asked, one, p.given.emergency())...)
	}
	return spent
}

// Grant is the grant that the permit rests on, the delegator's for a delegated act; zero for a part of the house.
func (p Permit) Grant() domain.UUID {
	if p.given.grant == nil {
		return domain.UUID{}
	}
	return p.given.grant.ID
}

// DutiesOf are the sides of rules that the act spends for another person who had a hand in it, as who brought its file.
// What was accepted for the actor lifts nothing for them.
func (p Permit) DutiesOf(person domain.UUID) []domain.DutyUse {
	if !p.Valid() {
		return nil
	}
	return p.snapshot.spend(p.asked, party{person, entity}, false)
}

// Emergency is the ticket of the emergency access that the permit rests on, "" for any other.
func (p Permit) Emergency() string {
	if p.given.grant == nil {
		return ""
	}
	return p.given.grant.Emergency
}

// Emergency is the ticket of the emergency access that a person has at the instant, "" without any.
func (g *Gate) Emergency(person domain.UUID, at time.Time) string {
	s := g.snapshot.Load()
	if s == nil {
		return ""
	}
	for _, one := range s.grantsOf(person) {
		if one.Emergency != "" && !at.Before(one.ValidFrom) && at.Before(one.ValidTo) {
			return one.Emergency
		}
	}
	return ""
}

// Stand is the sides of rules on which a person stands towards a record without doing anything, for example as the
// subject of a review. Nobody permits it; the caller writes them as those of a permit.
func (g *Gate) Stand(person domain.UUID, stand domain.Action, facts domain.Facts, at time.Time) []domain.DutyUse {
	s := g.snapshot.Load()
	if s == nil || !stand.Stands() {
		return nil
	}
	return s.spend(question{action: stand, facts: facts, at: at}, party{person, entity}, false)
}

// spend lists what a party's act uses. What is done for the whole group and spans an entity or a supplier is written in
// every entity, so that whoever acts there later is asked in one place: such acts are rare, approvals are not.
func (s *Snapshot) spend(q question, p party, emergency bool) []domain.DutyUse {
	if q.facts.Kind == "" {
		return nil
	}
	var spent []domain.DutyUse
	for _, stand := range s.duties[q.action].sides {
		if !p.holds(stand.rule.Span) {
			continue
		}
		use := domain.DutyUse{Rule: stand.rule.Key, Person: p.id, Side: stand.side,
			Binding: stand.rule.Mode == domain.DutyPrevent && !s.relaxes(stand.rule, p.id, q.at, emergency)}
		for _, entity := range s.reach(q.facts.Entity, stand.rule.Span) {
			facts := q.facts
			facts.Entity = entity
			for _, chain := range stand.rule.Chain(facts) {
				use.Entity, use.Chain = entity, chain
				spent = append(spent, use)
			}
		}
	}
	return spent
}

// reach is the entities in which a use of duty is written.
func (s *Snapshot) reach(entity domain.EntityID, span domain.DutySpan) []domain.EntityID {
	if entity != 0 || span == domain.SpanObject {
		return []domain.EntityID{entity}
	}
	return append([]domain.EntityID{0}, slices.Sorted(maps.Keys(s.codes))...)
}
