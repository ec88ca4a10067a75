package workflow

import (
	"context"
	"fmt"
	"time"

	"countersign/domain"
	"countersign/ml"
	"countersign/store"
)

// closePeriods is how many past periods of an account are learned from: two years of months.
const closePeriods = 24

// ForecastCloses tells once a day how likely each period that has ended and is not certified is to be late, and says of earlier forecasts what
// came of them. It is for the clock, and safe to repeat: what was told on a day stands. One entity that fails keeps no other from
// being told of; the first failure is returned.
func (s *Service) ForecastCloses(ctx context.Context) error {
	ctx = domain.WithActor(ctx, systemActor(ctx, "clock"))
	dir, err := s.fresh(ctx)
	if err != nil {
		return err
	}
	accounts, err := s.db.ReconAccounts(ctx, domain.ScopeOf(dir.numbers()...), domain.ReconFilter{})
	if err != nil {
		return err
	}
	byEntity := map[domain.EntityID][]*domain.ReconAccount{}
	for _, a := range accounts {
		byEntity[a.ID.Entity] = append(byEntity[a.ID.Entity], a)
	}
	return eachOf(dir.numbers(), func(entity domain.EntityID) error {
		if len(byEntity[entity]) == 0 {
			return nil
		}
		return s.forecastEntity(ctx, dir.entities[entity], byEntity[entity])
	})
}

// foretelling is one entity on one day.
type foretelling struct {
	entity   *domain.Entity
	accounts []*domain.ReconAccount
	at       time.Time
	today    domain.Date
	periods  []*domain.Reconciliation // that have ended, of accounts that were here
	told     []*domain.CloseForecast  // of which it is known what came
	open     []*domain.CloseForecast  // of which it is not
}

func (s *Service) forecastEntity(ctx context.Context, e *domain.Entity, accounts []*domain.ReconAccount) error {
	f := &foretelling{entity: e, accounts: accounts, at: s.now()}
	f.today = domain.DateOf(f.at)
	if err := s.readCloses(ctx, f); err != nil {
		return err
	}
	missed, kept := f.settled()
	made, err := s.foretellCloses(ctx, f)
	if err != nil || len(made)+len(missed)+len(kept) == 0 {
		return err
	}
	return s.keepForecasts(ctx, f, made, missed, kept)
}

// readCloses reads what is known of the entity's closes.
func (s *Service) readCloses(ctx context.Context, f *foretelling) error {
	periods, err := s.db.PeriodsBefore(ctx, f.entity.Number, f.today.AddDays(-1), closePeriods+1)
	if err != nil {
		return err
	}
	for _, a := range f.accounts {
		for i := range periods {
			if p := &periods[i]; p.Last.Before(f.today) && !p.Last.Before(domain.DateOf(a.CreatedAt)) {
				f.periods = append(f.periods, domain.NewReconciliation(a, p))
			}
		}
	}
	if err := s.db.Signatures(ctx, f.periods); err != nil {
		return err
	}
	if f.told, err = s.db.ToldForecasts(ctx, f.entity.Number); err != nil {
		return err
	}
	f.open, err = s.db.OpenForecasts(ctx, f.entity.Number)
	return err
}

// due is the day by which a period is to be certified.
func (f *foretelling) due(r *domain.Reconciliation) domain.Date {
	return r.Account.DueOn(r.Period, f.entity.Calendar(), holidaysIn(f.entity.Country))
}

// workingDay is which working day after a period's end a day is; what is done on a day off counts as done on the next working day.
func (f *foretelling) workingDay(r *domain.Reconciliation, day domain.Date) int {
	calendar, holidays := f.entity.Calendar(), holidaysIn(f.entity.Country)
	n := calendar.WorkingDays(r.Period.Last, day, holidays)
	if !calendar.WorksOn(day, holidays) {
		n++
	}
	return n
}

// settled are the forecasts of which it is known now what came: whose period is certified, or late. When it was certified is compared
// with the day that was due when it was told. Of an account that was closed meanwhile nothing comes any more.
func (f *foretelling) settled() (missed, kept []domain.UUID) {
	certified := map[domain.UUID]domain.Date{}
	for _, r := range f.periods {
		certified[r.ID.UUID] = r.CertifiedOn()
	}
	for _, one := range f.open {
		switch on, here := certified[domain.ReconciliationID(one.AccountID, one.PeriodID)]; {
		case !here:
		case !on.IsZero() && !one.DueOn.Before(on):
			kept = append(kept, one.ID)
		case one.DueOn.Before(f.today):
			missed = append(missed, one.ID)
		}
	}
	return missed, kept
}

// foretellCloses asks the model about every period that is open and not late yet, and of which nothing was told today.
func (s *Service) foretellCloses(ctx context.Context, f *foretelling) ([]*domain.CloseForecast, error) {
	told := map[domain.UUID]bool{}
	for _, one := range f.open {
		told[one.ID] = true
	}
	var open []*domain.Reconciliation
	waiting := map[domain.UUID]int{} // by preparer
	for _, r := range f.periods {
		due := f.due(r)
		if !r.CertifiedOn().IsZero() || due.Before(f.today) {
			continue
		}
		if !told[domain.NewCloseForecast(r, f.today, due).ID] {
			open = append(open, r)
		}
		if r.Signed(domain.SignPreparer) == nil {
			waiting[r.Account.PreparerID]++
		}
	}
	if len(open) == 0 {
		return nil, nil
	}
	standings, err := s.standings(ctx, f, open)
	if err != nil {
		return nil, err
	}
	model := f.model()
	var made []*domain.CloseForecast
	for i, r := range open {
		if others := waiting[r.Account.PreparerID]; !r.Account.PreparerID.IsZero() && !standings[i].Prepared {
			standings[i].Backlog = others - 1
		}
		if one := f.foretell(model, r, standings[i]); one != nil {
			made = append(made, one)
		}
	}
	return made, nil
}

