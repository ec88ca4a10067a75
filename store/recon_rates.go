package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// RatesAmong are the rates of master data between some currencies that hold on days from first to last: those of these days, and
// of each pair the newest before them.
func (db *DB) RatesAmong(ctx context.Context, currencies []domain.Currency, first, last domain.Date) ([]domain.ReconRate, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT r.from_currency, r.to_currency, r.day::text, r.rate::text, r.source FROM exchange_rate r
		WHERE r.from_currency = ANY($1) AND r.to_currency = ANY($1) AND r.from_currency <> r.to_currency AND r.day <= $3::text::date
		  AND r.day >= coalesce((SELECT max(e.day) FROM exchange_rate e WHERE e.from_currency = r.from_currency AND e.to_currency = r.to_currency
		    AND e.day <= $2::text::date), r.day)
		ORDER BY 1, 2, 3`, texts(currencies), first.String(), last.String())
	if err != nil {
		return nil, fmt.Errorf("load rates: %w", err)
	}
	var list []domain.ReconRate
	var from, to, day string
	var rate domain.ReconRate
	_, err = pgx.ForEachRow(rows, []any{&from, &to, &day, &rate.Rate, &rate.Source}, func() error {
		on, err := domain.ParseDate(day)
		rate.From, rate.To, rate.On = domain.Currency(from), domain.Currency(to), on
		list = append(list, rate)
		return err
	})
	return list, wrap("load rates", err)
}
