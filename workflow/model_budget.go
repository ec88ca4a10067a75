package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/domain"
	"countersign/ml"
	"countersign/store"
)

// governedPolicies are the policies of advice in force for an entity as they stand in this transaction, with what their models may do at all and what
// is left of their budgets. A use about which nobody decided anything is not among them.
func (w *work) governedPolicies(ctx context.Context, entity domain.EntityID) (map[domain.AiUse]*domain.AdvicePolicy, error) {
	policies, err := w.tx.AdvicePolicies(ctx, entity)
	if err != nil {
		return nil, err
	}
	budgets := false
	for _, p := range policies {
		budgets = budgets || p.Budget != nil
	}
	if !budgets {
		return policies, nil
	}
	mistakes, err := w.tx.Mistakes(ctx, entity)
	if err != nil {
		return nil, err
	}
	for _, p := range policies {
		p.Spending = spendingOf(p, time.Time{}, mistakes)
	}
	return policies, nil
}

// spendingOf is what is left of the budget of a policy in force, nil without one. Agreed is when a person last let the model act.
func spendingOf(p *domain.AdvicePolicy, agreed time.Time, mistakes []store.Mistake) *domain.Spending {
	if p.Budget == nil || p.ActiveFrom == nil {
		return nil
	}
	b := ml.Budget{Limit: p.Budget.Minor}
	for _, m := range mistakes {
		if m.Entity == p.ID.Entity && m.Use == p.Use {
			b.Spend(ml.Advised{Automatic: true, Audited: m.Audited, Share: m.Audit, Choice: "said", Label: "right", Worth: m.Minor})
		}
	}
	since := *p.ActiveFrom
	if agreed.After(since) {
		since = agreed
	}
	return &domain.Spending{
		Limit: *p.Budget, Spent: domain.NewMoney(b.Spent(), p.Budget.Currency), Left: domain.NewMoney(b.Left(), p.Budget.Currency), Slow: b.Slow(),
		Stopped: b.Stopped(), Since: since,
	}
}

// judged looks at the budget after advice that was, or would have been, followed by itself turned out wrong. Where it is used up the model acts
// no more, and a case asks its owner to look: only they let it act again.
func (s *Service) judged(ctx context.Context, w *work, advice *domain.Recommendation) error {
	if advice.Zone != domain.ZoneAuto || advice.Outcome != domain.OutcomeWrong {
		return nil
	}
	policies, err := w.governedPolicies(ctx, advice.ID.Entity)
	if err != nil {
		return err
	}
	p := policies[advice.Use]
	if p == nil || p.Spending == nil || !p.Spending.Stopped {
		return nil
	}
	m, err := w.tx.ModelForUpdate(ctx, advice.ID.Entity, advice.Use)
	if err != nil || m.State != domain.ModelActive {
		return err
	}
	agreed, err := w.tx.AgreedAt(ctx, m.ID)
	if err != nil {
		return err
	}
	if agreed.After(p.Spending.Since) {
		p.Spending.Since = agreed
	}
	w.follow(m.Overspent(p.Spending, w.at))
	if err := w.tx.SaveModel(ctx, m); err != nil {
		return err
	}
	_, err = s.openCase(ctx, w, &domain.Case{
		ID: domain.ID{Kind: domain.NodeCase, Entity: advice.ID.Entity}, Category: domain.CaseBudget, Twin: string(advice.Use),
		Title: fmt.Sprintf("The budget of error money for %s is used up", m.Words()), SubjectID: m.ID, Evidence: m.Why, Exposure: p.Spending.Spent, DueAt: w.at.Add(caseTime),
	}, m.OwnerID)
	return err
}
