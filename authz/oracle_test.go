package authz_test

import (
	"slices"
	"time"

	"countersign/domain"
)

// The oracle answers the gate's question a second time, from the rulebook alone and by other means: no rows, no words, no
// index, no engine, and a table of actions of its own.

// oracle is the answer of Allow: "" is yes, else the code of the refusal.
func oracle(b domain.Rulebook, a ask) domain.Code {
	switch {
	case a.actor.ID.IsZero():
		return domain.CodeUnauthenticated
	case a.facts.Kind == "" && !manners[a.action].bare:
		return domain.CodeForbidden
	}
	return answer(b, a)
}

// answer is that of Explain, which may be asked of an entity alone.
func answer(b domain.Rulebook, a ask) domain.Code {
	if !sensible(b, a) || !welcome(b, a) {
		return domain.CodeForbidden
	}
	if a.actor.Kind == domain.ActorSystem {
		if len(broken(b, a, false)) > 0 {
			return domain.CodeDutyConflict
		}
		return ""
	}
	standing, passing, short := rights(b, a)
	switch {
	case len(standing) > 0 && len(broken(b, a, false)) == 0, len(passing) > 0 && len(broken(b, a, true)) == 0:
		return ""
	case len(standing)+len(passing) > 0:
		return domain.CodeDutyConflict
	case short:
		return domain.CodeOverLimit
	}
	return domain.CodeForbidden
}

// sensible says whether the question has an answer at all.
func sensible(b domain.Rulebook, a ask) bool {
	m, known := manners[a.action]
	if !known || a.at.IsZero() || !slices.Contains([]domain.ActorKind{"PERSON", "SERVICE", "SYSTEM"}, a.actor.Kind) {
		return false
	}
	for _, u := range a.facts.Used {
		if _, party := parties(b, a)[u.Person]; party && u.Side != "L" && u.Side != "R" {
			return false
		}
	}
	if a.facts.Kind == "" {
		return true
	}
	if !slices.Contains(m.kinds, a.facts.Kind) || a.facts.ID.IsZero() {
		return false
	}
	amount := a.facts.Amount
	return !m.limited || amount == domain.Money{} || amount.Currency == b.Currency && amount.Minor >= 0
}

// welcome says whether somebody of this sort may come with this question at all.
func welcome(b domain.Rulebook, a ask) bool {
	account := service(b, a.actor.ID)
	own := a.actor.OnBehalf.ID.IsZero()
	switch a.actor.Kind {
	case domain.ActorSystem:
		return own && houseMay(a.actor.ID, a.action) && !manners[a.action].human
	case domain.ActorService:
		return own && account != nil && !gone(b, account.Owner) && a.at.Before(account.ValidTo) && !manners[a.action].human
	}
	if account != nil {
		return false
	}
	return own || a.actor.ID != a.actor.OnBehalf.ID && !gone(b, a.actor.ID) && slices.ContainsFunc(b.Grants, func(g domain.Grant) bool {
		return g.Person == a.actor.ID && g.Emergency == "" && slices.Contains(g.Entities, a.facts.Entity) && during(g, a.at)
	})
}

// right is a grant by which somebody may act, and the delegation that lends it, if any.
type right struct {
	grant domain.Grant
	loan  *domain.Delegation
}

// rights are all rights that suffice, those for good apart from emergency access. short says that without one, something
// lacked nothing but the limit.
func rights(b domain.Rulebook, a ask) (standing, passing []right, short bool) {
	holder, lent := a.actor.ID, !a.actor.OnBehalf.ID.IsZero()
	if lent {
		holder = a.actor.OnBehalf.ID
	}
	var enough []domain.Grant
	for _, g := range b.Grants {
		switch {
		case g.Person != holder, gone(b, holder), lent && g.Emergency != "", !gives(b, g.Role, a.action):
		case !slices.Contains(g.Entities, a.facts.Entity), !during(g, a.at):
		case !reaches(a, g.Limit):
			short = true
		default:
			enough = append(enough, g)
		}
	}
	if lent && len(enough) > 0 {
		short = false
	}
	for _, g := range enough {
		switch {
		case lent:
			for i, d := range b.Delegations {
				switch {
				case d.From != holder, d.To != a.actor.ID, !slices.Contains(d.Actions, a.action):
				case !slices.Contains(d.Entities, a.facts.Entity), a.at.Before(d.ValidFrom), !a.at.Before(d.ValidTo):
				case !reaches(a, d.Limit):
					short = true
				default:
					standing = append(standing, right{g, &b.Delegations[i]})
				}
			}
		case g.Emergency != "":
			passing = append(passing, right{grant: g})
		default:
			standing = append(standing, right{grant: g})
		}
	}
	return standing, passing, short
}

