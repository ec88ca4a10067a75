package workflow

import (
	"context"

	"countersign/domain"
)

// glance is the caller as a reader of what is in memory, for fields of an answer whose root was read through fresh
// snapshots. Errors: as reading.
func (s *Service) glance(ctx context.Context) (*reader, error) {
	actor, err := domain.ActorFrom(ctx)
	if err != nil {
		return nil, err
	}
	dir, at := s.directory.Load(), s.now()
	return &reader{actor: actor, dir: dir, scope: s.gate.Scope(actor, domain.ViewInvoice, at), at: at}, dir.admits(actor)
}

// mayLook refuses whoever may not look at other people's access: it needs AUDIT_READ for the group, or for the entity when
// the question is about one alone. The refusal comes into the log, as every refusal over rights does.
//
// Errors: FORBIDDEN.
func (s *Service) mayLook(ctx context.Context, r *reader, command string, entity domain.EntityID) error {
	_, err := s.gate.Allow(r.actor, domain.ReadAudit, domain.Facts{}, r.at)
	if err != nil && entity != 0 {
		_, err = s.gate.Allow(r.actor, domain.ReadAudit, domain.Facts{Entity: entity}, r.at)
	}
	if err != nil {
		s.recordRefusal(ctx, r.actor, commandOf(command, entity), err)
	}
	return err
}

// mayLookAt is mayLook for what is about one person: everybody may look at their own access.
func (s *Service) mayLookAt(ctx context.Context, r *reader, command string, person domain.UUID, entity domain.EntityID) error {
	if person == r.actor.ID {
		return nil
	}
	return s.mayLook(ctx, r, command, entity)
}

// commandOf names a question as a command, for the log of refusals.
func commandOf(name string, entity domain.EntityID) command {
	return command{name: name, entity: entity}
}
