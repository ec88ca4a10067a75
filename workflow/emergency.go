package workflow

import (
	"context"
	"strings"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// EmergencyDone is a session of emergency access after a command about it.
type EmergencyDone struct{ Session domain.ID }

// UseOverride asks for the rights of a bundle for a time, under the ticket of an incident. An instant bundle is in force
// at once, and its controller is told; any other waits for a second person, and so does an instant one by which the
// caller would hold both sides of a rule that prevents.
//
// Errors: FORBIDDEN, also while reviews of the caller's own sessions are overdue; NOT_FOUND for an unknown bundle; INVALID
// with every violation; WRONG_STATE while another session of the caller is open, or when the bundle must not be used.
func (s *Service) UseOverride(ctx context.Context, in domain.UseOverrideInput) (*EmergencyDone, error) {
	var done EmergencyDone
	c := command{name: "useOverride", about: domain.EntityNode(0), key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		id := domain.ID{Kind: domain.NodeEmergency, UUID: domain.NewUUID(w.at)}
		permit, err := s.allowInGroup(ctx, w, domain.UseEmergency, &domain.Facts{Kind: id.Kind, ID: id.UUID})
		if err != nil {
			return err
		}
		if err := w.nothingOverdue(ctx, w.actor.ID, domain.UseEmergency); err != nil {
			return err
		}
		book, err := s.standing(w)
		if err != nil {
			return err
		}
		bundle, err := w.bundle(ctx, book, in.Bundle)
		if err != nil {
			return err
		}
		conflicts, stop, err := bothSides(book, bundle, w.actor.ID, w.at)
		if err != nil {
			return err
		}
		session, event, err := domain.RequestEmergency(id, bundle, w.actor, in, conflicts, w.at)
		if err != nil {
			return err
		}
		done.Session = id
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if err := w.tx.InsertEmergency(ctx, session); err != nil {
			return err
		}
		if !bundle.Instant || stop {
			return nil
		}
		grant, event, err := session.Activate(domain.Actor{}, nil, w.at)
		if err != nil {
			return err
		}
		w.follow(event)
		return s.activate(ctx, w, book, session, grant)
	})
}

// DecideEmergency approves or refuses a request as the second person.
//
// Errors: NOT_FOUND; FORBIDDEN, also to approve while reviews that the caller owes are overdue, or when the person who
// asked may no longer; DUTY_CONFLICT for a session of one's own; STALE; WRONG_STATE; INVALID.
func (s *Service) DecideEmergency(ctx context.Context, in domain.DecideEmergencyInput) (*EmergencyDone, error) {
	done := EmergencyDone{Session: in.ID}
	c := command{name: "decideEmergency", about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		session, err := s.lockEmergency(ctx, w, in.ID, in.Version)
		if err != nil {
			return err
		}
		facts := session.Facts()
		permit, err := s.allowInGroup(ctx, w, domain.ApproveEmergency, &facts)
		if err != nil {
			return err
		}
		if err := w.actor.InOwnName(); err != nil {
			return err
		}
		switch in.Outcome {
		case domain.DecideApprove:
			return s.approveEmergency(ctx, w, session, permit, in.Comment)
		case domain.DecideReject:
			event, err := session.Refuse(w.actor, in.Comment, w.at)
			if err != nil {
				return err
			}
			if _, _, err := w.record(ctx, permit, event.AtVersion(session.Version+1)); err != nil {
				return err
			}
			return w.tx.SaveEmergency(ctx, session)
		default:
			return domain.RefuseField(domain.CodeInvalid, "outcome", "Emergency access is approved or rejected.")
		}
	})
}

// approveEmergency puts a session in force, once more looking at whether the person may have it.
func (s *Service) approveEmergency(ctx context.Context, w *work, session *domain.EmergencySession, permit permit, comment *string) error {
	if err := w.nothingOverdue(ctx, w.actor.ID, domain.ApproveEmergency); err != nil {
		return err
	}
	if err := w.nothingOverdue(ctx, session.UserID, domain.UseEmergency); err != nil {
		return err
	}
	answer := s.gate.ExplainAbout(session.UserID, domain.UseEmergency, domain.Facts{}, w.at)
	if !answer.Allowed {
		return domain.Refuse(domain.CodeForbidden, "%s may no longer use emergency access.", w.dir.name(session.UserID)).With("permit", answer)
	}
	book, err := s.standing(w)
	if err != nil {
		return err
	}
	session.Bundle.Actions = actionsOf(book, session.Bundle.Role)
	if err := session.Bundle.Sound(); err != nil {
		return err
	}
	grant, event, err := session.Activate(w.actor, comment, w.at)
	if err != nil {
		return err
	}
	if _, _, err := w.record(ctx, permit, event.AtVersion(session.Version+1)); err != nil {
		return err
	}
	return s.activate(ctx, w, book, session, grant)
}

