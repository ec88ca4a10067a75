package workflow

import (
	"context"
	"slices"
	"time"

	"countersign/domain"
)

// seesEmergencies says whether the actor sees every session of emergency access, and not just their own: who decides on
// them and reviews them, and who audits.
func (s *Service) seesEmergencies(actor domain.Actor, at time.Time) bool {
	return slices.ContainsFunc([]domain.Action{domain.ApproveEmergency, domain.ReadAudit},
		func(a domain.Action) bool { return s.gate.Scope(actor, a, at).Sees(0) })
}

// EmergencyBundles are what can be had in an emergency, for who may use it, decides on it, or audits.
func (s *Service) EmergencyBundles(ctx context.Context) ([]*domain.EmergencyBundle, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	if !s.seesEmergencies(r.actor, r.at) && !s.gate.Scope(r.actor, domain.UseEmergency, r.at).Sees(0) {
		return nil, nil
	}
	bundles, err := s.db.EmergencyBundles(ctx)
	if err != nil {
		return nil, err
	}
	late, err := s.late(ctx, r)
	for _, b := range bundles {
		s.dressBundle(r.dir, b)
		b.Late = late
	}
	return bundles, err
}

func (s *Service) dressBundle(dir *directory, b *domain.EmergencyBundle) {
	b.Controller, b.Actions = dir.people[b.ControllerID], actionsOf(s.gate.Snapshot(), b.Role)
}

// Emergencies is a page of sessions, newest first: all of them for who decides on them or audits, their own for everybody
// else. events says whether what was done under each is wanted, too.
func (s *Service) Emergencies(ctx context.Context, f domain.EmergencyFilter, l List, events bool) (domain.Page[*domain.EmergencySession], error) {
	r, err := s.reading(ctx)
	if err != nil {
		return domain.Page[*domain.EmergencySession]{}, err
	}
	page, err := s.db.Emergencies(ctx, f, s.onlyEmergencies(r), l.Page, l.Counted)
	if err != nil {
		return page, err
	}
	return page, s.dressEmergencies(ctx, r, page.Items, events)
}

func (s *Service) emergenciesByID(ctx context.Context, r *reader, ids []domain.UUID) ([]*domain.EmergencySession, error) {
	list, err := s.db.EmergenciesByID(ctx, ids, s.onlyEmergencies(r))
	if err != nil {
		return nil, err
	}
	return list, s.dressEmergencies(ctx, r, list, true)
}

// onlyEmergencies is whose sessions the reader sees, the zero person being everybody's.
func (s *Service) onlyEmergencies(r *reader) domain.UUID {
	if s.seesEmergencies(r.actor, r.at) {
		return domain.UUID{}
	}
	return r.actor.ID
}

// dressEmergencies fills in people, bundles, reviews as far as the reader sees them, what the reader did to each before
// and, when wanted, what was done under each.
func (s *Service) dressEmergencies(ctx context.Context, r *reader, list []*domain.EmergencySession, events bool) error {
	if len(list) == 0 {
		return nil
	}
	var ids []domain.UUID
	var reviews []domain.ID
	for _, one := range list {
		ids = append(ids, one.ID.UUID)
		if !one.CaseID.IsZero() {
			reviews = append(reviews, domain.ID{Kind: domain.NodeCase, UUID: one.CaseID})
		}
	}
	used, err := s.db.UsedInGroup(ctx, s.gate.Parties(r.actor), ids, r.dir.numbers())
	if err != nil {
		return err
	}
	cases, err := s.casesByID(ctx, r, reviews)
	if err != nil {
		return err
	}
	late, err := s.late(ctx, r)
	if err != nil {
		return err
	}
	for _, one := range list {
		one.User, one.DecidedBy = r.dir.people[one.UserID], r.dir.people[one.DecidedID]
		one.Used, one.Late = domain.UsedOn(one.Facts(), used), late
		s.dressBundle(r.dir, one.Bundle)
		for _, c := range cases {
			if c.ID.UUID == one.CaseID {
				one.Review, c.Subject = c, one
			}
		}
	}
	if !events {
		return nil
	}
	if err := s.db.FillEmergencyEvents(ctx, list, r.at); err != nil {
		return err
	}
	for _, one := range list {
		for i := range one.Events {
			one.Events[i].Person = r.dir.people[one.Events[i].ActorID]
		}
	}
	return nil
}

// CanEmergency says what the caller may do to a session: decide on it, and end it.
func (s *Service) CanEmergency(ctx context.Context, e *domain.EmergencySession, actions []domain.Action) ([]*domain.Answer, error) {
	return s.can(ctx, actions, []domain.Action{domain.ApproveEmergency, domain.UseEmergency}, e.Facts(), func(actor domain.Actor, action domain.Action) *domain.DenyReason {
		switch {
		case action == domain.ApproveEmergency && e.State == domain.EmergencyRequested:
			return e.Late[action]
		case action == domain.ApproveEmergency && e.State != domain.EmergencyActive: // which they may end
			return &domain.DenyReason{Code: domain.DenyWrongState, Message: e.Standing()}
		case action == domain.UseEmergency && e.UserID != actor.ID:
			return &domain.DenyReason{Code: domain.DenyNotAssigned, Message: "This is not emergency access of yours."}
		case action == domain.UseEmergency && e.State != domain.EmergencyActive:
			return &domain.DenyReason{Code: domain.DenyWrongState, Message: e.Standing()}
		}
		return nil
	})
}

// CanBundle says whether the caller may ask for a bundle now.
func (s *Service) CanBundle(ctx context.Context, b *domain.EmergencyBundle, actions []domain.Action) ([]*domain.Answer, error) {
	return s.can(ctx, actions, []domain.Action{domain.UseEmergency}, domain.Facts{}, func(_ domain.Actor, action domain.Action) *domain.DenyReason {
		if refusal := refusalOf(b.Sound()); refusal != nil {
			return &domain.DenyReason{Code: domain.DenyWrongState, Message: refusal.Message}
		}
		return b.Late[action]
	})
}

// late is what overdue reviews forbid the reader, by action.
func (s *Service) late(ctx context.Context, r *reader) (map[domain.Action]*domain.DenyReason, error) {
	owed, own, err := s.db.OverdueReviews(ctx, r.actor.ID, r.at)
	if err != nil {
		return nil, err
	}
	return map[domain.Action]*domain.DenyReason{
		domain.ApproveEmergency: overdue(domain.ApproveEmergency, owed, own, ""), domain.UseEmergency: overdue(domain.UseEmergency, owed, own, ""),
	}, nil
}

// BundleConflicts are the segregation rules of which the caller would hold both sides under a bundle, and does not
// without.
func (s *Service) BundleConflicts(ctx context.Context, b *domain.EmergencyBundle) ([]*domain.DutyRule, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	keys, _, err := bothSides(s.gate.Snapshot(), b, r.actor.ID, r.at)
	return s.RulesNow(keys), err
}

// RulesNow are the segregation rules with these keys as they are now; one that was removed is left out.
func (s *Service) RulesNow(keys []string) []*domain.DutyRule {
	rules := make([]*domain.DutyRule, 0, len(keys))
	for _, key := range keys {
		if rule := s.RuleNow(key); rule != nil {
			rules = append(rules, rule)
		}
	}
	return rules
}
