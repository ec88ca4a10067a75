package domain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// RulebookRow is what kind of thing a row of the rulebook says; enum RulebookRow of the schema.
type RulebookRow string

// The kinds of rows.
const (
	RowRole       RulebookRow = "ROLE"
	RowGrant      RulebookRow = "GRANT"
	RowRule       RulebookRow = "RULE"
	RowDelegation RulebookRow = "DELEGATION"
	RowMitigation RulebookRow = "MITIGATION"
	RowService    RulebookRow = "SERVICE"
)

// RulebookChange is one row of the rulebook that came, went, or was replaced by another version of itself.
type RulebookChange struct {
	Kind    RulebookRow
	Subject string // what it is about, for example "AP approver for Ada Lovelace"
	Person  UUID   // whom it is about; zero for roles and rules
	Role    string // key of the role that it is or gives; "" for anything else
	At      time.Time
	Changes []Change
	Record  Record // of the row that came; of the one that went when nothing took its place
}

// RulebookHistory tells every change that was recorded after from and until to, oldest first. The rows of the book are all
// versions whose recorded time began or ended in that span; people, roles and entities are called as words does.
func RulebookHistory(rows, words *Rulebook, from, to time.Time) []RulebookChange {
	t := teller{words: words, from: from, to: to}
	tell(&t, rows.Roles, func(r *Role) (UUID, Record) { return r.ID, r.Record }, t.role)
	tell(&t, rows.Grants, func(g *Grant) (UUID, Record) { return g.ID, g.Record }, t.grant)
	tell(&t, rows.Rules, func(r *DutyRule) (UUID, Record) { return r.ID, r.Record }, t.rule)
	tell(&t, rows.Delegations, func(d *Delegation) (UUID, Record) { return d.ID, d.Record }, t.delegation)
	tell(&t, rows.Mitigations, func(m *Mitigation) (UUID, Record) { return m.ID, m.Record }, t.mitigation)
	tell(&t, rows.Services, func(s *ServiceAccount) (UUID, Record) { return s.ID, s.Record }, t.service)
	slices.SortStableFunc(t.told, func(a, b RulebookChange) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Subject, b.Subject))
	})
	return t.told
}

type teller struct {
	words    *Rulebook
	from, to time.Time
	told     []RulebookChange
}

func (t *teller) within(at time.Time) bool { return at.After(t.from) && !at.After(t.to) }

// tell pairs each version with the one before it, and tells what came and what went without a successor.
func tell[T any](t *teller, rows []T, of func(*T) (UUID, Record), words func(before, after *T) RulebookChange) {
	versions := map[UUID][]*T{}
	var ids []UUID
	for i := range rows {
		id, _ := of(&rows[i])
		if versions[id] == nil {
			ids = append(ids, id)
		}
		versions[id] = append(versions[id], &rows[i])
	}
	for _, id := range ids {
		list := versions[id]
		slices.SortFunc(list, func(a, b *T) int {
			_, one := of(a)
			_, other := of(b)
			return one.From.Compare(other.From)
		})
		for i, row := range list {
			_, record := of(row)
			if t.within(record.From) {
				var before *T
				if i > 0 {
					if _, last := of(list[i-1]); last.To.Equal(record.From) {
						before = list[i-1]
					}
				}
				t.add(words(before, row), record.From, record)
			}
			followed := false
			if i+1 < len(list) {
				_, next := of(list[i+1])
				followed = next.From.Equal(record.To)
			}
			if !record.To.IsZero() && t.within(record.To) && !followed {
				t.add(words(row, nil), record.To, record)
			}
		}
	}
}

func (t *teller) add(c RulebookChange, at time.Time, record Record) {
	c.At, c.Record = at, record
	t.told = append(t.told, c)
}

func (t *teller) role(before, after *Role) RulebookChange {
	is := present(before, after)
	return RulebookChange{Kind: RowRole, Subject: "Role " + is.Name, Role: is.Key, Changes: RoleChanges(before, after)}
}

func (t *teller) grant(before, after *Grant) RulebookChange {
	is := present(before, after)
	c := RulebookChange{Kind: RowGrant, Subject: t.roleName(is.Role) + " for " + t.name(is.Person), Person: is.Person, Role: is.Role}
	was := compared(before, after)
	was("entities", func(g *Grant) string { return t.codes(g.Entities) }, &c)
	was("limit", func(g *Grant) string { return g.Limit.String() }, &c)
	was("validFrom", func(g *Grant) string { return instant(g.ValidFrom) }, &c)
	was("validTo", func(g *Grant) string { return instant(g.ValidTo) }, &c)
	was("emergency", func(g *Grant) string { return g.Emergency }, &c)
	return c
}

