package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// RoleVersions reads the versions of these roles, or of all (nil), newest first, at most limit of each.
func (db *DB) RoleVersions(ctx context.Context, ids []domain.UUID, limit int) ([]domain.Role, error) {
	found, err := db.pool.Query(ctx, `SELECT r.* FROM (SELECT DISTINCT id FROM role WHERE $1::uuid[] IS NULL OR id = ANY ($1::uuid[])) AS k, LATERAL (
		SELECT * FROM role t WHERE t.id = k.id ORDER BY t.recorded_from DESC LIMIT $2) AS r`, ids, limit)
	if err != nil {
		return nil, fmt.Errorf("list versions of roles: %w", err)
	}
	var rows []roleRow
	err = collect(&rows)(found)
	return mapped(rows, (*roleRow).role), wrap("list versions of roles", err)
}

// RulebookRows reads all versions of rows whose recorded time began or ended after from and until to, as one book with
// several versions of a thing, and the names that they are told with.
func (db *DB) RulebookRows(ctx context.Context, from, to time.Time) (book domain.Rulebook, err error) {
	book.Entities, book.Names = map[domain.EntityID]string{}, map[domain.UUID]string{}
	err = db.bun.RunInTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, func(ctx context.Context, tx bun.Tx) error {
		if err := people(ctx, tx, &book); err != nil {
			return err
		}
		return rulebookRows(ctx, tx, &book, func(q *bun.SelectQuery) *bun.SelectQuery {
			return q.Where("recorded_from > ? AND recorded_from <= ? OR recorded_to > ? AND recorded_to <= ?", from, to, from, to)
		})
	})
	return book, wrap("read how the rulebook was changed", err)
}