func reaches(a ask, limit domain.Money) bool {
	return !manners[a.action].limited || a.facts.Kind == "" || limit == domain.Money{} ||
		a.facts.Amount != domain.Money{} && a.facts.Amount.Minor <= limit.Minor
}

func during(g domain.Grant, at time.Time) bool {
	return !at.Before(g.ValidFrom) && (g.ValidTo.IsZero() || at.Before(g.ValidTo))
}

func gone(b domain.Rulebook, person domain.UUID) bool { return slices.Contains(b.Inactive, person) }

func service(b domain.Rulebook, id domain.UUID) *domain.ServiceAccount {
	for i := range b.Services {
		if b.Services[i].ID == id {
			return &b.Services[i]
		}
	}
	return nil
}

func gives(b domain.Rulebook, key string, action domain.Action) bool {
	for _, r := range b.Roles {
		if r.Key == key {
			return slices.Contains(r.Actions, action) ||
				slices.ContainsFunc(r.Inherits, func(above string) bool { return gives(b, above, action) })
		}
	}
	return false
}

// parties are whose acts count, with the spans on which they do.
func parties(b domain.Rulebook, a ask) map[domain.UUID][]domain.DutySpan {
	everywhere := []domain.DutySpan{"SAME_OBJECT", "SAME_COUNTERPARTY", "SAME_ENTITY"}
	all := map[domain.UUID][]domain.DutySpan{a.actor.ID: everywhere}
	switch {
	case a.actor.Kind == domain.ActorSystem:
		all[a.actor.ID] = everywhere[:1]
	case a.actor.Kind == domain.ActorService:
		if account := service(b, a.actor.ID); account != nil {
			all[account.Owner] = everywhere[:2]
		}
	case !a.actor.OnBehalf.ID.IsZero():
		all[a.actor.OnBehalf.ID] = everywhere
	}
	return all
}

// broken is each rule that the act would break, once for each party that breaks it.
func broken(b domain.Rulebook, a ask, emergency bool) []string {
	var rules []string
	for person, spans := range parties(b, a) {
		for _, r := range b.Rules {
			other := domain.Side("")
			switch {
			case slices.Contains(r.Left, a.action):
				other = "R"
			case slices.Contains(r.Right, a.action):
				other = "L"
			}
			if r.Mode == domain.DutyPrevent && slices.Contains(spans, r.Span) && !lifted(b, r, person, a.at, emergency) &&
				slices.ContainsFunc(a.facts.Used, func(u domain.DutyUse) bool { return u.Person == person && u.Rule == r.Key && u.Side == other }) {
				rules = append(rules, r.Key)
			}
		}
	}
	return rules
}

// lifted says whether a rule lets a person act on both sides for once.
func lifted(b domain.Rulebook, r domain.DutyRule, person domain.UUID, at time.Time, emergency bool) bool {
	accepted := slices.ContainsFunc(b.Mitigations, func(m domain.Mitigation) bool {
		return m.Rule == r.Key && m.Person == person && !at.Before(m.ValidFrom) && at.Before(m.ValidTo) && !gone(b, m.Owner)
	})
	return r.Risk != domain.RiskCritical && (emergency || accepted)
}

// spends is what a permitted act uses, on which side and where.
func spends(b domain.Rulebook, a ask, emergency bool) []domain.DutyUse {
	var uses []domain.DutyUse
	for person, spans := range parties(b, a) {
		for _, r := range b.Rules {
			for side, actions := range map[domain.Side][]domain.Action{"L": r.Left, "R": r.Right} {
				if !slices.Contains(actions, a.action) || !slices.Contains(spans, r.Span) {
					continue
				}
				binding := r.Mode == domain.DutyPrevent && !lifted(b, r, person, a.at, emergency)
				for _, at := range spots(b, r.Span, a.facts) {
					uses = append(uses, domain.DutyUse{Entity: at.entity, Chain: at.chain, Rule: r.Key, Person: person, Side: side, Binding: binding})
				}
			}
		}
	}
	return uses
}

// spot is a chain of linked records in an entity.
type spot struct {
	entity domain.EntityID
	chain  domain.UUID
}

// spots are where an act is written for a rule of the span. What is done for the group is written in every entity.
func spots(b domain.Rulebook, span domain.DutySpan, f domain.Facts) []spot {
	var at []spot
	if span == domain.SpanObject {
		for _, id := range append([]domain.UUID{f.ID}, f.Linked...) {
			at = append(at, spot{f.Entity, id})
		}
		return at
	}
	entities := []domain.EntityID{f.Entity}
	if f.Entity == 0 {
		for e := range b.Entities {
			entities = append(entities, e)
		}
	}
	for _, e := range entities {
		switch {
		case span == domain.SpanEntity:
			at = append(at, spot{e, domain.EntityChain(e)})
		case !f.Counterparty.IsZero():
			at = append(at, spot{e, f.Counterparty})
		}
	}
	return at
}
