package workflow

import (
	"context"
	"slices"

	"countersign/domain"
	"countersign/store"
)

// Models are the models of entities whose invoices the caller may see, one for each use, with all that governs them; of all those entities
// when none is named.
func (s *Service) Models(ctx context.Context, entities []domain.ID) ([]*domain.Model, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	return s.models(ctx, r, entitiesOf(entities))
}

// Model is the model of a command.
func (s *Service) Model(ctx context.Context, of ModelDone) (*domain.Model, error) {
	list, err := s.Models(ctx, []domain.ID{domain.EntityNode(of.Entity)})
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(list, func(m *domain.Model) bool { return m.Use == of.Use })
	if at < 0 {
		return nil, domain.Refuse(domain.CodeNotFound, "There is no such model, or you may not see it.")
	}
	return list[at], nil
}

func entitiesOf(ids []domain.ID) (list []domain.EntityID) {
	for _, id := range ids {
		list = append(list, id.Entity)
	}
	return list
}

func (s *Service) models(ctx context.Context, r *reader, wanted []domain.EntityID) ([]*domain.Model, error) {
	entities := r.scope.Within(wanted).Entities()
	g, err := s.db.Models(ctx, entities)
	if err != nil {
		return nil, err
	}
	var list []*domain.Model
	for _, entity := range entities {
		if entity == 0 {
			continue
		}
		for _, use := range domain.AiUses() {
			list = append(list, r.dir.governed(g, entity, use))
		}
	}
	return list, nil
}

// governed puts together what is known of one model.
func (d *directory) governed(g *store.Governed, entity domain.EntityID, use domain.AiUse) *domain.Model {
	m := domain.NewModel(entity, use)
	for _, known := range g.Models {
		if known.ID.Entity == entity && known.Use == use {
			m = known
		}
	}
	m.Entity, m.Owner, m.By = d.entities[entity], d.people[m.OwnerID], d.people[m.ByID]
	if m.Asked = g.Asked[m.ID.UUID]; m.Asked != nil {
		m.Asked.By = d.people[m.Asked.ByID]
	}
	for _, p := range g.Policies {
		p.Drafter, p.Publisher = d.people[p.DraftedBy], d.people[p.PublishedBy]
		switch {
		case p.ID.Entity != entity || p.Use != use:
		case p.State == "DRAFT":
			m.Drafts = append(m.Drafts, p)
		case p.State == "RETIRED":
			m.Retired = append(m.Retired, p)
		default:
			m.Policy = p
		}
	}
	for _, t := range g.Stopped {
		if t.ID.Entity == entity && t.Use == use {
			m.Stopped = t
		}
	}
	for _, v := range g.Newest {
		if v.ID.Entity == entity && v.ModelID == m.ID.UUID {
			m.Champion = v
		}
	}
	if m.Policy == nil {
		m.Policy = domain.DefaultAdvicePolicy(entity, use)
	}
	m.Spending = spendingOf(m.Policy, g.Agreed[m.ID.UUID], g.Mistakes)
	return m
}

// CanModel says what the caller may do to a model.
func (s *Service) CanModel(ctx context.Context, m *domain.Model, actions []domain.Action) ([]*domain.Answer, error) {
	return s.can(ctx, actions, []domain.Action{domain.PublishModel, domain.PublishThreshold, domain.EditPolicy}, m.Facts(), nil)
}
