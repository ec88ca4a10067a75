package workflow

import (
	"context"
	"slices"

	"countersign/domain"
)

// ModelDone is the model of a use after a command about it.
type ModelDone struct {
	Entity domain.EntityID
	Use    domain.AiUse
}

// onModel runs decide on the locked model of a use in an entity that the caller sees, and saves it.
func (s *Service) onModel(ctx context.Context, c command, use domain.AiUse, needs domain.Action, decide func(*work, *domain.Model) (domain.Event, error), then ...func(w *work, m *domain.Model, event domain.UUID) error) (*ModelDone, error) {
	done := ModelDone{c.entity, use}
	c.about = domain.EntityNode(c.entity)
	c.answer = &done
	return &done, s.change(ctx, c, func(w *work) error {
		if !w.scope.Sees(c.entity) || !slices.Contains(domain.AiUses(), use) {
			return domain.Refuse(domain.CodeNotFound, "There is no such model, or you may not see it.")
		}
		m, err := w.tx.ModelForUpdate(ctx, c.entity, use)
		if err != nil {
			return err
		}
		facts := m.Facts()
		permit, err := s.allowOn(ctx, w, needs, &facts)
		if err != nil {
			return err
		}
		event, err := decide(w, m)
		if err != nil {
			return err
		}
		recorded, _, err := w.record(ctx, permit, event)
		if err != nil {
			return err
		}
		for _, follow := range then {
			if err := follow(w, m, recorded); err != nil {
				return err
			}
		}
		return w.tx.SaveModel(ctx, m)
	})
}

// KillModel switches a model off: from the next request on it says nothing. One person is enough to stop.
//
// Errors: NOT_FOUND; FORBIDDEN without MODEL_PUBLISH there; WRONG_STATE when it is off; INVALID without a reason.
func (s *Service) KillModel(ctx context.Context, in domain.TurnModelInput) (*ModelDone, error) {
	c := command{name: "killModel", entity: in.EntityID.Entity, key: in.IdempotencyKey, body: in}
	return s.onModel(ctx, c, in.Use, domain.PublishModel, func(w *work, m *domain.Model) (domain.Event, error) {
		return m.Turn(w.actor, domain.ModelKilled, in.Reason, w.at)
	})
}

// DemoteModel takes a model from acting by itself: from the next request on it suggests at most. One person is enough.
//
// Errors: NOT_FOUND; FORBIDDEN without MODEL_PUBLISH there; WRONG_STATE when it does not act; INVALID without a reason.
func (s *Service) DemoteModel(ctx context.Context, in domain.TurnModelInput) (*ModelDone, error) {
	c := command{name: "demoteModel", entity: in.EntityID.Entity, key: in.IdempotencyKey, body: in}
	return s.onModel(ctx, c, in.Use, domain.PublishModel, func(w *work, m *domain.Model) (domain.Event, error) {
		return m.Turn(w.actor, domain.ModelDemoted, in.Reason, w.at)
	})
}

// NameModelOwner names who answers for a model: somebody else, who may put models in force there.
//
// Errors: NOT_FOUND; FORBIDDEN without MODEL_PUBLISH there, and to who names themselves; WRONG_STATE; INVALID for somebody who
// does not work here or may not put models in force.
func (s *Service) NameModelOwner(ctx context.Context, in domain.NameModelOwnerInput) (*ModelDone, error) {
	c := command{name: "nameModelOwner", entity: in.EntityID.Entity, key: in.IdempotencyKey, body: in}
	return s.onModel(ctx, c, in.Use, domain.PublishModel, func(w *work, m *domain.Model) (domain.Event, error) {
		owner := w.dir.people[in.OwnerID.UUID]
		if owner == nil || owner.ID != in.OwnerID || !owner.Active {
			return domain.Event{}, domain.RefuseField(domain.CodeInvalid, "ownerId", "Name somebody who works here.")
		}
		if !s.gate.ExplainAbout(owner.ID.UUID, domain.PublishModel, m.Facts(), w.at).Allowed {
			return domain.Event{}, domain.RefuseField(domain.CodeInvalid, "ownerId", "%s may not put models in force here, so they cannot answer for one.", owner.Name)
		}
		return m.Own(w.actor, owner.ID.UUID, owner.Name, in.Reason)
	})
}

// AskPromotion asks the owner of a model to let it act again.
//
// Errors: NOT_FOUND; FORBIDDEN without POLICY_EDIT there, and to the owner; WRONG_STATE when nothing keeps it from acting, it has no owner or
// somebody asked; INVALID without a reason.
func (s *Service) AskPromotion(ctx context.Context, in domain.AskPromotionInput) (*ModelDone, error) {
	c := command{name: "askPromotion", entity: in.EntityID.Entity, key: in.IdempotencyKey, body: in}
	return s.onModel(ctx, c, in.Use, domain.EditPolicy, func(w *work, m *domain.Model) (domain.Event, error) {
		p, event, err := m.Ask(w.actor, in.Reason, w.at)
		if err != nil {
			return event, err
		}
		return event, w.tx.InsertPromotion(ctx, m.ID.Entity, p)
	})
}

// DecidePromotion is what the owner of a model says to who asked. When they agree, the model acts again as far as its policy and its evidence let it.
//
// Errors: NOT_FOUND; FORBIDDEN without MODEL_PUBLISH there, to all but the owner, and to who asked; WRONG_STATE when nobody asks; INVALID without a
// comment.
func (s *Service) DecidePromotion(ctx context.Context, in domain.DecidePromotionInput) (*ModelDone, error) {
	c := command{name: "decidePromotion", entity: in.EntityID.Entity, key: in.IdempotencyKey, body: in}
	var asked *domain.ModelPromotion
	return s.onModel(ctx, c, in.Use, domain.PublishModel, func(w *work, m *domain.Model) (domain.Event, error) {
		asked = m.Asked
		event, err := m.Judge(w.actor, in.Agree, in.Comment, w.at)
		if err != nil {
			return event, err
		}
		return event, w.tx.SavePromotion(ctx, m.ID.Entity, asked)
	}, func(w *work, m *domain.Model, event domain.UUID) error {
		if !in.Agree {
			return nil
		}
		_, err := w.tx.InsertTurn(ctx, &domain.AdviceTurn{
			ID: domain.ID{Entity: m.ID.Entity, UUID: asked.ID}, Use: m.Use, Kind: domain.TurnPromoted, Reason: asked.Comment, On: domain.DateOf(w.at),
			Person: w.actor.ID, Event: event, At: w.at,
		})
		return err
	})
}
