package workflow

import (
	"context"
	"time"

	"countersign/domain"
)

// feedDays is how many days a feed is looked at when nobody asks for others: five weeks, so that a month's end is among
// them.
const feedDays = 35

// feedSpan is the days of a calendar that are asked for; zero ones are the last feedDays.
type feedSpan struct{ first, last domain.Date }

// feedCalendars are the calendars of accounts, in their order, with the schedules that they were made by.
func (s *Service) feedCalendars(ctx context.Context, dir *directory, list []*domain.ReconAccount, span feedSpan, at time.Time) ([][]domain.FeedDay, []domain.Schedule, error) {
	last := domain.DateOf(at)
	if !span.last.IsZero() {
		last = span.last
	}
	first := last.AddDays(1 - feedDays)
	if !span.first.IsZero() {
		first = span.first
	}
	arrivals, err := s.db.ReconArrivals(ctx, list, first)
	if err != nil {
		return nil, nil, err
	}
	begun, err := s.db.FirstStatementDays(ctx, list)
	if err != nil {
		return nil, nil, err
	}
	answered, err := s.db.AnsweredFeedDays(ctx, list)
	if err != nil {
		return nil, nil, err
	}
	byAccount := map[domain.UUID][]domain.Arrival{}
	for _, a := range arrivals {
		byAccount[a.Account] = append(byAccount[a.Account], a.Arrival)
	}
	calendars, schedules := make([][]domain.FeedDay, len(list)), make([]domain.Schedule, len(list))
	for i, a := range list {
		schedules[i] = scheduleOf(a, dir.entities[a.ID.Entity])
		from := domain.DateOf(a.CreatedAt) // nothing was expected before the account was known, or its statements begin
		if day, has := begun[a.ID.UUID]; has && day.Before(from) {
			from = day
		}
		if from.Before(first) {
			from = first
		}
		calendars[i] = schedules[i].FeedCalendar(from, last, byAccount[a.ID.UUID], at)
		domain.Excuse(calendars[i], answered[a.ID.UUID])
	}
	return calendars, schedules, nil
}

// scheduleOf is when statements of an account are expected.
func scheduleOf(a *domain.ReconAccount, e *domain.Entity) domain.Schedule {
	return domain.Schedule{
		Frequency: a.Frequency, DueHour: a.DueHour, Calendar: e.Calendar(), Holidays: holidaysIn(e.Country), Since: a.CreatedAt,
	}
}

// FeedCalendars are the calendars of accounts from first to last, zero for the last five weeks; nil accounts are all that
// the caller sees. statements says whether those that arrived are wanted, too.
//
// Errors: INVALID for more than domain.FeedDays days, or for days in the wrong order.
func (s *Service) FeedCalendars(ctx context.Context, accounts []domain.ID, first, last domain.Date, statements bool) (map[domain.ID][]domain.FeedDay, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	span := feedSpan{first, last}
	if span.last.IsZero() {
		span.last = domain.DateOf(r.at)
	}
	if span.first.IsZero() {
		span.first = span.last.AddDays(1 - feedDays)
	}
	if span.last.Before(span.first) {
		return nil, domain.RefuseField(domain.CodeInvalid, "from", "The first day lies after the last.")
	}
	if span.first.DaysUntil(span.last) >= domain.FeedDays {
		return nil, domain.RefuseField(domain.CodeInvalid, "from", "Ask for at most %d days.", domain.FeedDays)
	}
	list, err := s.accountsSeen(ctx, r, accounts)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	calendars, _, err := s.feedCalendars(ctx, r.dir, list, span, r.at)
	if err != nil {
		return nil, err
	}
	found := map[domain.ID][]domain.FeedDay{}
	for i, a := range list {
		found[a.ID] = calendars[i]
	}
	if !statements {
		return found, nil
	}
	return found, s.fillFeedStatements(ctx, r, found)
}

// fillFeedStatements fills in the statements that cover the days of calendars.
func (s *Service) fillFeedStatements(ctx context.Context, r *reader, calendars map[domain.ID][]domain.FeedDay) error {
	var ids []domain.ID
	for _, days := range calendars {
		for _, d := range days {
			if !d.StatementID.UUID.IsZero() {
				ids = append(ids, d.StatementID)
			}
		}
	}
	statements, err := s.statementsByID(ctx, r, ids, PartAccount|PartFile)
	if err != nil {
		return err
	}
	for _, days := range calendars {
		for i := range days {
			days[i].Statement = statements[days[i].StatementID.UUID]
		}
	}
	return nil
}
