package authz

import (
	"fmt"
	"slices"
	"time"

	"countersign/domain"
)

// neverLent are rights that nobody can lend: to lend what was lent would be a chain, and emergency access is a named
// person's.
var neverLent = []domain.Action{domain.Delegate, domain.UseEmergency}

// isMachine says whether an id is that of a service account or of a part of the house.
func (c *checker) isMachine(id domain.UUID) bool {
	_, house := c.house[id]
	return house || slices.ContainsFunc(c.book.Services, func(s domain.ServiceAccount) bool { return s.ID == id })
}

// checkServices refuses machines without owner or end, and those that would agree to something.
func (c *checker) checkServices() {
	known := map[domain.UUID]bool{}
	for i, s := range c.book.Services {
		at := fmt.Sprintf("services[%d]", i)
		_, house := c.house[s.ID]
		if s.ID.IsZero() || known[s.ID] || house {
			c.Add(at+".id", "id", "Service account %d has no id of its own.", i)
		}
		known[s.ID] = true
		if s.Name == "" {
			c.Add(at+".name", "name", "Service account %d has no name.", i)
		}
		if s.Owner.IsZero() || c.isMachine(s.Owner) {
			c.Add(at+".owner", "owner", "The service account %s has no person as its owner.", s.Name)
		}
		if s.ValidTo.IsZero() {
			c.Add(at+".validTo", "time", "The service account %s has no end date.", s.Name)
		}
	}
	for i, g := range c.book.Grants {
		if !known[g.Person] {
			continue
		}
		if g.Emergency != "" {
			c.Add(fmt.Sprintf("grants[%d].person", i), "machine", "Grant %d is emergency access for a machine.", i)
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
	known := map[domain.UUID]bool{}
	for i, d := range c.book.Delegations {
		at := fmt.Sprintf("delegations[%d]", i)
		if d.ID.IsZero() || known[d.ID] || d.From.IsZero() || d.To.IsZero() {
			c.Add(at, "id", "Delegation %d does not say who delegates what to whom.", i)
		}
		known[d.ID] = true
		if d.From == d.To {
			c.Add(at+".to", "self", "Delegation %d is to the delegator.", i)
		}
		if c.isMachine(d.To) || c.isMachine(d.From) {
			c.Add(at+".to", "machine", "Delegation %d is from or to a machine.", i)
		}
		if len(d.Actions) == 0 {
			c.Add(at+".actions", "empty", "Delegation %d lends nothing.", i)
		}
		c.checkActions(at+".actions", fmt.Sprintf("Delegation %d", i), d.Actions)
		c.checkGrantable(at+".actions", fmt.Sprintf("Delegation %d", i), d.Actions)
		for _, action := range d.Actions {
			if slices.Contains(neverLent, action) {
				c.Add(at+".actions", "chain", "Delegation %d lends %s, which cannot be lent.", i, string(action))
			}
		}
		c.checkEntities(at+".entities", i, d.Entities)
		c.checkLimit(at+".limit", i, d.Limit)
		c.checkSpell(at, "Delegation", i, d.ValidFrom, d.ValidTo, domain.MaxDelegation)
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
	known := map[domain.UUID]bool{}
	for i, m := range c.book.Mitigations {
		at := fmt.Sprintf("mitigations[%d]", i)
		if m.ID.IsZero() || known[m.ID] || m.Person.IsZero() {
			c.Add(at, "id", "Mitigation %d does not say whose conflict is accepted.", i)
		}
		known[m.ID] = true
		if !slices.ContainsFunc(c.book.Rules, func(r domain.DutyRule) bool { return r.Key == m.Rule }) {
			c.Add(at+".rule", "rule", "Mitigation %d is of %q, which is not a rule.", i, m.Rule)
		}
		if m.Control == "" {
			c.Add(at+".control", "empty", "Mitigation %d does not say what is done instead.", i)
		}
		if m.Owner.IsZero() || m.Owner == m.Person {
			c.Add(at+".owner", "owner", "Mitigation %d needs an owner other than the person who benefits.", i)
		}
		c.checkSpell(at, "Mitigation", i, m.ValidFrom, m.ValidTo, domain.MaxMitigation)
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
