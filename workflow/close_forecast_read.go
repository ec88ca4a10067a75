package workflow

import (
	"context"

	"countersign/domain"
)

// fillMissRisk fills in, for each account, the forecast of the period that is likeliest to be late.
func (s *Service) fillMissRisk(ctx context.Context, list []*domain.ReconAccount, today domain.Date) error {
	told, err := s.db.NewestForecasts(ctx, list)
	if err != nil {
		return err
	}
	byAccount := map[domain.UUID]*domain.CloseForecast{}
	for _, f := range told {
		if other := byAccount[f.AccountID]; f.Current(today) && (other == nil || other.Chance < f.Chance) {
			byAccount[f.AccountID] = f
		}
	}
	var periods []domain.UUID
	for _, a := range list {
		if a.MissRisk = byAccount[a.ID.UUID]; a.MissRisk != nil {
			periods = append(periods, a.MissRisk.PeriodID)
		}
	}
	of, err := s.db.PeriodsByID(ctx, periods)
	for _, f := range byAccount {
		f.Period = of[f.PeriodID]
	}
	return err
}

// fillForecasts fills in by when periods of an account are due, and what was last told of them.
func (s *Service) fillForecasts(ctx context.Context, dir *directory, list []*domain.Reconciliation) error {
	told, err := s.db.LastForecasts(ctx, list)
	if err != nil {
		return err
	}
	byPeriod := map[domain.UUID]*domain.CloseForecast{}
	for _, f := range told {
		byPeriod[f.PeriodID] = f
	}
	for _, r := range list {
		e := dir.entities[r.ID.Entity]
		r.DueOn = r.Account.DueOn(r.Period, e.Calendar(), holidaysIn(e.Country))
		if r.Forecast = byPeriod[r.PeriodID]; r.Forecast != nil {
			r.Forecast.Period = r.Period
		}
	}
	return nil
}
