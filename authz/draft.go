package authz

import (
	"slices"
	"time"

	"countersign/domain"
)

// Draft is this rulebook with a revision applied and without those who leave: not in force, and under the same version.
//
// Errors: INVALID with every violation when the strict loader would refuse it.
func (s *Snapshot) Draft(r domain.Revision, leave ...domain.UUID) (*Snapshot, error) {
	draft, err := NewSnapshot(r.On(s.book, leave...))
	if err != nil {
		return nil, err
	}
	draft.drafted = make(map[domain.UUID]bool, len(r.Grants))
	for i := range r.Grants {
		draft.drafted[r.Grants[i].ID] = true
	}
	return draft, nil
}

// Difference is what another rulebook changes for people, whatever the records.
type Difference struct {
	Gained   []domain.EffectiveAccess // entities in which somebody may do more; the limit is the new one
	Lost     []domain.EffectiveAccess // entities in which somebody may do less; the limit is the old one
	New      []domain.SodConflict     // that were not there or were accepted; entities are where they are new
	Resolved []domain.SodConflict     // that are there no longer; entities are where they were
}

// Difference compares who may do what at the instant under this rulebook and under another, in order of people's ids and
// then of the actions.
func (s *Snapshot) Difference(to *Snapshot, at time.Time) Difference { return Between(s, at, to, at) }

// Between compares who could do what at an instant under one rulebook with who can at another instant under another.
func Between(before *Snapshot, then time.Time, after *Snapshot, now time.Time) Difference {
	var d Difference
	people := append(before.People(), after.People()...)
	slices.SortFunc(people, compareUUID)
	for _, person := range slices.Compact(people) {
		d.add(before, then, after, now, person)
	}
	return d
}

// About compares the two for one person or service account.
func About(person domain.UUID, before *Snapshot, then time.Time, after *Snapshot, now time.Time) Difference {
	var d Difference
	d.add(before, then, after, now, person)
	return d
}

func (d *Difference) add(before *Snapshot, then time.Time, after *Snapshot, now time.Time, person domain.UUID) {
	could, can := before.Access(person, then), after.Access(person, now)
	d.Gained = append(d.Gained, more(could, can)...)
	d.Lost = append(d.Lost, more(can, could)...)
	was, is := before.Conflicts(person, then), after.Conflicts(person, now)
	d.New = append(d.New, appeared(was, is)...)
	d.Resolved = append(d.Resolved, beyond(is, was)...)
}

// more lists where after reaches further than before: other entities, or the same up to a higher limit. Both are in order
// of the actions.
func more(before, after []domain.EffectiveAccess) []domain.EffectiveAccess {
	known := make(map[domain.Action]*domain.EffectiveAccess, len(before))
	for i := range before {
		known[before[i].Action] = &before[i]
	}
	var list []domain.EffectiveAccess
	for i := range after {
		now := &after[i]
		one := domain.EffectiveAccess{Person: now.Person, Action: now.Action}
		highest, unlimited := domain.Money{}, false
		for _, e := range now.Entities {
			reach := reachIn(now, e)
			if !reach.exceeds(reachIn(known[now.Action], e)) {
				continue
			}
			one.Entities = append(one.Entities, e)
			unlimited = unlimited || reach.unlimited
			if reach.limit.Minor >= highest.Minor {
				highest = reach.limit
			}
		}
		if len(one.Entities) == 0 {
			continue
		}
		if !unlimited {
			one.Limit = &highest
		}
		one.Paths = newPaths(known[now.Action], now, one.Entities)
		list = append(list, one)
	}
	return list
}

// reach is how far somebody may go in one entity.
type reach struct {
	held, unlimited bool
	limit           domain.Money
}

func reachIn(access *domain.EffectiveAccess, entity domain.EntityID) (r reach) {
	if access == nil {
		return r
	}
	for i := range access.Paths {
		p := &access.Paths[i]
		switch {
		case !slices.Contains(p.EntityIDs, entity):
		case p.Limit == nil:
			r.held, r.unlimited = true, true
		case !r.held || p.Limit.Minor > r.limit.Minor:
			r.held, r.limit = true, *p.Limit
		}
	}
	return r
}

// exceeds says whether r reaches further than other.
func (r reach) exceeds(other reach) bool {
	switch {
	case !r.held || other.unlimited:
		return false
	case !other.held || r.unlimited:
		return true
	}
	return r.limit.Minor > other.limit.Minor
}

// newPaths are the paths of now into the entities that before did not have. When all are old ones, whose terms moved, it
// is all of them.
func newPaths(before, now *domain.EffectiveAccess, entities []domain.EntityID) []domain.AccessPath {
	var there, fresh []domain.AccessPath
	for _, p := range now.Paths {
		if !slices.ContainsFunc(p.EntityIDs, func(e domain.EntityID) bool { return slices.Contains(entities, e) }) {
			continue
		}
		there = append(there, p)
		if before == nil || !slices.ContainsFunc(before.Paths, func(old domain.AccessPath) bool { return old.Sentence == p.Sentence }) {
			fresh = append(fresh, p)
		}
	}
	if len(fresh) == 0 {
		return there
	}
	return fresh
}

// appeared lists the conflicts of now that were not there before: in other entities, or accepted then and open now.
func appeared(before, now []domain.SodConflict) []domain.SodConflict {
	list := beyond(before, now)
	for _, c := range now {
		was := conflictOf(before, c.Rule.Key)
		if was != nil && was.State == domain.ConflictMitigated && c.State == domain.ConflictOpen && conflictOf(list, c.Rule.Key) == nil {
			list = append(list, c)
		}
	}
	return list
}

// beyond lists the conflicts of one person in entities in which the same rule is not broken among others.
func beyond(others, list []domain.SodConflict) []domain.SodConflict {
	var found []domain.SodConflict
	for _, c := range list {
		if other := conflictOf(others, c.Rule.Key); other != nil {
			c.Entities = slices.DeleteFunc(slices.Clone(c.Entities), func(e domain.EntityID) bool { return slices.Contains(other.Entities, e) })
		}
		if len(c.Entities) > 0 {
			found = append(found, c)
		}
	}
	return found
}

func conflictOf(list []domain.SodConflict, rule string) *domain.SodConflict {
	for i := range list {
		if list[i].Rule.Key == rule {
			return &list[i]
		}
	}
	return nil
}
