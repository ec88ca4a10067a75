package workflow

import (
	"context"
	"strings"

	"countersign/domain"
)

// RulesSaved is a rule set after a command about it.
type RulesSaved struct {
	Account domain.ID
	RuleSet domain.ID
}

// SaveMatchRules keeps a table of rules for an account as a draft with the next number; no run follows it until somebody else
// puts it in force.
//
// Errors: NOT_FOUND; FORBIDDEN without POLICY_EDIT there; INVALID with every violation.
func (s *Service) SaveMatchRules(ctx context.Context, in domain.SaveMatchRulesInput) (*RulesSaved, error) {
	done := RulesSaved{Account: in.AccountID}
	c := command{name: "saveMatchRules", entity: in.AccountID.Entity, about: in.AccountID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		account, err := s.ruledAccount(ctx, w, in.AccountID)
		if err != nil {
			return err
		}
		draft := &domain.MatchRuleSet{
			ID:        domain.ID{Kind: domain.NodeRuleSet, Entity: account.ID.Entity, UUID: domain.NewUUID(w.at)},
			AccountID: account.ID.UUID, Account: account, Number: 1, State: domain.RulesDraft, MakerID: w.actor.ID, Why: strings.TrimSpace(in.Reason),
		}
		permit, err := s.gate.Allow(w.actor, domain.EditPolicy, draft.Facts(), w.at)
		if err != nil {
			return err
		}
		sets, err := w.tx.RuleSetsOf(ctx, account.ID)
		if err != nil {
			return err
		}
		if len(sets) > 0 {
			draft.Number = sets[0].Number + 1
		}
		if draft.Rules, err = domain.DraftRules(account, in.Rules, rulesKnown(account, sets)); err != nil {
			return err
		}
		event, err := draft.Drafted(w.actor)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		done.RuleSet = draft.ID
		return w.tx.InsertRuleSet(ctx, draft)
	})
}

// ruledAccount locks an account that the actor sees.
func (s *Service) ruledAccount(ctx context.Context, w *work, id domain.ID) (*domain.ReconAccount, error) {
	if id.Kind != domain.NodeReconAccount || !s.reconScope(w.actor, w.at).Sees(id.Entity) {
		return nil, domain.RefuseField(domain.CodeNotFound, "accountId", "There is no such account, or you may not see it.")
	}
	return w.tx.ReconAccountForUpdate(ctx, id, 0)
}

// rulesKnown are the rules that an account has or had, and the standard ones of its kind.
func rulesKnown(account *domain.ReconAccount, sets []*domain.MatchRuleSet) map[domain.UUID]bool {
	known := map[domain.UUID]bool{}
	for _, r := range domain.StandardRules(account.Kind) {
		known[r.ID] = true
	}
	for _, set := range sets {
		for i := range set.Rules {
			known[set.Rules[i].ID] = true
		}
	}
	return known
}

// PublishMatchRules puts a draft in force; the rules that were retire. A run under way ends by the rules it began with.
//
// Errors: NOT_FOUND; FORBIDDEN without POLICY_PUBLISH there, and to who made the draft; WRONG_STATE for what is no draft;
// INVALID.
func (s *Service) PublishMatchRules(ctx context.Context, in domain.PublishMatchRulesInput) (*RulesSaved, error) {
	done := RulesSaved{RuleSet: in.ID}
	c := command{name: "publishMatchRules", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		if in.ID.Kind != domain.NodeRuleSet || !s.reconScope(w.actor, w.at).Sees(in.ID.Entity) {
			return domain.RefuseField(domain.CodeNotFound, "id", "There are no such rules, or you may not see them.")
		}
		named, err := w.tx.RuleSet(ctx, in.ID)
		if err != nil {
			return err
		}
		account, err := s.ruledAccount(ctx, w, domain.ID{Kind: domain.NodeReconAccount, Entity: in.ID.Entity, UUID: named.AccountID})
		if err != nil {
			return err
		}
		sets, err := w.tx.RuleSetsOf(ctx, account.ID) // as they stand now that nobody else changes them
		if err != nil {
			return err
		}
		var draft, before *domain.MatchRuleSet
		for _, set := range sets {
			switch {
			case set.ID == in.ID:
				draft = set
			case set.State == domain.RulesActive:
				before = set
			}
		}
		draft.Account = account
		permit, err := s.gate.Allow(w.actor, domain.PublishPolicy, draft.Facts(), w.at)
		if err != nil {
			return err
		}
		event, err := draft.Publish(w.actor, before, in.Reason, w.at)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		done.Account = account.ID
		if before != nil {
			if err := w.tx.SaveRuleSet(ctx, before); err != nil {
				return err
			}
		}
		return w.tx.SaveRuleSet(ctx, draft)
	})
}

// RuleSet is a rule set after a command about it.
// Errors: NOT_FOUND when the caller does not see it.
func (s *Service) RuleSet(ctx context.Context, of RulesSaved) (*domain.MatchRuleSet, error) {
	nodes, err := s.Nodes(ctx, []domain.ID{of.RuleSet}, 0)
	if err != nil {
		return nil, err
	}
	if set, ok := nodes[0].(*domain.MatchRuleSet); ok {
		return set, nil
	}
	return nil, domain.Refuse(domain.CodeNotFound, "There are no such rules, or you may not see them.")
}

// ruleSetsByID reads sets of rules whole, in a fixed number of statements.
func (s *Service) ruleSetsByID(ctx context.Context, r *reader, ids []domain.ID) ([]*domain.MatchRuleSet, error) {
	found, err := s.db.RuleSetsByID(ctx, s.reconScope(r.actor, r.at), distinct(ids))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	var accounts []domain.ID
	for _, set := range found {
		accounts = append(accounts, domain.ID{Kind: domain.NodeReconAccount, Entity: set.ID.Entity, UUID: set.AccountID})
	}
	byAccount, err := s.reconAccountsByID(ctx, r, accounts, 0)
	if err != nil {
		return nil, err
	}
	all, err := s.rulesOf(ctx, r, byAccount)
	if err != nil {
		return nil, err
	}
	wanted := map[domain.ID]bool{}
	for _, set := range found {
		wanted[set.ID] = true
	}
	var list []*domain.MatchRuleSet
	for _, sets := range all {
		for _, set := range sets {
			if wanted[set.ID] {
				list = append(list, set)
			}
		}
	}
	return list, nil
}

// CanRuleSet says whether the caller may put rules in force, and why not.
func (s *Service) CanRuleSet(ctx context.Context, set *domain.MatchRuleSet, actions []domain.Action) ([]*domain.Answer, error) {
	return s.can(ctx, actions, []domain.Action{domain.PublishPolicy}, set.Facts(), func(actor domain.Actor, _ domain.Action) *domain.DenyReason {
		return set.Against(actor.ID)
	})
}
