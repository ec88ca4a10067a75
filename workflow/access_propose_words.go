package workflow

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"countersign/domain"
)

// serviceName is how a service account is called, here and at the issuer of its tokens.
var serviceName = regexp.MustCompile(`^[a-z][a-z0-9-]{2,59}$`)

// person is somebody who works here; a fault is kept when they do not.
func (p *proposer) person(field string, id domain.ID) domain.UUID {
	if u := p.w.dir.people[id.UUID]; id.Kind != domain.NodeUser || u == nil || !u.Active {
		p.broken.Add(field, "person", "Nobody with this id works here.")
	}
	return id.UUID
}

// owner is who answers for a role or a rule; the caller's choice to name nobody is theirs.
func (p *proposer) owner(field string, id *domain.ID) domain.UUID {
	if id == nil {
		return domain.UUID{}
	}
	return p.person(field, *id)
}

func (p *proposer) roleByKey(field, key string) domain.Role {
	at := slices.IndexFunc(p.now.Roles, func(r domain.Role) bool { return r.Key == key })
	if at < 0 {
		p.broken.Add(field, "role", "There is no role %.40q.", key)
		return domain.Role{}
	}
	return p.now.Roles[at]
}

func (p *proposer) roleName(key string) string {
	at := slices.IndexFunc(p.now.Roles, func(r domain.Role) bool { return r.Key == key })
	if at < 0 {
		return key
	}
	return p.now.Roles[at].Name
}

func (p *proposer) ruleByKey(key string) *domain.DutyRule {
	for i := range p.now.Rules {
		if p.now.Rules[i].Key == key {
			return &p.now.Rules[i]
		}
	}
	return nil
}

// entities are legal entities, and 0 for what belongs to none.
func (p *proposer) entities(field string, ids []domain.ID, group bool) []domain.EntityID {
	var list []domain.EntityID
	if group {
		list = append(list, 0)
	}
	if len(ids) == 0 && !group {
		p.broken.Add(field, "empty", "Name at least one entity.")
	}
	for i, id := range ids {
		if _, known := p.now.Entities[id.Entity]; id.Kind != domain.NodeEntity || !known && id.Entity != 0 {
			p.broken.Add(fmt.Sprintf("%s[%d]", field, i), "entity", "There is no such entity.")
		}
		list = append(list, id.Entity)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// limit is an amount in the group's currency, zero Money without one.
func (p *proposer) limit(field string, in *domain.MoneyInput) domain.Money {
	limit, err := in.Money()
	switch {
	case err != nil:
		p.broken.Add(field, "amount", "%s", refusalOf(err).Message)
	case !limit.IsZero() && limit.Currency != p.now.Currency:
		p.broken.Add(field, "currency", "A limit is in the group's currency, %s.", string(p.now.Currency))
	case limit.Minor < 0:
		p.broken.Add(field, "amount", "A limit is not below zero.")
	}
	return limit
}

// spell is a time that begins now or later; the zero beginning is as soon as somebody agrees, the zero end is open.
func (p *proposer) spell(prefix string, from, to *time.Time) (begin, end time.Time) {
	if from != nil {
		begin = from.UTC().Truncate(time.Microsecond)
		if begin.Before(p.w.at.Add(-soon)) {
			p.broken.Add(prefix+"validFrom", "time", "Nothing is dated back: it begins now or later.")
		}
	}
	if to != nil {
		end = to.UTC().Truncate(time.Microsecond)
		if !end.After(p.w.at) || !end.After(begin) {
			p.broken.Add(prefix+"validTo", "time", "It must end after it begins, and later than now.")
		}
	}
	return begin, end
}

func (p *proposer) name(person domain.UUID) string { return p.now.Names[person] }

func (p *proposer) codes(entities []domain.EntityID) string {
	codes := make([]string, len(entities))
	for i, e := range entities {
		if codes[i] = p.now.Entities[e]; e == 0 {
			codes[i] = "the group"
		}
	}
	if len(codes) > len(p.now.Entities)/2+1 && len(codes) >= len(p.now.Entities) {
		return "every entity"
	}
	return strings.Join(codes, ", ")
}

func upTo(limit domain.Money) string {
	if limit.IsZero() {
		return ""
	}
	return ", up to " + limit.String()
}

// lasting says when something begins and ends, as far as either was stated.
func (p *proposer) lasting(from, to time.Time) string {
	text := ""
	if !from.IsZero() && from.After(p.w.at.Add(soon)) {
		text += ", from " + from.Format(time.DateOnly)
	}
	if !to.IsZero() {
		text += ", until " + to.Format(time.DateOnly)
	}
	return text
}
