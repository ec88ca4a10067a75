package authz

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"countersign/domain"
)

// Explain answers the question of Allow without permitting anything: every reason against, or every grant that allows
// it. Reasons are told to the actor ("You entered ...").
func (g *Gate) Explain(actor domain.Actor, action domain.Action, facts domain.Facts, at time.Time) domain.Answer {
	return g.explain(question{actor: actor, action: action, facts: facts, at: at, voice: you})
}

// ExplainAbout is Explain for somebody else's eyes: reasons are told about the person ("They entered ...").
func (g *Gate) ExplainAbout(person domain.UUID, action domain.Action, facts domain.Facts, at time.Time) domain.Answer {
	actor := domain.Actor{Kind: domain.ActorPerson, ID: person}
	return g.explain(question{actor: actor, action: action, facts: facts, at: at, voice: they})
}

func (g *Gate) explain(q question) domain.Answer {
	s := g.snapshot.Load()
	switch {
	case s == nil:
		return q.answer(verdict{fault: errNoRulebook}, nil)
	case q.actor.ID.IsZero():
		return q.answer(verdict{reasons: []domain.DenyReason{{Code: domain.DenyNoGrant, Message: "Sign in first."}}}, nil)
	}
	v := s.ask(q)
	if !v.allowed() {
		return q.answer(v, nil)
	}
	paths, err := s.paths(q, v)
	if err != nil {
		return q.answer(verdict{fault: err}, nil)
	}
	return q.answer(v, paths)
}

// answer puts a verdict into the shape of the API. A fault is a denial like any other there.
func (q question) answer(v verdict, paths []domain.AccessPath) domain.Answer {
	a := domain.Answer{Action: q.action, Allowed: v.allowed(), Reasons: v.reasons, Paths: paths}
	if !a.Allowed && len(a.Reasons) == 0 {
		a.Reasons = []domain.DenyReason{{Code: domain.DenyNoGrant,
			Message: "The permission could not be checked, so it is refused."}}
	}
	return a
}

// paths is every grant that allows what was allowed: each is asked alone.
func (s *Snapshot) paths(q question, v verdict) ([]domain.AccessPath, error) {
	if v.system != "" {
		return []domain.AccessPath{{Role: v.system, RoleName: v.system, Sentence: s.authority(q, v)}}, nil
	}
	e, err := s.borrow()
	if err != nil {
		return nil, err
	}
	defer s.giveBack(e)
	r, err := s.request(q)
	if err != nil {
		return nil, err
	}
	loans := []*lending{nil} // by none
	if v.loan != nil {
		if loans, err = s.askLoans(e, q, r); err != nil {
			return nil, err
		}
	}
	var paths []domain.AccessPath
	for _, h := range s.heldIn(q) {
		row, err := e.mayBy([][]string{h.row}, r)
		if err != nil {
			return nil, err
		}
		if row != nil && (v.loan == nil || h.Emergency == "") && (!v.emergency() || h.Emergency != "") {
			for _, l := range loans {
				paths = append(paths, s.path(h.grant, l, q.action))
			}
		}
	}
	return paths, nil
}

// path tells one grant, used by its holder or by whom it was lent to.
func (s *Snapshot) path(g *grant, l *lending, action domain.Action) domain.AccessPath {
	p := domain.AccessPath{Role: g.role.key, RoleName: g.role.name, GrantID: g.ID, Grant: &g.Grant, EntityIDs: slices.Clone(g.Entities),
		ValidFrom: g.ValidFrom, Sentence: s.history(g, l, action)}
	limit, until := g.Limit, g.ValidTo
	if l != nil {
		p.DelegationID, p.Delegation, p.EntityIDs = l.ID, l.Delegation, both(g.Entities, l.Entities)
		limit, until = lesser(limit, l.Limit), earlier(until, l.ValidTo)
	}
	if !limit.IsZero() && acts[action].limited {
		p.Limit = &limit
	}
	if !until.IsZero() {
		p.ValidTo = &until
	}
	if g.Emergency != "" {
		ticket := g.Emergency
		p.Emergency = &ticket
	}
	return p
}

