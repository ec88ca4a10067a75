package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"countersign/domain"
)

// Signatures fills what was signed for periods of accounts of one entity, without their figures: those of many are costly.
func (db *DB) Signatures(ctx context.Context, list []*domain.Reconciliation) error {
	if len(list) == 0 {
		return nil
	}
	return signed(ctx, db.bun, list)
}

// maxTold bounds the forecasts that are learned from: the newest count.
const maxTold int64 = 20_000

// ToldForecasts are forecasts of an entity's accounts of which it is known what came, the newest first.
func (db *DB) ToldForecasts(ctx context.Context, entity domain.EntityID) ([]*domain.CloseForecast, error) {
	return db.forecasts(ctx, "made_at DESC, id DESC", maxTold, "entity_id = ? AND missed IS NOT NULL", entity)
}

// OpenForecasts are forecasts of an entity's accounts of which it is not known what came.
func (db *DB) OpenForecasts(ctx context.Context, entity domain.EntityID) ([]*domain.CloseForecast, error) {
	return db.forecasts(ctx, "made_at, id", maxTold, "entity_id = ? AND missed IS NULL", entity)
}

// NewestForecasts are the newest forecasts of each period of these accounts that is not certified and not late; none of an entity whose model is
// switched off.
func (db *DB) NewestForecasts(ctx context.Context, accounts []*domain.ReconAccount) ([]*domain.CloseForecast, error) {
	entities, uuids := split(accountIDs(accounts))
	var rows []closeForecastRow
	err := db.bun.NewRaw(`
		SELECT DISTINCT ON (f.entity_id, f.account_id, f.period_id) f.* FROM unnest(?::int[], ?::uuid[]) AS k (e, u)
		JOIN close_forecast f ON f.entity_id = k.e AND f.account_id = k.u AND f.missed IS NULL
		WHERE NOT EXISTS (SELECT FROM reconciliation r WHERE r.entity_id = f.entity_id AND r.account_id = f.account_id AND r.period_id = f.period_id AND r.state = 'CERTIFIED')
		  AND `+forecasting+`
		ORDER BY f.entity_id, f.account_id, f.period_id, f.day DESC`, pgdialect.Array(entities), pgdialect.Array(uuids)).Scan(ctx, &rows)
	return mapped(rows, (*closeForecastRow).record), wrap("load forecasts", err)
}

// LastForecasts are what was last told of periods of one account, settled or not; what is not settled is left out while the model is switched
// off.
func (db *DB) LastForecasts(ctx context.Context, list []*domain.Reconciliation) ([]*domain.CloseForecast, error) {
	if len(list) == 0 {
		return nil, nil
	}
	periods := make([]domain.UUID, len(list))
	for i, r := range list {
		periods[i] = r.PeriodID
	}
	var rows []closeForecastRow
	err := db.bun.NewRaw(`
		SELECT DISTINCT ON (f.period_id) f.* FROM close_forecast f
		WHERE f.entity_id = ? AND f.account_id = ? AND f.period_id IN (?) AND (f.missed IS NOT NULL OR `+forecasting+`)
		ORDER BY f.period_id, f.day DESC`, list[0].ID.Entity, list[0].AccountID, bun.List(periods)).Scan(ctx, &rows)
	return mapped(rows, (*closeForecastRow).record), wrap("load forecasts", err)
}

// forecasting says that the model that tells forecasts f is not switched off.
const forecasting = `NOT EXISTS (SELECT FROM model m WHERE m.entity_id = f.entity_id AND m.use = 'FORECAST_MISS' AND m.state = 'KILLED')`

func (db *DB) forecasts(ctx context.Context, order string, limit int64, where string, args ...any) ([]*domain.CloseForecast, error) {
	var rows []closeForecastRow
	if err := db.bun.NewSelect().Model(&rows).Where(where, args...).OrderExpr(order).Limit(limit).Scan(ctx); err != nil {
		return nil, fmt.Errorf("load forecasts: %w", err)
	}
	return mapped(rows, (*closeForecastRow).record), nil
}

// CaseLoad is how many cases about an account are open, and how many of them overdue.
type CaseLoad struct{ Open, Overdue int }

// CaseLoads counts the open cases about accounts, as of an instant.
func (db *DB) CaseLoads(ctx context.Context, accounts []*domain.ReconAccount, at time.Time) (map[domain.UUID]CaseLoad, error) {
	entities, uuids := split(accountIDs(accounts))
	rows, err := db.pool.Query(ctx, `
		SELECT c.subject_id, count(*), count(*) FILTER (WHERE c.due_at < $3)
		FROM unnest($1::int[], $2::uuid[]) AS k (e, u) JOIN control_case c ON c.entity_id = k.e AND c.subject_id = k.u AND c.state = 'OPEN'
		GROUP BY 1`, entities, uuids, at)
	if err != nil {
		return nil, fmt.Errorf("count cases: %w", err)
	}
	found := map[domain.UUID]CaseLoad{}
	var account domain.UUID
	var load CaseLoad
	_, err = pgx.ForEachRow(rows, []any{&account, &load.Open, &load.Overdue}, func() error {
		found[account] = load
		return nil
	})
	return found, wrap("count cases", err)
}
