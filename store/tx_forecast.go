package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// Untold are those of an entity's forecasts that were not told on the day yet. The model is locked by the caller.
func (tx *Tx) Untold(ctx context.Context, entity domain.EntityID, day domain.Date, list []*domain.CloseForecast) ([]*domain.CloseForecast, error) {
	if len(list) == 0 {
		return nil, nil
	}
	var told []domain.UUID
	err := tx.bun.NewSelect().Model((*closeForecastRow)(nil)).Column("id").Where("entity_id = ? AND day = ?", entity, day).Scan(ctx, &told)
	if err != nil {
		return nil, fmt.Errorf("look for forecasts: %w", err)
	}
	return slices.DeleteFunc(list, func(f *domain.CloseForecast) bool { return slices.Contains(told, f.ID) }), nil
}

// InsertForecasts keeps forecasts that were not told before.
func (tx *Tx) InsertForecasts(ctx context.Context, list []*domain.CloseForecast) error {
	if len(list) == 0 {
		return nil
	}
	rows := make([]closeForecastRow, len(list))
	for i, f := range list {
		rows[i] = closeForecastToRow(f)
	}
	_, err := tx.bun.NewInsert().Model(&rows).Exec(ctx)
	return wrap("keep forecasts", err)
}

// SettleForecasts says of forecasts of an entity what came of them, missed or not. It returns of how many nobody knew yet.
func (tx *Tx) SettleForecasts(ctx context.Context, entity domain.EntityID, ids []domain.UUID, missed bool, at time.Time) (int, error) {
	if len(ids) == 0 {
		return 0, nil
	}
	done, err := tx.bun.NewUpdate().Model((*closeForecastRow)(nil)).Set("missed = ?, settled_at = ?", missed, at).
		Where("entity_id = ? AND id IN (?) AND missed IS NULL", entity, bun.List(ids)).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("settle forecasts: %w", err)
	}
	n, err := done.RowsAffected()
	return int(n), wrap("settle forecasts", err)
}
