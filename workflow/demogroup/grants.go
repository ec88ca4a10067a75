package demogroup

import (
	"fmt"
	"slices"
	"strings"

	"countersign/domain"
)

// stand is a side of a segregation rule that an action takes.
type stand struct {
	rule *domain.DutyRule
	side domain.Side
}

// prepareRights lays out which duties each action uses and how each grant reads in a sentence.
func (t *Telling) prepareRights() {
	t.sides, t.wide = map[domain.Action][]stand{}, map[domain.UUID]bool{}
	for i := range t.group.Rules {
		r := &t.group.Rules[i]
		for _, a := range r.Left {
			t.sides[a] = append(t.sides[a], stand{r, domain.SideLeft})
		}
		for _, a := range r.Right {
			t.sides[a] = append(t.sides[a], stand{r, domain.SideRight})
		}
	}
	names := map[string]string{}
	for _, r := range t.group.Roles {
		names[r.Key] = r.Name
	}
	for _, g := range t.group.Grants {
		t.sentences = append(t.sentences, sentence(names[g.Role], g))
	}
}

// uses lists what an actor's action uses on the chains of a record, as a permit would. What spans a supplier or an entity
// is written once for the whole history.
func (t *Telling) uses(by domain.Actor, action domain.Action, facts domain.Facts, event domain.UUID) []domain.DutyRecord {
	var records []domain.DutyRecord
	for _, s := range t.sides[action] {
		if by.Kind == domain.ActorSystem && s.rule.Span != domain.SpanObject {
			continue
		}
		for _, chain := range s.rule.Chain(facts) {
			use := domain.DutyUse{Entity: facts.Entity, Chain: chain, Rule: s.rule.Key, Person: by.ID, Side: s.side,
				Binding: s.rule.Mode == domain.DutyPrevent, Event: event}
			parts := []string{"duty", chain.String(), use.Rule, use.Person.String(), string(use.Side)}
			if !use.Binding {
				parts = append(parts, "not binding")
			}
			records = append(records, domain.DutyRecord{ID: domain.UUIDOf(parts...), DutyUse: use})
		}
	}
	return records
}

// first says whether a use of duty is not there yet, and notes it: with the record while its story is told, for good where
// it spans more.
func (t *Telling) first(use domain.DutyRecord, record domain.UUID, own map[domain.UUID]bool) bool {
	seen := own
	if use.Chain != record {
		seen = t.wide
	}
	if seen[use.ID] {
		return false
	}
	seen[use.ID] = true
	return true
}

func sentence(role string, g domain.Grant) string {
	var codes []string
	for _, e := range g.Entities {
		if e == 0 {
			codes = append(codes, "the group")
			continue
		}
		codes = append(codes, placeOf(e).Code)
	}
	noun := "entity"
	if len(codes) > 1 {
		noun = "entities"
	}
	text := fmt.Sprintf("through role %s, %s %s", role, noun, strings.Join(codes, ", "))
	if limit, approves := limits[g.Role]; approves {
		switch {
		case g.Limit.IsZero():
			text += ", without limit"
		case limit >= 0:
			text += ", up to " + thousands(g.Limit)
		}
	}
	return text
}

// thousands is an amount as people read it: "50,000.00 EUR".
func thousands(m domain.Money) string {
	whole, rest, _ := strings.Cut(m.String(), ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	return whole + "." + rest
}

// prepareDirectory lays out who can be asked in each entity, as the gate would say it.
func (t *Telling) prepareDirectory() {
	t.people = map[domain.UUID]*domain.User{}
	for i := range t.group.People {
		t.people[t.group.People[i].ID.UUID] = &t.group.People[i]
	}
	t.rolesOf = map[domain.EntityID]map[string]domain.RoleHolders{}
	t.limits = map[domain.EntityID]map[domain.UUID]domain.Money{}
	t.owners = map[domain.EntityID]map[string]domain.UUID{}
	t.centers = map[domain.EntityID]map[string]*domain.CostCenter{}
	t.periods = map[domain.EntityID][]domain.Period{}
	names := map[string]string{}
	for _, r := range t.group.Roles {
		names[r.Key] = r.Name
	}
	for _, p := range places {
		roles, most := map[string]domain.RoleHolders{}, map[domain.UUID]domain.Money{}
		for _, g := range t.group.Grants {
			if !slices.Contains(g.Entities, p.Number) || !g.ValidTo.IsZero() {
				continue
			}
			holders := roles[g.Role]
			holders.Name, holders.People = names[g.Role], append(holders.People, g.Person)
			roles[g.Role] = holders
			if _, approves := limits[g.Role]; approves {
				most[g.Person] = g.Limit
			}
		}
		t.rolesOf[p.Number], t.limits[p.Number] = roles, most
		t.owners[p.Number], t.centers[p.Number] = map[string]domain.UUID{}, map[string]*domain.CostCenter{}
	}
	for i := range t.group.Centers {
		c := &t.group.Centers[i]
		t.owners[c.ID.Entity][c.Code], t.centers[c.ID.Entity][c.Code] = c.OwnerID, c
	}
	for _, p := range t.group.Periods {
		t.periods[p.Entity] = append(t.periods[p.Entity], p)
	}
}

// directory is who can be asked about the invoice.
func (s *tale) directory() domain.Directory {
	n := s.place.Number
	return domain.Directory{People: s.people, CenterOwners: s.owners[n], Roles: s.rolesOf[n], Limits: s.limits[n]}
}
