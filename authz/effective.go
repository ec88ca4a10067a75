package authz

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"countersign/domain"
)

// Snapshot is the rulebook that the gate answers by at the moment, nil without one.
func (g *Gate) Snapshot() *Snapshot { return g.snapshot.Load() }

// Version is that of the rulebook.
func (s *Snapshot) Version() int64 { return s.version }

// Book is the rulebook itself. It must not be changed.
func (s *Snapshot) Book() domain.Rulebook { return s.book }

// Gate answers by this rulebook and no other, for questions about another time or a draft.
func (s *Snapshot) Gate() *Gate { return NewGate(s) }

// way is one path with what makes it comparable.
type way struct {
	domain.AccessPath
	until time.Time // zero is open
}

// Access lists everything that a person or service account may do at the instant, in the order of the actions, whatever
// the record: duties used on a record can still forbid the act there.
func (s *Snapshot) Access(person domain.UUID, at time.Time) []domain.EffectiveAccess {
	var all []domain.EffectiveAccess
	ways := s.ways(person)
	for _, action := range domain.Actions() {
		if one := s.effective(person, action, inForce(ways[action], at)); one != nil {
			all = append(all, *one)
		}
	}
	return all
}

func inForce(ways []way, at time.Time) []way {
	var now []way
	for _, w := range ways {
		if !at.Before(w.ValidFrom) && (w.until.IsZero() || at.Before(w.until)) {
			now = append(now, w)
		}
	}
	return now
}

// effective gathers ways into one answer, nil without any.
func (s *Snapshot) effective(person domain.UUID, action domain.Action, ways []way) *domain.EffectiveAccess {
	if len(ways) == 0 {
		return nil
	}
	one := &domain.EffectiveAccess{Person: person, Action: action}
	seen, highest, unlimited := map[domain.EntityID]bool{}, domain.Money{}, false
	for _, w := range ways {
		one.Paths = joined(one.Paths, w.AccessPath)
		for _, e := range w.EntityIDs {
			seen[e] = true
		}
		if w.Limit == nil {
			unlimited = true
		} else if highest.IsZero() || w.Limit.Minor > highest.Minor {
			highest = *w.Limit
		}
	}
	if !unlimited {
		one.Limit = &highest
	}
	one.Entities = slices.Sorted(maps.Keys(seen))
	return one
}

// joined is paths with one more, or with one that reaches further when the same grant leads there in two times.
func joined(paths []domain.AccessPath, p domain.AccessPath) []domain.AccessPath {
	at := slices.IndexFunc(paths, func(old domain.AccessPath) bool {
		return old.GrantID == p.GrantID && old.DelegationID == p.DelegationID
	})
	if at < 0 {
		return append(paths, p)
	}
	all := slices.Concat(paths[at].EntityIDs, p.EntityIDs)
	slices.Sort(all)
	paths[at].EntityIDs = slices.Compact(all)
	return paths
}

// ways are all paths of a person by action, those of the past and of the future too. Standing grants, emergency access
// and what was delegated to them count; a service account has no way to what only people may.
func (s *Snapshot) ways(person domain.UUID) map[domain.Action][]way {
	ways := map[domain.Action][]way{}
	if s.gone[person] {
		return ways
	}
	account, machine := s.services[person]
	if machine && s.gone[account.Owner] {
		return ways
	}
	for _, g := range s.grantsOf(person) {
		for _, action := range domain.Actions() {
			if !g.role.carries(acts[action]) || machine && acts[action].human {
				continue
			}
			w := way{s.path(g, nil, action), g.ValidTo}
			if machine {
				w.until = earlier(w.until, account.ValidTo)
			}
			ways[action] = append(ways[action], w)
		}
	}
	for _, from := range s.lenders(person) {
		s.lentWays(person, s.lent[pair{from, person}], ways)
	}
	return ways
}

// Lapsed are the delegations that lend nothing any more, now or later, though their time is not over: who gave it, or who
// received it, no longer has the right that it rests on.
func (s *Snapshot) Lapsed(at time.Time) []domain.Delegation {
	var lapsed []domain.Delegation
	for _, d := range s.book.Delegations {
		if !d.ValidTo.After(at) {
			continue
		}
		lends := false
		for _, ways := range s.ways(d.To) {
			lends = lends || slices.ContainsFunc(ways, func(w way) bool { return w.DelegationID == d.ID && (w.until.IsZero() || w.until.After(at)) })
		}
		if !lends {
			lapsed = append(lapsed, d)
		}
	}
	return lapsed
}

