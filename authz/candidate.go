package authz

import (
	"bytes"
	"cmp"
	"slices"
	"time"

	"countersign/domain"
)

// Question asks who could act. Facts are those of the record, with the duties used on it.
type Question struct {
	Action domain.Action
	Facts  domain.Facts
	At     time.Time
	Role   string        // only by grants of this role or of one that inherits it; "" is by any
	Among  []domain.UUID // only these are looked at; nil is everybody with a grant in the entity
}

// Candidate is somebody who was looked at.
type Candidate struct {
	Person  domain.UUID
	Role    string              // key of the role by which they may; "" when they may not
	Limit   domain.Money        // of that grant; zero is without limit
	Reasons []domain.DenyReason // why not, told about them; empty when they may
}

// May says whether they could act.
func (c Candidate) May() bool { return len(c.Reasons) == 0 }

// Candidates answers the question of Allow for everybody it is asked about. Who may comes first, the smallest
// sufficient limit before larger ones, then by id; who may not follows by id, with every reason. Those in Among keep
// their order instead. Machines are never candidates.
func (g *Gate) Candidates(q Question) []Candidate {
	s := g.snapshot.Load()
	if s == nil {
		return nil
	}
	people := q.Among
	if people == nil {
		people = s.holdersFor(q)
	}
	found := make([]Candidate, 0, len(people))
	for _, person := range people {
		found = append(found, s.candidate(q, person))
	}
	if q.Among == nil {
		slices.SortStableFunc(found, smallestFirst)
	}
	return found
}

func (s *Snapshot) candidate(q Question, person domain.UUID) Candidate {
	one := question{actor: domain.Actor{Kind: domain.ActorPerson, ID: person}, action: q.Action, facts: q.Facts, at: q.At,
		role: q.Role, voice: they}
	v := s.ask(one)
	if !v.allowed() {
		return Candidate{Person: person, Reasons: one.answer(v, nil).Reasons}
	}
	return Candidate{Person: person, Role: v.grant.role.key, Limit: v.grant.Limit}
}

// holdersFor is everybody with a grant in the entity of a role that carries the action, and of the role asked for.
func (s *Snapshot) holdersFor(q Question) []domain.UUID {
	if q.Role != "" {
		return s.holders[post{q.Role, q.Facts.Entity}]
	}
	var all []domain.UUID
	for at, people := range s.holders {
		if at.entity == q.Facts.Entity {
			all = append(all, people...)
		}
	}
	slices.SortFunc(all, compareUUID)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(person domain.UUID) bool {
		return !slices.ContainsFunc(s.people[person].at[q.Facts.Entity],
			func(h *held) bool { return h.role.carries(acts[q.Action]) })
	})
}

func smallestFirst(a, b Candidate) int {
	if a.May() != b.May() {
		if a.May() {
			return -1
		}
		return 1
	}
	if a.May() {
		if a.Limit.IsZero() != b.Limit.IsZero() {
			if b.Limit.IsZero() {
				return -1
			}
			return 1
		}
		if by := cmp.Compare(a.Limit.Minor, b.Limit.Minor); by != 0 {
			return by
		}
	}
	return compareUUID(a.Person, b.Person)
}

func compareUUID(a, b domain.UUID) int { return bytes.Compare(a[:], b[:]) }

// Limit is up to what a person may do the action in the entity, whatever the record: the highest of their grants, zero
// Money when one is without limit. It says nothing of duties.
func (g *Gate) Limit(person domain.UUID, action domain.Action, entity domain.EntityID, at time.Time) (limit domain.Money,
	may bool) {
	s := g.snapshot.Load()
	if s == nil {
		return domain.Money{}, false
	}
	for _, h := range s.valid(person, action, at) {
		switch {
		case !slices.Contains(h.Entities, entity):
		case h.Limit.IsZero():
			return domain.Money{}, true
		case !may || h.Limit.Minor > limit.Minor:
			limit, may = h.Limit, true
		}
	}
	return limit, may
}

// Scope is the entities for which any grant of the actor gives the action, whatever the amount. 0, the group itself, is
// one only when it was granted. A part of the house sees every entity, for what it may do.
func (g *Gate) Scope(actor domain.Actor, action domain.Action, at time.Time) domain.Scope {
	s := g.snapshot.Load()
	if s == nil {
		return domain.Scope{}
	}
	var seen []domain.EntityID
	account, machine := s.services[actor.ID]
	switch {
	case actor.Kind == domain.ActorPerson && !machine, actor.Kind == domain.ActorService && machine && s.barred(account, action, at) == nil:
		for _, grant := range s.valid(actor.ID, action, at) {
			seen = append(seen, grant.Entities...)
		}
	case actor.Kind == domain.ActorSystem:
		if _, may := systems.may(actor.ID, action); may {
			seen = append(seen, 0)
			for entity := range s.codes {
				seen = append(seen, entity)
			}
		}
	}
	return domain.ScopeOf(seen...)
}

// valid is the grants of a person that give the action at the instant. The rows of one grant differ only in their
// entity, so each grant is asked in its first.
func (s *Snapshot) valid(person domain.UUID, action domain.Action, at time.Time) []*grant {
	h := s.people[person]
	if h == nil {
		return nil
	}
	e, err := s.borrow()
	if err != nil {
		return nil
	}
	defer s.giveBack(e)
	var some []*grant
	q := question{actor: domain.Actor{Kind: domain.ActorPerson, ID: person}, action: action, at: at}
	for _, one := range h.grants {
		if !one.counts(q, acts[action]) {
			continue
		}
		q.facts.Entity = one.Entities[0]
		r, err := s.request(q)
		if err != nil {
			return nil
		}
		if row, err := e.mayBy([][]string{s.rowOf(h, one)}, r); err == nil && row != nil {
			some = append(some, one)
		}
	}
	return some
}

// rowOf is the row of a grant in its first entity.
func (s *Snapshot) rowOf(h *holder, g *grant) []string {
	for _, one := range h.at[g.Entities[0]] {
		if one.grant == g {
			return one.row
		}
	}
	return nil
}
