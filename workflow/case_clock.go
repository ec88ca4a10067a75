package workflow

import (
	"context"
	"fmt"

	"countersign/domain"
	"countersign/store"
)

// tendOpenItems opens cases again whose lines were carried forward until a period that is over, and tells somebody above the
// owner of cases whose oldest open line is domain.OldDays old.
func (s *Service) tendOpenItems(ctx context.Context) error {
	today := domain.DateOf(s.now())
	lapsed, err := s.db.LapsedCases(ctx, today, tended)
	if err != nil {
		return err
	}
	first := eachOf(lapsed, func(id domain.ID) error { return s.lapseCase(ctx, id) })
	old, err := s.db.OldCases(ctx, today.AddDays(-domain.OldDays), tended)
	if err != nil {
		return err
	}
	if err := eachOf(old, func(id domain.ID) error { return s.escalateOld(ctx, id) }); first == nil {
		first = err
	}
	return first
}

// lapseCase opens a case again whose lines are carried forward no longer.
func (s *Service) lapseCase(ctx context.Context, id domain.ID) error {
	empty := false
	err := s.change(ctx, command{name: "carryForward", entity: id.Entity, about: id}, func(w *work) error {
		found, _, account, err := s.lockCase(ctx, w, id)
		if err != nil {
			return err
		}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, found.Facts(), w.at)
		if err != nil {
			return err
		}
		counts, err := w.tx.CountCases(ctx, id.Entity, []domain.UUID{id.UUID})
		if err != nil {
			return err
		}
		if empty = counts[id.UUID].Open == 0; empty || account == nil || found.State == domain.CaseOpen || found.CarriedOn(domain.DateOf(w.at)) {
			return store.Rollback() // done before, or nothing is left to do
		}
		event := domain.Happened("case.carry_ended", id, fmt.Sprintf("%s was carried forward until %s; %s of it open still.", found.Key, found.CarriedDay, pluralAre(counts[id.UUID].Open, "line")))
		if _, _, err := w.record(ctx, permit, event.AtVersion(found.Version)); err != nil {
			return err
		}
		return s.reopenCases(ctx, w, account, []domain.UUID{id.UUID}, "its lines were carried forward until "+found.CarriedDay.String()+".")
	})
	if err == nil && empty {
		return s.db.NoteOldest(ctx, id, domain.Date{})
	}
	return err
}

// pluralAre is a number of things with its verb.
func pluralAre(n int, what string) string {
	if n == 1 {
		return plural(n, what) + " is"
	}
	return plural(n, what) + " are"
}

// escalateOld tells somebody above the owner of a case how old its oldest open line is.
func (s *Service) escalateOld(ctx context.Context, id domain.ID) error {
	var young *domain.Date // when the oldest line was booked, when it is not that old
	err := s.change(ctx, command{name: "escalateCase", entity: id.Entity, about: id}, func(w *work) error {
		found, err := w.tx.CaseForUpdate(ctx, id)
		if err != nil {
			return err
		}
		if !found.EscalatedID.IsZero() || found.State != domain.CaseOpen && found.CarriedDay.IsZero() {
			return store.Rollback() // done before
		}
		counts, err := w.tx.CountCases(ctx, id.Entity, []domain.UUID{id.UUID})
		if err != nil {
			return err
		}
		oldest := counts[id.UUID].Oldest
		age := oldest.DaysUntil(domain.DateOf(w.at))
		if counts[id.UUID].Open == 0 || age < domain.OldDays {
			young = &oldest
			return store.Rollback()
		}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, found.Facts(), w.at)
		if err != nil {
			return err
		}
		if found.EscalatedID, found.Oldest, found.UpdatedAt = s.above(w, found), oldest, w.at; found.EscalatedID.IsZero() {
			return store.Rollback() // nobody is there to be told
		}
		event := domain.Happened("case.escalated", id, fmt.Sprintf("The oldest line of %s is open for %d days; %s was told.", found.Key, age, w.dir.name(found.EscalatedID))).
			With("owner", found.OwnerID).With("told", found.EscalatedID).With("days", age).With("lines", counts[id.UUID].Open)
		if _, _, err := w.record(ctx, permit, event.AtVersion(found.Version+1)); err != nil {
			return err
		}
		return w.tx.SaveCase(ctx, found)
	})
	if err == nil && young != nil {
		return s.db.NoteOldest(ctx, id, *young)
	}
	return err
}