// activate writes the grant of a session into the rulebook, tells the controller of one that nobody approved, and asks
// when one person does this often.
func (s *Service) activate(ctx context.Context, w *work, book *authz.Snapshot, session *domain.EmergencySession, grant domain.Grant) error {
	applied, err := s.revise(ctx, w, book, domain.Revision{Grants: []domain.Grant{grant}}, session.ID.UUID)
	if err != nil {
		return err
	}
	w.follow(domain.Happened("rulebook.revised", session.ID, session.Bundle.Name+" was given for a time.").With("version", applied.Version()))
	if session.DecidedID.IsZero() {
		if err := s.tellController(ctx, w, session); err != nil {
			return err
		}
	}
	if err := w.tx.SaveEmergency(ctx, session); err != nil {
		return err
	}
	return s.askWhenFrequent(ctx, w, session)
}

// EndEmergency ends a session before its time and opens its review: for the person who has it, and for whoever could have
// approved it.
//
// Errors: NOT_FOUND; FORBIDDEN; STALE; WRONG_STATE.
func (s *Service) EndEmergency(ctx context.Context, in domain.ActInput) (*EmergencyDone, error) {
	done := EmergencyDone{Session: in.ID}
	c := command{name: "endEmergency", about: in.ID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		session, err := s.lockEmergency(ctx, w, in.ID, in.Version)
		if err != nil {
			return err
		}
		action, facts := domain.ApproveEmergency, session.Facts()
		if session.UserID == w.actor.ID {
			action = domain.UseEmergency
		}
		permit, err := s.allowInGroup(ctx, w, action, &facts)
		if err != nil {
			return err
		}
		return s.endSession(ctx, w, session, permit)
	})
}

// endSession takes the grant out of the rulebook, keeps what was done, and opens the review.
func (s *Service) endSession(ctx context.Context, w *work, session *domain.EmergencySession, permit permit) error {
	event, err := session.End(w.actor, w.at)
	if err != nil {
		return err
	}
	book, err := s.standing(w)
	if err != nil {
		return err
	}
	if err := w.assess(ctx, book, session); err != nil {
		return err
	}
	event = event.With("acts", session.Findings.Acts).With("refusals", session.Findings.Refusals).With("score", session.Score)
	if _, _, err := w.record(ctx, permit, event.AtVersion(session.Version+1)); err != nil {
		return err
	}
	applied, err := s.revise(ctx, w, book, domain.Revision{Closed: []domain.UUID{session.GrantID}}, session.ID.UUID)
	if err != nil {
		return err
	}
	w.follow(domain.Happened("rulebook.revised", session.ID, session.Bundle.Name+" was taken back.").With("version", applied.Version()))
	if err := s.openReview(ctx, w, session); err != nil {
		return err
	}
	return w.tx.SaveEmergency(ctx, session)
}

// lockEmergency locks a session that the actor may see.
func (s *Service) lockEmergency(ctx context.Context, w *work, id domain.ID, version int) (*domain.EmergencySession, error) {
	unseen := domain.Refuse(domain.CodeNotFound, "There is no such emergency access, or you may not see it.")
	if id.Kind != domain.NodeEmergency || id.Entity != 0 {
		return nil, unseen
	}
	session, err := w.tx.EmergencyForUpdate(ctx, id.UUID)
	switch {
	case err != nil:
		return nil, err
	case session.UserID != w.actor.ID && !s.seesEmergencies(w.actor, w.at):
		return nil, unseen
	case session.Version != version:
		return nil, store.Stale(session.Version)
	}
	return session, nil
}

// nothingOverdue refuses emergency access to whose own sessions wait for a review too long, and further approvals to who
// owes reviews. Errors: FORBIDDEN.
func (w *work) nothingOverdue(ctx context.Context, person domain.UUID, action domain.Action) error {
	owed, own, err := w.tx.OverdueReviews(ctx, person, w.at)
	if err != nil {
		return err
	}
	whom := w.dir.name(person)
	if person == w.actor.ID {
		whom = ""
	}
	if reason := overdue(action, owed, own, whom); reason != nil {
		return reason.Refusal(action)
	}
	return nil
}

// overdue is why overdue reviews stand against an action, nil when none does. whom is the name of the person it is told
// about, "" when it is told to them.
func overdue(action domain.Action, owed, own []string, whom string) *domain.DenyReason {
	late, whose, then := own, " of your own emergency access", "you cannot use it again"
	if whom != "" {
		whose, then = " of emergency access of "+whom, "they cannot use it again"
	}
	if action == domain.ApproveEmergency {
		late, whose, then = owed, " that you owe", "you cannot approve emergency access"
	}
	switch len(late) {
	case 0:
		return nil
	case 1:
		return &domain.DenyReason{Code: domain.DenyFrozen, Message: "The review " + late[0] + whose + " is overdue; until it is done " + then + "."}
	default:
		return &domain.DenyReason{Code: domain.DenyFrozen, Message: "The reviews " + strings.Join(late, ", ") + whose + " are overdue; until they are done " + then + "."}
	}
}
