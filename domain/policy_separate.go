package domain

import (
	"slices"
	"strconv"
)

// separate makes sure that every step can be taken by somebody of its own. Whoever alone can take one step leaves the
// others; where that leaves a step with too few, the route is blocked, for it could never be finished.
func (b *routeBuilder) separate() error {
	for again := true; again; {
		again = false
		for _, alone := range b.steps {
			if len(alone.people) != 1 {
				continue
			}
			for _, s := range b.steps {
				at := slices.Index(s.people, alone.people[0])
				if s == alone || at < 0 {
					continue
				}
				b.free(s, alone.people[0]) // keeps the reason
				s.people = slices.Delete(slices.Clone(s.people), at, at+1)
				if len(s.people) == 0 {
					return b.blocked(s, "the only person who could take it takes step "+strconv.Itoa(alone.order))
				}
				again = true
			}
		}
	}
	if s := b.unseated(); s != nil {
		return b.blocked(s, "too few people may approve this invoice for each to take one step")
	}
	return nil
}

// unseated finds a step that is left over when every person takes at most one: the first without an augmenting path in
// the matching of steps and people.
func (b *routeBuilder) unseated() *routeStep {
	takes := map[UUID]*routeStep{}
	var seat func(s *routeStep, tried map[UUID]bool) bool
	seat = func(s *routeStep, tried map[UUID]bool) bool {
		for _, person := range s.people {
			if tried[person] {
				continue
			}
			tried[person] = true
			if other := takes[person]; other == nil || seat(other, tried) {
				takes[person] = s
				return true
			}
		}
		return false
	}
	for _, s := range b.steps {
		if !seat(s, map[UUID]bool{}) {
			return s
		}
	}
	return nil
}

// WhyNot tells why a person is not asked, in sentences about them; nil when they are, as Asked says or the steps of the
// route. Route may be nil.
func (e *RouteExplanation) WhyNot(route *ApprovalRoute, person UUID) []DenyReason {
	if slices.Contains(e.Asked, person) {
		return nil
	}
	if route != nil {
		for _, s := range route.Steps {
			if slices.ContainsFunc(s.Approvers, func(u *User) bool { return u != nil && u.ID.UUID == person }) {
				return nil
			}
		}
	}
	var reasons []DenyReason
	for _, x := range e.Excluded {
		if x.Person == person && !slices.ContainsFunc(reasons, func(r DenyReason) bool { return r.Message == x.Reason.Message }) {
			reasons = append(reasons, x.Reason)
		}
	}
	if len(reasons) > 0 {
		return reasons
	}
	text := "No row of the policy fits, so nobody is asked."
	switch row := e.Chosen; {
	case row != nil && row.Then.Automatic:
		text = "Row “" + row.Name + "” asks nobody."
	case row != nil:
		text = "Row “" + row.Name + "” asks others: they hold none of its roles and are not above the owner of the cost centre."
	}
	return []DenyReason{{Code: DenyNotAssigned, Message: text}}
}
