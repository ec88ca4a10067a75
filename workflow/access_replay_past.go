package workflow

import (
	"context"
	"slices"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// pastOf loads what had been done. A rule that the draft leaves alone is looked up in the uses of duty that were recorded
// under it; of one that the draft brings or changes there are none, so its uses are told from the events.
func (s *Service) pastOf(ctx context.Context, base, draft *authz.Snapshot, decisions []store.Decided) (*past, error) {
	people := decidersOf(decisions)
	was, is := base.Book(), draft.Book()
	p := &past{base: base.Gate(), draft: draft.Gate(), currency: is.Currency, recorded: map[onChain][]domain.DutyUse{}, drafted: map[onChain][]domain.DutyUse{}}
	uses, err := s.db.UsedBy(ctx, people, opposite(was.Rules))
	if err != nil {
		return nil, err
	}
	same := map[string]bool{}
	for i := range is.Rules {
		old := was.RuleByKey(is.Rules[i].Key)
		same[is.Rules[i].Key] = old != nil && old.Span == is.Rules[i].Span && slices.Equal(old.Left, is.Rules[i].Left) && slices.Equal(old.Right, is.Rules[i].Right)
	}
	for _, u := range uses {
		at := onChain{u.Person, u.Chain}
		p.recorded[at] = append(p.recorded[at], u)
		if same[u.Rule] {
			p.drafted[at] = append(p.drafted[at], u)
		}
	}
	fresh := slices.DeleteFunc(slices.Clone(is.Rules), func(r domain.DutyRule) bool { return same[r.Key] || r.SideOf(domain.ApproveInvoice) == "" })
	if err := s.pastUnder(ctx, fresh, people, p); err != nil {
		return nil, err
	}
	return p, s.linkPast(ctx, p)
}

// decidersOf are everybody who decided, or for whom somebody did.
func decidersOf(decisions []store.Decided) []domain.UUID {
	seen := map[domain.UUID]bool{}
	var people []domain.UUID
	for i := range decisions {
		for _, person := range []domain.UUID{decisions[i].ActorID, decisions[i].OnBehalfOf} {
			if !person.IsZero() && !seen[person] {
				seen[person] = true
				people = append(people, person)
			}
		}
	}
	return people
}

// opposite are the sides that stand against an approval.
func opposite(rules []domain.DutyRule) []store.RuleSide {
	var sides []store.RuleSide
	for i := range rules {
		if side := rules[i].SideOf(domain.ApproveInvoice); side != "" {
			sides = append(sides, store.RuleSide{Rule: rules[i].Key, Side: side.Other()})
		}
	}
	return sides
}

// pastUnder tells from the events which duties people would have used under rules that were not there.
func (s *Service) pastUnder(ctx context.Context, rules []domain.DutyRule, people []domain.UUID, p *past) error {
	if len(rules) == 0 {
		return nil
	}
	var actions []domain.Action
	for i := range rules {
		actions = append(append(actions, rules[i].Left...), rules[i].Right...)
	}
	acts, err := s.db.ActsBy(ctx, people, actions)
	if err != nil {
		return err
	}
	for _, act := range acts {
		facts := domain.Facts{Entity: act.EntityID, ID: act.SubjectID, Counterparty: act.Counterpart}
		for i := range rules {
			rule := &rules[i]
			side := rule.SideOf(act.Action)
			if side != rule.SideOf(domain.ApproveInvoice).Other() {
				continue
			}
			for _, chain := range rule.Chain(facts) {
				for _, person := range []domain.UUID{act.ActorID, act.OnBehalfOf} {
					at := onChain{person, chain}
					p.drafted[at] = append(p.drafted[at], domain.DutyUse{
						Entity: act.EntityID, Chain: chain, Rule: rule.Key, Person: person, Side: side, Event: act.ID,
					})
				}
			}
		}
	}
	return nil
}

// linkPast finds the invoices of the orders on whose chains anything was done.
func (s *Service) linkPast(ctx context.Context, p *past) (err error) {
	var chains []domain.UUID
	for _, by := range []map[onChain][]domain.DutyUse{p.recorded, p.drafted} {
		for at := range by {
			chains = append(chains, at.chain)
		}
	}
	if len(chains) > 0 {
		p.linked, err = s.db.OrdersOf(ctx, chains)
	}
	return err
}
