package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun/dialect/pgdialect"

	"countersign/domain"
)

// EmergencyBundle is the bundle with this key, as it is now. Errors: NOT_FOUND.
func (tx *Tx) EmergencyBundle(ctx context.Context, key string) (*domain.EmergencyBundle, error) {
	return tx.bundle(ctx, "key = ? AND recorded_to IS NULL", key)
}

func (tx *Tx) bundle(ctx context.Context, where string, args ...any) (*domain.EmergencyBundle, error) {
	row := new(bundleRow)
	err := tx.bun.NewSelect().Model(row).Where(where, args...).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("load bundle: %w", err)
	}
	bundle := row.bundle()
	return &bundle, nil
}

// InsertEmergency keeps a session. Errors: WRONG_STATE when the person has another one open.
func (tx *Tx) InsertEmergency(ctx context.Context, s *domain.EmergencySession) error {
	_, err := tx.bun.NewInsert().Model(sessionToRow(s)).Exec(ctx)
	return wrap("keep emergency access", err)
}

// EmergencyForUpdate locks a session with its bundle. Errors: NOT_FOUND.
func (tx *Tx) EmergencyForUpdate(ctx context.Context, id domain.UUID) (*domain.EmergencySession, error) {
	row := new(sessionRow)
	err := tx.bun.NewSelect().Model(row).Where("id = ?", id).For("UPDATE").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("lock emergency access: %w", err)
	}
	s := row.session()
	s.Bundle, err = tx.bundle(ctx, "row_id = ?", row.BundleRow)
	return s, err
}

// SaveEmergency writes what became of a session and counts its version up. Errors: STALE.
func (tx *Tx) SaveEmergency(ctx context.Context, s *domain.EmergencySession) error {
	row := sessionToRow(s)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).
		ExcludeColumn("id", "bundle_row", "person_id", "ticket", "reason", "minutes", "conflicts", "requested_at").
		Where("id = ? AND version = ?", row.ID, s.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save emergency access: %w", err)
	}
	s.Version = row.Version
	return nil
}

// EmergenciesSince counts the sessions of a person that were put in force since an instant.
func (tx *Tx) EmergenciesSince(ctx context.Context, person domain.UUID, since time.Time) (int, error) {
	n, err := tx.bun.NewSelect().Table("emergency_session").Where("person_id = ? AND starts_at >= ?", person, since).Count(ctx)
	return int(n), wrap("count emergency access", err)
}

// underTicket is the condition for events of a session: its person's, from its start to its end, under its ticket. Ids
// begin with the time, so that only the months of the session are looked at.
const underTicket = `entity_id IN (SELECT number FROM entity UNION ALL SELECT 0) AND actor_id = $1 AND id >= $2 AND id < $3 AND data->>'emergency' = $4`

// underTicketArgs fills underTicket. A session that goes on reaches to now.
func underTicketArgs(s *domain.EmergencySession, now time.Time) []any {
	from, to := now, now
	if s.StartsAt != nil {
		from = *s.StartsAt
	}
	if s.EndedAt != nil {
		to = *s.EndedAt
	}
	return []any{s.UserID, firstID(from), firstID(to.Add(time.Millisecond)), s.Ticket}
}

// firstID is the lowest version 7 id of an instant's millisecond.
func firstID(at time.Time) domain.UUID {
	var id domain.UUID
	ms := at.UnixMilli()
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	return id
}

// EmergencyFindings reads from the log what was done and refused under a session's ticket.
func (tx *Tx) EmergencyFindings(ctx context.Context, s *domain.EmergencySession, now time.Time) (found domain.EmergencyFindings, err error) {
	var broken, held []byte
	err = tx.bun.Tx.QueryRowContext(ctx, `
		WITH e AS (SELECT kind, data FROM event WHERE `+underTicket+`)
		SELECT count(*) FILTER (WHERE data ? 'action'), count(*) FILTER (WHERE kind = 'access.refused'),
			coalesce((SELECT jsonb_agg(DISTINCT r) FROM e, jsonb_array_elements_text(e.data->'broken') AS r), '[]'),
			coalesce(jsonb_agg(DISTINCT data->'details'->>'rule') FILTER (WHERE kind = 'access.refused' AND data->'details' ? 'rule'), '[]')
		FROM e`, underTicketArgs(s, now)...).Scan(&found.Acts, &found.Refusals, &broken, &held)
	if err != nil {
		return found, fmt.Errorf("read what was done under %s: %w", s.Ticket, err)
	}
	if found.Broken, err = stringsOf(broken); err != nil {
		return found, err
	}
	found.Held, err = stringsOf(held)
	return found, err
}

// BothSides are those of uses whose person stands on the other side of the rule, too, on the same chain.
func (tx *Tx) BothSides(ctx context.Context, uses []domain.DutyUse) ([]domain.DutyUse, error) {
	if len(uses) == 0 {
		return nil, nil
	}
	var entities []domain.EntityID
	var chains, people []domain.UUID
	var rules, sides []string
	for _, u := range uses {
		entities, chains, people = append(entities, u.Entity), append(chains, u.Chain), append(people, u.Person)
		rules, sides = append(rules, u.Rule), append(sides, string(u.Side.Other()))
	}
	var places []int
	err := tx.bun.NewRaw(`
		SELECT DISTINCT k.place FROM unnest(?::int[], ?::uuid[], ?::text[], ?::uuid[], ?::text[]) WITH ORDINALITY
			AS k (entity_id, chain, rule, person, side, place)
		JOIN duty_use u USING (entity_id, chain, rule, person, side) ORDER BY k.place`,
		pgdialect.Array(entities), pgdialect.Array(chains), pgdialect.Array(rules), pgdialect.Array(people), pgdialect.Array(sides)).Scan(ctx, &places)
	if err != nil {
		return nil, fmt.Errorf("look for both sides: %w", err)
	}
	both := make([]domain.DutyUse, len(places))
	for i, place := range places {
		both[i] = uses[place-1]
	}
	return both, nil
}
