package authz

import (
	"slices"

	"countersign/domain"
)

// expand follows inheritance, which check has found to be without circles.
func expand(roles []domain.Role) map[string]*role {
	byKey := make(map[string]domain.Role, len(roles))
	for _, r := range roles {
		byKey[r.Key] = r
	}
	full := make(map[string]*role, len(roles))
	for _, r := range roles {
		one := &role{key: r.Key, name: r.Name}
		one.take(byKey, r)
		full[r.Key] = one
	}
	return full
}

func (r *role) take(byKey map[string]domain.Role, from domain.Role) {
	if slices.Contains(r.is, from.Key) {
		return
	}
	r.is = append(r.is, from.Key)
	for _, action := range from.Actions {
		r.actions |= acts[action].bit
	}
	for _, key := range from.Inherits {
		r.take(byKey, byKey[key])
	}
}

func (s *Snapshot) carried(roles map[string]*role) carried {
	carries := make(carried, len(roles))
	for key, r := range roles {
		mays := map[string]bool{}
		for action, a := range acts {
			if !r.carries(a) {
				continue
			}
			for _, word := range s.words[action] {
				mays[word] = true
			}
		}
		carries[roleWord(key)] = mays
	}
	return carries
}

// actWords are the exact words of every action on every kind of record that it is about.
func actWords() map[domain.Action]map[domain.NodeKind]string {
	words := make(map[domain.Action]map[domain.NodeKind]string, len(acts))
	for action, a := range acts {
		words[action] = map[domain.NodeKind]string{}
		for _, kind := range kinds {
			if a.about(kind) {
				words[action][kind] = mayWord(action, kind)
			}
		}
	}
	return words
}

func dutyTables(rules []domain.DutyRule) map[domain.Action]*dutyTable {
	tables := make(map[domain.Action]*dutyTable, len(acts))
	for action := range acts {
		tables[action] = &dutyTable{rows: [][]string{{"", nothing, allow}}, stands: []dutySide{{}}, rowOf: map[string]int{}}
	}
	for i := range rules {
		rule := &rules[i]
		for _, action := range rule.Left {
			tables[action].add(rule, domain.SideLeft)
		}
		for _, action := range rule.Right {
			tables[action].add(rule, domain.SideRight)
		}
	}
	return tables
}

func (t *dutyTable) add(rule *domain.DutyRule, side domain.Side) {
	stand := dutySide{rule: rule, side: side}
	if rule.Mode == domain.DutyPrevent {
		t.rowOf[rule.Key] = len(t.rows)
		t.rows = append(t.rows, []string{rule.Key, sideWord(rule.Key, side.Other()), deny})
		t.stands = append(t.stands, stand)
	}
	t.sides = append(t.sides, stand)
}
