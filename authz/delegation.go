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

// notLent says why nobody lent the actor the right.
func (s *Snapshot) notLent(q question) domain.DenyReason {
	name := s.name(q.actor.OnBehalf.ID)
	for _, l := range s.lent[pair{q.actor.OnBehalf.ID, q.actor.ID}] {
		switch {
		case !slices.Contains(l.Actions, q.action):
		case !slices.Contains(l.Entities, q.facts.Entity):
			return domain.DenyReason{Code: domain.DenyOutOfScope,
				Message: fmt.Sprintf("What %s delegated covers %s, not %s.", name, s.codeList(l.Entities), s.code(q.facts.Entity))}
		case q.at.Before(l.ValidFrom):
			return domain.DenyReason{Code: domain.DenyExpired,
				Message: fmt.Sprintf("The delegation from %s begins on %s.", name, day(l.ValidFrom))}
		case !q.at.Before(l.ValidTo):
			return domain.DenyReason{Code: domain.DenyExpired,
				Message: fmt.Sprintf("The delegation from %s ended on %s.", name, day(l.ValidTo))}
		default:
			limit := l.Limit
			return domain.DenyReason{Code: domain.DenyOverLimit, Limit: &limit,
				Message: fmt.Sprintf("%s is above the limit of %s that %s delegated.", money(q.facts.Amount), money(limit), name)}
		}
	}
	return domain.DenyReason{Code: domain.DenyNoGrant,
		Message: fmt.Sprintf("%s has not delegated to %s to %s.", name, q.voice.object, acts[q.action].do)}
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
	var from []domain.UUID
	for who, loans := range s.lent {
		if who.to != person {
			continue
		}
		if slices.ContainsFunc(loans, func(l *lending) bool {
			return l.In(at) && slices.Contains(l.Actions, action) && slices.Contains(l.Entities, entity)
		}) {
			from = append(from, who.from)
		}
	}
	slices.SortFunc(from, compareUUID)
	return from
}
