package authz

import (
	"fmt"
	"slices"
	"time"

	"countersign/domain"
)

const (
	// maxDelegation is how long a delegation lasts at most: longer than a leave, shorter than a habit.
	maxDelegation = 92 * 24 * time.Hour
	// maxMitigation is how long a conflict is accepted at most before somebody looks again.
	maxMitigation = 366 * 24 * time.Hour
)

// checkServices refuses machines without owner or end, and those that would agree to something.
func (c *checker) checkServices() {
	owners := map[domain.UUID]bool{}
	for i, s := range c.book.Services {
		at := fmt.Sprintf("services[%d]", i)
		if s.ID.IsZero() || owners[s.ID] {
			c.Add(at+".id", "id", "Service account %d has no id of its own.", i)
		}
		owners[s.ID] = true
		if s.Name == "" {
			c.Add(at+".name", "name", "Service account %d has no name.", i)
		}
		if s.Owner.IsZero() {
			c.Add(at+".owner", "owner", "The service account %s has no owner.", s.Name)
		}
		if s.ValidTo.IsZero() {
			c.Add(at+".validTo", "time", "The service account %s has no end date.", s.Name)
		}
	}
	for i, g := range c.book.Grants {
		if !owners[g.Person] {
			continue
		}
		for _, action := range c.gives(g.Role, map[string]bool{}) {
			if acts[action].human {
				c.Add(fmt.Sprintf("grants[%d].role", i), "machine", "The role %s gives %s, which a service account may not have.", g.Role, string(action))
			}
		}
	}
}

// gives lists what a role carries with all that it inherits, circles or not.
func (c *checker) gives(key string, seen map[string]bool) []domain.Action {
	if seen[key] {
		return nil
	}
	seen[key] = true
	r := c.roles[key]
	all := slices.Clone(r.Actions)
	for _, above := range r.Inherits {
		all = append(all, c.gives(above, seen)...)
	}
	return all
}

// checkDelegations refuses what would be a chain, a circle, a present to oneself, or without end.
func (c *checker) checkDelegations() {
	for i, d := range c.book.Delegations {
		at := fmt.Sprintf("delegations[%d]", i)
		if d.ID.IsZero() || d.From.IsZero() || d.To.IsZero() {
			c.Add(at, "id", "Delegation %d does not say who delegates what to whom.", i)
		}
		if d.From == d.To {
			c.Add(at+".to", "self", "Delegation %d is to the delegator.", i)
		}
		if slices.ContainsFunc(c.book.Services, func(s domain.ServiceAccount) bool { return s.ID == d.To || s.ID == d.From }) {
			c.Add(at+".to", "machine", "Delegation %d is from or to a machine.", i)
		}
		if len(d.Actions) == 0 {
			c.Add(at+".actions", "empty", "Delegation %d lends nothing.", i)
		}
		c.checkActions(at+".actions", fmt.Sprintf("Delegation %d", i), d.Actions)
		c.checkGrantable(at+".actions", fmt.Sprintf("Delegation %d", i), d.Actions)
		c.checkEntities(at+".entities", i, d.Entities)
		c.checkLimit(at+".limit", i, d.Limit)
		c.checkSpell(at, "Delegation", i, d.ValidFrom, d.ValidTo, maxDelegation)
		for j, other := range c.book.Delegations[:i] {
			overlaps := d.ValidFrom.Before(other.ValidTo) && other.ValidFrom.Before(d.ValidTo)
			if overlaps && (d.From == other.To || d.To == other.From) && slices.ContainsFunc(d.Actions, func(a domain.Action) bool { return slices.Contains(other.Actions, a) }) {
				c.Add(at, "chain", "Delegations %d and %d are a chain: what was delegated cannot be delegated on.", j, i)
			}
		}
	}
}

// checkMitigations refuses accepted conflicts without a control, an owner other than who benefits, or an end.
func (c *checker) checkMitigations() {
	for i, m := range c.book.Mitigations {
		at := fmt.Sprintf("mitigations[%d]", i)
		if m.ID.IsZero() || m.Person.IsZero() {
			c.Add(at, "id", "Mitigation %d does not say whose conflict is accepted.", i)
		}
		if !slices.ContainsFunc(c.book.Rules, func(r domain.DutyRule) bool { return r.Key == m.Rule }) {
			c.Add(at+".rule", "rule", "Mitigation %d is of %q, which is not a rule.", i, m.Rule)
		}
		if m.Control == "" {
			c.Add(at+".control", "empty", "Mitigation %d does not say what is done instead.", i)
		}
		if m.Owner.IsZero() || m.Owner == m.Person {
			c.Add(at+".owner", "owner", "Mitigation %d needs an owner other than the person who benefits.", i)
		}
		c.checkSpell(at, "Mitigation", i, m.ValidFrom, m.ValidTo, maxMitigation)
	}
}

// checkSpell refuses a time without end, backwards, or too long.
func (c *checker) checkSpell(at, what string, i int, from, to time.Time, most time.Duration) {
	_, errFrom := instantWord(from)
	_, errTo := instantWord(to)
	switch {
	case errFrom != nil || errTo != nil:
		c.Add(at+".validTo", "time", "%s %d has no beginning or no end.", what, i)
	case !to.After(from):
		c.Add(at+".validTo", "time", "%s %d ends before it begins.", what, i)
	case to.Sub(from) > most:
		c.Add(at+".validTo", "time", "%s %d lasts longer than %d days.", what, i, int(most.Hours()/24))
	}
}
