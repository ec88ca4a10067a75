package domain

import (
	"slices"
	"time"
)

// RoleByKey is a role of the rulebook, nil when there is none.
func (b *Rulebook) RoleByKey(key string) *Role {
	for i := range b.Roles {
		if b.Roles[i].Key == key {
			return &b.Roles[i]
		}
	}
	return nil
}

// RuleByKey is a segregation rule of the rulebook, nil when there is none.
func (b *Rulebook) RuleByKey(key string) *DutyRule {
	for i := range b.Rules {
		if b.Rules[i].Key == key {
			return &b.Rules[i]
		}
	}
	return nil
}

// Accepted is the mitigation under which both instants fell for a person and a rule, nil when there is none.
func (b *Rulebook) Accepted(rule string, person UUID, first, last time.Time) *Mitigation {
	for i := range b.Mitigations {
		if m := &b.Mitigations[i]; m.Rule == rule && m.Person == person && m.In(first) && m.In(last) {
			return m
		}
	}
	return nil
}

// Carries lists what a role gives with all that it inherits, in the order of Actions.
func (b *Rulebook) Carries(key string) []Action {
	has := map[Action]bool{}
	b.gather(key, map[string]bool{}, has)
	return slices.DeleteFunc(Actions(), func(a Action) bool { return !has[a] })
}

func (b *Rulebook) gather(key string, seen map[string]bool, has map[Action]bool) {
	r := b.RoleByKey(key)
	if r == nil || seen[key] {
		return
	}
	seen[key] = true
	for _, a := range r.Actions {
		has[a] = true
	}
	for _, above := range r.Inherits {
		b.gather(above, seen, has)
	}
}

// InternalConflicts are the rules of which a role gives both sides, so that nobody can hold it without a conflict.
func (b *Rulebook) InternalConflicts(key string) []*DutyRule {
	carried := b.Carries(key)
	gives := func(side []Action) bool {
		return slices.ContainsFunc(side, func(a Action) bool { return slices.Contains(carried, a) })
	}
	var found []*DutyRule
	for i := range b.Rules {
		if gives(b.Rules[i].Left) && gives(b.Rules[i].Right) {
			found = append(found, &b.Rules[i])
		}
	}
	return found
}

// Recorded says whether doing the action leaves an event. Looking does not.
func (a Action) Recorded() bool {
	return a != ViewInvoice && a != ReadAudit && a != ReadSchema && !a.Stands()
}

// RoleChanges is what differs between two versions of a role; nil stands for one that is not there.
func RoleChanges(before, after *Role) []Change {
	var changes []Change
	told := func(path, was, is string) {
		if was != is {
			changes = append(changes, Change{Path: path, Before: optional(was), After: optional(is)})
		}
	}
	was, is := orZeroRole(before), orZeroRole(after)
	told("key", was.Key, is.Key)
	told("name", was.Name, is.Name)
	told("purpose", was.Purpose, is.Purpose)
	for _, a := range append(Actions(), Stands()...) {
		told("actions."+string(a), held(was.Actions, a), held(is.Actions, a))
	}
	for _, key := range was.Inherits {
		told("inherits."+key, "yes", held(is.Inherits, key))
	}
	for _, key := range is.Inherits {
		if !slices.Contains(was.Inherits, key) {
			told("inherits."+key, "", "yes")
		}
	}
	return changes
}

func orZeroRole(r *Role) Role {
	if r == nil {
		return Role{}
	}
	return *r
}

func held[T comparable](list []T, one T) string {
	if slices.Contains(list, one) {
		return "yes"
	}
	return ""
}
