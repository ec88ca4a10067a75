package authz

import (
	"fmt"
	"slices"
	"time"

	"countersign/domain"
)

// question is one "may they?".
type question struct {
	actor  domain.Actor
	action domain.Action
	facts  domain.Facts
	at     time.Time
	role   string // only grants of this role count; "" is any
	voice  voice
}

// verdict is the answer to a question. It allows only when a grant or the list of the house does, no reason stands
// against it and nothing went wrong.
type verdict struct {
	grant   *held    // of a person or a service account
	loan    *lending // by which the grant of another is used
	system  string   // of the house
	reasons []domain.DenyReason
	fault   error
}

func (v verdict) allowed() bool {
	return v.fault == nil && len(v.reasons) == 0 && (v.grant != nil || v.system != "")
}

// ask puts both questions. It is the only way to a yes: Allow, Explain and Candidates all come here.
func (s *Snapshot) ask(q question) verdict {
	e, err := s.borrow()
	if err != nil {
		return verdict{fault: err}
	}
	defer s.giveBack(e)
	r, err := s.request(q)
	if err != nil {
		return verdict{fault: err}
	}
	v := s.judge(e, q, s.askGrants(e, q, r))
	if v.allowed() || v.fault != nil || q.actor.Kind != domain.ActorPerson || !q.actor.OnBehalf.ID.IsZero() {
		return v
	}
	// Standing rights come first, so that emergency access is used, and recorded, for what needs it alone.
	lent := slices.DeleteFunc(s.heldIn(q), func(h *held) bool { return h.Emergency == "" })
	if len(lent) == 0 {
		return v
	}
	if under := s.judge(e, q, s.askHeld(e, q, r, lent)); under.allowed() || under.fault != nil || v.grant == nil {
		return under
	}
	return v
}

// judge adds to a verdict on grants what duties say against it.
func (s *Snapshot) judge(e *evaluator, q question, v verdict) verdict {
	if v.fault != nil {
		return v
	}
	for _, p := range s.parties(q) {
		against, err := s.askDuties(e, q, p, v.emergency())
		if err != nil {
			return verdict{fault: err}
		}
		v.reasons = append(v.reasons, against...)
	}
	return v
}

// holder is whose grants are asked.
func (q question) holder() domain.UUID {
	if q.actor.OnBehalf.ID.IsZero() {
		return q.actor.ID
	}
	return q.actor.OnBehalf.ID
}

// emergency says whether the act rests on emergency access.
func (v verdict) emergency() bool { return v.grant != nil && v.grant.Emergency != "" }

// request puts the question into words. Errors: anything that is not one of the known words.
func (s *Snapshot) request(q question) (r request, err error) {
	r.may = s.words[q.action][q.facts.Kind]
	if r.may == "" {
		return r, fmt.Errorf("%q is not done to records of kind %q", q.action, q.facts.Kind)
	}
	if q.facts.Kind != "" && q.facts.ID.IsZero() {
		return r, fmt.Errorf("a record of kind %q has no id", q.facts.Kind)
	}
	if r.at, err = instantWord(q.at); err != nil {
		return r, err
	}
	r.sub, r.ent = userWord(q.holder()), entityWord(q.facts.Entity)
	r.amt, err = s.amount(q)
	return r, err
}

func (s *Snapshot) amount(q question) (string, error) {
	switch amount := q.facts.Amount; {
	case !acts[q.action].limited || q.facts.Kind == "":
		return noAmount, nil
	case amount.IsZero() && amount.Minor == 0:
		return unknown, nil
	case amount.Currency != s.currency:
		return "", fmt.Errorf("amount in %q, limits are in %s", amount.Currency, s.currency)
	default:
		return amountWord(amount.Minor)
	}
}

// askGrants puts question 1.
func (s *Snapshot) askGrants(e *evaluator, q question, r request) verdict {
	switch q.actor.Kind {
	case domain.ActorPerson:
		if _, machine := s.services[q.actor.ID]; machine {
			return verdict{fault: fmt.Errorf("service account %s came as a person", q.actor.ID)}
		}
	case domain.ActorService:
		if reason := s.machineMay(q); reason != nil {
			return verdict{reasons: []domain.DenyReason{*reason}}
		}
	case domain.ActorSystem:
		name, may := systems.may(q.actor.ID, q.action)
		if !may || q.role != "" || !q.actor.OnBehalf.ID.IsZero() {
			return verdict{reasons: []domain.DenyReason{{Code: domain.DenyNoGrant,
				Message: "This part of the house may not " + acts[q.action].do + "."}}}
		}
		return verdict{system: name}
	default:
		return verdict{fault: fmt.Errorf("unknown kind of actor %q", q.actor.Kind)}
	}
	if !q.actor.OnBehalf.ID.IsZero() {
		return s.askOnBehalf(e, q, r)
	}
	return s.askHeld(e, q, r, s.standing(q))
}

