package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// EmergencyBundles lists every bundle as it is now, by name.
func (db *DB) EmergencyBundles(ctx context.Context) ([]*domain.EmergencyBundle, error) {
	return db.bundles(ctx, `SELECT * FROM emergency_bundle WHERE recorded_to IS NULL ORDER BY name, id`)
}

// EmergencyBundlesByID reads these bundles as they are now.
func (db *DB) EmergencyBundlesByID(ctx context.Context, ids []domain.UUID) ([]*domain.EmergencyBundle, error) {
	return db.bundles(ctx, `SELECT * FROM emergency_bundle WHERE recorded_to IS NULL AND id = ANY($1::uuid[])`, ids)
}

func (db *DB) bundles(ctx context.Context, sql string, args ...any) ([]*domain.EmergencyBundle, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("load bundles: %w", err)
	}
	var found []bundleRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load bundles: %w", err)
	}
	list := make([]*domain.EmergencyBundle, len(found))
	for i := range found {
		bundle := found[i].bundle()
		list[i] = &bundle
	}
	return list, nil
}

type sessionPageRow struct {
	sessionRow
	SortKeys []string
}

// Emergencies reads a page of sessions with their bundles, newest first; only those of one person, the zero person being
// everybody.
func (db *DB) Emergencies(ctx context.Context, f domain.EmergencyFilter, only domain.UUID, page domain.PageRequest, counted bool) (domain.Page[*domain.EmergencySession], error) {
	none := domain.Page[*domain.EmergencySession]{}
	q := &query{page: page}
	if !only.IsZero() {
		q.when("s.person_id = %s", only)
	}
	if len(f.State) > 0 {
		q.when("s.state = ANY(%s)", texts(f.State))
	}
	if f.UserID != nil {
		q.when("s.person_id = %s", f.UserID.UUID)
	}
	if f.Ticket != nil {
		q.when("s.ticket = %s", *f.Ticket)
	}
	if len(f.Bundle) > 0 {
		q.when("s.bundle_row IN (SELECT b.row_id FROM emergency_bundle b WHERE b.key = ANY(%s))", f.Bundle)
	}
	if err := q.sorted(nil, nil, sortKey{expr: "s.requested_at", cast: "timestamptz", desc: true}, "s.id"); err != nil {
		return none, err
	}
	q.bind(f)
	found, err := list(ctx, db, q, "s.*", "emergency_session s", counted,
		func(r *sessionPageRow) []string { return r.SortKeys }, func(r *sessionPageRow) *domain.EmergencySession { return r.session() })
	if err != nil {
		return none, err
	}
	return found, db.fillBundles(ctx, found.Items)
}

// EmergenciesByID reads these sessions with their bundles; only as Emergencies.
func (db *DB) EmergenciesByID(ctx context.Context, ids []domain.UUID, only domain.UUID) ([]*domain.EmergencySession, error) {
	rows, err := db.pool.Query(ctx, `SELECT * FROM emergency_session WHERE id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR person_id = $2)`, ids, only)
	if err != nil {
		return nil, fmt.Errorf("load emergency access: %w", err)
	}
	var found []sessionRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load emergency access: %w", err)
	}
	sessions := make([]*domain.EmergencySession, len(found))
	for i := range found {
		sessions[i] = found[i].session()
	}
	return sessions, db.fillBundles(ctx, sessions)
}

// fillBundles reads the bundle of each session in the version that was asked for.
func (db *DB) fillBundles(ctx context.Context, sessions []*domain.EmergencySession) error {
	if len(sessions) == 0 {
		return nil
	}
	var rowIDs []domain.UUID
	for _, s := range sessions {
		rowIDs = append(rowIDs, s.Bundle.Row)
	}
	bundles, err := db.bundles(ctx, `SELECT * FROM emergency_bundle WHERE row_id = ANY($1::uuid[])`, rowIDs)
	if err != nil {
		return err
	}
	byRow := make(map[domain.UUID]*domain.EmergencyBundle, len(bundles))
	for _, b := range bundles {
		byRow[b.Row] = b
	}
	for _, s := range sessions {
		s.Bundle = byRow[s.Bundle.Row]
	}
	return nil
}

// FillEmergencyEvents reads what was done and refused under each session's ticket, in order, at most 500 each.
func (db *DB) FillEmergencyEvents(ctx context.Context, sessions []*domain.EmergencySession, now time.Time) error {
	batch := &pgx.Batch{}
	found := make([][]eventRow, len(sessions))
	for i, s := range sessions {
		batch.Queue(`SELECT `+eventColumns+` FROM event WHERE `+underTicket+` ORDER BY id LIMIT 500`, underTicketArgs(s, now)...).Query(collect(&found[i]))
	}
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("load what was done in emergencies: %w", err)
	}
	for i, s := range sessions {
		for n := range found[i] {
			s.Events = append(s.Events, found[i][n].record())
		}
	}
	return nil
}

// DueEmergencies are sessions whose time is over, and requests that nobody decided since an instant, oldest first, at
// most limit.
func (db *DB) DueEmergencies(ctx context.Context, now, undecidedSince time.Time, limit int) ([]domain.UUID, error) {
	rows, err := db.pool.Query(ctx, `
		SELECT id FROM emergency_session WHERE state = 'ACTIVE' AND ends_at <= $1 OR state = 'REQUESTED' AND requested_at <= $2
		ORDER BY requested_at LIMIT $3`, now, undecidedSince, limit)
	if err != nil {
		return nil, fmt.Errorf("look for emergency access that ended: %w", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[domain.UUID])
	return ids, wrap("look for emergency access that ended", err)
}