func (t *teller) rule(before, after *DutyRule) RulebookChange {
	c := RulebookChange{Kind: RowRule, Subject: "Segregation rule " + present(before, after).Key}
	was := compared(before, after)
	was("name", func(r *DutyRule) string { return r.Name }, &c)
	was("why", func(r *DutyRule) string { return r.Why }, &c)
	was("risk", func(r *DutyRule) string { return string(r.Risk) }, &c)
	was("mode", func(r *DutyRule) string { return string(r.Mode) }, &c)
	was("span", func(r *DutyRule) string { return string(r.Span) }, &c)
	was("left", func(r *DutyRule) string { return actionList(r.Left) }, &c)
	was("right", func(r *DutyRule) string { return actionList(r.Right) }, &c)
	was("control", func(r *DutyRule) string { return r.Control }, &c)
	return c
}

func (t *teller) delegation(before, after *Delegation) RulebookChange {
	is := present(before, after)
	c := RulebookChange{Kind: RowDelegation, Subject: "Delegation from " + t.name(is.From) + " to " + t.name(is.To), Person: is.To}
	was := compared(before, after)
	was("actions", func(d *Delegation) string { return actionList(d.Actions) }, &c)
	was("entities", func(d *Delegation) string { return t.codes(d.Entities) }, &c)
	was("limit", func(d *Delegation) string { return d.Limit.String() }, &c)
	was("validFrom", func(d *Delegation) string { return instant(d.ValidFrom) }, &c)
	was("validTo", func(d *Delegation) string { return instant(d.ValidTo) }, &c)
	return c
}

func (t *teller) mitigation(before, after *Mitigation) RulebookChange {
	is := present(before, after)
	c := RulebookChange{Kind: RowMitigation, Subject: "Accepted conflict of " + is.Rule + " for " + t.name(is.Person), Person: is.Person}
	was := compared(before, after)
	was("control", func(m *Mitigation) string { return m.Control }, &c)
	was("owner", func(m *Mitigation) string { return t.name(m.Owner) }, &c)
	was("validFrom", func(m *Mitigation) string { return instant(m.ValidFrom) }, &c)
	was("validTo", func(m *Mitigation) string { return instant(m.ValidTo) }, &c)
	return c
}

func (t *teller) service(before, after *ServiceAccount) RulebookChange {
	is := present(before, after)
	c := RulebookChange{Kind: RowService, Subject: "Service account " + is.Name, Person: is.ID}
	was := compared(before, after)
	was("owner", func(s *ServiceAccount) string { return t.name(s.Owner) }, &c)
	was("validTo", func(s *ServiceAccount) string { return instant(s.ValidTo) }, &c)
	return c
}

func present[T any](before, after *T) *T {
	if after != nil {
		return after
	}
	return before
}

// compared adds a value to a change when it differs between two versions; one that is not there has none.
func compared[T any](before, after *T) func(path string, value func(*T) string, c *RulebookChange) {
	return func(path string, value func(*T) string, c *RulebookChange) {
		was, is := "", ""
		if before != nil {
			was = value(before)
		}
		if after != nil {
			is = value(after)
		}
		if was != is {
			c.Changes = append(c.Changes, Change{Path: path, Before: optional(was), After: optional(is)})
		}
	}
}

func (t *teller) name(person UUID) string { return cmp.Or(t.words.Names[person], "somebody unknown") }

func (t *teller) roleName(key string) string {
	if r := t.words.RoleByKey(key); r != nil {
		return r.Name
	}
	return key
}

func (t *teller) codes(entities []EntityID) string {
	list := make([]string, len(entities))
	for i, e := range entities {
		list[i] = cmp.Or(t.words.Entities[e], fmt.Sprintf("entity %d", e))
		if e == 0 {
			list[i] = "the group"
		}
	}
	return strings.Join(list, ", ")
}

func actionList(actions []Action) string {
	list := make([]string, len(actions))
	for i, a := range actions {
		list[i] = string(a)
	}
	return strings.Join(list, ", ")
}

func instant(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// ChangeID is the change of access that brought the row; nil when it came otherwise.
func (c *RulebookChange) ChangeID() *ID {
	if c.Record.Change.IsZero() {
		return nil
	}
	return &ID{Kind: NodeAccessChange, UUID: c.Record.Change}
}
