package workflow

import (
	"context"

	"countersign/domain"
)

// AdvicePolicyDone is a policy of advice after a command about it.
type AdvicePolicyDone struct {
	Policy domain.ID
	Use    domain.AiUse
}

// DraftAdvicePolicy keeps how often a use may be wrong, on what and for how much money, as a draft; nothing follows it until somebody else puts it in
// force.
//
// Errors: NOT_FOUND; FORBIDDEN without POLICY_EDIT there; INVALID with every violation.
func (s *Service) DraftAdvicePolicy(ctx context.Context, in domain.DraftAdvicePolicyInput) (*AdvicePolicyDone, error) {
	var done AdvicePolicyDone
	c := command{name: "draftAdvicePolicy", entity: in.EntityID.Entity, about: domain.EntityNode(in.EntityID.Entity), key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		if !w.scope.Sees(in.EntityID.Entity) {
			return domain.Refuse(domain.CodeNotFound, "There is no such entity, or you may not see it.")
		}
		if _, err := w.tx.ModelForUpdate(ctx, in.EntityID.Entity, in.Use); err != nil { // one draft at a time gets a number
			return err
		}
		id := domain.ID{Kind: domain.NodeAdvicePolicy, Entity: in.EntityID.Entity, UUID: domain.NewUUID(w.at)}
		permit, err := s.gate.Allow(w.actor, domain.EditPolicy, domain.Facts{Kind: id.Kind, Entity: id.Entity, ID: id.UUID}, w.at)
		if err != nil {
			return err
		}
		versions, err := w.tx.AdviceDrafts(ctx, in.EntityID.Entity, in.Use)
		if err != nil {
			return err
		}
		number := 1
		if len(versions) > 0 {
			number = versions[0].Number + 1
		}
		p, event, err := domain.NewAdvicePolicy(id, in, w.actor, number, w.dir.currency)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		done = AdvicePolicyDone{p.ID, p.Use}
		return w.tx.InsertAdvicePolicy(ctx, p)
	})
}

// PublishAdvicePolicy puts a draft in force; what was retires. A budget of error money begins anew.
//
// Errors: NOT_FOUND; FORBIDDEN without THRESHOLD_PUBLISH there, and to who drafted it; WRONG_STATE for what is no draft.
func (s *Service) PublishAdvicePolicy(ctx context.Context, in domain.PublishAdvicePolicyInput) (*AdvicePolicyDone, error) {
	done := AdvicePolicyDone{Policy: in.ID}
	c := command{name: "publishAdvicePolicy", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		unseen := domain.Refuse(domain.CodeNotFound, "There is no such policy, or you may not see it.")
		if in.ID.Kind != domain.NodeAdvicePolicy || !w.scope.Sees(in.ID.Entity) {
			return unseen
		}
		var draft, before *domain.AdvicePolicy
		for _, use := range domain.AiUses() {
			versions, err := w.tx.AdviceDrafts(ctx, in.ID.Entity, use)
			if err != nil {
				return err
			}
			var active *domain.AdvicePolicy
			for _, p := range versions {
				switch {
				case p.ID == in.ID:
					draft = p
				case p.State == "ACTIVE":
					active = p
				}
			}
			if draft != nil {
				before = active
				break
			}
		}
		if draft == nil {
			return unseen
		}
		permit, err := s.gate.Allow(w.actor, domain.PublishThreshold, draft.Facts(), w.at)
		if err != nil {
			return err
		}
		event, err := draft.Publish(w.actor, before, in.Reason, w.at)
		if err != nil {
			return err
		}
		if draft.Event, _, err = w.record(ctx, permit, event); err != nil {
			return err
		}
		done.Use = draft.Use
		if before != nil {
			if err := w.tx.SaveAdvicePolicy(ctx, before); err != nil {
				return err
			}
		}
		return w.tx.SaveAdvicePolicy(ctx, draft)
	})
}
