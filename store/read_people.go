package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// Desk is a person's work at a glance.
type Desk struct {
	Person  domain.UUID
	Roles   string // names of those held now, separated by commas
	Waiting int
}

// Desks reads everybody's work, those first for whom most waits.
func (db *DB) Desks(ctx context.Context) ([]Desk, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT p.id AS person,
			coalesce((SELECT string_agg(DISTINCT r.name, ', ') FROM role_grant g JOIN role r ON r.key = g.role_key AND r.recorded_to IS NULL
				WHERE g.person_id = p.id AND g.recorded_to IS NULL AND (g.valid_to IS NULL OR g.valid_to > now())), '') AS roles,
			(SELECT count(*) FROM inbox b WHERE b.person_id = p.id AND `+fmt.Sprintf(shownNow, "now()")+`)::int AS waiting
		FROM person p ORDER BY waiting DESC, p.name`)
	if err != nil {
		return nil, fmt.Errorf("read desks: %w", err)
	}
	desks, err := pgx.CollectRows(rows, pgx.RowToStructByName[Desk])
	return desks, wrap("read desks", err)
}
