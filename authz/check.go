package authz

import (
	"slices"
	"time"

	"countersign/domain"
)

// Inquiry asks about somebody: what Allow would answer if they tried. Facts are those of the record, with the duties used
// on it; what commits money and is asked about no record needs those of RecordOf.
type Inquiry struct {
	Action domain.Action
	Facts  domain.Facts
	At     time.Time
	Self   bool // the answer is for the person's own eyes ("You entered ...")

	// Against is what the record itself says against the action by somebody as they come, nil for nothing; it may be nil.
	Against func(domain.Actor) *domain.DenyReason
}

// Check answers an inquiry about a person or a service account, in every guise in which they can come: as themselves, and
// for each who delegated to them. One guise that may is enough; else the reasons against all of them are told, each once.
func (s *Snapshot) Check(person domain.UUID, i Inquiry) domain.Answer {
	q := question{action: i.Action, facts: i.Facts, at: i.At, voice: they}
	if i.Self {
		q.voice = you
	}
	all := domain.Answer{Action: i.Action}
	for _, q.actor = range s.guises(person, i) {
		one := s.Gate().explain(q)
		if i.Against != nil {
			if reason := i.Against(q.actor); reason != nil {
				one.Allowed, one.Paths, one.Reasons = false, nil, append(one.Reasons, *reason)
			}
		}
		all.Allowed = all.Allowed || one.Allowed
		all.Paths = append(all.Paths, one.Paths...)
		for _, r := range one.Reasons {
			if !slices.ContainsFunc(all.Reasons, func(known domain.DenyReason) bool { return known.Message == r.Message }) {
				all.Reasons = append(all.Reasons, r)
			}
		}
	}
	if all.Allowed {
		all.Reasons = nil
	}
	return all
}

// guises are the ways in which somebody can come.
func (s *Snapshot) guises(person domain.UUID, i Inquiry) []domain.Actor {
	self := domain.Actor{Kind: domain.ActorPerson, ID: person}
	if _, machine := s.services[person]; machine {
		self.Kind = domain.ActorService
	}
	all := []domain.Actor{self}
	for _, from := range s.Gate().Lenders(person, i.Action, i.Facts.Entity, i.At) {
		self.OnBehalf = domain.Behalf{ID: from}
		all = append(all, self)
	}
	return all
}

// WhoCan lists everybody of whom Check says that they may, in order of people's ids, with the ways by which they may.
func (s *Snapshot) WhoCan(i Inquiry) []domain.EffectiveAccess {
	var all []domain.EffectiveAccess
	for _, person := range s.reaching(i) {
		var ways []way
		for _, p := range s.Check(person, i).Paths {
			ways = append(ways, way{AccessPath: p})
		}
		if one := s.effective(person, i.Action, ways); one != nil {
			one.Entities = []domain.EntityID{i.Facts.Entity}
			all = append(all, *one)
		}
	}
	return all
}

// reaching is the index: who holds a role that carries the action in the entity, or was lent the action. It only narrows.
func (s *Snapshot) reaching(i Inquiry) []domain.UUID {
	all := slices.Clone(s.holdersFor(Question{Action: i.Action, Facts: i.Facts}))
	for at, loans := range s.lent {
		if slices.ContainsFunc(loans, func(l *lending) bool { return slices.Contains(l.Actions, i.Action) }) {
			all = append(all, at.to)
		}
	}
	slices.SortFunc(all, compareUUID)
	return slices.Compact(all)
}

// RecordOf is facts of an invented record in the entity, to ask about an action in general: of the first kind that the
// action is done to, worth the amount, with no duty used on it. An action that may be asked without a record has none.
func (s *Snapshot) RecordOf(action domain.Action, entity domain.EntityID, amount domain.Money) domain.Facts {
	a := acts[action]
	if a.bare && amount.IsZero() {
		return domain.Facts{Entity: entity}
	}
	facts := domain.Facts{Kind: domain.NodeInvoice, Entity: entity, ID: domain.UUIDOf("any record"), Amount: amount}
	if len(a.kinds) > 0 {
		facts.Kind = a.kinds[0]
	}
	if amount.IsZero() {
		facts.Amount = domain.NewMoney(0, s.currency)
	}
	return facts
}
