package workflow

import (
	"context"

	"countersign/domain"
	"countersign/store"
)

// ownersOf are who should own a case of lines of an account, the first who may: who the rules of ownership name for the
// category on accounts of this kind, else who prepares the account.
func (w *work) ownersOf(ctx context.Context, account *domain.ReconAccount, category string) ([]domain.UUID, error) {
	rules, err := w.tx.CaseOwners(ctx, account.ID.Entity)
	if err != nil {
		return nil, err
	}
	wanted := []domain.UUID{domain.OwnerBy(rules, account.Kind, category, account.PreparerID)}
	return append(wanted, account.PreparerID), nil
}

// CaseOwners are the rules that say who owns cases of lines, of the entities whose accounts the caller sees.
func (s *Service) CaseOwners(ctx context.Context) ([]*domain.CaseOwner, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.db.CaseOwners(ctx, s.reconScope(r.actor, r.at))
	for _, o := range list {
		o.Entity = r.dir.entities[o.ID.Entity]
		o.Owner, o.SetBy = r.dir.people[o.OwnerID], r.dir.people[o.SetByID]
	}
	return list, err
}

// SetCaseOwner says who owns cases of lines of a category on accounts of a kind, from the next case on.
//
// Errors: NOT_FOUND for an entity that the caller does not see; FORBIDDEN without POLICY_PUBLISH there; STALE; INVALID, also for
// an owner who may not resolve cases there.
func (s *Service) SetCaseOwner(ctx context.Context, in domain.SetCaseOwnerInput) (*domain.ID, error) {
	id := domain.CaseOwnerID(in.EntityID.Entity, orEmpty(in.AccountKind), orEmpty(in.Category))
	c := command{name: "setCaseOwner", entity: in.EntityID.Entity, about: in.EntityID, key: in.IdempotencyKey, body: in, answer: &id}
	return &id, s.change(ctx, c, func(w *work) error {
		if in.EntityID.Kind != domain.NodeEntity || !s.reconScope(w.actor, w.at).Sees(in.EntityID.Entity) {
			return domain.RefuseField(domain.CodeNotFound, "entityId", "There is no such entity, or you may not see its accounts.")
		}
		rules, err := w.tx.CaseOwners(ctx, id.Entity)
		if err != nil {
			return err
		}
		rule := &domain.CaseOwner{ID: id, AccountKind: orEmpty(in.AccountKind), Category: orEmpty(in.Category)}
		for _, r := range rules {
			if r.ID == id {
				rule = r
			}
		}
		if (in.Version != nil || rule.Version > 0 && !rule.OwnerID.IsZero()) && (in.Version == nil || *in.Version != rule.Version) {
			return store.Stale(rule.Version)
		}
		facts := domain.Facts{Kind: domain.NodeCaseOwner, Entity: id.Entity, ID: id.UUID}
		permit, err := s.gate.Allow(w.actor, domain.PublishPolicy, facts, w.at)
		if err != nil {
			return err
		}
		sample := &domain.Case{ID: domain.ID{Kind: domain.NodeCase, Entity: id.Entity, UUID: domain.NewUUID(w.at)}, Category: domain.CauseUnknown}
		if in.OwnerID != nil && !s.couldResolve(sample, in.OwnerID.UUID, w.at) {
			return domain.RefuseField(domain.CodeInvalid, "ownerId", "This person may not resolve cases here.")
		}
		event, err := rule.Set(w.actor, in, w.at)
		if err != nil {
			return err
		}
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		return w.tx.SaveCaseOwner(ctx, rule)
	})
}