// both is the entities of a that b has too.
func both(a, b []domain.EntityID) []domain.EntityID {
	return slices.DeleteFunc(slices.Clone(a), func(e domain.EntityID) bool { return !slices.Contains(b, e) })
}

// lesser is the lower of two limits; the zero limit is none.
func lesser(a, b domain.Money) domain.Money {
	if a.IsZero() || !b.IsZero() && b.Minor < a.Minor {
		return b
	}
	return a
}

// earlier is the sooner of two ends; the zero end is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// history is the sentence of a grant with who asked for it and who agreed.
func (s *Snapshot) history(g *grant, l *lending, action domain.Action) string {
	text := s.sentence(g, action)
	if g.Emergency != "" {
		text += ", as emergency access under " + g.Emergency
	}
	switch {
	case !g.Record.Approved.IsZero() && !s.drafted[g.ID]:
		text += fmt.Sprintf("; granted %s, asked for by %s, approved by %s", day(g.Record.From), s.name(g.Record.Requested), s.name(g.Record.Approved))
	case s.drafted[g.ID]:
		text += "; not granted yet"
	case !g.Record.Requested.IsZero():
		text += fmt.Sprintf("; granted %s, asked for by %s, approved by nobody", day(g.Record.From), s.name(g.Record.Requested))
	default:
		text += "; granted with the set-up"
	}
	if l != nil {
		text = fmt.Sprintf("for %s, by delegation until %s, %s", s.name(l.From), day(l.ValidTo), text)
	}
	return text
}

// authority is the right of an allowing verdict in a sentence.
func (s *Snapshot) authority(q question, v verdict) string {
	if v.system != "" {
		return "as " + v.system + ", a part of the house"
	}
	text := s.sentence(v.grant.grant, q.action)
	if v.grant.Emergency != "" {
		text += ", as emergency access under " + v.grant.Emergency
	}
	if v.loan != nil {
		text = "for " + s.name(v.loan.From) + ", by delegation until " + day(v.loan.ValidTo) + ", " + text
	}
	return text
}

// sentence is, for example, "through role AP approver, entities DE01, FR01, up to 50,000.00 EUR, until 2026-12-31".
func (s *Snapshot) sentence(g *grant, action domain.Action) string {
	noun := "entity"
	if len(g.Entities) > 1 {
		noun = "entities"
	}
	text := fmt.Sprintf("through role %s, %s %s", g.role.name, noun, s.codeList(g.Entities))
	switch {
	case !acts[action].limited:
	case g.Limit.IsZero():
		text += ", without limit"
	default:
		text += ", up to " + money(g.Limit)
	}
	if !g.ValidTo.IsZero() {
		text += ", until " + day(g.ValidTo)
	}
	return text
}

// name is a person's or a service account's.
func (s *Snapshot) name(id domain.UUID) string {
	if name := s.book.Names[id]; name != "" {
		return name
	}
	return "somebody who is not on file"
}

// code is the entity's code, "the group" for what belongs to no entity.
func (s *Snapshot) code(e domain.EntityID) string {
	if e == 0 {
		return "the group"
	}
	if code, ok := s.codes[e]; ok {
		return code
	}
	return "an entity not on file"
}

func (s *Snapshot) codeList(entities []domain.EntityID) string {
	codes := make([]string, len(entities))
	for i, e := range entities {
		codes[i] = s.code(e)
	}
	return strings.Join(codes, ", ")
}

func day(at time.Time) string { return at.UTC().Format(time.DateOnly) }

// money is an amount as people read it: "50,000.00 EUR".
func money(m domain.Money) string {
	text := m.String()
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	end := strings.IndexAny(text, ". ")
	if end < 0 {
		return sign + text
	}
	whole := text[:end]
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	return sign + whole + text[end:]
}
