package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

type reviewPageRow struct {
	reviewRow
	SortKeys []string
}

// Reviews reads a page of campaigns with their progress, newest first; only those that have a line for one reviewer, the
// zero person being everybody.
func (db *DB) Reviews(ctx context.Context, only domain.UUID, page domain.PageRequest, counted bool) (domain.Page[*domain.AccessReview], error) {
	none := domain.Page[*domain.AccessReview]{}
	q := &query{page: page}
	if !only.IsZero() {
		q.when("EXISTS (SELECT FROM access_review_item i WHERE i.review_id = r.id AND i.reviewer = %s)", only)
	}
	if err := q.sorted(nil, nil, sortKey{expr: "r.started_at", cast: "timestamptz", desc: true}, "r.id"); err != nil {
		return none, err
	}
	q.bind(only)
	found, err := list(ctx, db, q, "r.*", "access_review r", counted,
		func(r *reviewPageRow) []string { return r.SortKeys }, func(r *reviewPageRow) *domain.AccessReview { return r.review() })
	if err != nil {
		return none, err
	}
	return found, db.fillReviews(ctx, found.Items)
}

// ReviewsByID reads these campaigns with their progress; only as Reviews.
func (db *DB) ReviewsByID(ctx context.Context, ids []domain.UUID, only domain.UUID) ([]*domain.AccessReview, error) {
	rows, err := db.pool.Query(ctx, `SELECT * FROM access_review r WHERE id = ANY($1::uuid[])
		AND ($2::uuid IS NULL OR EXISTS (SELECT FROM access_review_item i WHERE i.review_id = r.id AND i.reviewer = $2))`, ids, only)
	if err != nil {
		return nil, fmt.Errorf("load access reviews: %w", err)
	}
	var found []reviewRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load access reviews: %w", err)
	}
	reviews := make([]*domain.AccessReview, len(found))
	for i := range found {
		reviews[i] = found[i].review()
	}
	return reviews, db.fillReviews(ctx, reviews)
}

// fillReviews counts the lines of each campaign and reads what its evidence consists of, without the bytes.
func (db *DB) fillReviews(ctx context.Context, reviews []*domain.AccessReview) error {
	if len(reviews) == 0 {
		return nil
	}
	type counted struct {
		ReviewID                                                           domain.UUID
		Lines, Decided, Kept, Narrowed, Revoked, Lapsed, Applied, Verified int
	}
	var ids, fileIDs []domain.UUID
	for _, r := range reviews {
		ids, fileIDs = append(ids, r.ID.UUID), append(fileIDs, r.EvidenceIDs...)
	}
	var counts []counted
	var files []fileRow
	batch := &pgx.Batch{}
	batch.Queue(`SELECT i.review_id, `+progressColumns+` FROM access_review_item i WHERE i.review_id = ANY($1::uuid[]) GROUP BY i.review_id`, ids).
		Query(collect(&counts))
	batch.Queue(`SELECT entity_id, id, name, media_type, sha256, bytes, ''::bytea AS content, added_by, added_at FROM file
		WHERE entity_id = 0 AND id = ANY($1::uuid[])`, fileIDs).Query(collect(&files))
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("count lines of access reviews: %w", err)
	}
	byID, evidence := map[domain.UUID]counted{}, map[domain.UUID]*domain.Evidence{}
	for _, c := range counts {
		byID[c.ReviewID] = c
	}
	for i := range files {
		evidence[files[i].ID] = files[i].record()
	}
	for _, r := range reviews {
		c := byID[r.ID.UUID]
		r.Progress = domain.ReviewProgress{Lines: c.Lines, Decided: c.Decided, Kept: c.Kept, Narrowed: c.Narrowed, Revoked: c.Revoked,
			Lapsed: c.Lapsed, Applied: c.Applied, Verified: c.Verified}
		for _, id := range r.EvidenceIDs {
			r.Evidence = append(r.Evidence, evidence[id])
		}
	}
	return nil
}

type itemPageRow struct {
	itemRow
	SortKeys []string
}

// ReviewItems reads a page of a campaign's lines with their grants, by the holder's name; only those of one reviewer, the
// zero person being everybody. caller is whom f.Mine means.
func (db *DB) ReviewItems(ctx context.Context, review, only, caller domain.UUID, f domain.ReviewItemFilter, page domain.PageRequest, counted bool) (domain.Page[*domain.ReviewItem], error) {
	none := domain.Page[*domain.ReviewItem]{}
	q := &query{page: page}
	q.when("i.review_id = %s", review)
	if !only.IsZero() {
		q.when("i.reviewer = %s", only)
	}
	if f.Mine != nil {
		q.when("(i.reviewer = %s) = %s", caller, *f.Mine)
	}
	if f.Open != nil {
		q.when("(i.decision IS NULL) = %s", *f.Open)
	}
	if len(f.Decision) > 0 {
		q.when("i.decision = ANY(%s)", texts(f.Decision))
	}
	if f.Unused != nil {
		q.when("(i.uses = 0) = %s", *f.Unused)
	}
	if f.Text != nil && *f.Text != "" {
		q.when("p.name ILIKE %s", "%"+like(*f.Text)+"%")
	}
	if err := q.sorted(nil, nil, sortKey{expr: "coalesce(p.name, '')", cast: "text"}, "i.id"); err != nil {
		return none, err
	}
	q.bind(f)
	found, err := list(ctx, db, q, "i.*", "access_review_item i LEFT JOIN person p ON p.id = i.person_id", counted,
		func(r *itemPageRow) []string { return r.SortKeys }, func(r *itemPageRow) *domain.ReviewItem { return r.item() })
	if err != nil {
		return none, err
	}
	return found, db.fillGrants(ctx, found.Items)
}

