package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// Lesson is what one event of the log taught, at its position: labels, a promotion, or a policy that came in force.
type Lesson struct {
	Position int64
	Entity   domain.EntityID
	Labels   []*domain.Label // in order of their lines
	Promoted domain.AiUse    // "" for none
	Policy   *domain.AdvicePolicy
}

// Lessons reads what the log teaches in the positions from, included, to, not included, in their order.
func (db *DB) Lessons(ctx context.Context, from, to int64) ([]*Lesson, error) {
	type at struct {
		Position int64
	}
	var labels []struct {
		at
		labelRow
	}
	var turns []struct {
		at
		adviceTurnRow
	}
	var policies []struct {
		at
		advicePolicyRow
	}
	batch := &pgx.Batch{}
	const placed = ` JOIN log_entry e ON e.entity = t.entity_id AND e.event = t.event WHERE e.position >= $1 AND e.position < $2`
	batch.Queue(`SELECT e.position, t.* FROM label t`+placed+` ORDER BY e.position, t.line`, from, to).Query(collect(&labels))
	batch.Queue(`SELECT e.position, t.* FROM advice_turn t`+placed+` AND t.kind = 'PROMOTED'`, from, to).Query(collect(&turns))
	batch.Queue(`SELECT e.position, t.* FROM advice_policy t`+placed+` AND t.state <> 'DRAFT'`, from, to).Query(collect(&policies))
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return nil, fmt.Errorf("read lessons: %w", err)
	}
	byPosition := map[int64]*Lesson{}
	lesson := func(position int64, entity domain.EntityID) *Lesson {
		l := byPosition[position]
		if l == nil {
			l = &Lesson{Position: position, Entity: entity}
			byPosition[position] = l
		}
		return l
	}
	for i := range labels {
		l := lesson(labels[i].Position, labels[i].EntityID)
		l.Labels = append(l.Labels, labels[i].record())
	}
	for i := range turns {
		lesson(turns[i].Position, turns[i].EntityID).Promoted = turns[i].Use
	}
	for i := range policies {
		lesson(policies[i].Position, policies[i].EntityID).Policy = policies[i].record()
	}
	list := make([]*Lesson, 0, len(byPosition))
	for _, position := range slices.Sorted(maps.Keys(byPosition)) {
		list = append(list, byPosition[position])
	}
	return list, nil
}

// FirstAdvicePolicies are those that entities begin with, which no event brought in force.
func (db *DB) FirstAdvicePolicies(ctx context.Context) ([]*domain.AdvicePolicy, error) {
	var rows []advicePolicyRow
	if err := db.bun.NewSelect().Model(&rows).Where("event IS NULL AND state <> 'DRAFT'").Order("entity_id", "use", "number").Scan(ctx); err != nil {
		return nil, fmt.Errorf("read first policies of advice: %w", err)
	}
	list := make([]*domain.AdvicePolicy, len(rows))
	for i := range rows {
		list[i] = rows[i].record()
	}
	return list, nil
}

// Champions are the newest checkpoints of a use, with their bytes.
func (db *DB) Champions(ctx context.Context, use domain.AiUse) ([]*domain.ModelVersion, error) {
	var rows []modelVersionRow
	err := db.bun.NewSelect().Model(&rows).Join("JOIN model AS m ON m.entity_id = ?TableAlias.entity_id AND m.champion = ?TableAlias.id").
		Where("m.use = ? AND ?TableAlias.content IS NOT NULL", use).Order("entity_id").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("load checkpoints: %w", err)
	}
	list := make([]*domain.ModelVersion, len(rows))
	for i := range rows {
		list[i] = rows[i].record(use)
	}
	return list, nil
}

// InsertCheckpoint keeps a checkpoint as the one in use, numbers it, and drops the bytes of those before it but one.
func (tx *Tx) InsertCheckpoint(ctx context.Context, v *domain.ModelVersion) error {
	var model domain.UUID
	err := tx.bun.Tx.QueryRowContext(ctx, `INSERT INTO model (entity_id, id, version, use) VALUES ($1, $2, 1, $3)
		ON CONFLICT (entity_id, use) DO UPDATE SET version = model.version + 1 RETURNING id`, v.ID.Entity, domain.UUIDOf("model", string(v.Use), fmt.Sprint(v.ID.Entity)), v.Use).Scan(&model)
	if err != nil {
		return fmt.Errorf("lock model: %w", err)
	}
	v.ModelID = model
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT coalesce(max(number), 0) + 1 FROM model_version WHERE entity_id = $1 AND model_id = $2`, v.ID.Entity, model).Scan(&v.Number)
	if err != nil {
		return fmt.Errorf("number checkpoint: %w", err)
	}
	if _, err := tx.bun.NewInsert().Model(modelVersionToRow(v)).Exec(ctx); err != nil {
		return fmt.Errorf("keep checkpoint: %w", err)
	}
	_, err = tx.bun.Tx.ExecContext(ctx, `UPDATE model SET champion = $3 WHERE entity_id = $1 AND id = $2`, v.ID.Entity, model, v.ID.UUID)
	_, drop := tx.bun.Tx.ExecContext(ctx, `UPDATE model_version SET content = NULL WHERE entity_id = $1 AND model_id = $2 AND number < $3 AND content IS NOT NULL`,
		v.ID.Entity, model, v.Number-1)
	return wrap("put checkpoint in use", errors.Join(err, drop))
}

// LabelledEntities are those of which people have confirmed anything.
func (db *DB) LabelledEntities(ctx context.Context) ([]domain.EntityID, error) {
	rows, err := db.pool.Query(ctx, `SELECT number FROM entity e WHERE EXISTS (SELECT FROM label l WHERE l.entity_id = e.number) ORDER BY number`)
	if err != nil {
		return nil, fmt.Errorf("look for labels: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[domain.EntityID])
	return list, wrap("look for labels", err)
}
