package store

import (
	"context"
	"fmt"
	"time"

	"countersign/domain"
)

// Leaver reads what was recorded about somebody's leaving. Errors: NOT_FOUND.
func (db *DB) Leaver(ctx context.Context, id domain.UUID) (*domain.Leaver, error) {
	rows, err := db.pool.Query(ctx, `SELECT * FROM leaver WHERE id = $1`, id.String())
	if err != nil {
		return nil, fmt.Errorf("read who leaves: %w", err)
	}
	var found []leaverRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("read who leaves: %w", err)
	}
	if len(found) == 0 {
		return nil, notFound()
	}
	return found[0].record(), nil
}

type leaverActsRow struct {
	leaverRow
	After   int
	Between int
}

// maxLeavers bounds a list that nobody pages through: the newest count.
const maxLeavers = 500

// Leavers reads who was recorded to leave in a span of time, the newest first, at most 500, each with what they did after
// they had left and after their access was gone, in any entity.
func (db *DB) Leavers(ctx context.Context, from, to time.Time) ([]*domain.Leaver, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT l.*, coalesce(a.after, 0)::int AS after, coalesce(a.between, 0)::int AS between FROM (
			SELECT * FROM leaver WHERE noticed_at >= $1 AND noticed_at < $2 ORDER BY noticed_at DESC, id LIMIT $3) AS l
		LEFT JOIN LATERAL (
			SELECT count(*) FILTER (WHERE e.at > l.removed_at) AS after, count(*) FILTER (WHERE l.removed_at IS NULL OR e.at <= l.removed_at) AS between
			FROM event e WHERE e.entity_id = ANY (ARRAY(SELECT number FROM entity) || 0) AND e.actor_id = l.person_id AND e.kind <> 'access.refused'
				-- ids are of version 7: they begin with the milliseconds of when they were made
				AND e.id >= (lpad(to_hex((extract(epoch FROM l.effective_at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid AND e.at > l.effective_at) AS a ON true
		ORDER BY l.noticed_at DESC, l.id`, from, to, maxLeavers)
	if err != nil {
		return nil, fmt.Errorf("list who left: %w", err)
	}
	var found []leaverActsRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("list who left: %w", err)
	}
	list := make([]*domain.Leaver, len(found))
	for i := range found {
		list[i] = found[i].record()
		list[i].ActsAfter, list[i].ActsBetween = found[i].After, found[i].Between
	}
	return list, nil
}

// AskedOf reads the invoices with an open task that a person is among those asked for, at most limit, oldest first.
func (db *DB) AskedOf(ctx context.Context, person domain.UUID, limit int) ([]domain.ID, error) {
	return db.ids(ctx, domain.NodeInvoice, `
		SELECT entity_id, invoice_id FROM task WHERE state IN ('READY', 'PENDING') AND candidates @> ARRAY[$1::uuid]
		GROUP BY entity_id, invoice_id ORDER BY min(created_at), invoice_id LIMIT $2`, person.String(), limit)
}

// CasesOf reads the open cases that a person owns or that were brought to them, at most limit, oldest first.
func (db *DB) CasesOf(ctx context.Context, person domain.UUID, limit int) ([]domain.ID, error) {
	return db.ids(ctx, domain.NodeCase, `
		SELECT entity_id, id FROM control_case WHERE state = 'OPEN' AND $1 IN (owner, escalated_to) ORDER BY opened_at, id LIMIT $2`, person.String(), limit)
}

// JobsOf reads the long work in a person's name that has not ended, at most limit, oldest first.
func (db *DB) JobsOf(ctx context.Context, person domain.UUID, limit int) ([]domain.ID, error) {
	return db.ids(ctx, domain.NodeJob, `
		SELECT entity_id, id FROM job WHERE actor_id = $1 AND state IN ('QUEUED', 'RUNNING') ORDER BY created_at, id LIMIT $2`, person.String(), limit)
}

func (db *DB) ids(ctx context.Context, kind domain.NodeKind, statement string, args ...any) ([]domain.ID, error) {
	rows, err := db.pool.Query(ctx, statement, args...)
	if err != nil {
		return nil, fmt.Errorf("list ids: %w", err)
	}
	defer rows.Close()
	var list []domain.ID
	for rows.Next() {
		id := domain.ID{Kind: kind}
		if err := rows.Scan(&id.Entity, &id.UUID); err != nil {
			return nil, fmt.Errorf("list ids: %w", err)
		}
		list = append(list, id)
	}
	return list, wrap("list ids", rows.Err())
}

// EmergenciesOf reads the emergency sessions of a person that are in force or asked for.
func (db *DB) EmergenciesOf(ctx context.Context, person domain.UUID) ([]domain.UUID, error) {
	rows, err := db.pool.Query(ctx, `SELECT id FROM emergency_session WHERE person_id = $1 AND state IN ('ACTIVE', 'REQUESTED') ORDER BY id`, person.String())
	if err != nil {
		return nil, fmt.Errorf("list emergency access: %w", err)
	}
	defer rows.Close()
	var list []domain.UUID
	for rows.Next() {
		var id domain.UUID
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("list emergency access: %w", err)
		}
		list = append(list, id)
	}
	return list, wrap("list emergency access", rows.Err())
}
