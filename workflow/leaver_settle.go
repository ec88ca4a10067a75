package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/domain"
	"countersign/store"
)

const (
	// settling is how long one job asks others before it leaves the rest to the next.
	settling = 20 * time.Second
	// settledAtOnce is how many invoices, cases and jobs are looked up at once, of each.
	settledAtOnce = 100
)

// SettleLeaver asks others for what waits for somebody who left, hands their cases on, and ends their emergency access and
// the long work in their name. It is for the queue and safe to repeat: each invoice is a change of its own.
func (s *Service) SettleLeaver(ctx context.Context, task domain.SettleLeaver) error {
	l, err := s.db.Leaver(ctx, task.Leaver)
	if err != nil || l.RemovedAt == nil || l.SettledAt != nil {
		return err
	}
	ctx = domain.WithActor(ctx, systemActor(ctx, "clock"))
	sessions, err := s.db.EmergenciesOf(ctx, l.Person)
	if err != nil {
		return err
	}
	for _, id := range sessions {
		if err := s.endEmergencyOf(ctx, l, id); err != nil {
			return err
		}
	}
	for until := s.now().Add(settling); ; {
		done, err := s.settleSome(ctx, l)
		if err != nil || done {
			return err
		}
		if s.now().After(until) {
			return s.settled(ctx, l, false)
		}
	}
}

// settleSome does some of what is left, and says whether that was all of it.
func (s *Service) settleSome(ctx context.Context, l *domain.Leaver) (done bool, err error) {
	invoices, err := s.db.AskedOf(ctx, l.Person, settledAtOnce)
	if err != nil {
		return false, err
	}
	for _, id := range invoices {
		if err := s.askOthers(ctx, l, id); err != nil {
			return false, err
		}
	}
	cases, err := s.db.CasesOf(ctx, l.Person, settledAtOnce)
	if err != nil {
		return false, err
	}
	for _, id := range cases {
		if err := s.handOnCase(ctx, l, id); err != nil {
			return false, err
		}
	}
	jobs, err := s.db.JobsOf(ctx, l.Person, settledAtOnce)
	if err != nil {
		return false, err
	}
	for _, id := range jobs {
		if err := s.endJobOf(ctx, l, id); err != nil {
			return false, err
		}
	}
	if len(invoices) == settledAtOnce || len(cases) == settledAtOnce || len(jobs) == settledAtOnce {
		return false, nil
	}
	return true, s.settled(ctx, l, true)
}

// settled notes that nothing waits for somebody any more, or leaves the rest to the next job.
func (s *Service) settled(ctx context.Context, l *domain.Leaver, all bool) error {
	return s.tidy(ctx, l, domain.ID{Kind: domain.NodeUser, UUID: l.Person}, func(w *work, permit permit, l *domain.Leaver) error {
		text, kind := "Nothing waits for them any more.", "person.settled"
		if all {
			l.SettledAt = &w.at
		} else {
			text, kind = "The rest of what waits for them is asked of others next.", "person.settling"
			w.enqueue(domain.SettleLeaver{Leaver: l.ID})
		}
		_, _, err := w.record(ctx, permit, domain.Happened(kind, w.command.about, text).
			With("tasks", l.Ended.Tasks).With("unasked", l.Ended.Unasked).With("cases", l.Ended.Cases))
		return err
	})
}

// tidy is one change after somebody left, by the clock, that counts in what is told of them.
func (s *Service) tidy(ctx context.Context, l *domain.Leaver, about domain.ID, do func(*work, permit, *domain.Leaver) error) error {
	c := command{name: "settleLeaver", entity: about.Entity, about: about}
	return s.change(ctx, c, func(w *work) error {
		facts := domain.Facts{Kind: about.Kind, Entity: about.Entity, ID: about.UUID}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, facts, w.at)
		if err != nil {
			return err
		}
		locked, err := w.tx.LeaverForUpdate(ctx, l.ID)
		if err != nil {
			return err
		}
		if err := do(w, permit, locked); err != nil {
			return err
		}
		return w.tx.SaveLeaver(ctx, locked)
	})
}

