package workflow

import (
	"context"
	"fmt"
	"strings"

	"countersign/domain"
	"countersign/store"
)

// WatchFeeds looks at the feed of an account, or of all: what is due and not here opens a case, which is told of what comes
// and ends by itself when everything has. It is for the clock, and safe to repeat. One failure keeps no other account from
// being looked at; the first is returned.
func (s *Service) WatchFeeds(ctx context.Context, task domain.WatchFeeds) error {
	ctx = domain.WithActor(ctx, systemActor(ctx, "clock"))
	dir, err := s.fresh(ctx)
	if err != nil {
		return err
	}
	everywhere := domain.ScopeOf(dir.numbers()...)
	var list []*domain.ReconAccount
	if task.Account.IsZero() {
		list, err = s.db.ReconAccounts(ctx, everywhere, domain.ReconFilter{})
	} else {
		list, err = s.db.ReconAccountsByID(ctx, everywhere, []domain.ID{task.Account})
	}
	if err != nil || len(list) == 0 {
		return err
	}
	at := s.now()
	calendars, schedules, err := s.feedCalendars(ctx, dir, list, feedSpan{}, at)
	if err != nil {
		return err
	}
	open, err := s.db.OpenCaseTwins(ctx, domain.CaseFeed)
	if err != nil {
		return err
	}
	var first error
	for i, a := range list {
		if a.Feed = schedules[i].FeedStatus(calendars[i], at); a.ClosedAt != nil {
			a.Feed = &domain.FeedStatus{State: domain.FeedOnTime} // nothing is expected any more
		}
		if len(a.Feed.Days) == 0 && !open[a.ID.UUID.String()] {
			continue
		}
		if err := s.tendFeed(ctx, a); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// tendFeed opens the case of an account's feed, brings it up to date, or ends it.
func (s *Service) tendFeed(ctx context.Context, a *domain.ReconAccount) error {
	return s.change(ctx, command{name: "watchFeeds", entity: a.ID.Entity, about: a.ID}, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, a.Facts(), w.at)
		if err != nil {
			return err
		}
		found, err := w.tx.OpenCase(ctx, a.ID.Entity, domain.CaseFeed, a.ID.UUID.String())
		if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
		answered, err := w.tx.AnsweredFeedDays(ctx, a) // read with the case locked: whoever resolves it comes before or after
		if err != nil {
			return err
		}
		days := a.Feed.Unanswered(answered)
		missing := len(days)
		if found == nil && missing == 0 || found != nil && missing > 0 && found.Evidence == missed(a, days) {
			return store.Rollback() // nothing is new
		}
		text := fmt.Sprintf("%s: %s missing", a.Name, plural(missing, "statement"))
		event := domain.Happened("feed.looked_at", a.ID, text+".").With("missing", missing).With("state", a.Feed.State)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		switch {
		case found == nil:
			_, err := s.openCase(ctx, w, &domain.Case{
				ID: domain.ID{Kind: domain.NodeCase, Entity: a.ID.Entity}, Category: domain.CaseFeed, SubjectID: a.ID, Twin: a.ID.UUID.String(),
				Title: text, Evidence: missed(a, days), Days: dayOf(days), DueAt: dueAfter(w.dir.entities[a.ID.Entity], w.at, 1),
			}, a.PreparerID)
			return err
		case missing == 0: // what was missing last stays as its evidence
			text := fmt.Sprintf("Every statement of %s that is due is here.", a.Name)
			if a.ClosedAt != nil {
				text = fmt.Sprintf("%s was closed: no statement is due.", a.Name)
			}
			event, err := found.Arrived(text, w.at)
			if err != nil {
				return err
			}
			w.follow(event.AtVersion(found.Version + 1))
		default:
			found.Title, found.Evidence, found.Days, found.UpdatedAt = text, missed(a, days), dayOf(days), w.at
			w.follow(domain.Happened("case.updated", found.ID, found.Key+": "+text).AtVersion(found.Version + 1))
		}
		return w.tx.SaveCase(ctx, found)
	})
}

// missed lists what is due and not here, oldest first.
func missed(a *domain.ReconAccount, days []domain.FeedDay) string {
	words := map[domain.FeedState]string{
		domain.FeedMissing: "nothing came", domain.FeedRejected: "a file came and was refused", domain.FeedProvisional: "only provisional movements came",
	}
	lines := []string{fmt.Sprintf("Statements of %s (%s) that are due and not here:", a.Name, strings.ToLower(a.Frequency))}
	for _, d := range days {
		lines = append(lines, fmt.Sprintf("%s, due %s UTC: %s", d.Day, d.ExpectedAt.Format("2006-01-02 15:04"), words[d.State]))
	}
	return strings.Join(lines, "\n")
}

func dayOf(days []domain.FeedDay) []domain.Date {
	list := make([]domain.Date, len(days))
	for i, d := range days {
		list[i] = d.Day
	}
	return list
}
