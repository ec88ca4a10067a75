package authz

import (
	"fmt"
	"slices"
	"time"

	"countersign/domain"
)

func (c *checker) checkGrants() {
	if len(c.book.Grants) == 0 {
		c.Add("grants", "empty", "The rulebook grants nothing to anybody.")
	}
	type place struct {
		person domain.UUID
		entity domain.EntityID
	}
	seen, rows := map[domain.UUID]bool{}, map[place]int{}
	for i, g := range c.book.Grants {
		at := fmt.Sprintf("grants[%d]", i)
		if g.ID.IsZero() || seen[g.ID] {
			c.Add(at+".id", "id", "Grant %d has no id of its own.", i)
		}
		seen[g.ID] = true
		c.checkPerson(at+".person", g.Person)
		if _, known := c.roles[g.Role]; !known {
			c.Add(at+".role", "role", "Grant %d is of %q, which is not a role.", i, g.Role)
		}
		c.checkEntities(at+".entities", i, g.Entities)
		c.checkLimit(at+".limit", i, g.Limit)
		c.checkTime(at, i, g)
		for _, e := range g.Entities {
			rows[place{g.Person, e}]++
			if rows[place{g.Person, e}] == maxRows+1 {
				c.Add(at, "rows", "A person has more than %d grants in entity %d.", maxRows, e)
			}
		}
	}
}

// checkPerson refuses whom a grant cannot be given to. A person never becomes a role by bearing its id.
func (c *checker) checkPerson(at string, person domain.UUID) {
	if person.IsZero() {
		c.Add(at, "person", "A grant names nobody.")
	}
	if name, machine := c.house[person]; machine {
		c.Add(at, "person", "The part of the house called %s cannot be granted a role.", name)
	}
	if key, taken := c.named[person]; taken {
		c.Add(at, "person", "The id of a person is also that of the role %s.", key)
	}
}

// name notes under which ids the role could be mistaken for a person.
func (c *checker) name(r domain.Role) {
	if !r.ID.IsZero() {
		c.named[r.ID] = r.Key
	}
	if id, err := domain.ParseUUID(r.Key); err == nil {
		c.named[id] = r.Key
	}
}

func (c *checker) checkEntities(at string, i int, entities []domain.EntityID) {
	if len(entities) == 0 {
		c.Add(at, "empty", "Grant %d covers no entity.", i)
	}
	for j, e := range entities {
		if _, known := c.book.Entities[e]; !known && e != 0 {
			c.Add(at, "entity", "Grant %d covers entity %d, which is not on file.", i, e)
		}
		if slices.Contains(entities[:j], e) {
			c.Add(at, "duplicate", "Grant %d covers entity %d twice.", i, e)
		}
	}
}

func (c *checker) checkLimit(at string, i int, limit domain.Money) {
	switch {
	case limit == domain.Money{}:
	case limit.Currency != c.book.Currency:
		c.Add(at, "currency", "The limit of grant %d is in %q, not in the group's %s.", i, string(limit.Currency),
			string(c.book.Currency))
	case limit.Minor < 0:
		c.Add(at, "limit", "The limit of grant %d is below zero.", i)
	}
}

func (c *checker) checkTime(at string, i int, g domain.Grant) {
	if _, err := instantWord(g.ValidFrom); err != nil {
		c.Add(at+".validFrom", "time", "Grant %d does not say from when it is valid.", i)
	}
	if g.ValidTo.IsZero() {
		if g.Emergency != "" {
			c.Add(at+".validTo", "time", "Grant %d is emergency access without an end.", i)
		}
		return
	}
	if _, err := instantWord(g.ValidTo); err != nil {
		c.Add(at+".validTo", "time", "Grant %d ends at no time that can be written.", i)
	}
	if !g.ValidTo.After(g.ValidFrom) {
		c.Add(at+".validTo", "time", "Grant %d ends on %s, before it begins.", i, g.ValidTo.UTC().Format(time.DateOnly))
	}
	if g.Emergency != "" && g.ValidTo.Sub(g.ValidFrom) > maxEmergency {
		c.Add(at+".validTo", "time", "Grant %d is emergency access for longer than %d hours.", i, int(maxEmergency.Hours()))
	}
}
