package workflow

import (
	"context"

	"countersign/domain"
	"countersign/store"
)

// tended bounds how much of one sort is done in one look around; the next look goes on.
const tended = 200

// TendControls does what time alone asks for: ends emergency access, closes access reviews, looks again at what was
// revoked, and tells somebody of what is overdue. It is for the clock, safe to repeat, and one failure keeps nothing else
// from being done. It returns the first.
func (s *Service) TendControls(ctx context.Context) error {
	ctx = domain.WithActor(ctx, systemActor(ctx, "clock"))
	var first error
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"end emergency access", s.endEmergencies}, {"close access reviews", s.closeReviews}, {"verify revocations", s.verifyRevocations},
		{"keep evidence of access reviews", s.bundleReviews}, {"escalate cases", s.escalateCases}, {"look after old open items", s.tendOpenItems},
		{"look after signatures on reconciliations", s.tendReconciliations}, {"end advice that ran out", s.expireAdvice},
	} {
		if err := step.do(ctx); err != nil {
			s.log.ErrorContext(ctx, "the clock could not "+step.what, "error", err)
			if first == nil {
				first = err
			}
		}
	}
	return first
}

// endEmergencies ends every session whose time is over and lets every request lapse that nobody decided in time.
func (s *Service) endEmergencies(ctx context.Context) error {
	at := s.now()
	due, err := s.db.DueEmergencies(ctx, at, at.Add(-domain.EmergencyLapse), tended)
	if err != nil {
		return err
	}
	return eachOf(due, func(id domain.UUID) error { return s.endEmergency(ctx, id) })
}

func (s *Service) endEmergency(ctx context.Context, id domain.UUID) error {
	c := command{name: "endEmergency", about: domain.ID{Kind: domain.NodeEmergency, UUID: id}}
	return s.change(ctx, c, func(w *work) error {
		session, err := w.tx.EmergencyForUpdate(ctx, id)
		if err != nil {
			return err
		}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, session.Facts(), w.at)
		if err != nil {
			return err
		}
		switch {
		case session.State == domain.EmergencyActive && !session.EndsAt.After(w.at):
			return s.endSession(ctx, w, session, permit)
		case session.State == domain.EmergencyRequested && !session.RequestedAt.After(w.at.Add(-domain.EmergencyLapse)):
			event, err := session.Refuse(w.actor, nil, w.at)
			if err != nil {
				return err
			}
			if _, _, err := w.record(ctx, permit, event.AtVersion(session.Version+1)); err != nil {
				return err
			}
			return w.tx.SaveEmergency(ctx, session)
		}
		return store.Rollback() // done before
	})
}

// escalateCases tells somebody of every open case that is overdue.
func (s *Service) escalateCases(ctx context.Context) error {
	due, err := s.db.CasesToEscalate(ctx, s.now(), tended)
	if err != nil {
		return err
	}
	return eachOf(due, func(id domain.ID) error { return s.escalateCase(ctx, id) })
}

// eachOf does all of them and returns the first failure.
func eachOf[T any](list []T, do func(T) error) (first error) {
	for _, one := range list {
		if err := do(one); err != nil && first == nil {
			first = err
		}
	}
	return first
}
