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
	err := db.pool.QueryRow(ctx, countKey, int32(entity), keyCounterID(entity, prefix, year), prefix, year).Scan(&n)
	return keyOf(prefix, year, n), wrap("count "+prefix+" keys", err)
}

// NextKey hands out the next human key within the transaction: none is left out, and whoever wants one of the same kind
// waits until the transaction ends. It is for what is rare.
func (tx *Tx) NextKey(ctx context.Context, entity domain.EntityID, prefix string, year int) (string, error) {
	var n int64
	err := tx.bun.Tx.QueryRowContext(ctx, countKey, int32(entity), keyCounterID(entity, prefix, year), prefix, year).Scan(&n)
	return keyOf(prefix, year, n), wrap("count "+prefix+" keys", err)
}

const countKey = `
	INSERT INTO key_counter (entity_id, id, prefix, year, last) VALUES ($1, $2, $3, $4, 1)
	ON CONFLICT (entity_id, prefix, year) DO UPDATE SET last = key_counter.last + 1 RETURNING last`

func keyOf(prefix string, year int, n int64) string {
	return fmt.Sprintf("%s-%d-%06d", prefix, year, n)
}
