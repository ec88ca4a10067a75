package authz

import (
	"fmt"
	"slices"
	"time"

	"countersign/domain"
)

// A delegate uses the delegator's rights, never more than both have: question 1 is asked of the delegator's grants and
// of the delegation, and the delegate must hold some right of their own in the entity. Question 2 is asked of both
// people. Whose rights are lent cannot lend them on: a delegation lends grants, not other delegations.

// pair is who lent to whom.
type pair struct{ from, to domain.UUID }

// lending is a delegation with its rows of question 1, by entity.
type lending struct {
	*domain.Delegation
	rows map[domain.EntityID][]string
}

// lend lays a delegation out. It carries just its own actions, as a role would.
func (s *Snapshot) lend(d *domain.Delegation, carries carried) error {
	word := "delegation:" + d.ID.String()
	base, err := row(d.To, word, d.Limit, d.ValidFrom, d.ValidTo)
	if err != nil {
		return err
	}
	mays := map[string]bool{}
	for _, action := range d.Actions {
		for _, may := range s.words[action] {
			mays[may] = true
		}
	}
	carries[word] = mays
	l := &lending{Delegation: d, rows: map[domain.EntityID][]string{}}
	for _, e := range d.Entities {
		own := slices.Clone(base)
		own[2] = entityWord(e)
		l.rows[e] = own
	}
	s.lent[pair{d.From, d.To}] = append(s.lent[pair{d.From, d.To}], l)
	return nil
}

// askLoans asks which delegations lend the delegator's right to the actor. Errors: what Casbin could not evaluate.
func (s *Snapshot) askLoans(e *evaluator, q question, r request) (loans []*lending, err error) {
	for _, l := range s.lent[pair{q.actor.OnBehalf.ID, q.actor.ID}] {
		row := l.rows[q.facts.Entity]
		if row == nil || !slices.Contains(l.Actions, q.action) {
			continue
		}
		own := r
		own.sub = userWord(q.actor.ID)
		hit, err := e.mayBy([][]string{row}, own)
		if err != nil {
			return nil, err
		}
		if hit != nil {
			loans = append(loans, l)
		}
	}
	return loans, nil
}

// notLent says of each delegation to the actor what it lacks, the nearest miss first.
func (s *Snapshot) notLent(q question) []domain.DenyReason {
	var reasons []domain.DenyReason
	for _, l := range s.lent[pair{q.actor.OnBehalf.ID, q.actor.ID}] {
		if slices.Contains(l.Actions, q.action) {
			reasons = append(reasons, s.loanLacks(l, q))
		}
	}
	if len(reasons) == 0 {
		return []domain.DenyReason{{Code: domain.DenyNoGrant,
			Message: fmt.Sprintf("%s has not delegated to %s to %s.", s.name(q.actor.OnBehalf.ID), q.voice.object, acts[q.action].do)}}
	}
	slices.SortStableFunc(reasons, nearestMiss)
	return reasons
}

// loanLacks is what stops one delegation: the place, then the time, then the limit.
func (s *Snapshot) loanLacks(l *lending, q question) domain.DenyReason {
	name := s.name(l.From)
	switch {
	case !slices.Contains(l.Entities, q.facts.Entity):
		return domain.DenyReason{Code: domain.DenyOutOfScope,
			Message: fmt.Sprintf("What %s delegated covers %s, not %s.", name, s.codeList(l.Entities), s.code(q.facts.Entity))}
	case q.at.Before(l.ValidFrom):
		return domain.DenyReason{Code: domain.DenyExpired, Message: fmt.Sprintf("The delegation from %s begins on %s.", name, day(l.ValidFrom))}
	case !q.at.Before(l.ValidTo):
		return domain.DenyReason{Code: domain.DenyExpired, Message: fmt.Sprintf("The delegation from %s ended on %s.", name, day(l.ValidTo))}
	}
	limit := l.Limit
	text := fmt.Sprintf("%s is above the limit of %s that %s delegated.", money(q.facts.Amount), money(limit), name)
	if q.facts.Amount.IsZero() {
		text = fmt.Sprintf("The amount in %s is not known, so the limit of %s that %s delegated cannot be checked.", s.currency, money(limit), name)
	}
	return domain.DenyReason{Code: domain.DenyOverLimit, Limit: &limit, Message: text}
}

// eligible says whether a delegate has a right of their own in the entity, whatever it is.
func (s *Snapshot) eligible(person domain.UUID, entity domain.EntityID, at time.Time) bool {
	h := s.people[person]
	if h == nil {
		return false
	}
	for _, one := range h.at[entity] {
		if one.Emergency == "" && !at.Before(one.ValidFrom) && (one.ValidTo.IsZero() || at.Before(one.ValidTo)) {
			return true
		}
	}
	return false
}

// Lenders are the people whose delegation to the actor covers the action in the entity at the instant, in order of ids.
// Whether they may do it to a record is asked with the actor on behalf of one of them.
func (g *Gate) Lenders(person domain.UUID, action domain.Action, entity domain.EntityID, at time.Time) []domain.UUID {
	s := g.snapshot.Load()
	if s == nil {
		return nil
	}
	return slices.DeleteFunc(s.lenders(person), func(from domain.UUID) bool {
		return !slices.ContainsFunc(s.lent[pair{from, person}], func(l *lending) bool {
			return l.In(at) && slices.Contains(l.Actions, action) && slices.Contains(l.Entities, entity)
		})
	})
}

// lenders are who ever lent something to the person, in order of ids.
func (s *Snapshot) lenders(person domain.UUID) []domain.UUID {
	var from []domain.UUID
	for who := range s.lent {
		if who.to == person {
			from = append(from, who.from)
		}
	}
	slices.SortFunc(from, compareUUID)
	return from
}
