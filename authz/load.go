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
	// maxEmergency is how long emergency access lasts at most: until somebody else is awake.
	maxEmergency = 24 * time.Hour
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
	house  map[domain.UUID]string // name of the part of the house that has this id
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
	c := &checker{book: book, house: systems.ids(), roles: map[string]domain.Role{}, named: map[domain.UUID]string{},
		chains: map[link]int{}}
	c.frame()
	c.checkRoles()
	c.checkGrants()
	c.checkRules()
	c.checkServices()
	c.checkDelegations()
	c.checkMitigations()
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