// standing is what the person holds in the entity for good, emergency access left out.
func (s *Snapshot) standing(q question) []*held {
	return slices.DeleteFunc(s.heldIn(q), func(h *held) bool { return h.Emergency != "" })
}

// askOnBehalf asks for what the delegator may do, then for the loan of it.
func (s *Snapshot) askOnBehalf(e *evaluator, q question, r request) verdict {
	switch {
	case q.actor.Kind != domain.ActorPerson || q.actor.OnBehalf.ID == q.actor.ID:
		return verdict{fault: fmt.Errorf("%s acts for %s", q.actor.ID, q.actor.OnBehalf.ID)}
	case s.gone[q.actor.ID] || !s.eligible(q.actor.ID, q.facts.Entity, q.at):
		return verdict{reasons: []domain.DenyReason{{Code: domain.DenyOutOfScope,
			Message: q.voice.subject + " have no right of " + q.voice.possessive + " own in " + s.code(q.facts.Entity) + ", so nothing there can be delegated to " + q.voice.object + "."}}}
	}
	own := s.askHeld(e, q, r, s.standing(q))
	if own.fault != nil || own.grant == nil {
		return own
	}
	loans, err := s.askLoans(e, q, r)
	switch {
	case err != nil:
		return verdict{fault: err}
	case len(loans) == 0:
		return verdict{reasons: s.notLent(q)}
	}
	own.loan = loans[0]
	return own
}

// askHeld asks whether any of the grants gives it.
func (s *Snapshot) askHeld(e *evaluator, q question, r request, candidates []*held) verdict {
	if len(candidates) == 0 {
		return verdict{reasons: s.whyNot(q)}
	}
	rows := make([][]string, len(candidates))
	for i, h := range candidates {
		rows[i] = h.row
	}
	row, err := e.mayBy(rows, r)
	if err != nil {
		return verdict{fault: err}
	}
	if row == nil {
		return verdict{reasons: s.whyNot(q)}
	}
	for _, h := range candidates {
		if &h.row[0] == &row[0] {
			return verdict{grant: h}
		}
	}
	return verdict{fault: fmt.Errorf("allowed by a row that was not asked: %v", row)}
}

// heldIn is the index: what the person holds in the entity of a role that carries the action. It only narrows; each
// row that it leaves out is one that question 1 would not match.
func (s *Snapshot) heldIn(q question) []*held {
	h := s.people[q.holder()]
	if h == nil {
		return nil
	}
	here, a := h.at[q.facts.Entity], acts[q.action]
	some := make([]*held, 0, len(here))
	for _, one := range here {
		if one.counts(q, a) {
			some = append(some, one)
		}
	}
	return some
}

// counts says whether the grant is of a role that the question is about.
func (g *grant) counts(q question, a act) bool {
	return g.role.carries(a) && (q.role == "" || slices.Contains(g.role.is, q.role))
}

// machineMay says why a service account may not even be asked about, nil when it may.
func (s *Snapshot) machineMay(q question) *domain.DenyReason {
	account, known := s.services[q.actor.ID]
	switch {
	case !known:
		return &domain.DenyReason{Code: domain.DenyNoGrant, Message: "This service account is not on file."}
	case !q.actor.OnBehalf.ID.IsZero():
		return &domain.DenyReason{Code: domain.DenyNoGrant, Message: "A service account acts for nobody."}
	}
	return s.barred(account, q.action, q.at)
}

// barred says why a service account may not do the action, whatever it was granted; nil when it may.
func (s *Snapshot) barred(account domain.ServiceAccount, action domain.Action, at time.Time) *domain.DenyReason {
	switch {
	case s.gone[account.Owner]:
		return &domain.DenyReason{Code: domain.DenyFrozen, Message: "The owner of this service account no longer works here."}
	case !at.Before(account.ValidTo):
		return &domain.DenyReason{Code: domain.DenyExpired, Message: "This service account ended on " + day(account.ValidTo) + "."}
	case acts[action].human:
		return &domain.DenyReason{Code: domain.DenyNoGrant, Message: "A service account may not " + acts[action].do + ": a person must."}
	}
	return nil
}
