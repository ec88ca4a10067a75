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
	grant   *held  // of a person
	system  string // of the house
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
	v := s.askGrants(e, q, r)
	if v.fault != nil {
		return v
	}
	against, err := s.askDuties(e, q)
	if err != nil {
		return verdict{fault: err}
	}
	v.reasons = append(v.reasons, against...)
	return v
}

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
	r.sub, r.ent = userWord(q.actor.ID), entityWord(q.facts.Entity)
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
	case domain.ActorSystem:
		name, may := systems.may(q.actor.ID, q.action)
		if !may || q.role != "" {
			return verdict{reasons: []domain.DenyReason{{Code: domain.DenyNoGrant,
				Message: "This part of the house may not " + acts[q.action].do + "."}}}
		}
		return verdict{system: name}
	default:
		return verdict{fault: fmt.Errorf("unknown kind of actor %q", q.actor.Kind)}
	}
	candidates := s.heldIn(q)
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
	h := s.people[q.actor.ID]
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

// askDuties puts question 2 and returns a reason for each rule that stands against the act. Machines are asked too.
func (s *Snapshot) askDuties(e *evaluator, q question) ([]domain.DenyReason, error) {
	table := s.duties[q.action]
	rows, used := table.rows[:1:1], []any{}
	for _, u := range q.facts.Used {
		if u.Person != q.actor.ID {
			continue
		}
		if u.Side != domain.SideLeft && u.Side != domain.SideRight {
			return nil, fmt.Errorf("duty used on unknown side %q", u.Side)
		}
		used = append(used, sideWord(u.Rule, u.Side))
		// The index: a rule of which they used no side has no row that question 2 could match.
		if at, stands := table.rowOf[u.Rule]; stands {
			rows = append(rows, table.rows[at])
		}
	}
	free, err := e.clear(rows, used)
	if err != nil || free {
		return nil, err
	}
	return table.against(e, q, used)
}

// against is a reason for each rule that stands against the act: every row is asked alone.
func (t *dutyTable) against(e *evaluator, q question, used []any) ([]domain.DenyReason, error) {
	var reasons []domain.DenyReason
	for i, stand := range t.sides {
		free, err := e.clear([][]string{t.rows[0], t.rows[i+1]}, used)
		if err != nil {
			return nil, err
		}
		if !free {
			reasons = append(reasons, conflict(q, stand))
		}
	}
	if len(reasons) == 0 {
		return nil, fmt.Errorf("a conflict of %s that no rule makes", q.action)
	}
	return reasons, nil
}
