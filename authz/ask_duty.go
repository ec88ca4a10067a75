package authz

import (
	"fmt"
	"slices"
	"time"

	"countersign/domain"
)

// party is somebody whose earlier acts count in a question, and whose act it becomes.
type party struct {
	id     domain.UUID
	widest domain.DutySpan // of the rules that hold for them
}

// parties are who acts: the actor, and whoever they act for. A conflict of any stops the act.
//
// Who answers for a machine stands behind what it does to a record or to a supplier, else a person could act twice; not
// behind what it does in an entity, where keeping its credentials is their duty. A part of the house has no interest in
// a supplier or an entity.
func (s *Snapshot) parties(q question) []party {
	actor := party{q.actor.ID, entity}
	switch {
	case q.actor.Kind == domain.ActorSystem:
		actor.widest = object
	case q.actor.Kind == domain.ActorService:
		return []party{actor, {s.services[q.actor.ID].Owner, counterparty}}
	case !q.actor.OnBehalf.ID.IsZero():
		return []party{actor, {q.actor.OnBehalf.ID, entity}}
	}
	return []party{actor}
}

// Parties are the people and machines whose earlier acts count when the actor acts: the actor, whoever they act for, and
// who answers for a machine.
func (g *Gate) Parties(actor domain.Actor) []domain.UUID {
	s := g.snapshot.Load()
	if s == nil {
		return []domain.UUID{actor.ID}
	}
	var all []domain.UUID
	for _, p := range s.parties(question{actor: actor}) {
		all = append(all, p.id)
	}
	return all
}

// holds says whether a rule of the span holds for the party.
func (p party) holds(span domain.DutySpan) bool {
	switch p.widest {
	case entity:
		return true
	case counterparty:
		return span != entity
	default:
		return span == object
	}
}

// relaxes says whether the check of acts by a rule is lifted for a person: never for a critical rule, else while an
// accepted conflict lasts, or under emergency access, where the act is recorded and reviewed instead.
func (s *Snapshot) relaxes(rule *domain.DutyRule, person domain.UUID, at time.Time, emergency bool) bool {
	if rule.Critical() {
		return false
	}
	return emergency || slices.ContainsFunc(s.relaxed[accepted{rule.Key, person}], func(m domain.Mitigation) bool { return m.In(at) })
}

// askDuties puts question 2 about one party and returns a reason for each rule that stands against the act. Machines are
// asked too. Errors: a use of duty on a side that does not exist, and whatever Casbin could not evaluate.
func (s *Snapshot) askDuties(e *evaluator, q question, p party, emergency bool) ([]domain.DenyReason, error) {
	table := s.duties[q.action]
	var hit []int
	for i := range q.facts.Used {
		u := &q.facts.Used[i]
		if u.Person != p.id {
			continue
		}
		if u.Side != domain.SideLeft && u.Side != domain.SideRight {
			return nil, fmt.Errorf("duty used on unknown side %q", u.Side)
		}
		// The index: a rule of which they did not use the other side has no row that question 2 could match.
		row, stands := table.rowOf[u.Rule]
		if !stands || u.Side == table.stands[row].side {
			continue
		}
		if rule := table.stands[row].rule; p.holds(rule.Span) && !s.relaxes(rule, p.id, q.at, emergency) {
			hit = append(hit, row)
		}
	}
	if len(hit) == 0 {
		return nil, nil // that a table without such rows lets pass was tried when the rulebook was loaded
	}
	slices.Sort(hit)
	hit = slices.Compact(hit)
	rows, used := table.rows[:1:1], make([]any, len(hit))
	for i, row := range hit {
		rows, used[i] = append(rows, table.rows[row]), table.rows[row][1]
	}
	free, err := e.clear(rows, used)
	if err != nil || free {
		return nil, err
	}
	return s.against(e, q, p, hit, used)
}

// against is a reason for each rule that stands against the act: every row is asked alone.
func (s *Snapshot) against(e *evaluator, q question, p party, hit []int, used []any) ([]domain.DenyReason, error) {
	var reasons []domain.DenyReason
	table := s.duties[q.action]
	for _, row := range hit {
		free, err := e.clear([][]string{table.rows[0], table.rows[row]}, used)
		if err != nil {
			return nil, err
		}
		if !free {
			reasons = append(reasons, s.conflict(q, table.stands[row], p.id))
		}
	}
	if len(reasons) == 0 {
		return nil, fmt.Errorf("a conflict of %s that no rule makes", q.action)
	}
	return reasons, nil
}
