package workflow

import (
	"context"
	"slices"
	"time"

	"countersign/domain"
)

// onBehalf is ctx with the caller as they act for somebody who delegated to them. Whether anybody did is the gate's to
// say, of the record that is meant. Errors: NOT_FOUND when there is no such person.
func (s *Service) onBehalf(ctx context.Context, of *domain.ID) (context.Context, error) {
	if of == nil {
		return ctx, nil
	}
	actor, err := domain.ActorFrom(ctx)
	if err != nil {
		return ctx, err
	}
	dir, err := s.fresh(ctx)
	if err != nil {
		return ctx, err
	}
	p := dir.people[of.UUID]
	switch {
	case p == nil || of.Kind != domain.NodeUser:
		return ctx, domain.RefuseField(domain.CodeNotFound, "onBehalfOfId", "There is nobody with this id.")
	case p.ID.UUID == actor.ID:
		return ctx, nil
	}
	actor.OnBehalf = domain.Behalf{ID: p.ID.UUID, Name: p.Name}
	return domain.WithActor(ctx, actor), nil
}

// guise is the actor as they come to a task: in their own right when they are asked, else for whoever is asked and
// delegated it to them. Of several it is the first for whom they may.
func (s *Service) guise(actor domain.Actor, t *domain.Task) domain.Actor {
	at := s.now()
	lenders := s.lendersOf(actor, t, at)
	for i, lender := range lenders {
		as := actor
		as.OnBehalf = domain.Behalf{ID: lender.ID.UUID, Name: lender.Name}
		if i == len(lenders)-1 || t.Subject != nil && s.gate.Explain(as, domain.ApproveInvoice, t.Subject.Facts(), at).Allowed {
			return as
		}
	}
	return actor
}

// lendersOf are who is asked for a task and has delegated it to the actor; none when the actor is asked themselves.
func (s *Service) lendersOf(actor domain.Actor, t *domain.Task, at time.Time) []*domain.User {
	if t.Kind != domain.TaskApprove || t.State != domain.TaskReady || slices.Contains(t.CandidateIDs, actor.ID) {
		return nil
	}
	lenders := s.gate.Lenders(actor.ID, domain.ApproveInvoice, t.ID.Entity, at)
	lenders = slices.DeleteFunc(lenders, func(id domain.UUID) bool { return !slices.Contains(t.CandidateIDs, id) })
	return s.directory.Load().users(lenders)
}

// OnBehalfOf is for whom the caller would do a task, by delegation; nil when they are asked themselves, or not at all.
func (s *Service) OnBehalfOf(ctx context.Context, t *domain.Task) (*domain.User, error) {
	actor, err := domain.ActorFrom(ctx)
	if err != nil {
		return nil, err
	}
	return s.directory.Load().people[s.guise(actor, t).OnBehalf.ID], nil
}

// StandsFor says for whom, beside themselves, the caller sees tasks now in an entity.
func (s *Service) StandsFor(ctx context.Context, entity domain.EntityID) []domain.UUID {
	actor, err := domain.ActorFrom(ctx)
	if err != nil {
		return nil
	}
	return s.gate.Lenders(actor.ID, domain.ApproveInvoice, entity, s.now())
}
