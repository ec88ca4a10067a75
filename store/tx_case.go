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

// InsertCase keeps a new case and says whether it did: what has an open twin is not opened again.
func (tx *Tx) InsertCase(ctx context.Context, c *domain.Case) (opened bool, err error) {
	result, err := tx.bun.NewInsert().Model(caseToRow(c)).
		On("CONFLICT (entity_id, category, twin) WHERE state = 'OPEN' DO NOTHING").Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("open case: %w", err)
	}
	n, err := result.RowsAffected()
	return n == 1, wrap("open case", err)
}

// CaseForUpdate locks a case. Errors: NOT_FOUND.
func (tx *Tx) CaseForUpdate(ctx context.Context, id domain.ID) (*domain.Case, error) {
	return tx.lockCase(ctx, "entity_id = ? AND id = ?", id.Entity, id.UUID)
}

// CaseSubject reads, without a lock, what a case is about: that never changes. It is zero for a case about no record.
// Errors: NOT_FOUND.
func (tx *Tx) CaseSubject(ctx context.Context, id domain.ID) (domain.ID, error) {
	row := new(caseRow)
	err := tx.bun.NewSelect().Model(row).Column("subject_kind", "subject_id").Where("entity_id = ? AND id = ?", id.Entity, id.UUID).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return domain.ID{}, notFound()
	}
	row.EntityID = id.Entity
	return row.record().SubjectID, wrap("find what a case is about", err)
}

// OpenCase locks the open case of a category with this twin. Errors: NOT_FOUND.
func (tx *Tx) OpenCase(ctx context.Context, entity domain.EntityID, category, twin string) (*domain.Case, error) {
	return tx.lockCase(ctx, "entity_id = ? AND category = ? AND twin = ? AND state = 'OPEN'", entity, category, twin)
}

func (tx *Tx) lockCase(ctx context.Context, where string, args ...any) (*domain.Case, error) {
	row := new(caseRow)
	err := tx.bun.NewSelect().Model(row).Where(where, args...).For("UPDATE").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("lock case: %w", err)
	}
	return row.record(), nil
}

// OpenCasesByOwner is how many open cases each person owns.
func (tx *Tx) OpenCasesByOwner(ctx context.Context) (map[domain.UUID]int, error) {
	var rows []struct {
		Owner domain.UUID
		N     int
	}
	err := tx.bun.NewRaw(`SELECT owner, count(*) AS n FROM control_case WHERE state = 'OPEN' AND owner IS NOT NULL GROUP BY owner`).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count open cases: %w", err)
	}
	found := make(map[domain.UUID]int, len(rows))
	for _, r := range rows {
		found[r.Owner] = r.N
	}
	return found, nil
}

// SaveCase writes what became of a case and counts its version up. Errors: STALE.
func (tx *Tx) SaveCase(ctx context.Context, c *domain.Case) error {
	row := caseToRow(c)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).
		Column("version", "title", "state", "owner", "escalated_to", "evidence", "exposure_minor", "exposure_currency", "due_at", "resolution", "resolved_by", "resolved_at", "note", "updated_at",
			"carried_to", "oldest", "days").
		Where("entity_id = ? AND id = ? AND version = ?", row.EntityID, row.ID, c.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save case: %w", err)
	}
	c.Version = row.Version
	return nil
}

// OverdueReviews are the keys of open reviews of emergency sessions that were due before an instant: those that a person
// owes, as owner, and those of the person's own sessions.
func (tx *Tx) OverdueReviews(ctx context.Context, person domain.UUID, at time.Time) (owed, own []string, err error) {
	var rows []caseRow
	err = overdueReviews(tx.bun.NewSelect().Model(&rows), person, at).Scan(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("look for overdue reviews: %w", err)
	}
	owed, own = splitReviews(rows, person)
	return owed, own, nil
}

// OverdueReviews is Tx.OverdueReviews for a reader.
func (db *DB) OverdueReviews(ctx context.Context, person domain.UUID, at time.Time) (owed, own []string, err error) {
	var rows []caseRow
	err = overdueReviews(db.bun.NewSelect().Model(&rows), person, at).Scan(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("look for overdue reviews: %w", err)
	}
	owed, own = splitReviews(rows, person)
	return owed, own, nil
}

func overdueReviews(q *bun.SelectQuery, person domain.UUID, at time.Time) *bun.SelectQuery {
	return q.Where("entity_id = 0 AND category = ? AND state = 'OPEN' AND due_at < ?", domain.CaseEmergency, at).
		Where("? IN (owner, about)", person).Order("key")
}

func splitReviews(rows []caseRow, person domain.UUID) (owed, own []string) {
	for _, r := range rows {
		if r.Owner == person {
			owed = append(owed, r.Key)
		}
		if r.About == person {
			own = append(own, r.Key)
		}
	}
	return owed, own
}