// endEmergencyOf ends a session of somebody who left, or lets its request fall.
func (s *Service) endEmergencyOf(ctx context.Context, l *domain.Leaver, id domain.UUID) error {
	return s.tidy(ctx, l, domain.ID{Kind: domain.NodeEmergency, UUID: id}, func(w *work, permit permit, l *domain.Leaver) error {
		session, err := w.tx.EmergencyForUpdate(ctx, id)
		if err != nil {
			return err
		}
		l.Ended.Emergencies++
		switch session.State {
		case domain.EmergencyActive:
			return s.endSession(ctx, w, session, permit)
		case domain.EmergencyRequested:
			event, err := session.Refuse(w.actor, nil, w.at)
			if err != nil {
				return err
			}
			if _, _, err := w.record(ctx, permit, event.AtVersion(session.Version+1)); err != nil {
				return err
			}
			return w.tx.SaveEmergency(ctx, session)
		}
		return store.Rollback()
	})
}

// handOnCase gives an open case of somebody who left to the next who could resolve it: first to whom it was brought when it
// was overdue. One that was brought to them is brought to somebody else when the clock looks next. Where nobody could, it
// has no owner, and whoever reads the cases of the entity sees it.
func (s *Service) handOnCase(ctx context.Context, l *domain.Leaver, id domain.ID) error {
	return s.tidy(ctx, l, id, func(w *work, permit permit, l *domain.Leaver) error {
		found, err := w.tx.CaseForUpdate(ctx, id)
		if err != nil {
			return err
		}
		owned, brought := found.OwnerID == l.Person, found.EscalatedID == l.Person
		if found.State != domain.CaseOpen || !owned && !brought {
			return store.Rollback() // done before
		}
		if brought {
			found.EscalatedID = domain.UUID{}
		}
		left := w.dir.name(l.Person)
		event := domain.Happened("case.handed_on", id, fmt.Sprintf("%s left, so %s is brought to somebody else.", left, found.Key))
		if owned {
			l.Ended.Cases++
			if found.OwnerID, err = s.caseOwner(ctx, w, found, found.EscalatedID); err != nil {
				return err
			}
			event.Text = fmt.Sprintf("%s left and nobody else could resolve %s, so it has no owner.", left, found.Key)
			if !found.OwnerID.IsZero() {
				event.Text = fmt.Sprintf("%s left, so %s is for %s now.", left, found.Key, w.dir.name(found.OwnerID))
				event = event.With("owner", found.OwnerID)
			}
		}
		found.UpdatedAt = w.at
		if _, _, err := w.record(ctx, permit, event.With("left", l.Person).AtVersion(found.Version+1)); err != nil {
			return err
		}
		return w.tx.SaveCase(ctx, found)
	})
}

// endJobOf ends long work in the name of somebody who left; what it was to do can be asked for anew.
func (s *Service) endJobOf(ctx context.Context, l *domain.Leaver, id domain.ID) error {
	return s.tidy(ctx, l, id, func(w *work, permit permit, l *domain.Leaver) error {
		j, err := w.tx.JobForUpdate(ctx, id)
		if err != nil {
			return err
		}
		if j.State != domain.JobQueued && j.State != domain.JobRunning {
			return store.Rollback()
		}
		l.Ended.Jobs++
		why := "Who asked for it left before it was done."
		j.State, j.Stage, j.Error, j.UpdatedAt = domain.JobCancelled, "ended", &why, w.at
		if _, _, err := w.record(ctx, permit, domain.Happened("job.ended", j.ID, why)); err != nil {
			return err
		}
		return w.tx.SaveJob(ctx, j)
	})
}

// ended says whether long work was cancelled before a worker came to it.
func (s *Service) ended(ctx context.Context, entity domain.EntityID, job domain.UUID) (bool, error) {
	if job.IsZero() {
		return false, nil
	}
	list, err := s.db.JobsByID(ctx, domain.ScopeOf(entity), []domain.ID{{Kind: domain.NodeJob, Entity: entity, UUID: job}})
	return err == nil && len(list) == 1 && list[0].State == domain.JobCancelled, err
}

// leftBehind says whether who asked for long work has left. It is ended by who settles after them, and its file waits for a
// colleague, whichever of both a worker comes to first.
func (w *work) leftBehind(ctx context.Context, entity domain.EntityID, job domain.UUID) (bool, error) {
	if job.IsZero() {
		return false, nil
	}
	j, err := w.tx.JobForUpdate(ctx, domain.ID{Kind: domain.NodeJob, Entity: entity, UUID: job})
	if err != nil {
		return false, err
	}
	asker := w.dir.people[j.ActorID]
	return asker != nil && !asker.Active, nil
}

// leftMeanwhile is why a file was not taken in with which nothing is wrong.
func leftMeanwhile() *domain.Error {
	return domain.Refuse(domain.CodeUnauthenticated, "Who asked for it left before it was taken in; somebody else can ask anew.")
}
