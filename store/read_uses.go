package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// Use is how often somebody did an action, and when last.
type Use struct {
	Person domain.UUID
	Action domain.Action
	Times  int       // since an instant
	Last   time.Time // since the earlier one
}

// Uses counts what people and service accounts did since an instant and before another, and looks for the last time since
// an earlier one. What they did for somebody else counts as theirs. nil people are everybody.
func (db *DB) Uses(ctx context.Context, people []domain.UUID, earliest, since, before time.Time) ([]Use, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT e.actor_id AS person, e.data->>'action' AS action, count(*) FILTER (WHERE e.id >= $4::uuid)::int AS times, max(e.at) AS last
		FROM event e
		WHERE e.entity_id = ANY (ARRAY(SELECT number FROM entity) || 0) AND ($1::uuid[] IS NULL OR e.actor_id = ANY ($1::uuid[]))
			AND e.id >= $2::uuid AND e.id < $3::uuid AND e.actor_kind <> 'SYSTEM' AND e.data ? 'action' AND e.kind <> 'access.refused'
		GROUP BY 1, 2`,
		people, domain.FirstUUID(earliest).String(), domain.FirstUUID(before).String(), domain.FirstUUID(since).String())
	if err != nil {
		return nil, fmt.Errorf("count uses: %w", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByName[Use])
	return list, wrap("count uses", err)
}
