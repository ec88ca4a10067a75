package authz

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"countersign/domain"
)

const (
	// maxDepth is how many roles a chain of inheritance may be long. People lose sight of longer ones.
	maxDepth = 5
	// maxRows is how many grants one person may hold in one entity: an evaluator takes about a microsecond for each.
	maxRows = 200
)

var (
	roleKey = regexp.MustCompile(`^[a-z][a-z0-9_]{0,62}$`)
	ruleKey = regexp.MustCompile(`^[A-Z][A-Z0-9-]{0,30}$`)
)

// checker gathers what is wrong with a rulebook.
type checker struct {
	domain.Violations
	book   domain.Rulebook
	roles  map[string]domain.Role
	named  map[domain.UUID]string // key of the role that has this id, as its own or as its key
	chains map[link]int
}

// link is a role and how far a chain is followed from it.
type link struct {
	role string
	most int
}

// check refuses a rulebook that is not exactly as it must be: what Casbin would pass over in silence is named here.
func check(book domain.Rulebook) error {
	c := &checker{book: book, roles: map[string]domain.Role{}, named: map[domain.UUID]string{}, chains: map[link]int{}}
	c.frame()
	c.checkRoles()
	c.checkGrants()
	c.checkRules()
	return c.Err()
}

func (c *checker) frame() {
	if c.book.Version <= 0 {
		c.Add("version", "version", "The rulebook has no version above 0.")
	}
	if !c.book.Currency.Valid() {
		c.Add("currency", "currency", "The rulebook does not name the group's currency.")
	}
	if len(c.book.Entities) == 0 {
		c.Add("entities", "empty", "The rulebook knows no entity.")
	}
	seen := map[string]domain.EntityID{}
	for _, id := range slices.Sorted(maps.Keys(c.book.Entities)) {
		code := c.book.Entities[id]
		at := fmt.Sprintf("entities[%d]", id)
		if id <= 0 {
			c.Add(at, "entity", "Entity %d is not a legal entity.", id)
		}
		if code == "" {
			c.Add(at, "entity", "Entity %d has no code.", id)
		} else if other, twice := seen[code]; twice {
			c.Add(at, "duplicate", "Entities %d and %d are both called %s.", other, id, code)
		}
		seen[code] = id
	}
	for i, person := range c.book.Inactive {
		if person.IsZero() {
			c.Add(fmt.Sprintf("inactive[%d]", i), "id", "A person who has left has no id.")
		}
	}
}

func (c *checker) checkRoles() {
	if len(c.book.Roles) == 0 {
		c.Add("roles", "empty", "The rulebook has no role.")
	}
	for i, r := range c.book.Roles {
		at := fmt.Sprintf("roles[%d]", i)
		if !roleKey.MatchString(r.Key) {
			c.Add(at+".key", "key", "%q is not a key of a role: lower-case letters, digits and underscores.", r.Key)
		}
		if _, twice := c.roles[r.Key]; twice {
			c.Add(at+".key", "duplicate", "Two roles have the key %s.", r.Key)
		}
		c.roles[r.Key] = r
		c.name(r)
		if r.Name == "" {
			c.Add(at+".name", "name", "The role %s has no name.", r.Key)
		}
		if len(r.Actions)+len(r.Inherits) == 0 {
			c.Add(at+".actions", "empty", "The role %s gives nothing.", r.Key)
		}
		c.checkActions(at+".actions", "The role "+r.Key, r.Actions)
	}
	for i, r := range c.book.Roles {
		c.checkInherits(fmt.Sprintf("roles[%d].inherits", i), r)
	}
}

func (c *checker) checkInherits(at string, r domain.Role) {
	for i, key := range r.Inherits {
		if _, known := c.roles[key]; !known {
			c.Add(at, "role", "The role %s inherits %q, which is not a role.", r.Key, key)
		}
		if slices.Contains(r.Inherits[:i], key) {
			c.Add(at, "duplicate", "The role %s inherits %s twice.", r.Key, key)
		}
	}
	if c.reaches(r.Key, r.Key, map[string]bool{}) {
		c.Add(at, "circle", "The role %s inherits itself.", r.Key)
	} else if c.chain(r.Key, maxDepth+1) > maxDepth {
		c.Add(at, "depth", "The role %s stands on a chain of more than %d roles.", r.Key, maxDepth)
	}
}

// reaches says whether inheritance leads from one role to another.
func (c *checker) reaches(from, to string, seen map[string]bool) bool {
	for _, next := range c.roles[from].Inherits {
		if next == to {
			return true
		}
		if !seen[next] {
			seen[next] = true
			if c.reaches(next, to, seen) {
				return true
			}
		}
	}
	return false
}

// chain is how many roles the longest chain from the role has, itself counted, up to most.
func (c *checker) chain(key string, most int) int {
	if most == 0 {
		return 0
	}
	at := link{key, most}
	if known, ok := c.chains[at]; ok {
		return known
	}
	longest := 0
	for _, next := range c.roles[key].Inherits {
		longest = max(longest, c.chain(next, most-1))
	}
	c.chains[at] = longest + 1
	return longest + 1
}

func (c *checker) checkActions(at, whose string, actions []domain.Action) {
	for i, action := range actions {
		if _, known := acts[action]; !known {
			c.Add(at, "action", "%s names %q, which is not an action.", whose, string(action))
		}
		if slices.Contains(actions[:i], action) {
			c.Add(at, "duplicate", "%s names %s twice.", whose, string(action))
		}
	}
}

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
	if name, system := systemNames[person]; system {
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
		return
	}
	if _, err := instantWord(g.ValidTo); err != nil {
		c.Add(at+".validTo", "time", "Grant %d ends at no time that can be written.", i)
	}
	if !g.ValidTo.After(g.ValidFrom) {
		c.Add(at+".validTo", "time", "Grant %d ends on %s, before it begins.", i, g.ValidTo.UTC().Format(time.DateOnly))
	}
}

func (c *checker) checkRules() {
	if len(c.book.Rules) == 0 {
		c.Add("rules", "empty", "The rulebook has no segregation rule.")
	}
	seen := map[string]bool{}
	for i, r := range c.book.Rules {
		at := fmt.Sprintf("rules[%d]", i)
		if !ruleKey.MatchString(r.Key) {
			c.Add(at+".key", "key", "%q is not a key of a rule: capitals, digits and hyphens.", r.Key)
		}
		if seen[r.Key] {
			c.Add(at+".key", "duplicate", "Two rules have the key %s.", r.Key)
		}
		seen[r.Key] = true
		if r.Name == "" {
			c.Add(at+".name", "name", "The rule %s has no name.", r.Key)
		}
		if r.Mode != domain.DutyPrevent && r.Mode != domain.DutyDetect {
			c.Add(at+".mode", "effect", "The rule %s has the effect %q: it must be PREVENT or DETECT.", r.Key,
				string(r.Mode))
		}
		if r.Critical && r.Mode != domain.DutyPrevent {
			c.Add(at+".mode", "effect", "The rule %s is critical and does not prevent.", r.Key)
		}
		if len(r.Left) == 0 || len(r.Right) == 0 {
			c.Add(at, "empty", "The rule %s has a side without an action.", r.Key)
		}
		c.checkActions(at+".left", "The rule "+r.Key, r.Left)
		c.checkActions(at+".right", "The rule "+r.Key, r.Right)
		for _, action := range r.Left {
			if r.Mode == domain.DutyPrevent && slices.Contains(r.Right, action) {
				c.Add(at, "sides", "The rule %s has %s on both sides, so that nobody could do it twice.", r.Key,
					string(action))
			}
		}
	}
}
