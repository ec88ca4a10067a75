package domain

import "slices"

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
