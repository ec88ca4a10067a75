package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// leaverRow is a row of leaver.
type leaverRow struct {
	bun.BaseModel `bun:"table:leaver" db:"-"`
	ID            domain.UUID `bun:",pk"`
	Version       int
	PersonID      domain.UUID
	NoticedAt     time.Time
	EffectiveAt   time.Time
	RemovedAt     *time.Time
	SettledAt     *time.Time
	Reason        string
	RecordedBy    domain.UUID
	Ended         domain.LeaverCounts `bun:"type:jsonb"`
}

func leaverToRow(l *domain.Leaver) *leaverRow {
	return &leaverRow{
		ID: l.ID, Version: l.Version, PersonID: l.Person, NoticedAt: l.NoticedAt, EffectiveAt: l.EffectiveAt, RemovedAt: l.RemovedAt,
		SettledAt: l.SettledAt, Reason: l.Reason, RecordedBy: l.RecordedBy, Ended: l.Ended,
	}
}

func (r *leaverRow) record() *domain.Leaver {
	return &domain.Leaver{
		ID: r.ID, Version: r.Version, Person: r.PersonID, NoticedAt: r.NoticedAt.UTC(), EffectiveAt: r.EffectiveAt.UTC(), RemovedAt: utc(r.RemovedAt),
		SettledAt: utc(r.SettledAt), Reason: r.Reason, RecordedBy: r.RecordedBy, Ended: r.Ended,
	}
}

// InsertLeaver keeps that somebody leaves.
func (tx *Tx) InsertLeaver(ctx context.Context, l *domain.Leaver) error {
	_, err := tx.bun.NewInsert().Model(leaverToRow(l)).Exec(ctx)
	return wrap("keep who leaves", err)
}

// LeaverOf locks what was recorded about a person's leaving, nil when nothing was.
func (tx *Tx) LeaverOf(ctx context.Context, person domain.UUID) (*domain.Leaver, error) {
	return tx.leaver(ctx, "person_id = ?", person)
}

// LeaverForUpdate locks what was recorded about somebody's leaving. Errors: NOT_FOUND.
func (tx *Tx) LeaverForUpdate(ctx context.Context, id domain.UUID) (*domain.Leaver, error) {
	l, err := tx.leaver(ctx, "id = ?", id)
	if err == nil && l == nil {
		return nil, notFound()
	}
	return l, err
}

func (tx *Tx) leaver(ctx context.Context, where string, id domain.UUID) (*domain.Leaver, error) {
	row := new(leaverRow)
	err := tx.bun.NewSelect().Model(row).Where(where, id).For("UPDATE").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("lock who leaves: %w", err)
	}
	return row.record(), nil
}

// SaveLeaver writes what became of somebody's access and counts the version up. Errors: STALE.
func (tx *Tx) SaveLeaver(ctx context.Context, l *domain.Leaver) error {
	row := leaverToRow(l)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).Column("version", "effective_at", "removed_at", "settled_at", "ended").
		Where("id = ? AND version = ?", l.ID, l.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save who leaves: %w", err)
	}
	l.Version = row.Version
	return nil
}

// Deactivate says that a person works here no longer, and tells every process so.
// Errors: WRONG_STATE when they had left already.
func (tx *Tx) Deactivate(ctx context.Context, person domain.UUID) error {
	result, err := tx.bun.Tx.ExecContext(ctx, `UPDATE person SET active = false WHERE id = $1 AND active`, person)
	if err != nil {
		return fmt.Errorf("take a person off the list of who works here: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n != 1 {
		return domain.Refuse(domain.CodeWrongState, "This person has left already.")
	}
	return tx.moveDirectory(ctx, false)
}

// SaveCandidates writes who is asked for an open task, counts its version up, and keeps the inboxes in step.
// Errors: STALE when the stored version is another.
func (tx *Tx) SaveCandidates(ctx context.Context, inv *domain.Invoice, t *domain.Task) error {
	people := make([]string, len(t.CandidateIDs))
	for i, id := range t.CandidateIDs {
		people[i] = id.String()
	}
	err := exactlyOne(tx.bun.Tx.ExecContext(ctx, `
		UPDATE task SET version = version + 1, candidates = $4::uuid[], via = $5 WHERE entity_id = $1 AND id = $2 AND version = $3`,
		t.ID.Entity, t.ID.UUID, t.Version, people, t.Via))
	if err != nil {
		return fmt.Errorf("save who is asked: %w", err)
	}
	t.Version++
	if _, err := tx.bun.Tx.ExecContext(ctx, `DELETE FROM inbox WHERE entity_id = $1 AND task_id = $2`, t.ID.Entity, t.ID.UUID); err != nil {
		return fmt.Errorf("clear inboxes: %w", err)
	}
	return tx.showInInboxes(ctx, inv, t)
}
