package workflow

import (
	"context"
	"slices"
	"time"

	"countersign/domain"
)

// What may be done to each kind of node, in the order in which a page shows it.
var (
	invoiceActions = []domain.Action{domain.ViewInvoice, domain.ApproveInvoice, domain.EnterInvoice, domain.CodeInvoice, domain.PostInvoice}
	intakeActions  = []domain.Action{domain.EnterInvoice, domain.EditMasterData, domain.EditSupplier, domain.MatchLines}
)

// CanInvoice says what the caller may do to an invoice, by the engine that enforces. Used, Tasks and Posting must be loaded.
func (s *Service) CanInvoice(ctx context.Context, inv *domain.Invoice, actions []domain.Action) ([]*domain.Answer, error) {
	as := func(actor domain.Actor, action domain.Action) domain.Actor {
		if open := openStep(inv); open != nil && action == domain.ApproveInvoice {
			return s.guise(actor, open)
		}
		return actor
	}
	return s.canAs(ctx, actions, invoiceActions, inv.Facts(), as, func(actor domain.Actor, action domain.Action) *domain.DenyReason {
		return s.invoiceAgainst(inv, actor.Asked(), action)
	})
}

// invoiceAgainst is what the invoice itself says against a person's action now, nil when nothing.
func (s *Service) invoiceAgainst(inv *domain.Invoice, person domain.UUID, action domain.Action) *domain.DenyReason {
	if !slices.Contains(domain.AllowedActions(inv.State), action) {
		return &domain.DenyReason{Code: domain.DenyWrongState, Message: inv.Standing()}
	}
	switch action {
	case domain.ApproveInvoice:
		return notAsked(inv, person)
	case domain.PostInvoice:
		if err := s.connected(inv.Posting); err != nil {
			return &domain.DenyReason{Code: domain.DenyWrongState, Message: err.Message}
		}
	}
	return nil
}

// CanTask says what the caller may do to a task. The subject's Used and Tasks must be loaded.
func (s *Service) CanTask(ctx context.Context, t *domain.Task, actions []domain.Action) ([]*domain.Answer, error) {
	standard := map[domain.TaskKind][]domain.Action{
		domain.TaskApprove: {domain.ApproveInvoice}, domain.TaskFixData: {domain.EnterInvoice, domain.CodeInvoice},
		domain.TaskResolve: {domain.PostInvoice},
	}[t.Kind]
	as := func(actor domain.Actor, _ domain.Action) domain.Actor { return s.guise(actor, t) }
	return s.canAs(ctx, actions, standard, t.Subject.Facts(), as, func(actor domain.Actor, _ domain.Action) *domain.DenyReason {
		switch {
		case t.State != domain.TaskReady:
			return &domain.DenyReason{Code: domain.DenyWrongState, Message: "This task is done."}
		case !slices.Contains(t.CandidateIDs, actor.Asked()):
			return &domain.DenyReason{Code: domain.DenyNotAssigned, Message: "This task waits for " + domain.Either(t.Candidates) + "."}
		}
		return nil
	})
}

// CanIntake says what the caller may do to a received file.
func (s *Service) CanIntake(ctx context.Context, in *domain.Intake, actions []domain.Action) ([]*domain.Answer, error) {
	facts := domain.Facts{Kind: domain.NodeIntake, Entity: in.ID.Entity, ID: in.ID.UUID}
	return s.can(ctx, actions, intakeActions, facts, func(domain.Actor, domain.Action) *domain.DenyReason { return intakeAgainst(in) })
}

// intakeAgainst is what the file itself says against any action, nil when nothing.
func intakeAgainst(in *domain.Intake) *domain.DenyReason {
	if in.State == domain.IntakeAccepted || in.State == domain.IntakeDiscarded {
		return &domain.DenyReason{Code: domain.DenyWrongState, Message: "This file is done with."}
	}
	return nil
}

// Permits says what the caller may do at all, or in one entity.
func (s *Service) Permits(ctx context.Context, actions []domain.Action, entity *domain.ID) ([]*domain.Answer, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	if len(actions) == 0 {
		actions = domain.Actions()
	}
	answers := make([]*domain.Answer, len(actions))
	for i, action := range actions {
		var answer domain.Answer
		if entity != nil {
			answer = s.inEntity(r.actor, action, entity.Entity, r.at)
		} else {
			answer = s.anywhere(r.actor, action, r.at)
		}
		answers[i] = &answer
	}
	return answers, nil
}

// anywhere asks for the action in every entity and takes the best answer.
func (s *Service) anywhere(actor domain.Actor, action domain.Action, at time.Time) domain.Answer {
	scope := s.gate.Scope(actor, action, at).Entities()
	if len(scope) == 0 {
		return s.inEntity(actor, action, 0, at)
	}
	return s.inEntity(actor, action, scope[0], at)
}

// inEntity asks without a record; what is limited by amount is asked for an amount of zero.
func (s *Service) inEntity(actor domain.Actor, action domain.Action, entity domain.EntityID, at time.Time) domain.Answer {
	facts := domain.Facts{Entity: entity}
	if action == domain.ApproveInvoice || action == domain.PostInvoice {
		facts.Kind, facts.ID = domain.NodeInvoice, domain.UUIDOf("any invoice")
		facts.Amount = domain.NewMoney(0, s.directory.Load().currency)
	}
	return s.gate.Explain(actor, action, facts, at)
}

// can asks the gate for the caller in their own right, and adds what the record itself says against it; nil when it says nothing.
func (s *Service) can(ctx context.Context, actions, standard []domain.Action, facts domain.Facts, against func(domain.Actor, domain.Action) *domain.DenyReason) ([]*domain.Answer, error) {
	themselves := func(actor domain.Actor, _ domain.Action) domain.Actor { return actor }
	return s.canAs(ctx, actions, standard, facts, themselves, against)
}

// canAs is can for the caller as they come: in their own right, or for somebody who delegated to them.
func (s *Service) canAs(ctx context.Context, actions, standard []domain.Action, facts domain.Facts, as func(domain.Actor, domain.Action) domain.Actor, against func(domain.Actor, domain.Action) *domain.DenyReason) ([]*domain.Answer, error) {
	actor, err := domain.ActorFrom(ctx)
	if err != nil {
		return nil, err
	}
	if len(actions) == 0 {
		actions = standard
	}
	at := s.now()
	answers := make([]*domain.Answer, len(actions))
	for i, action := range actions {
		guise := as(actor, action)
		answer := s.gate.Explain(guise, action, facts, at)
		if against != nil {
			if reason := against(guise, action); reason != nil {
				answer.Allowed, answer.Paths = false, nil
				answer.Reasons = append(answer.Reasons, *reason)
			}
		}
		answers[i] = &answer
	}
	return answers, nil
}

// notAsked says that an approval waits for others, nil when the person is asked now.
func notAsked(inv *domain.Invoice, person domain.UUID) *domain.DenyReason {
	t := openStep(inv)
	switch {
	case t == nil:
		return &domain.DenyReason{Code: domain.DenyWrongState, Message: "No step of it waits for an approval."}
	case slices.Contains(t.CandidateIDs, person):
		return nil
	}
	return &domain.DenyReason{Code: domain.DenyNotAssigned, Message: "It waits for " + domain.Either(t.Candidates) + "."}
}

// openStep is the step that waits for an approval, nil when none does.
func openStep(inv *domain.Invoice) *domain.Task {
	for _, t := range inv.Tasks {
		if t.Kind == domain.TaskApprove && t.State == domain.TaskReady {
			return t
		}
	}
	return nil
}
