package workflow

import (
	"context"
	"fmt"

	"countersign/domain"
	"countersign/ml"
	"countersign/store"
)

// simulationSeed draws the audit sample of a simulation: always the same, so that two people who ask the same see the same.
const simulationSeed = 1

// SimulateThreshold says what a promise or a threshold would have meant for the coding of lines in an entity, over what people confirmed in a period. It
// changes nothing.
//
// Errors: NOT_FOUND; FORBIDDEN without POLICY_EDIT or THRESHOLD_PUBLISH there; INVALID for both or neither, what lies out of bounds, or a period that
// ends before it begins or is longer than three years.
func (s *Service) SimulateThreshold(ctx context.Context, in domain.SimulateThresholdInput) (*domain.ThresholdSimulation, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	entity := in.EntityID.Entity
	if !r.scope.Sees(entity) {
		return nil, domain.Refuse(domain.CodeNotFound, "There is no such entity, or you may not see it.")
	}
	if !s.gate.Scope(r.actor, domain.EditPolicy, r.at).Sees(entity) && !s.gate.Scope(r.actor, domain.PublishThreshold, r.at).Sees(entity) {
		return nil, domain.Refuse(domain.CodeForbidden, "Only who drafts policies or puts thresholds in force here tries them.")
	}
	if days := in.From.DaysUntil(in.To); days < 0 || days > maxQualityDays {
		return nil, domain.RefuseField(domain.CodeInvalid, "to", "The last day lies on the first or up to %d days after it.", maxQualityDays)
	}
	c := ml.Candidate{}
	if in.Target != nil {
		c.Target = *in.Target
	}
	if in.Threshold != nil {
		c.Confidence = *in.Threshold
	}
	limit, err := in.Cap.Money()
	switch {
	case err != nil:
		return nil, err
	case in.Cap != nil && limit.Currency != r.dir.currency:
		return nil, domain.RefuseField(domain.CodeInvalid, "cap", "It is stated in %s, the currency of the group.", r.dir.currency)
	}
	c.Cap = limit.Minor
	var history []ml.Advised
	err = s.db.EachLabelled(ctx, entity, in.From, in.To, func(l store.Labelled) {
		history = append(history, ml.Advised{
			Item: fmt.Sprintf("%s/%d", l.Invoice, l.Line), Date: l.Day, Entity: entity, Vendor: l.Vendor, Choice: l.Said, Confidence: l.Confidence,
			Unseen: ml.Unseen(l.Unseen), Label: l.Account, Worth: l.Minor,
		})
	})
	if err != nil {
		return nil, err
	}
	sim, err := ml.Simulate(history, c, simulationSeed)
	if err != nil {
		return nil, err
	}
	out := &domain.ThresholdSimulation{
		Considered: sim.Considered, Automatic: sim.Automatic, Audited: sim.Audited, TouchesSaved: sim.Saved, Coverage: sim.Coverage, Wrong: sim.Wrong, Bound: sim.Bound,
		Money: domain.NewMoney(sim.Money, r.dir.currency), WrongMoney: domain.NewMoney(sim.WrongMoney, r.dir.currency), BoundMoney: domain.NewMoney(sim.BoundMoney, r.dir.currency),
	}
	if sim.Stop != nil {
		out.StoppedOn, out.StoppedBecause = &sim.Stop.Date, &sim.Stop.Reason
	}
	return out, nil
}
