package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// Bills are the newest invoices of an entity that were received before an instant, at most limit, the newest first: what a model of
// duplicates is fitted to.
func (db *DB) Bills(ctx context.Context, entity domain.EntityID, before time.Time, limit int) ([]*domain.Invoice, error) {
	var rows []invoiceRow
	err := db.bun.NewSelect().Model(&rows).Where("entity_id = ? AND received_at < ?", entity, before).Order("received_at DESC", "id").Limit(int64(limit)).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read invoices to learn from: %w", err)
	}
	list := make([]*domain.Invoice, len(rows))
	for i := range rows {
		list[i] = rows[i].record()
	}
	return list, nil
}

// TwinVerdict is what a person said of two invoices.
type TwinVerdict struct {
	A, B domain.UUID
	Same bool
}

// TwinVerdicts are what people said of pairs of invoices of an entity before an instant, the earliest first.
func (db *DB) TwinVerdicts(ctx context.Context, entity domain.EntityID, before time.Time) ([]TwinVerdict, error) {
	rows, err := db.pool.Query(ctx, `SELECT invoice_id, (action->>'twin')::uuid, state = 'ACCEPTED' FROM recommendation
		WHERE entity_id = $1 AND use = 'DUPLICATE' AND state IN ('ACCEPTED', 'REJECTED') AND decided_at < $2 AND action ? 'twin' ORDER BY decided_at, id`, int32(entity), before)
	if err != nil {
		return nil, fmt.Errorf("read verdicts on twins: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[TwinVerdict])
	return list, wrap("read verdicts on twins", err)
}