// model learns from what is known of the entity's closes.
func (f *foretelling) model() *ml.CloseModel {
	var past []ml.Closed
	for _, r := range f.periods {
		c := ml.Closed{Account: r.AccountID.String(), Ended: r.Period.Last, Due: r.Account.CloseDays, Seen: f.workingDay(r, f.today) - 1}
		if on := r.CertifiedOn(); !on.IsZero() {
			c.Day = max(f.workingDay(r, on), 1)
		}
		past = append(past, c)
	}
	var told []ml.Foretold
	for _, one := range f.told {
		told = append(told, ml.Foretold{
			Period: one.AccountID.String() + one.PeriodID.String(), Passed: one.Passed, Base: one.Base, CloseStanding: one.Standing, Missed: *one.Missed,
		})
	}
	return ml.NewCloseModel(past, told, f.today)
}

// foretell is one forecast; nil where too little is known to say anything.
func (f *foretelling) foretell(model *ml.CloseModel, r *domain.Reconciliation, standing domain.CloseStanding) *domain.CloseForecast {
	out := domain.NewCloseForecast(r, f.today, f.due(r))
	out.Passed, out.Standing, out.MadeAt = f.workingDay(r, f.today)-1, standing, f.at
	told := model.Foretell(ml.Closing{Account: r.AccountID.String(), Passed: out.Passed, Due: out.Due, CloseStanding: standing})
	if told == nil {
		return nil
	}
	out.Base, out.Chance = told.Base, told.Missed
	for _, mark := range []struct {
		day int
		on  *domain.Date
	}{{told.Expected, &out.Expected}, {told.Low, &out.Low}, {told.High, &out.High}} {
		if mark.day > 0 {
			*mark.on = f.entity.Calendar().AddWorkingDays(r.Period.Last.AddDays(1), mark.day-1, holidaysIn(f.entity.Country))
		}
	}
	for _, d := range told.Drivers {
		out.Drivers = append(out.Drivers, domain.AdviceReason{Sentence: d.Sentence, Count: d.Count, Of: d.Of, Weight: d.Weight})
	}
	out.Model = fmt.Sprintf("closes 1, %d certified, %d forecasts", model.Closes, model.Forecasts)
	return out
}

// standings are what can be seen of open periods, in their order.
func (s *Service) standings(ctx context.Context, f *foretelling, open []*domain.Reconciliation) ([]domain.CloseStanding, error) {
	accounts, first := []*domain.ReconAccount{}, f.today
	seen := map[domain.UUID]bool{}
	for _, r := range open {
		if !seen[r.AccountID] {
			seen[r.AccountID] = true
			accounts = append(accounts, r.Account)
		}
		if r.Period.First.Before(first) {
			first = r.Period.First
		}
	}
	calendars, _, err := s.feedCalendars(ctx, s.directory.Load(), accounts, feedSpan{first, f.today}, f.at)
	if err != nil {
		return nil, err
	}
	feeds := map[domain.UUID][]domain.FeedDay{}
	for i, a := range accounts {
		feeds[a.ID.UUID] = calendars[i]
	}
	cases, err := s.db.CaseLoads(ctx, accounts, f.at)
	if err != nil {
		return nil, err
	}
	if err := s.tally(ctx, accounts, false, f.at); err != nil {
		return nil, err
	}
	if err := s.db.CountNotesMissing(ctx, open); err != nil {
		return nil, err
	}
	standings := make([]domain.CloseStanding, len(open))
	for i, r := range open {
		load := cases[r.AccountID]
		standings[i] = domain.CloseStanding{
			Prepared: r.Signed(domain.SignPreparer) != nil, Voided: r.State == domain.ReconciliationVoid,
			Open: r.Account.Open, Notes: r.NotesMissing, Cases: load.Open, Overdue: load.Overdue,
		}
		for _, day := range feeds[r.AccountID] {
			if (day.State == domain.FeedMissing || day.State == domain.FeedRejected) && !day.Day.Before(r.Period.First) && !r.Period.Last.Before(day.Day) {
				standings[i].Feeds++
			}
		}
	}
	return standings, nil
}

// keepForecasts writes what was told, unless nobody wants to hear it, and what came of earlier forecasts.
func (s *Service) keepForecasts(ctx context.Context, f *foretelling, made []*domain.CloseForecast, missed, kept []domain.UUID) error {
	about := domain.EntityNode(f.entity.Number)
	return s.change(ctx, command{name: "forecastCloses", entity: f.entity.Number, about: about}, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, domain.Facts{Entity: f.entity.Number}, w.at)
		if err != nil {
			return err
		}
		model, err := w.tx.ModelForUpdate(ctx, f.entity.Number, domain.UseForecastMiss) // one process tells at a time
		if err != nil {
			return err
		}
		if model.State == domain.ModelKilled {
			made = nil
		}
		if made, err = w.tx.Untold(ctx, f.entity.Number, f.today, made); err != nil {
			return err
		}
		late, err := w.tx.SettleForecasts(ctx, f.entity.Number, missed, true, w.at)
		if err != nil {
			return err
		}
		intime, err := w.tx.SettleForecasts(ctx, f.entity.Number, kept, false, w.at)
		if err != nil {
			return err
		}
		if len(made)+late+intime == 0 {
			return store.Rollback() // another process told it
		}
		event, _, err := w.record(ctx, permit, domain.CloseForetold(f.entity.Number, made, late+intime))
		if err != nil {
			return err
		}
		for _, one := range made {
			one.Event = event
		}
		return w.tx.InsertForecasts(ctx, made)
	})
}