// ReviewItemsByID reads these lines with their grants; only as ReviewItems.
func (db *DB) ReviewItemsByID(ctx context.Context, ids []domain.UUID, only domain.UUID) ([]*domain.ReviewItem, error) {
	return db.reviewItems(ctx, `SELECT * FROM access_review_item WHERE id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR reviewer = $2)`, ids, only)
}

// ReviewLines reads every line of a campaign with its grant, in order of ids.
func (db *DB) ReviewLines(ctx context.Context, review domain.UUID) ([]*domain.ReviewItem, error) {
	return db.reviewItems(ctx, `SELECT * FROM access_review_item WHERE review_id = $1 ORDER BY id`, review)
}

func (db *DB) reviewItems(ctx context.Context, sql string, args ...any) ([]*domain.ReviewItem, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("load lines of access reviews: %w", err)
	}
	var found []itemRow
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("load lines of access reviews: %w", err)
	}
	items := make([]*domain.ReviewItem, len(found))
	for i := range found {
		items[i] = found[i].item()
	}
	return items, db.fillGrants(ctx, items)
}

func (db *DB) fillGrants(ctx context.Context, items []*domain.ReviewItem) error {
	if len(items) == 0 {
		return nil
	}
	var rowIDs []domain.UUID
	for _, item := range items {
		rowIDs = append(rowIDs, item.GrantRow)
	}
	rows, err := db.pool.Query(ctx, `SELECT * FROM role_grant WHERE row_id = ANY($1::uuid[])`, rowIDs)
	if err != nil {
		return fmt.Errorf("load reviewed grants: %w", err)
	}
	var grants []roleGrantRow
	if err := collect(&grants)(rows); err != nil {
		return fmt.Errorf("load reviewed grants: %w", err)
	}
	attachGrants(items, grants)
	return nil
}

// DueReviews are open campaigns whose deadline is over or whose lines are all decided, oldest first, at most limit.
func (db *DB) DueReviews(ctx context.Context, now time.Time, limit int) ([]domain.UUID, error) {
	return db.reviewIDs(ctx, `SELECT id FROM access_review r WHERE state = 'OPEN' AND (due_at <= $1
		OR NOT EXISTS (SELECT FROM access_review_item i WHERE i.review_id = r.id AND i.decision IS NULL)) ORDER BY due_at LIMIT $2`, now, limit)
}

// UnbundledReviews are closed campaigns without evidence whose every revocation was verified, oldest first, at most limit.
func (db *DB) UnbundledReviews(ctx context.Context, limit int) ([]domain.UUID, error) {
	return db.reviewIDs(ctx, `SELECT id FROM access_review r WHERE state = 'CLOSED' AND evidence = '{}'
		AND NOT EXISTS (SELECT FROM access_review_item i WHERE i.review_id = r.id AND i.applied_at IS NOT NULL AND i.verified_at IS NULL)
		ORDER BY closed_at LIMIT $1`, limit)
}

func (db *DB) reviewIDs(ctx context.Context, sql string, args ...any) ([]domain.UUID, error) {
	rows, err := db.pool.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("look for access reviews: %w", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[domain.UUID])
	return ids, wrap("look for access reviews", err)
}

// GrantUse is how often something was done by right of a grant, and when last.
type GrantUse struct {
	Grant domain.UUID
	Uses  int
	Last  time.Time
}

// GrantUses counts, for each of these grants, the acts that the log recorded by right of it since an instant: the
// holder's own and those of their delegates. Looking at things leaves no event and does not count.
func (db *DB) GrantUses(ctx context.Context, grants []domain.UUID, since time.Time) (map[domain.UUID]GrantUse, error) {
	names := make([]string, len(grants))
	for i, id := range grants {
		names[i] = id.String()
	}
	rows, err := db.pool.Query(ctx, `
		SELECT (data->>'grant')::uuid AS grant, count(*)::int AS uses, max(at) AS last FROM event
		WHERE id >= $1 AND data->>'grant' = ANY($2) GROUP BY 1`, firstID(since), names)
	if err != nil {
		return nil, fmt.Errorf("count uses of grants: %w", err)
	}
	var found []GrantUse
	if err := collect(&found)(rows); err != nil {
		return nil, fmt.Errorf("count uses of grants: %w", err)
	}
	uses := make(map[domain.UUID]GrantUse, len(found))
	for _, u := range found {
		uses[u.Grant] = u
	}
	return uses, nil
}
