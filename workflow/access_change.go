package workflow

import (
	"context"
	"fmt"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// AccessChanged is a change of access after a command about it.
type AccessChanged struct{ Change domain.ID }

// asking is how one kind of change is asked for.
type asking struct {
	kind   domain.AccessChangeKind
	reason string
	// propose checks what was put in and says whom the change is about. It is called once the right to ask is clear.
	propose func(*proposer) (domain.UUID, domain.Proposal, error)
}

// GrantRole asks that a person is given a role.
//
// Errors: FORBIDDEN; DUTY_CONFLICT for a role of one's own; INVALID with every violation.
func (s *Service) GrantRole(ctx context.Context, in domain.GrantRoleInput) (*AccessChanged, error) {
	return s.askAccess(ctx, command{name: "grantRole", key: in.IdempotencyKey, body: in}, asking{
		kind: domain.ChangeGrant, reason: in.Reason, propose: func(p *proposer) (domain.UUID, domain.Proposal, error) { return p.grant(in.Grant) },
	})
}

// RevokeGrant asks that a grant ends, at once or at an instant to come.
//
// Errors: FORBIDDEN; DUTY_CONFLICT for a grant of one's own; INVALID; NOT_FOUND; WRONG_STATE when it ends no later anyway.
func (s *Service) RevokeGrant(ctx context.Context, in domain.RevokeGrantInput) (*AccessChanged, error) {
	return s.askAccess(ctx, command{name: "revokeGrant", key: in.IdempotencyKey, body: in}, asking{
		kind: domain.ChangeRevoke, reason: in.Reason, propose: func(p *proposer) (domain.UUID, domain.Proposal, error) { return p.revoke(in) },
	})
}

// SaveRole asks for a new role, or for another version of one.
//
// Errors: FORBIDDEN; DUTY_CONFLICT when the caller would gain by it; INVALID with every violation.
func (s *Service) SaveRole(ctx context.Context, in domain.SaveRoleInput) (*AccessChanged, error) {
	return s.askAccess(ctx, command{name: "saveRole", key: in.IdempotencyKey, body: in}, asking{
		kind: domain.ChangeRole, reason: in.Reason, propose: func(p *proposer) (domain.UUID, domain.Proposal, error) { return p.role(in.Role) },
	})
}

// SaveSodRule asks for a new segregation rule, or for another version of one. A critical one is never weakened.
//
// Errors: FORBIDDEN; DUTY_CONFLICT when the caller would be freed of it; INVALID with every violation.
func (s *Service) SaveSodRule(ctx context.Context, in domain.SaveSodRuleInput) (*AccessChanged, error) {
	return s.askAccess(ctx, command{name: "saveSodRule", key: in.IdempotencyKey, body: in}, asking{
		kind: domain.ChangeRule, reason: in.Reason, propose: func(p *proposer) (domain.UUID, domain.Proposal, error) { return p.rule(in.Rule) },
	})
}

// RemoveSodRule asks that a segregation rule no longer holds. A critical one is never removed.
//
// Errors: FORBIDDEN; DUTY_CONFLICT when the caller would be freed of it; INVALID; NOT_FOUND.
func (s *Service) RemoveSodRule(ctx context.Context, in domain.RemoveSodRuleInput) (*AccessChanged, error) {
	return s.askAccess(ctx, command{name: "removeSodRule", key: in.IdempotencyKey, body: in}, asking{
		kind: domain.ChangeRule, reason: in.Reason, propose: func(p *proposer) (domain.UUID, domain.Proposal, error) { return p.drop(in.Rule) },
	})
}

// MitigateConflict asks that one person may hold both sides of a rule for a time, under a control that somebody else
// keeps. The check of acts by a critical rule goes on all the same.
//
// Errors: FORBIDDEN; DUTY_CONFLICT for a conflict of one's own; INVALID with every violation.
func (s *Service) MitigateConflict(ctx context.Context, in domain.MitigateInput) (*AccessChanged, error) {
	return s.askAccess(ctx, command{name: "mitigateConflict", key: in.IdempotencyKey, body: in}, asking{
		kind: domain.ChangeMitigation, reason: in.Reason, propose: func(p *proposer) (domain.UUID, domain.Proposal, error) { return p.mitigation(in) },
	})
}

// SaveServiceAccount asks for a service account with its one role, or for a change of one.
//
// Errors: FORBIDDEN; DUTY_CONFLICT for one that the caller would answer for; INVALID with every violation.
func (s *Service) SaveServiceAccount(ctx context.Context, in domain.SaveServiceAccountInput) (*AccessChanged, error) {
	return s.askAccess(ctx, command{name: "saveServiceAccount", key: in.IdempotencyKey, body: in}, asking{
		kind: domain.ChangeService, reason: in.Reason, propose: func(p *proposer) (domain.UUID, domain.Proposal, error) { return p.service(in) },
	})
}

// askAccess keeps a change of access with what it would do. Nothing changes until somebody else agrees.
func (s *Service) askAccess(ctx context.Context, c command, ask asking) (*AccessChanged, error) {
	var done AccessChanged
	c.about, c.answer = domain.EntityNode(0), &done
	return &done, s.change(ctx, c, func(w *work) error {
		id := domain.ID{Kind: domain.NodeAccessChange, UUID: domain.NewUUID(w.at)}
		facts := domain.Facts{Kind: id.Kind, ID: id.UUID}
		permit, err := s.allowInGroup(ctx, w, ask.kind.Asks(), &facts)
		if err != nil {
			return err
		}
		book, err := s.standing(w)
		if err != nil {
			return err
		}
		person, proposal, err := ask.propose(newProposer(w, book))
		if err != nil {
			return err
		}
		change, err := domain.NewAccessChange(ask.kind, w.actor, person, proposal, ask.reason, w.at)
		if err != nil {
			return err
		}
		change.ID, done.Change = id, id
		if err := s.preview(ctx, w, book, change); err != nil {
			return err
		}
		if err := change.Gainer(w.actor.ID); err != nil {
			return err
		}
		event := domain.Happened("access_change.requested", id, w.actor.Name+" asked: "+change.Title()).With("kind", change.Kind).
			With("digest", change.Digest).With("base", change.Base).With("blocked", change.Preview.Blocked()).Because(change.Reason).AtVersion(1)
		of, _, err := w.record(ctx, permit, event)
		if err != nil {
			return err
		}
		if change.Kind == domain.ChangeMitigation {
			if err := w.stand(ctx, s.gate.Stand(person, domain.BenefitFromException, facts, w.at), of); err != nil {
				return err
			}
		}
		return w.tx.InsertAccessChange(ctx, change)
	})
}

// allowInGroup asks the gate about a record of the whole group, with the duties that were used anywhere in it.
func (s *Service) allowInGroup(ctx context.Context, w *work, action domain.Action, facts *domain.Facts) (permit, error) {
	used, err := w.tx.UsedInGroup(ctx, s.gate.Parties(w.actor), append([]domain.UUID{facts.ID}, facts.Linked...), w.dir.numbers())
	if err != nil {
		return permit{}, err
	}
	facts.Used = used
	return s.gate.Allow(w.actor, action, *facts, w.at)
}

// standing is the rulebook that the change stands on. Errors: movedError when another took its place meanwhile.
func (s *Service) standing(w *work) (*authz.Snapshot, error) {
	book := s.gate.Snapshot()
	if book.Version() != w.rulebook {
		return nil, &movedError{store.Version{Authz: book.Version()}}
	}
	return book, nil
}

// preview fills in what the change would do to the rulebook.
func (s *Service) preview(ctx context.Context, w *work, book *authz.Snapshot, change *domain.AccessChange) error {
	now := book.Book()
	revision, err := change.Proposal.Revision(&now, domain.Record{From: w.at})
	if err != nil {
		return err
	}
	draft, err := book.Draft(revision)
	if err != nil {
		return unsound(err)
	}
	change.Base = book.Version()
	change.Preview, err = s.compare(ctx, w, book, draft, change.Proposal.Effective(&now, &revision, w.at))
	return err
}

// unsound tells that a rulebook would not pass the strict loader.
func unsound(err error) error {
	refusal := refusalOf(err)
	if refusal == nil {
		return fmt.Errorf("try the rulebook: %w", err)
	}
	told := domain.Refuse(domain.CodeInvalid, "The rulebook would no longer be sound: %s", refusal.Message)
	return told.With("violations", refusal.Details["violations"])
}

// stand records that a person stands towards a record without having done anything.
func (w *work) stand(ctx context.Context, uses []domain.DutyUse, event domain.UUID) error {
	for i := range uses {
		uses[i].Event = event
	}
	_, err := w.tx.UseDuties(ctx, uses)
	return err
}
