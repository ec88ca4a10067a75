package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"countersign/domain"
)

// ModelForUpdate locks the model of a use in an entity, with what is asked about it and the stop that it is under. The first who asks makes the row.
func (tx *Tx) ModelForUpdate(ctx context.Context, entity domain.EntityID, use domain.AiUse) (*domain.Model, error) {
	blank := domain.NewModel(entity, use)
	_, err := tx.bun.Tx.ExecContext(ctx, `INSERT INTO model (entity_id, id, version, use) VALUES ($1, $2, 1, $3) ON CONFLICT (entity_id, use) DO NOTHING`, entity, blank.ID.UUID, use)
	if err != nil {
		return nil, fmt.Errorf("add a model: %w", err)
	}
	row := new(modelRow)
	if err := tx.bun.NewSelect().Model(row).Where("entity_id = ? AND use = ?", entity, use).For("UPDATE").Scan(ctx); err != nil {
		return nil, fmt.Errorf("lock a model: %w", err)
	}
	m := row.record()
	var asked promotionRow
	err = tx.bun.NewSelect().Model(&asked).Where("entity_id = ? AND model_id = ? AND state = 'ASKED'", entity, m.ID.UUID).Scan(ctx)
	switch {
	case err == nil:
		m.Asked = asked.record()
	case !errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("look for a promotion: %w", err)
	}
	var turn adviceTurnRow
	err = tx.bun.NewSelect().Model(&turn).Where("entity_id = ? AND use = ?", entity, use).Order("at DESC", "id DESC").Limit(1).Scan(ctx)
	switch {
	case err == nil && turn.Kind == domain.TurnStopped:
		m.Stopped = turn.record()
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return nil, fmt.Errorf("look for a stop: %w", err)
	}
	return m, nil
}

// SaveModel writes who answers for a locked model and what it may do, and counts its version up.
func (tx *Tx) SaveModel(ctx context.Context, m *domain.Model) error {
	row := &modelRow{
		EntityID: m.ID.Entity, ID: m.ID.UUID, Version: m.Version + 1, OwnerID: m.OwnerID, State: m.State, StateBy: m.ByID, StateAt: m.At, StateReason: m.Why,
	}
	err := exactlyOne(tx.bun.NewUpdate().Model(row).Column("version", "owner_id", "state", "state_by", "state_at", "state_reason").
		Where("entity_id = ? AND id = ? AND version = ?", row.EntityID, row.ID, m.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save a model: %w", err)
	}
	m.Version++
	return nil
}

// InsertPromotion keeps that somebody asks for a model to act again.
func (tx *Tx) InsertPromotion(ctx context.Context, entity domain.EntityID, p *domain.ModelPromotion) error {
	_, err := tx.bun.NewInsert().Model(promotionToRow(entity, p)).Exec(ctx)
	return wrap("keep a promotion", err)
}

// SavePromotion writes what the owner said.
func (tx *Tx) SavePromotion(ctx context.Context, entity domain.EntityID, p *domain.ModelPromotion) error {
	return wrap("save a promotion", exactlyOne(tx.bun.NewUpdate().Model(promotionToRow(entity, p)).
		Column("state", "decided_by", "decided_at", "comment").Where("entity_id = ? AND id = ? AND state = 'ASKED'", entity, p.ID).Exec(ctx)))
}

// Mistakes are what was done wrong by itself under the budget in force, and since when that counts. Since is zero without a budget.
func (tx *Tx) Mistakes(ctx context.Context, entity domain.EntityID) (list []Mistake, err error) {
	rows, err := tx.bun.Tx.QueryContext(ctx, mistakesSQL, []int32{int32(entity)})
	if err != nil {
		return nil, fmt.Errorf("read mistakes: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var m Mistake
		if err := rows.Scan(&m.Entity, &m.Use, &m.Audited, &m.Minor, &m.Audit); err != nil {
			return nil, fmt.Errorf("read mistakes: %w", err)
		}
		list = append(list, m)
	}
	return list, wrap("read mistakes", rows.Err())
}

// AgreedAt is when a person last let a model act, zero for never.
func (tx *Tx) AgreedAt(ctx context.Context, model domain.ID) (at time.Time, err error) {
	var found *time.Time
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT max(decided_at) FROM model_promotion WHERE entity_id = $1 AND model_id = $2 AND state = 'AGREED'`, model.Entity, model.UUID).Scan(&found)
	if found != nil {
		at = found.UTC()
	}
	return at, wrap("look for a promotion", err)
}

// AdviceDrafts locks the versions of a policy of one use, the newest first.
func (tx *Tx) AdviceDrafts(ctx context.Context, entity domain.EntityID, use domain.AiUse) ([]*domain.AdvicePolicy, error) {
	var rows []advicePolicyRow
	err := tx.bun.NewSelect().Model(&rows).Where("entity_id = ? AND use = ?", entity, use).Order("number DESC").For("UPDATE").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("lock policies of advice: %w", err)
	}
	list := make([]*domain.AdvicePolicy, len(rows))
	for i := range rows {
		list[i] = rows[i].record()
	}
	return list, nil
}

// InsertAdvicePolicy keeps a draft.
func (tx *Tx) InsertAdvicePolicy(ctx context.Context, p *domain.AdvicePolicy) error {
	_, err := tx.bun.NewInsert().Model(advicePolicyToRow(p)).Exec(ctx)
	return wrap("keep a policy of advice", err)
}

// SaveAdvicePolicy writes where a version stands; what it says stays.
func (tx *Tx) SaveAdvicePolicy(ctx context.Context, p *domain.AdvicePolicy) error {
	row := advicePolicyToRow(p)
	return wrap("save a policy of advice", exactlyOne(tx.bun.NewUpdate().Model(row).Column("state", "published_by", "active_from", "event", "reason").
		Where("entity_id = ? AND id = ?", row.EntityID, row.ID).Exec(ctx)))
}
