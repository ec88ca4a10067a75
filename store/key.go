package store

import (
	"context"
	"fmt"

	"countersign/domain"
)

// NextKey hands out the next human key of a kind in a year, for example "INV-2026-000123". It is a change of its own, so
// that no transaction makes others wait for its number; a number whose transaction fails is left out.
func (db *DB) NextKey(ctx context.Context, entity domain.EntityID, prefix string, year int) (string, error) {
	var n int64
	err := db.pool.QueryRow(ctx, `
		INSERT INTO key_counter (entity_id, id, prefix, year, last) VALUES ($1, $2, $3, $4, 1)
		ON CONFLICT (entity_id, prefix, year) DO UPDATE SET last = key_counter.last + 1 RETURNING last`,
		int32(entity), domain.UUIDOf("key", fmt.Sprint(entity), prefix, fmt.Sprint(year)), prefix, year).Scan(&n)
	if err != nil {
		return "", fmt.Errorf("count %s keys: %w", prefix, err)
	}
	return fmt.Sprintf("%s-%d-%06d", prefix, year, n), nil
}
