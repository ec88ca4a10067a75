package authz

import (
	"cmp"
	"slices"
	"strings"

	"countersign/domain"
)

// voice is to whom, or about whom, a reason is told.
type voice struct{ subject, object, possessive, possessiveCap string }

var (
	you  = voice{"You", "you", "your", "Your"}
	they = voice{"They", "them", "their", "Their"}
)

// conflict tells which duty was used and what it forbids, for example "You entered or coded this invoice, so you
// cannot approve it."
func (s *Snapshot) conflict(q question, stand dutySide, person domain.UUID) domain.DenyReason {
	earlier := stand.rule.Left
	if stand.side == domain.SideLeft {
		earlier = stand.rule.Right
	}
	who := q.voice.subject
	if person != q.actor.ID {
		who = s.name(person)
	}
	text := who + " " + did(earlier) + ", so " + strings.ToLower(q.voice.subject) + " cannot " + acts[q.action].again
	if person != q.actor.ID {
		text += " for " + who
	}
	text += "."
	key := stand.rule.Key
	return domain.DenyReason{Code: domain.DenySod, Message: text, Rule: &key}
}

// did is what was done by any of these actions, for example "entered or coded this invoice".
func did(earlier []domain.Action) string {
	var verbs, whole []string
	object, shared := "", true
	for i, action := range earlier {
		verb, rest, _ := strings.Cut(acts[action].did, " ")
		shared = shared && (i == 0 || rest == object)
		verbs, whole, object = append(verbs, verb), append(whole, acts[action].did), rest
	}
	if shared {
		return strings.Join(verbs, " or ") + " " + object
	}
	return strings.Join(whole, " or ")
}

// whyNot tells, for each grant that could have allowed it, what it lacks; the nearest miss first. It explains a no and
// never makes a yes.
func (s *Snapshot) whyNot(q question) []domain.DenyReason {
	none := domain.DenyReason{Code: domain.DenyNoGrant,
		Message: "None of " + q.voice.possessive + " roles lets " + q.voice.object + " " + acts[q.action].do + "."}
	if q.holder() != q.actor.ID {
		q.voice = voice{s.name(q.holder()), s.name(q.holder()), s.name(q.holder()) + "'s", s.name(q.holder()) + "'s"}
		none.Message = "None of " + q.voice.possessive + " roles lets them " + acts[q.action].do + "."
	}
	if s.gone[q.holder()] {
		none.Message = q.voice.subject + " no longer work here."
		return []domain.DenyReason{none}
	}
	h := s.people[q.holder()]
	if h == nil {
		return []domain.DenyReason{none}
	}
	var reasons []domain.DenyReason
	for _, g := range h.grants {
		if g.counts(q, acts[q.action]) && (q.holder() == q.actor.ID || g.Emergency == "") {
			reasons = append(reasons, s.lacks(g, q))
		}
	}
	if len(reasons) == 0 {
		return []domain.DenyReason{none}
	}
	slices.SortStableFunc(reasons, nearestMiss)
	return slices.CompactFunc(reasons, func(a, b domain.DenyReason) bool { return a.Message == b.Message })
}

// lacks is what stops one grant: the place, then the time, then the limit.
func (s *Snapshot) lacks(g *grant, q question) domain.DenyReason {
	mine := q.voice.possessiveCap + " role " + g.role.name
	switch {
	case !slices.Contains(g.Entities, q.facts.Entity):
		return domain.DenyReason{Code: domain.DenyOutOfScope,
			Message: mine + " covers " + s.codeList(g.Entities) + ", not " + s.code(q.facts.Entity) + "."}
	case q.at.Before(g.ValidFrom):
		return domain.DenyReason{Code: domain.DenyExpired, Message: mine + " begins on " + day(g.ValidFrom) + "."}
	case !g.ValidTo.IsZero() && !q.at.Before(g.ValidTo):
		return domain.DenyReason{Code: domain.DenyExpired, Message: mine + " ended on " + day(g.ValidTo) + "."}
	}
	limit := g.Limit
	text := money(q.facts.Amount) + " is above " + q.voice.possessive + " limit of " + money(limit) + " as " +
		g.role.name + "."
	if q.facts.Amount.IsZero() {
		text = "The amount in " + string(s.currency) + " is not known, so " + q.voice.possessive + " limit of " +
			money(limit) + " as " + g.role.name + " cannot be checked."
	}
	return domain.DenyReason{Code: domain.DenyOverLimit, Message: text, Limit: &limit}
}

func nearestMiss(a, b domain.DenyReason) int {
	order := []domain.DenyCode{domain.DenyOverLimit, domain.DenyExpired, domain.DenyOutOfScope}
	if by := cmp.Compare(slices.Index(order, a.Code), slices.Index(order, b.Code)); by != 0 {
		return by
	}
	if a.Limit != nil && b.Limit != nil {
		if by := cmp.Compare(b.Limit.Minor, a.Limit.Minor); by != 0 {
			return by
		}
	}
	return cmp.Compare(a.Message, b.Message)
}
