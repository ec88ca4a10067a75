package workflow

import (
	"context"
	"time"

	"countersign/domain"
)

// casesSeen is the entities whose cases the actor sees, whoever owns them: where they may resolve cases, or audit.
func (s *Service) casesSeen(actor domain.Actor, at time.Time) domain.Scope {
	seen := s.gate.Scope(actor, domain.ResolveCase, at).Entities()
	return domain.ScopeOf(append(seen, s.gate.Scope(actor, domain.ReadAudit, at).Entities()...)...)
}

// Cases is a page of cases, newest first: those of entities where the caller resolves cases or audits, and those that are
// the caller's to answer for. subjects says whether what they are about is wanted, too.
func (s *Service) Cases(ctx context.Context, f domain.CaseFilter, l List, subjects bool) (domain.Page[*domain.Case], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.Case]{}, err
	}
	page, err := s.db.Cases(ctx, s.casesSeen(r.actor, r.at), r.actor.ID, f, l.Page, l.Counted, r.at)
	if err != nil {
		return page, err
	}
	if err := s.dressCases(ctx, r, page.Items); err != nil || !subjects {
		return page, err
	}
	return page, s.fillSubjects(ctx, r, page.Items)
}

func (s *Service) casesByID(ctx context.Context, r *reader, ids []domain.ID) ([]*domain.Case, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := s.db.CasesByID(ctx, s.casesSeen(r.actor, r.at), r.actor.ID, ids)
	if err != nil {
		return nil, err
	}
	return list, s.dressCases(ctx, r, list)
}

// dressCases fills in people, whether each is overdue, and what the reader did to its subject before.
func (s *Service) dressCases(ctx context.Context, r *reader, list []*domain.Case) error {
	var records []domain.UUID
	for _, c := range list {
		records = append(records, c.ID.UUID)
		if !c.SubjectID.IsZero() {
			records = append(records, c.SubjectID.UUID)
		}
	}
	if len(records) == 0 {
		return nil
	}
	used, err := s.db.UsedInGroup(ctx, s.gate.Parties(r.actor), records, r.dir.numbers())
	if err != nil {
		return err
	}
	with := &domain.CaseSet{}
	for _, c := range list {
		with.IDs = append(with.IDs, c.ID)
		c.With, c.OpenedBy = with, r.dir.people[c.OpenedByID]
		if e := r.dir.entities[c.ID.Entity]; e != nil {
			c.SLA = c.SLAOn(e.Calendar(), holidaysIn(e.Country), r.at)
		}
		c.Owner, c.EscalatedTo, c.About = r.dir.people[c.OwnerID], r.dir.people[c.EscalatedID], r.dir.people[c.AboutID]
		c.Overdue = c.State == domain.CaseOpen && c.DueAt.Before(r.at)
		c.Used = domain.UsedOn(c.Facts(), used)
		if c.Resolution != nil {
			c.Resolution.Person = r.dir.people[c.Resolution.ByID]
		}
	}
	return nil
}

// CanCase says what the caller may do to a case: resolve it, and what resolving it needs besides.
func (s *Service) CanCase(ctx context.Context, c *domain.Case, actions []domain.Action) ([]*domain.Answer, error) {
	return s.can(ctx, actions, resolving(c.Category), c.Facts(), func(actor domain.Actor, action domain.Action) *domain.DenyReason {
		switch action {
		case domain.ResolveCase:
			return c.Against(actor.ID)
		case domain.UndoMatch:
			return c.AgainstReopening()
		}
		return nil
	})
}
