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

// GrantRows are the ids of the rows that keep these grants now.
func (tx *Tx) GrantRows(ctx context.Context, grants []domain.UUID) (map[domain.UUID]domain.UUID, error) {
	var rows []struct{ ID, RowID domain.UUID }
	err := tx.bun.NewSelect().Table("role_grant").Column("id", "row_id").Where("id IN (?) AND recorded_to IS NULL", bun.List(grants)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("find rows of grants: %w", err)
	}
	found := make(map[domain.UUID]domain.UUID, len(rows))
	for _, r := range rows {
		found[r.ID] = r.RowID
	}
	return found, nil
}

// InsertReview keeps a campaign with its lines.
func (tx *Tx) InsertReview(ctx context.Context, r *domain.AccessReview, items []*domain.ReviewItem) error {
	if _, err := tx.bun.NewInsert().Model(reviewToRow(r)).Exec(ctx); err != nil {
		return fmt.Errorf("keep access review: %w", err)
	}
	rows := make([]*itemRow, len(items))
	for i, item := range items {
		rows[i] = itemToRow(item)
	}
	_, err := tx.bun.NewInsert().Model(&rows).Exec(ctx)
	return wrap("keep lines of the access review", err)
}

// Review reads a campaign without a lock and without its progress. Errors: NOT_FOUND.
func (tx *Tx) Review(ctx context.Context, id domain.UUID) (*domain.AccessReview, error) {
	row := new(reviewRow)
	err := tx.bun.NewSelect().Model(row).Where("id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("load access review: %w", err)
	}
	return row.review(), nil
}

// ReviewForUpdate locks a campaign and counts its lines. Errors: NOT_FOUND.
func (tx *Tx) ReviewForUpdate(ctx context.Context, id domain.UUID) (*domain.AccessReview, error) {
	row := new(reviewRow)
	err := tx.bun.NewSelect().Model(row).Where("id = ?", id).For("UPDATE").Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound()
	}
	if err != nil {
		return nil, fmt.Errorf("lock access review: %w", err)
	}
	r := row.review()
	p := &r.Progress
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT `+progressColumns+` FROM access_review_item i WHERE i.review_id = $1`, id).
		Scan(&p.Lines, &p.Decided, &p.Kept, &p.Narrowed, &p.Revoked, &p.Lapsed, &p.Applied, &p.Verified)
	return r, wrap("count lines of the access review", err)
}

// progressColumns count lines as domain.ReviewProgress has them.
const progressColumns = `count(*) AS lines, count(i.decision) AS decided, count(*) FILTER (WHERE i.decision = 'KEEP') AS kept,
	count(*) FILTER (WHERE i.decision = 'NARROW') AS narrowed, count(*) FILTER (WHERE i.decision = 'REVOKE') AS revoked,
	count(*) FILTER (WHERE i.decision IS NOT NULL AND i.decided_by IS NULL) AS lapsed, count(i.applied_at) AS applied,
	count(i.verified_at) AS verified`

// SaveReview writes what became of a campaign and counts its version up. Errors: STALE.
func (tx *Tx) SaveReview(ctx context.Context, r *domain.AccessReview) error {
	row := reviewToRow(r)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).Column("version", "state", "closed_at", "evidence").
		Where("id = ? AND version = ?", row.ID, r.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save access review: %w", err)
	}
	r.Version = row.Version
	return nil
}

// ReviewItemForUpdate locks a line with its grant as it is looked at. Errors: NOT_FOUND.
func (tx *Tx) ReviewItemForUpdate(ctx context.Context, id domain.ID) (*domain.ReviewItem, error) {
	items, err := tx.lockItems(ctx, 1, "id = ? AND home = ?", id.UUID, id.Entity)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, notFound()
	}
	return items[0], nil
}

// OpenItems locks lines of a campaign that nobody has decided, at most limit.
func (tx *Tx) OpenItems(ctx context.Context, review domain.UUID, limit int) ([]*domain.ReviewItem, error) {
	return tx.lockItems(ctx, limit, "review_id = ? AND decision IS NULL", review)
}

// UnverifiedItems locks lines that were applied before an instant and not looked at again, at most limit.
func (tx *Tx) UnverifiedItems(ctx context.Context, before time.Time, limit int) ([]*domain.ReviewItem, error) {
	return tx.lockItems(ctx, limit, "applied_at < ? AND verified_at IS NULL", before)
}

func (tx *Tx) lockItems(ctx context.Context, limit int, where string, args ...any) ([]*domain.ReviewItem, error) {
	var rows []itemRow
	err := tx.bun.NewSelect().Model(&rows).Where(where, args...).Order("id").Limit(int64(limit)).For("UPDATE").Scan(ctx)
	if err != nil || len(rows) == 0 {
		return nil, wrap("lock lines of the access review", err)
	}
	items, grantRows := make([]*domain.ReviewItem, len(rows)), make([]domain.UUID, len(rows))
	for i := range rows {
		items[i], grantRows[i] = rows[i].item(), rows[i].GrantRow
	}
	var grants []roleGrantRow
	if err := tx.bun.NewSelect().Model(&grants).Where("row_id IN (?)", bun.List(grantRows)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("load reviewed grants: %w", err)
	}
	attachGrants(items, grants)
	return items, nil
}

func attachGrants(items []*domain.ReviewItem, grants []roleGrantRow) {
	byRow := make(map[domain.UUID]domain.Grant, len(grants))
	for i := range grants {
		byRow[grants[i].RowID] = grants[i].grant()
	}
	for _, item := range items {
		item.Grant = byRow[item.GrantRow]
	}
}

// SaveReviewItem writes what became of a line and counts its version up. Errors: STALE.
func (tx *Tx) SaveReviewItem(ctx context.Context, i *domain.ReviewItem) error {
	row := itemToRow(i)
	row.Version++
	err := exactlyOne(tx.bun.NewUpdate().Model(row).
		Column("version", "decision", "decided_by", "decided_at", "reason", "narrowed_to", "applied_at", "applied_in", "verified_at").
		Where("id = ? AND version = ?", row.ID, i.Version).Exec(ctx))
	if err != nil {
		return fmt.Errorf("save a line of the access review: %w", err)
	}
	i.Version = row.Version
	return nil
}
