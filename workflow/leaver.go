package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/domain"
	"countersign/store"
)

// LeaverDone is what was recorded about somebody's leaving.
type LeaverDone struct{ Leaver domain.UUID }

// PersonLeaves records that somebody leaves. At the instant at which they do, all their access ends in one transaction:
// they are nobody who works here, so that no token, session or stream of theirs is served; their grants and delegations
// end; changes of access that they asked for fall; machines that they answer for stand still. What waits for them is then
// asked of others. Recording it again moves an instant that is still to come.
//
// Errors: FORBIDDEN, also to the person themselves; NOT_FOUND; INVALID; WRONG_STATE when they have left.
func (s *Service) PersonLeaves(ctx context.Context, in domain.PersonLeavesInput) (*LeaverDone, error) {
	var done LeaverDone
	c := command{name: "personLeaves", about: in.UserID, key: in.IdempotencyKey, body: in, answer: &done}
	return &done, s.change(ctx, c, func(w *work) error {
		facts := domain.Facts{Kind: domain.NodeUser, ID: in.UserID.UUID}
		permit, err := s.allowInGroup(ctx, w, domain.RequestGrant, &facts)
		if err != nil {
			return err
		}
		l, err := w.leaving(ctx, in)
		if err != nil {
			return err
		}
		done.Leaver = l.ID
		person := w.dir.people[l.Person]
		event := domain.Happened("person.leaves", person.ID, fmt.Sprintf("%s recorded that %s leaves as of %s.", w.actor.Name, person.Name,
			l.EffectiveAt.Format(time.DateOnly))).With("effective", l.EffectiveAt).Because(l.Reason).AtVersion(l.Version)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		if l.EffectiveAt.After(w.at) {
			w.enqueueAt(domain.RemoveLeaver{Leaver: l.ID}, l.EffectiveAt)
			return nil
		}
		return s.removeAccess(ctx, w, l)
	})
}

// leaving keeps that somebody leaves, or moves the instant of who was to.
func (w *work) leaving(ctx context.Context, in domain.PersonLeavesInput) (*domain.Leaver, error) {
	person := w.dir.people[in.UserID.UUID]
	if person == nil || in.UserID.Kind != domain.NodeUser {
		return nil, domain.Refuse(domain.CodeNotFound, "There is no such person.")
	}
	effective := w.at
	if in.At != nil {
		effective = in.At.UTC().Truncate(time.Microsecond)
	}
	l, err := domain.NewLeaver(w.actor, person.ID.UUID, effective, in.Reason, w.at)
	if err != nil {
		return nil, err
	}
	if !person.Active {
		return nil, domain.Refuse(domain.CodeWrongState, "%s has left already.", person.Name)
	}
	planned, err := w.tx.LeaverOf(ctx, person.ID.UUID)
	if err != nil {
		return nil, err
	}
	if planned != nil {
		planned.EffectiveAt = effective
		return planned, w.tx.SaveLeaver(ctx, planned)
	}
	return l, w.tx.InsertLeaver(ctx, l)
}

// RemoveLeaver ends the access of somebody whose day has come. It is for the clock; one that was moved, or removed before,
// changes nothing.
func (s *Service) RemoveLeaver(ctx context.Context, task domain.RemoveLeaver) error {
	known, err := s.db.Leaver(ctx, task.Leaver)
	if err != nil {
		return err
	}
	ctx = domain.WithActor(ctx, systemActor(ctx, "clock"))
	about := domain.ID{Kind: domain.NodeUser, UUID: known.Person}
	return s.change(ctx, command{name: "personLeaves", about: about}, func(w *work) error {
		l, err := w.tx.LeaverForUpdate(ctx, task.Leaver)
		if err != nil {
			return err
		}
		if l.RemovedAt != nil || l.EffectiveAt.After(w.at) {
			return store.Rollback()
		}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, domain.Facts{Kind: domain.NodeUser, ID: l.Person}, w.at)
		if err != nil {
			return err
		}
		event := domain.Happened("person.left", about, w.dir.people[l.Person].Name+" left as was recorded.").With("effective", l.EffectiveAt)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		return s.removeAccess(ctx, w, l)
	})
}

// removeAccess ends everything by which somebody could act, and asks for what waits for them to be asked of others.
func (s *Service) removeAccess(ctx context.Context, w *work, l *domain.Leaver) error {
	book, err := s.standing(w)
	if err != nil {
		return err
	}
	now := book.Book()
	revision, err := endOf(&now, l, w.at)
	if err != nil {
		return err
	}
	for _, account := range now.Services {
		if account.Owner == l.Person && account.ValidTo.After(w.at) {
			l.Ended.ServiceAccounts++
		}
	}
	if err := w.tx.Deactivate(ctx, l.Person); err != nil {
		return err
	}
	applied, err := s.revise(ctx, w, book, revision, l.ID)
	if err != nil {
		return err
	}
	name := w.dir.people[l.Person].Name
	w.follow(domain.Happened("rulebook.revised", domain.ID{Kind: domain.NodeUser, UUID: l.Person}, "All rights of "+name+" ended.").With("version", applied.Version()))
	open, err := w.tx.OpenAccessChanges(ctx, l.Person)
	if err != nil {
		return err
	}
	for _, change := range open {
		w.follow(change.Void(w.actor, l.RecordedBy, name+" left.", w.at))
		if err := w.tx.SaveAccessChange(ctx, change); err != nil {
			return err
		}
	}
	l.Ended.Changes, l.RemovedAt = len(open), &w.at
	w.enqueue(domain.SettleLeaver{Leaver: l.ID})
	return w.tx.SaveLeaver(ctx, l)
}

// endOf ends the standing grants of somebody who leaves, and the delegations from and to them, and counts both. Emergency
// access ends with its session.
func endOf(book *domain.Rulebook, l *domain.Leaver, at time.Time) (domain.Revision, error) {
	r := domain.Record{From: at, Requested: l.RecordedBy, Reason: l.Reason, Change: l.ID}
	var all domain.Revision
	for _, g := range book.Grants {
		if g.Person != l.Person || g.Emergency != "" || !g.ValidTo.IsZero() && !g.ValidTo.After(at) {
			continue
		}
		ended, err := g.End(at, r)
		if err != nil {
			return all, err
		}
		all.Grants, all.Closed = append(all.Grants, ended.Grants...), append(all.Closed, ended.Closed...)
		l.Ended.Grants++
	}
	for _, d := range book.Delegations {
		if d.From != l.Person && d.To != l.Person || !d.ValidTo.After(at) {
			continue
		}
		ended, err := d.End(at, r)
		if err != nil {
			return all, err
		}
		all.Delegations, all.Closed = append(all.Delegations, ended.Delegations...), append(all.Closed, ended.Closed...)
		l.Ended.Delegations++
	}
	return all, nil
}
