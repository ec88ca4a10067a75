package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// closeForecastRow is a row of close_forecast.
type closeForecastRow struct {
	bun.BaseModel `bun:"table:close_forecast" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	AccountID     domain.UUID
	PeriodID      domain.UUID
	Day           domain.Date
	DueOn         domain.Date
	Passed        int
	Due           int
	Standing      domain.CloseStanding `bun:"type:jsonb"`
	Base          float64
	Chance        float64
	Expected      *domain.Date
	Low           *domain.Date
	High          *domain.Date
	Drivers       []domain.AdviceReason `bun:"type:jsonb"`
	Model         string
	Event         domain.UUID
	MadeAt        time.Time
	Missed        *bool
	SettledAt     *time.Time
}

func (r *closeForecastRow) record() *domain.CloseForecast {
	return &domain.CloseForecast{
		ID: r.ID, Entity: r.EntityID, AccountID: r.AccountID, PeriodID: r.PeriodID, Day: r.Day, DueOn: r.DueOn, Passed: r.Passed, Due: r.Due,
		Standing: r.Standing, Base: r.Base, Chance: r.Chance, Expected: orZero(r.Expected), Low: orZero(r.Low), High: orZero(r.High), Drivers: r.Drivers,
		Model: r.Model, Event: r.Event, MadeAt: r.MadeAt.UTC(), Missed: r.Missed, SettledAt: utc(r.SettledAt),
	}
}

func closeForecastToRow(f *domain.CloseForecast) closeForecastRow {
	return closeForecastRow{
		EntityID: f.Entity, ID: f.ID, AccountID: f.AccountID, PeriodID: f.PeriodID, Day: f.Day, DueOn: f.DueOn, Passed: f.Passed, Due: f.Due,
		Standing: f.Standing, Base: f.Base, Chance: f.Chance, Expected: f.ExpectedOn(), Low: f.Earliest(), High: f.Latest(), Drivers: f.Drivers,
		Model: f.Model, Event: f.Event, MadeAt: f.MadeAt, Missed: f.Missed, SettledAt: f.SettledAt,
	}
}