// lentWays adds what each loan, each of the delegator's grants and each right of the person's own give together.
func (s *Snapshot) lentWays(person domain.UUID, loans []*lending, ways map[domain.Action][]way) {
	for _, l := range loans {
		for _, g := range s.grantsOf(l.From) {
			for _, own := range s.grantsOf(person) {
				where := both(both(g.Entities, l.Entities), own.Entities)
				from := later(later(g.ValidFrom, l.ValidFrom), own.ValidFrom)
				until := earlier(earlier(g.ValidTo, l.ValidTo), own.ValidTo)
				if g.Emergency != "" || own.Emergency != "" || len(where) == 0 || !until.IsZero() && !from.Before(until) {
					continue
				}
				for _, action := range l.Actions {
					if g.role.carries(acts[action]) {
						w := way{s.path(g, l, action), until}
						w.EntityIDs, w.ValidFrom = where, from
						ways[action] = append(ways[action], w)
					}
				}
			}
		}
	}
}

func (s *Snapshot) grantsOf(person domain.UUID) []*grant {
	if h := s.people[person]; h != nil {
		return h.grants
	}
	return nil
}

// People are everybody who holds anything or was lent something, in order of ids; service accounts included.
func (s *Snapshot) People() []domain.UUID {
	all := slices.Collect(maps.Keys(s.people))
	for at := range s.lent {
		all = append(all, at.to)
	}
	slices.SortFunc(all, compareUUID)
	return slices.Compact(all)
}

// Conflicts are the rules of which a person holds both sides at the instant or will, each once: static segregation. Both
// sides must meet in an entity and in time. Rules that only detect are listed too.
func (s *Snapshot) Conflicts(person domain.UUID, at time.Time) []domain.SodConflict {
	var found []domain.SodConflict
	ways := s.ways(person)
	for i := range s.book.Rules {
		rule := &s.book.Rules[i]
		left, right := gatherWays(ways, rule.Left), gatherWays(ways, rule.Right)
		if c := s.meet(rule, person, left, right, at); c != nil {
			found = append(found, *c)
		}
	}
	return found
}

func gatherWays(ways map[domain.Action][]way, actions []domain.Action) []way {
	var all []way
	for _, action := range actions {
		all = append(all, ways[action]...)
	}
	return all
}

// meet finds where and since when the two sides of a rule overlap, nil when they do not.
func (s *Snapshot) meet(rule *domain.DutyRule, person domain.UUID, left, right []way, at time.Time) *domain.SodConflict {
	c := &domain.SodConflict{Rule: rule, Person: person, Kind: domain.ConflictPotential, State: domain.ConflictOpen}
	where, inLeft, inRight := map[domain.EntityID]bool{}, map[string]way{}, map[string]way{}
	for _, l := range left {
		for _, r := range right {
			from, to := later(l.ValidFrom, r.ValidFrom), earlier(l.until, r.until)
			common := commonEntities(l.EntityIDs, r.EntityIDs)
			if len(common) == 0 || !to.IsZero() && (!from.Before(to) || !at.Before(to)) {
				continue
			}
			for _, e := range common {
				where[e] = true
			}
			inLeft[l.Sentence], inRight[r.Sentence] = l, r
			if c.Since.IsZero() || from.Before(c.Since) {
				c.Since = from
			}
		}
	}
	if len(where) == 0 {
		return nil
	}
	c.Entities = slices.Sorted(maps.Keys(where))
	c.Left, c.Right = pathsOf(inLeft), pathsOf(inRight)
	for _, m := range s.relaxed[accepted{rule.Key, person}] {
		if m.In(at) {
			c.State, c.Mitigation = domain.ConflictMitigated, &m
		}
	}
	return c
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// commonEntities is where two ways meet. What is held for the group reaches everything.
func commonEntities(a, b []domain.EntityID) []domain.EntityID {
	common := both(a, b)
	if slices.Contains(a, 0) {
		common = append(common, b...)
	}
	if slices.Contains(b, 0) {
		common = append(common, a...)
	}
	return common
}

func pathsOf(ways map[string]way) []domain.AccessPath {
	paths := make([]domain.AccessPath, 0, len(ways))
	for _, w := range ways {
		paths = append(paths, w.AccessPath)
	}
	slices.SortFunc(paths, func(a, b domain.AccessPath) int { return cmp.Compare(a.Sentence, b.Sentence) })
	return slices.CompactFunc(paths, func(a, b domain.AccessPath) bool { return a.Sentence == b.Sentence })
}
