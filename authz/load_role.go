package authz

import (
	"fmt"
	"slices"

	"countersign/domain"
)

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
		c.checkGrantable(at+".actions", "The role "+r.Key, r.Actions)
	}
	for i, r := range c.book.Roles {
		c.checkInherits(fmt.Sprintf("roles[%d].inherits", i), r)
	}
}

// checkGrantable refuses ways to stand towards a record: they are not given to anybody.
func (c *checker) checkGrantable(at, whose string, actions []domain.Action) {
	for _, action := range actions {
		if action.Stands() {
			c.Add(at, "action", "%s names %s, which nobody can be granted.", whose, string(action))
		}
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
